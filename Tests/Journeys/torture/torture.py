#!/usr/bin/env python3
"""Torture: an archive under many hands, struck again and again, must not lose, double, half-do or leak anything.

    torture.py [--rounds N] [--minutes M] [--faults NAME …] [--acts N] [--planted NAME | --prove] [--seed S]

A round: hands work (load.py) until at least `--acts` acts were acknowledged; then a fault strikes while they go on: the server
or a child of it killed, the power of its disk cut, the disk full, the clock set. The program is started again, comes to rest,
and everything that was acknowledged is looked for (audit.py). After ten rounds an archive is new. `--prove` shows that the look
can fail: for each defect planted in a debug build, rounds until it is caught. Exit status 0 nothing wrong (or all caught), 1
something, 77 a fault that cannot be made here was asked for.
"""
import argparse
import contextlib
import datetime
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter

JOURNEYS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path[:0] = [JOURNEYS, os.path.dirname(os.path.abspath(__file__))]
from corridor import PROGRAM, Answer, Place, Server, Wrong, make_package, validator  # noqa: E402

from audit import Audit  # noqa: E402
from load import Load, packages  # noqa: E402
from power import Disk, Impossible  # noqa: E402

FAULTS = ("server", "child", "power", "full", "clock")
ROUNDS_OF_A_HOME = 10
# Each planted defect, and the faults that bring it to light.
PLANTED = {
    "early-answer": ["server", "power"], "missing-sync": ["power"], "skipped-narrowing": ["server"],
    "doubled-event": ["server"],
}
ZONE = datetime.timezone(datetime.timedelta(hours=8))


def clock_library(folder):
    """clock.c, compiled for this machine; `None` without a compiler."""
    compiler = next((name for name in ("cc", "clang", "gcc") if shutil.which(name)), None)
    out = os.path.join(folder, "clock.so")
    if compiler:
        source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "clock.c")
        subprocess.run([compiler, "-O2", "-shared", "-fPIC", "-o", out, source], check=True)
    return compiler and out


class Tortured(Place):
    """A home whose clock can be set."""

    planted = None

    def __init__(self, folder, library):
        super().__init__(folder)
        self.library, self.ahead, self.clock = library, 0, os.path.join(folder, "clock")
        with open(self.clock, "wb") as file:
            file.write(bytes(8))
        self.running = set()

    def run(self, *words, **more):
        """As ever; but a command of its own process can be struck too. Without a server it would open the home itself."""
        if self.server and words[0] in self.LOCAL:
            return super().run(*words, **more)
        with subprocess.Popen([PROGRAM, *words], env=self.environment(), cwd=self.folder, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace") as process:
            self.running.add(process)
            try:
                out, err = process.communicate(timeout=more.get("timeout", 300))
            finally:
                process.kill()
                self.running.discard(process)
        return Answer(process.returncode, out, err)

    def set_clock(self, seconds):
        self.ahead += seconds
        with open(self.clock, "r+b") as file:
            file.write(self.ahead.to_bytes(8, "little", signed=True))

    def today(self):
        now = datetime.datetime.now(ZONE) + datetime.timedelta(seconds=self.ahead)
        return now.date().isoformat()

    def environment(self):
        # The public log makes up for each beat it missed: of one a second there would be millions after forty days.
        more = {"LANTAI_LEDGER_BEAT": "600"}
        if self.planted:
            more["LANTAI_PLANTED"] = self.planted
        if self.library:
            more |= {"LD_PRELOAD": self.library, "TORTURE_CLOCK": self.clock}
        return {**super().environment(), **more}


class Struck(Server):
    """A server that is killed rather than stopped."""

    def processes(self):
        """Its process numbers, its children's among them."""
        found = [self.process.pid, *(each.pid for each in tuple(self.place.running))]
        for number in found:
            with contextlib.suppress(OSError), open(f"/proc/{number}/task/{number}/children", encoding="ascii") as file:
                found += [int(each) for each in file.read().split()]
        return found

    def strike(self, numbers, kind=signal.SIGKILL):
        for number in numbers:
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, kind)

    def kill(self):
        self.strike(self.processes())
        self.process.wait()
        self.place.server = None
        self.log.close()


class Round:
    def __init__(self, archive, number, fault, acts, seed):
        self.archive, self.number, self.fault, self.acts = archive, number, fault, acts
        self.chance = random.Random(f"{seed} {number} {fault}")

    def run(self):
        """Works, strikes, starts again, looks; gives what was acknowledged."""
        archive = self.archive
        place, server = archive.place, Struck(archive.place)
        server.__enter__()
        load = Load(place, archive.units, archive.packages[-6:], str(self.number), self.acts)
        del archive.packages[-6:]
        try:
            load.start()
            load.until_enough()
            server = getattr(self, "strike_" + self.fault)(server, load) or server
        finally:
            load.stop.set()
            if server.process.poll() is None:
                server.kill()
            load.end()
        if self.fault == "power":
            archive.disk.back()
        server = Struck(place)
        server.__enter__()
        try:
            archive.units = archive.audit.look(load)
        finally:
            server.kill()
        return load.acknowledged

    def while_longer(self, load, most=0.5):
        time.sleep(self.chance.random() * most)

    def strike_server(self, server, load):
        self.while_longer(load)
        load.stop.set()
        server.kill()

    def strike_child(self, server, load):
        """Children open the files of others: one dies now and then, and nobody notices."""
        for _ in range(5):
            children = [each for each in server.processes() if each != server.process.pid]
            server.strike(self.chance.sample(children, min(1, len(children))))
            self.while_longer(load)
        self.strike_server(server, load)

    def strike_power(self, server, load):
        self.while_longer(load)
        everyone = server.processes()
        load.stop.set()
        server.strike(everyone, signal.SIGSTOP)
        self.archive.disk.cut()
        server.strike(everyone)
        server.process.wait()
        self.archive.place.server = None
        server.log.close()

    def strike_full(self, server, load):
        load.excused = ("disk.full", "full-disk", "insufficient-space")
        self.archive.disk.fill(self.chance.choice([0, 40_000, 300_000]))
        time.sleep(1 + self.chance.random())
        if server.process.poll() is not None:
            raise Wrong("the server ended on a full disk")
        self.archive.disk.free()
        time.sleep(1)
        self.strike_server(server, load)

    def strike_clock(self, server, load):
        """Forward by hours or months, back by seconds or half an hour."""
        for _ in range(4):
            self.archive.place.set_clock(self.chance.choice([-1800, -5, 40, 7200, 86_400, 40 * 86_400]))
            time.sleep(0.4)
        self.strike_server(server, load)


class Archive:
    """One home and what is known of it."""

    def __init__(self, folder, disk, planted, library, validate, seed):
        self.disk = disk
        self.place = Tortured(os.path.join(disk.folder if disk else folder, "place"), library)
        # On another disk: a package is its sender's, and must not be what fills this one.
        self.packages = packages(make_package, folder, 6 * ROUNDS_OF_A_HOME + 1, seed)
        self.audit = Audit(self.place, validate, self.place.today)
        self.place.must("init")
        self.no_floor()
        self.first()
        # A defect shall be seen by the look after a round, not by a beginning that fails.
        self.place.planted = planted

    def no_floor(self):
        """A full disk is to be met, not kept away from."""
        settings = os.path.join(self.place.home, "lantai.yaml")
        with open(settings, encoding="utf-8") as file:
            text, count = re.subn(r"free-space-floor: *\S+", "free-space-floor: 0", file.read())
        if count != 1:
            raise Wrong(f"no floor to lower in {text}")
        with open(settings, "w", encoding="utf-8") as file:
            file.write(text)

    def first(self):
        """Some records to begin with."""
        package = make_package(self.packages.pop() + "-first.zip", "--records", "40", "--seed", self.packages[0])
        server = Struck(self.place)
        server.__enter__()
        try:
            self.place.must("receive", package, "--wait", "--json")
            number = self.place.accessions()[0]["number"]
            for side, name in (("sending", "李建国"), ("receiving", "王秀兰")):
                self.place.must("handover", number, "--sign", side, "--name", name)
            self.place.settle()
            self.place.must("describe", "--accession", number, "--confirm")
            self.units = list(self.audit.units().values())
        finally:
            server.kill()


def rounds(given, folder, planted=None, faults=None, most=None):
    """Round after round; yields what was wrong, or what was acknowledged."""
    validate = validator()
    chance = random.Random(given.seed)
    ended = time.monotonic() + 60 * given.minutes
    number = 0
    while (most or given.rounds) > number and time.monotonic() < ended:
        here = os.path.join(folder, f"archive-{planted}-{number}")
        os.makedirs(here)
        with contextlib.ExitStack() as stack:
            disk = stack.enter_context(Disk(here)) if given.disk else None
            archive = Archive(here, disk, planted, given.library, validate, f"{given.seed}{number}")
            for _ in range(ROUNDS_OF_A_HOME):
                if number >= (most or given.rounds) or time.monotonic() > ended:
                    break
                number += 1
                # In turn, each time round in another order, so that a short run meets every one.
                kinds = faults or given.faults
                fault = kinds[(number - 1) % len(kinds)] if faults or number <= len(kinds) else chance.choice(kinds)
                started = time.monotonic()
                try:
                    acknowledged = Round(archive, number, fault, given.acts, given.seed).run()
                    yield number, fault, acknowledged, None, time.monotonic() - started
                except (Wrong, subprocess.TimeoutExpired) as problem:
                    yield number, fault, None, problem, time.monotonic() - started
                    break
        if not given.keep:
            shutil.rmtree(here, ignore_errors=True)


def tortured(given, folder):
    wrong, all_acts, per_fault = 0, Counter(), Counter()
    for number, fault, acknowledged, problem, seconds in rounds(given, folder):
        if problem:
            wrong += 1
            print(f"round {number}, {fault}: {getattr(problem, 'kind', 'wrong')}: {problem}", flush=True)
            continue
        all_acts += acknowledged
        per_fault[fault] += 1
        print(f"round {number}, {fault}: {acknowledged.total()} acts acknowledged, each there once ({seconds:.0f} s)", flush=True)
    print(f"{per_fault.total()} rounds passed ({', '.join(f'{name} {count}' for name, count in sorted(per_fault.items()))}), "
          f"{all_acts.total()} acts ({', '.join(f'{name} {count}' for name, count in sorted(all_acts.items()))}), {wrong} wrong")
    return 1 if wrong or not per_fault else 0


def proven(given, folder):
    """Whether every planted defect is caught."""
    missed = []
    for planted, faults in PLANTED.items():
        if not given.disk and faults == ["power"]:
            caught = traced(planted)
            print(f"{planted}: {caught or 'NOT caught'} (by the trace: no power can be cut here)", flush=True)
            if not caught:
                missed.append(planted)
            continue
        caught = None
        faults = [fault for fault in faults if given.disk or fault != "power"]
        for number, fault, _, problem, _ in rounds(given, folder, planted, faults, most=12):
            if problem:
                caught = f"{planted}: caught in round {number}, {fault}: {getattr(problem, 'kind', 'wrong')}: {str(problem)[:150]}"
                break
        print(caught or f"{planted}: NOT caught", flush=True)
        if not caught:
            missed.append(planted)
    print(f"{len(PLANTED) - len(missed)} of {len(PLANTED)} planted defects caught")
    return 1 if missed else 0


def traced(planted):
    """What the trace of a good run says to a defect of syncing, where there is no disk to be mounted."""
    script = os.path.join(JOURNEYS, "strace", "trace.py")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, env={**os.environ, "PLANTED": planted})
    return done.stdout.strip().splitlines()[-1][:150] if done.returncode == 1 else None


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=1_000_000)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--acts", type=int, default=500)
    parser.add_argument("--faults", nargs="+", choices=FAULTS)
    parser.add_argument("--planted", choices=PLANTED, help="with this defect; a debug build")
    parser.add_argument("--prove", action="store_true", help="show that each planted defect is caught; a debug build")
    parser.add_argument("--seed", default=str(random.randrange(1_000_000)))
    parser.add_argument("--keep", action="store_true", help="leave the folders of the archives")
    given = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="lantai-torture-")
    print(f"torture --seed {given.seed}", flush=True)
    given.disk, given.library = can_mount(folder), clock_library(folder)
    left_out = [name for name, there in (("power", given.disk), ("full", given.disk), ("clock", given.library)) if not there]
    for name in left_out:
        print(f"left out: {name} ({'no C compiler' if name == 'clock' else 'no disk may be mounted here'})")
    if any(name in left_out for name in given.faults or []):
        return 77
    given.faults = given.faults or [name for name in FAULTS if name not in left_out]
    try:
        if given.prove:
            return proven(given, folder)
        if given.planted:
            wrong = [problem for *_, problem, _ in rounds(given, folder, given.planted) if problem]
            print(*wrong, sep="\n")
            return 1 if wrong else 0
        return tortured(given, folder)
    finally:
        if not given.keep:
            shutil.rmtree(folder, ignore_errors=True)


def can_mount(folder):
    try:
        with Disk(os.path.join(folder, "trial")):
            return True
    except (Impossible, OSError) as problem:
        print(problem)
        return False


sys.exit(main())
