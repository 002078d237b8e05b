#!/usr/bin/env python3
"""Every stored home of an earlier program is opened by this one: nothing is lost, work goes on, and a rebuild agrees.

    upgrade.py            needs LANTAI_PROGRAM; stored homes are made by script/store-home

What the earlier program said of it must be said still, field by field; what is new may be said beside. It shows nothing of
archives larger than these few records, of S3, or of PostgreSQL.
"""
import copy
import glob
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
from telling import Archive, Server  # noqa: E402

CLONE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
HOMES = os.path.join(CLONE, "Tests/Fixtures/homes")


def lost(before, after, where=""):
    """Where `after` does not say what `before` said. Fields may be added; a list stays the list it was."""
    if isinstance(before, dict):
        if not isinstance(after, dict):
            return [f"{where}: was an object, is {after!r:.200}"]
        return [fault for key, value in before.items() for fault in
                (lost(value, after[key], f"{where}/{key}") if key in after else [f"{where}/{key}: gone, was {value!r:.200}"])]
    if isinstance(before, list):
        if not isinstance(after, list) or len(before) != len(after):
            return [f"{where}: was {before!r:.300}, is {after!r:.300}"]
        return [fault for place, (old, new) in enumerate(zip(before, after)) for fault in lost(old, new, f"{where}[{place}]")]
    return [] if before == after else [f"{where}: was {before!r:.200}, is {after!r:.200}"]


def rows(home, query):
    database = sqlite3.connect(f"file:{home}/lantai.sqlite?mode=ro", uri=True)
    answer = [row[0] for row in database.execute(query)]
    database.close()
    return answer


def prove_it_can_fail(facts):
    """Each kind of loss, made by hand, must be seen."""
    harms = []
    for kind in ("units", "transfers", "descriptions", "public", "accounts", "forms"):
        harmed = copy.deepcopy(facts["told"])
        harmed[kind].pop(sorted(harmed[kind])[0])
        harms.append(lost(facts["told"], harmed))
    harmed = copy.deepcopy(facts["pages"])
    files = next(page["files"] for page in harmed.values() if page["files"])
    files[next(iter(files))][1] = "0" * 64
    harms.append(lost(facts["pages"], harmed))
    if not all(harms):
        sys.exit("upgrade: a loss made by hand was not seen")
    return len(harms)


def try_home(name, folder):
    with open(f"{HOMES}/{name}.json", encoding="utf-8") as file:
        facts = json.load(file)
    seen = prove_it_can_fail(facts)
    subprocess.run(["tar", "-C", folder, "-xf", f"{HOMES}/{name}.tar.xz"], check=True)
    # Descriptions are kept with their objects at once, not after a minute.
    os.environ["LANTAI_DESCRIPTIONS_QUIET"] = "1"
    archive = Archive(os.environ["LANTAI_PROGRAM"], os.path.join(folder, "home"))
    before = rows(archive.home, "SELECT name FROM migration")
    events = rows(archive.home, "SELECT count(*) FROM event")[0]
    faults = [] if sorted(before) == facts["migrations"] else ["the stored rows are not those that were stored"]
    # The first command moves the tables on.
    archive.run("verify-ledger")
    archive.run("fixity")
    after = rows(archive.home, "SELECT name FROM migration")
    if set(before) - set(after):
        faults.append(f"steps of the tables are gone: {set(before) - set(after)}")
    at_work(archive, len(facts["told"]["units"]))
    faults += described(archive)
    faults += lost(facts["told"], archive.told(), "told")
    faults += lost(facts["pages"], archive.pages(), "pages")
    if rows(archive.home, "SELECT count(*) FROM event")[0] < events:
        faults.append("the ledger is shorter")
    faults += going_on(archive)
    told = archive.told()
    archive.run("rebuild")
    archive.run("verify-ledger")
    faults += [fault + " (after a rebuild)" for fault in lost(told, archive.told(), "told") + lost(facts["pages"], archive.pages(), "pages")]
    print(f"{name}: {len(before)} steps of the tables then, {len(after)} now; {len(facts['told']['units'])} units, "
          f"{len(facts['pages'])} published; {seen} losses made by hand seen; {len(faults)} faults")
    return faults


def at_work(archive, units):
    """An index of an older form is made anew when the server works, not by commands: until then they find nothing."""
    with Server(archive):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and (len(archive.json("find", "--staff", "--limit", "1000")["hits"]) < units
                                               or rows(archive.home, "SELECT count(*) FROM description_fold")[0]):
            time.sleep(0.2)


def described(archive):
    """What the catalogue says of confirmed records lies with their objects, where the steward wrote it."""
    missing = []
    for unit in rows(archive.home, "SELECT id FROM unit WHERE state = 'confirmed'"):
        place = glob.glob(f"{archive.home}/stacks/*/*/*/urn%3auuid%3a{unit}/inventory.json")
        state = {}
        for path in place:
            with open(path, encoding="utf-8") as file:
                inventory = json.load(file)
            state = inventory["versions"][inventory["head"]]["state"]
        if not any("metadata/description.json" in paths for paths in state.values()):
            missing.append(unit)
    return [f"{len(missing)} descriptions are not with their objects"] if missing else []


def going_on(archive):
    """What waited for signatures is signed and kept by the new program."""
    waiting = [each for each in archive.json("handover")["accessions"] if each["state"] == "awaiting"]
    if len(waiting) != 1:
        return [f"{len(waiting)} transfers wait for signatures, not 1"]
    number = waiting[0]["number"]
    archive.run("handover", number, "--sign", "sending", "--name", "李建国")
    archive.run("handover", number, "--sign", "receiving", "--name", "王秀兰")
    state = next(each["state"] for each in archive.json("handover")["accessions"] if each["number"] == number)
    faults = [] if state in ("accepted", "preserved", "described") else [f"the transfer that waited is {state} after both signatures"]
    archive.run("verify-ledger")
    return faults


def main():
    names = sorted(os.path.basename(path).removesuffix(".json") for path in glob.glob(f"{HOMES}/*.json"))
    if not names:
        sys.exit(f"upgrade: no stored home in {HOMES}")
    faults = []
    for name in names:
        folder = tempfile.mkdtemp(prefix="lantai-upgrade-")
        try:
            faults += [f"{name}: {fault}" for fault in try_home(name, folder)]
        finally:
            shutil.rmtree(folder)
    print("\n".join(faults[:40]))
    sys.exit(1 if faults else 0)


main()
