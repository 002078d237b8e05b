"""One gigabyte sent to the desk's address for programs, until the receipt: against `dd` with fsync to the same disk and the
slowest digest, and the memory of the server meanwhile."""
import http.client
import json
import os
import re
import time
import urllib.parse

from house import PROGRAM, Place, big_file
from measure import Memory, Row, cpu_of, say

MEGABYTES, MEMORY, GOAL = 1024, 100, 0.8


def run(bench):
    path = big_file(MEGABYTES)
    place = Place(os.path.join(bench.folder, "upload"))
    place.must("init")
    first = place.must("user", "add", "bench", "--role", "archivist", "--json").json()["password"]
    say(f"upload of {MEGABYTES} MB")
    seconds, limits, memories = [], [], []
    # Turn about, so that the disk's moods strike both.
    for turn in range(3):
        limits.append(copy_seconds(path, bench.folder))
        with place.serving() as server:
            desk = Desk(server.port)
            first = desk.enter("bench", first)
            with Memory(server.process.pid) as memory:
                seconds.append(desk.upload(path, f"turn-{turn}.zip", turn))
        memories.append(memory)
    ours, disk = MEGABYTES / min(seconds), MEGABYTES / min(limits)
    slowest = min((digest_rate(path, name), name) for name in ("sha256", "sha512", "sm3"))
    limit, name = min((disk, "dd with fsync"), slowest)
    yield Row("upload of 1 GB", ours, "MB/s", held_against=f"{name} {limit:,.0f}", ratio=ours / limit,
              goal=f">= {GOAL}", ok=ours >= GOAL * limit, dd=round(disk), slowest_digest=round(slowest[0]))
    peak = max(memory.shared_once for memory in memories)
    yield Row("  memory, server + children", peak, "MB", goal=f"< {MEMORY}", ok=peak < MEMORY,
              server_alone=round(max(memory.own for memory in memories), 1))
    place.remove()


def copy_seconds(path, folder):
    copy = os.path.join(folder, "copy")
    try:
        return cpu_of(["dd", f"if={path}", f"of={copy}", "bs=1M", "conv=fsync", "status=none"])[1]
    finally:
        os.remove(copy)


def digest_rate(path, algorithm):
    return MEGABYTES / min(cpu_of([PROGRAM, "__digest", algorithm, path])[1] for _ in range(2))


class Desk:
    """A session at the desk, as a program keeps one: cookies, and the token of the forms."""

    def __init__(self, port):
        self.port, self.cookies = port, {}

    def ask(self, method, path, form=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            body = urllib.parse.urlencode(form) if form else None
            kind = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
            connection.request(method, path, body, {**kind, "Cookie": self.cookie()})
            return self.kept(connection.getresponse())
        finally:
            connection.close()

    def kept(self, answer):
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers.get("Location"), answer.read().decode()

    def cookie(self):
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def token(self, path):
        return re.search(r'name="form-token"[^>]*value="([^"]+)"', self.ask("GET", path)[2])[1]

    def enter(self, name, password):
        """Signs in, with a password of one's own if the first one must go; the password that holds from now on."""
        path = "/desk/sign-in"
        _, onward, _ = self.ask("POST", path, {"form-token": self.token(path), "name": name, "password": password})
        if onward == "/desk/password":
            own = password + "-own"
            self.ask("POST", onward,
                     {"form-token": self.token(onward), "old": password, "new": own, "again": own})
            password = own
        return password

    def upload(self, path, name, turn):
        """Seconds until the receipt. Each turn ends in a byte of its own: the same package is not taken twice."""
        token = self.token("/desk/accessions/new")
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        started = time.monotonic()
        connection.putrequest("PUT", "/desk/accessions/upload?" + urllib.parse.urlencode({"name": name, "agency": "测"}))
        for header, value in (("Content-Length", str(os.path.getsize(path) + 1)), ("X-Form-Token", token),
                              ("Cookie", self.cookie())):
            connection.putheader(header, value)
        connection.endheaders()
        with open(path, "rb") as file:
            connection.sock.sendfile(file)
        connection.send(bytes([turn]))
        answer = connection.getresponse()
        said = answer.read().decode()
        seconds = time.monotonic() - started
        connection.close()
        if answer.status != 201 or json.loads(said)["bytes"] != os.path.getsize(path) + 1:
            raise SystemExit(f"the upload was answered {answer.status}: {said[:500]}")
        return seconds
