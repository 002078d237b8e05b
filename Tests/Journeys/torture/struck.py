"""A round: a server at work, what strikes it, and what is left."""
import contextlib
import os
import random
import signal
import time

from corridor import Server, Wrong

from cut import HOLD, MUTE, OPEN, RESET
from engines import children
from load import Load

# What a hand may be told while a server below is not there. Each says: not now.
AWAY = ("tables.unreachable", "tables.outcome-unknown", "bytes.s3-unreachable", "bytes.s3-busy", "discovery.unavailable",
        "web.no-database")


class Struck(Server):
    """A server that is killed rather than stopped."""

    def processes(self):
        """Its process numbers, its children's among them."""
        found = [self.process.pid, *(each.pid for each in tuple(self.place.running))]
        for number in found:
            found += children(number)
        return found

    def strike(self, numbers, kind=signal.SIGKILL):
        for number in numbers:
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, kind)

    def kill(self):
        self.strike(self.processes())
        self.process.wait()
        self.place.server = None
        self.log.close()


class Round:
    def __init__(self, archive, number, fault, acts, seed):
        self.archive, self.number, self.fault, self.acts = archive, number, fault, acts
        self.chance = random.Random(f"{seed} {number} {fault}")

    def run(self):
        """Works, strikes, starts again, looks; gives how often each act was acknowledged, and each refusal heard."""
        archive = self.archive
        place, server = archive.place, Struck(archive.place)
        server.__enter__()
        # A stale copy is the look's to find: nobody shall repair it before.
        load = Load(place, archive.units, archive.package, archive.office, str(self.number), self.acts,
                    place.planted != "stale-replica")
        try:
            load.start()
            load.until_enough()
            getattr(self, "strike_" + self.fault)(server, load)
        finally:
            load.stop.set()
            if server.process.poll() is None:
                server.kill()
            load.end()
        if self.fault == "power":
            archive.disk.back()
            place.shut = False
        server = Struck(place)
        server.__enter__()
        try:
            archive.units = archive.audit.look(load)
        finally:
            server.kill()
        return load.acknowledged, load.refused

    def while_longer(self, most=0.5):
        time.sleep(self.chance.random() * most)

    # On both grounds.

    def strike_server(self, server, load):
        self.while_longer()
        load.stop.set()
        server.kill()

    # On a disk of its own.

    def strike_child(self, server, load):
        """Children open the files of others: one dies now and then, and nobody notices."""
        for _ in range(5):
            each = [number for number in server.processes() if number != server.process.pid]
            server.strike(self.chance.sample(each, min(1, len(each))))
            self.while_longer()
        self.strike_server(server, load)

    def strike_power(self, server, load):
        self.while_longer()
        place = self.archive.place
        load.stop.set()
        with place.gate:
            place.shut = True
            # First, so that it starts no more children.
            server.strike([server.process.pid], signal.SIGSTOP)
            everyone = server.processes()
            server.strike(everyone, signal.SIGSTOP)
        self.archive.disk.cut()
        server.strike(everyone)
        server.process.wait()
        place.server = None
        server.log.close()

    def strike_full(self, server, load):
        load.excused = ("disk.full", "full-disk", "insufficient-space", "web.no-space", "intake.no-space")
        self.archive.disk.fill(self.chance.choice([0, 40_000, 300_000]))
        time.sleep(1 + self.chance.random())
        if server.process.poll() is not None:
            raise Wrong("the server ended on a full disk")
        self.archive.disk.free()
        time.sleep(1)
        self.strike_server(server, load)

    def strike_clock(self, server, load):
        """Forward by hours or months, back by seconds or half an hour."""
        # What was opened today is not open yet when it is yesterday again.
        load.excused = ("it is not open on",)
        for _ in range(4):
            self.archive.place.set_clock(self.chance.choice([-1800, -5, 40, 7200, 86_400, 40 * 86_400]))
            time.sleep(0.4)
        self.strike_server(server, load)

    # On servers behind networks.

    def away(self):
        """Some seconds, which the program may wait for; in the long form often longer than it waits."""
        self.while_longer(25 if self.acts >= 500 and self.chance.random() < 0.5 else 3)

    def strike_engine(self, server, load):
        """PostgreSQL is lost, by its own way of ending at once or with every process killed, and comes back."""
        database = self.archive.ground.database
        load.excused = AWAY
        self.chance.choice([database.halt, database.kill])()
        self.away()
        database.again()
        self.goes_on(server, load)

    def strike_bucket(self, server, load):
        bucket = self.archive.ground.bucket
        load.excused = AWAY
        bucket.kill()
        self.away()
        bucket.again()
        self.goes_on(server, load)

    def strike_cut(self, server, load):
        """One network or both are cut, three times, each in another way."""
        ground = self.archive.ground
        load.excused = AWAY
        for how in self.chance.sample([RESET, HOLD, MUTE], 3):
            cuts = self.chance.choice([[ground.to_database], [ground.to_bucket], [ground.to_database, ground.to_bucket]])
            try:
                for cut in cuts:
                    cut.set(how)
                self.away()
            finally:
                for cut in cuts:
                    cut.set(OPEN)
            self.while_longer(1)
        self.goes_on(server, load)

    def goes_on(self, server, load):
        """With what it stands on back, the server works again by itself; then it is killed."""
        if server.process.poll() is not None:
            raise Wrong("the server ended when what it stands on was away")
        load.until_enough(load.total + 40, 90)
        self.strike_server(server, load)
