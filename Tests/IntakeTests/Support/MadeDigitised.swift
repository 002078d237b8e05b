import Foundation

@testable import Intake

/// Digitised paper as an agency hands it over: a table of three volumes and seven records, and a folder of pages for each.
struct MadeDigitised: Sendable {
    typealias Row = [String: String]

    var volumeHeadings = ["顺序号", "案卷号", "案卷题名", "起止日期", "保管期限", "件数", "页数", "密级"]
    var itemHeadings = ["顺序号", "档号", "文号", "责任者", "题名", "日期", "页号", "页数", "密级"]
    var volumes: [Row] = []
    var items: [Row] = []
    var files = PackageFiles()
    /// The tables; `nil`: one XLSX of both.
    var tables: [(name: String, bytes: [UInt8])]?

    static let usual = "档案目录.xlsx"
    /// Pages of each record, by volume.
    private static let pages = [[2, 1, 1], [3], [1, 2, 1]]

    /// Made once: seven records of eleven pages.
    private static let scans: [[UInt8]] = (1...11).map { MadePage(seed: $0).bytes }

    init() {
        var seed = 0
        for (place, records) in Self.pages.enumerated() {
            let volume = "J004-001-000\(place + 1)"
            volumes.append([
                "顺序号": "\(place + 1)", "案卷号": volume, "案卷题名": "临江市民政局\(1996 + place)年社团登记材料",
                "起止日期": "\(1996 + place)0301-\(1996 + place)0331", "保管期限": "永久", "件数": "\(records.count)",
                "页数": "\(records.reduce(0, +))", "密级": "公开",
            ])
            var first = 1
            for (item, count) in records.enumerated() {
                let code = "\(volume)-00\(item + 1)"
                items.append([
                    "顺序号": "\(item + 1)", "档号": code, "文号": "临民发〔\(1996 + place)〕\(item + 1)号", "责任者": "临江市民政局",
                    "题名": "关于同意\(["工商联", "书画", "钓鱼", "集邮", "摄影", "武术", "棋牌"][(items.count) % 7])协会登记的批复",
                    "日期": "\(1996 + place)031\(item)", "页号": count == 1 ? "\(first)" : "\(first)-\(first + count - 1)",
                    "页数": "\(count)", "密级": "公开",
                ])
                for page in 1...count {
                    seed += 1
                    files["\(volume)/\(code)/000\(page).tif"] = Self.scans[seed - 1]
                }
                first += count
            }
        }
    }

    /// The folder of record `place`.
    func folder(_ place: Int) -> String {
        let code = items[place]["档号"]!
        return "\(code.dropLast(4))/\(code)"
    }
    func code(_ place: Int) -> String { items[place]["档号"]! }

    private func grid(_ headings: [String], _ rows: [Row]) -> [[String]] {
        [headings] + rows.map { row in headings.map { row[$0] ?? "" } }
    }
    var volumeGrid: [[String]] { grid(volumeHeadings, volumes) }
    var itemGrid: [[String]] { grid(itemHeadings, items) }

    static func book(_ sheets: [(name: String, grid: [[String]])]) -> [UInt8] {
        MadeWorkbook(
            sheets.map { sheet in
                MadeWorkbook.Sheet(name: sheet.name, rows: sheet.grid.map { $0.map(MadeWorkbook.Cell.text) })
            }
        ).bytes
    }

    static func csv(_ grid: [[String]]) -> [UInt8] {
        Array(grid.map { $0.joined(separator: ",") }.joined(separator: "\r\n").utf8)
    }

    var package: PackageFiles {
        var package = files
        let usual = (Self.usual, Self.book([("案卷目录", volumeGrid), ("卷内文件目录", itemGrid)]))
        for (name, bytes) in tables ?? [usual] { package[name] = bytes }
        return package
    }

    mutating func addColumn(_ heading: String, _ value: String) {
        itemHeadings.append(heading)
        for place in items.indices { items[place][heading] = value }
    }
}
