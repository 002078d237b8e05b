"""Pages that stand still while they come, hold nothing up, and bring their own files once."""
from corridor import Wrong
from looking import NARROW, WIDE

# What moved without anybody having done something, as browsers count it (CLS).
WATCH = """() => {
    window.moved = [];
    new PerformanceObserver((list) => {
        for (const each of list.getEntries())
            if (!each.hadRecentInput) window.moved.push([each.value, each.sources.map((part) => part.node && part.node.nodeName + '.' + (part.node.className || ''))]);
    }).observe({ type: 'layout-shift', buffered: true });
}"""
MOST = 0.05
# Scripts the browser stops for while it reads the page, and files of the site's own that came over the line again.
HELD_UP = "() => [...document.scripts].filter((each) => each.src && each.type !== 'module' && !each.async && !each.defer).length"
OWN = """() => performance.getEntriesByType('resource').filter((each) => each.name.includes('/assets/'))
    .map((each) => [each.name, each.transferSize])"""


def moved(page):
    return page.evaluate("window.moved")


def steady(walk, paths):
    """Each page in two widths, in a browser that has seen nothing yet; then once more."""
    for size in (WIDE, NARROW):
        with walk.visiting() as visitor:
            page = visitor.page
            page.set_viewport_size(size)
            page.add_init_script(f"({WATCH})()")
            assets = {}
            page.on("response", lambda each: assets.setdefault(each.url, each.headers.get("cache-control", "")) if "/assets/" in each.url else None)
            for count, path in enumerate(paths):
                visitor.go(path)
                page.wait_for_load_state("networkidle")
                shifts = moved(page)
                total = sum(value for value, _ in shifts)
                if total >= MOST:
                    walk.eyes.fault(path, f"the page moves by {total:.3f} at {size['width']} px: {shifts}")
                if page.evaluate(HELD_UP):
                    walk.eyes.fault(path, "a script holds the page up")
                again = [name for name, bytes in page.evaluate(OWN) if bytes > 0]
                if count > 0 and again:
                    walk.eyes.fault(path, f"comes over the line again: {again}")
            if len(assets) < 2 or any("immutable" not in kept for kept in assets.values()):
                raise Wrong(f"files of the site that are not kept: {assets}")


def planted(walk):
    """The look sees a page that moves."""
    with walk.visiting() as visitor:
        visitor.page.add_init_script(f"({WATCH})()")
        visitor.go("/")
        visitor.page.wait_for_timeout(200)
        visitor.page.evaluate("""() => {
            const late = document.createElement('div');
            late.className = 'hero';
            late.append(...[...Array(12)].map(() => document.createElement('p')));
            late.querySelectorAll('p').forEach((each) => { each.textContent = 'x'; });
            document.querySelector('main').prepend(late);
        }""")
        visitor.page.wait_for_timeout(700)
        if sum(value for value, _ in moved(visitor.page)) < MOST:
            raise Wrong(f"a page that moves is not seen to: {moved(visitor.page)}")
