import Archive
import Foundation
import Testing

@testable import Formats

@Suite("Tables of spreadsheets are read as a person sees them")
struct TableTests {
    private func rows(_ name: String, _ bytes: [UInt8], limits: TableLimits = TableLimits()) throws -> [TableRow] {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + name)
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        var rows: [TableRow] = []
        try Table.rows(path: file.path, limits: limits) { rows.append($0) }
        return rows
    }

    private func csv(_ text: String) throws -> [[String]] { try rows("表.csv", Array(text.utf8)).map(\.cells) }

    @Test("quotes, separators and line ends of every program")
    func separated() throws {
        #expect(
            try csv("档号,题名\r\n甲,\"一,二\"\r\n乙,\"他说\"\"好\"\"\"\r\n") == [["档号", "题名"], ["甲", "一,二"], ["乙", "他说\"好\""]])
        #expect(try csv("档号\t题名\n甲\t一, 二；三\n") == [["档号", "题名"], ["甲", "一, 二；三"]])
        #expect(try csv("档号;题名\r甲;乙\r\r丙;丁") == [["档号", "题名"], ["甲", "乙"], ["丙", "丁"]])
        #expect(try csv("\u{FEFF}档号,题名\n,\n 甲 , 5\" 软盘 ,,\n") == [["档号", "题名"], ["甲", "5\" 软盘"]])
        #expect(try csv("").isEmpty)
    }

    @Test("a row is numbered by the line it begins on, also after a line break inside a cell")
    func numbers() throws {
        let found = try rows("表.csv", Array("题名,注\n\"一\n二\",甲\n\n三,乙\n".utf8))
        #expect(found.map(\.number) == [1, 2, 5])
        #expect(found[1].cells == ["一\n二", "甲"])
        #expect(found[1][0] == "一\n二" && found[1][9].isEmpty)
        #expect(["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"] == [0, 25, 26, 51, 52, 701, 702].map(TableRow.letters))
    }

    @Test("a quote that never closes, a byte of another encoding and a table beyond its limits are told by line")
    func faults() throws {
        #expect(throws: TableProblem.openQuote(line: 3)) { try csv("a,b\nc,d\n\"e,f\ng,h\n") }
        #expect(throws: TableProblem.tooLarge(.rows, row: 3)) {
            try rows("表.csv", Array("a\nb\nc\n".utf8), limits: TableLimits(rows: 2))
        }
        #expect(throws: TableProblem.tooLarge(.columns, row: 2)) {
            try rows("表.csv", Array("a,b\nc,d,e\n".utf8), limits: TableLimits(columns: 2))
        }
        #expect(throws: TableProblem.tooLarge(.cell, row: 1)) {
            try rows("表.csv", Array("abcdef\n".utf8), limits: TableLimits(cellBytes: 5))
        }
        #expect(throws: TableProblem.notATable) { try rows("表.csv", [0, 1, 2, 3, 0, 0, 9]) }
        #expect(throws: TableProblem.oldSpreadsheet) { try rows("表.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1]) }
        let long = Array(String(repeating: "甲,乙\n", count: 200_000).utf8) + [0xFF, 0xFE, 10]
        #expect(throws: TableProblem.encoding("UTF-8", line: 200_001)) { try rows("表.csv", long) }
    }

    @Test("encodings", arguments: [("UTF-8", []), ("GB18030", []), ("UTF-16LE", [0xFF, 0xFE] as [UInt8])])
    func encodings(name: String, mark: [UInt8]) throws {
        let text = "档号,题名\nX013-WS·1990-Y-BGS-0001,中华人民共和国防治陆源污染物污染损害海洋环境管理条例\n"
        let found = try rows("表.csv", mark + encode(text, as: name))
        #expect(found.map(\.cells)[1][0] == "X013-WS·1990-Y-BGS-0001" && found[1][1].hasPrefix("中华人民共和国"))
    }

    /// A workbook of one sheet, with the parts that are given.
    private func workbook(_ rows: String, styles: String = "", strings: String = "", book: String = "") throws
        -> [TableRow]
    {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + ".xlsx")
        defer { try? FileManager.default.removeItem(at: file) }
        let r = "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
        Made.zip(
            [
                (
                    "xl/workbook.xml",
                    Array(
                        """
                        <workbook \(r)>\(book)<sheets><sheet name="隐" sheetId="1" state="hidden" r:id="a"/>\
                        <sheet name="目录" sheetId="2" r:id="b"/></sheets></workbook>
                        """.utf8)
                ),
                (
                    "xl/_rels/workbook.xml.rels",
                    Array(
                        """
                        <Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/>\
                        <Relationship Id="b" Target="/xl/worksheets/sheet2.xml"/></Relationships>
                        """.utf8)
                ),
                ("xl/worksheets/sheet1.xml", Array("<worksheet><sheetData/></worksheet>".utf8)),
                (
                    "xl/worksheets/sheet2.xml",
                    Array("<worksheet><sheetData>\(rows)</sheetData></worksheet>".utf8)
                ),
                ("xl/styles.xml", Array("<styleSheet>\(styles)</styleSheet>".utf8)),
                ("xl/sharedStrings.xml", Array("<sst>\(strings)</sst>".utf8)),
            ], to: file)
        var found: [TableRow] = []
        #expect(try Table.sheets(path: file.path) == ["目录"])
        try Table.rows(path: file.path) { found.append($0) }
        return found
    }

    @Test("cells by address, shared and inline strings, spoken forms left out, gaps kept")
    func cells() throws {
        let found = try workbook(
            """
            <row r="2"><c r="A2" t="s"><v>1</v></c><c r="C2" t="inlineStr"><is><r><t>题</t></r><r><t>名</t></r></is></c></row>\
            <row r="5"><c t="s"><v>0</v></c><c t="str"><f>A1</f><v>算出</v></c><c t="b"><v>1</v></c><c><v>3.0</v></c>\
            <c><v>1.5</v></c></row><row r="6"><c r="A6"/></row>
            """,
            strings: "<si><t>甲</t></si><si><t>档</t><rPh><t>dang</t></rPh><r><t>号</t></r></si>")
        #expect(found.map(\.number) == [2, 5])
        #expect(found[0].cells == ["档号", "", "题名"])
        #expect(found[1].cells == ["甲", "算出", "TRUE", "3", "1.5"])
    }

    @Test("days are days, by built-in and by own formats, in both calendars of spreadsheets")
    func days() throws {
        let styles = """
            <numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/>\
            <numFmt numFmtId="171" formatCode="0&quot;day&quot;"/><numFmt numFmtId="172" formatCode="yyyy-mm-dd hh:mm"/>\
            </numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/>\
            <xf numFmtId="172"/><xf numFmtId="31"/></cellXfs>
            """
        let row = """
            <row><c s="1"><v>43672</v></c><c s="2"><v>43672</v></c><c s="3"><v>43672</v></c><c s="4"><v>43672.5</v></c>\
            <c s="5"><v>1</v></c><c s="0"><v>20190726</v></c><c s="4"><v>43672</v></c></row>
            """
        #expect(
            try workbook(row, styles: styles).first?.cells == [
                "2019-07-26", "2019-07-26", "43672", "2019-07-26 12:00:00", "1900-01-01", "20190726", "2019-07-26",
            ])
        let early = try workbook(
            "<row><c s=\"1\"><v>42210</v></c></row>", styles: styles, book: "<workbookPr date1904=\"1\"/>")
        #expect(early.first?.cells == ["2019-07-26"])
    }

    @Test("a broken or hostile workbook is told", arguments: ["<row><c", "<row><c r=\"XFD1\"><v>1</v></c></row>"])
    func broken(rows: String) throws { #expect(throws: TableProblem.self) { try workbook(rows) } }

    @Test("the real catalogues say the same as XLSX and as CSV", .enabled(if: Material.isThere, Material.missing))
    func real() throws {
        let books = Material.files("transfers", "xlsx").filter { $0.lastPathComponent == "归档文件目录.xlsx" }
        try #require(books.count >= 3, Material.missing)
        for book in books {
            var (wide, plain): ([[String]], [[String]]) = ([], [])
            try Table.rows(path: book.path) { wide.append($0.cells) }
            try Table.rows(path: book.deletingPathExtension().appendingPathExtension("csv").path) {
                plain.append($0.cells)
            }
            #expect(plain.count >= 5)
            // The spreadsheet has a title above its head.
            #expect(wide.suffix(plain.count).map { $0[1] } == plain.map { $0[1] }, "\(book.path)")
        }
    }
}
