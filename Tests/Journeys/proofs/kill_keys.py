#!/usr/bin/env python3
"""Kills `lantai key rotate`, or fills its disk, at its durable system calls: either the old key signs or the new one does, the
ledger knows which, and the public log goes on.

    kill_keys.py [--sample 12] [--seed x]
"""
import argparse
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PLUG = os.path.join(os.path.dirname(HERE), "strace", "plug.c")
PROGRAM = os.environ["LANTAI_PROGRAM"]
ENOSPC = 28


def run(home, *words, before=()):
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("LANTAI_", "LC_"))}
    environment |= {"LANG": "C.UTF-8", "LANTAI_HOME": home, "LANTAI_LEDGER_BEAT": "1"}
    return subprocess.run([*before, PROGRAM, *words], env=environment, capture_output=True, text=True, timeout=120,
                          stdin=subprocess.DEVNULL)


def look(home, rotated):
    """What is wrong after a fault; `rotated` if the change was acknowledged."""
    listing = run(home, "key", "list", "--json")
    if listing.returncode:
        return f"key list: {listing.stderr}"
    keys = json.loads(listing.stdout)["keys"]
    if len(keys) not in ((2,) if rotated else (1, 2)):
        return f"{len(keys)} keys, and the change was {'' if rotated else 'not '}acknowledged"
    if os.path.exists(os.path.join(home, "keys", "ledger-next.pem")):
        return "a key is left that is neither old nor new"
    for words in (("verify-ledger",), ("key", "rotate"), ("verify-ledger",)):
        done = run(home, *words)
        if done.returncode:
            return f"{' '.join(words)}: {done.stdout}{done.stderr}"
    database = sqlite3.connect(f"file:{home}/lantai.sqlite?mode=ro", uri=True)
    events = database.execute("SELECT count(*) FROM event WHERE kind = 'key-changed'").fetchone()[0]
    size, signed = database.execute("SELECT size, signed FROM log_head").fetchone()
    database.close()
    if events != len(keys) or size != signed:
        return f"{events} events for {len(keys) + 1} keys, {size} entries, signed up to {signed}"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sample", type=int, default=12, help="so many kills, and as many full disks")
    parser.add_argument("--seed", default="keys")
    given = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="lantai-keys-")
    faults = tried = 0
    try:
        plug, good = os.path.join(folder, "plug"), os.path.join(folder, "good")
        subprocess.run(["cc", "-O2", "-o", plug, PLUG], check=True)
        made = run(good, "init")
        if made.returncode:
            sys.exit(f"kill_keys: init: {made.stderr}")

        def trial(*fault):
            nonlocal tried
            home, report = os.path.join(folder, f"home-{tried}"), os.path.join(folder, "report")
            tried += 1
            shutil.copytree(good, home, symlinks=True)
            done = run(home, "key", "rotate", before=[plug, "-o", report, "-u", home, *fault, "--"])
            wrong = look(home, done.returncode == 0)
            shutil.rmtree(home)
            with open(report, encoding="utf-8") as file:
                return int(file.read().split()[0]), wrong

        calls, wrong = trial()
        if wrong:
            sys.exit(f"kill_keys: a good run: {wrong}")
        # Losses made by hand, which the look must see.
        for name, harm in (("the new key is lost", lambda home: shutil.copy(os.path.join(good, "keys", "ledger.pem"), os.path.join(home, "keys"))),
                           ("the book of keys is altered", lambda home: open(os.path.join(home, "keys", "history"), "a").write("x"))):
            home = os.path.join(folder, "harmed")
            shutil.copytree(good, home, symlinks=True)
            run(home, "key", "rotate")
            harm(home)
            if not look(home, True):
                sys.exit(f"kill_keys: the look did not see that {name}; it is broken")
            shutil.rmtree(home)
        chance = random.Random(given.seed)
        for kind in ("-k", "-n"):
            for number in sorted(chance.sample(range(1, calls + 1), min(given.sample, calls))):
                fault = (kind, str(number)) if kind == "-k" else ("-e", str(ENOSPC), "-n", str(number), *(["-l"] if number % 2 else []))
                _, wrong = trial(*fault)
                if wrong:
                    faults += 1
                    print(f"{' '.join(fault)}: {wrong}", flush=True)
        print(f"kill_keys: {tried - 1} faults of {calls} calls each way, {faults} wrong")
        return 1 if faults else 0
    finally:
        shutil.rmtree(folder, ignore_errors=True)


sys.exit(main())
