import Archive

/// Invented records as a catalogue in a table (归档文件目录.csv), with files named by 档号 where there are any.
struct DemoTable: Sendable {
    /// 立档单位.
    let author: String
    /// With their codes.
    let records: [DemoRecord]

    /// The table alone, for entries whose files come later.
    var table: [UInt8] {
        var lines = ["序号,档号,文号,责任者,题名,日期,页数,保管期限,密级,立档单位名称"]
        for (place, record) in records.enumerated() {
            lines.append(
                "\(place + 1),\(record.code),\(record.number),\(record.author),\(record.title),\(record.date),\(record.form.pages),\(record.term),公开,\(author)"
            )
        }
        return Array((lines.joined(separator: "\r\n") + "\r\n").utf8)
    }

    func files(_ studio: DemoStudio) async throws -> [(path: String, bytes: [UInt8])] {
        [("归档文件目录.csv", table)] + (try await contents(studio))
    }

    /// The files without the table.
    func contents(_ studio: DemoStudio) async throws -> [(path: String, bytes: [UInt8])] {
        var files: [(path: String, bytes: [UInt8])] = []
        for (place, record) in records.enumerated() {
            guard let made = try await studio.content(of: record, number: place) else { continue }
            files.append(("电子文件/\(record.code).\(made.ending)", made.bytes))
        }
        return files
    }
}
