"""Telling what files are, against siegfried and fido on the same files, files a second of one core."""
import json
import os
import shutil
import subprocess

from house import BENCH, CLONE, DATA, PROGRAM, Wrong
from measure import Row, cpu_of, say

GOALS = {"siegfried": 1.0, "fido": 10.0}
TIMES = 8


def run(bench):
    tools = os.path.join(CLONE, ".build/bench-tools/venv/bin")
    subprocess.run([os.path.join(CLONE, "script/bench-tools")], check=True)
    files, signatures = material("formats"), material("pronom")
    once, often, nothing = (os.path.join(bench.folder, name) for name in ("once", "often", "nothing"))
    os.makedirs(nothing)
    # Without the tables of what is right: they are no material.
    shutil.copytree(files, once, ignore=shutil.ignore_patterns("*.tsv"))
    for number in range(TIMES):
        shutil.copytree(once, os.path.join(often, str(number)))
    count = sum(len(names) for _, _, names in os.walk(once))

    say(f"identify: {count} files, {TIMES} times")
    words = [PROGRAM, "identify", "--json", "--signatures", signatures]
    start = min(cpu_of([*words, nothing])[0] for _ in range(3))
    ours = count * TIMES / (min(cpu_of([*words, often])[0] for _ in range(3)) - start)
    said = [json.loads(subprocess.run([os.path.join(tools, "python"), os.path.join(BENCH, "identify-peer.py"), once,
                                       str(TIMES)], check=True, capture_output=True).stdout) for _ in range(3)]
    siegfried = max(one["files"] / one["cpu"] for one in said)
    # Minutes, where the others take seconds: once over, and once for what starting it costs.
    slow = [os.path.join(tools, "fido"), "-q", "-recurse"]
    fido = count / (cpu_of([*slow, once], stderr=subprocess.DEVNULL)[0]
                    - cpu_of([*slow, nothing], stderr=subprocess.DEVNULL)[0])
    for name, theirs in (("siegfried", siegfried), ("fido", fido)):
        yield Row(f"identify, against {name}", ours, "files/s of one core", held_against=f"{name} {theirs:,.0f}",
                  ratio=ours / theirs, goal=f">= {GOALS[name]:g}", ok=ours >= GOALS[name] * theirs)
    yield Row("identify, signatures read", start, "s of processor")


def material(name):
    """A folder of other people's files, which this project does not hold."""
    for folder in (os.environ.get("LANTAI_DATA"), os.path.join(os.path.dirname(CLONE), "shared/data"), DATA):
        if folder and os.path.isdir(os.path.join(folder, name)):
            return os.path.join(folder, name)
    raise Wrong(f"there is no folder {name} of material: name its place by LANTAI_DATA")
