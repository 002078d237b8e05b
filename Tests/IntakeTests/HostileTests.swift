import Archive
import Bytes
import Foundation
import Testing

@testable import Intake

/// Containers made to harm whoever opens them.
@Suite("Hostile containers are told, and nothing is written outside")
struct HostileTests {
    private func judge(
        _ bytes: [UInt8], _ settings: IntakeSettings = IntakeSettings()
    ) async throws -> (report: CheckReport, left: [String]) {
        let area = try TestFolder()
        let path = area.path + "/in/package"
        try DurableFile.makeFolder(area.path + "/in")
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let report = try await check(path, settings: settings)
        return (report, try DurableFile.entries(of: area.path + "/in").map(\.name))
    }

    /// Our bombs are made by hand and unpack to 160 times their size only.
    private let tight = IntakeSettings(limits: UnpackLimits(ratio: 100))

    private func zip(with entry: MadeZip.Entry) -> [UInt8] {
        var zip = MadeZip(Built.package())
        zip.entries.append(entry)
        return zip.bytes
    }

    private func entry(_ name: String, _ bytes: [UInt8] = [1, 2, 3]) -> MadeZip.Entry {
        MadeZip.Entry(name: Array(name.utf8), bytes: bytes, flags: 1 << 11)
    }

    @Test(
        "a path that leads outside, by ZIP and by TAR",
        arguments: [
            "../out.txt", "/tmp/lantai-out.txt", "a/../../out.txt", "C:/out.txt", "C:out.txt", "a\\..\\out.txt",
            "a/\u{0}b.txt",
        ])
    func traversal(name: String) async throws {
        let (zipped, left) = try await judge(zip(with: entry(name)))
        #expect(zipped.verdict == .return)
        #expect(zipped.findings(.blocking).map(\.check) == ["safe-names"], "\(zipped.faults.map(\.summary))")
        #expect(left == ["package"] && !FileManager.default.fileExists(atPath: "/tmp/lantai-out.txt"))
        guard !name.contains("\u{0}") else { return }
        var tar = MadeTar(.gnu)
        for (path, bytes) in Built.package().files { tar.add(Array(path.utf8), bytes) }
        tar.add(Array(name.utf8), [1, 2, 3])
        tar.end()
        #expect(try await judge(tar.bytes).report.findings(.blocking).map(\.check) == ["safe-names"])
    }

    @Test(
        "links and devices are not made",
        arguments: [(UInt32(0o120777), Character("2")), (UInt32(0o020644), Character("3"))])
    func links(mode: UInt32, type: Character) async throws {
        var link = entry("J004/WS/link", Array("/etc/passwd".utf8))
        link.mode = mode
        let report = try await judge(zip(with: link)).report
        #expect(report.findings(.blocking).map(\.check) == ["safe-names"])
        #expect(report.findings(.blocking).first?.file?.display == "J004/WS/link")
        var tar = MadeTar(.ustar)
        tar.add(Array("J004/WS/link".utf8), [], type: type, link: "/etc/passwd")
        tar.add(Array("J004/WS/hard".utf8), [], type: "1", link: "/etc/passwd")
        tar.end()
        let checks = try await judge(tar.bytes).report.findings(.blocking).filter { $0.check == "safe-names" }
        #expect(checks.map(\.file?.display) == ["J004/WS/link", "J004/WS/hard"])
    }

    @Test("a symbolic link in a folder is not followed")
    func linkInFolder() async throws {
        let area = try TestFolder()
        try Built.package().write(to: area.path)
        try FileManager.default.createSymbolicLink(
            atPath: area.path + "/J004/WS/link.pdf", withDestinationPath: "/etc/passwd")
        let report = try await check(area.path)
        #expect(report.findings(.blocking).map(\.check) == ["safe-names"])
    }

    @Test("a bomb is stopped at the ratio, not at its end")
    func bomb() async throws {
        let zeros = Deflated.zeros(megabytes: 80)
        var bomb = entry("J004/WS/大.pdf", zeros.bytes)
        (bomb.method, bomb.unpackedSize, bomb.checksum) = (8, zeros.size, zeros.checksum)
        let report = try await judge(zip(with: bomb), tight).report
        #expect(report.verdict == .return)
        #expect(report.findings(.blocking).map(\.check) == ["no-bomb"], "\(report.faults.map(\.summary))")
        #expect(report.bytes < 80 << 20)
    }

    @Test("many entries that are each within the ratio are a bomb together")
    func manySmallBombs() async throws {
        let zeros = Deflated.zeros(megabytes: 20)
        var zip = MadeZip()
        for number in 0..<12 {
            var entry = entry("J004/WS/\(number).pdf", zeros.bytes)
            (entry.method, entry.unpackedSize, entry.checksum) = (8, zeros.size, zeros.checksum)
            zip.entries.append(entry)
        }
        #expect(try await judge(zip.bytes, tight).report.findings(.blocking).map(\.check) == ["no-bomb"])
    }

    @Test("more entries than allowed")
    func entries() async throws {
        let settings = IntakeSettings(limits: UnpackLimits(entries: 12))
        let report = try await judge(MadeZip(Built.package()).bytes, settings).report
        #expect(report.findings(.blocking).map(\.check) == ["no-bomb"])
    }

    @Test("more entries than 16 bits can count are all seen")
    func manyEntries() throws {
        let area = try TestFolder()
        var zip = MadeZip()
        zip.entries = (0..<66_000).map { MadeZip.Entry(name: Array("\($0)".utf8), bytes: []) }
        try Data(zip.bytes).write(to: URL(fileURLWithPath: area.path + "/zip"))
        #expect(try ZipDirectory(path: area.path + "/zip", limit: 100_000).count == 66_000)
        _ = try ZipContainer(path: area.path + "/zip", limits: UnpackLimits())
    }

    @Test("an extended size that is the largest number there is", arguments: ["9223372036854775807", "-1", "1e9"])
    func largestSize(size: String) async throws {
        let record = "\(size.utf8.count + 9) size=\(size)\n"
        var tar = MadeTar(.ustar)
        tar.add(Array("PaxHeaders/x".utf8), Array(record.utf8), type: "x")
        tar.add(Array("a.txt".utf8), [1])
        tar.end()
        #expect(try await judge(tar.bytes).report.findings(.blocking).map(\.check) == ["container-whole"])
    }

    @Test("an entry under a password")
    func password() async throws {
        var locked = entry("J004/WS/锁.pdf")
        locked.flags |= 1
        let report = try await judge(zip(with: locked)).report
        #expect(report.findings(.blocking).map(\.check) == ["container-open"])
        #expect(report.names("锁.pdf"))
    }

    @Test("two entries of one name, and two that look the same")
    func duplicates() async throws {
        let twice = try await judge(zip(with: entry("说明文件.TXT"))).report
        #expect(twice.findings(.blocking).map(\.check) == ["safe-names"])
        var zip = MadeZip(Built.package())
        zip.entries.append(entry("其他/caf\u{E9}.txt", Array("甲".utf8)))
        zip.entries.append(entry("其他/cafe\u{301}.txt", Array("乙".utf8)))
        let clash = try await judge(zip.bytes).report
        #expect(clash.findings(.blocking).map(\.check) == ["safe-names"], "\(clash.faults.map(\.summary))")
        zip.entries.removeLast()
        zip.entries.append(entry("其他/CAF\u{C9}.txt", Array("丙".utf8)))
        #expect(try await judge(zip.bytes).report.verdict == .acceptWithWarnings)
    }

    @Test("an entry whose bytes do not agree with their checksum")
    func checksum() async throws {
        var bad = entry("其他/坏.txt", Array("坏".utf8))
        bad.checksum = 7
        let report = try await judge(zip(with: bad)).report
        #expect(report.findings(.blocking).map(\.check) == ["container-whole"])
        #expect(report.names("坏.txt"))
    }

    @Test("a container cut off anywhere is told, never a crash", arguments: [true, false])
    func cutOff(isZip: Bool) async throws {
        let package = Built.package([Built.records[0]])
        let whole = isZip ? MadeZip(package).bytes : MadeTar(package, .pax).bytes
        var random = Seeded(5)
        for _ in 0..<12 {
            let length = Int.random(in: 0..<(whole.count - 1100), using: &random)
            let report = try await judge(Array(whole.prefix(length))).report
            #expect(report.verdict == .return, "cut at \(length) of \(whole.count)")
        }
    }

    @Test("a container with one byte changed anywhere never crashes the check", arguments: [true, false])
    func noise(isZip: Bool) async throws {
        let package = Built.package([Built.records[0]])
        let whole = isZip ? MadeZip(package).bytes : MadeTar(package, .pax).bytes
        var random = Seeded(9)
        for _ in 0..<20 {
            var bytes = whole
            bytes[Int.random(in: 0..<bytes.count, using: &random)] ^= UInt8.random(in: 1...255, using: &random)
            _ = try await judge(bytes)
        }
    }

    @Test("XML that is deep, that has entities, that names files")
    func xml() async throws {
        let deep = String(repeating: "<a>", count: 5000) + String(repeating: "</a>", count: 5000)
        let laughs = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><a>&b;</a>"
        let file = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>"
        for text in [deep, laughs, file] {
            var files = Built.package()
            files[PackageFiles.list] = Array(text.utf8)
            let area = try TestFolder()
            try files.write(to: area.path)
            let report = try await check(area.path)
            #expect(report.findings(.blocking).contains { $0.check == "xml-safety" }, "\(report.faults.map(\.summary))")
            #expect(!report.findings.contains { $0.what.zh.contains("root:") })
        }
    }

    @Test("what is no container at all", arguments: ["7z\u{BC}\u{AF}", "%PDF-1.4", "", "plain text"])
    func other(text: String) async throws {
        let report = try await judge(
            text.hasPrefix("7z") ? [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4] : Array(text.utf8)
        ).report
        #expect(report.verdict == .return)
        #expect(report.findings.map(\.check) == ["readable-kind"], "\(report.findings.map(\.summary))")
    }
}
