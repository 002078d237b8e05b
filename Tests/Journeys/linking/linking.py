#!/usr/bin/env python3
"""Shows 挂接: the catalogue first, the files after. 1,000 entries from a table in GBK; then files named by 档号 for 998 of them.

    linking.py            needs LANTAI_PROGRAM; works in a folder of its own

What must be told is told: files without an entry, entries still without files, other numbers of pages, files sent twice. An
entry without files cannot be published beyond its catalogue level. A rebuild makes the same links.
"""
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from material import packed, pdf  # noqa: E402

PROGRAM = os.environ["LANTAI_PROGRAM"]
MISSING = (17, 640)
OTHER_PAGES = {5: 3, 400: 1, 999: 4}
ENTRIES = 1000


def code(number):
    return f"J031-WS·{2001 + number // 100}-D30-BGS-{number % 100 + 1:04}"


def lantai(*words, ok=(0,)):
    run = subprocess.run([PROGRAM, *words], capture_output=True, text=True)
    if run.returncode not in ok:
        sys.exit(f"linking: lantai {' '.join(words)} ended with {run.returncode}:\n{run.stdout}{run.stderr}")
    return run.stdout


def catalogue(path):
    rows = ["江北市农业局文书档案目录,,,,,,", "序号,文 号,档  号,责任者,题名,日期（年月日）,页数"]
    for number in range(ENTRIES):
        year = 2001 + number // 100
        rows.append(f"{number + 1},江农〔{year}〕{number % 100 + 1}号,{code(number)},江北市农业局,"
                    f"关于第{number + 1}号灌区春灌安排的通知,{year}.3.{number % 28 + 1},2")
    with open(path, "w", encoding="gbk", newline="") as file:
        file.write("\r\n".join(rows) + "\r\n")


def received(path):
    """Its receipt number, after the checks."""
    out = lantai("receive", path, "--wait")
    return re.search(r"\d{4}-\d{4,}", out)[0]


def findings(number, home):
    """What the register's report says: check, record, words."""
    with sqlite3.connect(f"file:{home}/lantai.sqlite?mode=ro", uri=True) as database:
        text = database.execute("SELECT document FROM check_report JOIN accession ON accession.id = accession"
                                " WHERE number = ?", (number,)).fetchone()[0]
    return [(f["check"], f.get("record"), f["what"]["zh"]) for f in json.loads(text)["findings"]]


def units(home):
    with sqlite3.connect(f"file:{home}/lantai.sqlite?mode=ro", uri=True) as database:
        return database.execute("SELECT id, code, holding, linked_by, version, state FROM unit ORDER BY id").fetchall()


def must(truth, words):
    if not truth:
        sys.exit("linking: " + words)


def main():
    area = tempfile.mkdtemp()
    home = os.environ["LANTAI_HOME"] = os.path.join(area, "home")
    table = [("step", "entries", "with files", "waiting", "told")]

    def row(step, told):
        items = [unit for unit in units(home) if len(unit[1].split("-")) > 2]
        table.append((step, len(items), sum(1 for u in items if u[2]), sum(1 for u in items if not u[2]), told))
        return table[-1]

    try:
        lantai("init")
        catalogue(f"{area}/农业局目录.csv")
        number = received(f"{area}/农业局目录.csv")
        lantai("handover", number, "--sign", "receiving", "--name", "李明")
        must(row("a table in GBK, 1,000 rows", "")[1:4] == (ENTRIES, 0, ENTRIES), f"entries: {table[-1]}")
        hits = json.loads(lantai("find", "灌区春灌", "--staff", "--json"))
        must(hits["total"] == ENTRIES, f"found {hits['total']} of {ENTRIES} entries")

        lantai("open", code(0))
        lantai("publish", code(0), "--level", "text", ok=(1,))
        lantai("publish", code(0), "--level", "catalogue")
        files = {f"扫描/{code(n)}.pdf": pdf(OTHER_PAGES.get(n, 2)) for n in range(ENTRIES) if n not in MISSING}
        files[f"扫描/{code(1)[:-4]}0999.pdf"] = pdf(1)
        number = received(packed(f"{area}/全文一.zip", files))
        told = [f for f in findings(number, home) if f[0] == "links-agree"]
        missing = {f[1] for f in told if "仍缺全文" in f[2]}
        extra = {f[1] for f in told if "不知挂到哪一条" in f[2]}
        pages = {f[1] for f in told if "页" in f[2] and "目录记" in f[2]}
        must(missing == {code(n) for n in MISSING}, f"missing told: {missing}")
        must(extra == {code(1)[:-4] + "0999"}, f"extra told: {extra}")
        must(pages == {code(n) for n in OTHER_PAGES}, f"other pages told: {pages}")
        lantai("handover", number, "--sign", "receiving", "--name", "李明")
        must(row("files for 998, and one of no entry", f"missing {len(missing)}, extra {len(extra)}, pages {len(pages)}")
             [1:4] == (ENTRIES, ENTRIES - 2, 2), f"after linking: {table[-1]}")

        again = {f"{code(n)}.pdf": pdf(2) for n in MISSING} | {f"{code(3)}/0001.pdf": pdf(2)}
        number = received(packed(f"{area}/全文二.zip", again))
        double = {f[1] for f in findings(number, home) if "重复送来" in f[2]}
        must(double == {code(3)}, f"sent twice: {double}")
        lantai("handover", number, "--sign", "receiving", "--name", "李明")
        must(row("the two, and one that has its files", f"double {len(double)}")[1:4] == (ENTRIES, ENTRIES, 0),
             f"after the second: {table[-1]}")

        alone = packed(f"{area}/无目录.zip", {"Q999-WS·2020-Y-BGS-0001.pdf": pdf(1)})
        refused = subprocess.run([PROGRAM, "receive", alone, "--wait"], capture_output=True, text=True)
        must(refused.returncode == 3, f"files without any entry were not returned: {refused.stdout}")
        row("files that no entry has", "returned")

        must(lantai("find", "灌区春灌").startswith("1 "), "the entry published as such is not found, or more than it is")
        lantai("publish", code(0), "--level", "text")
        lantai("fixity")
        before = units(home)
        for name in os.listdir(home):
            if name.startswith("lantai.sqlite") or name == "index":
                path = os.path.join(home, name)
                shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)
        lantai("rebuild")
        must(units(home) == before, "a rebuild makes other links")
        row("rebuilt from objects and ledger", "the same")
    finally:
        shutil.rmtree(area, ignore_errors=True)
    for line in table:
        print(" | ".join(str(cell) for cell in line))


main()
