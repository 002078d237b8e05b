#!/usr/bin/env python3
"""Backups that are made while the archive works, and what a restore of them gives.

    backup.py site       an archive with records in every state: every public page of the restored one is the same, once the
                         access copies, which are in no backup, are made again
    backup.py brief      the same without the sample archive: for the tests
    backup.py busy       backups while records come in and are re-described: each restores to a state that once was
    backup.py kills      backups and restores killed with KILL at moments by chance, and run again
    backup.py faults     drills of damaged backups: each certificate says FAILED and why
    backup.py log        the public log of a restored home is held until it is known what was published
    backup.py postgres   of an archive whose rows are in PostgreSQL, while it works; restored into a file, moved back to a server
    backup.py schedule   a server left alone backs up and drills by its settings, also when it is overdue. Takes four minutes, since a
                         server waits one after each start: not run by the tests
    backup.py bucket     backups into a bucket, of a home in a bucket (LANTAI_TEST_S3: script/test-s3 run)

Needs LANTAI_PROGRAM; works in a folder of its own.
"""
import glob
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.dirname(HERE), os.path.join(os.path.dirname(HERE), "rebuild")]
from corridor import PROGRAM, Corridor, Place, Wrong, codes_of, make_package, validator  # noqa: E402

PASSPHRASE = "correct horse battery staple"
COUNTED = ("accession", "holding", "holding_file", "unit", "decision", "publication", "access", "account", "event")


class Backed(Place):
    """A home with backup keys, and a disk to back up to."""

    def __init__(self, folder, disk=None):
        super().__init__(folder)
        self.disk = disk or os.path.join(folder, "disk")
        self.key = os.path.join(folder, "key.pem")

    def environment(self):
        return {**super().environment(), "LANTAI_BACKUP_PASSPHRASE": PASSPHRASE}

    def prepare(self):
        if not self.disk.startswith("s3:"):
            os.makedirs(self.disk, exist_ok=True)
        self.must("backup", "key", "new", "--out", self.key)
        self.must("backup", "key", "drill")

    def backup(self, *words):
        return self.must("backup", self.disk, "--json", *words).json()

    def drill(self, *words):
        answer = self.run("backup", self.disk, "--drill", "--json", *words)
        if answer.status not in (0, 3):
            raise Wrong(f"a drill is not held: {answer}")
        certificate = answer.json()
        if certificate["passed"] != (answer.status == 0) or bool(certificate["reasons"]) == certificate["passed"]:
            raise Wrong(f"certificate and status differ: {answer}")
        return certificate

    def restored(self, name, *words, **more):
        """The home made of the newest backup, or of the one named in `words`; what the command said."""
        other = Backed(os.path.join(self.folder, name), self.disk)
        answer = self.run("restore", self.disk, "--home", other.home, "--key", self.key, "--json", *words, **more)
        if answer.status != 0:
            raise Wrong(f"restore: {answer}")
        said = answer.json()
        if not said["clean"]:
            raise Wrong(f"restored, and not clean: {said}")
        return other, said

    def counts(self):
        return {table: self.rows(f"SELECT count(*) FROM {table}")[0][0] for table in COUNTED}


def corridor(place, folder, records=3):
    """Takes a transfer of so many records to the public."""
    package = make_package(os.path.join(folder, "transfer.zip"), "--records", str(records))
    walk = Corridor(package, codes_of(package))
    for step in walk.steps[:4]:
        place.must(*walk.words(step, place))
    for step in walk.steps[4:]:
        place.settle()
        place.must(*walk.words(step, place))
    place.settle()
    return walk


def is_whole(place, validate):
    """The ledger unchanged, every kept file intact, every object valid."""
    place.must("verify-ledger")
    fixity = place.must("fixity", "--json").json()
    if fixity["damaged"]:
        raise Wrong(f"fixity of what was restored: {fixity}", "lost")
    objects = Corridor.objects(place)
    for each in objects:
        validate(each)
    left = place.rows("SELECT count(*) FROM intent")[0][0]
    if left:
        raise Wrong(f"{left} intents are left", "half-done")
    return len(objects)


def site(folder, with_sample=True):
    """Every state a record can be in; the public site crawled before and after."""
    import rebuild
    os.environ.update(LANTAI_HOME=os.path.join(folder, "home"), LANTAI_LEDGER_BEAT="1",
                      LANTAI_BACKUP_PASSPHRASE=PASSPHRASE)
    disk, key = os.path.join(folder, "disk"), os.path.join(folder, "key.pem")
    os.makedirs(disk)
    if not with_sample:
        rebuild.lantai("init")
    starts = ["/", "/fonds", "/search", "/api/v1/find?limit=5", "/robots.txt", "/nothing"]
    with rebuild.Server() as server:
        rebuild.lantai("backup", "key", "new", "--out", key)
        _, numbers = rebuild.every_state(folder)
        rebuild.settled(server)
        pages, commands = rebuild.crawl(server, starts, filters=0), rebuild.told(numbers)
        made = json.loads(rebuild.lantai("backup", disk, "--json"))
    before = rebuild.rows()
    home = os.path.join(folder, "restored")
    rebuild.lantai("restore", disk, "--home", home, "--key", key)
    os.environ["LANTAI_HOME"] = home
    after = rebuild.rows()
    faults = []
    # What the old home did after the backup (its act, seals, entries of the log) and the act of the restore.
    for table in ("event", "segment", *rebuild.GROWING):
        before.pop(table), after.pop(table)
    faults += rebuild.differences("table", before, after)
    with rebuild.Server() as server:
        rebuild.settled(server)
        faults += rebuild.differences("page", pages, rebuild.crawl(server, starts, filters=0))
        faults += rebuild.differences("command", commands, rebuild.told(numbers))
    if len(pages) < 100:
        faults.append(f"only {len(pages)} pages were looked at")
    for fault in faults:
        print(fault)
    print(f"backup site: {made['files']} files restored; {len(pages)} public pages, images and files, "
          f"{sum(map(len, before.values()))} rows, {len(commands)} answers: {len(faults)} differ")
    if faults:
        raise Wrong(f"{len(faults)} differences", "lost")


def brief(folder):
    site(folder, with_sample=False)


def busy(folder):
    """Backups beside work: re-described records, new transfers and seals, all the time."""
    validate = validator()
    place = Backed(folder)
    walk = None
    stop = threading.Event()
    trouble = []

    def work(codes):
        count = 0
        try:
            while not stop.is_set():
                count += 1
                code = codes[count % len(codes)]
                place.must("describe", code, "--set", f"title=改过 {count} 次的题名")
                if count % 20 == 0:
                    # Whatever becomes of it: it waits in staging, or is returned.
                    more = make_package(os.path.join(folder, f"more-{count}.zip"), "--records", "2", "--seed", str(count))
                    place.run("receive", more)
        except Exception as problem:  # told by the one who waits
            trouble.append(problem)

    with place_serving(place, folder) as (server, found):
        walk = found
        place.prepare()
        worker = threading.Thread(target=work, args=(walk.codes,))
        worker.start()
        made = []
        for n in range(6):
            time.sleep(0.5 + random.random())
            made.append(place.backup())
        stop.set()
        worker.join()
    if trouble:
        raise trouble[0]
    events = []
    for n, each in enumerate(made):
        other, said = place.restored(f"restored-{n}", "--at", each["backup"])
        events.append(said["events"])
        objects = is_whole(other, validate)
        other.remove()
    if events != sorted(events) or events[0] == events[-1]:
        raise Wrong(f"the backups are of {events} events: nothing happened between them")
    print(f"backup busy: {len(made)} backups beside work, of {events} events; each restored whole, {objects} objects valid")


class place_serving:
    """A server in which a transfer was taken to the public."""

    def __init__(self, place, folder):
        self.place, self.folder = place, folder

    def __enter__(self):
        self.place.must("init")
        self.server = self.place.serving()
        self.server.__enter__()
        package = make_package(os.path.join(self.folder, "transfer.zip"), "--records", "6")
        walk = Corridor(package, codes_of(package))
        for step in walk.steps[1:]:
            self.place.settle()
            self.place.must(*walk.words(step, self.place))
        self.place.settle()
        return self.server, walk

    def __exit__(self, *_):
        self.server.__exit__(*_)


def killed_after(place, seconds, *words):
    """Runs `lantai words…` and kills it after so long; whether it was killed."""
    process = subprocess.Popen([PROGRAM, *words], env=place.environment(), cwd=place.folder, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        said, _ = process.communicate(timeout=seconds)
        if process.returncode != 0:
            raise Wrong(f"lantai {' '.join(words)}: {said}")
        return False
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.communicate()
        return True


def kills(folder):
    validate = validator()
    place = Backed(folder)
    walk = corridor(place, folder, records=12)
    place.prepare()
    started = time.monotonic()
    place.backup()
    whole = time.monotonic() - started
    count = {"backup": 0, "restore": 0}
    for n in range(16):
        # Something new each time.
        place.must("describe", walk.codes[n % 12], "--set", f"title=第 {n} 稿")
        count["backup"] += killed_after(place, random.random() * whole, "backup", place.disk)
        listed = place.must("backup", place.disk, "--list", "--json").json()["backups"]
        if any(each["at"] is None for each in listed):
            raise Wrong(f"an unfinished backup is listed: {listed}", "half-done")
        if n % 4 == 3:
            place.backup()
            place.must("backup", place.disk, "--verify")
    place.backup()
    place.must("backup", place.disk, "--verify")
    wanted = {table: rows for table, rows in place.counts().items() if table != "event"}
    for n in range(10):
        name = f"restored-{n}"
        other = Backed(os.path.join(folder, name), place.disk)
        words = ("restore", place.disk, "--home", other.home, "--key", place.key)
        if n == 0:
            # Killed in the very first write: before there is a mark, what should have become one lies there.
            os.makedirs(other.home)
            with open(os.path.join(other.home, "restoring.0a1b2c3d4e5f.new"), "w", encoding="utf-8") as file:
                file.write("half a li")
        while count["restore"] < 3 * (n + 1) and killed_after(place, random.random() * whole, *words):
            count["restore"] += 1
            if place.run("find", "--home", other.home).status == 0 and not os.path.exists(other.home + "/format"):
                raise Wrong("a half-made home opens", "half-done")
        if not os.path.exists(other.home + "/format"):
            place.must(*words)
        is_whole(other, validate)
        found = {table: rows for table, rows in other.counts().items() if table != "event"}
        if found != wanted:
            raise Wrong(f"restored after kills: {found}, wanted {wanted}", "lost")
        other.remove()
    if min(count.values()) < 5:
        raise Wrong(f"too few kills hit: {count}")
    print(f"backup kills: {count['backup']} backups and {count['restore']} restores killed and run again, each whole")


def faults(folder):
    place = Backed(folder)
    corridor(place, folder)
    place.prepare()
    place.backup()
    passed = place.drill()
    if not passed["passed"] or passed["files"] < 30 or passed["publicPages"] != 3 or not passed["filesRead"]:
        raise Wrong(f"a drill of a good backup: {passed}")
    vault = os.path.join(place.disk, "lantai-backup")
    packs = sorted(glob.glob(vault + "/packs/*/*"))
    manifest = glob.glob(vault + "/backups/*")[0]
    other = os.path.join(folder, "other.pem")

    def flip(path):
        with open(path, "r+b") as file:
            file.seek(os.path.getsize(path) // 2)
            byte = file.read(1)[0]
            file.seek(-1, os.SEEK_CUR)
            file.write(bytes([byte ^ 1]))

    def cut(path):
        os.truncate(path, os.path.getsize(path) // 2)

    def wrong_key(_):
        place.must("backup", "key", "new", "--out", other)
        # The drill takes an open key: the other one, opened.
        subprocess.run(["openssl", "pkey", "-in", other, "-passin", f"pass:{PASSPHRASE}", "-out", other + ".open"], check=True)
        with open(other, encoding="ascii") as sealed, open(other + ".open", "a", encoding="ascii") as key:
            text = sealed.read()
            key.write(text[text.index("-----BEGIN CERTIFICATE"):])

    trials = [(f"a flipped bit of {os.path.relpath(path, vault)}", flip, path, (), "backup.pack-altered") for path in packs]
    trials += [
        ("a missing pack", os.remove, packs[0], (), "backup.pack-missing"),
        ("a missing list of packs", os.remove, glob.glob(vault + "/runs/*/*")[0], (), "backup.pack-missing"),
        ("a manifest that is cut off", cut, manifest, (), "backup.manifest-altered"),
        ("a flipped bit of the manifest", flip, manifest, (), "backup.manifest-altered"),
        ("no manifest", os.remove, manifest, (), "backup.none"),
        ("another key", wrong_key, None, ("--key", other + ".open"), "bytes.cannot-open"),
        ("a disk that is not mounted", lambda path: os.rename(path, path + ".away"), place.disk, (), "backup.no-folder"),
    ]
    good = os.path.join(folder, "good")
    shutil.copytree(place.disk, good)
    for name, harm, path, words, code in trials:
        if path:
            os.chmod(path, 0o755 if os.path.isdir(path) else 0o644)
        harm(path)
        certificate = place.drill(*words)
        if [reason["code"] for reason in certificate["reasons"]] != [code]:
            raise Wrong(f"{name}: wanted FAILED by {code}: {certificate}")
        if os.path.exists(place.home + "/scratch/lantai-drill"):
            raise Wrong("the temporary home is left")
        for left in (place.disk, place.disk + ".away"):
            shutil.rmtree(left, ignore_errors=True)
        shutil.copytree(good, place.disk)
    texts = sorted(glob.glob(place.home + "/backup/drills/*.txt"))
    if len(texts) < 2 or "不合格" not in open(texts[-1], encoding="utf-8").read():
        raise Wrong(f"certificates to print: {texts}")
    events = place.rows("SELECT count(*) FROM event WHERE kind = 'restore-drilled'")[0][0]
    if events != len(trials) + 1:
        raise Wrong(f"{events} drills in the ledger, {len(trials) + 1} were held")
    if not place.drill()["passed"]:
        raise Wrong("the undamaged copy fails")
    # The state another part of the house reads.
    with open(place.home + "/backup-state.json", encoding="utf-8") as file:
        state = json.load(file)
    if set(state) != {"at", "destination", "bytes"} or not state["at"].endswith("Z") or state["destination"] != place.disk:
        raise Wrong(f"backup-state.json: {state}")
    print(f"backup faults: {len(trials)} damaged backups, each a failed certificate with its reason; 2 good ones passed")


def later_checkpoint(server, size):
    """A checkpoint of the log the restored one is behind of: waits until there are more than `size` entries."""
    for _ in range(300):
        with urllib.request.urlopen(server.url + "/ledger/checkpoint") as answer:
            text = answer.read()
        if int(text.split(b"\n")[1]) > size:
            return text
        time.sleep(0.2)
    raise Wrong(f"the log does not grow beyond {size} lines")


def log(folder):
    place = Backed(folder)
    corridor(place, folder)
    place.prepare()
    place.backup()
    other, _ = place.restored("restored")
    size = len(open(other.home + "/public-log/journal", "rb").read().splitlines())
    with place.serving() as server:
        newer = later_checkpoint(server, size)
    time.sleep(2)
    with other.serving() as server:
        try:
            urllib.request.urlopen(server.url + "/ledger/checkpoint")
            raise Wrong("a held log hands out a checkpoint")
        except urllib.error.HTTPError as refused:
            said = refused.read().decode()
            if "lantai restore continue-log" not in said:
                raise Wrong(f"a held log answers {refused.code}: {said[:1000]}") from None
        time.sleep(2)
    if len(open(other.home + "/public-log/journal", "rb").read().splitlines()) != size:
        raise Wrong("a held log grew", "doubled")
    for text, code in ((newer, "ledger.log-smaller"), (b"nothing", "ledger.log-other")):
        with open(os.path.join(folder, "checkpoint"), "wb") as file:
            file.write(text)
        refused = other.run("restore", "continue-log", "--checkpoint", os.path.join(folder, "checkpoint"), "--reason", "x")
        if refused.status != 1 or code not in refused.err:
            raise Wrong(f"continue-log should refuse with {code}: {refused}")
    shutil.copy(other.home + "/public-log/checkpoint", os.path.join(folder, "checkpoint"))
    other.must("restore", "continue-log", "--checkpoint", os.path.join(folder, "checkpoint"), "--reason", "kept by the library")
    again = other.run("restore", "continue-log", "--nothing-was-published", "--reason", "x")
    if "ledger.log-not-held" not in again.err:
        raise Wrong(f"twice: {again}")
    other.must("verify-ledger")
    with other.serving() as server:
        with urllib.request.urlopen(server.url + "/ledger/checkpoint") as answer:
            if answer.status != 200:
                raise Wrong("the log does not go on")
    print("backup log: held, refused to go on behind what was published, went on from what was known")


def bucket(folder):
    endpoint, name = os.environ["LANTAI_TEST_S3"], f"backup-{os.getpid()}-{random.randrange(10 ** 6)}"
    validate = validator()

    class InBucket(Backed):
        def environment(self):
            return {**super().environment(), "LANTAI_BACKUP_S3_ENDPOINT": endpoint, "LANTAI_BACKUP_S3_ACCESS_KEY": "lantai",
                    "LANTAI_BACKUP_S3_SECRET_KEY": "lantai-secret", **self.store}

    store = {"LANTAI_STORE_KIND": "s3", "LANTAI_STORE_S3_ENDPOINT": endpoint, "LANTAI_STORE_S3_BUCKET": "test",
             "LANTAI_STORE_S3_PREFIX": name + "/home", "LANTAI_STORE_S3_ACCESS_KEY": "lantai",
             "LANTAI_STORE_S3_SECRET_KEY": "lantai-secret"}
    for kind, own in (("folder", {}), ("bucket", store)):
        place = InBucket(os.path.join(folder, kind), f"s3://test/{name}/{kind}")
        place.store = own
        corridor(place, place.folder)
        place.prepare()
        first = place.backup()
        place.must("describe", codes_of(os.path.join(place.folder, "transfer.zip"))[0], "--set", "title=新题名")
        second = place.backup()
        if second["written"] >= first["written"]:
            raise Wrong(f"the second backup is not smaller: {first} {second}")
        place.must("backup", place.disk, "--verify")
        if not place.drill()["passed"]:
            raise Wrong("the drill from a bucket fails")
        other = InBucket(os.path.join(place.folder, "restored"), place.disk)
        other.store = {}
        answer = place.run("restore", place.disk, "--home", other.home, "--key", place.key)
        if answer.status != 0:
            raise Wrong(f"restore from a bucket: {answer}")
        objects = is_whole(other, validate)
    print(f"backup bucket: of a home in a folder and of one in a bucket, into a bucket and back to a folder; {objects} objects valid")


def postgres(folder):
    """Rows of a schema in a pack: what psql says is what the restored file says, at one moment of work under way."""
    sys.path.insert(0, os.path.join(os.path.dirname(HERE), "postgres"))
    import migrate
    from server import Postgres, PostgresPlace

    class OnServer(PostgresPlace, Backed):
        """Both at once."""

    validate = validator()
    with Postgres(folder) as server:
        place = OnServer(os.path.join(folder, "on-server"), server, "archive")
        walk = corridor(place, place.folder, records=6)
        place.prepare()
        # Quiet: row by row the same, but for the acts of backing up and restoring, and the public log, which grows by the clock.
        before = migrate.of_schema(server, place.schema)
        first = place.backup()
        other, _ = place.restored("restored")
        after = migrate.of_file(other.home + "/lantai.sqlite")
        growing, own = {"event", "log_entry", "log_node"}, {"bookmark", "copy_piece", "log_head", "log_statement"}
        others = [table for table in set(before) - own
                  if (not set(before[table]) <= set(after.get(table, ())) if table in growing else before[table] != after.get(table))]
        if others or set(before) != set(after):
            raise Wrong(f"of the schema {sorted(before)} these differ in the restored file: {others}", "lost")
        objects = is_whole(other, validate)
        # A home whose rows are in a file: it opens without a server, and moves to one again.
        with open(other.home + "/lantai.yaml", encoding="utf-8") as file:
            if "postgres" in file.read():
                raise Wrong("the restored settings still name the server")
        target = f"{server.url}?schema=again"
        other.must("migrate", "--to", target)
        found = other.must("find", "--json", "--limit", "1000").json()
        if sorted(hit["code"] for hit in found["hits"] if hit["level"] == "item") != sorted(walk.codes):
            raise Wrong(f"moved to a server again, the public finds {found}", "lost")
        if not place.drill()["passed"]:
            raise Wrong("the drill fails")
        # At work: each backup is of one moment.
        stop, trouble = threading.Event(), []

        def work():
            count = 0
            try:
                while not stop.is_set():
                    count += 1
                    place.must("describe", walk.codes[count % 6], "--set", f"title=改过 {count} 次的题名")
            except Exception as problem:  # told by the one who waits
                trouble.append(problem)
        with place.serving():
            worker = threading.Thread(target=work)
            worker.start()
            made = []
            for _ in range(3):
                time.sleep(0.5 + random.random())
                made.append(place.backup())
            stop.set()
            worker.join()
        if trouble:
            raise trouble[0]
        events = []
        for n, each in enumerate(made):
            restored, said = place.restored(f"moment-{n}", "--at", each["backup"])
            events.append(said["events"])
            is_whole(restored, validate)
            restored.remove()
        if events != sorted(events) or events[0] == events[-1] or made[0]["written"] >= first["written"]:
            raise Wrong(f"backups beside work: {events}, {first} {made}")
    print(f"backup postgres: {sum(map(len, before.values()))} rows of {len(before)} tables the same in the restored file, moved to a "
          f"server again, drilled; backups beside work of {events} events, {objects} objects valid")


def schedule(folder):
    """By itself: the first backup and drill, neither again too early, both again when the last ones are old."""
    place = Backed(folder)
    corridor(place, folder)
    place.prepare()
    said = place.environment()
    place.environment = lambda: {**said, "LANTAI_BACKUP_TO": place.disk, "LANTAI_BACKUP_HOURS": "24", "LANTAI_BACKUP_DRILL_DAYS": "30",
                                 "LANTAI_BACKUP_KEEP": "1"}
    state = place.home + "/backup-state.json"

    def done():
        certificates = sorted(glob.glob(place.home + "/backup/drills/*.json"))
        at = None
        if os.path.exists(state):
            with open(state, encoding="utf-8") as file:
                at = json.load(file)["at"]
        return at, certificates

    def served(wanted, seconds):
        """Serves until `wanted` says yes of what is done, or so long."""
        last = time.monotonic() + seconds
        with place.serving():
            while not wanted(*done()) and time.monotonic() < last:
                time.sleep(0.5)
        return done()

    at, certificates = served(lambda at, certificates: at and certificates, 180)
    if not at or len(certificates) != 1:
        raise Wrong(f"a server left alone: backup {at}, drills {certificates}")
    with open(certificates[0], encoding="utf-8") as file:
        if not json.load(file)["passed"]:
            raise Wrong("the server's own drill fails")
    if served(lambda *_: False, 75) != (at, certificates):
        raise Wrong(f"not due, and done again: {done()}", "doubled")
    # As if the server had been off for long.
    for path in (state, certificates[0]):
        with open(path, encoding="utf-8") as file:
            old = json.load(file)
        old["at"] = "2025" + old["at"][4:]
        os.chmod(path, 0o600)
        with open(path, "w", encoding="utf-8") as file:
            json.dump(old, file)
    then, drills = served(lambda at, certificates: at > "2026" and len(certificates) > 1, 180)
    if then <= at or len(drills) != 2:
        raise Wrong(f"overdue, and not done: backup {then}, drills {drills}")
    # Two were made, one is to stay.
    left = place.must("backup", place.disk, "--list", "--json").json()["backups"]
    if len(left) != 1:
        raise Wrong(f"one backup should stay: {left}")
    print("backup schedule: backed up and drilled by itself, not again before it was due, again when it was overdue; one backup kept")


def main():
    trials = {"site": site, "brief": brief, "busy": busy, "kills": kills, "faults": faults, "log": log, "postgres": postgres,
              "schedule": schedule, "bucket": bucket}
    for name in sys.argv[1:] or [name for name in trials if name not in ("brief", "schedule", "bucket", "postgres")]:
        folder = tempfile.mkdtemp(prefix="lantai-backup-")
        try:
            trials[name](folder)
        except Wrong as wrong:
            sys.exit(f"backup {name}: {wrong.kind}: {wrong}")
        finally:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
