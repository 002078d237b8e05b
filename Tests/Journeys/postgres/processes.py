#!/usr/bin/env python3
"""One archive in four processes: two servers that read, two stewards of which one writes; both of a kind killed in turn under
mixed work.

    processes.py [--seconds N] [--s3]    --seconds: how long between two faults; --s3: bytes in a bucket of LANTAI_TEST_S3

Uploads begun at one server and ended at the other, corrections, openings, withdrawals and searches go on. Nothing that was
acknowledged may be lost or doubled; what was withdrawn is found, or has a page, at no server from the next request on; both
servers find in the end what the rows say. Rows are read by psql. Exit status 0 as it must be, 1 not.
"""
import argparse
import http.client
import json
import os
import shutil
import sys
import tempfile
import threading
import time

sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)), os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]
from corridor import Place, Wrong, codes_of, make_package  # noqa: E402
from desk import Person, Sending, archivist_of  # noqa: E402
from fleet import PASSING, Hands, Process, Serving, Titles, at_work, audit, until, working  # noqa: E402
from server import Postgres, PostgresPlace  # noqa: E402


class Several(PostgresPlace):
    """Commands find the steward at work by themselves."""

    def run(self, *words, before=(), timeout=300):
        return Place.run(self, *words, before=before, timeout=timeout)


class SeveralAndBucket(Several):
    def environment(self):
        return {**super().environment(), "LANTAI_STORE_KIND": "s3", "LANTAI_STORE_S3_ENDPOINT": os.environ["LANTAI_TEST_S3"],
                "LANTAI_STORE_S3_BUCKET": "test", "LANTAI_STORE_S3_PREFIX": f"processes-{os.getpid()}",
                "LANTAI_STORE_S3_ACCESS_KEY": "lantai", "LANTAI_STORE_S3_SECRET_KEY": "lantai-secret"}


def prepare(place, folder):
    """Records that are published, by way of the steward at work."""
    package = make_package(os.path.join(folder, "first.zip"), "--records", "30", "--seed", "processes")
    place.must("receive", package, "--wait", "--json")
    number = place.accessions()[0]["number"]
    for side, name in (("sending", "李建国"), ("receiving", "王秀兰")):
        place.must("handover", number, "--sign", side, "--name", name)
    place.settle(seconds=120)
    place.must("describe", "--accession", number, "--confirm")
    place.must("open", "--accession", number, "--ground", "period-passed")
    place.must("publish", "--accession", number, "--level", "text")
    return codes_of(package)


class Withdrawals:
    """Closes published records; every server must know before the next request."""

    def __init__(self, place, servers, records, hands):
        self.place, self.servers, self.records, self.hands = place, servers, dict(records), hands
        self.closed, self.unknown = {}, {}

    def one(self):
        if not self.records:
            self.hands.stop.wait(0.5)
            return
        code, (public, title) = self.records.popitem()
        answer = self.place.run("close", code, "--ground", "other-law", timeout=60)
        if answer.status != 0:
            if not any(word in answer.err + answer.out for word in PASSING):
                raise Wrong(f"closing {code}: {answer}")
            self.unknown[code] = (public, title)
            return
        self.closed[code] = (public, title)
        self.look(code)
        self.hands.stop.wait(0.3)

    def look(self, code):
        public, title = self.closed[code]
        for server in self.servers:
            status, text = server.ask("/records/" + public)
            # Nobody answers where a server was killed.
            if status not in (404, None):
                raise Wrong(f"{code} was withdrawn, and {server.name} says {status} to its page {text[:200]}", "leaked")
            found = server.found(title)
            if found and code in found:
                raise Wrong(f"{code} was withdrawn, and {server.name} finds it", "leaked")


class Uploads:
    """Packages sent by tus, begun at one server and ended at another; killed meanwhile, asked about and gone on with."""

    def __init__(self, servers, token, make, hands):
        self.servers, self.token, self.make, self.hands = servers, token, make, hands
        self.receipts, self.count = {}, 0

    def one(self):
        self.count += 1
        sending = Sending(self.make(self.count), f"移交-{self.count}.zip")
        for turn in range(200):
            if self.hands.stop.is_set():
                return
            server = self.servers[turn % len(self.servers)]
            status, text = sending.step(server, self.token)
            if sending.receipt:
                self.receipts[sending.receipt] = sending.name
                return
            if status not in (200, 201, 204, None, 409, 503):
                raise Wrong(f"{server.name}: an upload: {status} {text[:300]}")
            if status not in (201, 204):
                time.sleep(0.1)
        raise Wrong(f"{sending.name} is not received after 200 requests", "half-done")

    def check(self, place):
        numbers = [number for (number,) in place.rows("SELECT number FROM accession")]
        for receipt, name in self.receipts.items():
            if numbers.count(receipt) != 1:
                raise Wrong(f"{name} was received as {receipt}, and is there {numbers.count(receipt)} times", "lost")
        return len(self.receipts)


def read(server, hands, tally, lock):
    """A reader: the first page, a search, the list of fonds; never an error while the server is there."""
    for path in ("/", "/search?q=%E5%85%B3%E4%BA%8E", "/fonds"):
        began = time.monotonic()
        status, text = server.ask(path)
        if status not in (200, None):
            raise Wrong(f"{server.name}: {path}: {status} {text[:300]}")
        with lock:
            tally[status] = tally.get(status, 0) + 1
            tally["slowest"] = max(tally.get("slowest", 0), time.monotonic() - began)
    hands.stop.wait(0.1)


def signs_in(place, servers):
    """A session begun at one server is one at the other; forms may be seen here and sent there; a token for programs."""
    one, other = servers
    person = Person().sign_in(*archivist_of(place), seen_at=one, sent_to=other)
    for server in servers:
        for path in ("/desk", "/desk/accessions", "/desk/catalogue", "/desk/ledger", "/desk/search?q=a"):
            person.get(path, server)
    return person.token("程序", "submit", seen_at=one, sent_to=other)


def journey(place, folder, seconds):
    place.must("init")
    refused(place, folder)
    stewards = [Process(place, f"steward-{n}", "steward") for n in (1, 2)]
    servers = [Serving(place, f"server-{n}") for n in (1, 2)]
    everyone = [*stewards, *servers]
    try:
        for each in everyone:
            each.__enter__()
        worker = working(stewards)
        codes = prepare(place, folder)
        records = {code: (public, title) for code, public, title in place.rows("SELECT code, public_id, title FROM unit")
                   if code in codes}
        until(lambda: all(set(server.found()) == set(codes) for server in servers), 30, "both servers find what was published")
        token = signs_in(place, servers)
        hands = Hands()
        titles = Titles(place, codes[:10], hands, "a")
        withdrawals = Withdrawals(place, servers, [item for item in records.items() if item[0] in codes[10:]], hands)
        uploads = Uploads(servers, token, lambda n: make_package(
            os.path.join(folder, f"more-{n}.zip"), "--records", "2", "--seed", f"more-{n}"), hands)
        tally, lock, gaps = {}, threading.Lock(), []
        with at_work(hands):
            for each in (titles.one, withdrawals.one, uploads.one):
                hands.begin(each)
            for server in servers * 2:
                hands.begin(read, server, hands, tally, lock)
            for fault in ("steward", "server", "steward", "server"):
                time.sleep(seconds)
                hands.check()
                if fault == "steward":
                    worker = working(stewards)
                    killed, done = time.monotonic(), len(titles.times)
                    worker.kill()
                    until(lambda: hands.wrong or len(titles.times) > done, 60, "work goes on after a steward was killed")
                    hands.check()
                    gaps.append(titles.times[done] - killed)
                    worker.__enter__()
                else:
                    server = servers[len(gaps) % 2]
                    server.kill()
                    server.__enter__()
            time.sleep(seconds)
        place.settle(seconds=120)
        acknowledged, unknown = titles.check()
        received = uploads.check(place)
        if not acknowledged or not received or not withdrawals.closed:
            raise Wrong(f"nobody worked: {acknowledged} corrections, {received} uploads, {len(withdrawals.closed)} withdrawals")
        files = audit(place)
        agree(place, servers, withdrawals)
        print(f"{acknowledged} corrections, {len(withdrawals.closed)} withdrawals and {received} uploads acknowledged, each done "
              f"once ({unknown} not answered); {tally.get(200, 0)} pages read, slowest {tally['slowest']:.1f} s; work went on "
              f"{', '.join(f'{gap:.1f}' for gap in gaps)} s after a steward was killed; {files} files whole", flush=True)
        alone(place, stewards, servers)
    finally:
        for each in everyone:
            if each.process:
                each.__exit__()


def agree(place, servers, withdrawals):
    """Both servers find what the rows say, and nothing that was withdrawn."""
    wanted = dict(place.rows("SELECT unit.code, unit.title FROM unit JOIN access ON access.unit = unit.id WHERE unit.level = "
                             "'item' AND access.status = 'open' AND access.level > 0"))
    until(lambda: all(server.found() == wanted for server in servers), 30,
          f"both servers find {len(wanted)} records: {[len(server.found()) for server in servers]}")
    for code in withdrawals.closed:
        withdrawals.look(code)


def alone(place, stewards, servers):
    """Without a steward the public reads on, and is told in words that nothing can be done."""
    for each in stewards:
        each.kill()
    for server in servers:
        for path in ("/", "/fonds", "/search?q=a"):
            if server.ask(path)[0] != 200:
                raise Wrong(f"{server.name} does not serve {path} without a steward: {server.ask(path)}")
        if json.loads(server.ask("/readyz")[1])["checks"]["writer"] != "none":
            raise Wrong(f"{server.name} does not know that there is no steward")
    line = http.client.HTTPConnection("127.0.0.1", servers[0].port, timeout=60)
    line.request("POST", "/desk/sign-in", "name=a", {"Accept": "application/json",
                                                     "Content-Type": "application/x-www-form-urlencoded"})
    answer = line.getresponse()
    said = json.loads(answer.read())
    if answer.status != 503 or said["code"] != "web.no-writer" or not answer.getheader("Retry-After"):
        raise Wrong(f"without a steward: {answer.status} {said}")
    print("without a steward: reading goes on, and is told that it is all", flush=True)


def refused(place, folder):
    """Where rows are in a file of the home there is one process."""
    other = Place(os.path.join(folder, "file"))
    other.must("init")
    for words in (["serve", "--no-steward", "--port", "0"], ["steward"]):
        answer = other.run(*words, timeout=60)
        if answer.status != 1 or "[home.setting]" not in answer.err or "PostgreSQL" not in answer.err:
            raise Wrong(f"lantai {' '.join(words)} with rows in SQLite: {answer}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--s3", action="store_true")
    given = parser.parse_args()
    folder, started = tempfile.mkdtemp(prefix="lantai-processes-"), time.monotonic()
    try:
        with Postgres(folder) as postgres:
            kind = SeveralAndBucket if given.s3 else Several
            journey(kind(os.path.join(folder, "place"), postgres, "city"), folder, given.seconds)
        print(f"{time.monotonic() - started:.0f} s")
        return 0
    except Wrong as problem:
        print(f"{problem.kind}: {problem}")
        for name in ("steward-1", "steward-2", "server-1", "server-2"):
            path = os.path.join(folder, "place", name + ".log")
            if os.path.exists(path):
                with open(path, encoding="utf-8", errors="replace") as log:
                    print(name, log.read()[-1500:])
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
