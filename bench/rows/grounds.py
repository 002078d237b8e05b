"""From handing a transfer in to its public hits: rows in a file and bytes in a folder, against PostgreSQL and a bucket (servers of
the tests, on this machine)."""
import os
import subprocess
import sys
import time

from house import CLONE, Place, package
from measure import Row, say
from rows.kept import Kept

sys.path.insert(0, os.path.join(CLONE, "Tests/Journeys/postgres"))
from server import Postgres, PostgresPlace  # noqa: E402

RECORDS = int(os.environ.get("LANTAI_BENCH_GROUNDS_RECORDS") or 300)
# Two servers more on the same processors: no more than so many times as long.
GOAL = 4.0


class Afar(PostgresPlace):
    endpoint = None

    def environment(self):
        return {**super().environment(), "LANTAI_STORE_KIND": "s3", "LANTAI_STORE_S3_ENDPOINT": self.endpoint,
                "LANTAI_STORE_S3_BUCKET": "test", "LANTAI_STORE_S3_PREFIX": f"bench-{os.getpid()}",
                "LANTAI_STORE_S3_ACCESS_KEY": "lantai", "LANTAI_STORE_S3_SECRET_KEY": "lantai-secret"}


def run(bench):
    near = walked(Place(os.path.join(bench.folder, "near")))
    yield Row(f"handed in to found, {RECORDS} records, file and folder", RECORDS / near, "records/s", seconds=round(near, 2))
    servers = os.path.join(CLONE, "script/test-s3")
    started = subprocess.run([servers, "start"], check=True, capture_output=True, text=True).stdout
    try:
        with Postgres(bench.folder) as postgres:
            place = Afar(os.path.join(bench.folder, "afar"), postgres, "bench")
            place.endpoint = next(line.partition("=")[2] for line in started.splitlines()
                                  if line.startswith("export LANTAI_TEST_S3="))
            afar = walked(place)
    finally:
        subprocess.run([servers, "stop"], check=True)
    yield Row("  the same, PostgreSQL and S3", RECORDS / afar, "records/s", held_against=f"file and folder {RECORDS / near:,.1f}",
              ratio=afar / near, goal=f"<= {GOAL}", ok=afar <= GOAL * near, seconds=round(afar, 2))


def walked(place):
    """Seconds until the public finds all records."""
    place.must("init")
    say(f"{RECORDS} records to the public in {place.folder}")
    one = Kept(place, package(RECORDS))
    with place.serving():
        started = time.monotonic()
        one.receive()
        one.keep()
        number = place.accessions()[0]["number"]
        for words in (("describe", "--accession", number, "--confirm"), ("open", "--accession", number, "--ground", "period-passed"),
                      ("publish", "--accession", number, "--level", "text")):
            answer = place.run(*words, timeout=1800)
            if answer.status != 0:
                raise SystemExit(f"{words}: {answer}")
        while place.must("find", "--json", "--limit", "1", "关于").json()["total"] < RECORDS:
            if time.monotonic() - started > 1800:
                raise SystemExit("not all records are found after half an hour")
            time.sleep(0.1)
        return time.monotonic() - started
