"""Setting up an archive: in Chinese with scripts, in English without."""
import os
import re

from corridor import Place, Wrong
from visitor import Visitor

ROLES = ["system-administrator", "security-officer", "auditor", "archivist"]
PASSWORD = "江上秋风，一九九〇年"


def wizard(browser, folder, eyes, script):
    """From the printed address to the first sign-in, in a home of its own."""
    place = Place(os.path.join(folder, "set-up, " + ("script" if script else "no-script")))
    with place.serving() as server:
        server.log.flush()
        with open(server.log.name, encoding="utf-8") as log:
            address = re.search(r"/setup\?code=\S+", log.read())
        if not address:
            raise Wrong("serve prints no address for setting up")
        visitor = Visitor(browser, server.url, eyes, script, language="zh" if script else "en")
        try:
            Wizard(visitor, place).whole(address[0])
        finally:
            visitor.close()


class Wizard:
    def __init__(self, visitor, place):
        self.visitor, self.place, self.page = visitor, place, visitor.page

    def whole(self, address):
        go, say, look = self.visitor.go, self.visitor.say, self.visitor.look
        go("/")
        look("set-up, no code")
        go(address)
        look("set-up, code")
        self.press("开始", "Begin")
        look("set-up, language")
        self.next()
        self.archive()
        self.accounts()
        look("set-up, sample records")
        self.next()
        self.visitor.must_read(say("李四3", "李四3"))
        look("set-up, review")
        if os.path.exists(self.place.home):
            raise Wrong("something is on disk before the last page")
        if not self.visitor.script:
            self.held_to_axe_in_english()
        self.press("建立档案馆", "Make the archive")
        self.page.wait_for_url(re.compile("/setup/ready"), timeout=180_000)
        look("set-up, the archive is there")
        made = self.page.locator("main .note .code").all_inner_texts()
        if len(made) != 2 or made[0] != "archivist":
            raise Wrong(f"the password made is shown as {made}")
        self.press("已抄下", "Copied")
        self.visitor.sign_in("archivist", made[1], go=False)
        self.visitor.must_read(say("先改成自己的", "choose your own first"))

    def press(self, zh, en):
        self.visitor.press("^" + self.visitor.say(zh, en))

    def next(self):
        self.press("下一步", "Next")

    def unhelped(self):
        """Sends the form as a browser would that does not check it."""
        self.page.locator("form").first.evaluate("(form) => { form.noValidate = true; }")
        self.next()

    def archive(self):
        look, say = self.visitor.look, self.visitor.say
        look("set-up, archive")
        self.page.fill("#zone", "Nowhere")
        self.unhelped()
        self.visitor.must_read(say("没有“Nowhere”这个时区", "There is no zone “Nowhere”"))
        look("set-up, archive, refused")
        self.page.fill("#archive-name", "临江市档案馆")
        self.press("上一步", "Back")
        self.next()
        if self.page.input_value("#archive-name") != "临江市档案馆":
            raise Wrong("going back forgets what was typed")
        self.page.fill("#zone", "Asia/Shanghai")
        self.page.fill("#tls-certificate", "/nowhere/tls.pem")
        self.next()
        self.visitor.must_read(say("证书与私钥要一起给出", "A certificate and its key go together"))
        self.page.fill("#tls-key", "/nowhere/tls.key")
        self.next()
        self.visitor.must_read(say("读不到 TLS 文件", "cannot be read"))
        look("set-up, archive, no such certificate")
        self.page.fill("#tls-certificate", "")
        self.page.fill("#tls-key", "")
        self.next()

    def accounts(self):
        look = self.visitor.look
        look("set-up, accounts")
        for number, role in enumerate(ROLES):
            self.page.fill(f"#{role}-person", f"李四{number}")
            if role == "archivist":
                self.page.check(f"input[name={role}-made]")
            else:
                self.page.fill(f"#{role}-password", PASSWORD)
                self.page.fill(f"#{role}-again", PASSWORD if number else PASSWORD[1:])
        self.next()
        self.visitor.must_read(self.visitor.say("两次写的口令不一样", "The two passwords differ"))
        look("set-up, accounts, refused")
        if PASSWORD in self.page.content():
            raise Wrong("a password stands in the page")
        for field in ("password", "again"):
            self.page.fill(f"#{ROLES[0]}-{field}", PASSWORD)
        self.next()

    def held_to_axe_in_english(self):
        """axe is a script: the same pages once more, in the same visit, by a browser that runs it."""
        other = Visitor(self.visitor.browser, self.visitor.url, self.visitor.eyes, True, language="en",
                        state=self.visitor.context.storage_state())
        try:
            for step in ("language", "archive", "accounts", "holdings", "review"):
                other.see(f"/setup/{step}", f"set-up, {step}, en, with scripts")
        finally:
            other.close()
