#!/usr/bin/env python3
"""Kills the server again and again while it makes access copies: each kill loses at most the piece in hand.

    copies.py [--kills N] [--seed S]      needs LANTAI_PROGRAM, or a debug build

Thirty records are taken in, so that thirty pieces wait. A server is killed with SIGKILL, started, killed, and so on; at last
one may finish. Then nothing is waiting or parked, every page has its whole pyramid once, and nothing half-written lies about.
"""
import argparse
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from corridor import Place, Wrong, make_package  # noqa: E402

RECORDS = 30


def waiting(place):
    return place.rows("SELECT coalesce(sum(pages), 0) FROM copy_piece WHERE state = 'waiting'")[0][0]


def pyramids(place):
    found, other = [], []
    for folder, _, names in os.walk(os.path.join(place.home, "scratch/access")):
        for name in names:
            (found if name.endswith(".tif") else other).append(os.path.join(folder, name))
    return found, other


def let_a_minute_pass(place):
    """What the dead held is free when its lease has run out: nobody here waits for it."""
    with sqlite3.connect(os.path.join(place.home, "lantai.sqlite")) as database:
        database.execute("UPDATE copy_piece SET free_at = free_at - 60000")
    database.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kills", type=int, default=4)
    parser.add_argument("--seed", default="lantai")
    given = parser.parse_args()
    chance = random.Random(given.seed)
    folder = tempfile.mkdtemp(prefix="lantai-copies-")
    try:
        place = Place(folder)
        package = make_package(os.path.join(folder, "三十件.zip"), "--records", str(RECORDS), "--seed", "copies")
        place.must("init")
        number = place.must("receive", package, "--wait", "--json") and place.accessions()[0]["number"]
        for side, name in (("sending", "李建国"), ("receiving", "王秀兰")):
            place.must("handover", number, "--sign", side, "--name", name)
        pages, killed_at = waiting(place), []
        if pages < RECORDS:
            raise Wrong(f"{pages} pages wait, of {RECORDS} records")
        for _ in range(given.kills):
            server = place.serving()
            server.__enter__()
            begun, goal = len(pyramids(place)[0]), chance.randint(1, pages // (given.kills + 1))
            last = time.monotonic() + 120
            while len(pyramids(place)[0]) < begun + goal and time.monotonic() < last:
                time.sleep(chance.uniform(0.005, 0.03))
            os.kill(server.process.pid, signal.SIGKILL)
            server.process.wait()
            server.log.close()
            place.server = None
            killed_at.append(len(pyramids(place)[0]))
            let_a_minute_pass(place)
        if waiting(place) == 0:
            raise Wrong("all was done before the last kill: nothing was tried")
        with place.serving():
            last = time.monotonic() + 120
            while waiting(place):
                if time.monotonic() > last:
                    raise Wrong(f"{waiting(place)} pages wait after two minutes", "half-done")
                time.sleep(0.1)
        state = place.must("copies", "--json").json()
        if state["waitingPages"] or state["parkedPieces"]:
            raise Wrong(f"copies: {state}", "half-done")
        found, other = pyramids(place)
        if other:
            raise Wrong(f"half-written: {other}", "half-done")
        if len(found) != pages:
            raise Wrong(f"{len(found)} pyramids of {pages} pages", "lost" if len(found) < pages else "doubled")
        for path in found:
            with open(path, "rb") as file:
                if file.read(4) not in (b"II*\0", b"MM\0*", b"II+\0"):
                    raise Wrong(f"no TIFF: {path}", "half-done")
        print(f"killed with {', '.join(map(str, killed_at))} of {pages} pyramids made; all there at last, none parked")
        return 0
    except Wrong as problem:
        print(f"copies.py: {problem}")
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)


sys.exit(main())
