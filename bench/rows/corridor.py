"""Receive → handover → kept → described → found, records a second, and the memory of server and children meanwhile."""
import os
import time

from house import Place, await_state, package
from measure import Memory, Row, say

RATE, MEMORY, GROWTH = 100, 400, 1.2


def run(bench):
    peaks = {}
    for records in bench.records:
        path = package(records)
        place = Place(os.path.join(bench.folder, f"corridor-{records}"))
        place.must("init")
        say(f"corridor of {records} records")
        steps = {}
        with place.serving() as server, Memory(server.process.pid) as memory:
            started = time.monotonic()
            answer = place.run("receive", path, "--wait", "--json", timeout=3600).json()
            steps["receive and check"] = time.monotonic() - started
            if answer["verdict"] == "return":
                raise SystemExit(f"the transfer was returned: {answer['findings'][:3]}")
            number = place.accessions()[0]["number"]
            begun = time.monotonic()
            place.must("handover", number, "--sign", "sending", "--name", "李建国")
            place.must("handover", number, "--sign", "receiving", "--name", "王秀兰")
            await_state(place, number, "described", 3600)
            steps["keep and describe"] = time.monotonic() - begun
            begun = time.monotonic()
            while items(place) < records:
                time.sleep(0.25)
            steps["find"] = time.monotonic() - begun
            seconds = time.monotonic() - started
        peaks[records] = memory.shared_once
        rate = records / seconds
        # The goal is for the large transfer; the small one is there for its memory.
        goal = {"goal": f">= {RATE}", "ok": rate >= RATE} if records == max(bench.records) else {}
        yield Row(f"corridor, {records} records", rate, "records/s", **goal,
                  seconds=round(seconds, 2), steps={name: round(value, 2) for name, value in steps.items()})
        yield Row(f"  memory, server + children, {records}", memory.shared_once, "MB", goal=f"<= {MEMORY}",
                  ok=memory.shared_once <= MEMORY, server_alone=round(memory.own, 1),
                  shared_counted_each=round(memory.resident, 1))
        bench.places[records] = place
    if len(peaks) > 1:
        small, large = min(peaks), max(peaks)
        growth = peaks[large] / peaks[small]
        yield Row(f"  memory at {large} against {small}", peaks[large], "MB", held_against=f"{peaks[small]:.1f} MB",
                  ratio=growth, goal=f"<= {GROWTH}", ok=growth <= GROWTH)


def items(place):
    return place.must("find", "--staff", "--json", "--limit", "1", "关于").json()["total"]
