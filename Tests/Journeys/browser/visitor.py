"""Somebody at a browser: an officer, an archivist, a reviewer, a citizen."""
import re

from corridor import Wrong
from looking import WIDE


class Visitor:
    """A browser of their own, that runs scripts or does not."""

    def __init__(self, browser, url, eyes, script=True, language="zh", state=None):
        self.browser, self.url, self.eyes, self.script, self.language = browser, url, eyes, script, language
        self.context = browser.new_context(java_script_enabled=script, locale={"zh": "zh-CN", "en": "en-US"}[language],
                                           viewport=WIDE, reduced_motion="reduce", storage_state=state)
        self.context.set_default_timeout(60_000)
        self.page = self.context.new_page()
        eyes.listen(self.page)

    def say(self, zh, en):
        """The words of the language this visitor reads."""
        return zh if self.language == "zh" else en

    def close(self):
        self.context.close()

    def go(self, path, status=200):
        answer = self.page.goto(self.url + path)
        if answer.status != status:
            raise Wrong(f"{path} answered {answer.status}, not {status}")

    def look(self, name):
        self.eyes.look(self.page, name, self.script)

    def see(self, path, name, status=200):
        self.go(path, status)
        self.look(name)

    # Pages are used as people use them: by what a link, a button or a field is called.

    def named(self, role, name, exact=False):
        return self.page.get_by_role(role, name=re.compile(name) if not exact else name, exact=exact)

    def follow(self, name):
        with self.page.expect_navigation():
            self.named("link", name).first.click()

    def press(self, name):
        """Presses a button that leads to another page."""
        with self.page.expect_navigation():
            self.named("button", name).first.click()

    def field(self, name):
        return self.named("textbox", name).first

    def must_read(self, text, seconds=60):
        """The page shows `text`, now or soon: pages that wait for work renew themselves."""
        self.page.get_by_text(re.compile(text)).first.wait_for(timeout=seconds * 1000)

    def text(self):
        return self.page.locator("main").inner_text()

    def sign_in(self, name, password, go=True):
        """At the door of the desk, or (not `go`) on the page of the door where the visitor stands."""
        if go:
            self.go("/desk/sign-in")
        self.field(self.say("^账号", "^Account name")).fill(name)
        self.page.get_by_label(re.compile(self.say("^口令", "^Password"))).fill(password)
        self.press(self.say("^登录$", "^Sign in$"))
        if "/desk/sign-in" in self.page.url:
            raise Wrong(f"{name} could not sign in: {self.text()}")

    def sign_out(self):
        self.press("^退出$")
        self.must_read("已退出")
