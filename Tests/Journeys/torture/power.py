"""A disk of its own whose power can be cut: ext4 in a file, mounted by loop.

What a program wrote and did not sync is in the system's memory, not in the file under the disk. So a copy of that file, taken
while nothing runs, is the disk as a power cut leaves it; mounted, its journal is played back as after any cut.
"""
import os
import subprocess
import time

SIZE = 1 << 30


class Impossible(Exception):
    """There is no mounting here."""


def do(*words):
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode:
        raise Impossible(f"{' '.join(words)}: {done.stderr.strip()}")


class Disk:
    """Mounted while the block lasts; `cut` is called while whoever writes to it is stopped, and `back` after they are killed."""

    def __init__(self, folder):
        self.folder, self.image, self.filler = os.path.join(folder, "disk"), os.path.join(folder, "image"), None

    def __enter__(self):
        os.makedirs(self.folder)
        with open(self.image, "wb") as image:
            image.truncate(SIZE)
        do("mkfs.ext4", "-q", "-m", "0", self.image)
        self.mount()
        return self

    def __exit__(self, *_):
        subprocess.run(["umount", "-l", self.folder], check=True)

    def mount(self):
        # The system brings what is not synced to disk by itself, here only after five minutes.
        do("mount", "-o", "loop,noatime,commit=300", self.image, self.folder)

    def cut(self):
        do("cp", "--sparse=always", self.image, self.image + ".cut")

    def back(self):
        last = time.monotonic() + 20
        while True:
            try:
                do("umount", self.folder)
                break
            except Impossible:
                # Whoever was killed is not quite gone yet.
                if time.monotonic() > last:
                    raise
                time.sleep(0.1)
        os.rename(self.image + ".cut", self.image)
        self.mount()

    def fill(self, leave):
        """Takes all but about `leave` bytes."""
        self.filler = os.path.join(self.folder, "filler")
        with open(self.filler, "wb") as file:
            for tries in range(50):
                room = os.statvfs(self.folder)
                try:
                    return os.posix_fallocate(file.fileno(), 0, max(1, room.f_bavail * room.f_frsize - leave))
                except OSError:
                    # The others went on writing between the two calls.
                    if tries == 49:
                        raise

    def free(self):
        if self.filler:
            os.remove(self.filler)
            self.filler = None
