"""The way of one package through the corridor, by the web pages alone."""
import contextlib
import re
import time

from at_desk import desk
from bulk import bulk
from corridor import Wrong
from describing import describing
from keyboard import Keyboard
from linking import linking
from packing import packing
from playwright.sync_api import Error
from portal import portal
from signing import signing
from transfer import sha256
from visitor import Visitor

CODE = "X013-WS·1990-Y-BGS-0001"
FILE = "0001正文.pdf"
# Stands on this page of the document and in no title; both characters of the first are written otherwise in the second.
WORD, TRADITIONAL, LEAF = "检定", "檢定", 3
PREFIX = "X013-WS·1990"
NOBODY = "z" * 13


def jpeg_size(body):
    """Width and height of a JPEG."""
    at = 2
    while body[at] == 0xFF:
        if 0xC0 <= body[at + 1] <= 0xCF and body[at + 1] not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(body[at + 7:at + 9], "big"), int.from_bytes(body[at + 5:at + 7], "big")
        at += 2 + int.from_bytes(body[at + 2:at + 4], "big")
    raise Wrong(f"no JPEG: {body[:20]}")


class Walk:
    def __init__(self, browser, server, place, accounts, transfer, eyes, script):
        self.browser, self.place, self.accounts, self.transfer = browser, place, accounts, transfer
        self.url, self.eyes, self.script = server.url, eyes, script
        self.title = transfer.title(CODE)
        self.corrected = self.title + "（一九九〇年）"
        if WORD in self.title or any(WORD in transfer.title(code) for code in transfer.codes):
            raise Wrong(f"{WORD} stands in a title: the journey must look for a word of the text")

    def whole(self):
        steps = {"before": self.nothing_yet, "agency": self.agency, "archive": self.archive, "closed": self.no_trace,
                 "opening": self.opening, "opened": self.no_trace, "publishing": self.publishing,
                 "citizen": self.citizen, "portal": lambda: portal(self, WORD), "linking": lambda: linking(self), "packing": lambda: packing(self), "bulk": lambda: bulk(self),
                 "describing": lambda: describing(self), "signing": lambda: signing(self),
                 "desk": lambda: desk(self)}
        for name, step in steps.items():
            began = time.monotonic()
            step()
            self.eyes.times.append((name, time.monotonic() - began))

    @contextlib.contextmanager
    def visiting(self, script=None, language="zh"):
        """A new visitor; if the step breaks off, a picture of the page is kept."""
        visitor = Visitor(self.browser, self.url, self.eyes, self.script if script is None else script, language)
        try:
            yield visitor
        except (Wrong, Error) as problem:
            last = self.eyes.pages[-1] if self.eyes.pages else "the start"
            raise Wrong(f"after {last}, at {visitor.page.url}: {problem}; "
                        f"picture: {self.eyes.picture(visitor.page, 'broken off')}") from problem
        finally:
            visitor.close()

    # Nobody has given anything yet.

    def nothing_yet(self):
        with self.visiting() as citizen:
            citizen.see("/", "home of an empty archive")
            citizen.see("/fonds", "fonds of an empty archive")
            citizen.see(f"/search?q={WORD}", "search with nothing found")
            citizen.see("/no/such/page", "not found", status=404)
            citizen.see("/desk/sign-in", "sign-in")
            citizen.field("^账号").fill("clerk")
            citizen.page.get_by_label(re.compile("^口令")).fill("not the password")
            citizen.press("^登录$")
            citizen.must_read("忘记口令请找系统管理员")
            citizen.look("sign-in refused")
            Keyboard(citizen).portal(WORD)

    # The agency: its first password, the upload, the report, its signature.

    def agency(self):
        name, first = "clerk", self.accounts["clerk"]
        with self.visiting() as clerk:
            Keyboard(clerk).sign_in(name, first)
            clerk.must_read("先改成自己的")
            clerk.look("first password")
            own = self.accounts[name] = "江北的秋天 1990"
            clerk.page.get_by_label(re.compile("^现在的口令")).fill(first)
            clerk.page.get_by_label(re.compile("^新口令")).fill(own)
            clerk.page.get_by_label(re.compile("^再写一遍")).fill(own)
            clerk.press("^修改口令$")
            clerk.must_read("口令已修改")
            clerk.look("desk of an agency")
            clerk.follow("^接收$")
            clerk.look("accessions, none yet")
            clerk.follow("^接收移交$")
            clerk.look("upload")
            clerk.page.get_by_label(re.compile("^移交包")).set_input_files(self.transfer.path)
            clerk.press("^上传$")
            clerk.page.wait_for_url(re.compile(r"/desk/accessions/[0-9a-f-]{36}"), timeout=180_000)
            clerk.look("received, being checked")
            # No hand reloads the page: it renews itself, by script or by its own refresh.
            clerk.must_read("可以接收", seconds=180)
            self.accession = re.search(r"/desk/accessions/([0-9a-f-]{36})", clerk.page.url)[1]
            self.report(clerk)
            clerk.follow("核对登记表并签字")
            clerk.look("handover form, sending side")
            clerk.field("^签字人姓名").fill("李建国")
            clerk.press("^签字$")
            clerk.must_read("已签字")
            clerk.must_read("李建国")
            clerk.sign_out()

    def report(self, clerk):
        clerk.page.reload()
        clerk.look("report")
        text = clerk.text()
        for words in ("真实性", "完整性", "可用性", "安全性", "24", "是什么", "在哪里", "怎么办", "到期开放意见"):
            if words not in text:
                raise Wrong(f"the report does not say {words}: {text[:2000]}")
        answer = clerk.context.request.get(f"{self.url}/desk/accessions/{self.accession}/report.json").json()
        if answer["records"] != len(self.transfer.codes) or answer["files"] < len(self.transfer.files) - 5:
            raise Wrong(f"the report counts {answer['records']} records, {answer['files']} files")

    # The archive: its signature, the progress, the catalogue.

    def archive(self):
        with self.visiting() as archivist:
            archivist.sign_in("archivist", self.accounts["archivist"])
            archivist.look("desk of an archivist")
            archivist.follow("^接收$")
            archivist.look("accessions")
            archivist.follow("^待交接")
            archivist.look("accessions awaiting handover")
            archivist.follow(re.escape(self.transfer.path.rsplit("/", 1)[-1]))
            archivist.look("report, seen by the archive")
            archivist.follow("核对登记表并签字")
            archivist.look("handover form, receiving side")
            archivist.field("^签字人姓名").fill("王秀兰")
            archivist.press("^签字并接收$")
            archivist.look("signed by both, being kept")
            archivist.must_read("已入库，24件", seconds=180)
            archivist.page.reload()
            archivist.look("kept")
            archivist.follow("查看并确认著录")
            archivist.look("entries of a transfer")
            self.correct(archivist)
            archivist.sign_out()

    def correct(self, archivist):
        archivist.follow("^" + re.escape(self.title))
        archivist.look("editor")
        title = archivist.field("^题名")
        if title.input_value() != self.title:
            raise Wrong(f"the title was drafted as {title.input_value()}, the package says {self.title}")
        title.fill("")
        archivist.page.locator("form", has=title).evaluate("(form) => { form.noValidate = true; }")
        archivist.press("^保存$")
        archivist.must_read("没有保存")
        archivist.look("editor, refused")
        title.fill(self.corrected)
        archivist.press("^保存$")
        archivist.must_read("已保存")
        archivist.must_read(re.escape("移交时写：" + self.title))
        archivist.look("editor, saved")
        unit = archivist.page.url.split("?")[0]
        archivist.follow("^修改经过")
        archivist.look("history of an entry")
        archivist.must_read(re.escape(self.corrected))
        archivist.page.goto(unit)
        archivist.press("^(确认，看下一件|保存并确认)$")
        archivist.must_read("已确认")
        self.public_id = self.place.rows(f"SELECT public_id FROM unit WHERE code = '{CODE}'")[0][0]

    # A closed record leaves no trace.

    def no_trace(self):
        with self.visiting() as citizen:
            unknown = self.answer(citizen, f"/records/{NOBODY}")
            if unknown[0] != 404:
                raise Wrong(f"a record that never was answers {unknown[0]}")
            for path in (f"/records/{self.public_id}", f"/records/{self.public_id}/files/1",
                         f"/records/{self.public_id}/pages/1/1.jpg"):
                if self.answer(citizen, path) != unknown:
                    raise Wrong(f"{path} does not answer as if there were no such record")
            for asked in (WORD, TRADITIONAL, PREFIX, CODE, self.title, self.corrected):
                citizen.go(f"/search?q={asked}")
                citizen.must_read("没有找到")
                found = citizen.context.request.get(self.url + "/api/v1/find", params={"q": asked}).json()
                if found["total"] != 0 or CODE in citizen.text():
                    raise Wrong(f"the public finds something by {asked}: {found} {citizen.text()}")
            for path in ("/", "/fonds", "/search"):
                citizen.go(path)
                if CODE in citizen.page.content() or self.title in citizen.page.content():
                    raise Wrong(f"{path} tells of {CODE}")

    def answer(self, citizen, path):
        """What a request is answered with, but for its own number and the address asked for."""
        answer = citizen.context.request.get(self.url + path)
        text = re.sub(r'<span class="code">[0-9a-z]{8,13}</span>', "", answer.text())
        text = text.replace(path, "").replace(path.replace("/", "%2F"), "")
        return answer.status, text, answer.headers["content-type"]

    # The reviewer: opening, then publication.

    def opening(self):
        with self.visiting() as reviewer:
            reviewer.sign_in("reviewer", self.accounts["reviewer"])
            reviewer.look("desk of a reviewer")
            reviewer.follow("^开放与公布$")
            reviewer.look("due for opening")
            reviewer.named("checkbox", "^" + re.escape(CODE)).check()
            reviewer.press("^开放审核$")
            reviewer.look("opening decision")
            reviewer.named("button", "^下一步").click()
            if "ground=" in reviewer.page.url:
                raise Wrong("a decision without verdict and ground was sent")
            reviewer.page.get_by_label(re.compile("^开放　")).check()
            reviewer.named("combobox", "^依据").select_option("period-passed")
            reviewer.press("^下一步")
            reviewer.look("opening decision, last look")
            reviewer.press("^开放1件$")
            reviewer.must_read("已办妥")
            reviewer.look("opened")
            self.decision = reviewer.page.url
            reviewer.sign_out()

    def publishing(self):
        with self.visiting() as reviewer:
            reviewer.sign_in("reviewer", self.accounts["reviewer"])
            reviewer.page.goto(self.decision)
            reviewer.follow("^公布这些$")
            reviewer.look("publication")
            reviewer.page.get_by_label(re.compile("^全文")).check()
            reviewer.press("^公布1件$")
            reviewer.must_read("已办妥")
            reviewer.look("published")
            reviewer.sign_out()

    # Somebody who never signed in.

    def citizen(self):
        with self.visiting() as citizen:
            for asked, name in ((WORD, "a word of its text"), (TRADITIONAL, "the traditional form of the word"),
                                (PREFIX, "the beginning of its code")):
                citizen.go("/")
                citizen.page.locator("main input[name=q]").first.fill(asked)
                citizen.press("^检索$")
                citizen.must_read("找到1件")
                hits = citizen.page.locator("main ol li").filter(has_text=CODE)
                if hits.count() != 1 or self.corrected not in hits.first.inner_text():
                    raise Wrong(f"by {name}, {asked}, not found: {citizen.text()}")
                marked = citizen.page.locator("main mark").all_inner_texts()
                if asked != PREFIX and WORD not in marked:
                    raise Wrong(f"{asked} is not marked in the lines shown: {marked}")
                citizen.look(f"found by {name}")
            citizen.follow(re.escape(self.corrected))
            citizen.look("record")
            self.read(citizen)
            self.download(citizen)
            citizen.see("/", "home with a record")
            citizen.see("/fonds", "fonds")
            citizen.follow(re.escape(self.transfer.agency))
            citizen.look("one fonds")
            citizen.must_read(re.escape(self.corrected))

    def read(self, citizen):
        """The page on which the word stands: its image, its text."""
        if not citizen.page.url.split("?")[0].endswith(f"/records/{self.public_id}"):
            raise Wrong(f"the hit leads to {citizen.page.url}")
        citizen.page.get_by_role("list").get_by_role("link", name=str(LEAF), exact=True).click()
        citizen.must_read(f"第{LEAF}页，共4页")
        image = citizen.page.get_by_role("img", name=f"第{LEAF}页页图")
        image.scroll_into_view_if_needed()
        size = image.evaluate("(image) => image.decode().then(() => image.naturalWidth)") if self.script else None
        answer = citizen.context.request.get(self.url + image.get_attribute("src"))
        drawn = answer.status == 200 and answer.body().startswith((b"\x89PNG", b"\xff\xd8\xff"))
        # Of several widths the browser tells the chosen one as wide as it stands on the page.
        if not drawn or (size is not None and size < 400):
            raise Wrong(f"the image of page {LEAF}: {answer.status}, {len(answer.body())} bytes, {size} px wide")
        if WORD not in citizen.page.locator(".script").inner_text():
            raise Wrong(f"the text of page {LEAF} has no {WORD}: {citizen.text()}")
        citizen.look("record, a later page")
        self.closely(citizen)
        citizen.go(f"/records/{self.public_id}")

    def closely(self, citizen):
        """From a hit to the word in its page, and then nearer: with scripts by tiles, without by larger images."""
        citizen.go(f"/search?q={TRADITIONAL}")
        citizen.follow(re.escape(self.corrected))
        citizen.must_read(f"第{LEAF}页，共4页")
        marked = citizen.page.locator(".script mark").all_inner_texts()
        if set(marked) != {WORD}:
            raise Wrong(f"the record opened where {TRADITIONAL} stands marks {marked}")
        # Copies are made by themselves, some seconds after the record was kept.
        last = time.monotonic() + 180
        while not citizen.page.locator("[data-tiles]").count():
            if time.monotonic() > last:
                raise Wrong("no pyramid was made of the page")
            time.sleep(1)
            citizen.page.reload()
        if self.script:
            citizen.named("link", "^放大$").click()
            citizen.named("button", "^放大$").click()
            citizen.named("button", "^缩小$").click()
            deep = citizen.page.locator(".deep")
            deep.focus()
            for key in ("+", "+", "ArrowRight", "ArrowDown", "-", "0", "+", "+"):
                citizen.page.keyboard.press(key)
            citizen.page.mouse.wheel(0, -200)
            citizen.page.wait_for_function(
                "() => { const all = [...document.querySelectorAll('.deep img')];"
                " return all.length > 4 && all.every((tile) => tile.complete && tile.naturalWidth === 256); }")
            citizen.look("record, looked at closely")
            citizen.page.locator("h1").click()
            for key, leaf in (("ArrowLeft", LEAF - 1), ("ArrowRight", LEAF)):
                with citizen.page.expect_navigation():
                    citizen.page.keyboard.press(key)
                citizen.must_read(f"第{leaf}页，共4页")
        else:
            citizen.follow("^放大$")
            self.shown(citizen, 1600)
            citizen.follow("^放大$")
            self.shown(citizen, 2400)
            citizen.look("record in the viewer, large")
            citizen.follow("^顺时针旋转$")
            citizen.follow("^缩小$")
            self.shown(citizen, 1600, turned=True)
            citizen.look("record in the viewer, turned")
            citizen.follow("^上一页$")
            citizen.must_read(f"第{LEAF - 1}页，共4页")
        citizen.see(f"/records/{self.public_id}/leaves", "all pages of a record")

    def shown(self, citizen, width, turned=False):
        """The page image is as wide (or, lying, as high) as was asked for, and its place on the page is kept for it."""
        image = citizen.page.get_by_role("img", name=f"第{LEAF}页页图")
        told = [int(image.get_attribute(name)) for name in ("width", "height")]
        body = citizen.context.request.get(self.url + image.get_attribute("src")).body()
        size = jpeg_size(body)
        if abs(size[0] - told[0]) > 2 or abs(size[1] - told[1]) > 2 or min(width, 1653) > max(size) or \
                (size[0] > size[1]) != turned:
            raise Wrong(f"an image {width} px wide is {size}, the page says {told}")

    def download(self, citizen):
        """The bytes that come are the bytes that were handed over, and the page tells their digest."""
        sent = self.transfer.file(CODE, FILE)
        with citizen.page.expect_download() as coming:
            citizen.named("link", "^下载").first.click()
        with open(coming.value.path(), "rb") as file:
            got = file.read()
        if got != sent:
            raise Wrong(f"{coming.value.suggested_filename}: {len(got)} bytes {sha256(got)}, "
                        f"handed over {len(sent)} bytes {sha256(sent)}")
        if sha256(sent) not in citizen.text():
            raise Wrong(f"the record does not tell the digest {sha256(sent)}: {citizen.text()}")

