import Archive
import Bytes
import Formats
import Foundation
import Intake
import Ledger
import Synchronization
import Tables
import TestGround
import Testing

@testable import Appraisal
@testable import Catalogue
@testable import Preservation
@testable import Sharing

/// A reading room over a catalogue and stacks in a folder of its own, with a clock that stands where the test puts it.
final class TestRoom: Sendable {
    let root: String
    let database: any Database
    let ledger: Ledger
    let stacks: Stacks
    let aids: FindingAids
    let board: AppraisalBoard
    let room: ReadingRoom
    let clock: Clock
    let workers: WorkerPool?
    private let store: FolderStore
    private let scratch: Scratch

    let reviewer = Agent(id: "li", role: .reviewer)
    let archivist = Agent(id: "wang", role: .archivist)

    /// - Parameters:
    ///   - workers: Whether page images are made.
    ///   - media: What makes copies of sound and film.
    init(today: String = "2026-11-23", workers: Bool = false, media: MediaTools? = nil) async throws {
        root = NSTemporaryDirectory() + "lantai-sharing-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        let time = Moment(Self.noon(today))
        self.time = time
        clock = Clock(zone: TimeZone(identifier: "Asia/Shanghai")!) { time.now }
        database = try TestGround.database(root + "/lantai.db")
        try await database.migrate(
            Ledger.migrations + preservationMigrations + catalogueMigrations + appraisalMigrations + sharingMigrations)
        ledger = try await Ledger(
            database: database, store: FolderStore(root: root + "/ledger"), tailPath: root + "/tail",
            key: .generate(), clock: clock)
        store = try FolderStore(root: root + "/stacks")
        scratch = try Scratch(root: root + "/scratch")
        stacks = try await Stacks(
            database: database, ledger: ledger, store: store, scratch: scratch, clock: clock,
            packages: { throw PreservationProblem.noSuchFile(UnitID(trusted: $0.text), 0) })
        aids = FindingAids(database: database, ledger: ledger, clock: clock)
        board = AppraisalBoard(database: database, ledger: ledger, clock: clock)
        self.workers = workers ? WorkerPool(executable: Self.program, count: 1) : nil
        room = ReadingRoom(
            database: database, stacks: stacks, aids: aids, board: board, scratch: scratch, workers: self.workers,
            clock: clock,
            settings: ReadingRoomSettings(archive: "江北市档案馆", place: "江北", site: "https://archive.example"),
            media: media)
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    /// Where copies are made of what this room keeps.
    func copyRoom(hands: Int = 1, lease: Int64 = 60_000) throws -> CopyRoom {
        CopyRoom(for: room, scratch: scratch, workers: try #require(workers), hands: hands, lease: lease)
    }

    /// Tells the copy room of a transfer kept, as the ledger would.
    func followKept(_ copies: CopyRoom, _ units: [ArchivalUnit]) async throws {
        let accession = try #require(try await stacks.holding(units[0].id)?.accession)
        let event = ledger.event(kind: .preserved, subject: accession.text, agent: .steward, act: nil, facts: [:])
        try await CopyFollower(copies).handle(event, at: 0)
    }

    private let time: Moment
    func move(to day: String) { time.move(to: Self.noon(day)) }
    var today: Day { clock.today }

    /// The program beside the tests, which answers to `__worker`.
    static let program = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(".build/debug/lantai").path

    private static func noon(_ day: String) -> Int64 {
        Int64(Day(text: day)!.daysSince1970) * 86_400_000_000 + 4 * 3_600_000_000
    }

    /// Drafts a 件 for each code, with a PDF of one page and its text kept for it.
    func transfer(_ codes: [String], elements: [(path: String, value: String)] = []) async throws -> [ArchivalUnit] {
        let clock = self.clock
        let records = codes.map { code in
            CarriedRecord(
                unit: .new(at: clock.now), hasFiles: true, code: code, fondsCode: nil, fondsName: "江北市司法局",
                category: nil,
                volumeTitle: nil, facts: [],
                elements: [
                    ("内容描述/题名", "关于\(code.suffix(4))的通知"), ("内容描述/责任者", "江北市司法局"),
                    ("内容描述/日期", "1998-06-15"), ("档号/保管期限", "永久"), ("到期开放意见", "同意开放"), ("备注", "内部备注"),
                ] + elements)
        }
        let part = try await database.read { tx in
            var drafting = Drafting(clock: clock)
            return DraftPart(
                accession: .new(at: clock.now), agency: "江北市司法局", at: clock.now,
                units: try drafting.units(for: records, in: tx).units)
        }
        try await database.write { tx in try FindingAids.enter(part.json, in: tx) }
        for (place, record) in records.enumerated() {
            try await keep(record.unit, part.accession, place + 1, record.code)
        }
        return try await aids.units(records.map(\.unit))
    }

    /// Keeps a PDF and its text for a unit, and the metadata it came with.
    private func keep(_ unit: UnitID, _ accession: AccessionID, _ sequence: Int, _ code: String) async throws {
        let pdf = onePagePDF("\(code)")
        let now = clock.now
        let files = [(Int64(0), "元数据.xml", Array("<a/>".utf8)), (1, "局长签批稿/0001正文.pdf", pdf)].map { n, name, bytes in
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
            unit: unit, kind: .item, accession: accession, sequence: Int64(sequence), code: code,
            files: 1, bytes: Int64(pdf.count), version: 1, inventory: Self.digest([], .sha512), preservedAt: now)
        let kept = files.map(\.0)
        try await database.write { tx in
            try row.write(checked: now, in: tx)
            for file in kept { try file.write(checked: now, in: tx) }
            try TextPage(file: 1, page: 1, text: "密件全文\(code)").write(of: unit, in: tx)
        }
    }

    private static func digest(_ bytes: [UInt8], _ algorithm: Digest.Algorithm) -> Digest {
        var digest = MultiDigest([algorithm])
        bytes.withUnsafeBytes { digest.update($0) }
        return digest.finish()[0]
    }

    func open(_ units: [ArchivalUnit], from day: String? = nil) async throws {
        try await board.decide(
            .units(units.map(\.id)), verdict: .open, ground: StatedGround(code: "period-passed"),
            effective: day.map { Day(text: $0)! }, by: reviewer)
    }

    func publish(_ units: [ArchivalUnit], _ level: PublicationLevel, from day: String? = nil) async throws {
        try await board.publish(
            .units(units.map(\.id)), level: level, from: day.map { Day(text: $0)! }, by: reviewer)
    }
}

/// The moment a test is at, a microsecond later at each reading.
private final class Moment: Sendable {
    private let value: Mutex<Int64>
    init(_ value: Int64) { self.value = Mutex(value) }

    var now: Instant {
        value.withLock { value in
            value += 1
            return Instant(microseconds: value)
        }
    }

    func move(to other: Int64) { value.withLock { $0 = other } }
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
