#!/usr/bin/env python3
"""Shows `lantai demo`: killed in the middle and run again it ends with the same archive as a run that nobody disturbed.

    demo.py            needs LANTAI_PROGRAM; works in a folder of its own

600 records in four fonds; transfers and records in every state; the same codes, titles, files and decisions from both runs.
"""
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

PROGRAM = os.environ["LANTAI_PROGRAM"]


def must(truth, words):
    if not truth:
        sys.exit("demo: " + words)


def rows(home, query):
    with sqlite3.connect(f"file:{home}/lantai.sqlite?mode=ro", uri=True) as database:
        return database.execute(query).fetchall()


def make(home):
    run = subprocess.run([PROGRAM, "demo", "--home", home], capture_output=True, text=True)
    must(run.returncode == 0, f"lantai demo ended with {run.returncode}:\n{run.stdout}{run.stderr}")
    return run.stdout


def killed(home, transfers):
    """Begins a demo and kills it and its workers when so many transfers are described."""
    run = subprocess.Popen([PROGRAM, "demo", "--home", home], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                           start_new_session=True)
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline and run.poll() is None:
        try:
            done = rows(home, "SELECT count(*) FROM accession WHERE state = 'described'")[0][0]
        except sqlite3.Error:
            done = 0  # not there yet
        if done >= transfers:
            break
        time.sleep(0.05)
    must(run.poll() is None, "the demo ended before it could be killed")
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()


def story(home):
    return {
        "units": rows(home, "SELECT code, level, title, author, document_number, state, holding IS NULL FROM unit"
                            " ORDER BY code_key, level"),
        "access": rows(home, "SELECT unit.code, status, access.level FROM access JOIN unit ON unit.id = access.unit"
                             " ORDER BY unit.code_key"),
        "files": rows(home, "SELECT unit.code, n, name, sha256 FROM holding_file JOIN unit ON unit.holding ="
                            " holding_file.unit ORDER BY unit.code_key, n"),
        "texts": rows(home, "SELECT unit.code, count(*) FROM holding_text JOIN unit ON unit.holding = holding_text.unit"
                            " GROUP BY unit.code_key ORDER BY unit.code_key"),
        "transfers": rows(home, "SELECT number, name, state, records, sha256 FROM accession ORDER BY number"),
    }


def main():
    area = tempfile.mkdtemp()
    try:
        first, second = os.path.join(area, "first"), os.path.join(area, "second")
        for transfers in (2, 6):
            killed(first, transfers)
        make(first)
        started = time.monotonic()
        make(second)
        took = time.monotonic() - started
        one, two = story(first), story(second)
        for key in one:
            differing = [pair for pair in zip(one[key], two[key]) if pair[0] != pair[1]]
            must(one[key] == two[key], f"{key}: {len(one[key])} and {len(two[key])} rows, {differing[:3]}")

        count = lambda query: dict(rows(second, query))
        items = count("SELECT fonds_code, count(*) FROM unit WHERE level = 'item' GROUP BY 1")
        must(items == {"G001": 60, "M001": 80, "X001": 410, "X002": 50}, f"records: {items}")
        titles = rows(second, "SELECT count(DISTINCT title) FROM unit WHERE level = 'item'")[0][0]
        must(titles == 600, f"{titles} different titles")
        transfers = count("SELECT state, count(*) FROM accession GROUP BY 1")
        must(transfers == {"described": 10, "awaiting": 1, "returned": 1, "quarantined": 1}, f"transfers: {transfers}")
        agencies = rows(second, "SELECT count(DISTINCT agency) FROM accession")[0][0]
        must(agencies == 5, f"{agencies} agencies")
        states = count("SELECT state, count(*) FROM unit WHERE level = 'item' GROUP BY 1")
        must(states == {"confirmed": 518, "draft": 82}, f"described: {states}")
        waiting = rows(second, "SELECT count(*) FROM unit WHERE level = 'item' AND holding IS NULL")[0][0]
        must(waiting == 20, f"{waiting} entries wait for files")
        access = count("SELECT status || level, count(*) FROM access GROUP BY 1")
        for state in ("open0", "open1", "open2", "open3", "controlled0", "delayed0"):
            must(access.get(state, 0) > 0, f"nothing is {state}: {access}")
        later = rows(second, "SELECT count(*) FROM decision WHERE verdict = 'open' AND effective > date('now', '+7 days')")
        must(later[0][0] > 0, "nothing is decided for a later day")
        formats = {row[0] for row in rows(second, "SELECT DISTINCT mime FROM holding_file")}
        endings = {bytes(row[0]).rsplit(b".", 1)[-1].lower() for row in rows(second, "SELECT DISTINCT name FROM holding_file")}
        must({b"pdf", b"ofd", b"docx", b"jpg", b"png", b"wav", b"avi"} <= endings, f"files: {endings}, {formats}")
        silent = rows(second, "SELECT count(*) FROM holding_file WHERE mime = 'application/pdf' AND NOT EXISTS"
                              " (SELECT 1 FROM holding_text WHERE holding_text.unit = holding_file.unit)")[0][0]
        must(silent == 0, f"{silent} PDFs have no text")
        print(f"demo: 600 records, 4 fonds, {len(one['files'])} files; made in {took:.0f} s; after two kills the same: "
              f"{transfers}, {access}")
    finally:
        shutil.rmtree(area, ignore_errors=True)


main()
