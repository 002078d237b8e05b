#!/usr/bin/env python3
"""The corridor with stacks and ledger in a bucket: from a transfer to a public hit, by commands and by a server, then fixity, a
rebuild, an export, and what must be refused. The server is that of LANTAI_TEST_S3 (script/test-s3 run).

The objects are fetched by another program (rclone) and validated by ocfl-py.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from corridor import CLONE, Corridor, Place, Wrong, codes_of, make_package, validator  # noqa: E402

ENDPOINT = os.environ["LANTAI_TEST_S3"]
KEY, SECRET, BUCKET = "lantai", "lantai-secret", "test"


class S3Place(Place):
    def __init__(self, folder, prefix):
        super().__init__(folder)
        self.prefix = prefix

    def environment(self):
        return {**super().environment(), "LANTAI_STORE_KIND": "s3", "LANTAI_STORE_S3_ENDPOINT": ENDPOINT,
                "LANTAI_STORE_S3_BUCKET": BUCKET, "LANTAI_STORE_S3_PREFIX": self.prefix,
                "LANTAI_STORE_S3_ACCESS_KEY": KEY, "LANTAI_STORE_S3_SECRET_KEY": SECRET}

    def fetched(self):
        """What is in the bucket, as files of a folder of its own."""
        folder = os.path.join(self.folder, "fetched")
        shutil.rmtree(folder, ignore_errors=True)
        remote = (f":s3,provider=Other,force_path_style=true,endpoint='{ENDPOINT}',access_key_id={KEY},"
                  f"secret_access_key={SECRET}:{BUCKET}/{self.prefix}")
        subprocess.run([os.path.join(CLONE, ".build/test-tools/s3/bin/rclone"), "copy", remote, folder, "--config",
                        os.path.join(self.folder, "rclone.conf")], check=True, capture_output=True)
        return folder


class S3Corridor(Corridor):
    @staticmethod
    def objects(place):
        found = []
        for folder, _, files in os.walk(os.path.join(place.fetched(), "stacks")):
            if any(name.startswith("0=ocfl_object_") for name in files):
                found.append(folder)
        return found


def walk(place, package, codes, validate):
    corridor = S3Corridor(package, codes)
    for step in corridor.steps[:4]:
        place.must(*corridor.words(step, place))
    with place.serving():
        for step in corridor.steps[4:]:
            place.settle()
            place.must(*corridor.words(step, place))
        place.settle(until=lambda: corridor.public(place) == sorted(codes))
        found = corridor.check(place, validate)
    with open(os.path.join(place.folder, "serve.log"), encoding="utf-8") as log:
        if f"s3 {BUCKET}/{place.prefix}" not in log.read():
            raise Wrong("the server does not say how the bucket is used")
    if found["objects"] < len(codes):
        raise Wrong(f"{found} in the bucket, {len(codes)} records")
    for name in ("stacks", "ledger"):
        if os.listdir(os.path.join(place.home, name)):
            raise Wrong(f"something was kept in the folder {name}")
    return corridor, found


def rebuilt(place, corridor, validate):
    for end in ("", "-wal", "-shm"):
        path = os.path.join(place.home, "lantai.sqlite" + end)
        if os.path.exists(path):
            os.unlink(path)
    place.must("rebuild")
    if corridor.public(place) != sorted(corridor.codes):
        raise Wrong("after the rebuild other records are found", "lost")
    corridor.check_bytes(place, validate)
    hit = place.must("find", "--json", "--limit", "1").json()["hits"][0]
    out = os.path.join(place.folder, "out")
    place.must("export", hit["code"], out)
    if not any(files for _, _, files in os.walk(out)):
        raise Wrong("the export is empty")


def refused(place):
    """Secrets are never printed or written; another archive's place, and another store, are refused."""
    said = place.must("settings").out
    with open(os.path.join(place.home, "lantai.yaml"), encoding="utf-8") as file:
        if SECRET in said or SECRET in file.read():
            raise Wrong("the secret was printed or written")
    other = S3Place(os.path.join(place.folder, "other"), place.prefix)
    answer = other.run("init")
    if answer.status != 1 or "store.s3.prefix" not in answer.err:
        raise Wrong(f"a second archive in the same place: {answer}")
    # A making that was cut off elsewhere, before it took the place: what lies there is not its own.
    marked(other, f"s3 {BUCKET}/{place.prefix} 5e9d3c1a-0000-4000-8000-000000000000\n")
    answer = other.run("init")
    if answer.status != 1 or "store.s3.prefix" not in answer.err:
        raise Wrong(f"a second archive after a making that was cut off: {answer}")
    folder = Place(place.folder)
    folder.environment = lambda: {**Place.environment(place), "LANTAI_STORE_KIND": "folder"}
    answer = folder.run("find", "--json")
    if answer.status != 1 or "s3 test/" not in answer.err:
        raise Wrong(f"the same home with a folder: {answer}")


def marked(place, text):
    """Makes the home look as one whose making was cut off."""
    os.makedirs(place.home, exist_ok=True)
    with open(os.path.join(place.home, "making"), "w", encoding="utf-8") as file:
        file.write(text)


def made_again(place):
    """A making that was killed after it took its place in the bucket is begun anew there."""
    place.must("init")
    fetched = place.fetched()
    with open(os.path.join(fetched, "claim"), encoding="utf-8") as file:
        claim = file.read()
    os.unlink(os.path.join(place.home, "format"))
    marked(place, claim)
    place.must("init")
    with open(os.path.join(place.fetched(), "claim"), encoding="utf-8") as file:
        if file.read() != claim or os.path.exists(os.path.join(place.home, "making")):
            raise Wrong("the place was not kept, or the mark is left")


def main():
    validate, started = validator(), time.monotonic()
    folder = tempfile.mkdtemp(prefix="lantai-s3-corridor-")
    try:
        package = make_package(os.path.join(folder, "t.zip"), "--records", "20", "--seed", "s3", "--pdf-bytes", "30000")
        codes = codes_of(package)
        place = S3Place(os.path.join(folder, "place"), f"city-{os.getpid()}")
        corridor, found = walk(place, package, codes, validate)
        print(f"in a bucket: {len(codes)} records public, {found['files']} files whole, {found['objects']} valid objects", flush=True)
        rebuilt(place, corridor, validate)
        print("rebuilt from the bucket: the same records, whole, and one exported", flush=True)
        refused(place)
        if corridor.public(place) != sorted(codes):
            raise Wrong("what was refused did harm", "lost")
        corridor.check_bytes(place, validate)
        made_again(S3Place(os.path.join(folder, "again"), f"again-{os.getpid()}"))
        print(f"refused what must be; {time.monotonic() - started:.0f} s")
        return 0
    except Wrong as problem:
        print(problem)
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
