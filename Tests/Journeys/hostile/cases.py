"""The hostile transfers: each is written into a folder and says which checks may find it."""
import os
import zipfile
import zlib

from making import (MEGA, TAR_END, Zip, deflated, jpeg, ofd, pax, pdf, png, row, sheet, stream, tar_block, tar_entry, tiff,
                    xlsx, zeros)

CASES = {}
# What takes long to make or to read to its end, in a debug build most of all.
LARGE = {"zip: 600,000 entries", "xml: ten million elements", "xlsx: two million rows", "xlsx: a sheet of 2 GB of nothing",
         "xlsx: shared strings of 2 GB", "xlsx: three million shared strings", "xlsx: a cell of 900 MB",
         "csv: one line without an end", "csv: a quotation mark never closed, a gigabyte behind it", "csv: ten million rows",
         "a file of 4 GB of zeros that calls itself PDF", "docx: a body of 1 GB", "pdf: a content stream that unpacks to 2 GB", "png: 20,000 × 20,000, all there, 1.2 GB unpacked",
         "xml: a comment of 200 MB"}
HEAD = ["序号", "档号", "责任者", "题名", "日期", "页数"]
CODES = ["J004-WS·2019-Y-BGS-000%d" % n for n in (1, 2, 3)]
BOMB = {"no-bomb"}
PATHS = {"safe-names"}
FILES = {"whole-files", "formats-agree", "page-counts", "no-bomb"}
LISTS = {"xml-safety", "notes-and-list", "metadata-readable"}


def case(name, checks, why=None):
    """A case: `make(folder, full)` answers the path of what is to be checked; a finding must be of one of `checks`.

    `why` says why it is right that such a file may also be taken without a finding.
    """
    def keep(make):
        CASES[name] = (make, set(checks) | ({None} if why else set()), why)
        return make
    return keep


def table(codes=CODES):
    lines = [HEAD] + [[str(n + 1), code, "某局", "关于某事的通知之" + str(n + 1), "20190301", ""]
                      for n, code in enumerate(codes)]
    return "\ufeff" + "".join(",".join(line) + "\r\n" for line in lines)


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as out:
        for piece in [data] if isinstance(data, (bytes, bytearray)) else data:
            out.write(piece)
    return path


def catalogue(folder, hostile=None, ending="pdf", list_as=None):
    """A good catalogue of three records; the second record's file is the hostile one."""
    if list_as is None:
        write(folder + "/归档文件目录.csv", table().encode())
    for place, code in enumerate(CODES):
        if place == 1 and hostile is not None:
            write("%s/电子文件/%s.%s" % (folder, code, ending), hostile)
        else:
            write("%s/电子文件/%s.pdf" % (folder, code), pdf(place + 1))
    return folder


def transfer(folder, listing):
    """A transfer by DA/T 93-2022 with this list."""
    write(folder + "/说明文件.TXT", "移交单位：某局\n内容描述：文书\n起止档号：a至b\n档案数量：1件\n软硬件环境：无\n".encode())
    write(folder + "/目录文件.XML", listing)
    write("%s/J004/WS/%s/0001正文.pdf" % (folder, CODES[0]), pdf())
    return folder


def packed(folder, fill):
    """A ZIP of a good catalogue and of what `fill` adds."""
    out = Zip()
    out.add("归档文件目录.csv", table().encode())
    for code in CODES:
        out.add("电子文件/%s.pdf" % code, pdf())
    count = fill(out)
    return write(folder + "/包.zip", out.bytes(count))


# Bombs

@case("zip: one entry, 1,000 times its size", BOMB)
def _(folder, full):
    data, crc, size = deflated(zeros(2000 if full else 300))
    return packed(folder, lambda z: z.add("电子文件/大.pdf", data, 8, crc, size) and None)


@case("zip: 2,000 entries of one body (overlapping)", BOMB)
def _(folder, full):
    data, crc, size = deflated(zeros(20))

    def fill(z):
        at = z.add("电子文件/0.pdf", data, 8, crc, size)
        for n in range(1, 2000):
            z.add("电子文件/%d.pdf" % n, data, 8, crc, size, at=at)
    return packed(folder, fill)


@case("zip: an entry that says it is small and is not", BOMB | {"container-whole"})
def _(folder, full):
    data, crc, _ = deflated(zeros(300))
    return packed(folder, lambda z: z.add("电子文件/大.pdf", data, 8, crc, 100) and None)


@case("zip: 600,000 entries", BOMB)
def _(folder, full):
    def fill(z):
        for n in range(600_000):
            z.add("电子文件/%d.txt" % n)
    return packed(folder, fill)


@case("zip: the end record says 60,000 entries, there are 4", {"container-whole"})
def _(folder, full): return packed(folder, lambda z: 60_000)


@case("zip: of zips of zips (42-like), as a record", {"archival-formats"})
def _(folder, full):
    data, crc, size = deflated(zeros(100))
    inner = Zip()
    inner.add("0.dll", data, 8, crc, size)
    for level in range(5):
        body, outer = inner.bytes(), Zip()
        data, crc, size = deflated([body])
        for n in range(16):
            outer.add("lib %x.zip" % n, data, 8, crc, size)
        inner = outer
    return catalogue(folder, inner.bytes(), "zip")


@case("zip: inside itself (directory points at its own bytes)", {"container-whole", "no-bomb", "safe-names"})
def _(folder, full):
    out = Zip()
    out.add("归档文件目录.csv", table().encode())
    for n in range(50):
        out.add("%d.zip" % n, b"", at=0, size=1 << 31, packed=1 << 31)
    return write(folder + "/包.zip", out.bytes())


@case("tar: an entry of 8 exabytes", {"container-whole", "no-bomb"})
def _(folder, full):
    size = b"\x80" + (1 << 62).to_bytes(11, "big")
    return write(folder + "/包.tar", tar_entry("归档文件目录.csv".encode(), table().encode())
                 + tar_block(b"a.pdf", 0, raw_size=size) + b"x" * 4096)


@case("tar: an extended size of 2^63 - 1", {"container-whole"})
def _(folder, full):
    return write(folder + "/包.tar", tar_entry("归档文件目录.csv".encode(), table().encode())
                 + tar_entry(b"x", pax(b"size", b"9223372036854775807"), b"x") + tar_entry(b"a.txt", b"x") + TAR_END)


@case("tar: 50,000 values for all entries", {"container-whole"})
def _(folder, full):
    values = b"".join(pax(b"k%d" % n, b"v") for n in range(50_000))
    return write(folder + "/包.tar", tar_entry(b"x", values, b"g") + tar_entry(b"a.txt", b"x") + TAR_END)


@case("tar: an extended header of 1 GB", {"container-whole", "no-bomb", "safe-names"})
def _(folder, full):
    path = write(folder + "/包.tar", tar_entry("归档文件目录.csv".encode(), table().encode()) + tar_block(b"x", 1 << 30, b"x"))
    os.truncate(path, os.path.getsize(path) + (1 << 30) + 1024)
    return path


@case("tar: 200,000 extended headers one upon another", {"container-whole"})
def _(folder, full):
    header = tar_entry(b"x", pax(b"path", b"a.txt"), b"x")
    return write(folder + "/包.tar", [tar_entry("归档文件目录.csv".encode(), table().encode()), header * 200_000, TAR_END])


# Paths

for title, path in {"upwards": "../../out.txt", "from the root": "/etc/out.txt", "by Windows": "..\\..\\out.txt",
                    "with NUL": "a\0/../b.txt", "a drive": "C:\\out.txt", "of 5,000 bytes": "a/" * 2500 + "b.txt",
                    "of 60,000 bytes": "长" * 20_000, "300 folders deep": "d/" * 300 + "b.txt"}.items():
    @case("zip: a path %s" % title, PATHS)
    def _(folder, full, path=path): return packed(folder, lambda z: z.add(path, b"x") and None)

for title, path in {"upwards": b"../../out.txt", "from the root": b"/etc/out.txt"}.items():
    @case("tar: a path %s" % title, PATHS)
    def _(folder, full, path=path):
        return write(folder + "/包.tar", tar_entry("归档文件目录.csv".encode(), table().encode()) + tar_entry(path, b"x") + TAR_END)

    @case("tar: an extended path %s" % title, PATHS)
    def _(folder, full, path=path):
        return write(folder + "/包.tar", tar_entry("归档文件目录.csv".encode(), table().encode())
                     + tar_entry(b"x", pax(b"path", path), b"x") + tar_entry(b"harmless.txt", b"x") + TAR_END)

for title, kind, link in [("a link", b"2", b"/etc"), ("a hard link", b"1", b"/etc/passwd"), ("a device", b"3", b""),
                          ("a disk", b"4", b""), ("a pipe", b"6", b"")]:
    @case("tar: %s, and a file through it" % title, PATHS)
    def _(folder, full, kind=kind, link=link):
        return write(folder + "/包.tar", tar_entry("归档文件目录.csv".encode(), table().encode())
                     + tar_entry(b"a", b"", kind, link) + tar_entry(b"a/passwd", b"x") + TAR_END)


@case("zip: a chain of links", PATHS)
def _(folder, full):
    def fill(z):
        z.add("a", b"b", mode=0o120777)
        z.add("b", b"..", mode=0o120777)
        z.add("a/b/out.txt", b"x")
    return packed(folder, fill)


@case("folder: a link to itself", PATHS)
def _(folder, full):
    os.symlink(".", catalogue(folder) + "/电子文件/loop")
    return folder


@case("folder: a pipe that nobody writes to", PATHS)
def _(folder, full):
    os.mkfifo(catalogue(folder) + "/电子文件/" + CODES[1] + "-附件1.pdf")
    return folder


# XML

@case("xml: a milliard of laughs", LISTS)
def _(folder, full):
    entities = "".join("<!ENTITY l%d \"%s\">" % (n, "&l%d;" % (n - 1) * 10) for n in range(1, 30))
    return transfer(folder, ("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY l0 '哈'>%s]><文件目录>&l29;</文件目录>"
                             % entities).encode())


@case("xml: an outer entity", LISTS)
def _(folder, full):
    return transfer(folder, b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>")


@case("xml: a parameter entity from the net", LISTS)
def _(folder, full):
    return transfer(folder, b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY % x SYSTEM 'http://127.0.0.1:9/x'> %x;]><a/>")


@case("xml: 100,000 elements deep", LISTS)
def _(folder, full): return transfer(folder, b"<a>" * 100_000 + b"</a>" * 100_000)


@case("xml: an attribute of 100 MB", LISTS)
def _(folder, full): return transfer(folder, [b"<a b='"] + [b"x" * MEGA] * 100 + [b"'/>"])


@case("xml: a text of 200 MB in one element", LISTS)
def _(folder, full): return transfer(folder, ["<文件目录><文件><档号>".encode()] + [b"x" * MEGA] * 200
                                     + ["</档号></文件></文件目录>".encode()])


@case("xml: ten million elements", LISTS)
def _(folder, full): return transfer(folder, ["<文件目录>".encode()] + [b"<a/>" * 100_000] * 100 + ["</文件目录>".encode()])


@case("xml: 100,000 attributes of one element", LISTS)
def _(folder, full):
    return transfer(folder, b"<a " + b" ".join(b"a%d='1'" % n for n in range(100_000)) + b"/>")


@case("xml: a comment of 200 MB", LISTS)
def _(folder, full): return transfer(folder, [b"<a><!--"] + [b"x" * MEGA] * 200 + [b"--></a>"])


# PDF

@case("pdf: a page tree that goes in circles", FILES,
      "readers pass over the branch that is its own parent; its page is there whole")
def _(folder, full): return catalogue(folder, pdf(1, {2: b"<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R 4 0 R] >>"}))


@case("pdf: a million pages claimed", FILES,
      "the number is not believed: the one page that is there is counted and read")
def _(folder, full): return catalogue(folder, pdf(1, {2: b"<< /Type /Pages /Count 1000000 /Kids [4 0 R] >>"}))


@case("pdf: cross-references that refer to themselves", FILES,
      "readers stop at a table they have seen, and have all objects by then")
def _(folder, full): return catalogue(folder, pdf(1, previous="self"))


@case("pdf: a content stream that unpacks to 2 GB", FILES,
      "read to its end in flat memory: it is a blank page")
def _(folder, full):
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(b" " * MEGA) for _ in range(2048)) + packer.flush()
    return catalogue(folder, pdf(1, {5: stream(b"/Filter /FlateDecode", data)}))


@case("pdf: packed five times over", FILES)
def _(folder, full):
    # 64 GB of spaces: one block that a flush has closed, again and again. The sum at the end nobody compares.
    packer = zlib.compressobj(9)
    head = packer.compress(b" " * MEGA) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b" " * MEGA) + packer.flush(zlib.Z_FULL_FLUSH)
    data = head + block * 65_535 + packer.flush()
    for _ in range(4):
        data = zlib.compress(data, 9)
    return catalogue(folder, pdf(1, {5: stream(b"/Filter [%s]" % (b"/FlateDecode " * 5), data)}))


@case("pdf: arrays 200,000 deep", FILES,
      "the page has no content stream, so nothing of it is drawn: a blank page")
def _(folder, full): return catalogue(folder, pdf(1, {5: b"[" * 200_000 + b"]" * 200_000}))


@case("pdf: a form that draws itself", FILES,
      "readers do not draw a form inside itself: the page is what is around it")
def _(folder, full):
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 6 0 R >> >>"
    return catalogue(folder, pdf(1, {
        4: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 5 0 R /Resources << /XObject << /F 6 0 R >> >> >>",
        5: stream(b"", b"/F Do " * 1000), 6: stream(form, b"/F Do /F Do " * 1000)}))


for kind, data in {"JBIG2Decode": b"\0\0\0\0\x30\0\1\0\0\0\x13\xff\xff\xff\xff\xff\xff\xff\xff" + bytes(11),
                   "JPXDecode": b"\xff\x4f\xff\x51\0\x29\0\0\xff\xff\xff\xff\xff\xff\xff\xff" + bytes(60),
                   "CCITTFaxDecode": b"\0" * 1000}.items():
    @case("pdf: a picture of 60,000 × 60,000 by %s" % kind, FILES,
          "the page and its text are read; pictures are drawn when somebody asks for the page, by a worker under the same limits")
    def _(folder, full, kind=kind, data=data):
        head = (b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 1 /ColorSpace /DeviceGray "
                b"/Filter /%s" % kind.encode())
        return catalogue(folder, pdf(1, {
            4: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 5 0 R /Resources << /XObject << /I 6 0 R >> >> >>",
            5: stream(b"", b"q 9 0 0 9 0 0 cm /I Do Q"), 6: stream(head, data)}))


@case("pdf: 300,000 operators a page, 300 pages", FILES)
def _(folder, full):
    text = stream(b"/Filter /FlateDecode", zlib.compress(b"BT /F1 1 Tf (aaaaaaaa) Tj ET\n" * 300_000, 9))
    return catalogue(folder, pdf(300, {
        4 + 2 * n: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
        b"/Resources << /Font << /F1 3 0 R >> >> >>" for n in range(300)} | {5: text}))


@case("pdf: starts a program", {"active-content"})
def _(folder, full): return catalogue(folder, pdf(1, catalog=b"/OpenAction << /S /Launch /F (calc.exe) >>"))


@case("pdf: a script", {"active-content"})
def _(folder, full): return catalogue(folder, pdf(1, catalog=b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"))


@case("pdf: a program as attachment", {"active-content"})
def _(folder, full):
    names = b"/Names << /EmbeddedFiles << /Names [(a.exe) 8 0 R] >> >>"
    return catalogue(folder, pdf(1, {
        8: b"<< /Type /Filespec /F (a.exe) /UF (a.exe) /EF << /F 9 0 R >> >>",
        9: stream(b"/Type /EmbeddedFile", b"MZ" + bytes(200))}, names))


@case("pdf: a packed file as attachment", {"packed-inside"})
def _(folder, full):
    names = b"/Names << /EmbeddedFiles << /Names [(a.rar) 8 0 R] >> >>"
    return catalogue(folder, pdf(1, {
        8: b"<< /Type /Filespec /F (a.rar) /UF (a.rar) /EF << /F 9 0 R >> >>",
        9: stream(b"/Type /EmbeddedFile", b"Rar!\x1a\7\0" + bytes(200))}, names))


@case("pdf: a ZIP behind it", {"two-formats"})
def _(folder, full):
    out = Zip()
    out.add("a.exe", b"MZ")
    return catalogue(folder, pdf() + out.bytes())


@case("pdf: a web page in front of it", {"two-formats"})
def _(folder, full): return catalogue(folder, b"<html><script>alert(1)</script>\n" + pdf())


@case("pdf: a program in front of it", {"two-formats", "virus-free"})
def _(folder, full): return catalogue(folder, b"MZ" + bytes(500) + pdf())


# Pictures

@case("png: 60,000 × 60,000", FILES)
def _(folder, full): return catalogue(folder, png(60_000, 60_000, zlib.compress(bytes(MEGA), 9)), "png")


@case("png: 20,000 × 20,000, all there, 1.2 GB unpacked", FILES,
      "a whole picture: every point is decoded, strip by strip")
def _(folder, full):
    packer = zlib.compressobj(9)
    line = bytes(1 + 3 * 20_000)
    data = b"".join(packer.compress(line) for _ in range(20_000)) + packer.flush()
    return catalogue(folder, png(20_000, 20_000, data), "png")


@case("tiff: 60,000 × 60,000 and no bytes", FILES)
def _(folder, full): return catalogue(folder, tiff(60_000, 60_000, bytes(100)), "tif")


@case("tiff: directories in circles", FILES,
      "readers stop at a directory they have seen: the one picture is whole")
def _(folder, full): return catalogue(folder, tiff(10, 10, bytes(100), loops=True), "tif")


@case("jpeg: 60,000 × 60,000 and 64 bytes", FILES)
def _(folder, full): return catalogue(folder, jpeg(60_000, 60_000), "jpg")


@case("png: a script at its end", {"two-formats"})
def _(folder, full):
    return catalogue(folder, png(10, 10, zlib.compress(bytes(310))) + b"<script>alert(1)</script>", "png")


@case("png: a ZIP behind it", {"two-formats"})
def _(folder, full):
    out = Zip()
    out.add("a.exe", b"MZ")
    return catalogue(folder, png(10, 10, zlib.compress(bytes(310))) + out.bytes(), "png")


# Tables

@case("xlsx: 16,384 columns", {"notes-and-list"})
def _(folder, full):
    cells = b"".join(b"<c t='inlineStr'><is><t>a</t></is></c>" for _ in range(16_384))
    xlsx(catalogue(folder, list_as="xlsx") + "/归档文件目录.xlsx",
         sheet(row(1, *HEAD), (b"<row r='%d'>%s</row>" % (n, cells) for n in range(2, 200))))
    return folder


@case("xlsx: two million rows", {"notes-and-list"})
def _(folder, full):
    xlsx(catalogue(folder, list_as="xlsx") + "/归档文件目录.xlsx",
         sheet(row(1, *HEAD), (b"<row><c><v>1</v></c></row>" * 1000 for _ in range(2000))))
    return folder


@case("xlsx: a sheet of 2 GB of nothing", {"notes-and-list"})
def _(folder, full):
    xlsx(catalogue(folder, list_as="xlsx") + "/归档文件目录.xlsx",
         sheet(row(1, *HEAD), (b" " * MEGA for _ in range(2048))))
    return folder


@case("xlsx: shared strings of 2 GB", {"notes-and-list"})
def _(folder, full):
    def strings():
        yield b"<sst>"
        for _ in range(2048):
            yield b"<si><t>" + b"x" * MEGA + b"</t></si>"
        yield b"</sst>"
    xlsx(catalogue(folder, list_as="xlsx") + "/归档文件目录.xlsx", sheet(row(1, *HEAD)), strings())
    return folder


@case("xlsx: three million shared strings", {"notes-and-list"})
def _(folder, full):
    def strings():
        yield b"<sst>"
        for _ in range(3000):
            yield b"<si><t>abcdefghijklmnop</t></si>" * 1000
        yield b"</sst>"
    xlsx(catalogue(folder, list_as="xlsx") + "/归档文件目录.xlsx", sheet(row(1, *HEAD)), strings())
    return folder


@case("xlsx: a cell of 900 MB", {"notes-and-list"})
def _(folder, full):
    def cells():
        yield b"<row><c t='inlineStr'><is><t>"
        for _ in range(900):
            yield b"x" * MEGA
        yield b"</t></is></c></row>"
    xlsx(catalogue(folder, list_as="xlsx") + "/归档文件目录.xlsx", sheet(row(1, *HEAD), cells()))
    return folder


@case("xlsx: entities in a sheet", {"notes-and-list"})
def _(folder, full):
    xlsx(catalogue(folder, list_as="xlsx") + "/归档文件目录.xlsx",
         [b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>", *sheet(row(1, *HEAD))])
    return folder


@case("csv: one line without an end", {"notes-and-list"})
def _(folder, full):
    write(catalogue(folder, list_as="csv") + "/归档文件目录.csv", (b"abcdefg," * (MEGA // 8) for _ in range(1024 if full else 256)))
    return folder


@case("csv: a quotation mark never closed, a gigabyte behind it", {"notes-and-list"})
def _(folder, full):
    write(catalogue(folder, list_as="csv") + "/归档文件目录.csv",
          [",".join(HEAD).encode() + b"\r\n\""] + [b"abc\r\n,defg" * (MEGA // 10)] * (1024 if full else 256))
    return folder


@case("csv: ten million rows", {"notes-and-list"})
def _(folder, full):
    write(catalogue(folder, list_as="csv") + "/归档文件目录.csv",
          [",".join(HEAD).encode() + b"\r\n"] + [b"1,2,3,4,5,6\r\n" * 100_000] * (100 if full else 20))
    return folder


@case("csv: a milliard of zeros", {"notes-and-list", "readable-kind"})
def _(folder, full):
    path = write(catalogue(folder, list_as="csv") + "/归档文件目录.csv", b"")
    os.truncate(path, 1 << 30)
    return folder


# OFD and office documents

START = "<ofd:OFD xmlns:ofd='http://www.ofdspec.org/2016'><ofd:DocBody><ofd:DocRoot>%s</ofd:DocRoot></ofd:DocBody></ofd:OFD>"


@case("ofd: a document that is its own root", FILES)
def _(folder, full): return catalogue(folder, ofd({"OFD.xml": START % "OFD.xml"}), "ofd")


@case("ofd: a template of itself", FILES,
      "a template is read once: the page and its template are there")
def _(folder, full):
    space = "xmlns:ofd='http://www.ofdspec.org/2016'"
    page = "<ofd:Page %s><ofd:Template TemplateID='7'/><ofd:Content/></ofd:Page>" % space
    return catalogue(folder, ofd({
        "OFD.xml": START % "D/Document.xml", "D/P.xml": page, "D/T.xml": page,
        "D/Document.xml": "<ofd:Document %s><ofd:CommonData><ofd:TemplatePage ID='7' BaseLoc='T.xml'/></ofd:CommonData>"
        "<ofd:Pages><ofd:Page ID='1' BaseLoc='P.xml'/></ofd:Pages></ofd:Document>" % space}), "ofd")


@case("ofd: 200,000 pages that are one", FILES)
def _(folder, full):
    space = "xmlns:ofd='http://www.ofdspec.org/2016'"
    pages = "".join("<ofd:Page ID='%d' BaseLoc='P.xml'/>" % n for n in range(200_000))
    body = "<ofd:Page %s><ofd:Content>%s</ofd:Content></ofd:Page>" % (space, "<ofd:Layer/>" * 20_000)
    return catalogue(folder, ofd({
        "OFD.xml": START % "D/Document.xml", "D/P.xml": body,
        "D/Document.xml": "<ofd:Document %s><ofd:Pages>%s</ofd:Pages></ofd:Document>" % (space, pages)}), "ofd")


@case("ofd: a page outside the file", FILES)
def _(folder, full):
    space = "xmlns:ofd='http://www.ofdspec.org/2016'"
    return catalogue(folder, ofd({
        "OFD.xml": START % "D/Document.xml",
        "D/Document.xml": "<ofd:Document %s><ofd:Pages><ofd:Page ID='1' BaseLoc='../../../etc/passwd'/></ofd:Pages>"
        "</ofd:Document>" % space}), "ofd")


@case("docx: a body of 1 GB", FILES | {"archival-formats"})
def _(folder, full):
    path = write("%s/电子文件/%s.docx" % (catalogue(folder, b"", "docx"), CODES[1]), b"")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("[Content_Types].xml", "<Types/>")
        with out.open("word/document.xml", "w", force_zip64=True) as entry:
            for _ in range(1024):
                entry.write(b" " * MEGA)
    return folder


@case("docx: macros", {"active-content"})
def _(folder, full):
    return catalogue(folder, ofd({"[Content_Types].xml": "<Types/>", "word/vbaProject.bin": b"\xd0\xcf\x11\xe0",
                                  "word/document.xml": "<document/>"}), "docx")


@case("sh: a script that calls itself PDF", {"virus-free", "formats-agree"})
def _(folder, full): return catalogue(folder, b"#!/bin/sh\nrm -rf /\n")


@case("a file of 4 GB of zeros that calls itself PDF", FILES)
def _(folder, full):
    path = "%s/电子文件/%s.pdf" % (catalogue(folder, b""), CODES[1])
    os.truncate(path, (4 << 30) if full else (256 << 20))
    return folder
