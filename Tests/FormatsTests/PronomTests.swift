import Archive
import Foundation
import Testing

@testable import Formats

@Suite("Signatures of PRONOM are read and compared as they are meant")
struct PronomTests {
    @Test(
        "a pattern stands for the bytes it says",
        arguments: [
            ("4D4D", [0x4D, 0x4D], true), ("4d4D", [0x4D, 0x4E], false), ("4D[00:1F]", [0x4D, 0x1F], true),
            ("4D[00:1F]", [0x4D, 0x20], false), ("[!00]2A", [0x01, 0x2A], true), ("[!00]2A", [0x00, 0x2A], false),
            ("[!30:39]", [0x39], false), ("[&80]", [0x81], true), ("[&80]", [0x7F], false),
            ("[!&80]", [0x7F], true), ("10 00 'Wo' ['6'-'7']", [0x10, 0, 0x57, 0x6F, 0x37], true),
            ("'a' (00 | 20 20)'b'", [0x61, 0x20, 0x20, 0x62], true), ("'a' (00 | 20 20)'b'", [0x61, 0, 0x62], true),
            ("'a' (00 | 20 20)'b'", [0x61, 0x20, 0x62], false), ("41??43", [0x41, 0xFF, 0x43], true),
            ("[41 43]", [0x43], true), ("[41 43]", [0x42], false),
        ] as [(String, [UInt8], Bool)])
    func pattern(text: String, bytes: [UInt8], matches: Bool) throws {
        let found = try PatternReader.patterns(text).contains { pattern in
            pattern.count == bytes.count && bytes.withUnsafeBytes { pattern.stands(at: 0, in: $0) }
        }
        #expect(found == matches)
    }

    @Test(
        "what is no pattern is refused",
        arguments: ["", "4", "4G", "'a", "[", "[41", "(41", "41)", "[42:41]", "?", "[&'ab']", "(41|)"])
    func noPattern(text: String) {
        #expect(throws: PatternReader.Unreadable.self) { try PatternReader.patterns(text) }
    }

    @Test("alternatives are counted: brackets cannot multiply without end")
    func manyPatterns() {
        #expect(throws: PatternReader.Unreadable.self) {
            try PatternReader.patterns(String(repeating: "(41|42)", count: 12))
        }
    }

    @Test(
        "offsets, gaps and fragments hold to the byte",
        arguments: [
            // At a place; within a range; at the end; within a range of the end.
            (part("BOFoffset", 2, 2, "4142"), "..AB", true), (part("BOFoffset", 2, 2, "4142"), "...AB", false),
            (part("BOFoffset", 1, 4, "4142"), "....AB", true), (part("BOFoffset", 1, 4, "4142"), ".....AB", false),
            (part("BOFoffset", 1, 4, "4142"), "AB", false), (part("EOFoffset", 0, 0, "4142"), "..AB", true),
            (part("EOFoffset", 0, 0, "4142"), "..AB.", false), (part("EOFoffset", 0, 3, "4142"), "AB...", true),
            (part("EOFoffset", 0, 3, "4142"), "AB....", false), (part("EOFoffset", 1, 3, "4142"), "..AB", false),
            // Anywhere, and what follows anywhere after it.
            (part(nil, 0, nil, "4142"), ".......AB..", true),
            (part("BOFoffset", 0, 0, "41", then: (0, nil, "42")), "A.......B", true),
            (part("BOFoffset", 0, 0, "41", then: (3, nil, "42")), "A..B", false),
            (part("BOFoffset", 0, 0, "41", then: (3, nil, "42")), "A..B..B", true),
            // Fragments: choices at one place, gaps of their own, the offset counted from the first of them.
            (part("BOFoffset", 1, 1, "4D", left: [(1, 0, 2, "41"), (1, 0, 0, "42")]), ".A..M", true),
            (part("BOFoffset", 1, 1, "4D", left: [(1, 0, 2, "41"), (1, 0, 0, "42")]), ".B.M", false),
            (part("BOFoffset", 1, 1, "4D", left: [(1, 0, 2, "41"), (1, 0, 0, "42")]), "A..M", false),
            (part("BOFoffset", 0, 0, "4D", right: [(1, 1, 2, "41"), (2, 0, 3, "42")]), "M.A...B", true),
            (part("BOFoffset", 0, 0, "4D", right: [(1, 1, 2, "41"), (2, 0, 3, "42")]), "M.A....B", false),
            // The first A leads nowhere; another way does.
            (part("BOFoffset", 0, 9, "4D", right: [(1, 0, 4, "41"), (2, 0, 0, "42")]), "MA..AB", true),
            (part("EOFoffset", 0, 2, "4D", left: [(1, 2, 4, "41")], right: [(1, 0, 0, "42")]), "A..MB..", true),
            (part("EOFoffset", 0, 2, "4D", left: [(1, 2, 4, "41")], right: [(1, 0, 0, "42")]), "A.MB..", false),
        ] as [(String, String, Bool)])
    func offsets(sequence: String, text: String, matches: Bool) throws {
        let signatures = try made([(1, [sequence])], [Row(1, "x/1", signatures: [1])])
        #expect((try identify(text, signatures).identification.puid == "x/1") == matches)
    }

    @Test("all sequences of a signature must be there, one signature of a format is enough")
    func several() throws {
        let signatures = try made(
            [
                (1, [part("BOFoffset", 0, 0, "41"), part("EOFoffset", 0, 0, "42")]),
                (2, [part("BOFoffset", 0, 0, "43")]),
            ], [Row(1, "x/1", signatures: [1, 2])])
        #expect(try identify("A.B", signatures).identification.puid == "x/1")
        #expect(try identify("C", signatures).identification.puid == "x/1")
        #expect(try identify("A.", signatures).identification.puid != "x/1")
    }

    @Test(
        "a special case goes before what it is a case of; of equals the one the name fits goes first, and all are told")
    func priorities() throws {
        let signatures = try made(
            [(1, [part("BOFoffset", 0, 0, "41")]), (2, [part("BOFoffset", 0, 0, "4142")])],
            [
                Row(1, "x/1", signatures: [1]), Row(2, "x/2", signatures: [2], over: [1]),
                Row(3, "x/3", "c", signatures: [2]),
            ])
        let plain = try identify("AB", signatures)
        #expect(plain.identification.puid == "x/2" && plain.others == ["x/3"] && plain.warnings.contains(.several))
        #expect(try identify("AB", signatures, "a.c").identification.puid == "x/3")
        #expect(try identify("AC", signatures).identification.puid == "x/1")
    }

    @Test("the extension tells only what no bytes could tell, and only if one format has it")
    func extensions() throws {
        let signatures = try made(
            [(1, [part("BOFoffset", 0, 0, "0102")])],
            [
                Row(1, "x/1", "aa", signatures: [1]), Row(2, "x/2", "bb"), Row(3, "x/3", "cc"), Row(4, "x/4", "cc"),
            ])
        let unnamed = try identify("\u{1}\u{3}", signatures, "a.bb")
        #expect(unnamed.identification.puid == "x/2" && unnamed.identification.basis == .extension)
        for name in ["a.aa", "a.cc", "a"] {
            #expect(try identify("\u{1}\u{3}", signatures, name).identification.puid == nil)
        }
        #expect(try identify("\u{1}\u{2}", signatures, "a.bb").warnings == [.extensionMismatch])
    }

    @Test("the answer says by which version it was made; without signatures it says so too")
    func versions() throws {
        let signatures = try made([(1, [part("BOFoffset", 0, 0, "41")])], [Row(1, "x/1", signatures: [1])])
        #expect(try identify("A", signatures).signatures == "7")
        let own = try identify("%PDF-1.4", nil)
        #expect(own.identification.puid == "fmt/18" && own.signatures == nil && own.warnings == [.noSignatures])
    }

    @Test("kept is what the bytes tell, with its version; a reader's own words for it, and an archival PDF, stay")
    func kept() throws {
        let signatures = try made(
            [(1, [part("BOFoffset", 0, 0, "255044462D")])], [Row(1, "x/1", signatures: [1]), Row(2, "x/2", "bb")])
        func told(_ name: String, _ kind: FormatKind) -> Identification {
            Identification(
                puid: "o/1", name: name, mime: "application/pdf", version: nil, basis: .content, kind: kind,
                extensions: [])
        }
        let pdf = try identify("%PDF-", signatures)
        let plain = pdf.kept(beside: told("PDF", .pdf))
        #expect(plain.identification.puid == "x/1" && plain.signatures == "7")
        #expect(plain.identification.mime == "application/pdf" && plain.identification.kind == .pdf)
        let archival = pdf.kept(beside: told("Acrobat PDF/A", .pdf))
        #expect(archival.identification.puid == "o/1" && archival.signatures == nil)
        let named = try identify("\u{1}\u{3}", signatures, "a.bb")
        #expect(named.identification.puid == "x/2")
        #expect(named.kept(beside: told("Text", .text)).identification.puid == "o/1")
    }

    @Test("a container is what lies inside it, packed or not")
    func containers() throws {
        let container = """
            <ContainerSignatureMapping schemaVersion="1.0" signatureVersion="3"><ContainerSignatures>
            <ContainerSignature Id="1" ContainerType="ZIP"><Description>d</Description><Files><File><Path>a/b.xml</Path>
            <BinarySignatures><InternalSignatureCollection><InternalSignature ID="1">\(part("BOFoffset", 0, 4096, "'needle'"))
            </InternalSignature></InternalSignatureCollection></BinarySignatures></File><File><Path>c</Path></File></Files>
            </ContainerSignature></ContainerSignatures><FileFormatMappings><FileFormatMapping signatureId="1" Puid="x/2"/>
            </FileFormatMappings><TriggerPuids><TriggerPuid ContainerType="ZIP" Puid="x/1"/></TriggerPuids>
            </ContainerSignatureMapping>
            """
        let signatures = try made(
            [(1, [part("BOFoffset", 0, 0, "504B0304")])], [Row(1, "x/1", signatures: [1]), Row(2, "x/2")],
            containers: container)
        let text = Array((String(repeating: "hay ", count: 900) + "needle" + String(repeating: "hay", count: 900)).utf8)
        let empty: [UInt8] = []
        for (entries, puid) in [
            ([("a/b.xml", text), ("c", empty)], "x/2"), ([("a/b.xml", text)], "x/1"),
            ([("a/b.xml", Array("hay".utf8)), ("c", empty)], "x/1"),
        ] {
            let file = FileManager.default.temporaryDirectory.appendingPathComponent("pronom-\(UUID()).zip")
            defer { try? FileManager.default.removeItem(at: file) }
            Made.zip(entries.map { (name: $0.0, content: $0.1) }, to: file)
            let answer = try FormatAnswer.of(path: file.path, name: FileName("a"), by: signatures)
            #expect(answer.identification.puid == puid)
            #expect(answer.identification.basis == (puid == "x/2" ? .container : .signature))
        }
    }

    @Test(
        "files that are no signatures, or have no end of elements, are refused",
        arguments: ["<a/>", "", "<FFSignatureFile/>"])
    func refused(text: String) throws {
        let path = try write(text)
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(throws: (any Error).self) { try PronomSignatures(signatures: path, containers: nil) }
    }

    @Test("a document type is not read, a signature that is not understood is counted and left out")
    func careful() throws {
        let path = try write("<!DOCTYPE FFSignatureFile [<!ENTITY a \"b\">]><FFSignatureFile Version=\"1\"/>")
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(throws: XMLProblem.documentType(line: 1)) { try PronomSignatures(signatures: path, containers: nil) }
        let signatures = try made(
            [(1, [part("BOFoffset", 0, 0, "41")]), (2, [part("BOFoffset", 0, 0, "4{3}")])],
            [Row(1, "x/1", signatures: [1, 2])])
        #expect(signatures.unreadable == 1)
        #expect(try identify("A", signatures).identification.puid == "x/1")
    }

    @Test("of several files in a folder the newest counts, by what they say of themselves")
    func shelf() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pronom-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let shelf = SignatureShelf(folders: [folder.path + "/none", folder.path])
        #expect(try shelf.signatures() == nil)
        for (name, version) in [("z.xml", 9), ("a.xml", 112), ("b.xml", 90)] {
            try xml([(1, [part("BOFoffset", 0, 0, "41")])], [Row(1, "x/1", signatures: [1])], version: version)
                .write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
        }
        try "<other/>".write(to: folder.appendingPathComponent("c.xml"), atomically: true, encoding: .utf8)
        shelf.forget()
        #expect(try shelf.signatures()?.version == "112")
    }
}

// Signature files made for a test.

private struct Row {
    let id: Int
    let puid: String
    let name: String
    let signatures: [Int]
    let over: [Int]

    init(_ id: Int, _ puid: String, _ name: String = "", signatures: [Int] = [], over: [Int] = []) {
        (self.id, self.puid, self.name, self.signatures, self.over) = (id, puid, name, signatures, over)
    }
}

private func part(
    _ reference: String?, _ least: Int, _ most: Int?, _ sequence: String, left: [(Int, Int, Int, String)] = [],
    right: [(Int, Int, Int, String)] = [], then next: (Int, Int?, String)? = nil
) -> String {
    func offsets(_ least: Int, _ most: Int?) -> String {
        "SubSeqMinOffset=\"\(least)\"" + (most.map { " SubSeqMaxOffset=\"\($0)\"" } ?? "")
    }
    func fragments(_ name: String, _ all: [(Int, Int, Int, String)]) -> String {
        all.map { "<\(name) Position=\"\($0)\" MinOffset=\"\($1)\" MaxOffset=\"\($2)\">\($3)</\(name)>" }.joined()
    }
    let first =
        "<SubSequence Position=\"1\" \(offsets(least, most))><Sequence>\(sequence)</Sequence>"
        + "<DefaultShift>9</DefaultShift><Shift Byte=\"41\">1</Shift>"
        + fragments("LeftFragment", left) + fragments("RightFragment", right) + "</SubSequence>"
    let second = next.map {
        "<SubSequence Position=\"2\" \(offsets($0, $1))><Sequence>\($2)</Sequence></SubSequence>"
    }
    return "<ByteSequence\(reference.map { " Reference=\"\($0)\"" } ?? "")>\(first)\(second ?? "")</ByteSequence>"
}

private func xml(_ signatures: [(Int, [String])], _ rows: [Row], version: Int = 7) -> String {
    let all = signatures.map { "<InternalSignature ID=\"\($0)\">\($1.joined())</InternalSignature>" }.joined()
    let formats = rows.map { row in
        "<FileFormat ID=\"\(row.id)\" Name=\"\(row.puid)\" PUID=\"\(row.puid)\">"
            + row.signatures.map { "<InternalSignatureID>\($0)</InternalSignatureID>" }.joined()
            + (row.name.isEmpty ? "" : "<Extension>\(row.name)</Extension>")
            + row.over.map { "<HasPriorityOverFileFormatID>\($0)</HasPriorityOverFileFormatID>" }.joined()
            + "</FileFormat>"
    }.joined()
    return
        "<FFSignatureFile Version=\"\(version)\" DateCreated=\"2026-01-19T10:53:18\"><InternalSignatureCollection>\(all)"
        + "</InternalSignatureCollection><FileFormatCollection>\(formats)</FileFormatCollection></FFSignatureFile>"
}

private func write(_ text: String) throws -> String {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("pronom-\(UUID()).xml").path
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
}

private func made(
    _ signatures: [(Int, [String])], _ rows: [Row], containers: String? = nil
) throws -> PronomSignatures {
    let paths = try [xml(signatures, rows), containers].compactMap(\.self).map(write)
    defer { for path in paths { try? FileManager.default.removeItem(atPath: path) } }
    return try PronomSignatures(signatures: paths[0], containers: paths.count > 1 ? paths[1] : nil)
}

private func identify(
    _ text: String, _ signatures: PronomSignatures?, _ name: String = "a"
) throws -> FormatAnswer {
    let path = try write(text)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try FormatAnswer.of(path: path, name: FileName(name), by: signatures)
}
