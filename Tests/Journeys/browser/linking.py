"""The catalogue first, the files after, by web pages: a table whose headings nobody knows, its entries, then their files."""
import os
import re
import zipfile

CODES = [f"J031-WS·2001-D30-BGS-{number:04}" for number in range(1, 61)]
# The files of the others do not come.
SENT = CODES[:11]
AGENCY, WORD = "江北市农业局", "灌区"


def table(path):
    rows = ["江北市农业局归档目录", "编号,卷宗代号,发文字号,谁写的,文件题目,成文日期,张数"]
    rows += [f"{number},{code},江农〔2001〕{number}号,江北市农业局,关于第{number}号灌区春灌安排的通知,2001.3.{number % 28 + 1},1"
             for number, code in enumerate(CODES, 1)]
    with open(path, "w", encoding="gbk") as file:
        file.write("\n".join(rows) + "\n")
    return path


def page():
    """A PDF of one blank page."""
    parts = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
             "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{part}\nendobj\n".encode()
    start = len(out)
    out += b"xref\n0 4\n0000000000 65535 f \n" + b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return out + f"trailer << /Size 4 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def files(path):
    with zipfile.ZipFile(path, "w") as archive:
        for code in SENT:
            archive.writestr(f"扫描/{code}.pdf", page())
        archive.writestr("扫描/J031-WS·2001-D30-BGS-0099.pdf", page())
    return path


def linking(walk):
    folder = os.path.dirname(walk.transfer.path)
    with walk.visiting() as archivist:
        archivist.sign_in("archivist", walk.accounts["archivist"])
        trial(walk, archivist, table(os.path.join(folder, "农业局老目录.csv")))
        archivist.go("/desk/catalogue")
        archivist.follow("^待挂接")
        archivist.must_read(str(len(CODES)))
        archivist.look("entries waiting for files")
        attach(walk, archivist, files(os.path.join(folder, "农业局扫描.zip")))
        archivist.go("/desk/catalogue/waiting")
        archivist.must_read(re.escape(CODES[-1]))
        if CODES[0] in archivist.text():
            walk.eyes.fault(archivist.page.url, f"{CODES[0]} waits although its file was attached")


def trial(walk, archivist, path):
    archivist.go("/desk/accessions/new")
    archivist.follow("先试读")
    archivist.look("tables")
    archivist.page.get_by_label(re.compile("^目录表格")).set_input_files(path)
    archivist.press("^试读$")
    archivist.must_read("还不知道哪一列是档号")
    archivist.look("table on trial, codes unknown")
    for column, meaning in ((1, "档号"), (3, "责任者"), (4, "题名"), (6, "页数")):
        archivist.page.select_option(f"#c{column}", meaning)
    archivist.press("^按这些列重看$")
    archivist.must_read("可以接收")
    archivist.look("table on trial, understood")
    archivist.press("^接收这份目录$")
    archivist.must_read("核对登记表并签字", seconds=180)
    archivist.page.reload()
    archivist.look("catalogue, checked")
    sign(archivist, "^签字并收入目录$", f"已入库，{len(CODES)}件", "form of a catalogue")


def attach(walk, archivist, path):
    archivist.go("/desk/accessions/new")
    archivist.page.get_by_label(re.compile("^移交包")).set_input_files(path)
    archivist.press("^上传$")
    archivist.page.wait_for_url(re.compile(r"/desk/accessions/[0-9a-f-]{36}"), timeout=180_000)
    archivist.must_read("核对登记表并签字", seconds=180)
    archivist.page.reload()
    for words in ("仍缺全文", "不知挂到哪一条"):
        archivist.must_read(words)
    archivist.look("files for entries, checked")
    sign(archivist, "^签字并收入目录$|^签字并接收$", f"已入库，{len(SENT)}件", "form of attached files")
    unit = walk.place.rows(f"SELECT id FROM unit WHERE code = '{CODES[0]}'")[0][0]
    archivist.go(f"/desk/units/{unit}")
    archivist.must_read("正文")
    archivist.look("entry with its file")
    archivist.follow("^修改经过")
    archivist.must_read("挂接了全文")
    archivist.look("history of an attached entry")


def sign(archivist, button, done, name):
    archivist.follow("核对登记表并签字")
    archivist.look(name)
    archivist.field("^签字人姓名").fill("王秀兰")
    archivist.press(button)
    archivist.must_read(done, seconds=180)
