import Appraisal
import Archive
import Bytes
import Formats
import Foundation
import Intake
import Tables

@testable import Catalogue
@testable import Preservation
@testable import Web

/// A record of the test archive, with words of its own so that it can be told apart from all others.
struct TestRecord: Sendable {
    let unit: ArchivalUnit
    /// Stands in its text only.
    let word: String

    var id: String { unit.publicID }
}

extension TestHouse {
    static let reviewer = Agent(id: "lantai.test.reviewer", role: .reviewer)

    /// Keeps one 件 for each word: catalogued, with a PDF of one page whose text holds that word and `共同`.
    /// - Parameters:
    ///   - perVolume: arranged in 案卷 of so many.
    ///   - stem: what other codes begin with, before a number of four digits.
    ///   - category: the category of what is arranged so, whose codes name none.
    func keep(
        _ words: [String], agency: String = "临江市司法局", stem: String = "X013-WS·1998-Y-BGS-", perVolume: Int? = nil,
        category: String? = nil
    ) async throws -> [TestRecord] {
        let clock = self.clock
        let records = words.enumerated().map { place, _ in
            let code =
                if let perVolume {
                    "X013-001-\(String(10001 + place / perVolume).dropFirst())-\(String(1001 + place % perVolume).dropFirst())"
                } else {
                    stem + String(10001 + place).dropFirst()
                }
            return CarriedRecord(
                unit: .new(at: clock.now), hasFiles: true, code: code, fondsCode: nil, fondsName: agency,
                category: category,
                volumeTitle: perVolume == nil ? nil : "秘而不宣的卷名", facts: [],
                elements: [
                    ("内容描述/题名", "第\(place + 1)号卷宗的通知"), ("内容描述/责任者", agency), ("内容描述/日期", "1998-06-15"),
                    ("档号/保管期限", "永久"),
                ])
        }
        let part = try await database.read { tx in
            var drafting = Drafting(clock: clock)
            return DraftPart(
                accession: .new(at: clock.now), agency: agency, at: clock.now,
                units: try drafting.units(for: records, in: tx).units)
        }
        try await database.write { tx in try FindingAids.enter(part.json, in: tx) }
        for (place, record) in records.enumerated() {
            try await keep(record.unit, part.accession, Int64(place + 1), record.code, "共同 \(words[place])")
        }
        let units = try await aids.units(records.map(\.unit))
        return words.enumerated().map { place, word in
            TestRecord(unit: units.first { $0.id == records[place].unit }!, word: word)
        }
    }

    private func keep(_ unit: UnitID, _ accession: AccessionID, _ sequence: Int64, _ code: String, _ text: String)
        async throws
    {
        let pdf = onePagePDF(code)
        let files = [(Int64(0), "元数据.xml", Array("<a/>".utf8)), (1, "局长签批稿.pdf", pdf)].map { n, name, bytes in
            (
                KeptFile(
                    unit: unit, n: n, content: "v1/content/data/\(n)", name: FileName(name),
                    role: n == 0 ? .metadata : .main, bytes: Int64(bytes.count),
                    digests: FileDigests(
                        sha512: Self.digest(bytes, .sha512), sha256: Self.digest(bytes, .sha256),
                        sm3: Self.digest(bytes, .sm3)),
                    format: n == 0
                        ? nil
                        : FileFormat(
                            puid: "fmt/18", name: "PDF", version: "1.4", mime: "application/pdf", basis: "signature"),
                    pages: n == 0 ? nil : 1), bytes
            )
        }
        for (file, bytes) in files { try await store.put(.of(bytes), at: file.key) }
        let row = HoldingRow(
            unit: unit, kind: .item, accession: accession, sequence: sequence, code: code, files: 1,
            bytes: Int64(pdf.count), version: 1, inventory: Self.digest([], .sha512), preservedAt: clock.now)
        let (kept, now) = (files.map(\.0), clock.now)
        try await database.write { tx in
            try row.write(checked: now, in: tx)
            for file in kept { try file.write(checked: now, in: tx) }
            try TextPage(file: 1, page: 1, text: text).write(of: unit, in: tx)
        }
    }

    private static func digest(_ bytes: [UInt8], _ algorithm: Digest.Algorithm) -> Digest {
        var digest = MultiDigest([algorithm])
        bytes.withUnsafeBytes { digest.update($0) }
        return digest.finish()[0]
    }

    func open(_ records: [TestRecord], from day: Day? = nil) async throws {
        try await board.decide(
            .units(records.map(\.unit.id)), verdict: .open, ground: StatedGround(code: "period-passed"), effective: day,
            by: Self.reviewer)
    }

    func publish(_ records: [TestRecord], _ level: PublicationLevel, from day: Day? = nil) async throws {
        try await board.publish(.units(records.map(\.unit.id)), level: level, from: day, by: Self.reviewer)
    }
}

/// A PDF of one empty page; `mark` makes its bytes different from others.
private func onePagePDF(_ mark: String) -> [UInt8] {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] >>",
    ]
    var text = "%PDF-1.4\n%\(mark)\n"
    var offsets: [Int] = []
    for (place, object) in objects.enumerated() {
        offsets.append(text.utf8.count)
        text += "\(place + 1) 0 obj\n\(object)\nendobj\n"
    }
    let start = text.utf8.count
    text += "xref\n0 4\n0000000000 65535 f \n"
    for offset in offsets { text += String(repeating: "0", count: 10 - "\(offset)".count) + "\(offset) 00000 n \n" }
    text += "trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
    return Array(text.utf8)
}
