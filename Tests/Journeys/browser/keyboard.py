"""What must work without a mouse: skipping to the content, seeing where one is, searching, signing in."""
import re

from corridor import Wrong

FOCUSED = """() => {
    const each = document.activeElement, box = each.getBoundingClientRect();
    // The ring may stand around the box the field is in.
    const ring = (each) => each && (parseFloat(getComputedStyle(each).outlineWidth) >= 2
        && getComputedStyle(each).outlineStyle !== 'none' || each.matches(':focus-within') && ring(each.parentElement));
    return { name: each.tagName.toLowerCase() + (each.id ? '#' + each.id : '') + (each.name ? '[' + each.name + ']' : ''),
             html: each.outerHTML.slice(0, 160), id: each.id, field: each.name || '', body: each === document.body,
             ringed: Boolean(ring(each)), shown: box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0
                 && box.top < innerHeight && box.left < innerWidth };
}"""


class Keyboard:
    def __init__(self, visitor):
        self.visitor, self.page, self.keys = visitor, visitor.page, visitor.page.keyboard

    def focused(self):
        return self.page.evaluate(FOCUSED)

    def tab_to(self, wanted, limit=40):
        """Tabs to the field named `wanted`; everything on the way shows that it has the focus."""
        for _ in range(limit):
            self.keys.press("Tab")
            here = self.focused()
            if here["body"]:
                continue
            if not here["shown"] or not here["ringed"]:
                self.visitor.eyes.fault(self.page.url, f"keyboard: no sign of the focus on {here['name']}: {here['html']}")
            if here["field"] == wanted:
                return
        raise Wrong(f"{self.page.url}: {wanted} cannot be reached by Tab")

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
        if self.page.get_by_role("searchbox").first.input_value() != word:
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
