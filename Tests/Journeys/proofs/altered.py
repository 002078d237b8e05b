"""Ways to alter a proof or a key file, each with the word by which it must be refused."""
import base64
import json
import os
import re
import subprocess

from second import sha


def line(n, change):
    """Changes line `n`; None takes it out."""
    def alter(text):
        lines = text.split(b"\n")
        lines[n] = change(lines[n])
        return b"\n".join(part for part in lines if part is not None)
    return alter


def extra(change):
    """Changes what stands in `extra`, in place or by other bytes."""
    def alter(text):
        opening = json.loads(base64.b64decode(text[6:]))
        changed = change(opening)
        return b"extra " + base64.b64encode(changed if isinstance(changed, bytes) else
                                            json.dumps(opening, ensure_ascii=False).encode())
    return line(1, alter)


def put(key, value):
    def change(opening):
        opening[key] = value(opening[key]) if callable(value) else value
    return extra(change)


def statement(change):
    def alter(text):
        said = json.loads(text)
        change(said)
        return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return put("statement", alter)


def flip(text):
    """One bit of what base64 says."""
    raw = bytearray(base64.b64decode(text))
    raw[-1] ^= 1
    return base64.b64encode(bytes(raw))


def flipped_hex(text):
    return text[:-1] + ("0" if text[-1] != "0" else "1")


def note_line(n, change):
    def alter(proof):
        head, _, note = proof.partition(b"\n\n")
        return head + b"\n\n" + line(n, change)(note)
    return alter


def swapped(proof):
    lines = proof.split(b"\n")
    return b"\n".join(lines[:3] + [lines[4], lines[3]] + lines[5:])


def signature(change):
    def alter(text):
        dash, name, raw = text.split(b" ")
        return b" ".join([dash, name, base64.b64encode(change(base64.b64decode(raw)))])
    return note_line(4, alter)


def proofs(other):
    """(name, word, change). `other` is what stands in `extra` of the proof of another record."""
    path = 3
    yield "another version of the format", "format", line(0, lambda t: t.replace(b"v1", b"v2"))
    yield "no extra line", "format", line(1, lambda t: None)
    yield "extra is no base64", "format", line(1, lambda t: b"extra !" + t[7:])
    yield "extra with other padding", "format", line(1, lambda t: t.rstrip(b"=") if t.endswith(b"=") else t + b"=")
    yield "extra is no JSON", "format", extra(lambda o: b"{")
    yield "extra is a list", "format", extra(lambda o: b"[]")
    yield "a member more in extra", "format", extra(lambda o: o.update(more=1))
    yield "no salt", "format", extra(lambda o: o.pop("salt") and None)
    yield "another schema", "format", put("schema", "lantai-proof-2")
    yield "a salt in capitals", "format", put("salt", lambda t: "AB" + t[2:])
    yield "a short salt", "format", put("salt", lambda t: t[2:])
    yield "fewer leaves than there may be", "format", put("leaves", 8)
    yield "a number of leaves that is no power of two", "format", put("leaves", 17)
    yield "a short hash in the inner path", "format", put("path", lambda p: [p[0][2:]] + p[1:])
    yield "a place that is no number", "format", put("place", "1")
    yield "an index with a zero before it", "format", line(2, lambda t: b"index 0" + t[6:])
    yield "a negative index", "format", line(2, lambda t: b"index -1")
    yield "no index", "format", line(2, lambda t: None)
    yield "a short hash in the path", "format", line(path, lambda t: base64.b64encode(base64.b64decode(t)[1:]))
    yield "a path that is no base64", "format", line(path, lambda t: b"?" + t[1:])
    yield "no blank line before the checkpoint", "format", lambda p: p.replace(b"\n\n", b"\n", 1)
    yield "no signature", "format", lambda p: p[:p.rindex("— ".encode())]
    yield "no line break at the end", "format", lambda p: p[:-1]
    yield "text behind the end", "format", lambda p: p + b"x\n"
    yield "a carriage return", "format", note_line(1, lambda t: t + b"\r")
    yield "a size with a zero before it", "format", note_line(1, lambda t: b"0" + t)
    yield "a short root", "format", note_line(2, lambda t: base64.b64encode(base64.b64decode(t)[1:]))
    yield "a line more in the checkpoint", "format", note_line(2, lambda t: t + b"\nmore")
    yield "nothing", "format", lambda p: b""
    yield "half of it", "format", lambda p: p[:len(p) // 2]
    yield "another title", "not-in-log", statement(lambda s: s.update(title=s["title"] + "。"))
    yield "another code", "not-in-log", statement(lambda s: s.update(code="Q021-WS·1985-Y-BGS-9999"))
    yield "another day", "not-in-log", statement(lambda s: s.update(published="2001-01-01"))
    yield "another level", "not-in-log", statement(lambda s: s.update(level="image"))
    yield "another archive", "not-in-log", statement(lambda s: s.update(archive="别的档案馆"))
    yield "another address", "not-in-log", statement(lambda s: s.update(address="/records/x"))
    yield "another digest", "not-in-log", statement(lambda s: s["files"][0].update(sha256=flipped_hex(s["files"][0]["sha256"])))
    yield "a file less", "not-in-log", statement(lambda s: s.update(files=[]))
    yield "another event", "not-in-log", statement(lambda s: s.update(event=flipped_hex(s["event"])))
    yield "a blank in the statement", "not-in-log", put("statement", lambda t: t.replace(",", ", ", 1))
    yield "the statement of another record", "not-in-log", put("statement", other["statement"])
    yield "the salt of another record", "not-in-log", put("salt", other["salt"])
    yield "a bit of the salt", "not-in-log", put("salt", flipped_hex)
    yield "another place", "not-in-log", put("place", lambda n: n + 1)
    yield "a place before the first", "not-in-log", put("place", -1)
    yield "twice the leaves", "not-in-log", put("leaves", lambda n: n * 2)
    yield "a bit of the inner path", "not-in-log", put("path", lambda p: [flipped_hex(p[0])] + p[1:])
    yield "an inner path too short", "not-in-log", put("path", lambda p: p[:-1])
    yield "an inner path too long", "not-in-log", put("path", lambda p: p + p[-1:])
    yield "another index", "not-in-log", line(2, lambda t: b"index %d" % (int(t[6:]) - 1))
    yield "an index behind the end", "not-in-log", line(2, lambda t: b"index 99999999")
    yield "a bit of the path", "not-in-log", line(path, flip)
    yield "a path too short", "not-in-log", line(path, lambda t: None)
    yield "a path too long", "not-in-log", line(path, lambda t: t + b"\n" + t)
    yield "a path in another order", "not-in-log", swapped
    yield "another size", "signature", note_line(1, lambda t: b"%d" % (int(t) + 1))
    yield "another root", "signature", note_line(2, flip)
    yield "a bit of the signature", "signature", signature(lambda raw: raw[:-1] + bytes([raw[-1] ^ 1]))
    yield "another log's name", "origin", note_line(0, lambda t: t + b"x")
    yield "another name of the key", "unknown-key", note_line(4, lambda t: t.replace(b"/", b"-", 1))
    yield "another number of the key", "unknown-key", signature(lambda raw: bytes(4) + raw[4:])


def keys(good):
    """(name, change of a key file with a rotation and a revocation)."""
    notes = [match[0] for match in re.finditer("— [^\n]+\n".encode(), good)]
    yield "a key with a number that is not its own", lambda k: k.replace(re.search(rb"\+([0-9a-f]{8})\+", k)[1], b"00000000", 1)
    yield "a size changed in a rotation", lambda k: re.sub(rb"\n(\d+)\n(20)", lambda m: b"\n%d\n20" % (int(m[1]) + 1), k, count=1)
    yield "a rotation without the old key's signature", lambda k: k.replace(notes[0], b"", 1)
    yield "a rotation without the new key's signature", lambda k: k.replace(notes[1], b"", 1)
    yield "a revocation signed by nobody known", lambda k: k.replace(notes[2], notes[0], 1)
    yield "another reason", lambda k: k.replace("介质遗失".encode(), "介质损坏".encode(), 1)
    yield "cut off", lambda k: k[:-20]
    yield "a change taken out", lambda k: k[:k.index(b"\n\n") + 1] + k[k.index(b"\n\nlantai-key-revocation") + 1:]
    yield "nothing", lambda k: b""


def sign(pem, text, folder):
    """Signs as whoever has the private key would."""
    path = os.path.join(folder, "text")
    with open(path, "wb") as file:
        file.write(text)
    return subprocess.run(["openssl", "pkeyutl", "-sign", "-inkey", pem, "-rawin", "-in", path], capture_output=True, check=True).stdout


def signature_line(key, raw):
    name, number, _ = key.split(b"+", 2)
    return "— ".encode() + name + b" " + base64.b64encode(bytes.fromhex(number.decode()) + raw) + b"\n"


def forged(folder, proof, first_key, old_pem):
    """The proof signed anew by a stolen old key, and by a stranger under the log's name; and the stranger's key."""
    head, _, note = proof.partition(b"\n\n")
    text = note[:note.rindex(b"\n\n") + 1]
    whole = head + b"\n\n" + text + b"\n"
    stranger = os.path.join(folder, "stranger.pem")
    subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", stranger], check=True, capture_output=True)
    raw = subprocess.run(["openssl", "pkey", "-in", stranger, "-pubout", "-outform", "DER"], check=True, capture_output=True).stdout[-32:]
    name = first_key.split(b"+")[0]
    key = name + b"+" + sha(name, b"\n\1", raw)[:4].hex().encode() + b"+" + base64.b64encode(b"\1" + raw)
    return (whole + signature_line(first_key, sign(old_pem, text, folder)),
            whole + signature_line(key, sign(stranger, text, folder)), key)
