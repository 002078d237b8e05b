"""The signature server and the seal platform of the tests, as an archive's home is connected to them."""
import contextlib
import os
import shutil
import subprocess
import sys
import time

from corridor import CLONE, Wrong

SIMULATOR = os.path.join(CLONE, "Tests/Fixtures/signing/simulator.py")
SETTINGS = """
intake:
  trust: {folder}/trust
  signing:
    server:
      address: http://127.0.0.1:{port}/cms
      token-file: {folder}/token
    platform:
      address: http://127.0.0.1:{port}/seal
      token-file: {folder}/token
"""


@contextlib.contextmanager
def signing_server(place, trusted):
    """Runs both while the block runs; the settings of `place`, which is set up already, name them.

    Their authority is trusted, and those in the folder `trusted`, as the packages of a journey need them.
    """
    folder = os.path.join(place.folder, "signing")
    os.makedirs(folder)
    process = subprocess.Popen([sys.executable, SIMULATOR, folder], stdin=subprocess.DEVNULL)
    try:
        ports, last = os.path.join(folder, "ports"), time.monotonic() + 60
        while not os.path.exists(ports):
            if process.poll() is not None or time.monotonic() > last:
                raise Wrong("the signing server of the tests did not start")
            time.sleep(0.05)
        with open(ports, encoding="utf-8") as file:
            port = file.read().split()[0]
        shutil.copytree(trusted, os.path.join(folder, "trust"), dirs_exist_ok=True)
        with open(os.path.join(place.home, "lantai.yaml"), "a", encoding="utf-8") as settings:
            settings.write(SETTINGS.format(folder=folder, port=port))
        yield
    finally:
        process.kill()
        process.wait()
