"""The desk at work: what waits, shortcuts, filters of one's own, the ledger asked, settings, components."""
import re

from corridor import Wrong


def desk(walk):
    with walk.visiting() as auditor:
        auditor.sign_in("auditor", walk.accounts["auditor"])
        auditor.see("/desk", "desk of an auditor")
        ledger(walk, auditor)
        auditor.see("/desk/design", "components")
        shortcuts(walk, auditor)
    with walk.visiting() as archivist:
        archivist.sign_in("archivist", walk.accounts["archivist"])
        filters(archivist)
    with walk.visiting() as sysadmin:
        sysadmin.sign_in("sysadmin", walk.accounts["sysadmin"])
        sysadmin.see("/desk", "desk of a system administrator")
        sysadmin.see("/desk/settings", "settings")
        rows = sysadmin.page.locator("main tbody tr")
        if rows.count() < 50:
            raise Wrong(f"{rows.count()} settings only")
        helps = rows.evaluate_all("all => all.filter(row => !row.lastElementChild.firstChild.textContent.trim())"
                                  ".map(row => row.firstElementChild.textContent)")
        if helps:
            raise Wrong(f"settings nobody explains: {helps}")
        port = rows.filter(has_text="listen.port").inner_text()
        if "命令行 --port" not in port:
            raise Wrong(f"the port was given on the command line, the page says: {port}")


def ledger(walk, visitor):
    """Narrows to one kind, goes down a page and up again, and to one event."""
    visitor.go("/desk/ledger")
    page = visitor.page
    page.get_by_label(re.compile("^事项$")).select_option("received")
    visitor.press("^筛选$")
    kinds = set(page.locator("main tbody th").all_inner_texts())
    if kinds != {"收到"}:
        raise Wrong(f"{page.url} shows {kinds}")
    visitor.look("ledger, one kind")
    visitor.follow("^收到$")
    visitor.must_read("在树中，已核对")
    visitor.look("an event of the ledger")


def filters(visitor):
    page = visitor.page
    visitor.go("/desk/accessions?state=described")
    visitor.field("^把这个筛选存为").fill("已入目录")
    visitor.press("^存下$")
    visitor.must_read("筛选已存下")
    visitor.see("/desk/accessions", "accessions with a filter of one's own")
    visitor.follow("^已入目录$")
    if "state=described" not in page.url:
        raise Wrong(f"a kept filter leads to {page.url}")
    visitor.follow("移去“已入目录”")
    visitor.look("removing a filter")
    visitor.press("^移去$")
    visitor.must_read("筛选已移去")


def shortcuts(walk, visitor):
    page = visitor.page
    if not visitor.script:
        visitor.go("/desk")
        visitor.follow("快捷键")
        visitor.must_read("到：账簿")
        visitor.look("shortcuts, without script")
        return
    visitor.go("/desk")
    page.keyboard.press("?")
    page.locator("dialog[open]").wait_for()
    visitor.look("shortcuts")
    if not page.locator("dialog[open]").count():
        # The looking itself may have reloaded the page.
        page.keyboard.press("?")
    page.keyboard.press("Escape")
    page.locator("dialog[open]").wait_for(state="detached")
    page.keyboard.press("g")
    with page.expect_navigation():
        page.keyboard.press("l")
    if not page.url.endswith("/desk/ledger"):
        raise Wrong(f"g l leads to {page.url}")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    first = page.locator("main tbody th a").first
    if not first.evaluate("each => each === document.activeElement"):
        raise Wrong("j and k do not move through the rows")
    # While somebody types in a field nothing happens; switched off, neither.
    field = visitor.field("^对象编号$")
    field.click()
    page.keyboard.type("gd?")
    if field.input_value() != "gd?" or page.locator("dialog[open]").count():
        raise Wrong("a shortcut worked while somebody typed")
    page.locator("h1").click()
    page.keyboard.press("?")
    page.get_by_label(re.compile("使用快捷键")).uncheck()
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("?")
    page.wait_for_timeout(200)
    if page.locator("dialog[open]").count():
        raise Wrong("shortcuts that were switched off still work")
    page.locator("[data-keys-open]").click()
    page.get_by_label(re.compile("使用快捷键")).check()
    page.keyboard.press("Escape")
