"""Every kind of page at three widths, in light and dark colours, and on paper: held to axe, and for people to look at."""
import base64
import os
import time

from looking import RENEWED, UNFOLD
from playwright.sync_api import Error

PAPER = 794
# name → width in pixels, colours, medium. Paper is A4 at 96 dots an inch.
COMBINATIONS = {f"{width} {colours}": (width, colours, "screen") for width in (360, 768, 1440) for colours in ("light", "dark")}
COMBINATIONS["paper"] = (PAPER, "light", "print")
# Of each round of the journey a part of the pages, another one every day.
PART = 40
HIGHEST = 3000
# On a sheet a wide page is wider than a narrow one, though not as many times as on the screen.
SMALL = 300


def combine(walk, pages, looking, pictures):
    """`part`: every fortieth page, in one language a day; `all`: every page in both, with sheets."""
    folder = os.path.join(pictures, "sheets")
    day, shots = int(time.time() // 86400), []
    for language in ("zh", "en") if looking == "all" else (("zh", "en")[day % 2],):
        turn = day
        for account, seen in pages.items():
            with walk.visiting(script=True, language=language) as visitor:
                if account:
                    visitor.sign_in(account, walk.accounts[account])
                for path, name in seen:
                    turn += 1
                    if looking == "part" and turn % PART:
                        continue
                    told = f"{language} {name}, {account or 'anybody'}"
                    shots.append((told, still(walk, visitor, path, told, looking)))
    if looking == "all":
        os.makedirs(folder, exist_ok=True)
        sheets(walk.browser, shots, folder)
        print(f"sheets of {len(shots)} pages: {folder}", flush=True)


def still(walk, visitor, path, name, looking):
    """The page at `path` in every combination; seen again if it renews itself meanwhile, as one that waits for work does."""
    for left in (2, 1, 0):
        found = len(walk.eyes.faults)
        try:
            visitor.page.goto(walk.url + path)
            return each(walk, visitor, name, looking)
        except Error as problem:
            if left == 0 or not any(words in str(problem) for words in RENEWED):
                raise
            del walk.eyes.faults[found:]


def each(walk, visitor, name, looking):
    """The page in every combination; its pictures, if they are wanted."""
    page, eyes, shots = visitor.page, walk.eyes, {}
    page.evaluate(UNFOLD)
    for combination, (width, colours, medium) in COMBINATIONS.items():
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=colours, media=medium)
        eyes.axe(page, f"{name}, {combination}")
        if looking == "all":
            shots[combination] = base64.b64encode(page.screenshot(
                full_page=True, type="jpeg", quality=60,
                clip={"x": 0, "y": 0, "width": width, "height": min(HIGHEST, height(page))})).decode()
    page.emulate_media(color_scheme="light", media="screen")
    return shots


def height(page):
    return page.evaluate("Math.max(document.documentElement.scrollHeight, innerHeight)")


def sheets(browser, shots, folder):
    """One picture a page: all combinations beside each other."""
    page = browser.new_page(viewport={"width": 3000, "height": 900})
    for number, (name, pictures) in enumerate(shots, 1):
        cells = "".join(f"<figure style='flex:{COMBINATIONS[combination][0] + SMALL}'><figcaption>{combination}</figcaption><img src='data:image/jpeg;base64,{picture}'></figure>"
                        for combination, picture in pictures.items())
        page.set_content("<style>body{margin:8px;font:16px sans-serif;display:flex;gap:8px;align-items:start}"
                         "img{width:100%}figure{margin:0;outline:1px solid #888}</style>" + cells)
        page.screenshot(path=os.path.join(folder, f"{number:03d} {name.replace('/', '-')}.png"), full_page=True)
    page.close()
