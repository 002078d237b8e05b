"""Appends to a ledger by 200 writers at once on a disk whose every fsync takes 5 ms longer: up to 50 in a commit, against each in
its own."""
import json
import os
import subprocess

from house import BENCH, PROGRAM
from measure import Row

GOAL, WRITERS = 20, 200


def run(bench):
    shim = os.path.join(bench.folder, "slow-sync.so")
    subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", shim, os.path.join(BENCH, "rows/slow-sync.c")], check=True)
    # Alone they take so long that fewer do.
    rates = {group: rate(bench, shim, group, each) for group, each in ((1, 2), (50, 20))}
    ratio = rates[50] / rates[1]
    yield Row("ledger, 5 ms an fsync, 200 writers", rates[50], "events/s", held_against=f"one a commit {rates[1]:,.0f}",
              ratio=ratio, goal=f">= {GOAL}", ok=ratio >= GOAL)


def rate(bench, shim, group, each):
    folder = os.path.join(bench.folder, f"commits-{group}")
    os.makedirs(folder)
    done = subprocess.run([PROGRAM, "bench-commits", "--folder", folder, "--writers", str(WRITERS), "--each", str(each), "--group",
                           str(group)], check=True, capture_output=True, env={**os.environ, "LD_PRELOAD": shim})
    said = json.loads(done.stdout)
    if said["events"] != WRITERS * each:
        raise SystemExit(f"{said['events']} events of {WRITERS * each}")
    return said["events"] / (said["microseconds"] / 1e6)
