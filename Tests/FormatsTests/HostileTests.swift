import Archive
import Foundation
import Testing

@testable import Formats

@Suite("Hostile files harm nobody")
struct HostileTests {
    private static let limits = WorkerLimits(seconds: 20)

    /// Examines the file that `make` writes, then a harmless one by the same pool.
    private func examine(_ name: String, _ make: (URL) throws -> Void) async throws -> DocumentFacts {
        try await withFolder { folder in
            let file = folder.appendingPathComponent("hostile")
            let harmless = folder.appendingPathComponent("harmless.txt")
            try make(file)
            try Data("无害".utf8).write(to: harmless)
            return try await withWorkers(1, HostileTests.limits) { pool in
                let facts = try await pool.examine(path: file.path, name: FileName(name))
                #expect(try await pool.examine(path: harmless.path, name: FileName("b.txt")).text == ["无害"])
                return facts
            }
        }
    }

    @Test("a DOCX that unpacks to a thousand times its size")
    func bomb() async throws {
        let facts = try await examine("a.docx") { Made.docx([UInt8](repeating: 32, count: 100 << 20), to: $0) }
        #expect(facts.damage?.code == "bomb")
    }

    @Test("a JPEG of 3,600 million points in a few bytes is cut off, and nobody decodes it")
    func shortJPEG() async throws {
        let facts = try await examine("a.jpg") { try Data(HostileTests.jpeg(60_000, data: 64)).write(to: $0) }
        #expect(facts.damage?.code == "broken" && facts.picture?.width == 60_000)
    }

    @Test("a JPEG whose data stop before its end mark is cut off")
    func earlyEnd() async throws {
        let facts = try await examine("a.jpg") { try Data(HostileTests.jpeg(160, data: 64)).write(to: $0) }
        #expect(facts.damage?.code == "broken")
        let whole = try await examine("a.jpg") { try Data(HostileTests.jpeg(160, data: 100)).write(to: $0) }
        #expect(whole.damage == nil)
    }

    /// A grey JPEG whose blocks take two bits each: 160 × 160 points are 400 blocks, 100 bytes.
    private static func jpeg(_ side: Int, data: Int) -> [UInt8] {
        let size = [UInt8(side >> 8), UInt8(side & 255)]
        let tables: [UInt8] = [0xFF, 0xDB, 0, 67, 0] + [UInt8](repeating: 16, count: 64)
        let frame: [UInt8] = [0xFF, 0xC0, 0, 11, 8] + size + size + [1, 1, 0x11, 0]
        let counts: [UInt8] = [1] + [UInt8](repeating: 0, count: 15) + [0]
        let codes: [UInt8] = [0xFF, 0xC4, 0, 20, 0] + counts + [0xFF, 0xC4, 0, 20, 0x10] + counts
        return [0xFF, 0xD8] + tables + frame + codes + [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0x3F, 0]
            + [UInt8](repeating: 0, count: data) + [0xFF, 0xD9]
    }

    @Test("a ZIP entry that lies about its size")
    func lyingBomb() async throws {
        let facts = try await examine("a.docx") { file in
            let size = UInt32(70 << 20)
            Made.docx([UInt8](repeating: 32, count: Int(size)), to: file)
            var bytes = [UInt8](try Data(contentsOf: file))
            let real = (0..<4).map { UInt8(truncatingIfNeeded: size >> ($0 * 8)) }
            while let place = bytes.first(real) { bytes.replaceSubrange(place..<(place + 4), with: [9, 0, 0, 0]) }
            try Data(bytes).write(to: file)
        }
        #expect(facts.damage != nil)
    }

    @Test("an XML bomb of entities is refused at its document type")
    func entityBomb() async throws {
        var text = "<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY l0 \"哈哈哈哈\">"
        for level in 1...30 {
            text += "<!ENTITY l\(level) \"" + String(repeating: "&l\(level - 1);", count: 10) + "\">"
        }
        let facts = try await examine("a.xml") { try Data((text + "]><a>&l30;</a>").utf8).write(to: $0) }
        #expect(facts.damage?.code == "document-type" && facts.damage?.line == 2)
    }

    @Test("an XML as deep as a well")
    func deepXML() async throws {
        let facts = try await examine("a.xml") {
            try Data(("<?xml version=\"1.0\"?>" + String(repeating: "<a>", count: 2_000_000)).utf8).write(to: $0)
        }
        #expect(facts.damage?.code == "too-deep")
    }

    @Test("a TIFF that promises four milliards of pixels and holds none")
    func promisingTIFF() async throws {
        let facts = try await examine("a.tif") {
            try Data(Made.tiff(width: 65_000, height: 65_000, rows: 1)).write(to: $0)
        }
        #expect(facts.damage != nil)
    }

    @Test("a PDF with a hundred million pages that are one and the same")
    func cyclicPDF() async throws {
        let facts = try await examine("a.pdf") { file in
            let text = String(decoding: Made.pdf(pages: ["one"]), as: UTF8.self)
            try Data(
                text.replacing("/Count 1 ", with: "/Count 99999999 ").replacing(
                    "/Kids [4 0 R]", with: "/Kids [2 0 R 4 0 R]"
                ).utf8
            ).write(to: file)
        }
        #expect(facts.damage != nil)
    }

    @Test("an OFD of a hundred thousand and one files")
    func manyEntries() async throws {
        let facts = try await examine("a.ofd") { file in
            Made.zip([("OFD.xml", [])] + (0...100_000).map { ("f\($0)", []) }, to: file)
        }
        #expect(facts.damage?.code == "bomb")
    }

    @Test("changed bytes anywhere in a PDF, OFD or TIFF: an answer every time")
    func mutants() async throws {
        try await withFolder { folder in
            let ofd = folder.appendingPathComponent("seed.ofd")
            Made.ofd(pages: [[("通知", 10, 10)], [("附件", 10, 10)]], to: ofd)
            let seeds = [
                ("a.pdf", Made.pdf(pages: ["one", "two"])), ("a.ofd", [UInt8](try Data(contentsOf: ofd))),
                ("a.tif", Made.tiff(width: 30, height: 30, rows: 30)),
            ]
            var generator = SeededGenerator(state: 11)
            try await withWorkers(2, HostileTests.limits) { pool in
                for round in 0..<60 {
                    for (name, bytes) in seeds {
                        var changed = bytes
                        for _ in 0...(round % 8) {
                            changed[Int.random(in: 8..<bytes.count, using: &generator)] = .random(
                                in: 0...255, using: &generator)
                        }
                        let file = folder.appendingPathComponent("mutant")
                        try Data(changed).write(to: file)
                        let facts = try await pool.examine(path: file.path, name: FileName(name))
                        #expect(facts.damage?.code != "crash" && facts.damage?.code != "timeout")
                    }
                }
            }
        }
    }
}
