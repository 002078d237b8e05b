"""A transfer received, signed, sealed by the archive, described, confirmed, opened and published without a mouse.

In Chinese with scripts, in English without. Every control on the way shows that it has the focus (keyboard.py).
"""
import os
import re
import zipfile

from corridor import Wrong, codes_of, make_package
from keyboard import Keyboard

OWN = "江北的冬天 1985"


def by_keyboard(walk):
    alone = Alone(walk)
    alone.agency()
    alone.archive()
    alone.reviewer()
    alone.reader()


class Alone:
    def __init__(self, walk):
        self.walk, self.language = walk, "zh" if walk.script else "en"
        self.package = make_package(os.path.join(walk.place.folder, "keyboard.zip"), "--records", "1", "--seed", "keyboard",
                                    "--fonds", "K001")
        self.code = codes_of(self.package)[0]
        self.title = "不用鼠标著录的一件" if walk.script else "不用鼠标也不用脚本著录的一件"
        added = walk.place.must("user", "add", "keys", "--role", "agency-officer", "--display", "周敏", "--agency",
                                agency_of(self.package), "--json").json()
        self.officer = added["name"], added["password"]

    def visiting(self):
        return self.walk.visiting(language=self.language)

    def agency(self):
        with self.visiting() as officer:
            say, keyboard, choosers = officer.say, Keyboard(officer), []
            # Listened for from the beginning: once the key is pressed it would be too late.
            officer.page.on("filechooser", lambda chooser: choosers.append(chooser))
            keyboard.sign_in(*self.officer)
            for field, text in ((say("^现在的口令", "^Current password|^Present password|^Password now"), self.officer[1]),
                                (say("^新口令", "^New password"), OWN), (say("^再写一遍", "again"), OWN)):
                keyboard.write(field, text)
            with officer.page.expect_navigation():
                officer.page.keyboard.press("Enter")
            keyboard.enter(href="^/desk/accessions$")
            keyboard.enter(href="^/desk/accessions/new")
            keyboard.to(kind="file")
            officer.page.keyboard.press("Enter")
            self.chosen(officer, choosers).set_files(self.package)
            keyboard.to(say("^上传$", "^Upload$"))
            officer.page.keyboard.press("Enter")
            officer.page.wait_for_url(re.compile(r"/desk/accessions/[0-9a-f-]{36}"), timeout=180_000)
            officer.must_read(say("可以接收", "It may be accepted"), seconds=180)
            self.sign(officer, keyboard, "周敏")
            keyboard.enter(say("^退出$", "^Sign out$"))

    @staticmethod
    def chosen(officer, choosers):
        for _ in range(100):
            if choosers:
                return choosers[0]
            officer.page.wait_for_timeout(100)
        raise Wrong("Enter on the field of the file does not ask for a file")

    def sign(self, visitor, keyboard, name, sealed=False):
        say = visitor.say
        visitor.page.wait_for_load_state()
        keyboard.enter(href="/handover")
        keyboard.write(say("^签字人姓名", "^Name of the person signing"), name)
        if sealed:
            keyboard.to(kind="radio")
            # The name alone, the signature server, the seal platform.
            for _ in range(2):
                visitor.page.keyboard.press("ArrowDown")
            if not visitor.named("radio", say("电子印章", "[Ee]lectronic seal")).is_checked():
                raise Wrong("two arrows down from the name alone is not the seal")
            visitor.look("handover form, the archive's seal chosen")
        keyboard.enter(say("^签字(并接收)?$", "^Sign(, and accept custody)?$"))
        visitor.must_read(name)

    def sealed(self, visitor, keyboard):
        """The form bears the seal that the platform made, verified."""
        visitor.must_read(visitor.say("已入库", "Kept, 1|Kept: 1|1 item kept|described"), seconds=180)
        visitor.page.wait_for_load_state()
        page = visitor.page.url
        keyboard.enter(href="/handover")
        visitor.must_read(visitor.say("有效", "valid"))
        visitor.must_read("制章者")
        if visitor.page.locator("img[src*='/seals/']").evaluate("(each) => each.naturalWidth") < 1:
            raise Wrong("the picture of the seal is not shown")
        visitor.look("handover form with the archive's seal")
        visitor.page.goto(page)

    def archive(self):
        with self.visiting() as archivist:
            say, keyboard = archivist.say, Keyboard(archivist)
            keyboard.sign_in("archivist", self.walk.accounts["archivist"])
            keyboard.enter(href="^/desk/accessions$")
            keyboard.enter("keyboard.zip")
            self.sign(archivist, keyboard, "王秀兰", sealed=True)
            self.sealed(archivist, keyboard)
            keyboard.enter(href="/units$")
            keyboard.enter(href="^/desk/units/[0-9a-f-]{36}([?]list=.*)?$")
            keyboard.write(say("^题名", "^Title"), self.title)
            keyboard.enter(say("^保存$", "^Save$"))
            archivist.must_read(say("已保存", "Saved"))
            keyboard.enter(say("^(确认，看下一件|保存并确认)$", "^(Save and confirm|Confirm, go to the next)$"))
            archivist.must_read(say("已确认", "Confirmed|confirmed"))
            keyboard.enter(say("^退出$", "^Sign out$"))

    def reviewer(self):
        with self.visiting() as reviewer:
            say, keyboard, page = reviewer.say, Keyboard(reviewer), reviewer.page
            keyboard.sign_in("reviewer", self.walk.accounts["reviewer"])
            keyboard.enter(href="^/desk/opening$")
            keyboard.to(re.escape(self.code), kind="checkbox")
            page.keyboard.press("Space")
            keyboard.enter(say("^开放审核$", "^Decide opening$"))
            keyboard.to(kind="radio")
            page.keyboard.press("Space")
            keyboard.to(say("^依据", "^Ground"))
            page.keyboard.press("ArrowDown")
            keyboard.enter(say("^下一步", "^Next:"))
            keyboard.enter(say("^开放1件$", "^Open 1 item$"))
            reviewer.must_read(say("已办妥", "Done, and in the ledger"))
            keyboard.enter(say("^公布这些$", "^Publish these$"))
            keyboard.to(kind="radio")
            for key in ("ArrowUp", "ArrowDown"):
                page.keyboard.press(key)
            if not reviewer.named("radio", say("^全文", "^Full text")).is_checked():
                raise Wrong("an arrow up and one down from the full text is not the full text")
            keyboard.enter(say("^公布1件$", "^Publish 1 item$"))
            reviewer.must_read(say("已办妥", "Done, and in the ledger"))

    def reader(self):
        with self.visiting() as citizen:
            keyboard = Keyboard(citizen)
            keyboard.portal(self.code)
            keyboard.enter(self.title)
            citizen.must_read(self.title)


def agency_of(package):
    """The agency that the package names."""
    with zipfile.ZipFile(package) as archive:
        return re.search("移交单位：(.+)", archive.read("说明文件.TXT").decode())[1].strip()
