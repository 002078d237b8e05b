"""The corridor by command line, for journeys in Python: a home, its commands, a server on a free port, what must be true
at the end. The program is the one of LANTAI_PROGRAM, or the clone's debug build."""
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections import Counter

CLONE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.environ.get("LANTAI_PROGRAM") or os.path.join(CLONE, ".build/debug/lantai")
# States of a transfer that can still move by themselves.
RESTLESS = {"receiving", "received", "checking", "accepted", "preserved"}


class Answer:
    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err

    def json(self):
        return json.loads(self.out)

    def __str__(self):
        return f"status {self.status}\n{self.out}{self.err}"


class Wrong(Exception):
    """The program did not do what it must: something is `lost`, `doubled`, `half-done`, or it went `wrong` otherwise."""

    def __init__(self, words, kind="wrong"):
        super().__init__(words)
        self.kind = kind


def compare(what, found, wanted):
    """Counts by name against what they must be."""
    if any(found.get(name, 0) < count for name, count in wanted.items()):
        raise Wrong(f"{what} {found}, wanted {wanted}", "lost")
    if found != wanted:
        raise Wrong(f"{what} {found}, wanted {wanted}", "doubled")


def in_the_end(check):
    """Runs `check` until it finds nothing wrong: a server may be half-way in something. What is wrong must stay so for 15 s."""
    for tries in range(100):
        try:
            return check()
        except Wrong:
            if tries == 99:
                raise
            time.sleep(0.15)


def make_package(path, *options):
    subprocess.run([os.path.join(CLONE, "script/make-package"), path, *options], check=True)
    return path


def codes_of(package):
    """The reference codes (档号) of the records in a package of make-package."""
    with zipfile.ZipFile(package) as archive:
        listing = archive.read("目录文件.XML").decode()
    return [part.split("</档号>")[0] for part in listing.split("<档号>")[1:]]


def validator():
    """The editors' OCFL validator, in this process."""
    try:
        from ocfl import Object
    except ImportError:
        sys.exit("ocfl-py is not there; run this with .build/test-tools/venv/bin/python (script/test-tools)")

    def validate(folder):
        passed, found = Object().validate(objdir=folder, log_warnings=False)
        if not passed:
            raise Wrong(f"OCFL object {folder}: {found}")
    return validate


class Place:
    """A home of its own, and the commands that work in it."""

    LOCAL = {"handover", "describe", "open", "publish", "close", "find", "fixity", "verify-ledger"}

    def __init__(self, folder):
        self.folder, self.home, self.server = folder, os.path.join(folder, "home"), None
        os.makedirs(folder, exist_ok=True)

    def environment(self):
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("LANTAI_", "LC_"))}
        if "PLANTED" in kept:
            kept["LANTAI_PLANTED"] = kept.pop("PLANTED")
        return {**kept, "LANG": "C.UTF-8", "HOME": self.folder, "LANTAI_HOME": self.home,
                # An entry of the public log each second, so that faults hit its making too.
                "LANTAI_LEDGER_BEAT": "1"}

    def run(self, *words, before=(), timeout=300):
        """Runs `lantai words…`, behind the tracer `before` if one is given.

        While a server of ours holds the home a command that brings no file goes straight to its local socket, as
        `lantai` itself would send it: a tenth of the time, for what is asked hundreds of times.
        """
        if self.server and not before and words[0] in self.LOCAL:
            return self.server.ask(words, timeout)
        done = subprocess.run([*before, PROGRAM, *words], env=self.environment(), cwd=self.folder, timeout=timeout,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
        return Answer(done.returncode, done.stdout, done.stderr)

    def must(self, *words):
        answer = self.run(*words)
        if answer.status != 0:
            raise Wrong(f"lantai {' '.join(words)}: {answer}")
        return answer

    def copy(self, folder):
        other = Place(folder)
        if os.path.exists(self.home):
            shutil.copytree(self.home, other.home, symlinks=True)
        return other

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def accessions(self):
        return self.must("handover", "--json").json()["accessions"]

    def serving(self, *words, before=()):
        return Server(self, *words, before=before)

    def settle(self, until=lambda: True, seconds=180):
        """Waits, while a server works, until no transfer moves any more, and for `until`."""
        last = time.monotonic() + seconds
        while any(accession["state"] in RESTLESS for accession in self.accessions()) or not until():
            if time.monotonic() > last:
                raise Wrong(f"the work did not come to an end in {seconds} s: {self.accessions()}", "half-done")
            time.sleep(0.05)

    def rows(self, query):
        """What the database says, read by other eyes than the program's."""
        database = sqlite3.connect(f"file:{self.home}/lantai.sqlite?mode=ro", uri=True)
        try:
            return database.execute(query).fetchall()
        finally:
            database.close()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """`lantai serve` on a free port, behind a tracer if one is given; ends when the block ends."""

    def __init__(self, place, *words, before=()):
        self.place, self.words, self.before = place, words, before

    def __enter__(self):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = open(os.path.join(self.place.folder, "serve.log"), "a+", encoding="utf-8")
        self.started = time.monotonic()
        self.process = subprocess.Popen([*self.before, PROGRAM, "serve", "--port", str(self.port), *self.words], stdout=self.log,
                                        stderr=self.log, stdin=subprocess.DEVNULL, env=self.place.environment(),
                                        cwd=self.place.folder)
        while True:
            try:
                with urllib.request.urlopen(self.url + "/healthz", timeout=2) as answer:
                    if answer.status == 200:
                        break
            except OSError:
                pass
            if self.process.poll() is not None or time.monotonic() - self.started > 60:
                self.log.seek(0)
                self.process.kill()
                raise Wrong(f"the server did not start: {self.log.read()}")
            time.sleep(0.02)
        self.ready = time.monotonic() - self.started
        self.place.server = self
        return self

    def ask(self, words, timeout):
        """One command by the local socket: frames of a kind, a length of four bytes, so many bytes (Frames.swift)."""
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(timeout)
            # A server that has just started answers HTTP before its socket is there; the program waits for it too.
            last = time.monotonic() + 10
            while True:
                try:
                    line.connect(os.path.join(self.place.home, "run/lantai.sock"))
                    break
                except (FileNotFoundError, ConnectionRefusedError):
                    if time.monotonic() > last:
                        raise Wrong("the server has no local socket") from None
                    time.sleep(0.02)
            request = json.dumps({"arguments": words, "folder": self.place.folder, "input": False, "user": "root",
                                  "password": None, "language": "en"}).encode()
            line.sendall(bytes([1]) + len(request).to_bytes(4, "big") + request)
            said = {4: b"", 5: b""}
            with line.makefile("rb") as answers:
                while len(head := answers.read(5)) == 5:
                    piece = answers.read(int.from_bytes(head[1:], "big"))
                    if head[0] == 6:
                        return Answer(piece[0], *(text.decode(errors="replace") for text in said.values()))
                    said[head[0]] += piece
        raise Wrong(f"the server hung up on lantai {' '.join(words)}")

    def __exit__(self, *_):
        self.place.server = None
        # A tracer would die of the signal, and leave the server behind.
        server = self.process.pid
        if self.before:
            with open(f"/proc/{server}/task/{server}/children", encoding="ascii") as children:
                server = int(children.read().split()[0])
        os.kill(server, signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise Wrong("the server did not stop within 20 s of TERM") from None
        finally:
            self.log.close()


class Corridor:
    """The steps from nothing to a public hit for one package, and whether each is done."""

    def __init__(self, package, codes):
        self.package, self.codes = package, codes
        self.steps = ["init", "receive", "sending", "receiving", "confirm", "open", "publish"]

    def words(self, step, place):
        number = self.number(place) if step not in ("init", "receive") else None
        return {
            "init": ["init"],
            "receive": ["receive", self.package, "--wait", "--json"],
            "sending": ["handover", number, "--sign", "sending", "--name", "李建国"],
            "receiving": ["handover", number, "--sign", "receiving", "--name", "王秀兰"],
            "confirm": ["describe", "--accession", number, "--confirm"],
            "open": ["open", "--accession", number, "--ground", "period-passed"],
            "publish": ["publish", "--accession", number, "--level", "text"],
        }[step]

    def number(self, place):
        found = place.accessions()
        if len(found) != 1:
            raise Wrong(f"there should be one transfer, there are {len(found)}: {found}", "doubled" if found else "lost")
        return found[0]["number"]

    def done(self, step, place):
        if step == "init":
            return os.path.exists(os.path.join(place.home, "format"))
        if step == "receive":
            return bool(place.accessions())
        query = {
            "sending": "SELECT count(*) FROM handover_signature WHERE side = 'sending'",
            "receiving": "SELECT count(*) FROM handover_signature WHERE side = 'receiving'",
            "confirm": "SELECT count(*) FROM event WHERE kind = 'confirmed'",
            "open": "SELECT count(*) FROM decision",
            "publish": "SELECT count(*) FROM publication",
        }[step]
        return place.rows(query)[0][0] > 0

    def public(self, place):
        answer = place.must("find", "--json", "--limit", "1000").json()
        hits = sorted(hit["code"] for hit in answer["hits"] if hit["level"] == "item")
        if answer["total"] != len(answer["hits"]):
            raise Wrong(f"find counts {answer['total']} and shows {len(answer['hits'])}")
        return hits

    def check(self, place, validate):
        """Everything that must be true at the end, of whatever happened on the way."""
        found = place.accessions()
        if len(found) != 1 or found[0]["state"] != "described" or found[0]["records"] != len(self.codes):
            raise Wrong(f"the transfer: {found}")
        wanted = dict.fromkeys(self.codes, 1)
        compare("public", Counter(self.public(place)), wanted)
        staff = place.must("find", "--staff", "--json", "--limit", "1000").json()
        compare("the catalogue", Counter(hit["code"] for hit in staff["hits"] if hit["level"] == "item"), wanted)
        self.check_rows(place)
        self.check_proofs(place)
        return self.check_bytes(place, validate)

    def check_proofs(self, place):
        """Each published record stated once, hidden in the public log or waiting; the journal and its rows the same.

        A server may be adding an entry just now, the journal first and the rows after; where a full disk kept the rows from
        following, they do so at the steward's next round, within five seconds.
        """
        in_the_end(lambda: self.compare_log(place))

    def compare_log(self, place):
        said = place.rows("SELECT unit.code, log_statement.text FROM log_statement JOIN unit ON unit.id = log_statement.unit")
        compare("statements", Counter(code for code, text in said if "lantai-published-1" in text), dict.fromkeys(self.codes, 1))
        with open(os.path.join(place.home, "public-log", "journal"), encoding="utf-8") as file:
            text = file.read()
        if not text.endswith("\n"):
            raise Wrong("the journal of the public log ends in half a line", "half-done")
        lines = [json.loads(line) for line in text.split("\n")[1:-1]]
        if [line["n"] for line in lines] != list(range(len(lines))):
            raise Wrong("the journal of the public log is not one row of entries", "lost")
        rows = place.rows("SELECT n, lower(hex(entry)) FROM log_entry ORDER BY n")
        if rows != [(line["n"], line["entry"]) for line in lines]:
            raise Wrong(f"{len(rows)} entries in the rows are not the {len(lines)} of the journal", "lost")
        size, signed = place.rows("SELECT size, signed FROM log_head")[0]
        hidden = {(each["unit"], each["number"]) for line in lines for each in line.get("statements", [])}
        noted = set(place.rows("SELECT unit, number FROM log_statement WHERE entry >= 0"))
        if size != len(lines) or signed != size or hidden != noted:
            raise Wrong(f"{size} entries, signed up to {signed}, {len(noted)} statements hidden of {len(hidden)}", "lost")

    def check_bytes(self, place, validate):
        """Files as they were kept, the ledger whole, valid objects: how many objects there are of what came, and files in
        them. Later versions are not counted: a minute after they were written, descriptions are kept too."""
        fixity = place.must("fixity", "--json").json()
        if fixity.get("damaged"):
            raise Wrong(f"fixity: {fixity}", "lost")
        place.must("verify-ledger")
        # A server may be writing a description's version just now.
        in_the_end(lambda: [validate(folder) for folder in self.objects(place)])
        came = [folder for folder in self.objects(place) if os.path.isdir(os.path.join(folder, "v1/content/metadata"))
                and os.listdir(os.path.join(folder, "v1/content/metadata")) != ["description.json"]]
        files = sum(len(files) for folder in came for _, _, files in os.walk(os.path.join(folder, "v1")))
        return {"files": files, "objects": len(came)}

    @staticmethod
    def check_events(place, wanted):
        """So many events of each kind, and nothing half-done."""
        kinds = dict(place.rows("SELECT kind, count(*) FROM event GROUP BY kind"))
        compare("events", {kind: kinds.get(kind, 0) for kind in wanted}, wanted)
        def nothing_left():
            for table in ("intent", "parked", "draft_plan"):
                left = place.rows(f"SELECT count(*) FROM {table}")[0][0]
                if left:
                    raise Wrong(f"{left} rows left in {table}", "half-done")
        in_the_end(nothing_left)

    def check_rows(self, place):
        """Nothing half-done, nothing twice."""
        once = ("received", "checked", "accepted", "preserved", "drafted", "confirmed", "decided", "opened", "published")
        self.check_events(place, {**dict.fromkeys(once, 1), "signed": 2})
        once = dict.fromkeys(self.codes, 1)
        kept = [code for (code,) in place.rows("SELECT code FROM holding") if code in once]
        compare("holdings", Counter(kept), once)
        public = [code for (code,) in place.rows(
            "SELECT code FROM unit JOIN access ON access.unit = unit.id WHERE status = 'open' AND access.level = 3")]
        compare("open and published as text", Counter(public), once)

    @staticmethod
    def objects(place):
        found = []
        for folder, _, files in os.walk(os.path.join(place.home, "stacks")):
            if any(name.startswith("0=ocfl_object_") for name in files):
                found.append(folder)
        return found
