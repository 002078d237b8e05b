"""What an archive says of itself, by commands and pages that every version has: asked of the old program and of the new one."""
import hashlib
import http.client
import json
import os
import re
import subprocess
import sys
import time


class Archive:
    """A home and the program that opens it."""

    def __init__(self, program, home):
        self.program, self.home = program, home

    def run(self, *words, ok=(0,)):
        environment = {**os.environ, "LANTAI_HOME": self.home, "LANG": "C.UTF-8"}
        answer = subprocess.run([self.program, *words], capture_output=True, text=True, env=environment)
        if answer.returncode not in ok:
            sys.exit(f"lantai {' '.join(words)} ended with {answer.returncode}:\n{answer.stdout}{answer.stderr}")
        return answer.stdout

    def json(self, *words):
        return json.loads(self.run(*words, "--json"))

    def told(self):
        """Transfers, units with their descriptions, what is public, accounts, and the ledger's length and root."""
        staff = self.json("find", "--staff", "--limit", "1000", "--sort", "code")["hits"]
        answer = {
            "transfers": {each["number"]: each for each in self.json("handover")["accessions"]},
            "units": {each["code"]: each for each in staff},
            "descriptions": {each["code"]: self.json("describe", each["code"]) for each in staff},
            "public": {each["code"]: each for each in self.json("find", "--limit", "1000")["hits"]},
            "accounts": {each["name"]: each for each in self.json("user", "list")["accounts"]},
        }
        answer["forms"] = {number: self.json("handover", number) for number in answer["transfers"]}
        return answer

    def pages(self):
        """Each public record's page and files, as everybody gets them: status, whether title and code stand there, digests."""
        answer = {}
        with Server(self) as server:
            for hit in self.json("find", "--limit", "1000")["hits"]:
                status, body = server.get(f"/records/{hit['id']}")
                text = body.decode()
                files = {}
                for path in sorted(set(re.findall(r'href="(/records/[^"?]*/files/\d+)"', text))):
                    got, content = server.get(path)
                    files[path] = [got, hashlib.sha256(content).hexdigest()]
                named = hit["code"] in text and hit["title"] in text
                answer[hit["code"]] = {"status": status, "named": named, "files": files}
        return answer


class Server:
    def __init__(self, archive):
        self.archive = archive

    def __enter__(self):
        self.log = open(self.archive.home + ".log", "w+")
        self.process = subprocess.Popen(
            [self.archive.program, "serve", "--port", "0"], stdout=self.log, stderr=subprocess.STDOUT,
            env={**os.environ, "LANTAI_HOME": self.archive.home, "LANG": "C.UTF-8"})
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and self.process.poll() is None:
            self.log.seek(0)
            found = re.search(r"http://127\.0\.0\.1:([1-9]\d*)", self.log.read())
            if found:
                self.port = int(found[1])
                return self
            time.sleep(0.1)
        self.log.seek(0)
        sys.exit(f"the server did not start:\n{self.log.read()}")

    def get(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(60)
        self.log.close()
