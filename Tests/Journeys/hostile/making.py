"""Hostile files, made byte by byte: containers, XML, PDF, pictures, tables, OFD. Nothing here is taken from anywhere."""
import io
import struct
import zipfile
import zlib

MEGA = 1 << 20


def deflated(pieces, level=9):
    """Raw deflate of the pieces, with the CRC and the size of what they were: (packed, crc, size)."""
    packer, out, crc, size = zlib.compressobj(level, zlib.DEFLATED, -15), [], 0, 0
    for piece in pieces:
        crc, size = zlib.crc32(piece, crc), size + len(piece)
        out.append(packer.compress(piece))
    out.append(packer.flush())
    return b"".join(out), crc, size


def zeros(megabytes):
    return (bytes(MEGA) for _ in range(megabytes))


class Zip:
    """A ZIP of which every number can be a lie."""

    def __init__(self):
        self.out, self.directory, self.count = bytearray(), bytearray(), 0

    def add(self, name, data=b"", method=0, crc=None, size=None, mode=None, flags=1 << 11, at=None, packed=None):
        raw = name if isinstance(name, bytes) else name.encode()
        crc = zlib.crc32(data) if crc is None else crc
        size = len(data) if size is None else size
        packed = len(data) if packed is None else packed
        offset = len(self.out) if at is None else at
        common = struct.pack("<HHIIIIHH", flags, method, 0x5CAE6000, crc, packed, size, len(raw), 0)
        if at is None:
            self.out += b"PK\3\4" + struct.pack("<H", 20) + common + raw + data
        self.directory += (b"PK\1\2" + struct.pack("<HH", 20 if mode is None else 3 << 8 | 20, 20) + common
                           + struct.pack("<HHHII", 0, 0, 0, (mode or 0) << 16, offset) + raw)
        self.count += 1
        return offset

    def bytes(self, count=None):
        said = self.count if count is None else count
        large = b""
        if said > 0xFFFE:
            at = len(self.out) + len(self.directory)
            large = (b"PK\6\6" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, said, said, len(self.directory),
                                             len(self.out)) + b"PK\6\7" + struct.pack("<IQI", 0, at, 1))
        end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, min(said, 0xFFFF), min(said, 0xFFFF), len(self.directory),
                                      len(self.out), 0)
        return bytes(self.out) + bytes(self.directory) + large + end


def tar_block(name, size, kind=b"0", link=b"", raw_size=None):
    block = bytearray(512)
    block[0:len(name)] = name
    block[100:107] = b"0000644"
    block[124:136] = raw_size if raw_size else b"%011o\0" % size
    block[136:147] = b"00000000000"
    block[148:156] = b"        "
    block[156:157] = kind
    block[157:157 + len(link)] = link
    block[257:265] = b"ustar\00000"
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def tar_entry(name, data=b"", kind=b"0", link=b""):
    return tar_block(name, len(data), kind, link) + data + bytes(-len(data) % 512)


def pax(key, value):
    rest = b" " + key + b"=" + value + b"\n"
    length = len(rest) + 1
    while len(b"%d" % length) + len(rest) != length:
        length += 1
    return b"%d" % length + rest


TAR_END = bytes(1024)


def pdf(pages=1, objects=None, catalog=b"", previous=None, extra=b""):
    """A PDF of so many pages; `objects` replaces what stands under a number."""
    objects = dict(objects or {})
    count = pages if isinstance(pages, int) else len(pages)
    kids = b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(count))
    whole = {1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
             2: b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, kids),
             3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"}
    for n in range(count):
        whole[4 + 2 * n] = (b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
                            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * n))
        text = b"BT /F1 24 Tf 72 700 Td (page %d) Tj ET" % (n + 1)
        whole[5 + 2 * n] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text)
    whole.update(objects)
    out, offsets = bytearray(b"%PDF-1.4\n"), {}
    for number in sorted(whole):
        offsets[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, whole[number])
    out += extra
    table = len(out)
    last = max(whole)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (last + 1)
    for number in range(1, last + 1):
        out += b"%010d 00000 n \n" % offsets[number] if number in offsets else b"0000000000 00000 f \n"
    before = b"/Prev %d " % (table if previous == "self" else previous) if previous is not None else b""
    return bytes(out) + b"trailer\n<< /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (last + 1, before, table)


def stream(head, data):
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (head, len(data), data)


def png(width, height, data):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def tiff(width, height, data, loops=False):
    tags = [(256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8 + 2 + 108 + 4),
            (277, 3, 1), (278, 4, height), (279, 4, width * height & 0xFFFFFFFF)]
    out = b"II*\0" + struct.pack("<IH", 8, len(tags))
    for tag, kind, value in tags:
        out += struct.pack("<HHII", tag, kind, 1, value)
    return out + struct.pack("<I", 8 if loops else 0) + data


def jpeg(width, height):
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0"
    tables = bytes([0]) + bytes([16] * 64)
    huffman = b"\0" + bytes([1] + [0] * 15) + b"\0"
    return (b"\xff\xd8\xff\xdb" + struct.pack(">H", 67) + tables + b"\xff\xc0" + struct.pack(">H", 2 + len(frame)) + frame
            + b"\xff\xc4" + struct.pack(">H", 2 + len(huffman)) + huffman + b"\xff\xc4"
            + struct.pack(">H", 2 + len(huffman)) + b"\x10" + huffman[1:]
            + b"\xff\xda" + struct.pack(">H", 8) + b"\1\1\0\0\x3f\0" + b"\0" * 64 + b"\xff\xd9")


MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def xlsx(path, sheet, strings=None):
    """A spreadsheet whose one sheet is made of these pieces, so that it need not fit into memory."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("[Content_Types].xml", b"<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
                     b"<Override PartName='/xl/workbook.xml' ContentType='application/vnd.openxmlformats-officedocument."
                     b"spreadsheetml.sheet.main+xml'/></Types>")
        relations = b"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        out.writestr("_rels/.rels", relations + b"<Relationship Id='r1' Type='%s/officeDocument' "
                     b"Target='xl/workbook.xml'/></Relationships>" % OFFICE)
        out.writestr("xl/workbook.xml", b"<workbook xmlns='%s' xmlns:r='%s'><sheets><sheet name='a' sheetId='1' "
                     b"r:id='r1'/></sheets></workbook>" % (MAIN, OFFICE))
        out.writestr("xl/_rels/workbook.xml.rels", relations + b"<Relationship Id='r1' Type='%s/worksheet' "
                     b"Target='worksheets/sheet1.xml'/></Relationships>" % OFFICE)
        for name, pieces in (("xl/worksheets/sheet1.xml", sheet), ("xl/sharedStrings.xml", strings)):
            if pieces is None:
                continue
            with out.open(name, "w", force_zip64=True) as entry:
                for piece in pieces:
                    entry.write(piece)


def row(number, *cells):
    return (b"<row r='%d'>" % number
            + b"".join(b"<c t='inlineStr'><is><t>%s</t></is></c>" % cell.encode() for cell in cells) + b"</row>")


def sheet(*rows):
    yield b"<worksheet xmlns='%s'><sheetData>" % MAIN
    for one in rows:
        if isinstance(one, bytes):
            yield one
        else:
            yield from one
    yield b"</sheetData></worksheet>"


def ofd(documents):
    """An OFD of these parts: name → XML."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in documents.items():
            archive.writestr(name, text if isinstance(text, bytes) else text.encode())
    return out.getvalue()
