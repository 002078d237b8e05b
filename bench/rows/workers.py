"""The same transfer received and checked by one, two and four isolated workers."""
import os
import shutil

from house import Place, package
from measure import Memory, Row
from rows.kept import Kept

# Two processors: two workers must be worth it, four must not harm.
GAIN, NO_HARM = 1.3, 0.9


class With(Place):
    def __init__(self, folder, workers):
        super().__init__(folder)
        self.workers = workers

    def environment(self):
        return {**super().environment(), "LANTAI_WORKERS": str(self.workers)}


def run(bench):
    records, rates = min(bench.records), {}
    for workers in (1, 2, 4):
        place = With(os.path.join(bench.folder, f"workers-{workers}"), workers)
        place.must("init")
        one = Kept(place, package(records))
        with place.serving() as server, Memory(server.process.pid) as memory:
            one.receive()
        rates[workers] = records / one.steps["receive"]
        goal = {2: (GAIN * rates[1], f">= {GAIN}"), 4: (NO_HARM * rates.get(2, 0), f">= {NO_HARM} of two")}.get(workers)
        more = {"goal": goal[1], "ok": rates[workers] >= goal[0]} if goal and (os.cpu_count() or 1) > 1 else {}
        yield Row(f"receive and check {records} records, {workers} workers", rates[workers], "records/s",
                  held_against=f"one {rates[1]:,.1f}", ratio=rates[workers] / rates[1], memory_mb=round(memory.shared_once), **more)
        shutil.rmtree(place.folder)
