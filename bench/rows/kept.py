"""A transfer brought to its keeping, step by step: for the rows that look at one step."""
import os
import sqlite3
import time

from house import Place
from measure import say


class Kept:
    """A home with one transfer kept and described, and how long each step took, in seconds."""

    def __init__(self, place, path):
        self.place, self.path, self.steps = place, path, {}

    def receive(self):
        started = time.monotonic()
        answer = self.place.run("receive", self.path, "--wait", "--json", timeout=3600)
        if answer.status != 0 or answer.json()["verdict"] == "return":
            raise SystemExit(f"the transfer was not taken: {answer}")
        self.steps["receive"] = time.monotonic() - started

    def keep(self):
        number = self.place.accessions()[0]["number"]
        self.place.must("handover", number, "--sign", "sending", "--name", "李建国")
        started = time.monotonic()
        self.place.must("handover", number, "--sign", "receiving", "--name", "王秀兰")
        while True:
            state = self.place.accessions()[0]["state"]
            if state not in ("accepted", "awaiting") and "keep" not in self.steps:
                self.steps["keep"] = time.monotonic() - started
            if state == "described":
                break
            if time.monotonic() - started > 3600:
                raise SystemExit(f"the transfer is {state} after an hour")
            time.sleep(0.02)
        self.steps["keep and describe"] = time.monotonic() - started

    def kept_bytes(self):
        """Records and bytes kept."""
        rows = sqlite3.connect(f"file:{self.place.home}/lantai.sqlite?mode=ro", uri=True)
        try:
            return rows.execute("SELECT count(*), sum(bytes) FROM holding WHERE kind = 'item'").fetchone()
        finally:
            rows.close()


def kept(bench, path, name):
    """The transfer of `path`, kept; made once in a run."""
    if name not in bench.kept:
        one = Kept(Place(os.path.join(bench.folder, name)), path)
        one.place.must("init")
        say(f"keeping {name}")
        with one.place.serving():
            one.receive()
            one.keep()
        bench.kept[name] = one
    return bench.kept[name]
