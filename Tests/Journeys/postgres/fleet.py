"""Several processes of one archive: servers that read and stewards that write, on one database, for journeys."""
import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)), os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]
from corridor import PROGRAM, Wrong, free_port  # noqa: E402

# What a command or a page says while one steward follows another, or the database changes places: not done, or not known.
PASSING = ("tables.unreachable", "tables.outcome-unknown", "tables.undone", "tables.superseded", "tables.held", "tables.busy",
           "home.locked", "local.", "no-writer", "web.outcome-unknown", "web.no-database", "discovery.unavailable",
           "hung up")


class Process:
    """`lantai WORDS`, ended when its block ends; `said`: what it printed so far."""

    def __init__(self, place, name, *words):
        self.place, self.name, self.words, self.process = place, name, words, None
        self.log = os.path.join(place.folder, name + ".log")

    def __enter__(self):
        with open(self.log, "ab") as log:
            self.from_ = log.tell()
            self.process = subprocess.Popen([PROGRAM, *self.words], stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                                            env=self.place.environment(), cwd=self.place.folder)
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                raise Wrong(f"{self.name} did not stop within 30 s of TERM: {self.said}") from None

    @property
    def said(self):
        with open(self.log, encoding="utf-8", errors="replace") as log:
            log.seek(self.from_)
            return log.read()

    @property
    def works(self):
        """For a steward: whether its turn has come."""
        return self.process.poll() is None and "is at work" in self.said

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


class Serving(Process):
    def __init__(self, place, name):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        super().__init__(place, name, "serve", "--no-steward", "--port", str(self.port))

    def __enter__(self):
        super().__enter__()
        until(lambda: self.ask("/healthz")[0] == 200 or self.process.poll() is not None, 90, f"{self.name} serves")
        if self.process.poll() is not None:
            raise Wrong(f"{self.name} ended: {self.said}")
        return self

    def ask(self, path, timeout=60):
        """Status and text; status `None` where nobody answers."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=timeout) as answer:
                return answer.status, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            return None, ""

    def found(self, query="", **more):
        """Codes and titles found by the public here; `None` where nobody answers."""
        hits, after = {}, ""
        while True:
            fields = {"q": query, "limit": "100", **more, **({"after": after} if after else {})}
            status, text = self.ask("/api/v1/find?" + urllib.parse.urlencode(fields))
            if status is None:
                return None
            if status != 200:
                raise Wrong(f"{self.name}: finding {query!r}: {status} {text[:300]}")
            answer = json.loads(text)
            hits |= {hit["code"]: hit["title"] for hit in answer["hits"] if hit["level"] == "item"}
            after = answer.get("next")
            if not after:
                return hits


def until(true, seconds, what):
    last = time.monotonic() + seconds
    while not true():
        if time.monotonic() > last:
            raise Wrong(f"not within {seconds} s: {what}", "half-done")
        time.sleep(0.02)


def working(stewards, seconds=30):
    """The steward whose turn it is."""
    until(lambda: any(each.works for each in stewards), seconds, "a steward at work")
    return next(each for each in stewards if each.works)


class Hands:
    """Threads that work until they are stopped; the first thing that is wrong is kept."""

    def __init__(self):
        self.stop, self.wrong, self.threads = threading.Event(), [], []

    def begin(self, work, *words):
        def run():
            try:
                while not self.stop.is_set():
                    work(*words)
            except Exception as problem:
                self.wrong.append(problem)
        self.threads.append(threading.Thread(target=run))
        self.threads[-1].start()

    def check(self):
        if self.wrong:
            raise self.wrong[0]

    def end(self):
        self.stop.set()
        for each in self.threads:
            each.join(120)
        if any(each.is_alive() for each in self.threads):
            raise Wrong("a request was answered neither with yes nor with no within 120 s", "half-done")
        self.check()


@contextlib.contextmanager
def at_work(hands):
    try:
        yield hands
        hands.end()
    finally:
        hands.stop.set()


class Titles:
    """Corrections of titles by command, and what became of each."""

    def __init__(self, place, codes, hands, name):
        self.place, self.codes, self.hands, self.name = place, codes, hands, name
        self.answered, self.asked, self.times, self.count = {}, {}, [], 0

    def one(self):
        """Corrects one record; whoever asked is told, or does not know."""
        self.count += 1
        code = self.codes[self.count % len(self.codes)]
        title = f"改题{self.name}第{self.count}次"
        self.asked[title] = code
        answer = self.place.run("describe", code, "--set", "title=" + title, timeout=60)
        if answer.status == 0:
            self.answered[title] = code
            self.times.append(time.monotonic())
        elif not any(word in answer.err + answer.out for word in PASSING):
            raise Wrong(f"a correction: {answer}")

    def check(self):
        """Each that was answered with yes was done once, each that was not at most once."""
        became = {}
        for (changes,) in self.place.rows("SELECT changes FROM unit_history"):
            for change in json.loads(changes):
                if change["element"] == "title":
                    for value in change["after"]:
                        became[value[1]] = became.get(value[1], 0) + 1
        for title in self.asked:
            if became.get(title, 0) > 1 or (title in self.answered and not became.get(title)):
                raise Wrong(f"{title}, {'acknowledged' if title in self.answered else 'asked for'}, was done "
                            f"{became.get(title, 0)} times", "doubled" if became.get(title) else "lost")
        return len(self.answered), len(self.asked) - len(self.answered)


def audit(place):
    """What must be true of any archive at rest."""
    twice = place.rows("SELECT id FROM event GROUP BY id HAVING count(*) > 1")
    indices = place.rows("SELECT count(*), max(idx), min(idx) FROM event")[0]
    parked = place.rows("SELECT follower, subject, code FROM parked")
    if twice or parked or indices[0] != indices[1] + 1 or indices[2] != 0:
        raise Wrong(f"events twice: {twice}; parked: {parked}; indices: {indices}", "doubled" if twice else "lost")
    kinds = dict(place.rows("SELECT kind, count(*) FROM event GROUP BY kind"))
    for kind, table in (("received", "accession"), ("signed", "handover_signature"), ("decided", "decision")):
        rows = place.rows(f"SELECT count(*) FROM {table}")[0][0]
        if kinds.get(kind, 0) != rows:
            raise Wrong(f"{kinds.get(kind, 0)} events {kind}, and {rows} rows of {table}", "lost")
    place.must("verify-ledger")
    fixity = place.must("fixity", "--json").json()
    if fixity.get("damaged"):
        raise Wrong(f"fixity: {fixity}", "lost")
    return fixity["checked"]
