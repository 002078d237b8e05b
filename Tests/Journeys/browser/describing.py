"""Describing by keyboard alone, as somebody does who has three hundred records before them: three fields put right, saved and on to the
next, an edit taken back; what is typed outlives a closed window and a lost session; two people meet; items are moved.

With scripts. Without them the same pages are walked by their buttons (walk.py, bulk.py), and a conflict is met here.
"""
import re
import time

from corridor import Wrong
from keyboard import Keyboard

AGAIN = "（校）"


def describing(walk):
    units = walk.place.rows("SELECT id, code, title FROM unit WHERE fonds_code = 'X013' AND level = 'item' "
                            "AND accession = (SELECT accession FROM unit WHERE id = "
                            f"(SELECT id FROM unit WHERE public_id = '{walk.public_id}')) ORDER BY position, id LIMIT 4")
    with walk.visiting() as archivist:
        archivist.sign_in("archivist", walk.accounts["archivist"])
        if walk.script:
            by_keyboard(walk, archivist, units)
            outlives(walk, archivist, units[2])
            moved(walk, archivist)
        meets(walk, archivist, units[3])


def row(walk, unit):
    return walk.place.rows(f"SELECT version, title, description FROM unit WHERE id = '{unit[0]}'")[0]


def by_keyboard(walk, archivist, units):
    """From the list: the editor, three fields, save and next, the history, the edit taken back. No mouse."""
    page, keys = archivist.page, Keyboard(archivist)
    archivist.go(f"/desk/accessions/{walk.accession}/units")
    for _ in range(60):
        here = keys.tab()
        if f"/desk/units/{units[0][0]}" in here["html"] and "list=accession" in here["html"]:
            break
    else:
        raise Wrong(f"{units[0][1]} cannot be reached by Tab in the list")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    before = row(walk, units[0])
    keys.tab_to("title", limit=60)
    page.keyboard.press("End")
    page.keyboard.type(AGAIN)
    keys.tab_to("date")
    page.keyboard.press("Control+A")
    page.keyboard.type("1990-02-30")
    keys.tab_to("author")
    archivist.must_read("日期.*DA/T 18-2022")
    archivist.look("editor, a fault told on leaving the field")
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if keys.focused()["field"] == "date":
            break
    else:
        raise Wrong("back from the author the date is not reached")
    page.keyboard.press("Control+A")
    page.keyboard.type("1990-02-28")
    keys.tab_to("author")
    page.keyboard.press("End")
    page.keyboard.type(AGAIN)
    with page.expect_navigation():
        page.keyboard.press("Control+Shift+Enter" if row(walk, units[0])[0] == 1 else "Control+Enter")
    archivist.must_read("已保存")
    if units[1][0] not in page.url or "list=accession" not in page.url:
        raise Wrong(f"saved, and on to {page.url}, not to {units[1][1]} of the list")
    if keys.focused()["field"] != "author":
        raise Wrong(f"from entry to entry one does not stay in the same field: {keys.focused()}")
    after = row(walk, units[0])
    if after[0] != before[0] + 1 or not after[1].endswith(AGAIN) or "1990-02-28" not in after[2]:
        raise Wrong(f"what was typed is not what is saved: {after}")
    with page.expect_navigation():
        page.keyboard.press("Alt+PageUp")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    archivist.must_read("没存的改动自动留着")
    archivist.look("editor with its keys")
    page.keyboard.press("Escape")
    archivist.go(f"/desk/units/{units[0][0]}/undo?version={after[0]}")
    archivist.look("an edit to be taken back")
    for _ in range(60):
        here = keys.tab()["html"]
        if here.startswith("<button") and "btn first" in here:
            break
    else:
        raise Wrong("the button that takes an edit back cannot be reached by Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    archivist.must_read(f"撤销了第{after[0]}版的改动")
    archivist.look("history with an edit taken back")
    if row(walk, units[0])[1] != before[1]:
        raise Wrong("taken back, the title is not what it was")


def outlives(walk, archivist, unit):
    """What is typed is there again after the window was closed at once, and after the session was lost."""
    path = f"/desk/units/{unit[0]}"
    archivist.go(path)
    version = row(walk, unit)[0]
    archivist.field("^题名").fill(unit[2] + "未存")
    with archivist.page.expect_response(lambda answer: answer.url.endswith("/unsaved")):
        archivist.page.keyboard.press("Tab")
    archivist.must_read("已自动保存为草稿")
    archivist.go(path)
    archivist.must_read("接着你上次没有保存的改动")
    archivist.look("editor with what was not saved")
    if archivist.field("^题名").input_value() != unit[2] + "未存":
        raise Wrong("what was typed is not there again")
    # The session is lost while somebody types: the browser keeps it, and hands it over after signing in again.
    state = archivist.context.cookies()
    archivist.context.clear_cookies()
    archivist.field("^题名").fill(unit[2] + "未存，又改")
    archivist.page.keyboard.press("Tab")
    archivist.must_read("登录已失效")
    # The one request that is to be refused here.
    walk.eyes.faults = [each for each in walk.eyes.faults if not re.search(r": 401 for \S+/unsaved$", each)]
    archivist.context.add_cookies(state)
    archivist.go(path)
    last = time.monotonic() + 60
    while archivist.field("^题名").input_value() != unit[2] + "未存，又改":
        if time.monotonic() > last:
            raise Wrong(f"typed while signed out, it is not there again: {archivist.field('^题名').input_value()}")
        time.sleep(0.2)
    archivist.press("^扔掉这些改动$")
    archivist.must_read("没保存的改动已扔掉")
    if archivist.field("^题名").input_value() != unit[2] or row(walk, unit)[0] != version:
        raise Wrong("thrown away, something is left")


def meets(walk, archivist, unit):
    """Two windows change the same entry: who saves second chooses."""
    path = f"/desk/units/{unit[0]}"
    archivist.go(path)
    with walk.visiting() as other:
        other.sign_in("archivist", walk.accounts["archivist"])
        other.go(path)
        other.field("^题名").fill(unit[2] + "甲")
        other.press("^保存$")
        other.must_read("已保存")
    archivist.field("^题名").fill(unit[2] + "乙")
    archivist.press("^保存$")
    archivist.must_read("别人已经改过这一件")
    archivist.look("two people meet")
    archivist.press("^保存$")
    archivist.must_read("选定用哪一个")
    archivist.look("two people meet, nothing chosen")
    archivist.page.get_by_label(re.compile("^用我填的")).check()
    archivist.press("^保存$")
    archivist.must_read("已保存")
    if row(walk, unit)[1] != unit[2] + "乙":
        raise Wrong("what was chosen is not what is saved")
    archivist.field("^题名").fill(unit[2])
    archivist.press("^保存$")
    archivist.must_read("已保存")


def moved(walk, archivist):
    """Rows ticked by keyboard, cut, and put down on another node: the preview says what stays and why."""
    page = archivist.page
    series = walk.place.rows("SELECT id FROM unit WHERE fonds_code = 'X013' AND level = 'series' ORDER BY position, id")
    fonds = walk.place.rows("SELECT id FROM unit WHERE fonds_code = 'X013' AND level = 'fonds'")[0][0]
    archivist.go(f"/desk/catalogue/{series[0][0]}")
    boxes = page.locator("tbody input[name=unit]")
    boxes.first.focus()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    if page.locator("tbody input[name=unit]:checked").count() != 3:
        raise Wrong("Shift and the arrow do not tick three rows")
    page.keyboard.press("Control+x")
    archivist.must_read("已剪下 3 件")
    archivist.look("rows cut out")
    archivist.go(f"/desk/catalogue/{fonds}")
    page.keyboard.press("Control+v")
    page.wait_for_url(re.compile(r"/move\?"))
    archivist.must_read("3件不能移")
    archivist.look("a move, shown before")
    archivist.go(f"/desk/catalogue/{series[0][0]}")
    boxes.first.check()
    with page.expect_navigation():
        page.keyboard.press("Alt+M")
    archivist.must_read("移动到哪里")
    archivist.look("where to move")
