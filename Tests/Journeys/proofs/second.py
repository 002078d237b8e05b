"""A second verifier of .tlog-proof files, written from the formats and not from the first one.

SHA-256 is Python's, Ed25519 the openssl command's. `verify` returns what the archive stated, or raises Refused with the
same word as lantai-verify.
"""
import base64
import hashlib
import json
import os
import re
import subprocess
import tempfile

SPKI = bytes.fromhex("302a300506032b6570032100")


class Refused(Exception):
    pass


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def b64(text):
    """Strict: one way to write each."""
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    return raw if base64.b64encode(raw) == text else None


def ed25519(key, message, signature):
    if len(signature) != 64:
        return False
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, name) for name in ("key", "message", "signature")]
        for path, content in zip(paths, (SPKI + key, message, signature)):
            with open(path, "wb") as file:
                file.write(content)
        return subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", paths[0], "-rawin",
                               "-in", paths[1], "-sigfile", paths[2]], capture_output=True).returncode == 0


def key_of(line):
    """(name, number, key) of `name+number+base64`, or None."""
    parts = line.split(b"+", 2)
    raw = b64(parts[2]) if len(parts) == 3 else None
    if not raw or len(raw) != 33 or raw[0] != 1 or not parts[0]:
        return None
    number = sha(parts[0], b"\n\x01", raw[1:])[:4]
    return (parts[0], number, raw[1:]) if number.hex().encode() == parts[1] else None


def note_of(whole):
    """(text, [(name, number, signature)]) of a signed note, or None."""
    try:
        whole.decode()
    except ValueError:
        return None
    if not whole.endswith(b"\n") or re.search(rb"[\x00-\x09\x0b-\x1f]", whole) or b"\n\n" not in whole:
        return None
    text, _, below = whole.rpartition(b"\n\n")
    signatures = []
    for line in below[:-1].split(b"\n"):
        match = re.fullmatch("— ".encode() + rb"([^ ]+) ([^ ]+)", line)
        raw = match and b64(match[2])
        if not raw or len(raw) <= 4:
            return None
        signatures.append((match[1], raw[:4], raw[4:]))
    return text + b"\n", signatures


def signed(note, key):
    """True, False, or None if `key` is not said to have signed."""
    text, signatures = note
    mine = [raw for name, number, raw in signatures if (name, number) == key[:2]]
    return all(ed25519(key[2], text, raw) for raw in mine) if mine else None


def book_of(file):
    """[[key, size up to which it counts or None], …]"""
    blocks = file.split(b"\n\n")
    first = key_of(blocks[0].removesuffix(b"\n"))
    if not first or len(blocks) % 2 == 0 or not file.endswith(b"\n"):
        raise Refused("key-file")
    book = [[first, None]]
    for text, below in zip(blocks[1::2], blocks[2::2]):
        note = note_of(text + b"\n\n" + below.removesuffix(b"\n") + b"\n")
        lines = text.split(b"\n")
        current = book[-1][0]
        if not note or len(lines) != 6 or lines[1] != current[0] or signed(note, current) is not True:
            raise Refused("key-file")
        if lines[0] == b"lantai-key-rotation-1":
            new = key_of(lines[3])
            if key_of(lines[2]) != current or not new or signed(note, new) is not True or not lines[4].isdigit():
                raise Refused("key-file")
            book[-1][1] = int(lines[4])
            book.append([new, None])
        elif lines[0] == b"lantai-key-revocation-1" and lines[3].isdigit():
            known = [entry for entry in book[:-1] if entry[0] == key_of(lines[2])]
            if not known:
                raise Refused("key-file")
            known[0][1] = min(known[0][1], int(lines[3]))
        else:
            raise Refused("key-file")
    return book


def root_from(leaf, index, size, path):
    """The root an inclusion path leads to, by walking from the top (RFC 6962, 2.1.1), or None."""
    if not 0 <= index < size:
        return None
    turns, start, end = [], 0, size
    while end - start > 1:
        middle = start + (1 << ((end - start - 1).bit_length() - 1))
        turns.append(index >= middle)
        start, end = (middle, end) if index >= middle else (start, middle)
    if len(turns) != len(path):
        return None
    for right, step in zip(reversed(turns), path):
        leaf = sha(b"\1", step, leaf) if right else sha(b"\1", leaf, step)
    return leaf


def tree(leaves):
    """The root over leaf hashes (RFC 6962, 2.1)."""
    if not leaves:
        return sha()
    if len(leaves) == 1:
        return leaves[0]
    middle = 1 << ((len(leaves) - 1).bit_length() - 1)
    return sha(b"\1", tree(leaves[:middle]), tree(leaves[middle:]))


PROOF = re.compile(rb"c2sp\.org/tlog-proof@v1\nextra ([A-Za-z0-9+/=]+)\nindex (0|[1-9][0-9]*)\n((?:[^\n]+\n)*)\n(.*)", re.S)


def read(proof):
    match = PROOF.fullmatch(proof)
    extra = match and b64(match[1])
    note = match and note_of(match[4])
    head = note and re.fullmatch(rb"([^\n]+)\n(0|[1-9][0-9]*)\n([^\n]+)\n", note[0])
    if not extra or not head or len(b64(head[3]) or b"") != 32:
        raise Refused("format")
    path = [b64(line) for line in match[3].split(b"\n")[:-1]]
    try:
        opening = json.loads(extra)
        statement, salt = opening["statement"].encode(), bytes.fromhex(opening["salt"])
        place, leaves, inner = opening["place"], opening["leaves"], [bytes.fromhex(step) for step in opening["path"]]
        good = (set(opening) == {"schema", "statement", "salt", "place", "leaves", "path"} and type(place) is int
                and type(leaves) is int and leaves >= 16 and leaves & (leaves - 1) == 0 and opening["schema"] == "lantai-proof-1"
                and opening["salt"] == salt.hex() and len(salt) == 32 and all(len(step) == 32 for step in inner)
                and all(step and len(step) == 32 for step in path))
    except (ValueError, KeyError, TypeError, AttributeError):
        good = False
    if not good:
        raise Refused("format")
    return int(match[2]), path, note, head[1], int(head[2]), b64(head[3]), statement, salt, place, leaves, inner


def verify(proof, key_file, files=()):
    book = book_of(key_file)
    index, path, note, origin, size, root, statement, salt, place, leaves, inner = read(proof)
    if origin != book[0][0][0]:
        raise Refused("origin")
    verdicts = [(signed(note, key), limit) for key, limit in book]
    if any(fits is False for fits, _ in verdicts):
        raise Refused("signature")
    limits = [limit for fits, limit in verdicts if fits]
    if not any(limit is None or size <= limit for limit in limits):
        raise Refused("revoked" if limits else "unknown-key")
    entry = root_from(sha(b"\0", sha(b"lantai-commitment-1\n", salt, statement)), place, leaves, inner)
    if entry is None or root_from(sha(b"\0", entry), index, size, path) != root:
        raise Refused("not-in-log")
    said = json.loads(statement)
    if said.get("schema") != "lantai-published-1":
        raise Refused("statement")
    digests = {file["sha256"] for file in said["files"]}
    for content in files:
        if hashlib.sha256(content).hexdigest() not in digests:
            raise Refused("file")
    return said
