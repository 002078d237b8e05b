"""Sixty entries at once: walked through by pages, confirmed and taken back, opened and published, narrowed by facets, undone.

In Chinese with scripts, in English without.
"""
import re

from corridor import Wrong
from linking import AGENCY, CODES, WORD

COUNT = len(CODES)
PER_PAGE, PER_RESULT = 50, 20


def bulk(walk):
    series = walk.place.rows("SELECT id FROM unit WHERE fonds_code = 'J031' AND category = 'WS' AND level = 'series'")[0][0]
    walk.node = f"/desk/catalogue/{series}"
    language = "zh" if walk.script else "en"
    with walk.visiting(language=language) as archivist:
        archivist.sign_in("archivist", walk.accounts["archivist"])
        siblings(archivist, walk.node)
        confirm(walk, archivist)
    with walk.visiting(language=language) as reviewer:
        reviewer.sign_in("reviewer", walk.accounts["reviewer"])
        publish(walk, reviewer)
        facets(walk, reviewer, "/desk/search")
        with walk.visiting(language=language) as citizen:
            facets(walk, citizen, "/search")
        undo(walk, reviewer)
    with walk.visiting(language=language) as citizen:
        citizen.go(f"/search?q={WORD}")
        citizen.must_read(citizen.say("没有找到", "Nothing found"))
        citizen.go("/")
        if AGENCY in citizen.page.content():
            walk.eyes.fault(citizen.page.url, "what was undone is still named")


def codes(visitor, selector="tbody td.code"):
    return [text.strip() for text in visitor.page.locator("main " + selector).all_inner_texts()]


def siblings(archivist, node):
    """The tree by pages of siblings, to the last and back to the first."""
    say = archivist.say
    archivist.go(node)
    first = codes(archivist)
    archivist.look("a category of many")
    archivist.follow(say("^下一页$", "^Next$"))
    rest = codes(archivist)
    if first + rest != CODES:
        raise Wrong(f"the pages of siblings hold {len(first)} and {len(rest)}, wanted {PER_PAGE} and {COUNT - PER_PAGE}")
    if archivist.named("link", say("^下一页$", "^Next$")).count():
        raise Wrong("after the last page there is another")
    archivist.follow(say("^上一页$", "^Previous$"))
    if codes(archivist) != first:
        raise Wrong("back from the last page is not the first")


def press_below(visitor, words):
    """A button for everything below the node."""
    with visitor.page.expect_navigation():
        visitor.page.locator("form.bar-tools").get_by_role("button", name=re.compile(words)).click()


def reason(visitor, words):
    visitor.field(visitor.say("^缘由", "^Reason")).fill(words)


def confirm(walk, archivist):
    say = archivist.say
    press_below(archivist, say("^确认著录$", "^Confirm$"))
    archivist.look("confirming sixty")
    archivist.press(say(f"^确认{COUNT}件$", f"^Confirm {COUNT} items$"))
    archivist.look("sixty confirmed")
    archivist.follow(say("^撤销这次确认$", "^Undo this$"))
    archivist.must_read(say("修改经过里看得到", "Their history shows both"))
    archivist.look("undoing a confirming")
    reason(archivist, "选错了类别")
    archivist.press(say(f"^撤销{COUNT}件$", f"^Undo {COUNT} items$"))
    archivist.must_read(say("由此回到待确认", "became drafts again"))
    drafts = walk.place.rows("SELECT count(*) FROM unit WHERE fonds_code = 'J031' AND level = 'item' AND state = 'draft'")
    if drafts[0][0] != COUNT:
        raise Wrong(f"{drafts[0][0]} drafts after undoing, wanted {COUNT}")


def publish(walk, reviewer):
    say = reviewer.say
    reviewer.go(walk.node)
    press_below(reviewer, say("^开放审核$", "^Decide opening$"))
    reviewer.page.get_by_label(re.compile(say("^开放　", "^Open:"))).check()
    reviewer.page.select_option("#ground", "period-passed")
    reviewer.press(say("^下一步", "^Next:"))
    reviewer.press(say(f"^开放{COUNT}件$", f"^Open {COUNT} items$"))
    reviewer.must_read(say("已办妥", "Done, and in the ledger"))
    reviewer.follow(say("^公布这些$", "^Publish these$"))
    reviewer.page.get_by_label(re.compile(say("^目录　", "^Catalogue entry:"))).check()
    reviewer.press(say(f"^公布{COUNT}件$", f"^Publish {COUNT} items$"))
    reviewer.must_read(say("已办妥", "Done, and in the ledger"))
    reviewer.look("sixty published")
    walk.batch = "/desk/batches/" + reviewer.page.url.rsplit("/", 1)[1]


def facets(walk, visitor, path):
    """Counts beside the hits; narrowed by one, by two, in another order, by pages; taken away again; and nothing found."""
    say, desk = visitor.say, path.startswith("/desk")
    side = "desk" if desk else "portal"
    visitor.go(f"{path}?q={WORD}")
    found(visitor, COUNT)
    counted = visitor.page.locator("#facets a", has_text=AGENCY)
    if counted.count() != 1 or not counted.inner_text().endswith(str(COUNT)):
        raise Wrong(f"{path} does not count {COUNT} of {AGENCY}: {visitor.text()}")
    visitor.look(f"{side} search with facets")
    visitor.follow("^2001")
    visitor.follow("^" + AGENCY)
    found(visitor, COUNT)
    if visitor.page.locator("main .chips .chip").count() != 2:
        raise Wrong(f"two filters are in use, shown are {visitor.page.locator('main .chips').inner_text()}")
    visitor.page.select_option("#sort", "code")
    visitor.press(say("^应用$", "^Apply$"))
    if not desk:
        visitor.look("search, narrowed and in order")
    seen = codes(visitor, ".hit .code")
    for _ in range(COUNT // PER_RESULT - 1):
        visitor.follow(say("^下一页$", "^Next$"))
        seen += codes(visitor, ".hit .code")
    if seen != CODES:
        raise Wrong(f"by pages, in the order of codes, {path} shows {seen}")
    visitor.page.locator("main .chips .chip").first.click()
    visitor.page.wait_for_load_state()
    found(visitor, COUNT)
    if visitor.page.locator("main .chips .chip").count() != 1:
        raise Wrong("a filter that was taken away is still in use")
    visitor.go(f"{path}?q={WORD}&fonds=X013")
    visitor.must_read(say("没有找到", "Nothing found"))
    if not desk:
        visitor.look("search, nothing found among what it is narrowed to")
    visitor.follow(say("^去掉筛选再查$", "^Search without filters$"))
    found(visitor, COUNT)


def found(visitor, count):
    visitor.must_read(visitor.say(f"找到{count}件", f"{count} records found"))


def undo(walk, reviewer):
    say = reviewer.say
    reviewer.go("/desk")
    reviewer.look("desk with bulk acts")
    reviewer.go("/desk/batches")
    reviewer.look("bulk acts")
    reviewer.page.locator(f"main th a[href='{walk.batch}']").click()
    reviewer.must_read(say(f"其中{COUNT}件现在公众可见", f"The public sees {COUNT} of them now"))
    reviewer.look("undoing a publication")
    reason(reviewer, "应先核对个人信息")
    reviewer.press(say(f"^撤销{COUNT}件$", f"^Undo {COUNT} items$"))
    reviewer.must_read(say("公众不再看到", "withdrawn from the public"))
    reviewer.look("a publication undone")
    reviewer.go(walk.batch)
    reviewer.must_read(say("没有可以撤销的件了", "Nothing of it is left to undo"))
