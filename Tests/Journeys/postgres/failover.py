#!/usr/bin/env python3
"""A database that changes places under a working archive: two PostgreSQL servers, the second following the first synchronously;
the first is killed (-9, with all it started), the second promoted, while packages come in and fifty readers read.

    failover.py [--seconds N] [--gap N] [--readers N] [--limit N]
        --seconds: work before and after; --gap: from the death to the promotion; --limit: the first act after the promotion
        must be acknowledged within so many seconds (script/failover: 2); a busy machine is not asked for that

Readers never get an error: in the gap they wait. Corrections and transfers are acknowledged again after the promotion.
Nothing that was acknowledged is lost or doubled. Exit status 0 as it must be, 1 not.
"""
import argparse
import glob
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)), os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]
from corridor import Wrong, codes_of, free_port, make_package  # noqa: E402
from fleet import PASSING, Hands, Process, Serving, Titles, at_work, audit, until, working  # noqa: E402
from processes import Several, prepare, read  # noqa: E402
from server import Postgres  # noqa: E402

class Pair(Postgres):
    """A primary and a standby that has every COMMIT before it is answered."""

    def __init__(self, folder):
        super().__init__(folder)
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4]))
        found = found or [os.path.dirname(shutil.which("initdb") or "")]
        self.programs = found[-1]
        if not os.path.exists(os.path.join(self.programs, "pg_basebackup")):
            sys.exit("failover: no PostgreSQL server here; script/setup test installs one")

    def run(self, program, *words):
        """As a user whom the server accepts: it refuses root."""
        before = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        # What a server starts keeps its output open: a file, so that nobody waits for its end.
        with open(os.path.join(self.area, "said"), "ab+") as said:
            start = said.tell()
            done = subprocess.run([*before, os.path.join(self.programs, program), *words], stdout=said, stderr=said,
                                  stdin=subprocess.DEVNULL, cwd="/")
            if done.returncode:
                said.seek(start)
                sys.exit(f"{program} {' '.join(words)}: {said.read().decode(errors='replace')}")

    def start(self, name, port, *settings):
        words = [f"-c {each}" for each in ("listen_addresses=127.0.0.1", f"port={port}", f"unix_socket_directories={self.area}",
                                           "max_connections=300", *settings)]
        self.run("pg_ctl", f"--pgdata={self.area}/{name}", f"--log={self.area}/{name}.log", "--wait", "start",
                 "--options=" + " ".join(words))

    def __enter__(self):
        # Below /tmp itself: the server's user must be able to reach it.
        self.area = tempfile.mkdtemp(prefix="lantai-failover-", dir="/tmp")
        os.chmod(self.area, 0o755)
        if os.getuid() == 0:
            shutil.chown(self.area, "postgres")
        self.ports = free_port(), free_port()
        self.run("initdb", f"--pgdata={self.area}/a", "--username=lantai", "--auth=trust", "--encoding=UTF8",
                 "--locale=C.UTF-8")
        self.start("a", self.ports[0], "wal_level=replica")
        self.run("createdb", "-h", self.area, "-p", str(self.ports[0]), "-U", "lantai", "lantai_c")
        self.run("pg_basebackup", f"--pgdata={self.area}/b", "--write-recovery-conf", "--wal-method=stream", "--checkpoint=fast",
                 f"--dbname=host={self.area} port={self.ports[0]} user=lantai application_name=second")
        self.start("b", self.ports[1])
        # Said at the start, not in a file that the standby has a copy of: it has no second itself.
        self.run("pg_ctl", f"--pgdata={self.area}/a", "--wait", "--mode=fast", "stop")
        self.start("a", self.ports[0], "wal_level=replica", "synchronous_standby_names=second")
        self.url = f"postgres://lantai@127.0.0.1:{self.ports[0]},127.0.0.1:{self.ports[1]}/lantai_c"
        until(lambda: self.lines("SELECT sync_state FROM pg_stat_replication") == [{"sync_state": "sync"}], 30,
              "the second follows the first synchronously")
        return self

    def process(self, name):
        with open(f"{self.area}/{name}/postmaster.pid", encoding="ascii") as file:
            return int(file.readline())

    def kill_first(self):
        """The server and every process of it, at once: as if the machine were gone."""
        os.killpg(self.process("a"), signal.SIGKILL)

    def promote(self):
        self.run("pg_ctl", f"--pgdata={self.area}/b", "--wait", "promote")

    def __exit__(self, *_):
        for name in ("a", "b"):
            try:
                os.killpg(self.process(name), signal.SIGKILL)
            except (OSError, ValueError):
                pass
        time.sleep(0.2)
        shutil.rmtree(self.area, ignore_errors=True)


class Ingest:
    """One package after the other, by command."""

    def __init__(self, place, folder, hands):
        self.place, self.folder, self.hands = place, folder, hands
        self.numbers, self.times, self.count, self.passed = [], [], 0, 0

    def one(self):
        self.count += 1
        package = make_package(os.path.join(self.folder, f"in-{self.count}.zip"), "--records", "3", "--seed", f"in-{self.count}")
        # What was not answered with yes is asked for again, as a person would.
        while not self.hands.stop.is_set():
            answer = self.place.run("receive", package, "--json", timeout=60)
            if answer.status == 0:
                self.numbers.append(json.loads(answer.out)["number"])
                self.times.append(time.monotonic())
                return
            if "already-received" in answer.err:
                # It had been received, and only the answer was lost.
                return
            if not any(word in answer.err + answer.out for word in PASSING):
                raise Wrong(f"receiving: {answer}")
            self.passed += 1
            time.sleep(0.05)

    def check(self):
        there = [number for (number,) in self.place.rows("SELECT number FROM accession")]
        for number in self.numbers:
            if there.count(number) != 1:
                raise Wrong(f"transfer {number} was acknowledged, and is there {there.count(number)} times", "lost")
        return len(self.numbers)


def journey(pair, place, folder, given):
    place.must("init")
    steward = Process(place, "steward-1", "steward")
    servers = [Serving(place, f"server-{n}") for n in (1, 2)]
    try:
        for each in (steward, *servers):
            each.__enter__()
        working([steward])
        codes = prepare(place, folder)
        until(lambda: all(set(server.found()) == set(codes) for server in servers), 30, "both servers find what was published")
        hands, tally, lock = Hands(), {}, threading.Lock()
        titles, ingest = Titles(place, codes, hands, "f"), Ingest(place, folder, hands)
        with at_work(hands):
            hands.begin(titles.one)
            hands.begin(ingest.one)
            for n in range(given.readers):
                hands.begin(read, servers[n % 2], hands, tally, lock)
            time.sleep(given.seconds)
            until(lambda: hands.wrong or all(one.times for one in (titles, ingest)), 60, "work before the change")
            hands.check()
            before = tally.get(200, 0)
            slowest, tally["slowest"] = tally["slowest"], 0
            pair.kill_first()
            killed = time.monotonic()
            time.sleep(given.gap)
            # What was on its way when the first died may have been answered meanwhile: that is no work after the change.
            asked = time.monotonic()
            pair.promote()
            promoted = time.monotonic()
            until(lambda: hands.wrong or all(one.times[-1] > asked for one in (titles, ingest)), 60, "work goes on after the promotion")
            hands.check()
            first = [next(each for each in one.times if each > asked) - promoted for one in (titles, ingest)]
            time.sleep(given.seconds)
        if tally.get(None) or tally[200] <= before:
            raise Wrong(f"readers were not answered: {tally}")
        if steward.process.poll() is not None:
            raise Wrong(f"the steward ended: {steward.said}")
        place.settle(seconds=120)
        acknowledged, unknown = titles.check()
        received = ingest.check()
        files = audit(place)
        wanted = dict(place.rows("SELECT unit.code, unit.title FROM unit JOIN access ON access.unit = unit.id WHERE "
                                 "unit.level = 'item' AND access.status = 'open' AND access.level > 0"))
        until(lambda: all(server.found() == wanted for server in servers), 30, "both servers find what the rows say")
        print(f"the first server killed, the second promoted {promoted - killed:.1f} s later; work was acknowledged again "
              f"{first[0]:+.2f} s (a correction) and {first[1]:+.2f} s (a transfer) after that")
        print(f"{given.readers} readers: {tally[200]} pages, none refused, slowest {slowest:.1f} s before and "
              f"{tally['slowest']:.1f} s across the change")
        print(f"{acknowledged} corrections and {received} transfers acknowledged, each there once; {unknown + ingest.passed} "
              f"were told no, or not answered; {files} files whole, the ledger verified", flush=True)
        if given.limit is not None and min(first) > given.limit:
            raise Wrong(f"work went on {min(first):.1f} s after the promotion, not within {given.limit}")
    finally:
        for each in (steward, *servers):
            if each.process:
                each.__exit__()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--gap", type=float, default=1)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--limit", type=float)
    given = parser.parse_args()
    folder, started = tempfile.mkdtemp(prefix="lantai-failover-home-"), time.monotonic()
    try:
        with Pair(folder) as pair:
            journey(pair, Several(os.path.join(folder, "place"), pair, "city"), folder, given)
        print(f"{time.monotonic() - started:.0f} s")
        return 0
    except Wrong as problem:
        print(f"{problem.kind}: {problem}")
        for name in ("steward-1", "server-1", "server-2"):
            path = os.path.join(folder, "place", name + ".log")
            if os.path.exists(path):
                with open(path, encoding="utf-8", errors="replace") as log:
                    print(name, log.read()[-1500:])
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)


sys.exit(main())
