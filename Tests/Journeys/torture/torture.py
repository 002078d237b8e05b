#!/usr/bin/env python3
"""Torture: an archive under many hands, struck again and again, must not lose, double, half-do or leak anything.

    torture.py [--ground G] [--rounds N] [--minutes M] [--faults NAME …] [--acts N] [--planted NAME | --prove [--of N]] [--seed S]

A round: hands work (load.py) until at least `--acts` acts were acknowledged; then a fault strikes while they go on (struck.py).
On the ground `sqlite+folder`: the server or a child of it killed, the power of its disk cut, the disk full, the clock set; on
`postgres+s3`: the server killed, PostgreSQL or the S3 server killed and started again, the networks to them cut. The program is
started again, comes to rest, and everything that was acknowledged is looked for (audit.py). After ten rounds an archive is new,
and the ground the other one. `--prove` shows that the look can fail: for each defect planted in a debug build (`--of N`: for so
many of them, by chance), rounds until it is caught. Exit status 0 nothing wrong (or all caught), 1 something, 77 a fault that
cannot be made here was asked for.
"""
import argparse
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter

JOURNEYS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path[:0] = [JOURNEYS, os.path.dirname(os.path.abspath(__file__))]
from corridor import Wrong, validator  # noqa: E402

from grounds import ROUNDS_OF_A_HOME, Archive, Far, Near  # noqa: E402
from power import Disk, Impossible  # noqa: E402
from struck import Round  # noqa: E402

GROUNDS = {ground.name: ground for ground in (Near, Far)}
FAULTS = sorted({*Near.faults, *Far.faults})
# Each planted defect, and the faults that bring it to light.
PLANTED = {
    "early-answer": ["server", "power"], "missing-sync": ["power"], "skipped-narrowing": ["server"],
    "doubled-event": ["server"], "stale-replica": ["server"],
}


def clock_library(folder):
    """clock.c, compiled for this machine; `None` without a compiler."""
    compiler = next((name for name in ("cc", "clang", "gcc") if shutil.which(name)), None)
    out = os.path.join(folder, "clock.so")
    if compiler:
        source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "clock.c")
        subprocess.run([compiler, "-O2", "-shared", "-fPIC", "-o", out, source], check=True)
    return compiler and out


def rounds(given, folder, grounds, planted=None, faults=None, most=None):
    """Round after round, ten in one archive and on one ground; yields what was wrong, or what was told."""
    validate = validator()
    chance = random.Random(given.seed)
    ended = time.monotonic() + 60 * given.minutes
    number = homes = 0
    first = chance.randrange(len(FAULTS))
    while (most or given.rounds) > number and time.monotonic() < ended:
        ground = grounds[homes % len(grounds)]
        homes += 1
        here = os.path.join(folder, f"archive-{planted}-{homes}")
        os.makedirs(here)
        with contextlib.ExitStack() as stack:
            archive = Archive(here, ground, stack, planted, validate, f"{given.seed}{homes}")
            for _ in range(ROUNDS_OF_A_HOME):
                if number >= (most or given.rounds) or time.monotonic() > ended:
                    break
                number += 1
                # Each in turn, from one by chance, so that a short run meets every one; then by chance.
                kinds = faults or [name for name in ground.faults if name in given.faults and name not in ground.left_out]
                fault = kinds[(first + ground.count) % len(kinds)] if faults or ground.count < len(kinds) else chance.choice(kinds)
                ground.count += 1
                started = time.monotonic()
                try:
                    told = Round(archive, number, fault, given.acts, given.seed).run()
                    yield number, f"{ground.name} {fault}", told, None, time.monotonic() - started
                except (Wrong, OSError, subprocess.TimeoutExpired) as problem:
                    if not planted:
                        print("left in", archive.place.leave(tempfile.mkdtemp(prefix="lantai-tortured-")), flush=True)
                    yield number, f"{ground.name} {fault}", None, problem, time.monotonic() - started
                    break
        if not given.keep:
            shutil.rmtree(here, ignore_errors=True)


def tortured(given, folder, grounds):
    wrong, all_acts, per_fault = 0, Counter(), Counter()
    for number, fault, told, problem, seconds in rounds(given, folder, grounds):
        if problem:
            wrong += 1
            print(f"round {number}, {fault}: {getattr(problem, 'kind', 'wrong')}: {problem}", flush=True)
            continue
        acknowledged, refused = told
        all_acts += acknowledged
        per_fault[fault] += 1
        print(f"round {number}, {fault}: {acknowledged.total()} acts acknowledged, each there once; {refused.total()} refused "
              f"{dict(refused) or ''} ({seconds:.0f} s; "
              f"{per_fault.total()} rounds, {all_acts.total()} acts, {wrong} wrong so far)", flush=True)
    print(f"{per_fault.total()} rounds passed ({', '.join(f'{name} {count}' for name, count in sorted(per_fault.items()))}), "
          f"{all_acts.total()} acts ({', '.join(f'{name} {count}' for name, count in sorted(all_acts.items()))}), {wrong} wrong")
    return 1 if wrong or not per_fault else 0


def proven(given, folder, ground):
    """Whether every planted defect that can come to light on this ground is caught."""
    caught = {}
    for planted in random.Random(given.seed).sample(list(PLANTED), given.of):
        faults = PLANTED[planted]
        ground.count = 0
        here = [fault for fault in faults if fault in ground.faults and fault not in ground.left_out]
        if here:
            caught[planted] = struck(given, folder, ground, planted, here)
        elif "power" in ground.left_out:
            caught[planted] = traced(planted)
        else:
            print(f"{planted}: not on {ground.name}", flush=True)
            continue
        print(f"{planted}: {caught[planted] or 'NOT caught'}", flush=True)
    print(f"{sum(map(bool, caught.values()))} of {len(caught)} planted defects caught")
    return 0 if all(caught.values()) else 1


def struck(given, folder, ground, planted, faults):
    """What was said when the defect was caught; `None` if it was not in twelve rounds."""
    for number, fault, _, problem, _ in rounds(given, folder, [ground], planted, faults, most=12):
        # A stale copy must be seen by this look, and by the program's own.
        if problem and (planted != "stale-replica" or "finds it too" in str(problem)):
            return f"caught in round {number}, {fault}: {getattr(problem, 'kind', 'wrong')}: {str(problem)[:200]}"
    return None


def traced(planted):
    """What the trace of a good run says to a defect of syncing, where there is no disk to be mounted."""
    script = os.path.join(JOURNEYS, "strace", "trace.py")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, env={**os.environ, "PLANTED": planted})
    said = done.stdout.strip().splitlines()[-1:]
    return f"{said[0][:150]} (by the trace: no power can be cut here)" if done.returncode == 1 else None


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=1_000_000)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--acts", type=int, default=500)
    parser.add_argument("--ground", choices=[*GROUNDS, "both"], default="both")
    parser.add_argument("--faults", nargs="+", choices=FAULTS, default=FAULTS)
    parser.add_argument("--planted", choices=PLANTED, help="with this defect; a debug build")
    parser.add_argument("--prove", action="store_true", help="show that each planted defect is caught; a debug build")
    parser.add_argument("--of", type=int, choices=range(1, len(PLANTED) + 1), default=len(PLANTED),
                        help="of so many planted defects, by chance")
    parser.add_argument("--seed", default=str(random.randrange(1_000_000)))
    parser.add_argument("--keep", action="store_true", help="leave the folders of the archives")
    given = parser.parse_args()
    # Stopped from outside it still takes its servers and disks with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = tempfile.mkdtemp(prefix="lantai-torture-")
    print(f"torture --seed {given.seed}", flush=True)
    try:
        with contextlib.ExitStack() as stack:
            near = Near(can_mount(folder), clock_library(folder))
            for name in near.left_out:
                print(f"left out: {name} ({'no C compiler' if name == 'clock' else 'no disk may be mounted here'})")
            if any(name in near.left_out for name in given.faults if given.faults != FAULTS):
                return 77
            # Planted defects are of the program, not of the ground: on one, if nobody asks for another.
            if given.prove or given.planted:
                given.ground = Near.name if given.ground == "both" else given.ground
            grounds = [near] if given.ground in (Near.name, "both") and {*Near.faults} & {*given.faults} else []
            if given.ground in (Far.name, "both") and {*Far.faults} & {*given.faults}:
                if shutil.which("psql"):
                    grounds.append(stack.enter_context(Far(folder)))
                elif given.ground == "both":
                    print(f"left out: {Far.name} (no PostgreSQL here: script/setup test)")
                else:
                    return 77
            if given.prove:
                return proven(given, folder, grounds[0])
            if given.planted:
                wrong = [problem for *_, problem, _ in rounds(given, folder, grounds, given.planted) if problem]
                print(*wrong, sep="\n")
                return 1 if wrong else 0
            return tortured(given, folder, grounds)
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
