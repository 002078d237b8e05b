"""Sound and film really play: found out by type, asked for in parts, sought, by keyboard; of what no browser plays a copy is made,
and what is broken is returned."""
import os
import time
import zipfile

import media
from corridor import Place, Wrong
from visitor import Visitor

CODE = "X013-WS·1998-Y-BGS-{:04}"
# Ending, what the server must call it, and which element plays it.
PLAYED = {"wav": ("audio/wav", "audio"), "flac": ("audio/flac", "audio"), "mp3": ("audio/mpeg", "audio"),
          "ogg": ("audio/ogg", "audio"), "webm": ("video/webm", "video"), "mp4": ("video/mp4", "video")}


def made(browser):
    """Ending → bytes."""
    page = browser.new_page()
    # A page of its own, where sound may begin by itself.
    page.goto("about:blank")
    try:
        film = {"webm": media.recorded(page, "video/webm;codecs=vp8,opus"),
                "mp4": media.recorded(page, "video/mp4;codecs=avc1.42E01E,opus")}
    finally:
        page.close()
    return {"wav": media.wav(), "flac": media.flac(), "mp3": media.mp3(), "ogg": media.ogg(), **film,
            "avi": media.avi()}


def packed(place, name, codes, files):
    """A table and the files it names."""
    rows = ["序号,档号,文号,责任者,题名,日期,页数,保管期限,密级,立档单位名称"]
    package = os.path.join(place.folder, name)
    with zipfile.ZipFile(package, "w") as archive:
        for number, (ending, code) in enumerate(codes.items(), 1):
            rows.append(f"{number},{code},江农〔1998〕{number}号,江北市农业局,录音录像第{number}号,1998-05-{number:02},1,永久,公开,江北市农业局")
            archive.writestr(f"电子文件/{code}.{ending}", files[ending])
        archive.writestr("归档文件目录.csv", "\r\n".join(rows) + "\r\n")
    return package


def broken(place):
    """A film that says it is one and is not comes back to the agency, by its name."""
    code = CODE.format(99)
    told = place.run("receive", packed(place, "坏片.zip", {"m4v": code}, {"m4v": media.broken()}), "--wait")
    if told.status == 0 or f"{code}.m4v" not in told.out + told.err:
        raise Wrong(f"a broken film was taken: {told}")


def published(folder, files):
    """A home in which these files are public, each a record of its own: ending → address."""
    place = Place(os.path.join(folder, "playing"))
    place.must("init")
    codes = {ending: CODE.format(number) for number, ending in enumerate(files, 1)}
    place.must("receive", packed(place, "声像.zip", codes, files), "--wait")
    number = place.accessions()[0]["number"]
    for side, name in (("sending", "李建国"), ("receiving", "王秀兰")):
        place.must("handover", number, "--sign", side, "--name", name)
    place.must("describe", "--accession", number, "--confirm")
    place.must("open", "--accession", number, "--ground", "period-passed")
    place.must("publish", "--accession", number, "--level", "text")
    known = dict(place.rows("SELECT code, public_id FROM unit WHERE level = 'item'"))
    return place, {ending: f"/records/{known[code]}" for ending, code in codes.items()}


def play(visitor, path, kind, element, content):
    """Plays one file with the keyboard alone, goes to another place in it, and takes it away."""
    answers = []
    visitor.page.on("response", lambda each: answers.append(each) if "/files/" in each.url else None)
    visitor.go(path)
    player = visitor.page.locator(element)
    player.evaluate("each => new Promise((done, no) => each.readyState ? done() : (each.onloadedmetadata = done, each.onerror = no))")
    player.focus()
    visitor.page.keyboard.press("Space")
    until(player, "each => each.currentTime > 0.1")
    visitor.page.keyboard.press("Space")
    until(player, "each => each.paused")
    there = player.evaluate("""each => new Promise((done) => {
        each.onseeked = () => done(each.currentTime);
        each.currentTime = 1;
    })""")
    if abs(there - 1) > 0.2:
        raise Wrong(f"{path}: asked for second 1, is at {there}")
    first = answers[0]
    if first.status != 206 or first.headers["content-type"] != kind or "content-range" not in first.headers:
        raise Wrong(f"{path}: {first.status} {first.headers}")
    if visitor.page.get_by_text("浏览器放不出这个文件").is_visible():
        raise Wrong(f"{path}: plays, and the page says it cannot be played")
    taken(visitor, content)


def until(player, what):
    """Waits for it to be true. Asked again and again: the page's policy forbids what Playwright's own waiting does."""
    for _ in range(300):
        if player.evaluate(what):
            return
        time.sleep(0.1)
    raise Wrong(f"not within thirty seconds: {what}")


def taken(visitor, content):
    with visitor.page.expect_download() as coming:
        visitor.page.locator("a[download]:visible").first.click()
    with open(coming.value.path(), "rb") as file:
        if file.read() != content:
            raise Wrong(f"{visitor.page.url}: what is taken away is not what was sent")


def playing(browser, folder, eyes, script):
    files = made(browser)
    place, paths = published(folder, files)
    with place.serving() as server:
        visitor = Visitor(browser, server.url, eyes, script)
        try:
            for ending, (kind, element) in PLAYED.items():
                if script:
                    play(visitor, paths[ending], kind, element, files[ending])
                else:
                    visitor.go(paths[ending])
                    if visitor.page.locator(f"{element}[controls]").count() != 1:
                        raise Wrong(f"{ending}: no player without scripts")
                    taken(visitor, files[ending])
            visitor.see(paths["mp4"], "record with a film")
            copied(visitor, paths["avi"], script)
            taken(visitor, files["avi"])
            broken(place)
            closed(place, visitor)
        finally:
            visitor.close()


def copied(visitor, path, script):
    """No browser plays it: that is said until the copy is made, which plays."""
    last = time.monotonic() + 180
    visitor.go(path)
    while not visitor.page.locator("video[controls]").count():
        visitor.must_read("浏览器放不出这个文件")
        if time.monotonic() > last:
            raise Wrong("no copy was made of a film that no browser plays")
        time.sleep(1)
        visitor.page.reload()
    visitor.look("record with the copy of a film")
    if script:
        player = visitor.page.locator("video")
        player.focus()
        visitor.page.keyboard.press("Space")
        until(player, "each => each.currentTime > 0.1")


def closed(place, visitor):
    """Closed for maintenance, every address says so; opened again, all is as it was."""
    place.must("maintenance", "on", "--until", "2099-01-01T08:00", "--words", "搬迁机房", "--words-en", "The server is moving")
    for path in ("/", "/search?q=x", "/?lang=en", "/?lang=zh"):
        visitor.see(path, f"closed for maintenance: {path}", 503)
        for words in ("搬迁机房", "The server is moving", "2099年1月1日 08:00"):
            visitor.must_read(words)
    place.must("maintenance", "off")
    visitor.see("/", "home, open again")
