"""The archive under measurement: the journeys' own commands, with packages kept between runs."""
import os
import sys
import time

BENCH = os.path.dirname(os.path.abspath(__file__))
CLONE = os.path.dirname(BENCH)
DATA = os.environ.get("LANTAI_BENCH_DATA") or os.path.join(BENCH, "data")
os.environ.setdefault("LANTAI_PROGRAM", os.path.join(CLONE, ".build/release/lantai"))
sys.path.insert(0, os.path.join(CLONE, "Tests/Journeys"))

from corridor import PROGRAM, Place, Wrong, make_package  # noqa: E402,F401
from measure import say  # noqa: E402


def package(records):
    """A transfer of so many records, each a PDF of 60 KB with a text layer. Made once."""
    path = os.path.join(DATA, f"transfer-{records}.tar")
    if not os.path.exists(path):
        os.makedirs(DATA, exist_ok=True)
        say(f"making a transfer of {records} records")
        part = os.path.join(DATA, f"part-{records}.tar")
        make_package(part, "--records", str(records), "--pdf-bytes", "61440", "--seed", "bench")
        os.rename(part, path)
    return path


def big_file(megabytes):
    """Bytes that nothing can make smaller. Made once."""
    path = os.path.join(DATA, f"bytes-{megabytes}")
    if not os.path.exists(path):
        os.makedirs(DATA, exist_ok=True)
        with open(path + ".part", "wb") as file:
            for _ in range(megabytes):
                file.write(os.urandom(1 << 20))
        os.rename(path + ".part", path)
    return path


def await_state(place, number, state, seconds):
    """Waits until a transfer has come so far; how long that took."""
    started = time.monotonic()
    while True:
        found = next(one for one in place.accessions() if one["number"] == number)
        if found["state"] == state:
            return time.monotonic() - started
        if time.monotonic() - started > seconds or found["state"] in ("returned", "quarantined"):
            raise Wrong(f"transfer {number} is {found['state']}, not {state}")
        time.sleep(0.25)
