#!/usr/bin/env python3
"""Shows that the database is only an index: deleted and made again, it holds the same, and every public page is the same.

    rebuild.py            needs LANTAI_PROGRAM; works in a folder of its own

The sample archive, and a transfer made by script/make-package, are brought into every state a record can be in:
published in full, as images, as an entry, opened only, opened for later, controlled, delayed, withdrawn, published again
after a withdrawal, re-described, unreviewed. The public site is crawled from its first page, in Chinese and in English,
with every image, file and answer for programs. Then the server stops, database and indexes are deleted, `lantai rebuild`
makes them again, and everything is held against what it was.

Left out of the comparison, and nothing else: the headers Date and X-Request-Id and, at the foot of a page about a problem,
that same number; rows of sign-in, which are no part of the ledger (and the events that say accounts were made anew, since
those of the old database are gone with it); of what is kept, when it was last read over.
"""
import hashlib
import html
import http.client
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.parse

PROGRAM = os.environ["LANTAI_PROGRAM"]
CLONE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
PRIVATE = {"account", "account_role", "session", "sign_in_attempt", "sign_in_address", "one_time_secret", "sheet_code"}
# How far followers have come, work on access copies that is not done yet, and the times of reading over.
WORKING = {"bookmark", "copy_piece", "progress"}
# The public log grows by the clock and not by what is done: what was in it must be in it again, what came since may be new.
GROWING = ("log_entry", "log_node", "log_statement")
WORKING |= {"log_head"}
# Which descriptions are still to be kept with their objects: made anew, all are looked at again.
WORKING |= {"description_fold"}
# How far copies elsewhere are, rounds under way, how full the disk was.
WORKING |= {"replica", "replica_object", "fixity_round", "storage_sample"}
CLOCK = {"holding": {"last_checked", "touched", "touched_at"}, "holding_file": {"last_checked"}}


def lantai(*words, ok=(0,)):
    run = subprocess.run([PROGRAM, *words], capture_output=True, text=True)
    if run.returncode not in ok:
        sys.exit(f"rebuild: lantai {' '.join(words)} ended with {run.returncode}:\n{run.stdout}{run.stderr}")
    return run.stdout


class Server:
    """The program serving on a port of its own, until the block ends."""

    def __enter__(self):
        self.log = open(os.environ["LANTAI_HOME"] + ".log", "w+")
        self.process = subprocess.Popen([PROGRAM, "serve", "--port", "0", *self.arguments()], stdout=self.log,
                                        stderr=subprocess.STDOUT)
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and self.process.poll() is None:
            self.log.seek(0)
            found = re.search(r"http://127\.0\.0\.1:(\d+)  ", self.log.read())
            if found:
                self.port = int(found[1])
                return self
            time.sleep(0.1)
        self.log.seek(0)
        sys.exit(f"rebuild: the server did not start:\n{self.log.read()}")

    @staticmethod
    def arguments():
        return [] if os.path.exists(os.environ["LANTAI_HOME"]) else ["--first-run", "--size", "small"]

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(60)
        self.log.close()

    def get(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        number = answer.headers["X-Request-Id"].encode()
        headers = sorted((name.lower(), value) for name, value in answer.headers.items()
                         if name not in ("Date", "X-Request-Id") and not (name == "Content-Length" and answer.status >= 400))
        return answer.status, headers, body.replace(number, b"NUMBER")


def crawl(server, starts, filters=2):
    """Every page that can be reached from `starts`: path -> (status, headers, digest of the body, the body of a text).
    Of the lists of hits that links lead to, those with so many words and filters at once: more are ways to the same hits
    without end."""
    seen, waiting = {}, [path + ("&" if "?" in path else "?") + "lang=" + lang for path in starts for lang in ("zh", "en")]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        status, headers, body = server.get(path)
        kind = dict(headers).get("content-type", "")
        text = body.decode() if kind.startswith(("text/html", "application/json")) else ""
        seen[path] = (status, headers, hashlib.sha256(body).hexdigest(), text)
        language = re.search(r"[?&]lang=(zh|en)", path)
        if kind.startswith("text/html"):
            links = [html.unescape(link) for link in re.findall(r'(?:href|src|action)="([^"]*)"', text)]
        elif kind.startswith("application/json"):
            links = ["/records/" + each for each in re.findall(r'"id":"(\w+)"', text)]
            links += re.findall(r'"(?:page|url)":"([^"]*)"', text)
            nexts = re.search(r'"next":"([\w-]+)"', text)
            if nexts and path.startswith("/api/v1/find"):
                links.append(re.sub(r"&after=[\w-]+", "", path) + "&after=" + nexts[1])
        else:
            links = []
        for link in links:
            link = urllib.parse.urljoin(path, link).split("#")[0]
            # What is proven, and how large the public log is, depends on the time of asking: the tables are held against
            # each other instead.
            if not link.startswith("/") or link.startswith(("/desk", "/ledger")) or link.split("?")[0].endswith("/proof"):
                continue
            asked = urllib.parse.parse_qs(urllib.parse.urlsplit(link).query)
            if link.startswith("/search") and ("view" in asked or len(asked.keys() - {"lang", "after"}) > filters):
                continue
            record = re.match(r"/records/(\w+)$", link.split("?")[0])
            for each in [link] + (["/api/v1" + record[0]] if record else []):
                if language and not re.search(r"[?&]lang=", each) and not each.startswith("/assets/"):
                    each += ("&" if "?" in each else "?") + "lang=" + language[1]
                waiting.append(each)
    return seen


def rows():
    """Everything the database says of the archive: table -> sorted rows."""
    database = sqlite3.connect(f"file:{os.environ['LANTAI_HOME']}/lantai.sqlite?mode=ro", uri=True)
    database.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    tables = [name for name, in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    answer = {}
    for table in tables:
        if table in PRIVATE | WORKING or table.startswith("sqlite_"):
            continue
        cursor = database.execute(f'SELECT * FROM "{table}"')
        names = [column[0] for column in cursor.description]
        answer[table] = sorted(repr({name: value for name, value in zip(names, row) if name not in CLOCK.get(table, ())})
                               for row in cursor)
    database.close()
    return answer


def told(numbers):
    """What the commands tell of transfers, units and their histories."""
    answer = {"handover": lantai("handover", "--json"), "find": lantai("find", "--json", "--limit", "1000"),
              "staff": lantai("find", "--staff", "--json", "--limit", "1000", "--sort", "code")}
    for number in numbers:
        answer["handover " + number] = lantai("handover", number, "--json")
        answer["describe " + number] = lantai("describe", "--accession", number, "--json")
    for hit in json.loads(answer["staff"])["hits"]:
        answer["unit " + hit["code"]] = lantai("describe", hit["code"], "--json")
        answer["history " + hit["code"]] = lantai("describe", hit["code"], "--history")
    return answer


def every_state(folder):
    """Brings records into every state; the codes of the withdrawn ones, and the receipt numbers."""
    package = os.path.join(folder, "transfer.zip")
    subprocess.run([sys.executable, os.path.join(CLONE, "script/make-package"), package, "--records", "14"], check=True,
                   capture_output=True)
    lantai("receive", package, "--wait")
    transfers = json.loads(lantai("handover", "--json"))
    transfers = transfers if isinstance(transfers, list) else next(v for v in transfers.values() if isinstance(v, list))
    numbers = [each["number"] for each in transfers]
    number = next(each["number"] for each in transfers if each["state"] == "awaiting")
    lantai("handover", number, "--sign", "sending", "--name", "李建国")
    lantai("handover", number, "--sign", "receiving", "--name", "王秀兰")
    deadline = time.monotonic() + 120
    codes = []
    while len(codes) < 14 and time.monotonic() < deadline:
        hits = json.loads(lantai("find", "Q021-WS", "--staff", "--json", "--sort", "code", "--limit", "1000"))["hits"]
        codes = [hit["code"] for hit in hits if hit["level"] == "item"]
    if len(codes) < 14:
        sys.exit(f"rebuild: only {len(codes)} of 14 records were described in two minutes")
    lantai("describe", codes[0], "--set", "title=改过的题名〔一九八五〕")
    lantai("describe", "--accession", number, "--confirm")
    ground = ["--ground", "joint-review:移交单位同意"]
    lantai("open", *codes[:9], *ground)
    lantai("publish", *codes[:3], "--level", "text")
    lantai("publish", codes[3], "--level", "image")
    lantai("publish", codes[4], "--level", "catalogue")
    lantai("publish", *codes[5:8], "--level", "text")
    lantai("withdraw", codes[5], "--reason", "家属提出异议")
    lantai("withdraw", codes[6], "--reason", "误公布")
    lantai("publish", codes[6], "--level", "text")
    lantai("close", codes[7], "--ground", "third-party:涉及个人信息")
    lantai("open", codes[9], *ground, "--effective", "2099-01-01")
    lantai("close", codes[10], "--ground", "third-party")
    lantai("close", codes[11], "--ground", "other-law", "--review-on", "2090-01-01")
    # codes[8] is opened and not published; codes[12:] nobody has decided about.
    lantai("describe", codes[1], "--set", "title=公布以后又改的题名")
    lantai("describe", "Q021", "--set", "title=青石县人民政府办公室（改）")
    return [codes[5], codes[7]], numbers


def settled(server):
    """Waits until the site answers the same twice, a second apart: followers have worked, and access copies are made, which
    pages show as soon as they are there."""
    last = None
    for _ in range(120):
        now = (server.get("/api/v1/find?limit=100"), lantai("find", "--staff", "--json", "--limit", "1000"),
               json.loads(lantai("copies", "--json"))["waitingPages"])
        if now == last and now[2] == 0:
            return
        last = now
        time.sleep(1)
    sys.exit("rebuild: the site does not come to rest")


def grown(before, after):
    """What is wrong with the ledger after: everything in it still stands, and only accounts were made anew."""
    for table in ("event", "segment"):
        old, new = set(before.pop(table)), set(after.pop(table))
        yield from (f"table {table} lost {row}" for row in sorted(old - new))
        if table == "event":
            yield from (f"table event gained {row}" for row in sorted(new - old) if "'kind': 'account-changed'" not in row)


def kept(before, after):
    """What of the public log is not there again. A statement that still waited for its entry is made anew."""
    for table in GROWING:
        old, new = set(before.pop(table)), set(after.pop(table))
        yield from (f"table {table} lost {row}" for row in sorted(old - new) if "'entry': -1" not in row)
        if not [row for row in old if "'entry': -1" not in row]:
            yield f"table {table} held nothing that could be lost"


def differences(name, before, after):
    for key in sorted(set(before) | set(after)):
        if before.get(key) != after.get(key):
            yield f"{name} {key}:\n    before {str(before.get(key))[:3000]}\n    after  {str(after.get(key))[:3000]}"


def main():
    folder = tempfile.mkdtemp(prefix="lantai-rebuild-")
    os.environ["LANTAI_HOME"] = home = os.path.join(folder, "home")
    # What is published is hidden in the public log at once, and must be there again.
    os.environ["LANTAI_LEDGER_BEAT"] = "1"
    try:
        with Server() as server:
            withdrawn, numbers = every_state(folder)
            hidden = [json.loads(lantai("describe", code, "--json")) for code in withdrawn]
            settled(server)
            starts = ["/", "/fonds", "/search", "/search?q=" + urllib.parse.quote("城墙"), "/api/v1/find?limit=5",
                      "/robots.txt", "/nothing"]
            starts += ["/records/" + each for each in re.findall(r'"publicID":\s*"(\w+)"', json.dumps(hidden))]
            pages = crawl(server, starts)
            commands = told(numbers)
        tables = rows()
        for name in os.listdir(home):
            if name.startswith("lantai.sqlite") or name == "index":
                path = os.path.join(home, name)
                shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)
        lantai("rebuild")
        rebuilt = rows()
        faults = [*grown(tables, rebuilt), *kept(tables, rebuilt), *differences("table", tables, rebuilt)]
        with Server() as server:
            settled(server)
            faults += differences("page", pages, crawl(server, starts))
            faults += differences("command", commands, told(numbers))
        kinds = {kind: sum(1 for path in pages if re.match(kind, path)) for kind in
                 (r"/\?", "/search", "/fonds", r"/records/\w+\?", r"/records/\w+/pages/", r"/records/\w+/files/", "/api/")}
        if len(pages) < 100 or not all(kinds.values()) or not sum(map(len, tables.values())):
            faults.append(f"too little was looked at: {kinds}")
        shown = "".join(page[3] for page in pages.values())
        faults += [f"{code} was withdrawn or closed, and a public page names it" for code in withdrawn if code in shown]
        for fault in faults:
            print(fault)
        print(f"rebuild: {len(pages)} public pages, images and files in zh and en, {sum(map(len, tables.values()))} rows of "
              f"{len(tables)} tables, {len(commands)} answers of commands; {len(faults)} differ")
        sys.exit(1 if faults else 0)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
