#!/usr/bin/env python3
"""Proofs of published records, from outside: two verifiers that share nothing agree about good ones and about altered ones.

Makes a home, publishes, proves, rotates and revokes keys; alters proofs and key files in some seventy ways, each of which both
verifiers must refuse for the same reason; reads the public log over HTTP and computes every tile, every root that was ever
signed, and the consistency between them from the entries alone.
"""
import base64
import datetime
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import altered  # noqa: E402
from second import Refused, sha, tree, verify  # noqa: E402

PROGRAM = os.environ["LANTAI_PROGRAM"]
VERIFIER = os.path.join(os.path.dirname(PROGRAM), "lantai-verify")
CLONE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
faults = []


def lantai(*words, ok=(0,)):
    run = subprocess.run([PROGRAM, *words], capture_output=True, text=True)
    if run.returncode not in ok:
        sys.exit(f"proofs: lantai {' '.join(words)} ended with {run.returncode}:\n{run.stdout}{run.stderr}")
    return run.stdout


def save(path, content):
    with open(path, "wb") as file:
        file.write(content)
    return path


def first(folder, proof, keys, files=()):
    """What lantai-verify says: None if proven, else its word."""
    paths = [save(os.path.join(folder, f"file-{n}"), content) for n, content in enumerate(files)]
    run = subprocess.run(
        [VERIFIER, save(os.path.join(folder, "p.tlog-proof"), proof), "--key", save(os.path.join(folder, "keys"), keys),
         *(word for path in paths for word in ("--file", path))], capture_output=True, text=True)
    if run.returncode == 0:
        return None
    word = re.search(r"^\[([a-z-]+)\]$", run.stdout, re.M)
    return word[1] if run.returncode == 3 and word else f"status {run.returncode}: {run.stdout}{run.stderr}"


def second(proof, keys, files=()):
    try:
        verify(proof, keys, files)
        return None
    except Refused as refused:
        return str(refused)


def both(folder, name, expected, proof, keys, files=()):
    said = (first(folder, proof, keys, files), second(proof, keys, files))
    if said != (expected, expected):
        faults.append(f"{name}: should be {expected}, is {said[0]} and {said[1]}")


class Server:
    def __enter__(self):
        self.log = open(os.environ["LANTAI_HOME"] + ".log", "w+")
        self.process = subprocess.Popen([PROGRAM, "serve", "--port", "0"], stdout=self.log, stderr=subprocess.STDOUT)
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and self.process.poll() is None:
            self.log.seek(0)
            found = re.search(r"http://127\.0\.0\.1:(\d+)  ", self.log.read())
            if found:
                self.port = int(found[1])
                return self
            time.sleep(0.1)
        self.log.seek(0)
        sys.exit(f"proofs: the server does not start:\n{self.log.read()}")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(60)

    def get(self, path):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=60) as answer:
                return answer.status, dict(answer.headers), answer.read()
        except urllib.error.HTTPError as error:
            return error.code, dict(error.headers), error.read()

    def bytes(self, path):
        status, headers, body = self.get(path)
        if status != 200:
            sys.exit(f"proofs: {path} answers {status}")
        if "/tile/" in path and "immutable" not in headers.get("Cache-Control", ""):
            faults.append(f"{path} is not said to be immutable")
        return body


def three(n):
    parts = [f"{n % 1000:03}"]
    while n >= 1000:
        n //= 1000
        parts.insert(0, f"x{n % 1000:03}")
    return "/".join(parts)


def whole_log(server, published):
    """Everything the log shows, computed anew from its entries."""
    size = max(published)
    entries = []
    for n in range((size + 255) // 256):
        width = min(256, size - n * 256)
        bundle = server.bytes(f"/ledger/tile/entries/{three(n)}" + (f".p/{width}" if width < 256 else ""))
        for place in range(width):
            if bundle[place * 34:place * 34 + 2] != b"\0\x20":
                faults.append(f"entry {n * 256 + place} is not 32 bytes long")
            entries.append(bundle[place * 34 + 2:place * 34 + 34])
    if len(set(entries)) != len(entries):
        faults.append("two entries are the same")
    tiles, level, hashes = 0, 0, [sha(b"\0", entry) for entry in entries]
    leaves = hashes
    while hashes:
        for n in range((len(hashes) + 255) // 256):
            part = hashes[n * 256:n * 256 + 256]
            path = f"/ledger/tile/{level}/{three(n)}" + (f".p/{len(part)}" if len(part) < 256 else "")
            tiles += 1
            if server.bytes(path) != b"".join(part):
                faults.append(f"{path} is not what its entries make")
        hashes = [tree(hashes[n * 256:n * 256 + 256]) for n in range(len(hashes) // 256)]
        level += 1
    for old, root in published.items():
        # The same entries make every root that was ever signed: each is the beginning of the next.
        if tree(leaves[:old]) != root:
            faults.append(f"the signed root of {old} entries is not theirs")
    for path in ("/ledger/tile/0/999", "/ledger/tile/0/x000/000", "/ledger/tile/0/00", "/ledger/tile/00/000", "/ledger/tile/8/000",
                 f"/ledger/tile/0/{three(size // 256)}.p/256", "/ledger/tile/0/000.p/0", "/ledger/tile/entries/900.p/1"):
        if server.get(path)[0] != 404:
            faults.append(f"{path} is there")
    return len(entries), tiles


def opened_withdrawal(home, proof):
    """The proof of a withdrawal, as only the house could make it: from its secret journal."""
    with open(os.path.join(home, "public-log", "journal"), encoding="utf-8") as file:
        lines = [json.loads(text) for text in file][1:]
    found = [(each["n"], place, said, each["leaves"]) for each in lines for place, said in enumerate(each.get("statements", []), 1)
             if "withdrawn" in said["text"]]
    if len(found) != 1:
        sys.exit(f"proofs: {len(found)} withdrawals in the journal instead of one")
    n, place, said, raw = found[0]
    step, index, inner = [sha(b"\0", bytes.fromhex(raw[at:at + 64])) for at in range(0, len(raw), 64)], place, []
    leaves = len(step)
    while len(step) > 1:
        inner.append(step[index ^ 1].hex())
        step, index = [sha(b"\1", step[at], step[at + 1]) for at in range(0, len(step), 2)], index // 2
    hashes = [sha(b"\0", bytes.fromhex(each["entry"])) for each in lines]

    def path(index, part):
        if len(part) == 1:
            return []
        middle = 1 << ((len(part) - 1).bit_length() - 1)
        return (path(index, part[:middle]) + [tree(part[middle:])] if index < middle else
                path(index - middle, part[middle:]) + [tree(part[:middle])])

    note = proof.partition(b"\n\n")[2]
    size = int(note.split(b"\n")[1])
    opening = {"schema": "lantai-proof-1", "statement": said["text"], "salt": said["salt"], "place": place, "leaves": leaves,
               "path": inner}
    return b"\n".join([b"c2sp.org/tlog-proof@v1", b"extra " + base64.b64encode(json.dumps(opening, ensure_ascii=False).encode()),
                       b"index %d" % n, *map(base64.b64encode, path(n, hashes[:size]))]) + b"\n\n" + note


def age(home, seconds):
    """Makes the log begin so much earlier, as if the house had been closed meanwhile."""
    path = os.path.join(home, "public-log", "journal")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    begun = re.search(r'"from":"([^"]+)"', text)[1]
    earlier = datetime.datetime.fromisoformat(begun[:-1]) - datetime.timedelta(seconds=seconds)
    save(path, text.replace(begun, earlier.strftime("%Y-%m-%dT%H:%M:%S.000000Z"), 1).encode())


def prove(code):
    return lantai("prove", code, "--wait").encode()


def key_file():
    return lantai("key", "list", "--file").encode()


def published_home(folder, home):
    """A home with four records: two public with their text, one with its images, one open but not public."""
    lantai("init")
    age(home, 700)
    package = os.path.join(folder, "transfer.zip")
    subprocess.run([os.path.join(CLONE, "script/make-package"), package, "--records", "4"], check=True, capture_output=True)
    lantai("receive", package, "--wait")
    number = re.search(r'"number":"([^"]*)"', lantai("handover", "--json"))[1]
    lantai("handover", number, "--sign", "sending", "--name", "李建国")
    lantai("handover", number, "--sign", "receiving", "--name", "王秀兰")
    lantai("describe", "--accession", number, "--confirm")
    hits = json.loads(lantai("find", "--staff", "--json", "--limit", "50"))["hits"]
    codes = sorted(hit["code"] for hit in hits if hit["level"] == "item")
    lantai("open", "--accession", number)
    lantai("publish", codes[0], codes[1], "--level", "text")
    lantai("publish", codes[2], "--level", "image")
    return codes


def exported(folder, code, digest):
    """The record's file with this digest, as the house gives it out."""
    lantai("export", code, os.path.join(folder, "bag"))
    for top, _, names in os.walk(os.path.join(folder, "bag")):
        for name in names:
            with open(os.path.join(top, name), "rb") as file:
                content = file.read()
            if hashlib.sha256(content).hexdigest() == digest:
                return content
    sys.exit("proofs: the file that was stated is not in the export")


def main():
    folder = tempfile.mkdtemp(prefix="lantai-proofs-")
    os.environ["LANTAI_HOME"] = home = os.path.join(folder, "home")
    os.environ["LANTAI_LEDGER_BEAT"] = "1"
    count = 0
    try:
        codes = published_home(folder, home)
        good, other, images, keys = prove(codes[0]), prove(codes[1]), prove(codes[2]), key_file()
        said = verify(good, keys)
        content = exported(folder, codes[0], said["files"][0]["sha256"])
        both(folder, "a good proof", None, good, keys)
        both(folder, "a good proof with its file", None, good, keys, [content])
        both(folder, "another file", "file", good, keys, [content + b"\n"])
        both(folder, "a file of a record that shows images only", "file", images, keys, [content])
        if verify(images, keys)["files"]:
            faults.append("digests are stated of files that may not be downloaded")
        lantai("prove", codes[3], ok=(1,))
        for name, word, change in altered.proofs(json.loads(base64.b64decode(other.split(b"\n")[1][6:]))):
            changed = change(good)
            if changed == good:
                faults.append(f"{name}: nothing was altered")
            both(folder, name, word, changed, keys)
            count += 1

        old_pem = shutil.copy(os.path.join(home, "keys", "ledger.pem"), os.path.join(folder, "old.pem"))
        lantai("key", "rotate")
        rotated = key_file()
        both(folder, "an old proof after a rotation", None, good, rotated)
        both(folder, "an old proof under the key file of then", None, good, keys)
        time.sleep(1.1)
        newer = prove(codes[0])
        both(folder, "a new proof", None, newer, rotated)
        both(folder, "a new proof under the key file of before", "unknown-key", newer, keys)
        lantai("key", "revoke", re.search(rb"\+([0-9a-f]{8})\+", keys)[1].decode(), "--reason", "介质遗失", "--since",
               "2020-01-01T00:00:00Z")
        revoked = key_file()
        both(folder, "an old proof after the revocation of its key", "revoked", good, revoked)
        both(folder, "a new proof after it", None, newer, revoked)
        stolen, strange, stranger = altered.forged(folder, newer, keys.split(b"\n")[0], old_pem)
        both(folder, "signed anew by the revoked key", "revoked", stolen, revoked)
        both(folder, "signed by a stranger under the log's name", "unknown-key", strange, revoked)
        both(folder, "the same, for whoever trusts the stranger", None, strange, stranger + b"\n")
        both(folder, "a good proof, for whoever trusts the stranger", "unknown-key", newer, stranger + b"\n")
        count += 2
        for name, change in altered.keys(revoked):
            both(folder, "key file: " + name, "key-file", newer, change(revoked))
            count += 1
        lantai("withdraw", codes[1], "--reason", "家属提出异议")
        lantai("prove", codes[1], ok=(1,))
        both(folder, "a proof given before the withdrawal", None, other, rotated)
        time.sleep(1.1)
        newest = prove(codes[0])
        both(folder, "a withdrawal, opened by the house itself", "statement", opened_withdrawal(home, newest), revoked)

        published = {}
        with Server() as server:
            for _ in range(8):
                head = server.bytes("/ledger/checkpoint").split(b"\n")
                published[int(head[1])] = base64.b64decode(head[2])
                time.sleep(1.5)
            for proof in (good, other, images, newer, newest):
                head = proof.partition(b"\n\n")[2].split(b"\n")
                published[int(head[1])] = base64.b64decode(head[2])
            if server.bytes("/ledger/key") != revoked:
                faults.append("the key file of the site is not that of the command")
            entries, tiles = whole_log(server, published)
            page = "/records/" + said["address"].rpartition("/")[2]
            both(folder, "the proof of the page", None, server.bytes(page + "/proof"), revoked)
            gone = "/records/" + verify(other, rotated)["address"].rpartition("/")[2]
            if server.get(gone + "/proof")[0] != 404:
                faults.append("the proof of a withdrawn record is still given")
        if count < 60 or tiles < 4:
            faults.append(f"too little was looked at: {count} alterations, {tiles} tiles")
        for fault in faults:
            print(fault)
        print(f"proofs: {count} alterations, two verifiers; {entries} entries, {tiles} tiles, {len(published)} signed roots; "
              f"{len(faults)} faults")
        return 1 if faults else 0
    finally:
        shutil.rmtree(folder, ignore_errors=True)


sys.exit(main())
