#!/usr/bin/env python3
"""Large transfers that are in order: many files, one huge file, long names, a database of ten rows for each of --files.
Memory must stay flat, and progress be told.

    Tests/Journeys/hostile/large.py [--files N] [--gigabytes N] [CASE…]       cases: files folder zip64 tar names database

Prints case | verdict | seconds | peak MB after the first tenth of the time | peak MB at the end | times progress was told.
A case fails if the check does not end, if its report does not count what is there, or if memory grows with what is read: by more
than --grow MB (default 120) and 4 KB a file (the list of records is held whole) beyond that first tenth, or beyond what a
transfer of one small file takes, if that is more. The defaults (100,000 files, 4 GB) take minutes; CI runs smaller ones.
Exit status 0 all well, 1 not.
"""
import argparse
import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import zlib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from cases import catalogue, table, write  # noqa: E402
from hostile import PROGRAM, family, peak  # noqa: E402
from making import MEGA, TAR_END, Zip, pdf, tar_block, tar_entry  # noqa: E402


def code(n):
    """Numbers of four digits, 5,000 a year."""
    return "J004-WS·%d-Y-BGS-%04d" % (1980 + n // 5000, n % 5000 + 1)


def listing(count):
    return table([code(n) for n in range(count)]).encode()


def many_in_zip(folder, files, _):
    out, body = Zip(), pdf()
    out.add("归档文件目录.csv", listing(files))
    for n in range(files):
        out.add("电子文件/" + code(n) + ".pdf", body)
    return write(folder + "/包.zip", out.bytes()), files + 1


def many_in_folder(folder, files, _):
    write(folder + "/归档文件目录.csv", listing(files))
    for n in range(files):
        write("%s/电子文件/%s.pdf" % (folder, code(n)), pdf())
    return folder, files + 1


def huge_in_zip(folder, _, gigabytes):
    size, crc, zeros = gigabytes << 30, 0, bytes(MEGA)
    for _ in range(size // MEGA):
        crc = zlib.crc32(zeros, crc)
    small, name, path = Zip(), "其他/大.bin".encode(), folder + "/包.zip"
    small.add("归档文件目录.csv", listing(1))
    small.add("电子文件/" + code(0) + ".pdf", pdf())
    extra = struct.pack("<HHQQ", 1, 16, size, size)
    common = struct.pack("<HHIIIIHH", 1 << 11, 0, 0x5CAE6000, crc, 0xFFFFFFFF, 0xFFFFFFFF, len(name), len(extra))
    at = len(small.out)
    head = bytes(small.out) + b"PK\3\4" + struct.pack("<H", 45) + common + name + extra
    line = b"PK\1\2" + struct.pack("<HH", 45, 45) + common + struct.pack("<HHHII", 0, 0, 0, 0, at) + name + extra
    directory, start = bytes(small.directory) + line, len(head) + size
    end = (b"PK\6\6" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, 3, 3, len(directory), start)
           + b"PK\6\7" + struct.pack("<IQI", 0, start + len(directory), 1)
           + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 3, 3, len(directory), 0xFFFFFFFF, 0))
    write(path, head)
    os.truncate(path, start)
    with open(path, "ab") as out:
        out.write(directory + end)
    return path, 3


def huge_in_tar(folder, _, gigabytes):
    size, path = gigabytes << 30, folder + "/包.tar"
    large = b"\x80" + size.to_bytes(11, "big")
    write(path, tar_entry("归档文件目录.csv".encode(), listing(1)) + tar_entry(("电子文件/" + code(0) + ".pdf").encode(), pdf())
          + tar_block("其他/大.bin".encode(), 0, raw_size=large))
    start = os.path.getsize(path)
    os.truncate(path, start + size + -size % 512)
    with open(path, "ab") as out:
        out.write(TAR_END)
    return path, 3


def long_names(folder, files, _):
    catalogue(folder)
    for n in range(min(files, 2000)):
        write("%s/其他/%s%04d.txt" % (folder, "长" * 82, n), b"text")
    return folder, 4 + min(files, 2000)


def database(folder, files, _):
    """A database with ten rows for each file asked for, half of them in a table whose key the other refers to."""
    rows = files * 5
    write(folder + "/数据库.csv", "数据库名称,RSGL\n题名,临江市人事管理数据库\n责任者,临江市人事局\n起止日期,1998-01-01/2019-12-31\n".encode())
    write(folder + "/表.csv", ("表名,文件,行数,主键\n人员,数据/人员.csv,%d,工号\n考勤,数据/考勤.csv,%d,编号\n" % (rows, rows)).encode())
    write(folder + "/字段.csv", "表名,字段名,类型,可空,外键\n人员,工号,VARCHAR(12),否,\n人员,姓名,VARCHAR(30),否,\n考勤,编号,INTEGER,否,\n"
          "考勤,工号,VARCHAR(12),否,人员.工号\n考勤,日期,DATE,否,\n".encode())
    os.makedirs(folder + "/数据")
    with open(folder + "/数据/人员.csv", "w", encoding="utf-8") as out:
        out.write("工号,姓名\n")
        out.writelines("R%09d,王秀兰\n" % n for n in range(rows))
    with open(folder + "/数据/考勤.csv", "w", encoding="utf-8") as out:
        out.write("编号,工号,日期\n")
        out.writelines("%d,R%09d,2019-%02d-15\n" % (n, n * 7 % rows, n % 12 + 1) for n in range(rows))
    return folder, 5


CASES = {"files": many_in_zip, "folder": many_in_folder, "zip64": huge_in_zip, "tar": huge_in_tar, "names": long_names,
         "database": database}


def one_file(folder):
    catalogue(folder)
    return folder


def judge(path, area, limit):
    """Checks it: report, seconds, peaks by time, lines of progress."""
    started, peaks = time.monotonic(), []
    with open(area + "/report", "wb") as report, open(area + "/progress", "wb") as errors:
        process = subprocess.Popen([PROGRAM, "check", path, "--json", "--progress"], stdout=report, stderr=errors,
                                   env={**os.environ, "TMPDIR": area}, start_new_session=True)
        while process.poll() is None:
            peaks.append((time.monotonic() - started, sum(map(peak, family(process.pid))) / 1024))
            if time.monotonic() - started > limit:
                process.kill()
            time.sleep(0.02)
    with open(area + "/report", "rb") as report, open(area + "/progress", "rb") as errors:
        text, told = report.read(), errors.read()
    return json.loads(text) if text else None, time.monotonic() - started, peaks, told.count(b"/")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("cases", nargs="*", metavar="CASE")
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--gigabytes", type=int, default=4)
    parser.add_argument("--limit", type=float, default=3600, help="seconds after which a check is ended")
    parser.add_argument("--grow", type=float, default=120)
    given = parser.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="lantai-large-") as area:
        os.makedirs(area + "/包")
        least = max([mega for _, mega in judge(one_file(area + "/包"), area, given.limit)[2]] or [0])
    print("case | verdict | seconds | MB after a tenth | MB at the end | progress told")
    for name in given.cases or CASES:
        area = tempfile.mkdtemp(prefix="lantai-large-")
        try:
            os.makedirs(area + "/包")
            path, count = CASES[name](area + "/包", given.files, given.gigabytes)
            said, seconds, peaks, told = judge(path, area, given.limit)
        finally:
            shutil.rmtree(area, ignore_errors=True)
        early = max([mega for at, mega in peaks if at <= seconds / 10] or [0])
        most = max([mega for _, mega in peaks] or [0])
        right = said is not None and said["files"] == count and most - max(early, least) <= given.grow + count / 256
        wrong += not right
        print("%s%s | %s | %.1f | %.0f | %.0f | %d" % ("" if right else "WRONG ", name,
              said and "%s, %d files" % (said["verdict"], said["files"]), seconds, early, most, told), flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
