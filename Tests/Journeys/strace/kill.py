#!/usr/bin/env python3
"""Kills the program at its durable system calls, all along the corridor, and looks whether anything is lost.

    kill.py [--sample N | --all] [--kind kill|full] [--jobs N] [--seed S]

The corridor of a three-record package is run once whole, counting for each step the calls that make things durable (see
plug.c). Then, for each step and each N (or a sample): the home as it was before the step, the step with the plug pulled
at its N-th call, a restart, the rest of the corridor; at the end there must be one transfer, three records, each kept,
described and public once, valid OCFL, whole ledger. `--kind full`: the N-th call answers ENOSPC (every second time all
after it too); the program must say so in words and go on when there is space. Exit status 0 nothing lost, 1 something.
"""
import argparse
import concurrent.futures
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from corridor import CLONE, PROGRAM, Corridor, Place, Wrong, make_package  # noqa: E402

ENOSPC = 28


def tracer(folder):
    """plug.c, compiled for this machine."""
    out = os.path.join(folder, "plug")
    compiler = next((name for name in ("cc", "clang", "gcc") if shutil.which(name)), None)
    if compiler is None:
        sys.exit("kill.py: no C compiler")
    subprocess.run([compiler, "-O2", "-o", out, os.path.join(os.path.dirname(os.path.abspath(__file__)), "plug.c")], check=True)
    return out


def validator():
    """The editors' OCFL validator, in this process."""
    try:
        from ocfl import Object
    except ImportError:
        sys.exit("kill.py: ocfl-py is not there; run it with .build/test-tools/venv/bin/python (script/test-tools)")

    def validate(folder):
        passed, found = Object().validate(objdir=folder, log_warnings=False)
        if not passed:
            raise Wrong(f"OCFL object {folder}: {found}")
    return validate


class Trials:
    def __init__(self, folder, kind):
        self.folder, self.kind = folder, kind
        self.plug = tracer(folder)
        self.validate = validator()
        package = make_package(os.path.join(folder, "三件.zip"), "--records", "3", "--seed", "plug")
        listing = subprocess.run(["unzip", "-p", package, "目录文件.XML"], capture_output=True, text=True, check=False).stdout
        if not listing:
            import zipfile
            listing = zipfile.ZipFile(package).read("目录文件.XML").decode()
        codes = [part.split("</档号>")[0] for part in listing.split("<档号>")[1:]]
        self.corridor = Corridor(package, codes)
        self.before, self.counts = {}, {}

    def good_run(self):
        """The whole corridor without a fault: homes before each step, calls of each step, what stands at the end."""
        place = Place(os.path.join(self.folder, "good"))
        for step in self.corridor.steps:
            self.before[step] = place.copy(os.path.join(self.folder, "before-" + step))
            report = os.path.join(self.folder, "count-" + step)
            answer = place.run(*self.corridor.words(step, place), before=[self.plug, "-o", report, "-u", place.home, "--"])
            if answer.status != 0:
                raise Wrong(f"a good {step}: {answer}")
            with open(report, encoding="utf-8") as file:
                self.counts[step] = int(file.read().split()[0])
        self.end = self.corridor.check(place, self.validate)

    def trial(self, step, number):
        """One fault; returns None, or what was wrong after it."""
        folder = tempfile.mkdtemp(dir=self.folder)
        place = self.before[step].copy(folder)
        report = os.path.join(folder, "report")
        try:
            words = self.corridor.words(step, place)
            if self.kind == "kill":
                plug = [self.plug, "-o", report, "-u", place.home, "-k", str(number), "--"]
            else:
                plug = [self.plug, "-o", report, "-u", place.home, "-e", str(ENOSPC), "-n", str(number),
                        *(["-l"] if number % 2 else []), "--"]
            answer = place.run(*words, before=plug)
            with open(report, encoding="utf-8") as file:
                hit = file.read().strip()
            if self.kind == "full":
                self.said_so(answer)
            acknowledged = step == "receive" and '"verdict"' in answer.out
            self.go_on(step, place, acknowledged)
            end = self.corridor.check(place, self.validate)
            if end != self.end:
                raise Wrong(f"at the end {end}, after a good run {self.end}")
            return None
        except (Wrong, subprocess.TimeoutExpired, KeyError, ValueError) as problem:
            return f"{step}, call {number} ({hit if 'hit' in locals() else '?'}): {problem}"
        finally:
            place.remove()

    @staticmethod
    def said_so(answer):
        if answer.status >= 128:
            raise Wrong(f"a full disk ended the program by a signal: {answer}")
        if answer.status not in (0, 3) and "no-space" not in answer.err + answer.out:
            raise Wrong(f"a full disk was not called one: {answer}")

    def go_on(self, broken, place, acknowledged):
        """Restart, let the work finish, do what is not done yet."""
        steps = self.corridor.steps
        for step in steps[steps.index(broken):]:
            if step == broken:
                if step != "init" or self.corridor.done(step, place):
                    place.settle()
                if step == "receive" and acknowledged and not self.corridor.done(step, place):
                    raise Wrong("a receipt was printed, and the transfer is not there")
            if not (step == broken and self.corridor.done(step, place)):
                place.must(*self.corridor.words(step, place))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sample", type=int, default=60)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--kind", choices=("kill", "full"), default="kill")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", default="lantai")
    given = parser.parse_args()
    started = time.monotonic()
    folder = tempfile.mkdtemp(prefix="lantai-kill-")
    try:
        trials = Trials(folder, given.kind)
        trials.good_run()
        points = [(step, number) for step in trials.corridor.steps for number in range(1, trials.counts[step] + 1)]
        chosen = points if given.all or given.sample >= len(points) else sorted(
            random.Random(given.seed).sample(points, given.sample), key=points.index)
        print(f"{PROGRAM}\ncalls by step: {trials.counts}, {len(points)} in all; {given.kind} at {len(chosen)}", flush=True)
        lost, done = [], 0
        with concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
            for problem in pool.map(lambda point: trials.trial(*point), chosen):
                done += 1
                if problem:
                    lost.append(problem)
                    print(f"LOST: {problem}", flush=True)
                if given.all and done % 50 == 0:
                    print(f"{done} of {len(chosen)}, {time.monotonic() - started:.0f} s", flush=True)
        print(f"{len(chosen)} trials of {given.kind}, {len(lost)} with a loss, {time.monotonic() - started:.0f} s")
        return 1 if lost else 0
    finally:
        shutil.rmtree(folder, ignore_errors=True)


sys.exit(main())
