"""A clean system without internet, and the service in it as its unit says: for packaging/try."""
import json
import os
import re
import subprocess
import time

HOME = "/var/lib/lantai/home"
PORT = 8080
# What the bundle must bring along: none of it may be on the clean system.
ABSENT = ("libpoppler*", "libvips*", "libzip*", "libqrencode*", "libcmark*", "libarchive*", "libxml2*", "libsqlite3*", "libpq*", "libssl*", "libfontconfig*",
          "libswift*", "openssl", "python3*", "*.ttc", "CNS-*")


class Fault(Exception):
    pass


def need(condition, words):
    if not condition:
        raise Fault(words)


def run(*words, ok=(0,), **options):
    answer = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    if ok is not None and answer.returncode not in ok:
        raise Fault(f"{' '.join(words)[:300]}: status {answer.returncode}\n{answer.stdout[-3000:]}")
    return answer


class Machine:
    """A clean system without internet; programs in it end with it."""

    ENTER = """
set -e
mount --make-rprivate /
ip link set lo up
mount --bind "$1" "$1"
cd "$1"
mount -t proc proc proc
mount -t tmpfs tmpfs run
mount -t tmpfs -o mode=755 tmpfs dev
for name in null zero full random urandom tty; do touch dev/$name; mount --bind /dev/$name dev/$name; done
mkdir -p dev/shm media/usb
mount -t tmpfs tmpfs dev/shm
mount --bind "$2" media/usb
mount -o remount,bind,ro media/usb
mkdir -p .outside
pivot_root . .outside
umount -l /.outside
rmdir /.outside
exec sleep infinity
"""

    # Nothing of a trial may ever happen to the builder's own system.
    GUARD = "[ -e /.trial ] || exit 99\n"

    def __init__(self, tar, root, usb, bare=True):
        self.root = root
        os.makedirs(root)
        with open(f"{root}/.trial", "w"):
            pass
        run("tar", "-C", root, "-xf", tar)
        for pattern in ABSENT if bare else ():
            found = run("find", root, "-xdev", "-name", pattern, "-not", "-path", "*/doc/*").stdout.split()
            need(not found, f"the clean system has {found[:3]}: it is not clean")
        self.process = subprocess.Popen(
            ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", self.ENTER, "sh", root, usb],
            stdin=subprocess.DEVNULL)
        children = f"/proc/{self.process.pid}/task/{self.process.pid}/children"
        deadline = time.monotonic() + 20
        self.pid = None
        while time.monotonic() < deadline:
            with open(children) as file:
                pids = file.read().split()
            if pids:
                # Not before it has left the builder's root behind.
                with open(f"/proc/{pids[0]}/cmdline", "rb") as file:
                    if file.read() == b"sleep\0infinity\0":
                        self.pid = pids[0]
                        break
            time.sleep(0.1)
        need(self.pid, "the clean system could not be entered")

    def words(self, *command):
        return ["nsenter", "-t", self.pid, "-m", "-n", "-p", "-r", "-w", "env", "-i",
                "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8", "TERM=dumb", *command]

    def run(self, line, ok=(0,)):
        return run(*self.words("sh", "-c", self.GUARD + line), ok=ok).stdout

    def start(self, line):
        return subprocess.Popen(self.words("sh", "-c", self.GUARD + line), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                start_new_session=True)

    def get(self, path, port=PORT):
        """Status and body, asked from inside: only loopback is there."""
        answer = subprocess.run(["nsenter", "-t", self.pid, "-n", "curl", "-s", "--noproxy", "*", "-m", "60", "-w", "\n%{http_code}",
                                 f"http://127.0.0.1:{port}{path}"], capture_output=True)
        body, _, status = answer.stdout.rpartition(b"\n")
        return int(status or 0), body

    def signal(self, process, signal):
        """To the program that `process` entered the system with."""
        with open(f"/proc/{process.pid}/task/{process.pid}/children") as file:
            subprocess.run(["kill", signal, *file.read().split()], check=False)

    def kill_all(self):
        """As when the plug is pulled: every program but the system's first."""
        subprocess.run(self.words("sh", "-c", self.GUARD + "kill -9 -1"), capture_output=True, check=False)

    def path(self, inside):
        return self.root + inside

    def end(self):
        self.process.kill()
        self.process.wait()


class Service:
    """The unit's own ExecStart, under the unit's main restrictions, until the block ends."""

    def __init__(self, machine, more="", home=HOME, port=PORT):
        self.machine, self.home, self.port = machine, home, port
        unit = machine.run("cat /etc/systemd/system/lantai.service 2>/dev/null || cat /lib/systemd/system/lantai.service")
        self.command = re.search(r"^ExecStart=(.*)$", unit, flags=re.M)[1] + f" --port {port} {more}"
        user = re.search(r"^User=(.*)$", unit, flags=re.M)[1]
        for line in ("ProtectSystem=strict", "NoNewPrivileges=yes", "CapabilityBoundingSet=", "ProtectHome=yes"):
            need(re.search("^" + re.escape(line) + "$", unit, flags=re.M), f"the unit has no {line}, which this trial imitates")
        self.line = f"""exec unshare --mount sh -c 'mount --bind /var/lib/lantai /var/lib/lantai && mount -o remount,bind,ro / &&
mount -t tmpfs tmpfs /tmp && exec setpriv --reuid={user} --regid={user} --init-groups --no-new-privs --bounding-set=-all \
--inh-caps=-all env LANTAI_HOME={home} LANG=C.UTF-8 LANTAI_LEDGER_BEAT=1 {self.command}' >/var/log/lantai-{port}.log 2>&1"""

    def __enter__(self):
        self.process = self.machine.start(self.line)
        deadline = time.monotonic() + 180
        while time.monotonic() < deadline:
            if self.machine.get("/healthz", self.port)[0] == 200:
                return self
            if self.process.poll() is not None:
                break
            time.sleep(0.3)
        raise Fault("the service did not start:\n" + self.machine.run(f"tail -n 20 /var/log/lantai-{self.port}.log"))

    def __exit__(self, *_):
        self.machine.signal(self.process, "-TERM")
        try:
            self.process.wait(90)
        except subprocess.TimeoutExpired:
            self.machine.signal(self.process, "-KILL")
            self.process.wait()
            raise Fault("the service did not stop on TERM")

    def settled(self):
        """Waits until every page is made and the search has everything."""
        for _ in range(600):
            # 3: the demo has a damaged picture, of which no copy can be made.
            if json.loads(self.machine.run(f"lantai copies --json --home {self.home}", ok=(0, 3)))["waitingPages"] == 0:
                return
            time.sleep(1)
        raise Fault("access copies were not made in ten minutes")
