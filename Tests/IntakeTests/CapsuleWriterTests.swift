import Archive
import Bytes
import Foundation
import Testing

@testable import Intake

/// Capsules written here are read by the same rules as those of others.
@Suite("Capsules are written")
struct CapsuleWriterTests {
    private let writer = CapsuleWriter(maker: "临江市民政局<办>", moment: "2026-11-23T12:00:00")
    private let area: TestFolder
    private let record = Built.records[4]
    private let documents: [(name: String, bytes: [UInt8])]
    private let elements: [PackagedRecord.Element]

    init() throws {
        area = try TestFolder()
        let built = Built.package()
        let record = record
        let victim = built.victims.first { $0.code == record.code }!
        documents = victim.contents.sorted().map { ($0.components(separatedBy: "/").last!, built[$0]!) }
        // What a transfer by DA/T 93 said of the record.
        try Data(built[victim.metadata]!).write(to: URL(fileURLWithPath: area.path + "/metadata.xml"))
        var listing = Listing()
        let none = digest([], .sha256)
        listing.add(
            path: FileName("a"), rawPath: FileName("a"), bytes: 1,
            digests: FileDigests(sha512: digest([], .sha512), sha256: none, sm3: digest([], .sm3)))
        listing.seal()
        let path = area.path + "/metadata.xml"
        let read = try MetadataFile.read(1, in: UnpackedPackage(listing: listing, faults: [], path: { _ in path }))
        elements = read.elements.filter { !$0.value.isEmpty }.map {
            PackagedRecord.Element(name: $0.path, value: $0.value)
        }
    }

    private func files(packed: Bool = true) throws -> [CapsuleWriter.File] {
        try documents.enumerated().map { place, document in
            let path = "\(area.path)/file-\(place)"
            try Data(document.bytes).write(to: URL(fileURLWithPath: path))
            return CapsuleWriter.File(
                name: document.name, format: "格式名称：PDF，格式版本：1.4，MIME媒体类型：application/pdf", isMain: place == 0,
                bytes: Int64(document.bytes.count), path: packed ? path : nil)
        }
    }

    /// The whole transfer with this capsule in it.
    private func judge(_ path: String) async throws -> CheckReport {
        var made = MadeCapsules()
        let place = made.capsules.firstIndex { $0.code == record.code }!
        made.capsules[place].xml = String(decoding: try DurableFile.read(path), as: UTF8.self)
        let folder = try TestFolder()
        try made.package.write(to: folder.path + "/包")
        return try await check(folder.path + "/包")
    }

    /// The bytes packed in the outermost layer, in order.
    private func unpacked(_ path: String) throws -> [[UInt8]] {
        var data: [Int: [UInt8]] = [:]
        let capsule = try CapsuleReading.read(path, limit: 1 << 30) { data[$0, default: []] += $1 }
        return capsule.files.map { capsule.source(of: $0).flatMap { data[$0.place] } ?? [] }
    }

    @Test("an original has no fault, and its files come out byte for byte")
    func original() async throws {
        let path = area.path + "/original.xml"
        try writer.writeOriginal(elements, files(), to: path)
        #expect(try unpacked(path) == documents.map(\.bytes))
        let report = try await judge(path)
        #expect(report.verdict == .accept, "\(report.faults.map(\.summary))")
    }

    @Test("a modification of a modification keeps both inside, byte for byte, and refers to their files")
    func modification() async throws {
        let paths = ["original", "first", "second"].map { "\(area.path)/\($0).xml" }
        try writer.writeOriginal(elements, files(), to: paths[0])
        try writer.writeModification(of: paths[0], elements, files(packed: false), to: paths[1])
        try writer.writeModification(of: paths[1], elements, files(packed: false), to: paths[2])
        let texts = try paths.map { String(decoding: try DurableFile.read($0), as: UTF8.self) }
        for (inner, outer) in zip(texts, texts.dropFirst()) {
            let start = inner.range(of: "<被签名对象")!
            let end = inner.range(of: "</被签名对象>", options: .backwards)!
            #expect(outer.contains(inner[start.lowerBound..<end.upperBound]))
        }
        #expect(try CapsuleReading.read(paths[2], limit: 1 << 30).layers.count == 3)
        #expect(try unpacked(paths[2]) == documents.map(\.bytes))
        let report = try await judge(paths[2])
        #expect(report.verdict == .accept, "\(report.faults.map(\.summary))")
    }

    @Test(
        "signatures of a real capsule still hold inside a modification",
        .enabled(if: Material.isThere, Material.missing))
    func signed() throws {
        let package = try PackageFiles(folder: Material.path("good-eep-signed"))
        let trust = try TrustStore(folder: Material.path("trust"))
        let originals = package.paths.filter { $0.hasPrefix("电子档案/") }.sorted()
        try #require(originals.count == 20)
        for (place, original) in originals.enumerated() {
            let (inner, outer) = ("\(area.path)/inner-\(place).xml", "\(area.path)/outer-\(place).xml")
            try Data(package[original]!).write(to: URL(fileURLWithPath: inner))
            try writer.writeModification(of: inner, elements, files(), to: outer)
            let capsule = try CapsuleReading.read(outer, limit: 1 << 30)
            let judged = try CapsuleSignatures(capsule, trust: trust, today: Day(year: 2026, month: 11, day: 23)!)
                .judge(outer, limit: 1 << 30)
            #expect(!judged.isEmpty && judged.allSatisfy { $0.outcome == .valid && $0.layer > 0 }, "\(original)")
        }
    }

    @Test("what the standard asks for and nobody said is named")
    func lacking() throws {
        let some = elements.filter { $0.name != "电子文件号" && $0.name != "内容描述/责任者" }
        #expect(throws: CapsuleProblem.lacks(["电子文件号", "责任者"])) {
            try writer.writeOriginal(some, files(), to: area.path + "/a.xml")
        }
    }

    @Test("what is no capsule, or cannot be copied as it is, is refused")
    func refused() throws {
        let path = area.path + "/a.xml"
        let plain = MadeCapsules.capsule(record, documents)
        for text in [
            "<a/>", plain.replacingOccurrences(of: "ERM/encapsulation", with: "other"),
            plain.replacingOccurrences(of: "<版本>", with: "<!-- <被签名对象 --><版本>"),
        ] {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            #expect(throws: CapsuleProblem.notACapsule(path)) {
                try writer.writeModification(of: path, elements, files(), to: area.path + "/b.xml")
            }
        }
    }
}
