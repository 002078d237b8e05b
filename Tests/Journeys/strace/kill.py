#!/usr/bin/env python3
"""Kills the program at its durable system calls, all along the corridor, and looks whether anything is lost.

    kill.py [--way corridor|linking] [--sample N | --all] [--kind kill|full] [--steps STEP …] [--minutes M] [--jobs N] [--seed S]

The corridor of a three-record package (or the linking of files to entries of a table), and a rebuild at its end, is run once
whole, counting for each step the calls that make things durable (see plug.c). Then, for each step and each N (or a sample): the home as it was before the step, the step with the plug pulled
at its N-th call, a restart, the rest of the corridor; at the end there must be one transfer, three records, each kept,
described and public once, valid OCFL, whole ledger. `--kind full`: the N-th call answers ENOSPC (every second time all
after it too); the program must say so in words and go on when there is space. Exit status 0 nothing lost, 1 something.
"""
import argparse
import concurrent.futures
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter

JOURNEYS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path[:0] = [JOURNEYS, os.path.join(JOURNEYS, "linking")]
from way import Linking  # noqa: E402
from corridor import PROGRAM, Corridor, Place, Wrong, codes_of, make_package, validator  # noqa: E402

ENOSPC = 28


def tracer(folder):
    """plug.c, compiled for this machine."""
    out = os.path.join(folder, "plug")
    compiler = next((name for name in ("cc", "clang", "gcc") if shutil.which(name)), None)
    if compiler is None:
        sys.exit("kill.py: no C compiler")
    subprocess.run([compiler, "-O2", "-o", out, os.path.join(os.path.dirname(os.path.abspath(__file__)), "plug.c")], check=True)
    return out


class Trials:
    def __init__(self, folder, kind, way):
        self.folder, self.kind = folder, kind
        self.plug = tracer(folder)
        self.validate = validator()
        if way == "linking":
            self.corridor = Linking(folder)
        else:
            package = make_package(os.path.join(folder, "三件.zip"), "--records", "3", "--seed", "plug")
            self.corridor = Corridor(package, codes_of(package))
        # At the end everything is made again from the bytes.
        self.steps = [*self.corridor.steps, "rebuild"]
        self.before, self.counts = {}, {}
        self.missed = 0

    def good_run(self):
        """The whole corridor without a fault: homes before each step, calls of each step, what stands at the end."""
        place = Place(os.path.join(self.folder, "good"))
        for step in self.steps:
            self.before[step] = place.copy(os.path.join(self.folder, "before-" + step))
            report = os.path.join(self.folder, "count-" + step)
            answer = place.run(*self.words(step, place), before=[self.plug, "-o", report, "-u", place.home, "--"])
            if answer.status != 0:
                raise Wrong(f"a good {step}: {answer}")
            with open(report, encoding="utf-8") as file:
                self.counts[step] = int(file.read().split()[0])
        self.end = self.corridor.check(place, self.validate)
        if self.end != self.finish("rebuild", place, False):
            raise Wrong("a good run ends otherwise when a server looks at it")

    def words(self, step, place):
        return ["rebuild"] if step == "rebuild" else self.corridor.words(step, place)

    @staticmethod
    def people(place):
        """The accounts with their passwords: the only rows that are nowhere but in the database."""
        return place.rows("SELECT name, password FROM account ORDER BY name")

    def prove_it_can_fail(self):
        """Losses made by hand, each of which the look at the end must see."""
        def rows(place, statement):
            database = sqlite3.connect(os.path.join(place.home, "lantai.sqlite"))
            database.execute("PRAGMA foreign_keys = OFF")
            database.execute(statement)
            database.commit()
            database.close()

        def content(place):
            return next(os.path.join(folder, "v1/content/data/1") for folder in self.corridor.objects(place)
                        if os.path.exists(os.path.join(folder, "v1/content/data/1")))

        def flip(place):
            with open(content(place), "r+b") as file:
                byte = file.read(1)[0]
                file.seek(0)
                file.write(bytes([byte ^ 1]))

        losses = {
            "a file of a record is gone": lambda place: os.remove(content(place)),
            "a bit of a record flipped": flip,
            "a record is in no holding": lambda place: rows(place, "DELETE FROM holding WHERE code LIKE '%-BGS-0001'"),
            "an event is gone": lambda place: rows(place, "DELETE FROM event WHERE kind = 'accepted'"),
            "a record is not public": lambda place: rows(place, "DELETE FROM access WHERE unit = (SELECT min(unit) FROM access WHERE level > 0)"),
            "a statement about a public record is gone": lambda place: rows(
                place, "DELETE FROM log_statement WHERE unit = (SELECT min(unit) FROM log_statement)"),
            "an entry of the public log is another": lambda place: rows(place, "UPDATE log_entry SET entry = x'00' WHERE n = 0"),
            "work is left half-done": lambda place: rows(
                place, "INSERT INTO parked (follower, idx, subject, since, again, code, what_zh, what_en, next_zh, next_en) "
                       "VALUES ('x', 0, 'x', 'x', 0, 'x', 'x', 'x', 'x', 'x')"),
        }
        for name, lose in losses.items():
            place = Place(os.path.join(self.folder, "good")).copy(tempfile.mkdtemp(dir=self.folder))
            lose(place)
            try:
                same = self.corridor.check(place, self.validate) == self.end
            except Wrong:
                same = False
            place.remove()
            if same:
                sys.exit(f"kill.py: the look at the end did not see that {name}; it is broken")
        return len(losses)

    def trial(self, step, number):
        """One fault; returns None, or (what kind of loss, what was wrong after it)."""
        folder = tempfile.mkdtemp(dir=self.folder)
        place = self.before[step].copy(folder)
        report = os.path.join(folder, "report")
        try:
            words = self.words(step, place)
            if self.kind == "kill":
                plug = [self.plug, "-o", report, "-u", place.home, "-k", str(number), "--"]
            else:
                plug = [self.plug, "-o", report, "-u", place.home, "-e", str(ENOSPC), "-n", str(number),
                        *(["-l"] if number % 2 else []), "--"]
            answer = place.run(*words, before=plug, timeout=120)
            with open(report, encoding="utf-8") as file:
                hit = file.read().strip()
            if self.kind == "full":
                self.said_so(answer)
            if hit.endswith(" none"):
                self.missed += 1
            acknowledged = step.startswith("receive") and '"verdict"' in answer.out
            end = self.finish(step, place, acknowledged)
            if end != self.end:
                raise Wrong(f"at the end {end}, after a good run {self.end}", "lost")
            return None
        except (Wrong, subprocess.TimeoutExpired, OSError, KeyError, ValueError) as problem:
            return getattr(problem, "kind", "wrong"), f"{step}, call {number} ({hit if 'hit' in locals() else '?'}): {problem}"
        finally:
            place.remove()

    @staticmethod
    def said_so(answer):
        if answer.status >= 128:
            raise Wrong(f"a full disk ended the program by a signal: {answer}")
        if answer.status not in (0, 3) and "disk.full" not in answer.err + answer.out:
            raise Wrong(f"a full disk was not called one: {answer}")

    def finish(self, broken, place, acknowledged):
        """Restart, let the work finish, do what is not done yet, look."""
        corridor = self.corridor
        if broken == "init" and not corridor.done("init", place):
            place.must("init")
        if broken == "rebuild":
            place.must("rebuild")
            if self.people(place) != self.people(self.before["rebuild"]):
                raise Wrong("the accounts are not those of before the rebuild", "lost")
        with place.serving():
            place.settle()
            if acknowledged and not corridor.done(broken, place):
                raise Wrong("a receipt was printed, and the transfer is not there", "lost")
            for step in self.steps[self.steps.index(broken):-1]:
                if step != "init" and not corridor.done(step, place):
                    place.must(*corridor.words(step, place))
                    place.settle()
            codes = sorted(corridor.codes)
            place.settle(until=lambda: corridor.public(place) == codes)
            return corridor.check(place, self.validate)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--way", choices=("corridor", "linking"), default="corridor")
    parser.add_argument("--sample", type=int, default=60)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--kind", choices=("kill", "full"), default="kill")
    parser.add_argument("--steps", nargs="+", help="only in these steps: receive, rebuild, …")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="begin no trial after so many")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", default="lantai")
    given = parser.parse_args()
    started = time.monotonic()
    folder = tempfile.mkdtemp(prefix="lantai-kill-")
    try:
        trials = Trials(folder, given.kind, given.way)
        trials.good_run()
        print(f"the look at the end sees each of {trials.prove_it_can_fail()} losses made by hand", flush=True)
        points = [(step, number) for step in given.steps or trials.steps for number in range(1, trials.counts[step] + 1)]
        # In an order by chance, so that a run that ends before its time has been everywhere.
        chosen = random.Random(given.seed).sample(points, len(points) if given.all else min(given.sample, len(points)))
        print(f"{PROGRAM}\ncalls by step: {trials.counts}, {len(points)} in all; {given.kind} at {len(chosen)}", flush=True)
        done, lost = 0, Counter()

        def one(point):
            return "late" if time.monotonic() - started > given.minutes * 60 else trials.trial(*point)

        with concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
            for trial in concurrent.futures.as_completed([pool.submit(one, point) for point in chosen]):
                problem = trial.result()
                if problem == "late":
                    continue
                done += 1
                if problem:
                    lost[problem[0]] += 1
                    print(f"{problem[0].upper()}: {problem[1]}", flush=True)
                if given.all and done % 50 == 0:
                    print(f"{done} of {len(chosen)}, {time.monotonic() - started:.0f} s", flush=True)
        kinds = ", ".join(f"{lost[kind]} {kind}" for kind in ("lost", "doubled", "half-done", "wrong"))
        print(f"{done} trials of {given.kind}, of {len(points)} calls, {done - trials.missed} hit: {kinds}, "
              f"{time.monotonic() - started:.0f} s")
        return 1 if lost else 0
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
