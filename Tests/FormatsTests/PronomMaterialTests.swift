import Archive
import Foundation
import Testing

@testable import Formats

/// The signatures as they are published, and other people's files of which it is known what they are.
@Suite("PRONOM's signatures tell what others say they tell", .enabled(if: Material.isThere, Material.missing))
struct PronomMaterialTests {
    /// Read once for all tests: in a debug build that takes seconds.
    private static let signatures = Result {
        try PronomSignatures(
            signatures: try material("pronom/DROID_SignatureFile_V122.xml").path,
            containers: try material("pronom/container-signature-20260119.xml").path)
    }

    private static func material(_ path: String) throws -> URL {
        try #require(Material.root?.appendingPathComponent(path), Material.missing)
    }

    private func identify(_ path: String) throws -> FormatAnswer {
        try FormatAnswer.of(
            path: path, name: FileName(path).lastComponent, by: PronomMaterialTests.signatures.get())
    }

    /// The rows of a table: file, PUID that is right, and the rest.
    private func rows(_ folder: String, _ table: String) throws -> [[String]] {
        let path = try PronomMaterialTests.material("formats/\(folder)/\(table)")
        return try String(contentsOf: path, encoding: .utf8).split(separator: "\n").dropFirst().map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// How many of `rows` are right; prints that, and each wrong one.
    private func right(_ rows: [[String]], in folder: String) throws -> Int {
        var wrong: [String] = []
        for row in rows {
            let answer = try identify(PronomMaterialTests.material("formats/\(folder)/\(row[0])").path)
            let told = ([answer.identification.puid ?? "-"] + answer.others).joined(separator: " ")
            if answer.identification.puid != row[1] { wrong.append("\(row[0]): \(row[1]) expected, \(told) told") }
        }
        print("identify \(folder): \(rows.count - wrong.count) right, \(wrong.count) wrong")
        for line in wrong { print("  \(line)") }
        return rows.count - wrong.count
    }

    @Test("every signature of the two files is understood")
    func understood() throws {
        let signatures = try PronomMaterialTests.signatures.get()
        #expect(signatures.version == "122" && signatures.date == "2026-01-19" && signatures.containerVersion == "40")
        #expect(signatures.unreadable == 0)
        #expect(signatures.formatCount == 2544 && signatures.signatureCount == 2242 + 310)
    }

    @Test("of 300 skeletons at least 292 are told")
    func skeletons() throws {
        let rows = try rows("skeleton", "expected.tsv")
        #expect(rows.count == 300)
        #expect(try right(rows, in: "skeleton") >= 292)
    }

    @Test("all 132 containers are told, by what is inside")
    func containers() throws {
        let rows = try rows("container-skeleton", "expected.tsv")
        #expect(rows.count == 132)
        #expect(try right(rows, in: "container-skeleton") == 132)
    }

    @Test("real files are what siegfried and fido agree on")
    func real() throws {
        let rows = try rows("real", "peers.tsv").filter { $0[3] == "yes" }
        #expect(rows.count >= 60)
        #expect(try right(rows, in: "real") == rows.count)
    }

    @Test("PDF/A is told also where its metadata stand megabytes into the file")
    func far() throws {
        let metadata =
            #"<rdf:Description xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="1" pdfaid:conformance="B"/>"#
        var bytes = Array("%PDF-1.4\n".utf8) + [UInt8](repeating: 0x20, count: 3 << 20)
        let plain = bytes + Array("\n%%EOF\n".utf8)
        bytes += Array(metadata.utf8) + [UInt8](repeating: 0x20, count: 1 << 20) + Array("\n%%EOF\n".utf8)
        #expect(try identify(bytes).identification.puid == "fmt/354")
        #expect(try identify(plain).identification.puid == "fmt/18")
    }

    @Test("what the signatures do not know, the house's own table and the extension tell, and the answer says so")
    func fallbacks() throws {
        let package = FileManager.default.temporaryDirectory.appendingPathComponent("pronom-\(UUID()).ofd")
        Made.ofd(pages: [[("通知", 10, 10)]], to: package)
        defer { try? FileManager.default.removeItem(at: package) }
        let ofd = try identify(package.path)
        #expect(ofd.identification.kind == .ofd && ofd.identification.basis == .container)
        let text = try identify(Array("关于开放档案的通知".utf8), "通知.txt")
        #expect(text.identification.puid == "x-fmt/111" && text.warnings == [.extensionOnly])
        let binary = try identify([0, 1, 2, 0xFF, 0xFE, 0x80], "通知.txt")
        #expect(binary.identification.puid == nil && binary.warnings == [.unknown])
        let renamed = try identify(Array("GIF89a".utf8) + [0, 0, 0x3B], "照片.jpg")
        #expect(renamed.identification.puid == "fmt/4" && renamed.warnings == [.extensionMismatch])
        #expect(try identify([], "空.pdf").identification.kind == .empty)
    }

    @Test(
        "bytes made to be compared for ever are given up on in time, or told in it",
        arguments: [
            // What signatures of DXF and PDF/A search for, over and over, and never all of it.
            (Array("0\nSECTION\n  2\nHEADER\n9\n$ACADVER\n  1\n".utf8), Array("0\nEOF".utf8)),
            (Array(#"xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:conformance=""#.utf8), Array("%%EOF".utf8)),
            ([0x00], []),
        ] as [([UInt8], [UInt8])])
    func hostile(piece: [UInt8], end: [UInt8]) throws {
        var bytes = Array("%PDF-1.4".utf8)
        while bytes.count < 1 << 20 { bytes += piece }
        let started = ContinuousClock.now
        _ = try identify(bytes + end)
        // A debug build on a busy machine; quadratic work on a megabyte would take an hour.
        #expect(ContinuousClock.now - started < .seconds(60))
    }

    private func identify(_ bytes: [UInt8], _ name: String = "a") throws -> FormatAnswer {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("pronom-\(UUID())").path
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try FormatAnswer.of(path: path, name: FileName(name), by: PronomMaterialTests.signatures.get())
    }
}
