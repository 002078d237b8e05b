#!/usr/bin/env python3
"""Offline media: written, killed while writing, read without Lantai, damaged in each way, written again, and an archive
rebuilt from them.

    sets.py [--kills N] [--long] [--s3]      needs LANTAI_PROGRAM, or a debug build

Thirty records are taken in. A set is written with kill -9 at moments spread over the time one takes, then to its end: several
media of small capacity, each intact for `sha512sum -c`; a medium that was finished before a kill must be the same bytes
afterwards. Each kind of damage is done to a copy of a medium, and the test must name the file and the kind. Then more comes in,
records are opened, published, withdrawn, and a second set holds what is new. The home is taken away, and the archive is restored
from the media of both sets and nothing else: put in one by one as the command asks for them, and all at once with kill -9; what
must not be taken is refused. Rows and public pages are those that were. At last damaged media are written again, killed
meanwhile, from what is right of them and from the store, and the archive is restored from these.
"""
import argparse
import difflib
import hashlib
import itertools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from corridor import Place, Wrong, codes_of, make_package  # noqa: E402

RECORDS = 30
SECRET = "geheim-4711"


def command(place, *words):
    program = os.environ.get("LANTAI_PROGRAM") or os.path.join(
        os.path.dirname(os.path.abspath(__file__)), "../../../.build/debug/lantai")
    environment = dict(place.environment(), LANTAI_LANG="en")
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
    return [new, os.path.join(lost, names[1] + ".2")]


def chosen(place, folder):
    """A second fonds comes; sets of it alone, and of what came since a day."""
    before = place.rows("SELECT count(*) FROM holding")[0][0]
    taken_in(place, make_package(os.path.join(folder, "另一全宗.zip"), "--records", "3", "--fonds", "J777", "--seed", "other"))
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
          "SELECT id, code, title, parent, state, version FROM unit ORDER BY 1",
          "SELECT * FROM decision ORDER BY 1", "SELECT * FROM decision_unit ORDER BY 1, 2",
          "SELECT * FROM publication ORDER BY 1", "SELECT * FROM access ORDER BY 1")


def unhurried(place):
    """A description would reach its object a minute after it was changed: on a slow machine only, and be one more to write."""
    settings = os.path.join(place.home, "lantai.yaml")
    with open(settings, encoding="utf-8") as file:
        lines = [line for line in file if not line.startswith("descriptions.quiet:")]
    with open(settings, "w", encoding="utf-8") as file:
        file.writelines([*lines, "descriptions.quiet: 3600\n"])


def copies_made(place, seconds=180):
    """Waits until no access copy is missing, seen four times: a record's page shows them as soon as they are there."""
    last, rest = time.monotonic() + seconds, 0
    while rest < 4:
        if time.monotonic() > last:
            raise Wrong(f"access copies are still being made after {seconds} s")
        waiting = place.must("copies", "--json").json()["waitingPages"]
        rest = rest + 1 if waiting == 0 else 0
        time.sleep(0.5)


def pages(place, paths=None):
    """What the public sees: the record pages found from the list of all, in both languages."""
    unhurried(place)
    with place.serving() as server:
        def get(path):
            with urllib.request.urlopen(server.url + path, timeout=60) as answer:
                return answer.read().decode()
        paths = paths or sorted(set(re.findall(r"/records/\w+", get("/search?q=&lang=en"))))
        copies_made(place)
        return {path + lang: get(path + lang) for path in paths for lang in ("?lang=zh", "?lang=en")}, paths


def restore(place, *words, status=0):
    process = command(place, "sets", "restore", *words)
    out, err = process.communicate(timeout=300)
    if process.returncode != status:
        raise Wrong(f"sets restore {words} ended with {process.returncode}, not {status}:\n{out}{err}")
    return out + err


def same(place, expected, what):
    for query, rows in zip(TABLES, expected):
        found = place.rows(query)
        if not rows or found != rows:
            first = next(((new, old) for new, old in zip(found, rows) if new != old), (len(found), len(rows)))
            raise Wrong(f"{what}: the rows differ: {query}: {first}")


def refused(place, folder, roots, names):
    """What must not be taken, each with its reason; nothing of it stays."""
    def must(code, inside, *words):
        told = restore(place, *words, status=1)
        if code not in told or inside not in told:
            raise Wrong(f"{words} was to be refused with {code} and {inside}:\n{told}")
        print(f"{code:<24}{inside[-60:]}")
    must("sets.no-medium", folder, "--from", folder)
    at = os.path.join(folder, "bad")
    first = os.path.join(roots[0], names[0])
    shutil.copytree(first, at)
    content = next(os.path.join(where, name) for where, _, found in sorted(os.walk(at)) for name in found
                   if "/content/data" in where)
    flip(content)
    must("sets.medium-damaged", os.path.relpath(content, at), "--from", at)
    flip(content)
    must("sets.other-manifest", names[0], "--from", at, "--manifest", f"{names[0]}={'0' * 128}")
    must("sets.media-missing", names[-1], "--from", at)
    # A manifest that leads out of the medium.
    manifest = os.path.join(at, "manifest-sha512.txt")
    whole = open(manifest).read()
    open(manifest, "a").write("0" * 128 + "  stacks/../../../evil\n")
    shutil.rmtree(place.home)
    must("sets.medium-damaged", "manifest-sha512.txt", "--from", at)
    open(manifest, "w").write(whole)
    must("sets.media-missing", names[-1], "--from", at)
    # The same number with other bytes: a line of the manifest, and the file it speaks of.
    with open(os.path.join(at, "README.txt"), "ab") as file:
        file.write(b"x")
    digest = hashlib.sha512(open(os.path.join(at, "README.txt"), "rb").read()).hexdigest()
    lines = open(manifest).read().splitlines()
    open(manifest, "w").write("".join((digest + "  README.txt" if line.endswith("  README.txt") else line) + "\n"
                                      for line in lines))
    must("sets.same-number", names[0], "--from", at)
    card = json.load(open(os.path.join(at, "medium.json")))
    json.dump(dict(card, archive="0" * 16, name="别馆"), open(os.path.join(at, "medium.json"), "w"))
    must("sets.other-archive", "别馆", "--from", at)
    json.dump(dict(card, kind="use"), open(os.path.join(at, "medium.json"), "w"))
    must("sets.other-kind", names[0], "--from", at)
    shutil.rmtree(at)
    shutil.rmtree(place.home)


def without_secrets(roots):
    """No private key, password, address of a store or salt of the public log is on any medium."""
    for root in roots:
        for at, _, names in os.walk(root):
            for name in names:
                with open(os.path.join(at, name), "rb") as file:
                    content = file.read()
                for secret in (b"PRIVATE KEY", SECRET.encode(), b"lantai-secret", b"secret-key", b'"salt"'):
                    if secret in content:
                        raise Wrong(f"{secret} is in {os.path.join(at, name)}")


def one_by_one(place, roots):
    """One drive: a medium of the newest set, then whatever the command names, until it names nothing more."""
    where = {name: os.path.join(root, name) for root in roots for name in os.listdir(root)}
    told = restore(place, "--from", where[min(os.listdir(roots[-1]))], status=1)
    count = 1
    while True:
        wanted = re.search(r"Put in (\S+) and", told)[1]
        process = command(place, "sets", "restore", "--from", where[wanted])
        out, err = process.communicate(timeout=300)
        told, count = out + err, count + 1
        if process.returncode == 0:
            print(f"restored after {count} media, one by one")
            return told
        if process.returncode != 1 or "sets.media-missing" not in told or count > len(where):
            raise Wrong(f"medium {wanted}: {told}")


def killed(place, roots, kills):
    """With kill -9 at moments spread over the time one restore takes."""
    words = ("sets", "restore", *(word for root in roots for word in ("--from", root)))
    began = time.monotonic()
    count = 0
    for n in range(kills):
        process = command(place, *words)
        time.sleep(0.1 + 0.4 * n)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            count += 1
        process.communicate()
    told = restore(place, *words[2:])
    print(f"restored after {count} kills, {time.monotonic() - began:.1f} s")
    if kills and not count:
        raise Wrong("no kill met a restore")
    return told


def restored(folder, place, roots, names, before, given):
    """From the media alone: nothing of the old home is at hand."""
    os.rename(place.home, place.home + ".lost")
    without_secrets(roots)
    expected, shown, paths = before
    for name, work in (("one", lambda at: one_by_one(at, roots)), ("killed", lambda at: killed(at, roots, given.kills))):
        other = Place(os.path.join(folder, name))
        if name == "one":
            refused(other, folder, roots, names)
        if f"not on the media: {place.unkept}." not in work(other):
            raise Wrong("the transfer that was not kept is not named")
        same(other, expected, name)
        if os.path.exists(os.path.join(other.home, "restoring-media")) or os.path.exists(os.path.join(other.home, "restoring")):
            raise Wrong("what was needed for the restore only is still there")
        run(other, "verify-ledger")
        run(other, "fixity")
        known = {m["number"]: m for m in media(other)}
        if sorted(known) != sorted(name for root in roots for name in os.listdir(root)):
            raise Wrong(f"the restored register has {sorted(known)}")
        accounts = open(os.path.join(other.home, "accounts.txt")).read()
        if len(re.findall(r"^\w+\t", accounts, re.M)) != 7:
            raise Wrong(f"accounts: {accounts}")
    now = pages(other, paths)[0]
    for path, page in shown.items():
        if now[path] != page:
            lines = difflib.unified_diff(page.splitlines(), now[path].splitlines(), "before", "restored", n=0, lineterm="")
            raise Wrong(f"the public page {path} differs:\n" + "\n".join(line[:300] for line in itertools.islice(lines, 10)))
    print(f"restored from media alone: {sum(map(len, expected))} rows and {len(shown)} pages are the same")
    # It goes on working: all is on media already; the log begins when it was said that it is another one.
    run(other, "restore", "continue-log", "--nothing-was-published", "--reason", "x", status=1)
    run(other, "restore", "continue-log", "--new-log", "--reason", "announced")
    empty = os.path.join(folder, "next")
    os.mkdir(empty)
    run(other, "sets", "write", "--kind", "sealed", "--to", empty, "--confirm", status=1)
    return other


def again(folder, place, roots, names):
    """The restored archive writes a set of what is new, in the same chain, and one of another kind; its home is lost too."""
    taken_in(place, make_package(os.path.join(folder, "三件.zip"), "--records", "3", "--seed", "third", "--fonds", "Q023"))
    third, remote = os.path.join(folder, "next"), os.path.join(folder, "remote")
    os.mkdir(remote)
    run(place, "sets", "write", "--kind", "remote", "--all", "--to", remote, "--carrier", "disk", "--confirm")
    run(place, "sets", "write", "--kind", "sealed", "--to", third, "--confirm")
    expected = [place.rows(query) for query in TABLES]
    shutil.rmtree(place.home)
    chain = [*roots, third]
    other = Place(os.path.join(folder, "again"))
    restore(other, *(word for root in chain for word in ("--from", root)))
    same(other, expected, "a second time")
    if len(media(other)) != sum(len(os.listdir(root)) for root in [*chain, remote]):
        raise Wrong(f"the register of the archive restored twice: {media(other)}")
    run(other, "verify-ledger")
    # A medium of the chain is lost: the set kept elsewhere makes up for it, if that is wanted.
    other = Place(os.path.join(folder, "other-kind"))
    told = restore(other, *(word for root in chain[1:] for word in ("--from", root)), status=1)
    if "sets.media-missing" not in told or names[0] not in told:
        raise Wrong(told)
    if "sets.other-kind" not in restore(other, "--from", remote, status=1):
        raise Wrong("media of another kind were taken without being asked for")
    # And both are damaged, in different objects: what is whole on each is enough.
    found = sorted(os.path.join(at, name) for root in (os.path.join(chain[0], names[0]), remote)
                   for at, _, files in os.walk(root) for name in files if "/content/data" in at)
    bad = [next(path for path in found if path.startswith(chain[0])), next(path for path in found if path.startswith(remote))]
    while os.path.dirname(os.path.relpath(bad[1], remote)).split("urn")[1] == bad[0].split("urn")[1].rsplit("/", 1)[0]:
        bad[1] = found[found.index(bad[1]) + 1]
    for path in bad:
        flip(path)
    for root in (chain[0], remote):
        if "sets.medium-damaged" not in restore(other, "--from", root, "--another-kind", status=1):
            raise Wrong("a damaged medium was taken without being asked for")
    told = restore(other, "--from", os.path.join(chain[0], names[0]), "--damaged-too", status=1)
    if os.path.relpath(bad[0], os.path.join(chain[0], names[0])) not in told:
        raise Wrong(told)
    told = restore(other, "--from", remote, "--another-kind", "--damaged-too")
    same(other, expected, "with what is whole on damaged media")
    if {m["number"] for m in media(other) if m["faults"]} != {names[0], os.listdir(remote)[0]}:
        raise Wrong(f"the damage is not in the register: {media(other)}")
    for path in bad:
        flip(path)
    # An earlier set, though a newer one is at hand.
    other = Place(os.path.join(folder, "earlier"))
    restore(other, *(word for root in chain for word in ("--from", root)), "--set", names[0][:-2])
    if len(other.rows("SELECT unit FROM holding")) != sum(m["objects"] for m in media(other) if m["set"] == names[0][:-2]):
        raise Wrong("the earlier set was not restored as it is")
    print("restored a second time, with media of another kind, and an earlier set")


def renewed(folder, place, root, second):
    """Media of the restored archive written again; an archive from the new ones and from those that stay."""
    names = sorted(os.listdir(root))
    fresh = refresh(place, root, folder)
    expected = [place.rows(query) for query in TABLES]
    stay = [os.path.join(root, name) for name in names[len(fresh):]]
    other = Place(os.path.join(folder, "renewed"))
    restore(other, *(word for medium in [*fresh, *stay, second] for word in ("--from", medium)))
    same(other, expected, "from media written again")
    if (found := [m["number"] for m in media(other) if m["number"] in names[:len(fresh)]]):
        raise Wrong(f"the restored register does not know that {found} were replaced")
    chosen(place, folder)


def received(place, package):
    known = {accession["number"] for accession in place.accessions()}
    place.must("receive", package, "--wait", "--json")
    return next(accession["number"] for accession in place.accessions() if accession["number"] not in known)


def taken_in(place, package):
    number = received(place, package)
    for side, name in (("sending", "李建国"), ("receiving", "王秀兰")):
        place.must("handover", number, "--sign", side, "--name", name)
    return number


def second_versions(place, count):
    """Gives some objects a second version of the same state, by hand as OCFL has it, and lets rows be made from them."""
    places = [at for at, _, names in sorted(os.walk(os.path.join(place.home, "stacks"))) if "0=ocfl_object_1.1" in names]
    for at in places[:count]:
        with open(os.path.join(at, "inventory.json"), encoding="utf-8") as file:
            inventory = json.load(file)
        inventory["head"] = "v2"
        inventory["versions"]["v2"] = dict(inventory["versions"]["v1"], message="again")
        content = json.dumps(inventory, ensure_ascii=False).encode()
        line = hashlib.sha512(content).hexdigest() + " inventory.json\n"
        os.mkdir(os.path.join(at, "v2"))
        for folder in (os.path.join(at, "v2"), at):
            with open(os.path.join(folder, "inventory.json"), "wb") as file:
                file.write(content)
            with open(os.path.join(folder, "inventory.json.sha512"), "w", encoding="utf-8") as file:
                file.write(line)
    place.must("rebuild")
    found = place.rows("SELECT count(*) FROM holding WHERE version = 2")[0][0]
    if found != count:
        raise Wrong(f"{found} objects have a second version, not {count}")


def further(place, folder, number):
    """What happens between the first set and the second: decisions, a second transfer, a title, new versions."""
    codes = codes_of(os.path.join(folder, "三十件.zip"))
    place.must("describe", codes[7], "--set", "title=另一个题名")
    place.must("describe", "--accession", number, "--confirm")
    place.must("open", "--accession", number)
    place.must("publish", *codes[:3], "--level", "text")
    place.must("publish", codes[4], "--level", "catalogue")
    place.must("withdraw", codes[2], "--reason", "有异议")
    taken_in(place, make_package(os.path.join(folder, "六件.zip"), "--records", "6", "--seed", "more", "--fonds", "Q022"))
    # One that nobody signs: its files are on no medium.
    place.unkept = received(place, make_package(os.path.join(folder, "二件.zip"), "--records", "2", "--seed", "two", "--fonds", "Q024"))
    if os.listdir(os.path.join(place.home, "stacks")):
        second_versions(place, 5)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kills", type=int, default=2)
    parser.add_argument("--long", action="store_true",
                        help="with a third set, media of another kind, an earlier set: a minute more")
    parser.add_argument("--s3", action="store_true", help="of an archive in a bucket (script/test-s3 run)")
    given = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="lantai-sets-")
    try:
        place = Place(folder)
        if given.s3:
            sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "s3"))
            import s3
            place = s3.S3Place(folder, f"sets-{os.getpid()}")
        package = make_package(os.path.join(folder, "三十件.zip"), "--records", str(RECORDS), "--seed", "sets")
        place.must("init")
        unhurried(place)
        with open(os.path.join(place.home, "lantai.yaml"), "a", encoding="utf-8") as file:
            file.write(f'backup.s3.secret-key: "{SECRET}"\n')
        number = taken_in(place, package)
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
        second = os.path.join(folder, "second")
        os.mkdir(second)
        further(place, folder, number)
        run(place, "sets", "write", "--kind", "sealed", "--to", second, "--capacity", "1500KB", "--confirm")
        before = ([place.rows(query) for query in TABLES], *pages(place))
        other = restored(folder, place, [root, second], names, before, given)
        if given.long:
            again(folder, other, [root, second], names)
        renewed(folder, Place(os.path.join(folder, "one")), root, second)
        opened(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    try:
        main()
    except Wrong as wrong:
        sys.exit(f"sets: {wrong}")
