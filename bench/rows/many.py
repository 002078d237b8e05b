"""A home of many records: how long a server takes from its start to /healthz and to its first answer, and the memory of making
its indexes and of serving, for a small and a large number of records.

Rows of records are multiplied from those of a transfer that was really taken; their files are not: neither starting nor finding
looks at them.
"""
import hashlib
import os
import shutil
import sqlite3
import time
import urllib.parse
import urllib.request

from house import Place, package
from measure import Memory, Row, say
from rows.kept import kept

SIZES = [int(part) for part in (os.environ.get("LANTAI_BENCH_MANY") or "10000,200000").split(",")]
HEALTHY, ANSWER, MEMORY, GROWTH = 1.0, 3.0, 400, 1.2


def multiplied(bench, records):
    source = kept(bench, package(min(bench.records)), f"kept-{min(bench.records)}").place
    place = Place(os.path.join(bench.folder, f"many-{records}"))
    shutil.copytree(source.home, place.home, ignore=shutil.ignore_patterns("index", "stacks", "scratch", "run"))
    for name in ("stacks", "scratch", "run"):
        os.makedirs(os.path.join(place.home, name))
    # A store without its declaration is one that is not mounted.
    for name in os.listdir(os.path.join(source.home, "stacks")):
        if os.path.isfile(os.path.join(source.home, "stacks", name)):
            shutil.copy(os.path.join(source.home, "stacks", name), os.path.join(place.home, "stacks", name))
    # Indexes follow the ledger, which does not know of the copies; one that cannot be read is made anew from the rows.
    os.makedirs(os.path.join(place.home, "index"))
    for name in os.listdir(os.path.join(source.home, "index")):
        if name.endswith(".sqlite"):
            with open(os.path.join(place.home, "index", name), "w", encoding="utf-8") as file:
                file.write("no index")
    database = sqlite3.connect(place.home + "/lantai.sqlite")
    cursor = database.execute("SELECT * FROM unit WHERE level = 'item'")
    names, units = [column[0] for column in cursor.description], cursor.fetchall()
    at = {name: place for place, name in enumerate(names)}

    def copies():
        for n in range(records - len(units)):
            unit = list(units[n % len(units)])
            digits = hashlib.sha256(f"unit {n}".encode()).hexdigest()
            unit[at["id"]] = f"01900000-{digits[:4]}-7{digits[4:7]}-8{digits[7:10]}-{n:012x}"
            # Of the letters that addresses are made of, whatever they are: those of another address.
            letters = unit[at["public_id"]]
            unit[at["public_id"]] = "".join(letters[int(one, 16) % len(letters)] for one in digits[:16]) + f"{n:08d}"
            unit[at["position"]] = 1_000_000 + n
            unit[at["code"]] += f"-{n:07d}"
            unit[at["code_key"]] += f"{n:07d}"
            unit[at["title"]] += f"第{n}号"
            # Events about the transfer are not about these: else each would index all of them again.
            unit[at["accession"]] = unit[at["linked_by"]] = None
            yield unit
    places = ", ".join("?" for _ in names)
    database.executemany(f"INSERT INTO unit ({', '.join(names)}) VALUES ({places})", copies())
    database.commit()
    database.close()
    return place


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
