#!/usr/bin/env python3
"""A small disk, really full, under a running server: what was accepted stays, and the work goes on when there is space.

    full-disk.py [--kind tmpfs|ext4 …] [--leave BYTES …]

Needs root (it mounts). On a disk of 128 MB with a home on it and a server at work, before each step of the corridor all but
`--leave` bytes are taken; the step is done or refused as a full disk, and so is an upload; what runs behind it (opening,
keeping, drafting, indexing) meets the same. Reading must go on. Then the space is given back, and without a restart
the work must come to its end: one transfer, each record kept, described and public once, valid OCFL, whole ledger.
Exit status 0 so it was, 1 not, 77 left out: no root, or no such file system to be mounted here.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from corridor import Corridor, Place, Wrong, codes_of, make_package, validator  # noqa: E402

SIZE = 128 << 20


class Disk:
    """A disk of its own, mounted as long as the block lasts."""

    def __init__(self, folder, kind):
        self.folder, self.kind, self.image = os.path.join(folder, "disk"), kind, os.path.join(folder, "image")
        self.filler = os.path.join(self.folder, "filler")

    def __enter__(self):
        os.makedirs(self.folder)
        if self.kind == "ext4":
            with open(self.image, "wb") as image:
                image.truncate(SIZE)
            self.do("mkfs.ext4", "-q", "-m", "0", self.image)
            self.do("mount", "-o", "loop", self.image, self.folder)
        else:
            self.do("mount", "-t", "tmpfs", "-o", f"size={SIZE}", "lantai-test", self.folder)
        return self

    @staticmethod
    def do(*words):
        done = subprocess.run(words, capture_output=True, text=True)
        if done.returncode:
            print(f"full-disk.py: {words[0]} of a disk to fill is not possible here: {done.stderr.strip()}")
            sys.exit(77)

    def __exit__(self, *_):
        subprocess.run(["umount", "-l", self.folder], check=True)

    def fill(self, leave):
        """Takes all but about `leave` bytes."""
        with open(self.filler, "wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"\0" * (1 << 20))
            except OSError:
                pass
            os.fsync(file.fileno())
            file.truncate(max(0, file.tell() - leave))

    def free(self):
        os.remove(self.filler)


def full(answer):
    return "disk.full" in answer.err + answer.out


def corridor_on(disk, leave, package, codes, validate):
    """One corridor with a full disk at each step; how many steps were refused, and how often work behind them stood still."""
    place = Place(os.path.join(disk.folder, "place"))
    place.must("init")
    settings = os.path.join(place.home, "lantai.yaml")
    with open(settings, encoding="utf-8") as file:
        text = file.read()
    lowered, count = re.subn(r"free-space-floor: *\S+", "free-space-floor: 0", text)
    if count != 1:
        raise Wrong(f"no floor to lower in {text}")
    with open(settings, "w", encoding="utf-8") as file:
        file.write(lowered)
    corridor, refused, stood = Corridor(package, codes), 0, 0
    with place.serving() as server:
        for step in corridor.steps[1:]:
            # The step's own words ask for the number of the transfer: before the disk is full, to tell the two apart.
            words = corridor.words(step, place)
            disk.fill(leave)
            answer = place.run(*[word for word in words if word != "--wait"])
            if answer.status != 0:
                if not full(answer):
                    raise Wrong(f"{step} on a full disk was not called one: {answer}")
                refused += 1
            time.sleep(1.5)
            if server.process.poll() is not None:
                raise Wrong(f"the server ended on a full disk during {step}")
            with urllib.request.urlopen(server.url + "/healthz", timeout=10) as page:
                if page.status != 200:
                    raise Wrong(f"/healthz says {page.status}")
            place.accessions()
            waiting = [state["state"] for state in place.accessions() if state["state"] in
                       ("receiving", "received", "checking", "accepted", "preserved")]
            stood += bool(waiting)
            disk.free()
            # By itself: no restart, no retry by hand.
            place.settle(seconds=150)
            if answer.status == 0 and not corridor.done(step, place):
                raise Wrong(f"{step} was acknowledged, and is not done", "lost")
            if not corridor.done(step, place):
                place.must(*words)
            place.settle(seconds=150)
        place.settle(until=lambda: corridor.public(place) == sorted(codes), seconds=150)
        corridor.check(place, validate)
    shutil.rmtree(place.folder)
    return refused, stood


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kind", nargs="+", choices=("tmpfs", "ext4"), default=["tmpfs", "ext4"])
    parser.add_argument("--leave", nargs="+", type=int, default=[0, 60_000, 250_000, 600_000, 1_500_000])
    given = parser.parse_args()
    if os.geteuid() != 0:
        print("full-disk.py: only root may mount a disk to fill; left out")
        return 77
    validate = validator()
    folder = tempfile.mkdtemp(prefix="lantai-full-")
    started, wrong = time.monotonic(), 0
    try:
        package = make_package(os.path.join(folder, "t.zip"), "--records", "20", "--seed", "full", "--pdf-bytes", "30000")
        codes = codes_of(package)
        for kind in given.kind:
            with Disk(folder, kind) as disk:
                for leave in given.leave:
                    try:
                        refused, stood = corridor_on(disk, leave, package, codes, validate)
                        print(f"{kind}, {leave} bytes left: {refused} of 6 steps refused as a full disk, work behind stood "
                              f"still at {stood}; all went on by itself, nothing lost", flush=True)
                    except (Wrong, subprocess.TimeoutExpired, OSError) as problem:
                        wrong += 1
                        print(f"{kind}, {leave} bytes left: {problem}", flush=True)
                        shutil.rmtree(os.path.join(disk.folder, "place"), ignore_errors=True)
                        if os.path.exists(disk.filler):
                            disk.free()
            os.rmdir(disk.folder)
        print(f"{len(given.kind) * len(given.leave)} corridors on a disk that was full, {wrong} wrong, "
              f"{time.monotonic() - started:.0f} s")
        return 1 if wrong else 0
    finally:
        shutil.rmtree(folder, ignore_errors=True)


sys.exit(main())
