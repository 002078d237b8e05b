"""The engines below an archive on the far ground: a PostgreSQL server and an S3 server of the torture's own, which can be killed
and started again on the data they have."""
import importlib.machinery
import importlib.util
import os
import signal
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "postgres"))
from corridor import CLONE, Wrong  # noqa: E402
from server import Postgres  # noqa: E402


def children(number):
    try:
        with open(f"/proc/{number}/task/{number}/children", encoding="ascii") as file:
            return [int(each) for each in file.read().split()]
    except OSError:
        return []


def runs(number):
    try:
        with open(f"/proc/{number}/stat", encoding="utf-8") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


class Database(Postgres):
    @property
    def port(self):
        return int(self.url.rpartition(":")[2].partition("/")[0])

    def kill(self):
        """Every process of it at once, as no `pg_ctl` does."""
        with open(self.note, encoding="utf-8") as note:
            folder = note.read().strip()
        lock = os.path.join(folder, "data/postmaster.pid")
        with open(lock, encoding="utf-8") as file:
            first = int(file.readline())
        # Stopped before its children are counted: one that it makes meanwhile would hold its memory, and keep it from starting.
        os.kill(first, signal.SIGSTOP)
        numbers = [first, *children(first)]
        for number in numbers:
            try:
                os.kill(number, signal.SIGKILL)
            except ProcessLookupError:
                pass
        last = time.monotonic() + 30
        while any(runs(number) for number in numbers):
            if time.monotonic() > last:
                raise Wrong("PostgreSQL outlives kill -9")
            time.sleep(0.02)
        # Dead, but not yet buried by the system, its number would keep another from starting.
        os.unlink(lock)
        os.unlink(os.path.join(folder, f".s.PGSQL.{self.port}.lock"))


class Bucket:
    """SeaweedFS, as script/test-s3 starts it."""

    def __enter__(self):
        path = os.path.join(CLONE, "script/test-s3")
        loader = importlib.machinery.SourceFileLoader("test_s3", path)
        spec = importlib.util.spec_from_loader("test_s3", loader)
        self.scripts = importlib.util.module_from_spec(spec)
        loader.exec_module(self.scripts)
        self.scripts.install()
        self.servers = self.scripts.Servers()
        self.servers.seaweed()
        self.port = int(self.servers.environment["LANTAI_TEST_S3"].rpartition(":")[2])
        return self

    def __exit__(self, *_):
        self.servers.stop()

    def kill(self):
        self.servers.kill("weed")

    def again(self):
        self.servers.again("weed")
        self.servers.ready(self.port)

    def fetch(self, prefix, folder):
        """Makes `folder` what is below the prefix: by another program than ours, straight from the server."""
        key, secret, bucket = self.scripts.KEY, self.scripts.SECRET, self.scripts.BUCKET
        remote = (f":s3,provider=Other,force_path_style=true,endpoint='http://127.0.0.1:{self.port}',access_key_id={key},"
                  f"secret_access_key={secret}:{bucket}/{prefix}")
        done = subprocess.run(
            [self.scripts.program("rclone"), "sync", remote, folder, "--use-server-modtime", "--transfers", "16",
             "--checkers", "16", "--config", os.path.join(self.servers.folder, "rclone.conf")], capture_output=True, text=True)
        if done.returncode:
            raise Wrong(f"rclone: {done.stderr[-500:]}")
        return folder
