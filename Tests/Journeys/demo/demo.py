#!/usr/bin/env python3
"""Shows `lantai demo`: killed in the middle and run again it ends with the same archive as a run that nobody disturbed.

    demo.py [--whole]      needs LANTAI_PROGRAM; works in a folder of its own

Held to an undisturbed run is the small demo, with `--whole` the full one, which takes a minute more. The full one, killed twice, has 600 records in
four fonds; transfers and records in every state; five agencies with schemes of their own, each transfer judged by
its agency's; the same codes, titles, files, reports and decisions from both runs. Then the desk is looked at by everybody who
works there: no queue is empty.
"""
import html
import http.cookiejar
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

PROGRAM = os.environ["LANTAI_PROGRAM"]


def must(truth, words):
    if not truth:
        sys.exit("demo: " + words)


def rows(home, query):
    with sqlite3.connect(f"file:{home}/lantai.sqlite?mode=ro", uri=True) as database:
        return database.execute(query).fetchall()


def make(home, size="full"):
    run = subprocess.run([PROGRAM, "demo", "--home", home, "--size", size], capture_output=True, text=True)
    must(run.returncode == 0, f"lantai demo ended with {run.returncode}:\n{run.stdout}{run.stderr}")
    return run.stdout


def killed(home, transfers, size="full", state="described"):
    """Begins a demo and kills it and its workers when so many transfers are in the state (`%`: in any)."""
    run = subprocess.Popen([PROGRAM, "demo", "--home", home, "--size", size], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                           start_new_session=True)
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline and run.poll() is None:
        try:
            done = rows(home, f"SELECT count(*) FROM accession WHERE state LIKE '{state}'")[0][0]
        except sqlite3.Error:
            done = 0  # not there yet
        if done >= transfers:
            break
        time.sleep(0.05)
    must(run.poll() is None, "the demo ended before it could be killed")
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()


def judged(number, report):
    """What a report says, without the time it took and the day."""
    scheme = report.get("scheme") or {}
    findings = [(each["check"], each["severity"], each.get("usual"), each["what"]["zh"]) for each in report["findings"]]
    return number, report["kind"], report["verdict"], scheme.get("name"), scheme.get("agency"), findings


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
        "schemes": rows(home, "SELECT agency, version, document, reason FROM check_scheme ORDER BY agency, version"),
        "reports": [judged(number, json.loads(text)) for number, text in rows(
            home, "SELECT number, document FROM check_report JOIN accession ON id = accession ORDER BY number")],
        "parked": rows(home, "SELECT unit.code, copy_piece.code, what_zh FROM copy_piece JOIN unit ON unit.id ="
                             " copy_piece.unit WHERE copy_piece.state = 'parked'"),
        "transfers": rows(home, "SELECT number, name, state, records, sha256 FROM accession ORDER BY number"),
    }


class Desk:
    """The desk of a served home, as one account sees it."""

    def __init__(self, home):
        with open(f"{home}/accounts.txt", encoding="utf-8") as file:
            self.passwords = dict(line.split("\t")[:2] for line in file if "\t" in line)
        self.log = open(home + ".log", "w+", encoding="utf-8")
        self.server = subprocess.Popen([PROGRAM, "serve", "--home", home, "--port", "0"], stdout=self.log,
                                       stderr=subprocess.STDOUT)
        deadline = time.monotonic() + 60
        while True:
            self.log.seek(0)
            found = re.search(r"http://127\.0\.0\.1:(\d+)  ", self.log.read())
            if found:
                break
            must(time.monotonic() < deadline and self.server.poll() is None, "the server did not start")
            time.sleep(0.1)
        self.base = f"http://127.0.0.1:{found[1]}"

    def close(self):
        self.server.terminate()
        self.server.wait(60)
        self.log.close()

    def sign_in(self, name):
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        page = browser.open(self.base + "/desk/sign-in?lang=zh", timeout=60).read().decode()
        token = re.search(r'name="form-token" value="([0-9a-f]+)"', page)[1]
        form = urllib.parse.urlencode({"form-token": token, "name": name, "password": self.passwords[name]})
        browser.open(self.base + "/desk/sign-in", form.encode(), timeout=60)

        def text(path):
            page = browser.open(self.base + path, timeout=60).read().decode().split("<main")[1]
            return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))
        return text


# Who looks where, and what must stand there.
QUEUES = {
    "archivist": {"/desk": ["签收", "件待确认", "1处利用件没有做成"], "/desk/accessions?state=awaiting": ["待交接 2"],
                  "/desk/accessions?state=returned": ["已退回 1"], "/desk/accessions?state=quarantined": ["已隔离 1"],
                  "/desk/catalogue": ["待挂接 20"], "/desk/parked": ["X002-ZP·1962-Y-BGS-0001", "图像已损坏"],
                  "/desk/schemes": ["水利局方案 第1版", "文旅局声像方案 第1版"],
                  "/desk/schemes/one?agency=" + urllib.parse.quote("临江市水利局"): ["第2版将于", "只收OFD"]},
    "reviewer": {"/desk": ["件到期待审", "4件到了复审日"], "/desk/opening": ["到期待审", "复审"]},
    "officer": {"/desk": ["签收"], "/desk/accessions/new": ["政府办公室方案 第1版"]},
    "security": {"/desk": ["涉密事件"], "/desk/incidents": ["隔离中"]},
    "sysadmin": {"/desk": ["1处利用件没有做成"], "/desk/parked": ["图像已损坏"]},
    "supervisor": {"/desk": ["待交接 2"]},
    "auditor": {"/desk/ledger": ["设置变更"]},
}


def queues(home):
    """No queue of the desk is empty."""
    desk = Desk(home)
    try:
        for name, pages in QUEUES.items():
            text = desk.sign_in(name)
            for path, wanted in pages.items():
                page = text(path)
                for words in wanted:
                    must(words in page, f"{name} does not read “{words}” at {path}: {page[:600]}")
    finally:
        desk.close()


def same(one, two):
    for key in one:
        differing = [pair for pair in zip(one[key], two[key]) if pair[0] != pair[1]]
        must(one[key] == two[key], f"{key}: {len(one[key])} and {len(two[key])} rows, {differing[:3]}")


def evidence(home, folder):
    """What an expert panel asks for is all there: five agencies, five sorts of material, every item with what is behind it."""
    run = subprocess.run([PROGRAM, "evidence", folder, "--home", home], capture_output=True, text=True)
    must(run.returncode == 0, f"lantai evidence ended with {run.returncode}:\n{run.stdout}{run.stderr}")
    with open(os.path.join(folder, "evidence.json"), encoding="utf-8") as file:
        book = json.load(file)
    must(book["missing"] == [] and len(book["agencies"]) == 5, f"evidence: {book['missing']}, {book['agencies']}")
    must({"text", "image", "audio", "video", "database"} <= set(book["material"]), f"material: {book['material']}")
    # The quarantined one is told nowhere.
    must(len(book["transfers"]) == 13, f"{len(book['transfers'])} transfers")
    for transfer in book["transfers"]:
        must(len(transfer["items"]) == 40 and transfer["proof"]["path"], f"evidence of {transfer['number']}")
        # What the texts of the demo say is what its metadata says.
        differing = [item for item in transfer["items"] if item["item"] == "linked" and item["result"] != "passed"
                     and transfer["verdict"] != "return" and item["findings"]]
        must(not differing, f"{transfer['number']}: {differing}")


def main():
    area = tempfile.mkdtemp()
    try:
        first, second = os.path.join(area, "first"), os.path.join(area, "second")
        for transfers in (2, 6):
            killed(first, transfers)
        make(first)
        one = story(first)
        if "--whole" in sys.argv[1:]:
            make(second)
            same(one, story(second))
        else:
            small, again = os.path.join(area, "small"), os.path.join(area, "again")
            killed(small, 1, "small", "%")
            make(small, "small")
            make(again, "small")
            same(story(small), story(again))

        count = lambda query: dict(rows(first, query))
        items = count("SELECT fonds_code, count(*) FROM unit WHERE level = 'item' GROUP BY 1")
        must(items == {"G001": 60, "M001": 80, "X001": 410, "X002": 50}, f"records: {items}")
        titles = rows(first, "SELECT count(DISTINCT title) FROM unit WHERE level = 'item'")[0][0]
        must(titles == 600, f"{titles} different titles")
        transfers = count("SELECT state, count(*) FROM accession GROUP BY 1")
        must(transfers == {"described": 10, "awaiting": 2, "returned": 1, "quarantined": 1}, f"transfers: {transfers}")
        agencies = rows(first, "SELECT count(DISTINCT agency) FROM accession")[0][0]
        must(agencies == 5, f"{agencies} agencies")
        schemes = {(agency, version) for agency, version, *_ in one["schemes"]}
        must(len({agency for agency, _ in schemes} - {""}) == 5 and ("", 1) in schemes, f"schemes: {schemes}")
        for number, _, verdict, name, whose, _ in one["reports"]:
            sender = rows(first, f"SELECT agency, state FROM accession WHERE number = '{number}'")[0]
            must(sender[1] == "quarantined" or whose == sender[0], f"{number} of {sender} was judged by {name} of {whose}")
        weighed = [finding for report in one["reports"] for finding in report[5] if finding[2]]
        must(weighed == [weighed[0]] and weighed[0][:3] == ("whole-files", "warning", "blocking"), f"weighed: {weighed}")
        kinds = {kind for _, kind, *_ in one["reports"]}
        must({"dat93", "law2012", "catalogue", "files"} <= kinds, f"layouts: {kinds}")
        sheets = rows(first, "SELECT max(pages), count(*) FROM holding_file WHERE mime = 'image/tiff'")[0]
        must(sheets[0] == 3 and sheets[1] >= 10, f"TIFF: {sheets}")
        must(len(one["parked"]) == 1 and one["parked"][0][1] == "formats.page-image", f"parked: {one['parked']}")
        states = count("SELECT state, count(*) FROM unit WHERE level = 'item' GROUP BY 1")
        must(states == {"confirmed": 518, "draft": 82}, f"described: {states}")
        waiting = rows(first, "SELECT count(*) FROM unit WHERE level = 'item' AND holding IS NULL")[0][0]
        must(waiting == 20, f"{waiting} entries wait for files")
        access = count("SELECT status || level, count(*) FROM access GROUP BY 1")
        for state in ("open0", "open1", "open2", "open3", "controlled0", "delayed0"):
            must(access.get(state, 0) > 0, f"nothing is {state}: {access}")
        later = rows(first, "SELECT count(*) FROM decision WHERE verdict = 'open' AND effective > date('now', '+7 days')")
        must(later[0][0] > 0, "nothing is decided for a later day")
        formats = {row[0] for row in rows(first, "SELECT DISTINCT mime FROM holding_file")}
        endings = {bytes(row[0]).rsplit(b".", 1)[-1].lower() for row in rows(first, "SELECT DISTINCT name FROM holding_file")}
        must({b"pdf", b"ofd", b"docx", b"jpg", b"png", b"tif", b"wav", b"avi", b"sqlite"} <= endings, f"files: {endings}, {formats}")
        silent = rows(first, "SELECT count(*) FROM holding_file WHERE mime = 'application/pdf' AND NOT EXISTS"
                              " (SELECT 1 FROM holding_text WHERE holding_text.unit = holding_file.unit)")[0][0]
        must(silent == 0, f"{silent} PDFs have no text")
        evidence(first, os.path.join(area, "evidence"))
        queues(first)
        print(f"demo: 600 records, 4 fonds, {len(one['files'])} files; after kills the same: "
              f"{transfers}, {access}")
    finally:
        shutil.rmtree(area, ignore_errors=True)


main()
