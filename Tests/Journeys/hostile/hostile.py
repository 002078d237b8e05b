#!/usr/bin/env python3
"""Makes every hostile transfer of cases.py, lets `lantai check` judge it, and says what was found and what it cost.

    Tests/Journeys/hostile/hostile.py [--full | --small] [--limit SECONDS] [WORD…]

Cases whose names hold a word are made; all, if none is given. --small leaves out those of a quarter of a gigabyte and more.

Memory is the highest sum of the peaks (VmHWM) of the program and its children that live at the same time. A case fails if
nothing expected was found, if the package was not returned, if the program died, or if it had to be ended after the limit.
Times and memory are printed and, but for the limit, not judged. --full makes the largest ones as large as they can be.
Exit status 0 all found, 1 some not.
"""
import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from cases import CASES, LARGE  # noqa: E402

PROGRAM = os.environ.get("LANTAI_PROGRAM") or os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "../../../.build/debug/lantai")


def family(pid):
    """A process and all that came from it."""
    found, rest = [], [pid]
    while rest:
        one = rest.pop()
        found.append(one)
        try:
            for task in os.listdir("/proc/%d/task" % one):
                with open("/proc/%d/task/%s/children" % (one, task)) as file:
                    rest += [int(word) for word in file.read().split()]
        except OSError:
            continue
    return found


def peak(pid):
    """KB a process has ever held."""
    try:
        with open("/proc/%d/status" % pid) as file:
            return next((int(line.split()[1]) for line in file if line.startswith("VmHWM")), 0)
    except OSError:
        return 0


def judge(path, area, limit):
    """Checks the transfer: (exit status, report or None, seconds, MB)."""
    out, started, most = os.path.join(area, "report"), time.monotonic(), 0
    with open(out, "wb") as report, open(os.path.join(area, "errors"), "wb") as errors:
        process = subprocess.Popen([PROGRAM, "check", path, "--json"], stdout=report, stderr=errors,
                                   env={**os.environ, "TMPDIR": area}, start_new_session=True)
        while process.poll() is None:
            most = max(most, sum(map(peak, family(process.pid))))
            if time.monotonic() - started > limit:
                os.killpg(process.pid, signal.SIGKILL)
            time.sleep(0.02)
    try:
        with open(out, "rb") as report:
            said = json.load(report)
    except ValueError:
        said = None
    return process.returncode, said, time.monotonic() - started, most / 1024


def look(name, full, limit, area):
    """Makes and judges one case; answers its line and whether it is right."""
    make, checks, why = CASES[name]
    folder = os.path.join(area, "包")
    os.makedirs(folder)
    path = make(folder, full)
    status, said, seconds, mega = judge(path, area, limit)
    if said is None:
        with open(os.path.join(area, "errors"), errors="replace") as errors:
            last = errors.read().strip()[-200:]
        return "%s | no report (exit status %d) %s | %.1f | %.0f" % (name, status, last, seconds, mega), False
    # A reader that had to give a file up says so for review: somebody has to look at that file.
    found = [f for f in said["findings"] if f["severity"] != "review" or f["check"] == "whole-files" and "file" in f]
    first = next((f for f in found if f["check"] in checks), None)
    # What is strange and can be read all the same need not be returned.
    told_of = first is not None and (said["verdict"] == "return" or first["severity"] == "review")
    right = told_of or None in checks and (first is not None or not found)
    words = first or (found[0] if found else None)
    told = "%s: %s" % (words["check"], words["what"]["en"]) if words else "read as it is (%s)" % why
    return "%s | %s, %s | %.1f | %.0f" % (name, said["verdict"], told[:200], seconds, mega), right


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("words", nargs="*", metavar="WORD")
    parser.add_argument("--full", action="store_true", help="the largest ones as large as they can be")
    parser.add_argument("--limit", type=float, default=120, help="seconds after which a check is ended (default 120)")
    parser.add_argument("--small", action="store_true", help="without those that write or unpack a quarter of a gigabyte")
    given = parser.parse_args()
    names = [name for name in CASES if not given.words or any(word in name for word in given.words)]
    if given.small:
        names = [name for name in names if name not in LARGE]
    wrong = []
    print("case | verdict, finding | seconds | MB")
    for name in names:
        area = tempfile.mkdtemp(prefix="lantai-hostile-")
        try:
            line, right = look(name, given.full, given.limit, area)
        finally:
            shutil.rmtree(area, ignore_errors=True)
        print(("" if right else "WRONG ") + line, flush=True)
        if not right:
            wrong.append(name)
    print("%d hostile transfers, %d found as they should be" % (len(names), len(names) - len(wrong)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
