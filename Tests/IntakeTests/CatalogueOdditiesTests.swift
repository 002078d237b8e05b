import Archive
import Foundation
import Testing

@testable import Intake

/// How clerks really make their tables. No transfer is returned for it.
@Suite("Harmless oddities of a catalogue are not returned")
struct CatalogueOdditiesTests {
    struct Oddity: Sendable, CustomTestStringConvertible {
        let name: String
        /// Whether a warning is what an archivist would want.
        var mayWarn = false
        let change: @Sendable (inout MadeCatalogue) -> Void

        var testDescription: String { name }
    }

    @Test("an oddity", arguments: ofTables + ofValues + ofFiles)
    func oddity(_ oddity: Oddity) async throws {
        var catalogue = MadeCatalogue()
        oddity.change(&catalogue)
        let area = try TestFolder()
        let path = area.path + "/包"
        try catalogue.package.write(to: path)
        let report = try await check(path)
        #expect(report.kind == .catalogue && report.records == 10, "\(report.kind), \(report.records)")
        #expect(report.findings(.blocking).isEmpty, "\(report.faults.map(\.summary))")
        #expect(oddity.mayWarn || report.verdict == .accept, "\(report.faults.map(\.summary))")
    }

    @Test("there are more than 20 of them")
    func enough() { #expect((Self.ofTables + Self.ofValues + Self.ofFiles).count >= 20) }

    @Test("a table alone is a catalogue of entries", arguments: ["目录.xlsx", "目录.csv"])
    func alone(name: String) async throws {
        let catalogue = MadeCatalogue()
        let area = try TestFolder()
        let path = area.path + "/" + name
        let bytes = name.hasSuffix("csv") ? Array(catalogue.csv().utf8) : MadeWorkbook(catalogue.grid).bytes
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let report = try await check(path)
        #expect(report.verdict == .accept, "\(report.faults.map(\.summary))")
        #expect(report.records == 10)
    }

    private static func csv(_ name: String, _ bytes: @escaping @Sendable (MadeCatalogue) -> [UInt8]) -> Oddity {
        Oddity(name: name) { $0.tables = [("归档文件目录.csv", bytes($0))] }
    }

    private static func book(
        _ name: String, _ change: @escaping @Sendable (inout MadeWorkbook, MadeCatalogue) -> Void
    ) -> Oddity {
        Oddity(name: name) { catalogue in
            var book = MadeWorkbook(catalogue.grid)
            change(&book, catalogue)
            catalogue.tables = [(MadeCatalogue.usual, book.bytes)]
        }
    }

    static let ofTables: [Oddity] = [
        Oddity(name: "a title, the agency and the day above the headings") { catalogue in
            catalogue.above = [["归档文件目录"], [], ["移交单位：临江市民政局", "", "", "填表日期：2026年3月1日"]]
        },
        Oddity(name: "headings with spaces, stars and notes in brackets") { catalogue in
            let names = ["档号": "* 档  号", "日期": "日 期（YYYYMMDD）", "页数": "页数(页)", "题名": "题　名*"]
            catalogue.headings = catalogue.headings.map { names[$0] ?? $0 }
            for place in catalogue.rows.indices {
                for (old, new) in names { catalogue.rows[place][new] = catalogue.rows[place][old] }
            }
        },
        Oddity(name: "a sum and who filled it in, below the entries") { catalogue in
            catalogue.below = [[], ["合计", "10件"], ["填表人：", "张三"], ["审核人：李四"]]
        },
        Oddity(name: "a sum of the pages in its column") { catalogue in
            catalogue.below = [["合计", "", "", "", "", "", "", "15"]]
        },
        Oddity(name: "a sum of records and of pages") { catalogue in
            catalogue.below = [["合计", "10件", "", "", "", "", "", "15页"]]
        },
        Oddity(name: "the sum in the column of titles") { catalogue in
            catalogue.below = [["", "", "", "", "合计", "", "", "15"]]
        },
        Oddity(name: "a note on the whole below the entries") { catalogue in
            catalogue.below = [["说明：本目录共10件，其中永久5件。"], ["填表人：张三", "", "", "", "审核人：李四", "2026年3月1日"]]
        },
        Oddity(name: "headings again on every printed page") { catalogue in
            catalogue.rows.insert(Dictionary(uniqueKeysWithValues: catalogue.headings.map { ($0, $0) }), at: 5)
        },
        Oddity(name: "empty rows between the years") { catalogue in
            catalogue.rows.insert([:], at: 6)
            catalogue.rows.insert([:], at: 3)
        },
        Oddity(name: "the year on a line of its own before its records") { catalogue in
            catalogue.rows.insert(["序号": "2020年度"], at: 6)
            catalogue.rows.insert(["序号": "2019年度"], at: 0)
        },
        Oddity(name: "columns nobody knows") { $0.addColumn("本局自定（归口处室）") { _ in "社会事务科" } },
        Oddity(name: "empty columns without a heading") { $0.headings.insert(contentsOf: ["", ""], at: 3) },
        Oddity(name: "numbers that begin anew with each year", mayWarn: true) { catalogue in
            for place in 6..<10 { catalogue.rows[place]["序号"] = "\(place - 5)" }
        },
        Oddity(name: "the table under another name") { catalogue in
            catalogue.tables = [("民政局2026年移交目录.xlsx", MadeWorkbook(catalogue.grid).bytes)]
        },
        Oddity(name: "the table as XLSX and CSV, dates written otherwise") { catalogue in
            let first = MadeWorkbook(catalogue.grid).bytes
            for place in catalogue.rows.indices {
                let date = catalogue.rows[place]["日期"]!
                catalogue.rows[place]["日期"] = "\(date.prefix(4))-\(date.dropFirst(4).prefix(2))-\(date.suffix(2))"
            }
            catalogue.tables = [(MadeCatalogue.usual, first), ("归档文件目录.csv", GB18030.encode(catalogue.csv()))]
        },
        csv("CSV with a byte order mark") { [0xEF, 0xBB, 0xBF] + Array($0.csv().utf8) },
        csv("CSV in GB18030") { GB18030.encode($0.csv()) },
        csv("CSV with tabs, in UTF-16 as \"Unicode text\"") { catalogue in
            [0xFF, 0xFE] + catalogue.csv(separator: "\t").utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        },
        csv("CSV with semicolons and plain line ends") { Array($0.csv(separator: ";", lineEnd: "\n").utf8) },
        csv("CSV under a title with no separator in it") { Array(("归档文件目录\r\n" + $0.csv(separator: "\t")).utf8) },
        csv("CSV under a line that tells the separator") { Array(("sep=;\r\n" + $0.csv(separator: ";")).utf8) },
        csv("a title on two lines inside quotes") { catalogue in
            var two = catalogue
            two.rows[3]["题名"] = "临江市救助管理规定\n（试行）"
            return Array(two.csv().utf8)
        },
        book("instructions on the first sheet") { book, _ in
            let words = ["填表说明", "一、档号按规则编写。", "二、日期用八位数字。"].map { [MadeWorkbook.Cell.text($0)] }
            book.sheets.insert(MadeWorkbook.Sheet(name: "填表说明", rows: words), at: 0)
        },
        book("a hidden sheet with lists before the table") { book, _ in
            let lists = [["档号", "题名"], ["样例", "样例"]].map { $0.map(MadeWorkbook.Cell.text) }
            book.sheets.insert(MadeWorkbook.Sheet(name: "字典", isHidden: true, rows: lists), at: 0)
        },
        book("a title merged over all columns") { book, _ in
            book.sheets[0].rows.insert([.text("临江市民政局归档文件目录")], at: 0)
            book.sheets[0].merged = ["A1:J1"]
        },
        book("titles kept as shared strings, with how they are spoken") { book, _ in book.isShared = true },
        book("codes put together by formulas") { book, _ in
            for place in book.sheets[0].rows.indices.dropFirst() {
                if case .text(let code) = book.sheets[0].rows[place][1] {
                    book.sheets[0].rows[place][1] = .formula(code)
                }
            }
        },
        book("days as the spreadsheet counts them") { book, _ in
            for place in book.sheets[0].rows.indices.dropFirst() {
                book.sheets[0].rows[place][5] = .number(43535, style: 1)
            }
        },
        book("days counted from 1904") { book, _ in
            book.countsFrom1904 = true
            for place in book.sheets[0].rows.indices.dropFirst() {
                book.sheets[0].rows[place][5] = .number(42073, style: 1)
            }
        },
        book("dates of eight digits, numbers and pages as numbers") { book, catalogue in
            for (place, row) in catalogue.rows.enumerated() {
                for (column, heading) in [(0, "序号"), (5, "日期"), (7, "页数")] {
                    book.sheets[0].rows[place + 1][column] = .number(Double(row[heading]!)!, style: 0)
                }
            }
        },
    ]

    static let ofValues: [Oddity] = [
        Oddity(name: "dates in every writing") { catalogue in
            for (place, date) in ["2019.3.11", "2019年3月12日", "2019/3/13", "２０１９０３１４", "2019-3-15"].enumerated() {
                catalogue.rows[place]["日期"] = date
            }
        },
        Oddity(name: "a date known by month only") { $0.rows[3]["日期"] = "2019年3月" },
        Oddity(name: "full-width codes", mayWarn: true) { catalogue in
            for place in catalogue.rows.indices {
                let wide = catalogue.rows[place]["档号"]!.unicodeScalars.map { scalar in
                    (33...126).contains(scalar.value) ? Unicode.Scalar(scalar.value + 0xFEE0)! : scalar
                }
                catalogue.rows[place]["档号"] = String(String.UnicodeScalarView(wide))
            }
        },
        Oddity(name: "a space behind each code") { catalogue in
            for place in catalogue.rows.indices { catalogue.rows[place]["档号"]! += "\u{A0} " }
        },
        Oddity(name: "pages with their unit, retention in other words") { catalogue in
            for place in catalogue.rows.indices {
                catalogue.rows[place]["页数"]! += "页"
                let term = catalogue.rows[place]["保管期限"]!
                catalogue.rows[place]["保管期限"] = term == "永久" ? "Y" : "定期" + term
            }
        },
        Oddity(name: "rare characters, traditional ones, titles in another script") { catalogue in
            catalogue.rows[3]["题名"] = "關於𠮷村孙䶮同志的批复 Приказ № 5 — naïve Œuvre ①②③ ㎡ ℃"
        },
        Oddity(name: "phone numbers of offices and identity numbers that are none, in open records") { catalogue in
            catalogue.files[catalogue.path(3)] =
                MadePDF(
                    pages: ["某局文件\n联系电话：0571-87654321、12345\n统一社会信用代码：11330000002482234X\n流水号：110105194912310021"]
                ).bytes
        },
    ]

    static let ofFiles: [Oddity] = [
        Oddity(name: "pages as numbered pictures in a folder of the code") { catalogue in
            let code = catalogue.rows[3]["档号"]!
            catalogue.files[catalogue.path(3)] = nil
            for page in 1...3 { catalogue.files["电子文件/\(code)/000\(page).tif"] = MadePicture.tiff(width: 39 + page) }
            catalogue.rows[3]["页数"] = "3"
        },
        Oddity(name: "folders by year and retention") { catalogue in
            for row in catalogue.rows {
                let code = row["档号"]!
                for path in catalogue.files.paths where path.hasPrefix("电子文件/\(code)") {
                    catalogue.files.rename(
                        path, to: "\(row["日期"]!.prefix(4))年/\(row["保管期限"]!)/\(path.components(separatedBy: "/")[1])")
                }
            }
        },
        Oddity(name: "files beside the table") { catalogue in
            for path in catalogue.files.paths { catalogue.files.rename(path, to: String(path.dropFirst(5))) }
        },
        Oddity(name: "upper-case extensions") { catalogue in
            for path in catalogue.files.paths { catalogue.files.rename(path, to: path.dropLast(4) + ".PDF") }
        },
        Oddity(name: "the title behind the code in the name") { catalogue in
            catalogue.files.rename(
                catalogue.path(3), to: "电子文件/\(catalogue.rows[3]["档号"]!) 临江市救助管理规定.pdf")
        },
        Oddity(name: "names with another dot and full-width hyphens") { catalogue in
            for path in catalogue.files.paths {
                catalogue.files.rename(
                    path, to: path.replacingOccurrences(of: "·", with: "•").replacingOccurrences(of: "-", with: "－"))
            }
        },
        Oddity(name: "what Windows and macOS leave behind", mayWarn: true) { catalogue in
            catalogue.files["电子文件/Thumbs.db"] = [0xD0, 0xCF, 0x11, 0xE0]
            catalogue.files["__MACOSX/._归档文件目录.xlsx"] = [0, 5, 22, 7]
            catalogue.files["~$归档文件目录.xlsx"] = [5]
        },
        Oddity(name: "names of their own, given in the table") { catalogue in
            catalogue.addColumn("电子档案名称") { _ in "" }
            for place in catalogue.rows.indices {
                catalogue.files.rename(catalogue.path(place), to: "电子文件/扫描\(100 + place).pdf")
                catalogue.rows[place]["电子档案名称"] = "扫描\(100 + place).pdf"
            }
        },
        Oddity(name: "the whole way to a file, as Windows writes it") { catalogue in
            catalogue.addColumn("原文") { "D:\\归档\\电子文件\\" + $0["档号"]! + ".pdf" }
        },
        Oddity(name: "names without extensions in the table") { $0.addColumn("电子文件名") { $0["档号"]! } },
        Oddity(name: "several names in a cell, with commas and line ends") { catalogue in
            catalogue.addColumn("电子文件名") { $0["档号"]! + ".pdf" }
            let code = catalogue.rows[4]["档号"]!
            catalogue.rows[4]["电子文件名"] = "\(code).pdf、\(code)-附件1.pdf"
            catalogue.rows[0]["电子文件名"] = "\(catalogue.rows[0]["档号"]!).pdf,\(catalogue.rows[0]["档号"]!)-处理单.pdf"
        },
        Oddity(name: "papers on the transfer itself in 其他") { catalogue in
            catalogue.files["其他/移交清单.pdf"] = MadePDF(pages: ["移交清单"]).bytes
            catalogue.files["其他/说明.txt"] = Array("本次移交10件。".utf8)
        },
        Oddity(name: "attachments with their titles in the name") { catalogue in
            let code = catalogue.rows[4]["档号"]!
            catalogue.files.rename("电子文件/\(code)-附件1.pdf", to: "电子文件/\(code)附件1：临江市地名管理细则.pdf")
        },
        Oddity(name: "everything in one folder") { catalogue in
            let table = MadeWorkbook(catalogue.grid).bytes
            for path in catalogue.files.paths { catalogue.files.rename(path, to: "移交包/" + path) }
            catalogue.tables = [("移交包/" + MadeCatalogue.usual, table)]
        },
    ]
}
