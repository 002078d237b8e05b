"""A round of fixity over all kept files, against `openssl dgst` of the same files by the same algorithms on two processors, against
bagit-python of a bag of them on two processors, and against ocfl-py of their objects. The two know no SM3: they make two digests, and one."""
import json
import os
import shutil
import subprocess

from house import CLONE, PROGRAM, package
from measure import Row, cpu_of
from rows.kept import kept

GOAL, BAGIT, OCFL = 1.1, 1.0, 3.0
# A round takes all three in one read.
ALGORITHMS = ("sha512", "sha256", "sm3")

MAKE_BAG = """
import bagit, sys
bagit.make_bag(sys.argv[1], processes=2, checksums=["sha512", "sha256"])
"""
LOOK_AT_BAG = """
import bagit, sys
assert bagit.Bag(sys.argv[1]).validate(processes=2)
"""
LOOK_AT_OBJECTS = """
import ocfl, sys
root = ocfl.StorageRoot(root=sys.argv[1])
assert root.validate() and root.good_objects == root.num_objects >= int(sys.argv[2]), (root.good_objects, root.num_objects)
"""


def run(bench):
    records = min(bench.records)
    place = kept(bench, package(records), f"kept-{records}").place
    listing = os.path.join(bench.folder, "kept-files")
    with open(listing, "wb") as file:
        found = subprocess.run(["find", place.home + "/stacks", "-type", "f", "-print0"], check=True,
                               capture_output=True).stdout
        file.write(found)
    theirs, ours, alone = [], [], []
    # Turn about, so that what else runs here strikes both.
    for _ in range(3):
        each = [cpu_of(["xargs", "-0", "-a", listing, "-P2", "-n200", "openssl", "dgst", "-" + name]) for name in ALGORITHMS]
        theirs.append(tuple(sum(part) for part in zip(*each))[::-1])
        alone.append(each[0][1])
        ours.append(cpu_of([PROGRAM, "fixity", "--all", "--json"], env=place.environment())[::-1])
    said = json.loads(subprocess.run([PROGRAM, "fixity", "--all", "--json"], check=True, capture_output=True,
                                     env=place.environment()).stdout)
    if said["damaged"] or said["checked"] < records:
        raise SystemExit(f"fixity: {said}")
    wall, cpu = min(ours)
    their_wall, their_cpu = min(theirs)
    megabytes = said["bytes"] / 1e6
    yield Row(f"fixity, {said['checked']} files", megabytes / wall, "MB/s", held_against=f"openssl -P2, three digests {megabytes / their_wall:,.0f}",
              ratio=wall / their_wall, goal=f"<= {GOAL}", ok=wall <= GOAL * their_wall, cpu_seconds=round(cpu, 2),
              openssl_cpu_seconds=round(their_cpu, 2), openssl_sha512_alone=round(megabytes / min(alone)), files_second=round(said["checked"] / wall))
    python = os.path.join(CLONE, ".build/test-tools/venv/bin/python")
    bag = os.path.join(bench.folder, "bag")
    shutil.copytree(place.home + "/stacks", bag)
    subprocess.run([python, "-c", MAKE_BAG, bag], check=True, capture_output=True)
    for name, words, goal in (("bagit-python -P2, two digests", [LOOK_AT_BAG, bag], BAGIT),
                              ("ocfl-py, one digest", [LOOK_AT_OBJECTS, place.home + "/stacks", str(records)], OCFL)):
        other = min(cpu_of([python, "-c", *words])[1] for _ in range(2))
        yield Row(f"fixity, {said['checked']} files", megabytes / wall, "MB/s", held_against=f"{name} {megabytes / other:,.0f}",
                  ratio=other / wall, goal=f">= {goal}", ok=other >= goal * wall)
    shutil.rmtree(bag)
