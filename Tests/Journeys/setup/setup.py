#!/usr/bin/env python3
"""Sets up archives in the browser's way, over HTTP, and kills the program in the middle of making them.

    setup.py            needs the built program (LANTAI_PROGRAM)

Until the last page nothing is on disk. Killed at each stage of the making the program, started again, either serves a whole
archive or asks again from the first question, and then makes one of the new answers alone: the zone, the four accounts, no
trace of the first try. Killed while sample records are made it goes on with them before it serves.
Exit status 0 as it must be, 1 not.
"""
import http.cookiejar
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from corridor import PROGRAM, Place, Wrong, free_port  # noqa: E402

ROLES = ["system-administrator", "security-officer", "auditor", "archivist"]
PASSWORD = "江上秋风，一九九〇年"
# What is in the home when the program is killed: while it is made, and when it is there (with sample records being made).
BEFORE = ["making", "keys/ledger.pem", "lantai.sqlite", "demo-wanted"]
AFTER = ["scratch/staging"]
DEMO = {"demo-wanted", "scratch/staging"}


class Wizard:
    """`lantai serve` where there is no archive, and a browser that had its code."""

    def __init__(self, place):
        self.place, self.port = place, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = open(os.path.join(place.folder, f"serve-{self.port}.log"), "w+", encoding="utf-8")
        self.process = subprocess.Popen([PROGRAM, "serve", "--port", str(self.port)], stdout=self.log, stderr=self.log,
                                        stdin=subprocess.DEVNULL, env=place.environment(), cwd=place.folder)
        self.open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.code = None
        last = time.monotonic() + 60
        while not re.search(r"is ready|code=\S+\n", said := self.said()):
            if self.process.poll() is not None or time.monotonic() > last:
                raise Wrong(f"serve did not begin: {said}")
            time.sleep(0.02)
        if found := re.search(r"code=(\S+)", said):
            self.code = found[1]

    def said(self):
        self.log.flush()
        with open(self.log.name, encoding="utf-8") as log:
            return log.read()

    def ask(self, path, fields=None):
        """The page at which the browser ends."""
        body = urllib.parse.urlencode(fields).encode() if fields is not None else None
        try:
            with self.open.open(self.url + path, body, timeout=60) as answer:
                return answer.geturl()[len(self.url):], answer.read().decode()
        except urllib.error.HTTPError as refused:
            return path, f"{refused.code} {refused.read().decode()}"

    def fill(self, page, path, fields):
        """Sends the form on `page`; the address at which that ends."""
        _, text = self.ask(page)
        token = re.search(r'name="form-token" value="([0-9a-f]+)"', text)
        if not token:
            raise Wrong(f"no form on {page}: {text[:500]}")
        return self.ask(path, [("form-token", token[1]), *fields])[0]

    def answer(self, zone, demo):
        """All questions, up to the last page."""
        steps = [("/setup?code=" + self.code, "/setup", [("code", self.code)], "language"),
                 ("/setup/language", None, [("language", "zh")], "archive"),
                 ("/setup/archive", None, [("archive-name", "临江市档案馆"), ("zone", zone), ("network", "office")], "accounts"),
                 ("/setup/accounts", None, [field for number, role in enumerate(ROLES) for field in (
                     (f"{role}-person", f"张{number}"), (f"{role}-name", f"user{number}"),
                     (f"{role}-password", PASSWORD), (f"{role}-again", PASSWORD))], "holdings"),
                 ("/setup/holdings", None, [("demo", "small" if demo else "none")], "review")]
        for page, path, fields, then in steps:
            where = self.fill(page, path or page, fields)
            if where != "/setup/" + then:
                raise Wrong(f"{page} led to {where}, not to {then}")

    def make(self):
        self.fill("/setup/review", "/setup/review", [("go", "on")])

    def wait(self):
        last = time.monotonic() + 120
        while (where := self.ask("/setup/making"))[0] != "/setup/ready":
            if time.monotonic() > last or where[1][:1].isdigit():
                raise Wrong(f"the archive was not made: {where}")
            time.sleep(0.05)
        self.fill("/setup/ready", "/setup/done", [])

    def end(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        try:
            status = self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise Wrong("serve did not stop within 30 s") from None
        if how == signal.SIGTERM and status != 0:
            raise Wrong(f"serve ended with {status}: {self.said()}")


def kill_at(wizard, home, stage):
    """Kills the program as soon as `stage` is in the home."""
    last = time.monotonic() + 120
    awaited = [os.path.join(home, name) for name in ([stage, "format"] if stage in BEFORE else [stage])]
    while not any(map(os.path.exists, awaited)):
        if time.monotonic() > last:
            raise Wrong(f"{stage} never came")
        time.sleep(0.0005)
    wizard.end(signal.SIGKILL)


def check(wizard, place, zone, demo):
    """A whole archive of these answers alone, served by the process that made it."""
    where = wizard.fill("/desk/sign-in", "/desk/sign-in", [("name", "user3"), ("password", PASSWORD)])
    if where != "/desk/password":
        raise Wrong(f"the first sign-in led to {where}, not to a password of one's own")
    for name in ("making", "demo-wanted", "accounts.txt"):
        if os.path.exists(os.path.join(place.home, name)):
            raise Wrong(f"{name} is left")
    with open(os.path.join(place.home, "zone"), encoding="ascii") as file:
        if file.read().strip() != zone:
            raise Wrong("the zone is not the one of the last answers")
    accounts = place.rows("SELECT account.name, role FROM account JOIN account_role ON account_role.account = account.id")
    wanted = {*((f"user{number}", role) for number, role in enumerate(ROLES))}
    if set(accounts) != wanted:
        raise Wrong(f"the accounts are {accounts}")
    made = place.rows("SELECT count(*) FROM event WHERE kind = 'account-changed'")[0][0]
    if made != len(ROLES):
        raise Wrong(f"the ledger tells of {made} accounts made")
    units = place.rows("SELECT count(*) FROM unit WHERE level = 'item'")[0][0]
    if units != (12 if demo else 0):
        raise Wrong(f"{units} records instead of {12 if demo else 0}")


def whole(folder):
    """Without a kill: nothing on disk before the end; the same process serves; stopped and started again it serves."""
    place = Place(os.path.join(folder, "whole"))
    wizard = Wizard(place)
    wizard.answer("Asia/Urumqi", False)
    if os.path.exists(place.home):
        raise Wrong(f"there is something before the last page: {os.listdir(place.home)}")
    wizard.make()
    wizard.wait()
    check(wizard, place, "Asia/Urumqi", False)
    wizard.end()
    place.must("verify-ledger")
    again = Wizard(place)
    if again.code:
        raise Wrong("a whole archive is asked for again")
    again.end()


def killed(folder, stage):
    demo = stage in DEMO
    place = Place(os.path.join(folder, stage.replace("/", "-")))
    wizard = Wizard(place)
    wizard.answer("Asia/Urumqi", demo)
    wizard.make()
    kill_at(wizard, place.home, stage)
    again, zone = Wizard(place), "Asia/Urumqi"
    if again.code:
        zone = "Asia/Shanghai"
        if again.code == wizard.code:
            raise Wrong("the code is the old one")
        again.answer(zone, demo)
        again.make()
        again.wait()
    check(again, place, zone, demo)
    again.end()
    place.must("verify-ledger")
    return "asked again" if zone == "Asia/Shanghai" else "was there"


def main():
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="lantai-setup-") as folder:
        try:
            whole(folder)
            ways = [f"{stage}: {killed(folder, stage)}" for stage in BEFORE + AFTER]
        except Wrong as problem:
            print(f"setup.py: {problem}")
            return 1
    asked = sum("asked" in way for way in ways)
    print(f"set up once whole; killed at {'; '.join(ways)}; {time.monotonic() - began:.0f} s")
    if not 2 <= asked < len(ways):
        print("setup.py: the kills do not fall both before and after the archive is there")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
