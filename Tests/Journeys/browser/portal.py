"""What the portal does beyond reading: the timeline, a result taken away, the keys of the viewer, typing in Chinese."""
import csv
import io
import zipfile

from corridor import Wrong
from over import over
from steady import planted, steady


def must(holds, words):
    if not holds:
        raise Wrong(words)


def taken_away(visitor, query):
    """The result as a table, a workbook and citations: as many records each as the page says."""
    visitor.see(f"/search?q={query}&view=compact", "search, compact")
    shown = visitor.page.locator("ol.hits > li").count()
    files = {}
    for name in ("CSV", "XLSX", "7714"):
        with visitor.page.expect_download() as coming:
            visitor.named("link", name).first.click()
        with open(coming.value.path(), "rb") as file:
            files[name] = file.read()
    rows = list(csv.reader(io.StringIO(files["CSV"].decode("utf-8-sig"))))
    must(len(rows) == shown + 1, f"{shown} hits, {len(rows)} lines of CSV")
    with zipfile.ZipFile(io.BytesIO(files["XLSX"])) as book:
        must(book.testzip() is None, "the workbook is damaged")
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    must(sheet.count("<row>") == shown + 1, f"{shown} hits, {sheet.count('<row>')} rows of the workbook")
    must(files["7714"].decode().count("[A/OL]") == shown, "not a citation for each hit")


def timeline(visitor):
    """The table of years leads to as many records as it says."""
    visitor.go("/")
    visitor.page.locator(".chart summary").click()
    row = visitor.page.locator(".chart tbody tr").first
    count = row.locator("td").inner_text()
    with visitor.page.expect_navigation():
        row.locator("a").click()
    visitor.must_read(visitor.say(f"找到{count}件", f"{count} records? found"))


def keys(visitor, record):
    """`?` unfolds the list of keys; the citation is copied or at least chosen."""
    visitor.go(f"/records/{record}")
    page = visitor.page
    must(not page.locator("[data-keys]").evaluate("each => each.open"), "the list of keys is open at first")
    page.locator("h1").click()
    page.keyboard.press("?")
    must(page.locator("[data-keys]").evaluate("each => each.open"), "? does not open the list of keys")
    visitor.look("record with its keys")
    page.locator("[data-copy]").click()
    chosen = page.evaluate("getSelection().toString()")
    must(chosen.strip() == page.locator("#cite").inner_text().strip(), "the citation is not chosen")


def composing(visitor):
    """While an input method composes nothing is asked; when it is done, once."""
    visitor.go("/")
    page, asked = visitor.page, []
    page.on("request", lambda each: asked.append(each.url) if "/suggest" in each.url else None)
    page.evaluate("""() => {
        const box = document.querySelector('#q');
        const fire = (kind, type, more) => box.dispatchEvent(new kind(type, { bubbles: true, ...more }));
        fire(CompositionEvent, 'compositionstart');
        box.value = 'jian';
        fire(InputEvent, 'input', { isComposing: true });
    }""")
    page.wait_for_timeout(500)
    must(not asked, f"asked while composing: {asked}")
    with page.expect_response("**/suggest**"):
        page.evaluate("""() => {
            const box = document.querySelector('#q');
            box.value = '检定';
            box.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }));
            box.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: '检定' }));
        }""")
    page.wait_for_timeout(500)
    must(len(asked) == 1, f"asked {len(asked)} times after composing")


def portal(walk, query):
    with walk.visiting() as visitor:
        timeline(visitor)
        taken_away(visitor, query)
        if walk.script:
            keys(visitor, walk.public_id)
            composing(visitor)
    if walk.script:
        over(walk, walk.public_id)
        planted(walk)
        fonds = walk.place.rows("SELECT public_id FROM unit WHERE level = 'fonds'")[0][0]
        steady(walk, ["/", f"/search?q={query}", f"/records/{walk.public_id}", f"/records/{walk.public_id}/view?page=2",
                      f"/fonds/{fonds}", "/fonds", "/help", "/desk/sign-in"])
