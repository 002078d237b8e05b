"""The two grounds an archive is tortured on: rows and bytes on one disk (`sqlite+folder`), or both on servers behind networks
(`postgres+s3`)."""
import contextlib
import datetime
import os
import re
import subprocess
import threading

from corridor import PROGRAM, Answer, Place, Wrong, make_package

from audit import Audit
from cut import Cut
from engines import Bucket, Database
from office import Office
from power import Disk
from struck import Struck

ROUNDS_OF_A_HOME = 10
ZONE = datetime.timezone(datetime.timedelta(hours=8))
COPY = "disk2"


class Tortured(Place):
    """A home whose clock can be set, with a copy of its records in a folder beside it."""

    LOCAL = Place.LOCAL | {"replicas"}
    planted = None

    def __init__(self, folder, library=None):
        super().__init__(folder)
        self.library, self.ahead, self.clock = library, 0, os.path.join(folder, "clock")
        with open(self.clock, "wb") as file:
            file.write(bytes(8))
        self.running = set()
        # Shut, no command begins: on a disk that is to be set back it would do what never was.
        self.gate, self.shut = threading.Lock(), False
        self.copy_folder = os.path.join(folder, COPY)

    def run(self, *words, **more):
        """As ever; but a command of its own process can be struck too. Without a server it would open the home itself."""
        if self.server and words[0] in self.LOCAL:
            return super().run(*words, **more)
        with self.gate:
            if self.shut:
                raise OSError("nobody is let in any more")
            process = subprocess.Popen([PROGRAM, *words], env=self.environment(), cwd=self.folder, stdin=subprocess.DEVNULL,
                                       stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace")
            self.running.add(process)
        with process:
            try:
                out, err = process.communicate(timeout=more.get("timeout", 300))
            finally:
                process.kill()
                self.running.discard(process)
        return Answer(process.returncode, out, err)

    def set_clock(self, seconds):
        self.ahead += seconds
        with open(self.clock, "r+b") as file:
            file.write(self.ahead.to_bytes(8, "little", signed=True))

    def today(self):
        now = datetime.datetime.now(ZONE) + datetime.timedelta(seconds=self.ahead)
        return now.date().isoformat()

    def environment(self):
        # The public log makes up for each beat it missed: of one a second there would be millions after forty days.
        more = {"LANTAI_LEDGER_BEAT": "600", "LANTAI_DESCRIPTIONS_QUIET": "2"}
        if self.planted:
            more["LANTAI_PLANTED"] = self.planted
        if self.library:
            more |= {"LD_PRELOAD": self.library, "TORTURE_CLOCK": self.clock}
        return {**super().environment(), **more}

    def kept(self):
        """The folder of `stacks` and `ledger`, as other eyes than the program's see them."""
        return self.home

    def leave(self, folder):
        """A copy for who wants to see what went wrong."""
        subprocess.run(["cp", "-a", self.folder, folder], check=False)
        return folder

    def settings(self):
        """A full disk is to be met, not kept away from; and a copy is declared."""
        path = os.path.join(self.home, "lantai.yaml")
        with open(path, encoding="utf-8") as file:
            text, count = re.subn(r"free-space-floor: *\S+", "free-space-floor: 0", file.read())
        if count != 1:
            raise Wrong(f"no floor to lower in {text}")
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"{text}\nreplicas:\n  - name: {COPY}\n    kind: folder\n    path: {self.copy_folder}\n")


class FarPlace(Tortured):
    """Rows in a schema, bytes below a prefix, and both servers behind networks."""

    def __init__(self, folder, ground, name):
        super().__init__(folder)
        self.ground, self.name = ground, name

    def environment(self):
        ground, scripts = self.ground, self.ground.bucket.scripts
        url = ground.database.url.replace(f":{ground.database.port}/", f":{ground.to_database.port}/")
        return {**super().environment(), "LANTAI_DATABASE_KIND": "postgres", "LANTAI_DATABASE_URL": f"{url}?schema={self.name}",
                "LANTAI_STORE_KIND": "s3", "LANTAI_STORE_S3_ENDPOINT": f"http://127.0.0.1:{ground.to_bucket.port}",
                "LANTAI_STORE_S3_BUCKET": scripts.BUCKET, "LANTAI_STORE_S3_PREFIX": self.name,
                "LANTAI_STORE_S3_ACCESS_KEY": scripts.KEY, "LANTAI_STORE_S3_SECRET_KEY": scripts.SECRET}

    def rows(self, query):
        return [tuple(row.values()) for row in self.ground.database.lines(query, self.name)]

    def leave(self, folder):
        with open(os.path.join(folder, "rows.sql"), "wb") as file:
            subprocess.run(["pg_dump", "--schema", self.name, self.ground.database.url], stdout=file, check=False)
        return super().leave(folder)

    def kept(self):
        return self.ground.bucket.fetch(self.name, os.path.join(self.folder, "fetched"))


class Near:
    """SQLite and a folder, on a disk of its own where one can be mounted."""

    name = "sqlite+folder"
    faults = ("server", "child", "power", "full", "clock")

    def __init__(self, has_disk, library):
        self.has_disk, self.library, self.count = has_disk, library, 0
        self.left_out = [name for name, there in (("power", has_disk), ("full", has_disk), ("clock", library)) if not there]

    def place(self, here, stack):
        """A place for a home, and its disk."""
        disk = stack.enter_context(Disk(here)) if self.has_disk else None
        return Tortured(os.path.join(disk.folder if disk else here, "place"), self.library), disk


class Far:
    """PostgreSQL and a bucket, each of one server for all archives of a run."""

    name = "postgres+s3"
    faults = ("server", "engine", "bucket", "cut")

    def __init__(self, folder):
        self.folder, self.count, self.left_out, self.homes = folder, 0, [], 0

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            self.database = stack.enter_context(Database(self.folder))
            self.bucket = stack.enter_context(Bucket())
            self.to_database = stack.enter_context(Cut(self.database.port))
            self.to_bucket = stack.enter_context(Cut(self.bucket.port))
            self.stack = stack.pop_all()
        return self

    def __exit__(self, *how):
        self.stack.__exit__(*how)

    def place(self, here, _):
        self.homes += 1
        return FarPlace(os.path.join(here, "place"), self, f"tortured_{self.homes}"), None


class Archive:
    """One home and what is known of it."""

    def __init__(self, folder, ground, stack, planted, validate, seed):
        self.ground = ground
        self.place, self.disk = ground.place(folder, stack)
        self.folder, self.seed, self.made = folder, seed, 0
        self.audit = Audit(self.place, validate, COPY)
        self.place.must("init")
        self.place.settings()
        self.first()
        # A defect shall be seen by the look after a round, not by a beginning that fails.
        self.place.planted = planted

    def package(self, records=4):
        """Of a fonds of its own: codes that are kept already would be sent back. Made on another disk than the home's: a package
        is its sender's, and must not be what fills that one."""
        self.made += 1
        name = f"{self.seed}-{self.made}"
        return make_package(os.path.join(self.folder, f"批-{name}.zip"), "--records", str(records), "--seed", name,
                            "--fonds", f"Q{200 + self.made}")

    def first(self):
        """Some records to begin with."""
        package = self.package(40)
        server = Struck(self.place)
        server.__enter__()
        try:
            self.place.must("receive", package, "--wait", "--json")
            number = self.place.accessions()[0]["number"]
            for side, name in (("sending", "李建国"), ("receiving", "王秀兰")):
                self.place.must("handover", number, "--sign", side, "--name", name)
            self.place.settle()
            self.place.must("describe", "--accession", number, "--confirm")
            self.units = list(self.audit.units().values())
            self.office = Office(self.place, server)
        finally:
            server.kill()
