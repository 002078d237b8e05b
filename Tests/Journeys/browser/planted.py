"""Faults made by hand. The eyes must see every one of them, or what they say of the journey is worth nothing."""
from types import SimpleNamespace

from corridor import Wrong
from keyboard import Keyboard
from looking import Eyes, WIDE

POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; img-src 'self'"
GOOD = "<!doctype html><html lang='zh'><title>t</title><main><h1>h</h1>%s</main></html>"
# What is planted, and a word of the fault it must be called.
FAULTS = {
    "a button without a name": ("<button></button>", "axe button-name"),
    "grey on grey": ("<p style='color:#999;background:#aaa'>两行字</p>", "axe color-contrast"),
    "grey on grey, in the dark only": (
        "<style>@media (prefers-color-scheme:dark){p{color:#999;background:#aaa}}</style><p>两行字</p>",
        "dark: axe color-contrast"),
    "a fault in a folded part": ("<details><summary>s</summary><input></details>", "axe label"),
    "a line wider than a telephone": ("<p style='width:500px'>两行字</p>", "scrolls sideways"),
    "a script in the page": ("<script>1</script>", "script-src"),
    "an image from elsewhere": ("<img alt='' src='https://elsewhere.invalid/1.png'>", "img-src"),
    "an image that is not there": ("<img alt='' src='/gone.png'>", "404"),
    "a button that does not show its focus": (
        "<style>button{outline:none}</style><button>按钮</button>", "no sign of the focus"),
    "a button under a bar": (
        "<style>:focus{outline:3px solid}</style><p style='position:fixed;inset:0'></p><button>按钮</button>",
        "lies under"),
}


def answering(html):
    """Answers every request for the planted page with `html`, and for its image with nothing."""
    def answer(route):
        if route.request.url.endswith("/gone.png"):
            route.fulfill(status=404)
        else:
            route.fulfill(body=html, content_type="text/html; charset=utf-8",
                          headers={"content-security-policy": POLICY})
    return answer


def prove(browser, folder):
    """Shows the eyes each fault, and a page without one; returns how many faults were seen."""
    for name, (planted, word) in {**FAULTS, "nothing": ("<p>两行字</p>", None)}.items():
        eyes = Eyes("planted", folder, dark="dark" in name)
        eyes.picture = lambda *_: "none"
        context = browser.new_context(viewport=WIDE)
        page = context.new_page()
        eyes.listen(page)
        page.route("http://planted.invalid/**", answering(GOOD % planted))
        page.goto("http://planted.invalid/")
        eyes.look(page, name)
        Keyboard(SimpleNamespace(page=page, eyes=eyes)).tab()
        context.close()
        if word is None and eyes.faults:
            raise Wrong(f"the eyes see a fault where there is none: {eyes.faults}")
        if word is not None and not any(word in fault for fault in eyes.faults):
            raise Wrong(f"the eyes do not see {name}, but: {eyes.faults}")
    return len(FAULTS)
