"""An agency packs in the browser: told of a fault before anything is sent, mends, sends; returned for what only the archive sees, mends, sends again,
both sides sign. Without scripts it packs by command, and sends on the same page."""
import os
import re
import zipfile

from corridor import Wrong
from linking import page

CODES = [f"J041-WS·2003-D30-BGS-{number:04}" for number in range(1, 4)]
HEADINGS = ["序号", "档号", "责任者", "题名", "日期", "密级", "保管期限", "页数"]


def rows():
    return [[str(number), code, "江北市水务局", f"关于第{number}号水闸检修的通知", f"2003041{number}", "公开", "30年", "1"]
            for number, code in enumerate(CODES, 1)]


def content(code):
    return page() + f"% {code}\n".encode()


def workbook(path, entries):
    """An XLSX as spreadsheet programs write it: shared strings, packed."""
    cells = [text for row in [HEADINGS] + entries for text in row]
    known = sorted(set(cells))
    place = {text: number for number, text in enumerate(known)}
    lines = "".join(
        f'<row r="{number}">' + "".join(f'<c r="{chr(65 + column)}{number}" t="s"><v>{place[text]}</v></c>'
                                        for column, text in enumerate(row)) + "</row>"
        for number, row in enumerate([HEADINGS] + entries, 1))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packages = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{packages}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
        f'ContentType="{kind}.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" '
        f'ContentType="{kind}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{packages}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="归档目录" sheetId="1" r:id="r1"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{packages}/relationships"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{office}/sharedStrings" '
        'Target="sharedStrings.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">' + "".join(f"<si><t>{text}</t></si>" for text in known) + "</sst>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{lines}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)
    return path


def folder(place):
    path = os.path.join(place, "水务局文件")
    os.makedirs(os.path.join(path, "二〇〇三"))
    for code in CODES:
        with open(os.path.join(path, "二〇〇三", f"{code}.pdf"), "wb") as file:
            file.write(content(code))
    with open(os.path.join(path, "Thumbs.db"), "wb") as file:
        file.write(b"left by a system")
    return path


def packing(walk):
    place = os.path.join(walk.place.folder, "agency")
    os.makedirs(place)
    if walk.script:
        in_browser(walk, place)
    else:
        by_command(walk, place)
    keep(walk)


def choose(clerk, path, table):
    clerk.page.locator("#pack-folder").set_input_files(path)
    clerk.page.locator("#pack-table").set_input_files(table)
    clerk.named("button", "^核对并打包$").click()


def in_browser(walk, place):
    path, table, entries = folder(place), os.path.join(place, "归档文件目录.xlsx"), rows()
    with walk.visiting() as clerk:
        clerk.sign_in("clerk", walk.accounts["clerk"])
        clerk.go("/desk/accessions")
        clerk.follow("^打包与移交$")
        clerk.look("packing")
        # Nothing chosen; then a table with a day that never was and a code twice, so that a file is nobody's.
        clerk.named("button", "^核对并打包$").click()
        clerk.must_read("先选文件夹和目录表")
        wrong = [list(row) for row in entries]
        wrong[1][4], wrong[2][1] = "20030231", CODES[0]
        choose(clerk, path, workbook(table, wrong))
        clerk.must_read("处要改，还不能移交")
        for words in ("没有“20030231”这一天", "与第 2 行重复", "工作表“归档目录” 第 3 行", re.escape(f"二〇〇三/{CODES[2]}.pdf")):
            clerk.must_read(words)
        clerk.look("packing, faults")
        # Mended, but for what only the archive will see: a file of one page that is said to have nine.
        wrong = [list(row) for row in entries]
        wrong[1][7] = "9"
        choose(clerk, path, workbook(table, wrong))
        clerk.must_read("没有发现问题", seconds=60)
        clerk.must_read("3 件，3 个文件")
        clerk.look("packing, packed")
        accession = send(clerk, "退回")
        clerk.must_read("页数")
        clerk.look("packed by an agency, returned")
        # From the report back to packing: the old receipt is chosen already.
        clerk.follow("^改好后重新移交$")
        clerk.follow("^还没有打包？")
        if not clerk.page.locator("#supersedes").input_value() == accession:
            raise Wrong("the transfer that was returned is not chosen where it is packed again")
        choose(clerk, path, workbook(table, entries))
        clerk.must_read("没有发现问题", seconds=60)
        with clerk.page.expect_download() as saved:
            clerk.named("link", "^存为文件$").click()
        kept = os.path.join(place, saved.value.suggested_filename)
        saved.value.save_as(kept)
        judged(walk, kept)
        walk.packed = send(clerk, "可以接收")
        sign(clerk)


def by_command(walk, place):
    path, table = folder(place), workbook(os.path.join(place, "归档文件目录.xlsx"), rows())
    package = os.path.join(place, "水务局.zip")
    made = walk.place.must("pack", path, "--catalogue", table, "--as", "dat93", "--to", package, "--agency",
                           walk.transfer.agency, "--json").json()
    if not made["packed"] or made["records"] != len(CODES) or made["left-out"] != 1:
        raise Wrong(f"lantai pack made {made}")
    judged(walk, package)
    with walk.visiting() as clerk:
        clerk.sign_in("clerk", walk.accounts["clerk"])
        clerk.go("/desk/pack")
        clerk.must_read("lantai pack")
        if clerk.page.locator("[data-pack]").is_visible():
            raise Wrong("without scripts the page offers what it cannot do")
        clerk.look("packing")
        clerk.page.get_by_label(re.compile("^移交包")).set_input_files(package)
        walk.packed = send(clerk, "可以接收")
        sign(clerk)


def judged(walk, package):
    report = walk.place.must("check", package, "--json").json()
    faults = [finding for finding in report["findings"] if finding["severity"] != "review"]
    if report["verdict"] != "accept" or report["records"] != len(CODES) or faults:
        raise Wrong(f"{package}: {report['verdict']}, {report['records']} records, {faults[:3]}")


def send(clerk, verdict):
    clerk.press("^上传$")
    clerk.page.wait_for_url(re.compile(r"/desk/accessions/[0-9a-f-]{36}"), timeout=180_000)
    clerk.must_read(verdict, seconds=180)
    clerk.page.reload()
    return re.search(r"/desk/accessions/([0-9a-f-]{36})", clerk.page.url)[1]


def sign(clerk):
    clerk.follow("核对登记表并签字")
    clerk.field("^签字人姓名").fill("李建国")
    clerk.press("^签字$")
    clerk.must_read("已签字")
    clerk.sign_out()


def keep(walk):
    with walk.visiting() as archivist:
        archivist.sign_in("archivist", walk.accounts["archivist"])
        archivist.go(f"/desk/accessions/{walk.packed}")
        archivist.follow("核对登记表并签字")
        archivist.field("^签字人姓名").fill("王秀兰")
        archivist.press("^签字并接收$")
        archivist.must_read(f"已入库，{len(CODES)}件", seconds=180)
        archivist.sign_out()
