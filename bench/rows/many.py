"""A home of many records: how long a server takes from its start to /healthz and to its first answer, and the memory of making
its indexes and of serving, for a small and a large number of records.
"""
import os
import shutil
import time
import urllib.parse
import urllib.request

from measure import Memory, Row, say
from rows.multiplied import multiplied

SIZES = [int(part) for part in (os.environ.get("LANTAI_BENCH_MANY") or "10000,200000").split(",")]
HEALTHY, ANSWER, MEMORY, GROWTH = 1.0, 3.0, 400, 1.2


def run(bench):
    peaks = {}
    for records in SIZES:
        say(f"a home of {records} records")
        place = multiplied(bench, records)
        # The first start finds no index that can be read, and makes it.
        with place.serving() as server, Memory(server.process.pid) as memory:
            while found(place) < records:
                if time.monotonic() - server.started > 1800:
                    raise SystemExit(f"{found(place)} of {records} records are found after half an hour")
                time.sleep(0.25)
            seconds = time.monotonic() - server.started
        making = memory.shared_once
        starts, answers, serving = [], [], 0.0
        for _ in range(3):
            with place.serving() as server, Memory(server.process.pid) as memory:
                starts.append(server.ready)
                if found(place) < records:
                    raise SystemExit("not all is found after a second start")
                answers.append(time.monotonic() - server.started)
                for n in range(200):
                    address = server.url + "/search?" + urllib.parse.urlencode({"q": f"第{n}号"})
                    with urllib.request.urlopen(address, timeout=60) as answer:
                        answer.read()
            serving = max(serving, memory.shared_once)
        peaks[records] = (making, serving)
        large = records == max(SIZES)
        yield Row(f"indexes of {records} records made", records / seconds, "records/s", seconds=round(seconds, 2))
        yield Row("  memory meanwhile", making, "MB", goal=f"<= {MEMORY}", ok=making <= MEMORY)
        yield Row(f"start to /healthz, {records} records", max(starts), "s, slowest of 3", **judged(max(starts), HEALTHY, large))
        yield Row("  to the first answer", max(answers), "s, slowest of 3", **judged(max(answers), ANSWER, large))
        yield Row("  memory of serving 200 searches", serving, "MB", goal=f"<= {MEMORY}", ok=serving <= MEMORY)
        shutil.rmtree(place.folder)
    small, large = min(SIZES), max(SIZES)
    for name, which in (("making indexes", 0), ("serving", 1)):
        ratio = peaks[large][which] / peaks[small][which]
        yield Row(f"memory of {name}, {large} against {small}", peaks[large][which], "MB", held_against=f"{peaks[small][which]:.1f} MB",
                  ratio=ratio, goal=f"<= {GROWTH}", ok=ratio <= GROWTH)


def judged(seconds, goal, is_judged):
    return {"goal": f"< {goal}", "ok": seconds < goal} if is_judged else {}


def found(place):
    # Every title has this word in it.
    answer = place.run("find", "--staff", "--json", "--limit", "1", "关于")
    return answer.json()["total"] if answer.status == 0 else 0
