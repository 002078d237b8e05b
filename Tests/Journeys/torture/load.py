"""Many hands at once on one running archive, each noting what it was told: transfers, signatures, corrections, openings,
publications, closings, searches, fixity.

A hand notes what it asks for before it asks, and what was answered. What was answered with yes must be there afterwards, once;
what was not answered at all may be.
"""
import json
import os
import random
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter

from corridor import Wrong

CLOSED, OPEN, PUBLISHED = "closed", "open", "published"


class Unit:
    """A record as it was seen at the last audit, and what was asked about it since."""

    def __init__(self, number, code, public, title, access):
        self.number, self.code, self.public, self.title, self.access = number, code, public, title, access
        self.said = [title]
        self.asked_title = self.asked_access = None
        self.touched = False

    @property
    def titles(self):
        return {self.title, self.asked_title} - {None}

    @property
    def accesses(self):
        return {self.access, self.asked_access} - {None}


class Deposit:
    """A package on its way in."""

    def __init__(self, path):
        self.path, self.number, self.signed = path, None, []


class Gone(Exception):
    """No answer came: the server is not there, or was cut off in the middle."""


class Refused(Exception):
    """The answer was no, for a reason that a fault under way explains. What was asked may stand all the same: the answer to a
    COMMIT was lost, or the disk was full after it."""


class Load:
    """What the hands share: the place, the count of what was acknowledged, and when to stop."""

    def __init__(self, place, units, package, office, seed, wanted, checks=True):
        """`package`: makes one whose records are its own; `checks`: whether somebody checks files too."""
        self.place, self.units, self.package, self.office = place, units, package, office
        self.wanted, self.checks = wanted, checks
        self.seed = seed
        self.acknowledged = Counter()
        self.deposits, self.wrong = [], []
        # The words of refusals that a fault under way explains, and how often each was heard.
        self.excused, self.refused = (), Counter()
        self.stop = threading.Event()
        self.lock = threading.Lock()
        self.tokens = 0

    @property
    def total(self):
        return sum(self.acknowledged.values())

    def start(self):
        hands = 6
        work = [threading.Thread(target=self.run, args=(self.correct, n, self.units[n::hands])) for n in range(hands)]
        work += [threading.Thread(target=self.run, args=(each, 100 + n))
                 for n, each in enumerate((self.deposit, self.send, self.search, self.check)[:None if self.checks else 3])]
        for one in work:
            one.start()
        self.work = work

    def end(self):
        self.stop.set()
        for one in self.work:
            one.join(90)
            if one.is_alive():
                raise Wrong("a request was not answered within 90 s, neither with yes nor with no", "half-done")
        if self.wrong:
            raise self.wrong[0]

    def until_enough(self, wanted=None, seconds=300):
        """Waits until so many acts in all were acknowledged, and a transfer was handed over among them."""
        last = time.monotonic() + seconds
        while (self.total < (wanted or self.wanted) or self.acknowledged["signed"] < 2) and not self.wrong:
            if time.monotonic() > last:
                raise Wrong(f"only {dict(self.acknowledged)} were acknowledged within {seconds} s", "half-done")
            if not any(one.is_alive() for one in self.work):
                raise Wrong("nobody works any more", "half-done")
            time.sleep(0.01)

    def run(self, work, number, *mine):
        chance = random.Random(f"{self.seed} {number}")
        try:
            while not self.stop.is_set():
                try:
                    work(chance, *mine)
                except Refused:
                    # As a person would: some other work, a little later.
                    self.stop.wait(0.5 + chance.random())
        except Gone:
            pass
        except Wrong as problem:
            with self.lock:
                self.wrong.append(problem)

    def ask(self, *words):
        """The answer, which was yes."""
        try:
            answer = self.place.run(*words, timeout=60)
        except (OSError, AttributeError, Wrong, subprocess.TimeoutExpired) as problem:
            if self.stop.is_set():
                raise Gone(str(problem)) from None
            raise Wrong(f"lantai {' '.join(words)}: no answer: {problem!r}", "half-done") from None
        if answer.status == -signal.SIGKILL and not self.stop.is_set():
            raise Refused("struck")
        if answer.status != 0:
            said = answer.err + answer.out
            self.refuse(said)
            raise Wrong(f"lantai {' '.join(words)}: {answer}")
        return answer

    def refuse(self, said):
        """Throws where a refusal in these words is explained."""
        if self.stop.is_set():
            raise Gone(said)
        if word := next((word for word in self.excused if word in said), None):
            with self.lock:
                self.refused[word] += 1
            raise Refused(said)

    def count(self, kind):
        with self.lock:
            self.acknowledged[kind] += 1

    # The hands.

    def correct(self, chance, units):
        """One act on one of these records, which nobody else touches."""
        if not units:
            time.sleep(0.2)
            return
        unit = chance.choice(units)
        unit.touched = True
        try:
            self.correct_one(chance, unit)
        except Refused:
            # What became of it is not known: for this round it is left alone.
            units.remove(unit)
            raise

    def correct_one(self, chance, unit):
        if chance.random() < 0.55:
            self.retitle(unit)
        elif unit.access == CLOSED:
            self.move(unit, OPEN, "opened", "open", unit.code)
        elif unit.access == OPEN and chance.random() < 0.8:
            self.move(unit, PUBLISHED, "published", "publish", unit.code, "--level", "text")
        else:
            self.close(unit)

    def retitle(self, unit):
        with self.lock:
            self.tokens += 1
            token = f"折腾{self.seed}第{self.tokens}号"
        unit.asked_title = token
        unit.said.append(token)
        self.ask("describe", unit.code, "--set", "title=" + token)
        unit.title, unit.asked_title = token, None
        self.count("corrected")

    def move(self, unit, to, kind, *words):
        unit.asked_access = to
        self.ask(*words)
        unit.access, unit.asked_access = to, None
        self.count(kind)

    def close(self, unit):
        """Whoever looks after the answer must not find it any more, by no way."""
        was = unit.access
        self.move(unit, CLOSED, "closed", "close", unit.code, "--ground", "other-law")
        if was == PUBLISHED:
            answer = self.ask("find", unit.title, "--json")
            if any(hit["code"] == unit.code for hit in answer.json()["hits"]):
                raise Wrong(f"{unit.code} was withdrawn, and is found after the answer", "leaked")
            if self.page("/records/" + unit.public) not in (404, 503, None):
                raise Wrong(f"{unit.code} was withdrawn, and has a page after the answer", "leaked")

    def deposit(self, chance):
        """A package from its arrival to confirmed entries."""
        deposit = Deposit(self.package())
        self.deposits.append(deposit)
        deposit.number = self.ask("receive", deposit.path, "--json").json()["number"]
        self.count("received")
        self.wait(deposit.number, "awaiting")
        for side, name in (("sending", "李建国"), ("receiving", "王秀兰")):
            self.ask("handover", deposit.number, "--sign", side, "--name", name)
            deposit.signed.append(side)
            self.count("signed")
        self.wait(deposit.number, "described")
        self.ask("describe", "--accession", deposit.number, "--confirm")
        self.count("confirmed")

    def send(self, chance):
        """A package by the web; what arrives waits for its signatures."""
        server = self.place.server
        if server is None:
            raise Gone("no server")
        sending, status, text = self.office.step(server, self.package)
        if status in (200, 201, 204):
            sending.barred = None
        if sending.receipt:
            deposit = Deposit(None)
            deposit.number = sending.receipt
            self.deposits.append(deposit)
            self.count("uploaded")
            self.stop.wait(0.5 + chance.random())
        elif status in (409, 423):
            # The request before it, which was cut off, is not over yet, and has to be some day.
            sending.barred = sending.barred or time.monotonic()
            if time.monotonic() - sending.barred > 60:
                raise Wrong(f"an upload is barred for a minute: {status} {text[:300]}", "half-done")
            self.stop.wait(0.2)
        elif status not in (200, 201, 204):
            # An answer to HEAD bears no words: a 503 says that much.
            self.refuse(text.decode(errors="replace") or (status == 503 and " ".join(self.excused)) or "")
            raise Wrong(f"an upload: {status} {text[:300]}")

    def wait(self, number, state):
        last = time.monotonic() + 60
        while True:
            found = [each for each in self.ask("handover", "--json").json()["accessions"] if each["number"] == number]
            if not found:
                raise Wrong(f"transfer {number} was acknowledged, and is not there", "lost")
            if found[0]["state"] == state:
                return
            if found[0]["state"] in ("returned", "quarantined"):
                raise Wrong(f"transfer {number} is good, and was sent back: {found}")
            if self.stop.is_set():
                raise Gone("stopped")
            if time.monotonic() > last:
                raise Wrong(f"transfer {number} is not {state} after 60 s: {found}", "half-done")
            time.sleep(0.1)

    def search(self, chance):
        words = chance.choice(["折腾", "通知", "堤防", "工程", "关于", "没有这样的"])
        if self.page("/search?q=" + urllib.parse.quote(words)) not in (200, 503, None):
            raise Wrong(f"searching for {words} failed")
        self.ask("find", "--staff", words, "--json")
        self.count("searched")
        time.sleep(0.05)

    def check(self, chance):
        answer = self.ask("fixity", "--budget", "200000", "--json")
        if answer.json().get("damaged"):
            raise Wrong(f"fixity: {answer}", "lost")
        self.count("checked")
        time.sleep(0.5 + chance.random())

    def page(self, path):
        """The status of a page; `None` without an answer."""
        try:
            with urllib.request.urlopen(self.place.server.url + path, timeout=30) as answer:
                return answer.status
        except urllib.error.HTTPError as refusal:
            return refusal.code
        except (OSError, AttributeError):
            return None
