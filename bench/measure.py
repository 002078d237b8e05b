"""What the rows of the bench share: a clock, the memory of a process and its children, a table, JSON lines."""
import json
import os
import resource
import subprocess
import sys
import threading
import time


class Row:
    """One figure beside what it is held against. `ratio` is written so that more is better where `at_least`."""

    def __init__(self, name, value, unit, goal=None, held_against=None, ratio=None, ok=None, **more):
        self.facts = {"row": name, "value": round(value, 3), "unit": unit}
        if held_against is not None:
            self.facts["held_against"] = held_against
        if ratio is not None:
            self.facts["ratio"] = round(ratio, 3)
        if goal is not None:
            self.facts["goal"] = goal
        if ok is not None:
            self.facts["ok"] = ok
        self.facts.update(more)

    def line(self):
        return json.dumps(self.facts, ensure_ascii=False)


def table(rows):
    heads = ["row", "value", "unit", "held_against", "ratio", "goal", "ok"]
    lines = [heads] + [[shown(row.facts.get(head)) for head in heads] for row in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())


def shown(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "NO"
    if isinstance(value, float):
        return f"{value:,.3f}".rstrip("0").rstrip(".")
    return str(value)


def say(*words):
    print(*words, file=sys.stderr, flush=True)


def cpu_of(words, **options):
    """Runs a command; seconds of processor it and its children took, and wall seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, **options)
    wall = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def until_at_rest(process, seconds=1800):
    """Waits until a process has nothing more to do of its own: until it took less than a tenth of a processor for three seconds."""
    def taken():
        with open(f"/proc/{process}/stat", encoding="utf-8") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    end = time.monotonic() + seconds
    while True:
        before = taken()
        time.sleep(3)
        if taken() - before < 0.3:
            return
        if time.monotonic() > end:
            raise TimeoutError(f"process {process} does not come to rest")


class Memory:
    """Samples the memory of a process and all below it. Peaks in MB; shared pages count once in `shared_once`."""

    def __init__(self, process, every=0.2):
        self.process, self.every = process, every
        self.resident = self.shared_once = self.own = 0.0
        self.ending = threading.Event()

    def __enter__(self):
        self.thread = threading.Thread(target=self.watch, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ending.set()
        self.thread.join()
        # What was over before the first sample counts too.
        self.sample()

    def watch(self):
        while not self.ending.wait(self.every):
            self.sample()

    def sample(self):
        resident = once = 0.0
        for number in family(self.process):
            try:
                own = kilobytes(f"/proc/{number}/status", "VmRSS:")
            except OSError:
                continue
            try:
                part = kilobytes(f"/proc/{number}/smaps_rollup", "Pss:")
            except OSError:
                # Only root may look into the workers: then all of it counts.
                part = own
            resident += own
            once += part
            if number == self.process:
                self.own = max(self.own, own / 1024)
        self.resident = max(self.resident, resident / 1024)
        self.shared_once = max(self.shared_once, once / 1024)


def kilobytes(path, key):
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.startswith(key):
                return float(line.split()[1])
    return 0.0


def family(process):
    """The process and all its descendants."""
    children = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as file:
                    parent = int(file.read().rpartition(")")[2].split()[1])
            except OSError:
                continue
            children.setdefault(parent, []).append(int(name))
    found, next_ones = [], [process]
    while next_ones:
        one = next_ones.pop()
        found.append(one)
        next_ones += children.get(one, [])
    return found
