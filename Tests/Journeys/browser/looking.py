"""What is looked at on every page of the journey: axe, width on a telephone, the console, the policy of the page."""
import os
import re
import time
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Error

# What Chromium says when a page went on to another state while it was asked.
RENEWED = ("context was destroyed", "navigated away from", "interrupted by another navigation")

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 800}
# What is folded away is looked at too: axe sees only what is shown.
UNFOLD = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"
STICKING_OUT = """() => {
    const wide = document.documentElement.clientWidth, all = [...document.body.querySelectorAll('*')];
    if (document.documentElement.scrollWidth <= wide) return null;
    const scrolls = (each) => each && each !== document.body
        && (getComputedStyle(each).overflowX !== 'visible' || scrolls(each.parentElement));
    const out = all.filter((each) => each.getBoundingClientRect().right > wide + 1 && !scrolls(each.parentElement));
    const name = (each) => each.tagName.toLowerCase() + (each.id ? '#' + each.id : '')
        + [...each.classList].map((word) => '.' + word).join('');
    return document.documentElement.scrollWidth + ' px wide: ' + out.slice(-3).map(name).join(', ');
}"""
POLICY = """document.addEventListener('securitypolicyviolation', (each) =>
    console.error('policy: ' + each.violatedDirective + ' forbids ' + (each.blockedURI || 'inline')))"""


# What the page calls its parts: for the pages of help, which tell people to press them.
CALLED = """() => [...document.querySelectorAll(
    'a,button,label,legend,h1,h2,h3,h4,summary,th,dt,option,strong,caption,.badge,.vh,[aria-label]')].flatMap((each) =>
        [each.textContent, each.firstChild ? each.firstChild.textContent : '', each.getAttribute('aria-label') || '',
         // Beside an icon and the key that does the same.
         [...each.childNodes].filter((part) => part.nodeType === 3).map((part) => part.textContent).join('')])"""


class Eyes:
    """Gathers what is wrong, so that one journey tells of every page, not only of the first."""

    def __init__(self, name, folder, dark):
        self.name, self.folder, self.dark = name, folder, dark
        self.faults, self.pages, self.times, self.seconds = [], [], [], 0.0
        # Pages as the server sent them (name → HTML), and what they call their parts (language → words).
        self.sources, self.called, self.answers = {}, {}, {}

    def fault(self, page, words):
        self.faults.append(f"[{self.name}] {page}: {words}")

    def picture(self, page, name):
        """A screenshot of the page as it is; where it stands."""
        file = os.path.join(self.folder, re.sub(r"\W+", "-", f"{self.name}-{name}") + ".png")
        os.makedirs(self.folder, exist_ok=True)
        page.screenshot(path=file, full_page=True)
        return file

    def listen(self, page):
        """Hears whatever the page complains of: errors, refusals of its policy, images and scripts that do not come."""
        page.context.add_init_script(POLICY)
        page.on("pageerror", lambda error: self.fault(page.url, f"script failed: {error}"))

        def said(message):
            # What did not come is told below, by its status.
            if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
                self.fault(page.url, f"console {message.type}: {message.text} ({message.location.get('url')})")

        def answered(response):
            if response.request.is_navigation_request() and response.frame == page.main_frame:
                self.answers[page] = response
            if response.status >= 400 and not response.request.is_navigation_request():
                self.fault(page.url, f"{response.status} for {response.url}")
        page.on("console", said)
        page.on("response", answered)

    def look(self, page, name, script=True):
        """Looks at a page; `name` is what a fault calls it. axe is a script: where none runs only the width is looked
        at, and the same page is held to axe by whoever goes the same way with scripts."""
        began, found = time.monotonic(), len(self.faults)
        for left in (2, 1, 0):
            try:
                if script:
                    self.held_to_axe(page, name)
                self.narrow(page, name)
                self.read(page, name)
                break
            except Error as problem:
                # A page that waits for work may renew itself under our eyes: then it is looked at as it is now.
                if left == 0 or not any(words in str(problem) for words in RENEWED):
                    raise
                del self.faults[found:]
                page.wait_for_load_state()
        if len(self.faults) > found:
            self.fault(name, f"is at {page.url}; picture: {self.picture(page, name)}")
        self.pages.append(name)
        self.seconds += time.monotonic() - began

    def read(self, page, name):
        """Keeps what the page says and how it was sent; it is checked when all pages are together."""
        language = page.evaluate("document.documentElement.lang")
        self.called.setdefault(language, set()).update(page.evaluate(CALLED))
        answer = self.answers.get(page)
        if answer and (answer.headers.get("content-type") or "").startswith("text/html") and not 300 <= answer.status < 400:
            self.sources[name] = answer.text()

    def held_to_axe(self, page, name):
        page.evaluate(UNFOLD)
        self.axe(page, name)
        if self.dark:
            page.emulate_media(color_scheme="dark")
            self.axe(page, name + ", dark", ["color-contrast"])
            page.emulate_media(color_scheme="light")

    def narrow(self, page, name):
        page.set_viewport_size(NARROW)
        wide = page.evaluate(STICKING_OUT)
        if wide:
            self.fault(name, f"scrolls sideways at {NARROW['width']} px: {wide}")
        page.set_viewport_size(WIDE)

    def axe(self, page, name, rules=None):
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE)
        options = {"resultTypes": ["violations"], **({"runOnly": {"type": "rule", "values": rules}} if rules else {})}
        for rule in page.evaluate("(options) => axe.run(document, options)", options)["violations"]:
            for node in rule["nodes"]:
                reason = node.get("failureSummary", "").split("\n")[-1].strip()
                element = " ".join(map(str, node["target"]))
                self.fault(name, f"axe {rule['id']} ({rule['impact']}): {rule['help']}\n"
                                 f"    element {element}: {node['html'][:200]}\n    {reason}")
