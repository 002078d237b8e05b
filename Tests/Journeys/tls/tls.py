#!/usr/bin/env python3
"""TLS in the program, by the real openssl and curl: what is refused at start, what an encrypted visitor is sent, and a
certificate that changes while requests are under way. `--seconds N`: how long requests run during the changes."""
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from corridor import PROGRAM, Place, Wrong, free_port  # noqa: E402


class Authority:
    """A certificate authority of this test's own."""

    def __init__(self, folder):
        self.folder = folder
        self.openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-days", "30",
                     "-subj", "/CN=test authority")

    def openssl(self, *words):
        subprocess.run(["openssl", *words], cwd=self.folder, check=True, capture_output=True)

    def issue(self, name, begins=None, ends=None):
        """A chain and key for localhost. `ends`: days from now, negative for one that has run out."""
        key, request, extra = f"{name}.key", f"{name}.csr", f"{name}.ext"
        with open(os.path.join(self.folder, extra), "w") as file:
            file.write("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
        self.openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", request, "-subj", f"/CN={name}")
        self.openssl("x509", "-req", "-in", request, "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", extra,
                     "-days", str(20 if ends is None else ends), "-out", f"{name}.pem")
        return self.read(f"{name}.pem") + self.read("ca.pem"), self.read(key)

    def read(self, name):
        with open(os.path.join(self.folder, name), "rb") as file:
            return file.read()


class Server:
    def __init__(self, place, settings):
        self.port = free_port()
        self.log = open(os.path.join(place.folder, f"serve-{self.port}.log"), "w+", encoding="utf-8")
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--port", str(self.port)], stdout=self.log, stderr=self.log, stdin=subprocess.DEVNULL,
            env={**place.environment(), **settings}, cwd=place.folder)

    def said(self):
        self.log.flush()
        with open(self.log.name, encoding="utf-8") as log:
            return log.read()

    def until(self, pattern, seconds=60):
        last = time.monotonic() + seconds
        while not re.search(pattern, self.said()):
            if time.monotonic() > last or (self.process.poll() is not None and not re.search(pattern, self.said())):
                raise Wrong(f"the server never said {pattern}: {self.said()}")
            time.sleep(0.05)

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(30)


def put(path, content):
    """As tools that renew certificates do: a new file moved into its place."""
    with open(path + ".new", "wb") as file:
        file.write(content)
    os.replace(path + ".new", path)


def curl(authority, port, *words, path="/"):
    return subprocess.run(["curl", "-sS", "--cacert", os.path.join(authority.folder, "ca.pem"), "--max-time", "20", *words,
                           f"https://localhost:{port}{path}"], capture_output=True, text=True)


def shown(authority, port):
    """The subject of the certificate that the server shows, verified by openssl."""
    done = subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{port}", "-servername", "localhost", "-CAfile",
                           os.path.join(authority.folder, "ca.pem"), "-verify_return_error", "-alpn", "h2,http/1.1"],
                          stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if "Verify return code: 0 (ok)" not in done.stdout or "ALPN protocol: http/1.1" not in done.stdout:
        raise Wrong(f"openssl was not content: {done.stdout[-1500:]}{done.stderr[-500:]}")
    return re.search(r"subject=.*CN ?= ?(\S+)", done.stdout)[1]


def must(truth, words):
    if not truth:
        raise Wrong(words)


def main():
    seconds = float(sys.argv[sys.argv.index("--seconds") + 1]) if "--seconds" in sys.argv else 6
    with tempfile.TemporaryDirectory() as folder:
        authority = Authority(folder)
        place = Place(os.path.join(folder, "place"))
        place.must("init")
        first, second, old = authority.issue("first"), authority.issue("second"), authority.issue("old", ends=-1)
        chain, key = os.path.join(place.home, "site.pem"), os.path.join(place.home, "keys", "site.key")
        # Named as the settings may name them: from the home on.
        settings = {"LANTAI_SITE_TLS_CERTIFICATE": "site.pem", "LANTAI_SITE_TLS_KEY": "keys/site.key"}

        def refused(code, named, given=settings):
            server = Server(place, given)
            must(server.process.wait(60) == 1, f"a server with a bad pair began: {code}")
            must(f"[{code}]" in server.said() and named in server.said(), f"not {code} of {named}: {server.said()}")

        refused("home.setting", "site.tls.key", {"LANTAI_SITE_TLS_CERTIFICATE": "site.pem"})
        refused("tls.unreadable", chain)
        put(chain, b"nothing of the kind\n")
        put(key, first[1])
        refused("tls.not-certificates", chain)
        put(chain, first[0])
        put(key, b"no key\n")
        refused("tls.not-key", key)
        put(key, second[1])
        refused("tls.not-one-pair", key)
        print("refused at start, each with the file named: one without the other, missing, not PEM, no key, not one pair")

        put(key, first[1])
        server = Server(place, {**settings, "LANTAI_LISTEN_HOST": "0.0.0.0"})
        try:
            server.until(r"is ready: https://")
            server.until(r"runs out in 19 days")
            must("lets nobody in" not in server.said(), "it says that nobody gets in from other machines")
            must(shown(authority, server.port) == "first", "the server shows another certificate")
            page = curl(authority, server.port, "-i", path="/desk/sign-in").stdout
            must(" 200" in page.splitlines()[0] and "strict-transport-security: max-age=31536000" in page.lower(), page[:900])
            cookies = re.findall(r"(?im)^set-cookie: .*$", page)
            must(cookies and all("; Secure" in each for each in cookies), f"cookies that are not Secure: {cookies}")
            plain = subprocess.run(["curl", "-sS", "--max-time", "10", f"http://127.0.0.1:{server.port}/desk/sign-in"],
                                   capture_output=True)
            must(plain.returncode != 0 and b"<html" not in plain.stdout, "an answer in the open")
            old_tls = subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{server.port}", "-tls1_1"],
                                     stdin=subprocess.DEVNULL, capture_output=True)
            must(old_tls.returncode != 0, "TLS 1.1 was agreed on")

            failed, done, going = [], [0], [True]

            def ask():
                # Ten requests a connection, and connections without end.
                while going[0]:
                    answer = curl(authority, server.port, "-f", *["-o", "/dev/null", f"https://localhost:{server.port}/fonds"] * 4,
                                  "-o", "/dev/null")
                    done[0] += 5
                    if answer.returncode:
                        failed.append(answer.stderr)

            askers = [threading.Thread(target=ask) for _ in range(3)]
            for each in askers:
                each.start()
            time.sleep(seconds / 3)
            # Half of a new pair is refused and the old goes on; the other half completes it.
            put(chain, second[0])
            server.process.send_signal(signal.SIGHUP)
            server.until(r"certificate was refused[\s\S]*tls.not-one-pair")
            must(shown(authority, server.port) == "first", "a refused pair is shown")
            put(key, second[1])
            server.process.send_signal(signal.SIGHUP)
            server.until(r"new TLS certificate is in force")
            must(shown(authority, server.port) == "second", "the new pair is not shown")
            time.sleep(seconds / 3)
            # And without a signal, by the files alone.
            put(chain, old[0])
            put(key, old[1])
            server.until(r"certificate has run out", 45)
            going[0] = False
            for each in askers:
                each.join()
            # The last pair has run out, so curl refuses it from then on: every other failure is ours.
            ours = [each for each in failed if "certificate has expired" not in each]
            must(not ours, f"{len(ours)} of {done[0]} requests failed: {ours[:3]}")
            print(f"two changes of the certificate while {done[0]} requests ran: none failed")
            answer = place.must("user", "list")
            must("sysadmin" in answer.out, "the local socket does not answer")
        finally:
            server.stop()


if __name__ == "__main__":
    try:
        main()
    except Wrong as wrong:
        sys.exit(f"wrong: {wrong}")
