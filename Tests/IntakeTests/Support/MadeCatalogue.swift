import Foundation

@testable import Intake

/// An item catalogue with files named by 档号, as an agency hands it over: the records of `Built`, one row each.
struct MadeCatalogue: Sendable {
    /// By heading.
    typealias Row = [String: String]

    var headings = ["序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "保管期限", "备注"]
    var rows: [Row] = []
    /// Rows above the headings and below the entries, cell by cell.
    var above: [[String]] = []
    var below: [[String]] = []
    var files = PackageFiles()
    /// The tables; `nil`: one XLSX of the rows, under the usual name.
    var tables: [(name: String, bytes: [UInt8])]?

    static let usual = "归档文件目录.xlsx"

    init(_ records: [Built.Record] = Built.records) {
        for (place, record) in records.enumerated() {
            var pages = 1
            add(record.code + ".pdf", [Built.text(of: record)])
            if let attachment = record.attachment {
                add(record.code + "-附件1.pdf", ["附件", attachment])
                pages += 2
            }
            if record.hasSheet {
                add(record.code + "-处理单.pdf", ["发文处理单\n密级\n公开"])
                pages += 1
            }
            rows.append([
                "序号": "\(place + 1)", "档号": record.code, "文号": "临民发〔\(record.year)〕\(place + 1)号",
                "责任者": record.author, "题名": record.title, "日期": record.date.filter { $0 != "-" }, "密级": "公开",
                "页数": "\(pages)", "保管期限": record.retention,
            ])
        }
    }

    private mutating func add(_ name: String, _ pages: [String]) {
        files["电子文件/" + name] = MadePDF(pages: pages).bytes
    }

    /// All rows of the table, headings and what stands around them included.
    var grid: [[String]] {
        above + [headings] + rows.map { row in headings.map { row[$0] ?? "" } } + below
    }

    func csv(separator: String = ",", lineEnd: String = "\r\n") -> String {
        grid.map { row in
            row.map { cell in
                let isPlain = !cell.contains(separator) && !cell.contains("\"") && !cell.contains("\n")
                return isPlain ? cell : "\"\(cell.replacingOccurrences(of: "\"", with: "\"\""))\""
            }.joined(separator: separator)
        }.joined(separator: lineEnd) + lineEnd
    }

    var package: PackageFiles {
        var package = files
        for table in tables ?? [(MadeCatalogue.usual, MadeWorkbook(grid).bytes)] { package[table.name] = table.bytes }
        return package
    }

    func path(_ place: Int) -> String { "电子文件/\(rows[place]["档号"]!).pdf" }

    /// Adds a column behind the others, filled by `value`.
    mutating func addColumn(_ heading: String, _ value: (Row) -> String) {
        headings.append(heading)
        for place in rows.indices { rows[place][heading] = value(rows[place]) }
    }

    mutating func renumber() { for place in rows.indices { rows[place]["序号"] = "\(place + 1)" } }
}

/// A grey picture of one strip (TIFF).
enum MadePicture {
    static func tiff(width: Int = 40, height: Int = 60) -> [UInt8] {
        func little(_ number: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) } }
        let tags = [
            (256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8 + 2 + 9 * 12 + 4),
            (277, 3, 1), (278, 4, height), (279, 4, width * height),
        ]
        var bytes: [UInt8] = [0x49, 0x49, 0x2A, 0] + little(8) + [UInt8(tags.count), 0]
        for (tag, type, value) in tags {
            bytes += Array(little(tag).prefix(2)) + Array(little(type).prefix(2)) + little(1) + little(value)
        }
        return bytes + little(0) + (0..<(width * height)).map { UInt8(truncatingIfNeeded: $0 * 7) }
    }
}
