/// A table of a few rows, as an SQLite database of two pages. Source: the file format of SQLite 3 (sqlite.org/fileformat2.html).
struct DemoDatabase {
    /// The table's name, its columns, and rows that fit one page.
    let table: String
    let columns: [String]
    let rows: [[String]]

    private static let page = 4096

    var bytes: [UInt8] {
        let sql = "CREATE TABLE \(table) (\(columns.map { $0 + " TEXT" }.joined(separator: ", ")))"
        let schema = DemoDatabase.record([.text("table"), .text(table), .text(table), .number(2), .text(sql)])
        return DemoDatabase.leaf([schema], after: DemoDatabase.header)
            + DemoDatabase.leaf(rows.map { DemoDatabase.record($0.map { .text($0) }) }, after: [])
    }

    private enum Value {
        case text(String)
        /// 0 to 127.
        case number(UInt8)
    }

    private static var header: [UInt8] {
        Array("SQLite format 3".utf8) + [0] + big(page, 2) + [1, 1, 0, 64, 32, 32]
            // Changed once; two pages; none free; schema of version 1 in the fourth form.
            + big(1, 4) + big(2, 4) + big(0, 8) + big(1, 4) + big(4, 4) + big(0, 8)
            // UTF-8; nothing of one's own; valid for the change above; written as by 3.40.1.
            + big(1, 4) + big(0, 32) + big(1, 4) + big(3_040_001, 4)
    }

    /// A page of a table: what stands before, the page's own head, where each cell is, and the cells from the end on.
    private static func leaf(_ records: [[UInt8]], after head: [UInt8]) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: page)
        var end = page
        var places: [UInt8] = []
        for (place, record) in records.enumerated() {
            let cell = variable(record.count) + variable(place + 1) + record
            end -= cell.count
            bytes.replaceSubrange(end..<(end + cell.count), with: cell)
            places += big(end, 2)
        }
        let start = head + [0x0D] + big(0, 2) + big(records.count, 2) + big(end, 2) + [0] + places
        precondition(start.count <= end, "the rows do not fit one page")
        bytes.replaceSubrange(0..<start.count, with: start)
        return bytes
    }

    private static func record(_ values: [Value]) -> [UInt8] {
        let types = values.flatMap { value -> [UInt8] in
            switch value {
            case .text(let text): variable(13 + 2 * text.utf8.count)
            case .number: [1]
            }
        }
        let content = values.flatMap { value -> [UInt8] in
            switch value {
            case .text(let text): Array(text.utf8)
            case .number(let number): [number]
            }
        }
        // The length counts itself, and is one byte here.
        return [UInt8(types.count + 1)] + types + content
    }

    /// A number of seven bits a byte, the highest first.
    private static func variable(_ number: Int) -> [UInt8] {
        var bytes = [UInt8(number & 0x7F)]
        var rest = number >> 7
        while rest > 0 {
            bytes.insert(UInt8(rest & 0x7F) | 0x80, at: 0)
            rest >>= 7
        }
        return bytes
    }

    private static func big(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { place in place < 8 ? UInt8(truncatingIfNeeded: number >> (8 * place)) : 0 }
    }
}
