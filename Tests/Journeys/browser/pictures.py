#!/usr/bin/env python3
"""Takes the pictures of the pages of help from the demo archive, in both languages.   make pictures

    pictures.py [--home DIR]    DIR: a demo archive that is there already (it is not changed); without it one is made

Each is as wide and high as the program says of it (`Sources/Web/Help/HelpPages.swift`) and under 80 KB.
"""
import argparse
import base64
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

from playwright.sync_api import sync_playwright

import chromium

CLONE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
PROGRAM = os.environ.get("LANTAI_PROGRAM", os.path.join(CLONE, ".build/debug/lantai"))
FOLDER = os.path.join(CLONE, "docs/images/help")
SIZE = {"width": 1100, "height": 700}
MOST = 80_000
LANGUAGES = {"zh": "zh-Hans", "en": "en"}
# WebP is what the browser itself can write: no tool more.
PACK = """async ([png, quality]) => {
    const image = new Image();
    image.src = 'data:image/png;base64,' + png;
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), {width: image.width, height: image.height});
    canvas.getContext('2d').drawImage(image, 0, 0);
    return canvas.toDataURL('image/webp', quality).split(',')[1];
}"""


def shots(find):
    """account → name of the picture → address, and a selector of what stands at the top of it."""
    awaiting, returned = find("state = 'awaiting'"), find("state = 'returned'")
    return {
        None: {"search": ("/search?q=城墙", None), "record": (find.record, None)},
        "archivist": {"desk": ("/desk", None), "upload": ("/desk/accessions/new", "label[for=supersedes]"),
                      "report": (f"/desk/accessions/{awaiting}", None),
                      "handover": (f"/desk/accessions/{awaiting}/handover", "h2:has-text('代表'), h2:has-text('Sign')"),
                      "returned": (f"/desk/accessions/{returned}", None),
                      "editor": (find.unit, None), "storage": ("/desk/storage", None)},
        "reviewer": {"opening": ("/desk/opening", None), "decide": (find.decide, None), "publish": (find.publish, None)},
        "sysadmin": {"accounts": ("/desk/accounts", None)},
        "security": {"permissions": ("/desk/permissions", None)},
    }


class Find:
    """Where in the demo archive the pages of the pictures are."""

    def __init__(self, home):
        self.home = home
        confirmed = self.ask("SELECT id FROM unit WHERE code = 'X001-WS·1984-Y-BGS-0001'")
        due = self.ask("SELECT unit.id FROM unit LEFT JOIN access ON access.unit = unit.id WHERE access.unit IS NULL"
                       " AND unit.level = 'item' AND code LIKE 'X001%' AND state = 'confirmed' ORDER BY code LIMIT 1") or confirmed
        self.unit = f"/desk/units/{confirmed}"
        self.record = "/records/" + self.ask("SELECT public_id FROM unit WHERE code = 'X001-WS·1984-Y-BGS-0001'") + "/view"
        opened = self.ask("SELECT unit FROM access WHERE status = 'open' AND level = 0 ORDER BY unit LIMIT 1")
        self.decide, self.publish = f"/desk/opening/decide?unit={due}", f"/desk/opening/publish?unit={opened}"

    def __call__(self, condition):
        return self.ask(f"SELECT id FROM accession WHERE {condition} ORDER BY number DESC LIMIT 1")

    def ask(self, query):
        with sqlite3.connect(f"file:{self.home}/lantai.sqlite?mode=ro", uri=True) as database:
            row = database.execute(query).fetchone()
        return row and row[0]


def serve(home):
    log = open(home + ".log", "w+", encoding="utf-8")
    server = subprocess.Popen([PROGRAM, "serve", "--home", home, "--port", "0"], stdout=log, stderr=subprocess.STDOUT)
    for _ in range(300):
        log.seek(0)
        found = re.search(r"(http://127\.0\.0\.1:\d+)  ", log.read())
        if found:
            return server, found[1]
        time.sleep(0.2)
    sys.exit("pictures: the server did not start")


def take(browser, url, home, find):
    with open(f"{home}/accounts.txt", encoding="utf-8") as file:
        passwords = dict(line.split("\t")[:2] for line in file if "\t" in line)
    press = browser.new_page()
    for language, folder in LANGUAGES.items():
        os.makedirs(os.path.join(FOLDER, folder), exist_ok=True)
        for account, pictures in shots(find).items():
            context = browser.new_context(viewport=SIZE, locale={"zh": "zh-CN", "en": "en-US"}[language],
                                          reduced_motion="reduce")
            page = context.new_page()
            page.goto(f"{url}/desk/sign-in?lang={language}" if account else f"{url}/?lang={language}")
            if account:
                page.fill("input[name=name]", account)
                page.fill("input[name=password]", passwords[account])
                with page.expect_navigation():
                    page.click("main button[type=submit]")
            for name, (path, top) in pictures.items():
                answer = page.goto(url + path)
                if answer.status != 200:
                    sys.exit(f"pictures: {path} answered {answer.status}")
                if top:
                    page.locator(top).first.evaluate("(each) => scrollTo(0, each.getBoundingClientRect().top - 80)")
                page.wait_for_load_state("networkidle")
                page.evaluate("document.activeElement.blur()")
                png = base64.b64encode(page.screenshot(animations="disabled")).decode()
                for quality in (0.85, 0.7, 0.5):
                    packed = base64.b64decode(press.evaluate(PACK, [png, quality]))
                    if len(packed) <= MOST:
                        break
                with open(os.path.join(FOLDER, folder, name + ".webp"), "wb") as file:
                    file.write(packed)
                print(f"{folder}/{name}: {len(packed):,} bytes")
            context.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--home")
    given = parser.parse_args()
    area = tempfile.mkdtemp(prefix="lantai-pictures-")
    home = os.path.join(area, "home")
    try:
        if given.home:
            shutil.copytree(given.home, home, ignore=shutil.ignore_patterns("lantai.sock"))
        else:
            subprocess.run([PROGRAM, "demo", "--home", home], check=True, stdout=subprocess.DEVNULL)
        server, url = serve(home)
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium.path(), args=["--no-sandbox"])
                take(browser, url, home, Find(home))
                browser.close()
        finally:
            server.terminate()
            server.wait(60)
    finally:
        shutil.rmtree(area, ignore_errors=True)


if __name__ == "__main__":
    main()
