"""The portal with many published records: how long until the first byte of a page, and how large it is, without images."""
import gzip
import http.client
import os
import re
import shutil
import time
import urllib.parse

from house import package
from measure import Row, say, until_at_rest
from rows.kept import kept
from rows.multiplied import multiplied

RECORDS = int(os.environ.get("LANTAI_BENCH_FACES") or 200_000)
FIRST_BYTE, SIZE = 50, 100
EACH = 40


class Reader:
    """One visitor's connection."""

    def __init__(self, url):
        self.host = urllib.parse.urlparse(url).netloc
        self.connection = http.client.HTTPConnection(self.host, timeout=60)

    def read(self, path):
        """Milliseconds to the first byte, the text, and the bytes on the line."""
        started = time.monotonic()
        self.connection.request("GET", path, headers={"Accept-Encoding": "gzip", "Accept-Language": "zh"})
        answer = self.connection.getresponse()
        first = (time.monotonic() - started) * 1000
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status}")
        packed = answer.headers.get("Content-Encoding") == "gzip"
        return first, (gzip.decompress(body) if packed else body).decode(), len(body)


def run(bench):
    source = kept(bench, package(min(bench.records)), f"kept-{min(bench.records)}").place
    number = source.accessions()[0]["number"]
    say("opening and publishing")
    for words in (["describe", "--accession", number, "--confirm"], ["open", "--accession", number],
                  ["publish", "--accession", number, "--level", "text"]):
        source.run(*words, timeout=1800)
    place = multiplied(bench, RECORDS)
    with place.serving() as server:
        reader = Reader(server.url)
        say(f"making the index of {RECORDS} published records")
        while published(reader) < RECORDS:
            time.sleep(1)
        # The public's index is there before the staff's; what is measured is a server at rest.
        until_at_rest(server.process.pid)
        for name, paths in pages(reader):
            reads = [reader.read(path) for path in paths]
            # The first one finds nothing remembered; it is in the worst.
            times = sorted(each[0] for each in reads)
            parts = assets(reader, reads[0][1])
            kilobytes = (max(each[2] for each in reads) + parts) / 1000
            middle, worst = times[len(times) // 2], times[-1]
            yield Row(f"{name}, {RECORDS} published", middle, "ms to the first byte", goal=f"< {FIRST_BYTE}",
                      ok=middle < FIRST_BYTE and kilobytes < SIZE, worst=round(worst, 1), kilobytes=round(kilobytes, 1),
                      page_alone=round(max(len(each[1].encode()) for each in reads) / 1000, 1))
    shutil.rmtree(place.folder)


def published(reader):
    text = reader.read("/search?" + urllib.parse.urlencode({"q": "关于"}))[1]
    found = re.search(r"([\d,]+)</[a-z]+>\s*件|([\d,]+)件", text)
    return int((found[1] or found[2]).replace(",", "")) if found else 0


def pages(reader):
    def ask(words):
        return "/search?" + urllib.parse.urlencode({"q": words})
    yield "home", ["/"] * EACH
    yield "search, every record found", [ask("关于")] * (EACH // 2) + [ask("的 通知")] * (EACH // 2)
    yield "search, few found", [ask(f"第{n * 4999}号") for n in range(1, EACH + 1)]
    fonds = re.search(r'href="(/fonds/[a-z0-9]+)"', reader.read("/fonds")[1])[1]
    shelf = re.search(r'href="(/fonds/[a-z0-9]+\?in=[a-z0-9]+)"', reader.read(fonds)[1])
    shelf, listed = (shelf[1] if shelf else fonds), []
    records = []
    for _ in range(EACH):
        listed.append(shelf)
        text = reader.read(shelf)[1]
        records += re.findall(r'href="(/records/[a-z0-9]+)"', text)
        following = re.search(r'href="([^"]+)" rel="next"', text)
        if not following:
            break
        shelf = following[1].replace("&amp;", "&")
    yield "a long category, page by page", listed
    yield "record", list(dict.fromkeys(records))[:EACH]


def assets(reader, text):
    """Bytes of styles and scripts of a page."""
    return sum(reader.read(path)[2] for path in dict.fromkeys(re.findall(r'(?:href|src)="(/assets/[^"]+\.(?:css|js))"', text)))
