"""One large file from the desk to its keeping, and the memory meanwhile: the first against the same by hand, the second against
the slower of writing it with `dd` and the slowest of the digests."""
import os
import shutil
import time

from house import DATA, Place, make_package
from measure import Memory, Row, cpu_of, say
from rows.kept import Kept

MEGABYTES = int(os.environ.get("LANTAI_BENCH_LARGE_MB") or 1024)
GOAL, MEMORY = 0.8, 400


def rate(*commands):
    """MB/s of the file through these commands, one after the other, with nothing waiting to be written before."""
    os.sync()
    started = time.monotonic()
    for command in commands:
        cpu_of(command)
    return MEGABYTES / (time.monotonic() - started)


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
    # What a careful person would do by hand: take the package over, unpack it, and note a digest of what is in it.
    copy, unpacked = os.path.join(bench.folder, "large-copy"), os.path.join(bench.folder, "large-unpacked")
    os.makedirs(unpacked)
    by_hand = rate(["cp", path, copy], ["sync", copy], ["tar", "-xf", copy, "-C", unpacked], ["sync", "-f", unpacked],
                   ["sh", "-c", f"find '{unpacked}' -type f -exec sha512sum {{}} +"])
    os.remove(copy)
    shutil.rmtree(unpacked)
    writing = rate(["dd", f"if={path}", f"of={copy}", "bs=1M", "conv=fsync", "status=none"])
    digests = {name: rate(["openssl", "dgst", "-" + name, copy]) for name in ("sha512", "sha256", "sm3")}
    os.remove(copy)
    slowest, limit = min([("dd", writing), *digests.items()], key=lambda each: each[1])
    received, keeping = MEGABYTES / one.steps["receive"], MEGABYTES / one.steps["keep"]
    yield Row(f"file of {MEGABYTES} MB received and checked", received, "MB/s", held_against=f"copied, unpacked, sha512sum {by_hand:,.0f}",
              ratio=received / by_hand)
    yield Row(f"file of {MEGABYTES} MB kept", keeping, "MB/s", held_against=f"{slowest} {limit:,.0f}", ratio=keeping / limit,
              goal=f">= {GOAL}", ok=keeping >= GOAL * limit, dd=round(writing), **{name: round(each) for name, each in digests.items()})
    yield Row("  memory, server + children", memory.shared_once, "MB", goal=f"<= {MEMORY}", ok=memory.shared_once <= MEMORY,
              server_alone=round(memory.own, 1))
    shutil.rmtree(one.place.folder)
