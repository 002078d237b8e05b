import Archive
import Foundation
import Testing

@testable import Formats

@Suite("Documents give their pages, text and faults")
struct DocumentTests {
    /// What a worker says of `bytes` under this name.
    private func facts(_ name: String, _ bytes: [UInt8]) async throws -> DocumentFacts {
        try await withFolder { folder in
            let file = folder.appendingPathComponent("file")
            try Data(bytes).write(to: file)
            return try await withWorkers { try await $0.examine(path: file.path, name: FileName(name)) }
        }
    }

    /// What a worker says of the file that `make` writes.
    private func facts(_ name: String, _ make: (URL) -> Void) async throws -> DocumentFacts {
        try await withFolder { folder in
            let file = folder.appendingPathComponent("file")
            make(file)
            return try await withWorkers { try await $0.examine(path: file.path, name: FileName(name)) }
        }
    }

    @Test("a PDF: pages and text of each")
    func pdf() async throws {
        let facts = try await facts("a.pdf", Made.pdf(pages: ["first page", "second"]))
        #expect(facts.identification.puid == "fmt/18" && facts.pages == 2)
        #expect(facts.text?.map(\.trimmed) == ["first page", "second"])
        #expect(facts.damage == nil && facts.encryption == .none)
    }

    @Test("a PDF cut anywhere is truncated", arguments: [0.3, 0.6, 0.9, 0.98])
    func truncatedPDF(part: Double) async throws {
        let whole = Made.pdf(pages: ["one", "two", "three"])
        let facts = try await facts("a.pdf", Array(whole.prefix(Int(Double(whole.count) * part))))
        #expect(facts.damage?.code == "truncated")
    }

    @Test("zeros and line ends behind the end of a PDF hurt nobody")
    func paddedPDF() async throws {
        let facts = try await facts("a.pdf", Made.pdf(pages: ["one"]) + [13, 10] + [UInt8](repeating: 0, count: 3000))
        #expect(facts.damage == nil && facts.pages == 1)
    }

    @Test("a PDF whose cross-references are elsewhere is readable, and said to be mended")
    func shiftedPDF() async throws {
        let text = String(decoding: Made.pdf(pages: ["one"]), as: UTF8.self)
        let wrong = text.replacing(/startxref\n\d+/, with: "startxref\n77")
        let facts = try await facts("a.pdf", Array(wrong.utf8))
        #expect(facts.damage?.code == "rebuilt" && facts.text?.first?.trimmed == "one")
    }

    @Test("an OFD: pages in the order of the document, text from top to bottom and left to right")
    func ofd() async throws {
        let facts = try await facts("a.ofd") { file in
            Made.ofd(
                pages: [[("页", 80, 20), ("第一", 20, 20.3), ("通知", 20, 10)], [("第二页", 20, 10)]], to: file)
        }
        #expect(facts.identification.kind == .ofd && facts.pages == 2 && facts.damage == nil)
        #expect(facts.text == ["通知\n第一 页", "第二页"])
    }

    @Test("an OFD whose page is not there")
    func ofdWithoutPage() async throws {
        let facts = try await facts("a.ofd") { Made.ofd(pages: [[("一", 1, 1)]], pageFolder: "Nowhere", to: $0) }
        #expect(facts.damage?.code == "unreadable-page" && facts.pages == 1)
    }

    @Test("an OFD that refers to what is outside of it")
    func climbingOFD() async throws {
        let facts = try await facts("a.ofd") {
            Made.ofd(pages: [[("一", 1, 1)]], pageFolder: "../../../etc", to: $0)
        }
        #expect(facts.damage?.code == "unsafe-reference")
    }

    @Test("a cut ZIP, OFD or DOCX is truncated")
    func truncatedPackages() async throws {
        for name in ["a.ofd", "a.zip", "a.docx"] {
            let facts = try await facts(name) { file in
                Made.ofd(pages: [[("一", 1, 1)]], to: file)
                let bytes = try! Data(contentsOf: file)
                try! bytes.prefix(bytes.count * 2 / 3).write(to: file)
            }
            #expect(facts.damage?.code == "truncated", "\(name)")
        }
    }

    @Test("a DOCX: its text without what was struck out")
    func docx() async throws {
        let document = """
            <w:document xmlns:w="urn:w"><w:body><w:p><w:r><w:t>关于</w:t><w:t>移交</w:t></w:r></w:p>
            <w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:r><w:t>新</w:t></w:r></w:p></w:body></w:document>
            """
        let facts = try await facts("a.docx") { Made.docx(Array(document.utf8), to: $0) }
        #expect(facts.identification.puid == "fmt/412" && facts.text == ["关于移交\n新\n"])
    }

    @Test("a TIFF: size, pages, and whether every row is there")
    func tiff() async throws {
        let whole = try await facts("a.tif", Made.tiff(width: 60, height: 40, rows: 40))
        #expect(whole.identification.puid == "fmt/353" && whole.damage == nil && whole.pages == 1)
        #expect(
            whole.picture == DocumentFacts.Picture(width: 60, height: 40, bands: 1, dpi: nil, bits: 8, compression: 1))
        let half = try await facts("a.tif", Made.tiff(width: 60, height: 40, rows: 20))
        #expect(half.damage?.code == "broken")
    }

    @Test("XML: well-formed or not, with the line")
    func xml() async throws {
        let well = try await facts("a.xml", Array("<?xml version=\"1.0\"?><件><题名>通知</题名><日期>2021</日期></件>".utf8))
        #expect(well.damage == nil && well.text == ["通知\n2021\n"])
        let broken = try await facts("a.xml", Array("<?xml version=\"1.0\"?>\n<件>\n<题名></件>".utf8))
        #expect(broken.damage?.code == "not-well-formed" && broken.damage?.line == 3)
        let typed = try await facts("a.xml", Array("<?xml version=\"1.0\"?>\n<!DOCTYPE a SYSTEM 'x.dtd'><a/>".utf8))
        #expect(typed.damage?.code == "document-type" && typed.damage?.line == 2)
    }

    @Test("text in the encodings Chinese offices used", arguments: ["UTF-8", "GB18030", "BIG5", "UTF-16"])
    func text(encoding: String) async throws {
        let text = "關於檔案移交的說明：共計三十件，請查收。\r\n此致敬禮"
        let facts = try await facts("a.txt", encode(text, as: encoding))
        #expect(facts.text == [text] && facts.identification.kind == .text)
    }

    @Test("form feeds divide a text into pages and stand in none")
    func formFeeds() async throws {
        #expect(try await facts("a.txt", Array("一\u{0C}二\n\u{0C}".utf8)).text == ["一", "二\n"])
    }

    @Test("a ZIP is listed and not unpacked")
    func zip() async throws {
        let facts = try await facts("a.zip") { file in
            Made.zip([("文件/一.txt", [1, 2, 3]), ("内.zip", [0x50]), ("b.7z", [])], to: file)
        }
        #expect(facts.container?.entries == 3 && facts.container?.nested == 2 && facts.container?.unpackedBytes == 4)
        #expect(facts.container?.names.first == FileName("文件/一.txt"))
    }

    @Test("a zero-byte file is empty, neither damaged nor of a format")
    func empty() async throws {
        let facts = try await facts("a.pdf", [])
        #expect(facts.identification.kind == .empty && facts.damage == nil && facts.pages == nil)
    }

    @Test("text is cut at its limit between characters, and that is said")
    func textLimit() async throws {
        try await withFolder { folder in
            let file = folder.appendingPathComponent("a.txt")
            try Data(String(repeating: "档案", count: 100).utf8).write(to: file)
            try await withWorkers(1, WorkerLimits(textBytes: 100)) { pool in
                let facts = try await pool.examine(path: file.path, name: FileName("a.txt"))
                #expect(facts.text?.first?.unicodeScalars.count == 33 && facts.limitsHit == [.textBytes])
            }
        }
    }

    @Test("pages as pictures: PDF and TIFF are drawn, OFD not yet, and it says so")
    func pageImages() async throws {
        try await withFolder { folder in
            let (pdf, tiff, ofd, out) = (
                folder.appendingPathComponent("a.pdf"), folder.appendingPathComponent("a.tif"),
                folder.appendingPathComponent("a.ofd"), folder.appendingPathComponent("out")
            )
            try Data(Made.pdf(pages: ["one", "two"])).write(to: pdf)
            try Data(Made.tiff(width: 900, height: 300, rows: 300)).write(to: tiff)
            Made.ofd(pages: [[("一", 1, 1)]], to: ofd)
            try await withWorkers { pool in
                for (file, mime, width) in [(pdf, "image/png", 640), (tiff, "image/jpeg", 640)] {
                    let image = try await pool.pageImage(
                        path: file.path, name: FileName(file.lastPathComponent), page: 1, width: 640)
                    try Data(image.bytes).write(to: out)
                    let facts = try await pool.examine(path: out.path, name: FileName("out"))
                    #expect(image.mime == mime && facts.identification.mime == mime)
                    #expect(facts.picture?.width == width && facts.damage == nil)
                }
                await #expect(throws: WorkerProblem.notRendered(.ofd)) {
                    try await pool.pageImage(path: ofd.path, name: FileName("a.ofd"), page: 1, width: 640)
                }
                let problem = await #expect(throws: WorkerProblem.self) {
                    try await pool.pageImage(path: pdf.path, name: FileName("a.pdf"), page: 3, width: 640)
                }
                #expect(problem?.code == "formats.page-image")
            }
        }
    }
}
