"""One large file from the desk to its keeping, and the memory meanwhile: against `cp`, `sync` and `sha512sum` of the same."""
import os
import shutil
import time

from house import DATA, Place, make_package
from measure import Memory, Row, cpu_of, say
from rows.kept import Kept

MEGABYTES = int(os.environ.get("LANTAI_BENCH_LARGE_MB") or 1024)
GOAL, MEMORY = 0.8, 400


def run(bench):
    path = os.path.join(DATA, f"large-{MEGABYTES}.tar")
    if not os.path.exists(path):
        os.makedirs(DATA, exist_ok=True)
        say(f"making a transfer with a file of {MEGABYTES} MB")
        part = os.path.join(DATA, f"part-large-{MEGABYTES}.tar")
        make_package(part, "--records", "1", "--pdf-bytes", str(MEGABYTES << 20), "--seed", "large")
        os.rename(part, path)
    one = Kept(Place(os.path.join(bench.folder, "large")), path)
    one.place.must("init")
    with one.place.serving() as server, Memory(server.process.pid) as memory:
        one.receive()
        one.keep()
    copy = os.path.join(bench.folder, "large-copy")
    os.sync()
    started = time.monotonic()
    cpu_of(["cp", path, copy])
    cpu_of(["sync", copy])
    cpu_of(["sha512sum", copy])
    limit = MEGABYTES / (time.monotonic() - started)
    os.remove(copy)
    received, keeping = MEGABYTES / one.steps["receive"], MEGABYTES / one.steps["keep"]
    for name, rate in (("received and checked", received), ("kept", keeping)):
        yield Row(f"file of {MEGABYTES} MB {name}", rate, "MB/s", held_against=f"cp, sync, sha512sum {limit:,.0f}", ratio=rate / limit,
                  goal=f">= {GOAL}", ok=rate >= GOAL * limit)
    yield Row("  memory, server + children", memory.shared_once, "MB", goal=f"<= {MEMORY}", ok=memory.shared_once <= MEMORY,
              server_alone=round(memory.own, 1))
    shutil.rmtree(one.place.folder)
