#!/usr/bin/env python3
"""Offline media: written, killed while writing, read without Lantai, damaged in each way, written again, and an archive
rebuilt from them.

    sets.py [--kills N]      needs LANTAI_PROGRAM, or a debug build

Thirty records are taken in. A set is written with kill -9 at moments spread over the time one takes, then to its end: several
media of small capacity, each intact for `sha512sum -c`; a medium that was finished before a kill must be the same bytes
afterwards. Each kind of damage is done to a copy of a medium, and the test must name the file and the kind. Damaged media are
written again, killed meanwhile, from what is right of them and from the store. At last stacks and ledger are taken from the media alone, with the keys of the archive, and
the rows made again from them are those that were.
"""
import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from corridor import Place, Wrong, make_package  # noqa: E402

RECORDS = 30


def command(place, *words):
    program = os.environ.get("LANTAI_PROGRAM") or os.path.join(
        os.path.dirname(os.path.abspath(__file__)), "../../../.build/debug/lantai")
    environment = dict(os.environ, LANTAI_HOME=place.home, LANTAI_LANG="en")
    return subprocess.Popen([program, *words], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def run(place, *words, status=0):
    process = command(place, *words)
    out, err = process.communicate(timeout=300)
    if process.returncode != status:
        raise Wrong(f"lantai {' '.join(words)} ended with {process.returncode}, not {status}:\n{out}{err}")
    return out


def media(place):
    process = command(place, "sets", "list", "--json")
    return json.loads(process.communicate(timeout=300)[0])["media"]


def is_intact(medium):
    """Without Lantai."""
    check = subprocess.run(["sha512sum", "-c", "--quiet", "manifest-sha512.txt"], cwd=medium, capture_output=True, text=True)
    return check.returncode == 0


def finished(folder):
    """The media that were read back already, and their manifests."""
    found = {}
    for name in os.listdir(folder):
        manifest = os.path.join(folder, name, "manifest-sha512.txt")
        if os.path.isfile(manifest):
            with open(manifest, "rb") as file:
                found[name] = file.read()
    return found


def write(place, folder, kills):
    words = ("sets", "write", "--kind", "sealed", "--to", folder, "--capacity", "1500KB", "--confirm")
    began = time.monotonic()
    killed = 0
    for n in range(kills):
        process = command(place, *words)
        # Until it has begun to write, then a little longer each time.
        while process.poll() is None and not os.listdir(folder):
            time.sleep(0.005)
        time.sleep(0.03 * n)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            killed += 1
        process.communicate()
        if media(place):
            break
    process = command(place, *words)
    while process.poll() is None and not finished(folder):
        time.sleep(0.002)
    process.kill()
    process.communicate()
    kept = finished(folder)
    if not kept:
        raise Wrong("a run ended without a finished medium")
    # It is known what was asked for: nothing else goes on with it, and the same does.
    run(place, *words[:3], "use", *words[4:], status=1)
    run(place, *words)
    there = finished(folder)
    if any(there.get(name) != manifest for name, manifest in kept.items()):
        raise Wrong(f"{sorted(kept)} were finished, and are not what they were")
    print(f"written after {killed + 1} kills, {len(kept)} media finished before the last, {time.monotonic() - began:.1f} s")
    return killed


def flip(path):
    with open(path, "r+b") as file:
        byte = file.read(1)
        file.seek(0)
        file.write(bytes([byte[0] ^ 1]))


def damage(place, medium, other, folder):
    """Each kind of damage, and that the test names it."""
    content = next(os.path.join(at, name) for at, _, names in sorted(os.walk(medium)) for name in sorted(names)
                   if "/content/data" in at)
    inside = os.path.relpath(content, medium)
    number = os.path.basename(medium)

    def swap(at):
        shutil.rmtree(at)
        shutil.copytree(other, at)

    def unreadable(at):
        os.remove(os.path.join(at, inside))
        os.mkdir(os.path.join(at, inside))

    kinds = [
        ("flipped bit", lambda at: flip(os.path.join(at, inside)), inside, "changed"),
        ("truncated", lambda at: os.truncate(os.path.join(at, inside), 5), inside, "changed"),
        ("emptied", lambda at: os.truncate(os.path.join(at, inside), 0), inside, "changed"),
        ("missing", lambda at: os.remove(os.path.join(at, inside)), inside, "missing"),
        ("unreadable", unreadable, inside, "unreadable"),
        ("extra", lambda at: open(os.path.join(at, "stacks/stray"), "w").close(), "stacks/stray", "extra"),
        ("catalogue", lambda at: flip(os.path.join(at, "catalogue.csv")), "catalogue.csv", "changed"),
        ("manifest altered", lambda at: flip(os.path.join(at, "manifest-sha512.txt")), "manifest-sha512.txt", "manifest"),
        ("manifest missing", lambda at: os.remove(os.path.join(at, "manifest-sha512.txt")), "manifest-sha512.txt",
         "manifest"),
        ("another medium", swap, os.path.basename(other), "other-medium"),
    ]
    print("damage              found")
    for name, act, path, fault in kinds:
        at = os.path.join(folder, "damaged")
        shutil.copytree(medium, at)
        act(at)
        found = json.loads(run(place, "sets", "test", number, "--at", at, "--json", status=3))["faults"]
        if found != [{"path": path, "fault": fault}]:
            raise Wrong(f"{name}: the test found {found}, not {path} {fault}")
        print(f"{name:<20}{fault} {path[-40:]}")
        shutil.rmtree(at)
    if next(m for m in media(place) if m["number"] == number)["faults"] != 1:
        raise Wrong("a failed test is not in the register")
    run(place, "sets", "list", status=3)
    run(place, "sets", "test", number, "--at", medium, "--sample", "9", status=2)
    run(place, "sets", "test", number, "--at", medium)
    run(place, "sets", "list")


def refresh(place, root, folder):
    """A damaged medium written again from itself and the store, one from the store alone."""
    names = sorted(os.listdir(root))
    old, fresh = os.path.join(folder, "old"), os.path.join(folder, "fresh")
    shutil.copytree(os.path.join(root, names[0]), old)
    os.mkdir(fresh)
    contents = [os.path.join(at, name) for at, _, files in sorted(os.walk(old)) for name in files if "/content/data" in at]
    flip(contents[0])
    os.remove(contents[-1])
    run(place, "sets", "test", names[0], "--at", old, status=3)
    words = ("sets", "refresh", names[0], "--from", old, "--to", fresh)
    run(place, *words, status=1)
    run(place, "sets", "refresh", names[1], "--from", old, "--to", fresh, "--confirm", status=1)
    process = command(place, *words, "--confirm")
    while process.poll() is None and not os.path.isdir(os.path.join(fresh, names[0] + ".2", "stacks")):
        time.sleep(0.002)
    process.kill()
    process.communicate()
    run(place, *words, "--confirm")
    new = os.path.join(fresh, names[0] + ".2")
    if os.listdir(fresh) != [names[0] + ".2"] or not is_intact(new):
        raise Wrong(f"written again, there is {os.listdir(fresh)}")
    run(place, "sets", "refresh", names[0], "--to", fresh, "--confirm", status=1)
    lost = os.path.join(folder, "lost")
    os.mkdir(lost)
    run(place, "sets", "refresh", names[1], "--to", lost, "--confirm")
    # Where the manifest is another one, nothing the medium says is believed.
    shutil.rmtree(old)
    shutil.copytree(os.path.join(root, names[2]), old)
    flip(os.path.join(old, "manifest-sha512.txt"))
    believed = os.path.join(folder, "believed")
    os.mkdir(believed)
    run(place, "sets", "refresh", names[2], "--from", old, "--to", believed, "--confirm")
    for name, again in ((names[0], new), (names[1], os.path.join(lost, names[1] + ".2")),
                        (names[2], os.path.join(believed, names[2] + ".2"))):
        check = subprocess.run(["diff", "-r", os.path.join(root, name, "stacks"), os.path.join(again, "stacks")],
                               capture_output=True, text=True)
        if check.returncode:
            raise Wrong(f"{again} is not what {name} was:\n{check.stdout}")
    sampled = json.loads(run(place, "sets", "test", names[0] + ".2", "--at", new, "--sample", "10", "--json"))
    objects = sum(len(files) for _, _, files in os.walk(os.path.join(new, "stacks")))
    if sampled["read"] != sampled["files"] - objects + -(-objects // 10):
        raise Wrong(f"a tenth of {objects} files and all others is not {sampled}")
    run(place, "sets", "list")
    known = json.loads(run(place, "sets", "show", names[0], "--json"))
    if known["medium"]["replacedBy"] != names[0] + ".2" or [each["what"] for each in known["history"]][0] != "replaced":
        raise Wrong(f"the register does not know that {names[0]} was replaced: {known}")
    if names[0] in [medium["number"] for medium in media(place)]:
        raise Wrong("a medium that was replaced is listed as if it were not")
    shutil.rmtree(old)
    print(f"written again: {names[0]} from itself and the store, {names[1]} from the store")


def chosen(place, folder):
    """A second fonds comes; sets of it alone, and of what came since a day."""
    def take():
        package = make_package(os.path.join(folder, "另一全宗.zip"), "--records", "3", "--fonds", "J777", "--seed", "other")
        place.must("receive", package, "--wait")
        number = max(each["number"] for each in place.accessions())
        for side, name in (("sending", "李建国"), ("receiving", "王秀兰")):
            place.must("handover", number, "--sign", side, "--name", name)

    before = place.rows("SELECT count(*) FROM holding")[0][0]
    take()
    fonds = place.rows("SELECT count(*) FROM holding")[0][0] - before
    for words, expected in ((("--fonds", "J777"), fonds), (("--since", "2020-01-01"), before)):
        at = os.path.join(folder, "chosen" + words[0])
        os.mkdir(at)
        made = json.loads(run(place, "sets", "write", "--kind", "use", "--to", at, "--confirm", "--json", *words))["media"]
        if sum(medium["objects"] for medium in made) != expected:
            raise Wrong(f"{words}: {made} instead of {expected} objects")
    for words, code in ((("--fonds", "NONE"), "sets.no-such-fonds"), (("--since", "2999-01-01"), "sets.nothing-new")):
        os.makedirs(folder + "/chosen-none", exist_ok=True)
        process = command(place, "sets", "write", "--kind", "remote", "--to", folder + "/chosen-none", "--confirm", *words)
        if code not in process.communicate(timeout=300)[1]:
            raise Wrong(f"{words} is not answered by {code}")
    print(f"a fonds alone: {fonds} objects, the rest by date: {before}")


def opened(folder):
    """A set of opened records, cut off; what is closed meanwhile, or later, is on no medium written after that."""
    place = Place(os.path.join(folder, "opened"))
    place.must("init")
    package = make_package(os.path.join(folder, "开放.zip"), "--records", "9", "--seed", "opened")
    place.must("receive", package, "--wait")
    number = place.accessions()[0]["number"]
    for side, name in (("sending", "李建国"), ("receiving", "王秀兰")):
        place.must("handover", number, "--sign", side, "--name", name)
    place.must("describe", "--accession", number, "--confirm")
    place.must("open", "--accession", number)

    def close(medium):
        with open(os.path.join(medium, "catalogue.csv"), encoding="utf-8-sig") as file:
            code = file.read().split("\n")[1].split(",")[0].strip('"')
        place.must("close", code, "--ground", "third-party")

    at, again = os.path.join(folder, "of-opened"), os.path.join(folder, "of-opened-again")
    os.mkdir(at)
    os.mkdir(again)
    words = ("sets", "write", "--kind", "use", "--to", at, "--opened-only", "--capacity", "400KB")
    process = command(place, *words)
    while process.poll() is None and not finished(at):
        time.sleep(0.002)
    process.kill()
    process.communicate()
    close(os.path.join(at, sorted(finished(at))[0]))
    run(place, *words)
    made = media(place)
    if sum(medium["objects"] for medium in made) != 8:
        raise Wrong(f"one of nine records is closed, and on the media are {made}")
    old = made[0]
    close(os.path.join(at, old["number"]))
    run(place, "sets", "refresh", old["number"], "--from", os.path.join(at, old["number"]), "--to", again)
    new = next(medium for medium in media(place) if medium["number"] == old["number"] + ".2")
    if new["objects"] != old["objects"] - 1:
        raise Wrong(f"a record closed since is on {new}")
    print("opened records: what was closed meanwhile is not written")


TABLES = ("SELECT unit, kind, accession, sequence, code, files, bytes, version, inventory, preserved_at FROM holding ORDER BY 1",
          "SELECT unit, n, content, name, sha512, sha256, sm3 FROM holding_file ORDER BY 1, 2",
          "SELECT id, code, title, parent, state, version FROM unit ORDER BY 1")


def rebuild(place, root):
    """From stacks and ledger of the media alone; only keys, settings and marks are of the old home."""
    expected = [place.rows(query) for query in TABLES]
    os.rename(place.home, place.home + ".lost")
    os.mkdir(place.home)
    for name in os.listdir(place.home + ".lost"):
        source = os.path.join(place.home + ".lost", name)
        if name == "keys":
            shutil.copytree(source, os.path.join(place.home, name))
        elif name in ("format", "lantai.yaml", "zone", "store"):
            shutil.copy(source, place.home)
    for name in reversed(sorted(os.listdir(root))):
        for part in ("stacks", "ledger"):
            if os.path.isdir(os.path.join(root, name, part)):
                shutil.copytree(os.path.join(root, name, part), os.path.join(place.home, part), dirs_exist_ok=True)
    run(place, "rebuild")
    for query, rows in zip(TABLES, expected):
        if not rows or place.rows(query) != rows:
            raise Wrong(f"rebuilt from media, the rows differ: {query}")
    print(f"rebuilt from media alone: {sum(map(len, expected))} rows are the same")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kills", type=int, default=2)
    given = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="lantai-sets-")
    try:
        place = Place(folder)
        package = make_package(os.path.join(folder, "三十件.zip"), "--records", str(RECORDS), "--seed", "sets")
        place.must("init")
        number = place.must("receive", package, "--wait", "--json") and place.accessions()[0]["number"]
        for side, name in (("sending", "李建国"), ("receiving", "王秀兰")):
            place.must("handover", number, "--sign", side, "--name", name)
        root = os.path.join(folder, "media")
        os.mkdir(root)
        run(place, "sets", "write", "--kind", "sealed", "--to", root, status=1)
        killed = write(place, root, given.kills)
        if given.kills and not killed:
            raise Wrong("no kill met a set being written")
        found = media(place)
        names = sorted(os.listdir(root))
        if names != sorted(m["number"] for m in found) or len(found) < 2:
            raise Wrong(f"in the folder are {names}, in the register {[m['number'] for m in found]}")
        for name in names:
            if not is_intact(os.path.join(root, name)):
                raise Wrong(f"sha512sum does not find {name} intact")
            size = int(subprocess.run(["du", "-s", "--apparent-size", "-B1", os.path.join(root, name)],
                                      capture_output=True, text=True).stdout.split()[0])
            listed = open(os.path.join(root, name, "catalogue.csv"), encoding="utf-8-sig").read().count("\n") - 1
            print(f"{name}: {size} bytes, {listed} objects")
            if size > 1_500_000:
                raise Wrong(f"{name} is larger than its medium")
        objects = place.rows("SELECT count(*) FROM holding")[0][0]
        if sum(m["objects"] for m in found) != objects:
            raise Wrong(f"{sum(m['objects'] for m in found)} objects on media, {objects} kept")
        empty = os.path.join(folder, "empty")
        os.mkdir(empty)
        run(place, "sets", "write", "--kind", "sealed", "--to", empty, "--confirm", status=1)
        run(place, "sets", "move", names[0], "--to", "库房2 柜3", "--reason", "入库")
        if next(m for m in media(place) if m["number"] == names[0])["location"] != "库房2 柜3":
            raise Wrong("the move is not in the register")
        if found[0]["manifest"] not in run(place, "sets", "label", found[0]["number"]):
            raise Wrong("the label does not bear the digest of the manifest")
        damage(place, os.path.join(root, names[0]), os.path.join(root, names[1]), folder)
        refresh(place, root, folder)
        rebuild(place, root)
        chosen(place, folder)
        opened(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    try:
        main()
    except Wrong as wrong:
        sys.exit(f"sets: {wrong}")
