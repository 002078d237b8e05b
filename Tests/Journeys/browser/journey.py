#!/usr/bin/env python3
"""Drives Chromium through the whole corridor, by the web pages alone: with scripts, and without.

    journey.py [--only script|no-script] [--keep] [--looking part|all]

Before all an archive is set up, in a home of its own. Then upload, report, both signatures, progress, a corrected title,
opening, publishing, signing out; somebody who is not signed in searches, reads and downloads; and sixty entries at once are
confirmed, published, narrowed by facets, and undone. Every page on the way is looked at (see looking.py). `--keep` leaves the homes
where they are. `--looking`: how many of the pages are also seen in every combination of width, colours and paper
(combining.py); `all` writes sheets of pictures and says where. Exit status 0 nothing wrong, 1 something, 4 what the journey needs is not there.
"""
import argparse
import concurrent.futures
import os
import shutil
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import chromium  # noqa: E402
from corridor import CLONE, PROGRAM, Place, Wrong  # noqa: E402
from signing_server import signing_server  # noqa: E402

PACKAGE = "good-dat93-zip.zip"
NOT_THERE = 4


def missing(words):
    print(f"journey.py: {words}", file=sys.stderr)
    sys.exit(NOT_THERE)


def browser_path():
    return chromium.path() or missing("Chromium is not there: script/setup test")


def package():
    """The package of the journey: from LANTAI_DATA, or from `shared/data` beside the clone."""
    for data in (os.environ.get("LANTAI_DATA"), os.path.join(os.path.dirname(CLONE), "shared/data")):
        path = os.path.join(data or "", "transfers", PACKAGE)
        if data and os.path.exists(path):
            return path
    return missing(f"transfers/{PACKAGE} is not there: set LANTAI_DATA to the folder of outside material")


def trusted():
    """The authorities behind the seals in it."""
    return os.path.join(os.path.dirname(package()), "trust")


def accounts(place):
    """The first accounts of a new home, and an officer of the agency the package comes from: name → password."""
    from transfer import Transfer
    known = {each["name"]: each["password"] for each in place.must("init", "--json").json()["accounts"]}
    transfer = Transfer(package())
    added = place.must("user", "add", "clerk", "--role", "agency-officer", "--display", "李建国", "--agency",
                       transfer.agency, "--json").json()
    return transfer, {**known, added["name"]: added["password"]}


def journey(script, folder, pictures, looking):
    """One journey in a home of its own; returns the eyes that saw it, with what was wrong."""
    from looking import Eyes
    from playwright.sync_api import Error, sync_playwright
    from planted import prove
    from playing import playing
    from combining import combine
    from by_keyboard import by_keyboard
    from tour import pages, tour
    from walk import Walk
    from wizard import wizard
    eyes = Eyes("with scripts" if script else "without scripts", pictures, dark=script)
    place = Place(os.path.join(folder, "script" if script else "no-script"))
    began = time.monotonic()
    try:
        transfer, known = accounts(place)
        with signing_server(place, trusted()), place.serving() as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
            try:
                if script:
                    print(f"the eyes see each of {prove(browser, pictures)} planted faults", flush=True)
                before = time.monotonic()
                wizard(browser, folder, eyes, script)
                eyes.times.append(("wizard", time.monotonic() - before))
                if script or looking == "all":
                    before = time.monotonic()
                    playing(browser, place.folder, eyes, script)
                    eyes.times.append(("playing", time.monotonic() - before))
                walk = Walk(browser, server, place, known, transfer, eyes, script)
                walk.whole()
                before = time.monotonic()
                by_keyboard(walk)
                eyes.times.append(("keyboard alone", time.monotonic() - before))
                if not script:
                    seen = pages(walk)
                    tour(walk, seen, "zh", new=True)
                    tour(walk, seen, "en", every=1 if looking == "all" else 4)
                    before = time.monotonic()
                    combine(walk, seen, looking, pictures)
                    eyes.times.append(("combinations", time.monotonic() - before))
            finally:
                browser.close()
    except (Wrong, Error) as problem:
        eyes.fault("journey", f"broken off: {problem}")
    # What belongs to the browser does not outlive it.
    eyes.answers.clear()
    return eyes, time.monotonic() - began


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--only", choices=("script", "no-script"))
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--looking", choices=("part", "all"), default="part")
    given = parser.parse_args()
    browser_path(), package()
    from helping import helping
    from valid import checker, valid
    if not checker():
        missing("the checker of HTML is not there: script/setup test, script/test-tools")
    if not os.access(PROGRAM, os.X_OK):
        missing(f"{PROGRAM} is not built")
    folder, pictures = tempfile.mkdtemp(prefix="lantai-browser-"), tempfile.mkdtemp(prefix="lantai-pictures-")
    began, faults, seen = time.monotonic(), [], []
    try:
        chosen = [script for script in (True, False) if given.only in (None, "script" if script else "no-script")]
        with concurrent.futures.ProcessPoolExecutor(len(chosen)) as pool:
            for eyes, seconds in pool.map(journey, chosen, [folder] * 2, [pictures] * 2, [given.looking] * 2):
                print(f"{eyes.name}: {len(eyes.pages)} pages, {len(eyes.faults)} faults, {seconds:.0f} s, of these "
                      f"{eyes.seconds:.0f} s looking at them (seconds by step: "
                      + ", ".join(f"{name} {spent:.0f}" for name, spent in eyes.times) + ")", flush=True)
                faults += eyes.faults
                seen.append(eyes)
        try:
            faults += valid(seen, os.path.join(folder, "sources"))
            # What pages are called is known when all of them were seen, in both languages.
            if given.only is None and not faults:
                faults += helping(seen)
        except Wrong as problem:
            faults.append(str(problem))
        for fault in faults:
            print(fault)
        print(f"{PROGRAM}\n{len(faults)} faults, {time.monotonic() - began:.0f} s")
        return 1 if faults else 0
    finally:
        if given.keep:
            print(f"homes: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)
        if not os.listdir(pictures):
            os.rmdir(pictures)


if __name__ == "__main__":
    sys.exit(main())
