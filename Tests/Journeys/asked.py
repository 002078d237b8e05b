"""Killed while it waits for somebody else's answer: a round over viruses while the scanner looks at a file, a handover while the
signing server thinks. Nothing is half done then, and the same command, run again, does all of it.

    asked.py      some seconds; the program is the one of LANTAI_PROGRAM, or the clone's debug build
"""
import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time

from corridor import CLONE, PROGRAM, Place, Wrong, compare, make_package

RECORDS = 3


class Scanner:
    """Speaks as clamd does (INSTREAM, VERSION), finds nothing, and from file number `silent` on never answers."""

    def __init__(self):
        self.silent, self.asked, self.waiting = None, 0, threading.Event()
        self.line = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            threading.Thread(target=self.answer, args=(self.line.accept()[0],), daemon=True).start()

    def answer(self, line):
        try:
            with line, line.makefile("rb") as said:
                word = b""
                while not word.endswith(b"\0"):
                    word += said.read(1)
                if word == b"zVERSION\0":
                    return line.sendall(b"ClamAV 1.0.0/1/Thu Nov 26 09:21:10 2026\0")
                while (count := struct.unpack(">I", said.read(4))[0]) > 0:
                    said.read(count)
                self.asked += 1
                if self.silent is not None and self.asked >= self.silent:
                    self.waiting.set()
                    return said.read(1)
                line.sendall(b"stream: OK\0")
        except (OSError, struct.error):
            # Whoever asked was killed.
            pass


class Archive(Place):
    """A home whose settings this journey chooses."""

    settings = {}

    def environment(self):
        return {**super().environment(), **self.settings}

    def killed(self, waiting, *words):
        """Runs a command until `waiting()` says that it waits for an answer, and kills it with all its children."""
        process = subprocess.Popen([PROGRAM, *words], env=self.environment(), cwd=self.folder, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            if not waiting(60):
                raise Wrong(f"lantai {' '.join(words)} asked nobody")
            if process.poll() is not None:
                raise Wrong(f"lantai {' '.join(words)} did not wait: status {process.returncode}")
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def signing_server(folder):
    """The simulator of a signing server: its process and its address."""
    process = subprocess.Popen([sys.executable, os.path.join(CLONE, "Tests/Fixtures/signing/simulator.py"), folder])
    for _ in range(1200):
        if os.path.exists(folder + "/ports"):
            with open(folder + "/ports", encoding="ascii") as ports:
                return process, f"http://127.0.0.1:{ports.read().split()[0]}/cms"
        time.sleep(0.025)
    raise Wrong("the simulator of a signing server did not start")


def receivers(place, number):
    """Who signed for the receiving side, as the printed form and the rows have it."""
    rows = place.rows("SELECT count(*) FROM handover_signature WHERE side = 'receiving'")[0][0]
    return rows, place.must("handover", number, "--json").out.count('"kind":"cms"')


def sealing(place, signing):
    """Killed while the signing server thinks: the form bears nothing, and is sealed by the same command later."""
    number = place.accessions()[0]["number"]
    place.must("handover", number, "--sign", "sending", "--name", "李建国")
    silent = socket.create_server(("127.0.0.1", 0))
    silent.settimeout(60)
    lines = []

    def asked(seconds):
        silent.settimeout(seconds)
        lines.append(silent.accept()[0])
        return lines[0].recv(1) != b""

    words = ("handover", number, "--sign", "receiving", "--name", "王秀兰", "--with", "cms")
    place.settings["LANTAI_INTAKE_SIGNING_SERVER_ADDRESS"] = f"http://127.0.0.1:{silent.getsockname()[1]}/cms"
    before = place.rows("SELECT count(*) FROM event")
    place.killed(asked, *words)
    if receivers(place, number)[0] != 0 or place.accessions()[0]["state"] != "awaiting":
        raise Wrong(f"a form that nobody sealed says otherwise: {place.accessions()}", "half-done")
    compare("events", {"all": place.rows("SELECT count(*) FROM event")[0][0]}, {"all": before[0][0]})
    place.settings["LANTAI_INTAKE_SIGNING_SERVER_ADDRESS"] = signing
    place.must(*words)
    if receivers(place, number)[0] != 1:
        raise Wrong("the form was not sealed after the kill", "lost")
    if place.accessions()[0]["state"] == "awaiting":
        raise Wrong("custody did not pass", "half-done")


def scanning(place, scanner):
    """Killed while the scanner looks at a file: what no answer came for is not scanned, and the next round does it."""
    # Connected only now: what was scanned when it came would wait for its turn.
    place.settings["LANTAI_INTAKE_VIRUS_SCANNER"] = "127.0.0.1:%d" % scanner.line.getsockname()[1]
    place.must("viruses", "--budget", "1")
    scanner.silent = scanner.asked + 2
    place.killed(scanner.waiting.wait, "viruses")
    kept = "SELECT count(*) FROM holding WHERE kind <> 'node' AND scanned_at "
    done, left = (place.rows(kept + sign + " ''")[0][0] for sign in ("<>", "="))
    # A round writes down what it scanned together; the one before it stands.
    compare("objects scanned when it was killed", {"scanned": done, "left": left > 0}, {"scanned": 1, "left": True})
    scanner.silent = None
    report = place.must("viruses", "--json").json()
    compare("objects", {"scanned": place.rows(kept + "<> ''")[0][0]}, {"scanned": done + left})
    compare("objects of the round after the kill", {"scanned": report["objects"]}, {"scanned": done + left})
    compare("infected", {"found": report["infected"]}, {"found": 0})


def main():
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        scanner = Scanner()
        server, signing = signing_server(folder + "/signing")
        try:
            place = Archive(folder + "/place")
            place.settings = {
                "LANTAI_INTAKE_TRUST": folder + "/signing/trust",
                "LANTAI_INTAKE_SIGNING_SERVER_ADDRESS": signing,
                "LANTAI_INTAKE_SIGNING_SERVER_TOKEN_FILE": folder + "/signing/token",
            }
            place.must("init")
            place.must("receive", make_package(folder + "/transfer.zip", "--records", str(RECORDS)), "--wait")
            sealing(place, signing)
            scanning(place, scanner)
            place.must("verify-ledger")
        finally:
            server.kill()
    print(f"killed while it waited for a signature and for a scanner: nothing half done ({time.monotonic() - began:.1f} s)")


if __name__ == "__main__":
    try:
        main()
    except Wrong as wrong:
        sys.exit(f"{wrong.kind}: {wrong}")
