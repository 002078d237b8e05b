"""A backup of an archive of many records, and a restore of it into an empty folder.

The archive is made by `lantai init`; its objects are written beside the program, with the files, sizes and rows that records have,
of random bytes: what a backup and a restore do does not depend on what is in them. Fixity and pages are not part of this.
"""
import hashlib
import os
import resource
import shutil
import sqlite3
import subprocess
import time
import uuid

from house import PROGRAM, Place
from measure import Memory, Row, say

GOAL = 600.0
RECORDS = 100_000
CONTENT = 61_440
# Bytes of all files of an object.
SIZE = CONTENT + 13_900


def fill(place, records):
    """Writes so many objects and their rows."""
    rows, pool = [], os.urandom(CONTENT * 2)
    for n in range(records):
        unit = str(uuid.UUID(bytes=hashlib.sha256(f"unit {n}".encode()).digest()[:16]))
        name = hashlib.sha256(f"urn:uuid:{unit}".encode()).hexdigest()
        folder = f"{place.home}/stacks/{name[:3]}/{name[3:6]}/{name[6:9]}/urn%3auuid%3a{unit}"
        os.makedirs(folder + "/v1/content/data")
        os.makedirs(folder + "/v1/content/metadata")
        inventory = f'{{"id":"urn:uuid:{unit}","head":"v1","manifest":"{name * 40}"}}'.encode()
        digest = hashlib.sha512(inventory).hexdigest()
        content = (f"{n:>16}".encode() + pool[n % CONTENT:])[:CONTENT]
        files = {"0=ocfl_object_1.1": b"ocfl_object_1.1\n", "inventory.json": inventory, "v1/inventory.json": inventory,
                 "inventory.json.sha512": f"{digest} inventory.json\n".encode(),
                 "v1/inventory.json.sha512": f"{digest} inventory.json\n".encode(), "v1/content/data/1": content,
                 "v1/content/metadata/record.json": (name * 30).encode(), "v1/content/metadata/premis.xml": (name * 60).encode()}
        for path, data in files.items():
            with open(f"{folder}/{path}", "wb") as file:
                file.write(data)
        rows.append((unit, "item", None, n, f"Q999-WS·2000-Y-{n:06}", 1, CONTENT, 1, digest, "2026-11-26T00:00:00.000000Z"))
        if n % 10_000 == 9_999:
            say(f"{n + 1} objects written")
    database = sqlite3.connect(place.home + "/lantai.sqlite")
    database.executemany("INSERT INTO holding (unit, kind, accession, sequence, code, files, bytes, version, inventory, "
                         "last_checked, result) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'intact')", rows)
    database.commit()
    database.close()


def timed(place, *words):
    """Seconds, and what else is told: memory in MB, seconds of processor."""
    os.sync()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    with open(place.folder + "/said", "w", encoding="utf-8") as said:
        process = subprocess.Popen([PROGRAM, *words], env={**place.environment(), "LANTAI_BACKUP_PASSPHRASE": "a long passphrase"},
                                   cwd=place.folder, stdout=said, stderr=said)
        with Memory(process.pid) as memory:
            status = process.wait()
    if status:
        raise SystemExit(f"lantai {' '.join(words)}: {open(place.folder + '/said', encoding='utf-8').read()[-2000:]}")
    wall, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, {"memory_mb": round(memory.resident), "cpu_seconds": round(cpu, 1)}


def run(bench):
    records = int(os.environ.get("LANTAI_BENCH_BACKUP_RECORDS") or RECORDS)
    place = Place(os.path.join(bench.folder, "backup"))
    disk, key = place.folder + "/disk", place.folder + "/key.pem"
    try:
        place.must("init")
        fill(place, records)
        os.makedirs(disk)
        timed(place, "backup", "key", "new", "--out", key)
        first, more = timed(place, "backup", disk)
        yield Row(f"first backup, {records} records of 60 KB", first, "s", mb_second=round(records * SIZE / 1e6 / first, 1), **more)
        again, more = timed(place, "backup", disk)
        yield Row("backup of nothing new", again, "s", **more)
        back, more = timed(place, "restore", disk, "--home", place.folder + "/back", "--key", key)
        yield Row(f"restore, {records} records", back, "s", goal=f"<= {GOAL:.0f}", ok=back <= GOAL,
                  mb_second=round(records * SIZE / 1e6 / back, 1), **more)
    finally:
        shutil.rmtree(place.folder, ignore_errors=True)
