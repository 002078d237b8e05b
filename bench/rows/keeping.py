"""From the second signature until all objects are kept: against `cp -r` and `sync` of the same tree of objects, the limit of the
file system for so many small files, and beside it objects of one file made by ocfl-py, synced once at the end."""
import os
import shutil
import subprocess
import tarfile
import time

from house import CLONE, package
from measure import Row, cpu_of
from rows.kept import kept

GOAL, OBJECTS = 0.7, 200

THEIRS = """
import os, sys, time, ocfl
source, target, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
files = sorted(os.path.join(at, name) for at, _, names in os.walk(source) for name in names)
files = [one for one in files if os.path.getsize(one) > 10000][:count]
os.makedirs(target)
folders = []
for n, one in enumerate(files):
    folder = os.path.join(target, f"source-{n}")
    os.makedirs(folder)
    os.link(one, os.path.join(folder, "1.pdf"))
    folders.append(folder)
started = time.monotonic()
for n, folder in enumerate(folders):
    metadata = ocfl.VersionMetadata(message="kept", name="bench", address="mailto:bench@example.org")
    ocfl.Object(identifier=f"urn:bench:{n}").create(srcdir=folder, metadata=metadata, objdir=os.path.join(target, f"object-{n}"))
os.sync()
print(len(folders), time.monotonic() - started)
"""


def run(bench):
    records = min(bench.records)
    path = package(records)
    one = kept(bench, path, f"kept-{records}")
    count, size = one.kept_bytes()
    if count != records:
        raise SystemExit(f"{count} records are kept, {records} were handed over")
    seconds = one.steps["keep"]
    copies, copied = [], []
    for n in range(2):
        copies.append(os.path.join(bench.folder, f"copied-{n}"))
        os.sync()
        started = time.monotonic()
        cpu_of(["cp", "-r", os.path.join(one.place.home, "stacks"), copies[-1]])
        cpu_of(["sync", "-f", copies[-1]])
        copied.append(time.monotonic() - started)
    limit = count / min(copied)
    source = os.path.join(bench.folder, "loose")
    with tarfile.open(path) as archive:
        archive.extractall(source, filter="data")
    python = os.path.join(CLONE, ".build/test-tools/venv/bin/python")
    said = subprocess.run([python, "-c", THEIRS, source, os.path.join(bench.folder, "theirs"), str(OBJECTS)], check=True,
                          capture_output=True, text=True).stdout.split()
    theirs = int(said[0]) / float(said[1])
    rate = count / seconds
    yield Row(f"keeping, {count} objects", rate, "objects/s", held_against=f"cp -r and sync of their tree {limit:,.0f}",
              ratio=rate / limit, goal=f">= {GOAL}", ok=rate >= GOAL * limit, ocfl_py_objects_second=round(theirs),
              times_ocfl_py=round(rate / theirs, 2), mb_second=round(size / 1e6 / seconds, 1))
    for folder in (source, *copies):
        shutil.rmtree(folder)
