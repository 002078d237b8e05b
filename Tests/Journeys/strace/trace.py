#!/usr/bin/env python3
"""Reads the system calls of a good run: whatever is acknowledged was synced before, file and folder.

Traces with strace `receive` and both signatures by command, and a server that takes an upload over HTTP and both signatures
by its local socket. Fails if, when a command prints its answer, a file of the home that was written, made or renamed is not
yet on disk, or if a file was renamed into the stacks or the ledger before it was. Of the server, where other work
goes on beside: when the event of the act is written, the package and the act document are on disk, file and folder; when the
answer (HTTP 201, the receipt) goes out, the ledger's tail and the database are. What can be made again (index, access
copies, unpacked files, logs, run) is left out.
"""
import http.cookiejar
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from corridor import Corridor, Place, Wrong, make_package  # noqa: E402

CALLS = ("openat,creat,write,pwrite64,writev,pwritev,ftruncate,fsync,fdatasync,syncfs,rename,renameat,renameat2,"
         "unlink,unlinkat,mkdir,mkdirat,link,linkat,sendto,sendmsg")
DERIVED = re.compile(r"/(index|run|logs)(/|$)|-shm$|/lock$|/scratch/(?!staging/[^/]+(/package[^/]*|/[^/]*\.part|)$)")


class Disk:
    """What of a home is not yet safe, as the calls go by."""

    def __init__(self, home, existing):
        self.home, self.existing = home, existing
        self.files, self.folders, self.faults = {}, {}, []
        self.synced = 0

    def mine(self, path):
        return path.startswith(self.home + "/") and not DERIVED.search(path[len(self.home):])

    def made(self, path, line):
        self.folders[os.path.dirname(path)] = line

    def wrote(self, path, line):
        # A mark in the ledger's tail says how far the database is; the database itself is synced, a lost mark is made again.
        if self.mine(path) and not (path.endswith("/ledger-tail") and '"{\\"committed\\":' in line):
            self.files[path] = line

    def sync(self, path):
        self.synced += 1
        self.files.pop(path, None)
        self.folders.pop(path, None)

    def sync_all(self):
        self.synced += 1
        self.files.clear()
        self.folders.clear()

    def renamed(self, old, new, line):
        if not self.mine(new):
            return
        for path in [path for path in self.files if path == old or path.startswith(old + "/")]:
            if re.match(re.escape(self.home) + r"/(stacks|ledger)/", new):
                self.faults.append(f"renamed to {new} before it was synced: {self.files[path]}")
            self.files[new + path[len(old):]] = self.files.pop(path)
        for path in [path for path in self.folders if path == old or path.startswith(old + "/")]:
            self.folders[new + path[len(old):]] = self.folders.pop(path)
        self.made(new, line)

    def removed(self, path):
        self.files.pop(path, None)
        for inside in [inside for inside in self.folders if inside == path or inside.startswith(path + "/")]:
            self.folders.pop(inside)

    def acknowledged(self, line):
        for path, cause in [*self.files.items(), *self.folders.items()]:
            if self.mine(path) or path == self.home:
                self.faults.append(f"not on disk when answered ({line[:80]}): {path}, since {cause[:160]}")


def joined(lines):
    """(line, whole) with calls that strace printed in two pieces put together: begun = False, finished = True."""
    open_calls = {}
    for line in lines:
        match = re.match(r"(\d+)\s+(.*)", line.rstrip("\n"))
        if not match:
            continue
        thread, text = match.groups()
        if text.endswith("<unfinished ...>"):
            open_calls[thread] = text[: -len("<unfinished ...>")].rstrip()
            yield open_calls[thread], "begun"
        elif re.match(r"<\.\.\. \w+ resumed>", text):
            yield open_calls.pop(thread, "") + re.sub(r"<\.\.\. \w+ resumed>", "", text), "finished"
        else:
            yield text, "whole"


def unquote(text):
    return text.encode("latin-1", "replace").decode("unicode_escape").encode("latin-1").decode("utf-8", "replace")


class Promises:
    """The answers of a server: each must come after its event, and that after all it stands on, on disk."""

    def __init__(self, disk):
        self.disk, self.open, self.kept, self.faults = disk, None, [], []

    def see(self, call, path, text, stage):
        name = os.path.basename(path)
        if call in ("write", "writev", "pwrite64") and stage != "finished":
            if name == "ledger-tail":
                for kind in ("received", "signed"):
                    if f'\\"kind\\":\\"{kind}\\"' in text:
                        self.open = {"kind": kind, "tail": False, "written": False, "rows": False}
                        self.content()
            elif name.endswith(".sqlite-wal") and self.open:
                self.open["written"] = True
        if call in ("fsync", "fdatasync") and stage != "begun" and self.open and text.endswith("= 0"):
            self.open["tail"] |= name == "ledger-tail"
            self.open["rows"] |= name == "lantai.sqlite-wal" and self.open["written"]
        if "socket:" in path and stage != "finished" and re.search(r'HTTP/1.1 201 |"2026-\d{4}  ', text):
            if not self.open:
                self.faults.append(f"answered with no event before it: {text[:160]}")
            elif not (self.open["tail"] and self.open["rows"]):
                self.faults.append(f"answered before tail and database were on disk ({self.open}): {text[:160]}")
            else:
                self.kept.append(self.open["kind"])
            self.open = None

    def content(self):
        for path, cause in [*self.disk.files.items(), *self.disk.folders.items()]:
            if self.disk.mine(path) and not re.search(r"/(ledger-tail|lantai\.sqlite(-wal)?)$", path):
                self.faults.append(f"not on disk when its event was written: {path}, since {cause[:160]}")


def follow(disk, lines, promises=None):
    """Feeds the calls to `disk`, and to `promises` if it is a server's; returns how many answers were seen."""
    answers = 0
    for text, stage in joined(lines):
        call = text.split("(", 1)[0]
        failed = stage != "begun" and re.search(r"\) = -1 E", text)
        names = [unquote(name) for name in re.findall(r'"((?:[^"\\]|\\.)*)"', text)]
        holder = re.match(r"\w+\((\d+)<([^>]*)>", text)
        path = unquote(holder[2]) if holder else ""
        if promises:
            promises.see(call, path, text, stage)
        if call in ("write", "pwrite64", "writev", "pwritev", "ftruncate") and stage != "finished":
            if promises is None and holder and holder[1] == "1":
                answers += 1
                disk.acknowledged(text)
            else:
                disk.wrote(path, text)
        if failed or stage == "begun":
            continue
        at = re.findall(r"(?:AT_FDCWD|\d+)<([^>]*)>", text)
        if call in ("fsync", "fdatasync"):
            disk.sync(path)
        elif call == "syncfs":
            disk.sync_all()
        elif call in ("openat", "creat") and "O_CREAT" in text and names:
            name = os.path.join(unquote(at[0]), names[0]) if at else names[0]
            if disk.mine(name) and name not in disk.existing:
                disk.existing.add(name)
                disk.made(name, text)
        elif call in ("mkdir", "mkdirat") and names:
            name = os.path.join(unquote(at[0]), names[0]) if at else names[0]
            if disk.mine(name):
                disk.made(name, text)
        elif call.startswith(("rename", "link")) and len(names) == 2:
            whole = [os.path.join(unquote(at[n]), name) if len(at) > n and not name.startswith("/") else name
                     for n, name in enumerate(names)]
            disk.renamed(*whole, text)
        elif call.startswith("unlink") and names:
            disk.removed(os.path.join(unquote(at[0]), names[0]) if at else names[0])
    return answers


def prove_it_can_fail():
    """A trace of a program that answers too early must be a fault, each kind of it."""
    early = [
        ['1 openat(AT_FDCWD</>, "/h/stacks/a", O_WRONLY|O_CREAT, 0644) = 5</h/stacks/a>', '1 fsync(5</h/stacks/a>) = 0',
         '1 write(1<pipe:[1]>, "ok", 2) = 2'],
        ['1 write(5</h/lantai.sqlite-wal>, "x", 1) = 1', '1 write(1<pipe:[1]>, "ok", 2) = 2'],
        ['1 write(5</h/stacks/a.new>, "x", 1) = 1', '1 rename("/h/stacks/a.new", "/h/stacks/a") = 0'],
        ['1 write(5</h/keys/a>, "x", 1) = 1', '1 fsync(5</h/keys/a> <unfinished ...>', '2 write(1<pipe:[1]>, "ok", 2) = 2',
         '1 <... fsync resumed>) = 0'],
    ]
    for lines in early:
        disk = Disk("/h", set())
        follow(disk, lines)
        if not disk.faults:
            sys.exit(f"trace.py: an early answer was let pass; the check is broken: {lines}")
    package = ['1 write(5</h/scratch/staging/1/package>, "x", 1) = 1', '1 fsync(5</h/scratch/staging/1/package>) = 0']
    tail = ['1 write(6</h/ledger-tail>, "{\\"kind\\":\\"received\\"}", 9) = 9', '1 fdatasync(6</h/ledger-tail>) = 0']
    rows = ['1 pwrite64(7</h/lantai.sqlite-wal>, "x", 1, 0) = 1', '1 fdatasync(7</h/lantai.sqlite-wal>) = 0']
    answer = ['1 writev(8<socket:[1]>, [{iov_base="HTTP/1.1 201 Created", iov_len=9}], 1) = 9']
    for lines, right in [(package + tail + rows + answer, True), (package[:1] + tail + rows + answer, False),
                         (package + tail[:1] + rows + answer, False), (package + tail + rows[:1] + answer, False),
                         (package + tail + answer + rows, False), (package + answer + tail + rows, False)]:
        disk = Disk("/h", set())
        promises = Promises(disk)
        follow(disk, lines, promises)
        if right == bool(promises.faults):
            sys.exit(f"trace.py: of a server, the order was misjudged: {lines}: {promises.faults}")
    good = Disk("/h", set())
    follow(good, ['1 openat(AT_FDCWD</>, "/h/stacks/a", O_WRONLY|O_CREAT, 0644) = 5</h/stacks/a>',
                  '1 write(5</h/stacks/a>, "x", 1) = 1', '1 fsync(5</h/stacks/a>) = 0', '1 fsync(6</h/stacks>) = 0',
                  '1 write(1<pipe:[1]>, "ok", 2) = 2'])
    if good.faults:
        sys.exit(f"trace.py: a right order was called a fault: {good.faults}")


def upload(server, package):
    """Sends `package` as the agency's officer does, over HTTP; the status of the answer."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def token(path):
        page = browser.open(server.url + path).read().decode()
        return re.search(r'name="form-token" value="([0-9a-f]+)"', page)[1]

    with open(os.path.join(server.place.home, "accounts.txt"), encoding="utf-8") as file:
        people = [line.split("\t") for line in file if not line.startswith("#")]
    name, password = next(person[:2] for person in people if "移交" in person[2])
    form = {"form-token": token("/desk/sign-in"), "name": name, "password": password}
    browser.open(server.url + "/desk/sign-in", urllib.parse.urlencode(form).encode()).read()
    with open(package, "rb") as file:
        request = urllib.request.Request(
            server.url + "/desk/accessions/upload?name=three.zip", data=file.read(), method="PUT",
            headers={"X-Form-Token": token("/desk/accessions/new")})
    return browser.open(request).status


def served(folder, package):
    """The acts of a transfer at a traced server; the faults found."""
    place = Place(os.path.join(folder, "served"))
    place.must("init")
    corridor, trace = Corridor(package, []), os.path.join(folder, "serve.trace")
    existing = {os.path.join(top, name) for top, folders, files in os.walk(place.home) for name in folders + files}
    tracer = ["strace", "-f", "-y", "-s", "3000", "-e", "trace=" + CALLS, "-o", trace]
    with place.serving(before=tracer) as server:
        if (status := upload(server, package)) != 201:
            raise Wrong(f"the upload was answered {status}")
        place.settle()
        for side in ("sending", "receiving"):
            place.must(*corridor.words(side, place))
            place.settle()
    disk = Disk(place.home, existing)
    promises = Promises(disk)
    with open(trace, encoding="utf-8", errors="replace") as file:
        follow(disk, file, promises)
    if promises.kept != ["received", "signed", "signed"] and not promises.faults:
        raise Wrong(f"the server answered {promises.kept}; the trace was not understood")
    print(f"serve: {disk.synced} syncs, answers {', '.join(promises.kept)}, {len(promises.faults + disk.faults)} too early")
    return promises.faults + disk.faults


def main():
    prove_it_can_fail()
    folder = tempfile.mkdtemp(prefix="lantai-trace-")
    try:
        package = make_package(os.path.join(folder, "three.zip"), "--records", "3")
        place = Place(os.path.join(folder, "place"))
        corridor = Corridor(package, [])
        place.must("init")
        faults = []
        for step in ("receive", "sending", "receiving"):
            words = corridor.words(step, place)
            if step == "receive":
                words = ["receive", package]
            existing = {os.path.join(top, name) for top, folders, files in os.walk(place.home) for name in folders + files}
            trace = os.path.join(folder, step + ".trace")
            answer = place.run(*words, before=["strace", "-f", "-y", "-s", "300", "-e", "trace=" + CALLS, "-o", trace])
            if answer.status != 0:
                raise Wrong(f"{step}: {answer}")
            disk = Disk(place.home, existing)
            with open(trace, encoding="utf-8", errors="replace") as file:
                answers = follow(disk, file)
            if not answers or not disk.synced:
                raise Wrong(f"{step}: {answers} answers and {disk.synced} syncs seen; the trace was not understood")
            print(f"{step}: {disk.synced} syncs, {answers} answers, {len(disk.faults)} too early")
            faults += disk.faults
            if step == "receive":
                with place.serving():
                    place.settle()
        faults += served(folder, package)
        for fault in dict.fromkeys(re.sub(r"\(write\(1.*?\): ", "", fault) for fault in faults):
            print(fault)
        return 1 if faults else 0
    finally:
        shutil.rmtree(folder, ignore_errors=True)


sys.exit(main())
