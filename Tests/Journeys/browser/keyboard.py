"""What must work without a mouse: skipping to the content, seeing where one is, searching, signing in."""
import re

from corridor import Wrong
from playwright.sync_api import Error

FOCUSED = """() => {
    const each = document.activeElement, box = each.getBoundingClientRect();
    // The ring may stand around the box the field is in.
    const ring = (each) => each && (parseFloat(getComputedStyle(each).outlineWidth) >= 2
        && getComputedStyle(each).outlineStyle !== 'none' || each.matches(':focus-within') && ring(each.parentElement));
    // Nothing that stays in place on the screen, such as a bar of buttons, may lie over all of it (WCAG 2.4.11).
    const heights = [box.top + 2, box.top + box.height / 2, box.bottom - 2].filter((y) => y > 0 && y < innerHeight);
    const over = heights.map((y) => document.elementFromPoint(box.left + box.width / 2, y))
        .map((other) => other && !each.contains(other) && !other.contains(each) ? other : null);
    const under = over.length && over.every(Boolean) ? over[0].outerHTML.slice(0, 120) : null;
    const name = each.tagName.toLowerCase() + (each.id ? '#' + each.id : '') + (each.name ? '[' + each.name + ']' : '');
    // Without what is for the eye alone, such as the key that does the same.
    const said = (each) => {
        if (!each.querySelector('[aria-hidden=true]')) return each.innerText || '';
        const copy = each.cloneNode(true);
        for (const part of copy.querySelectorAll('[aria-hidden=true]')) part.remove();
        return copy.textContent;
    };
    // What it is called: by its own words, its label, or what it says to a screen reader.
    const called = each.getAttribute('aria-label') || (each.labels && each.labels[0] ? each.labels[0].innerText : '')
        || said(each);
    return { name, called: called.replace(/\s+/g, ' ').trim(), href: each.getAttribute('href') || '', type: each.type || '',
             html: each.outerHTML.slice(0, 160), id: each.id, field: each.name || '', body: each === document.body,
             ringed: Boolean(ring(each)), shown: box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0
                 && box.top < innerHeight && box.left < innerWidth,
             under };
}"""


class Keyboard:
    def __init__(self, visitor):
        self.visitor, self.page, self.keys = visitor, visitor.page, visitor.page.keyboard

    def focused(self):
        for left in (2, 1, 0):
            try:
                return self.page.evaluate(FOCUSED)
            except Error as problem:
                # A page that waits for work may renew itself between two keys.
                if "context was destroyed" not in str(problem) or left == 0:
                    raise
                self.page.wait_for_load_state()

    def tab_to(self, wanted, limit=40):
        """Tabs to the field named `wanted`; everything on the way shows that it has the focus."""
        for _ in range(limit):
            if self.tab()["field"] == wanted:
                return
        raise Wrong(f"{self.page.url}: {wanted} cannot be reached by Tab")

    def to(self, called=None, href=None, kind=None, limit=150):
        """Tabs on to the control so called, or the link that leads there."""
        met = []
        for _ in range(limit):
            here = self.tab()
            if here["body"]:
                continue
            met.append(here["called"] or here["html"])
            if (called is None or re.search(called, here["called"])) and (href is None or re.search(href, here["href"])) \
                    and (kind is None or here["type"] == kind):
                return here
        raise Wrong(f"{self.page.url}: {called or href} cannot be reached by Tab; met were {met[:40]}")

    def enter(self, called=None, href=None, kind=None):
        """On to a link or button, which is pressed with Enter and leads to another page."""
        self.to(called, href, kind)
        with self.page.expect_navigation():
            self.keys.press("Enter")

    def write(self, called, text):
        """Into the field so called, in place of what it holds."""
        self.to(called)
        self.keys.press("Control+a")
        self.keys.type(text)

    def tab(self):
        """On to the next control, which shows that it has the focus; returns what it is."""
        self.keys.press("Tab")
        here = self.focused()
        if not here["body"] and not (here["shown"] and here["ringed"]):
            self.visitor.eyes.fault(self.page.url, f"keyboard: no sign of the focus on {here['html']}")
        elif here["under"] and not here["body"]:
            self.visitor.eyes.fault(self.page.url, f"keyboard: {here['name']} lies under {here['under']}")
        return here

    def through(self, most=120):
        """Through all controls of the page, once round."""
        self.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        met = 0
        while met < most and not self.tab()["body"]:
            met += 1
        if met < 5:
            raise Wrong(f"{self.page.url}: Tab meets {met} controls only")

    def skip(self):
        self.keys.press("Tab")
        first = self.focused()
        if "skip" not in first["html"] or not first["shown"]:
            raise Wrong(f"{self.page.url}: the first Tab does not show a link to the content but {first['html']}")
        self.keys.press("Enter")
        self.page.wait_for_url(re.compile("#main$"))
        if self.focused()["id"] != "main":
            raise Wrong(f"{self.page.url}: the link to the content does not lead there: {self.focused()}")

    def portal(self, word):
        self.visitor.go("/")
        self.skip()
        self.visitor.go("/")
        self.tab_to("q")
        self.keys.type(word)
        self.keys.press("Enter")
        self.page.wait_for_url(re.compile(r"/search\?q="))
        if self.page.locator("main input[name=q]").first.input_value() != word:
            raise Wrong(f"{self.page.url}: the question is not kept in its field")
        self.skip()

    def sign_in(self, name, password):
        self.visitor.go("/desk/sign-in")
        self.skip()
        self.tab_to("name")
        self.keys.type(name)
        self.keys.press("Tab")
        self.keys.type(password)
        self.keys.press("Enter")
        self.page.wait_for_url(re.compile(r"/desk(/password)?$"))
