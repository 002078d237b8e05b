"""Searching 200,000 and 1,000,000 records, against tantivy by processor time.

Both sides give what a reader gets: the exact number, the top 20 by BM25, each with code, title and a marked snippet, and
the counts by the same five facets. Ours asks for access and reads the texts of the 20 anew besides.
"""
import json
import os
import subprocess

from house import BENCH, CLONE, DATA, PROGRAM
from measure import Row, say

TIMES = 40
# A rare word, common ones, two together, three characters, a whole phrase.
QUESTIONS = ["城墙", "防汛", "管理工作", "防汛 通知", "水利局", "关于", "通知", "司法局关于加强农村管理工作的通知"]
FEW, MANY = 3.0, 25.0
MANY_HITS = 200_000


def run(bench):
    subprocess.run([os.path.join(CLONE, "script/bench-tools")], check=True)
    for records in bench.index_records:
        yield from size(bench, records)
    yield from full_text(bench)


def size(bench, records):
    data = records_file(records)
    ours = asked(os.path.join(bench.folder, f"find-{records}"), records, QUESTIONS)
    peer = peer_of(os.path.join(bench.folder, f"tantivy-{records}"), data)
    made = ours[0]
    name = f"find in {records:,}"
    rate = made["records"] * 1000 / max(made["cpu"], 1)
    yield Row(f"{name}: index", rate, "records/CPU s", goal=">= 10000", ok=rate >= 10_000,
              held_against=f"tantivy {records / peer[0]['cpu']:,.0f} per CPU s", wall_seconds=made["milliseconds"] / 1000)
    again = asked(os.path.join(bench.folder, f"find-{records}"), records, [])[0]
    memory = (again["resident"] - again["residentBefore"]) / 1e6
    limit = 20 * records / 1e6 + 150
    yield Row(f"{name}: memory of an open index", memory, "MB", goal=f"<= {limit:.0f}", ok=memory <= limit,
              seconds_to_open=again["milliseconds"] / 1000)
    waits, busy = [], []
    for one, other in zip(ours[1:], peer[1:]):
        goal = FEW if most_hits(one, ours) <= MANY_HITS else MANY
        ratio = one["cpuMicroseconds"] / other["cpuMicroseconds"]
        waits.append(one["p95Microseconds"] / 1000)
        busy.append(one["cpuP95Microseconds"] / 1000)
        yield Row(f"{name}: {one['question']}, {one['total']:,} hits", one["cpuMicroseconds"] / 1000, "ms of CPU",
                  held_against=f"tantivy {other['cpuMicroseconds'] / 1000:.2f}", ratio=ratio, goal=f"<= {goal:g}",
                  ok=ratio <= goal and one["total"] == other["total"], tantivy_hits=other["total"])
    # By the clock it says something only on a machine that does nothing else.
    yield Row(f"{name}: slowest p95", max(waits), "ms", goal="< 50", ok=max(waits) < 50, of_cpu=max(busy),
              load=os.getloadavg()[0])
    seen = next(line for line in ours if "visibleAfterMicroseconds" in line)["visibleAfterMicroseconds"] / 1e6
    yield Row(f"{name}: a record more, until found", seen, "s", goal="< 1", ok=seen < 1)


def most_hits(one, ours):
    """Hits of the commonest word of a question, as far as it was asked alone."""
    alone = {line["question"]: line["total"] for line in ours if "question" in line}
    return max([alone.get(word, 0) for word in one["question"].split()] + [one["total"]])


def full_text(bench):
    """1,500 characters of text in each, about 4.5 KB."""
    records = 20_000
    made = asked(os.path.join(bench.folder, "find-text"), records, [], "--text", "1500")[0]
    # Making the texts is in it.
    rate = made["records"] * 1000 / max(made["cpu"], 1)
    yield Row("index with full text", rate, "records/CPU s", goal=">= 2000", ok=rate >= 2000,
              wall_seconds=made["milliseconds"] / 1000)


def records_file(records):
    path = os.path.join(DATA, f"records-{records}.jsonl")
    if not os.path.exists(path):
        os.makedirs(DATA, exist_ok=True)
        say(f"making {records} records")
        with open(path + ".part", "wb") as file:
            subprocess.run([PROGRAM, "bench-data", "--records", str(records)], check=True, stdout=file)
        os.rename(path + ".part", path)
    return path


def asked(folder, records, questions, *more):
    words = [PROGRAM, "bench-find", "--folder", folder, "--records", str(records), "--times", str(TIMES), *more]
    return lines([*words, "--", *questions])


def peer_of(folder, data):
    python = os.path.join(CLONE, ".build/bench-tools/venv/bin/python")
    return lines([python, os.path.join(BENCH, "find-peer.py"), data, folder, str(TIMES), *QUESTIONS])


def lines(words):
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE)
    return [json.loads(line) for line in done.stdout.splitlines()]
