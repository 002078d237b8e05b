#!/usr/bin/env python3
"""Shows uploads that survive: an independent tus client sends half, the server is killed, the client goes on.

    uploads.py            needs LANTAI_PROGRAM and tuspy; works in a folder of its own
"""
import hashlib
import http.client
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

from tusclient import client as tus

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from desk import Person  # noqa: E402

PROGRAM = os.environ["LANTAI_PROGRAM"]
SIZE, PIECE = 24 << 20, 2 << 20


def must(truth, words):
    if not truth:
        sys.exit("uploads: " + words)


class Server:
    def __init__(self, home):
        self.home = home
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self):
        self.log = open(self.home + ".log", "a")
        self.process = subprocess.Popen([PROGRAM, "serve", "--home", self.home, "--port", str(self.port)],
                                        stdout=self.log, stderr=subprocess.STDOUT)
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            try:
                if urllib.request.urlopen(self.url + "/healthz", timeout=5).status == 200:
                    return
            except OSError:
                must(self.process.poll() is None, "the server ended by itself: see " + self.home + ".log")
                time.sleep(0.1)
        sys.exit("uploads: the server does not answer")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.terminate()
        self.process.wait(60)


def request(server, method, path, token=None, headers=(), body=None):
    """Status, headers and body of one plain request."""
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    named = {"Tus-Resumable": "1.0.0", **dict(headers)}
    if token:
        named["Authorization"] = "Bearer " + token
    line.request(method, path, body, named)
    answer = line.getresponse()
    return answer.status, dict(answer.getheaders()), answer.read()


def begin(server, token, length, **about):
    import base64
    words = ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in about.items())
    return request(server, "POST", "/api/v1/uploads", token, {"Upload-Length": str(length), "Upload-Metadata": words})


def patch(server, token, path, offset, body):
    return request(server, "PATCH", path, token, {"Content-Type": "application/offset+octet-stream",
                                                  "Upload-Offset": str(offset)}, body)


def register(home, number):
    with sqlite3.connect(f"file:{home}/lantai.sqlite?mode=ro", uri=True) as database:
        return database.execute("SELECT sha256, bytes, agency FROM accession WHERE number = ?", (number,)).fetchone()


def survives(server, home, token, area):
    """Half by one process, the server killed, the rest by another."""
    path = os.path.join(area, "移交-大.zip")
    with open(path, "wb") as file:
        file.write(os.urandom(SIZE))
    with open(path, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    client = tus.TusClient(server.url + "/api/v1/uploads", headers={"Authorization": "Bearer " + token})
    first = client.uploader(path, chunk_size=PIECE, metadata={"filename": "移交-大.zip", "sha256": digest})
    first.upload(stop_at=SIZE // 2)
    must(first.offset == SIZE // 2, f"half is {first.offset}")
    server.kill()
    server.start()
    second = client.uploader(path, chunk_size=PIECE, url=first.url)
    must(second.offset >= SIZE // 2, f"after the kill only {second.offset} of {SIZE // 2} bytes are there")
    second.upload()
    address = urllib.parse.urlparse(first.url).path
    status, headers, _ = request(server, "HEAD", address, token)
    must(status == 200 and headers["Upload-Offset"] == str(SIZE), f"a lost answer is not told again: {status} {headers}")
    number = headers["Lantai-Receipt"]
    found = register(home, number)
    must(found[:2] == (digest, SIZE) and found[2], f"received other bytes, or from nobody: {found}")
    return number


def refusals(server, home, token, others):
    table = []

    def told(what, answer, wanted):
        code = json.loads(answer[2] or b"{}").get("code", "")
        table.append((what, answer[0], code))
        must(answer[0] == wanted, f"{what}: {answer[0]} {code}, wanted {wanted}")

    told("no token", begin(server, None, 10, filename="a.zip"), 401)
    told("a token that nobody made", begin(server, "lantai_" + "0" * 64, 10, filename="a.zip"), 401)
    told("a token for searching only", begin(server, others["search"], 10, filename="a.zip"), 403)
    told("no name", begin(server, token, 10), 400)
    told("another version", request(server, "POST", "/api/v1/uploads", token, {"Tus-Resumable": "0.2.2"}), 412)
    told("larger than is taken", begin(server, token, 1 << 60, filename="a.zip"), 413)
    status, headers, _ = begin(server, token, 10, filename="a.zip", sha256="0" * 64)
    must(status == 201, f"begin: {status}")
    place = headers["Location"]
    told("another place", patch(server, token, place, 3, b"abc"), 409)
    told("somebody else's", request(server, "HEAD", place, others["archivist"]), 404)
    told("more than announced", patch(server, token, place, 0, b"x" * 11), 413)
    told("other bytes than the digest says", patch(server, token, place, int(
        request(server, "HEAD", place, token)[1]["Upload-Offset"]), b"0123456789"), 460)
    told("gone after that", request(server, "HEAD", place, token), 404)
    status, headers, _ = begin(server, token, 10, filename="b.zip")
    told("given up", request(server, "DELETE", headers["Location"], token), 204)
    told("after it was given up", request(server, "HEAD", headers["Location"], token), 404)
    told("an address that is none", request(server, "HEAD", "/api/v1/uploads/..%2F..%2Fkeys", token), 404)
    return table


def withheld(server, home, token):
    """A name with a secrecy mark is in nobody's hands once the package is quarantined: only what is set apart has it."""
    _, headers, _ = begin(server, token, 5, filename="机密★10年-移交.zip")
    status, told, _ = patch(server, token, headers["Location"], 0, b"12345")
    must(status == 204 and told.get("Lantai-Receipt"), f"a marked name: {status} {told}")
    left = os.path.join(home, "scratch", "uploads", headers["Location"].rsplit("/", 1)[-1])
    with open(os.path.join(left, "about.json"), encoding="utf-8") as file:
        name = bytes.fromhex(json.load(file)["name"]).decode()
    must("机密" not in name and os.listdir(left) == ["about.json"], f"the upload keeps {name} and {os.listdir(left)}")
    return name


def bounded(server, token):
    """Four at once; the fifth is asked to wait. A line that breaks leaves what it brought."""
    lines = []
    for number in range(4):
        _, headers, _ = begin(server, token, 1 << 20, filename=f"{number}.zip")
        line = socket.create_connection(("127.0.0.1", server.port))
        line.sendall((f"PATCH {headers['Location']} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n"
                      f"Tus-Resumable: 1.0.0\r\nContent-Type: application/offset+octet-stream\r\nUpload-Offset: 0\r\n"
                      f"Content-Length: {1 << 20}\r\n\r\n").encode() + b"y" * (600 << 10))
        lines.append((line, headers["Location"]))
    _, headers, _ = begin(server, token, 10, filename="5.zip")
    for _ in range(100):
        status, told, _ = patch(server, token, headers["Location"], 0, b"0123")
        if status == 503:
            break
        _, headers, _ = begin(server, token, 10, filename="5.zip") if status == 204 and told["Upload-Offset"] != "4" else (
            0, headers, b"")
        time.sleep(0.05)
    must(status == 503 and int(told["Retry-After"]) > 0, f"a fifth at once: {status}")
    status, _, body = patch(server, token, lines[0][1], 0, b"z")
    must(status in (409, 423, 503), f"a second line to the same upload: {status} {body}")
    line, place = lines[0]
    for each, _ in lines:
        each.close()
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        offset = int(request(server, "HEAD", place, token)[1]["Upload-Offset"])
        if offset >= 500 << 10:
            break
        time.sleep(0.1)
    must(offset >= 500 << 10, f"a broken line left {offset} bytes of 614400")
    return offset


def main():
    area = tempfile.mkdtemp()
    home = os.path.join(area, "home")
    subprocess.run([PROGRAM, "init", "--home", home], check=True, capture_output=True)
    with open(home + "/accounts.txt", encoding="utf-8") as file:
        accounts = dict(line.split("\t")[:2] for line in file if "\t" in line)
    server = Server(home)
    try:
        officer = Person(server).sign_in("officer", accounts["officer"])
        archivist = Person(server).sign_in("archivist", accounts["archivist"])
        token = officer.token("OA 系统", "submit")
        others = {"search": archivist.token("检索程序", "search"), "archivist": archivist.token("馆内", "submit")}
        print("an upload that was killed half-way |", survives(server, home, token, area))
        for row in refusals(server, home, token, others):
            print(" | ".join(str(cell) for cell in row))
        print("a name with a secrecy mark |", withheld(server, home, token))
        print("bytes a broken line left |", bounded(server, token))
    finally:
        server.stop()
        shutil.rmtree(area, ignore_errors=True)


main()
