"""From the second signature until all objects are kept: against `cp` and `sync` of the same bytes, and objects made by ocfl-py."""
import os
import shutil
import subprocess
import tarfile
import time

from house import CLONE, package
from measure import Row, cpu_of
from rows.kept import kept

GOAL, OBJECTS = 4, 200

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
    source = os.path.join(bench.folder, "loose")
    with tarfile.open(path) as archive:
        archive.extractall(source, filter="data")
    copy = os.path.join(bench.folder, "copied")
    os.sync()
    started = time.monotonic()
    cpu_of(["cp", "-r", source, copy])
    cpu_of(["sync", "-f", copy])
    copied = time.monotonic() - started
    python = os.path.join(CLONE, ".build/test-tools/venv/bin/python")
    said = subprocess.run([python, "-c", THEIRS, source, os.path.join(bench.folder, "theirs"), str(OBJECTS)], check=True,
                          capture_output=True, text=True).stdout.split()
    theirs = int(said[0]) / float(said[1])
    rate = count / seconds
    yield Row(f"keeping, {count} objects", rate, "objects/s", held_against=f"ocfl-py {theirs:,.0f}", ratio=rate / theirs,
              goal=f">= {GOAL}", ok=rate >= GOAL * theirs, mb_second=round(size / 1e6 / seconds, 1),
              cp_and_sync_mb_second=round(size / 1e6 / copied, 1))
    shutil.rmtree(source)
    shutil.rmtree(copy)
