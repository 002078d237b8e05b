import Archive
import Foundation
import Testing

@testable import Formats

/// Other people's files, outside the project.
@Suite("Real files are read", .enabled(if: Material.isThere, Material.missing))
struct MaterialTests {
    /// What workers say of each of `files`, in order.
    private func examine(_ files: [URL]) async throws -> [(file: URL, facts: DocumentFacts)] {
        try #require(!files.isEmpty, Material.missing)
        return try await withWorkers(2) { pool in
            try await withThrowingTaskGroup(of: (Int, DocumentFacts).self) { group in
                for (place, file) in files.enumerated() {
                    group.addTask {
                        (place, try await pool.examine(path: file.path, name: FileName(file.lastPathComponent)))
                    }
                }
                var facts = [DocumentFacts?](repeating: nil, count: files.count)
                for try await (place, one) in group { facts[place] = one }
                return zip(files, facts).map { (file: $0, facts: $1!) }
            }
        }
    }

    private func isHan(_ text: String?) -> Bool {
        text?.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } ?? false
    }

    @Test("every PDF, OFD and picture of the transfers is sound, has pages, and PDF and OFD have Chinese text")
    func transfers() async throws {
        let files = Material.files("transfers", "pdf", "ofd", "tif", "tiff", "jpg", "png").filter {
            !$0.path.contains("/bad-pdf-") && !$0.path.contains("/bad-digest-")
        }
        var withoutText = 0
        for (file, facts) in try await examine(files) {
            #expect(facts.damage == nil && !facts.encrypted && (facts.pages ?? 0) > 0, "\(file.path): \(facts)")
            #expect(facts.identification.fits(FileName(file.lastPathComponent)), "\(file.path)")
            if [.pdf, .ofd].contains(facts.identification.kind), !isHan(facts.text?.joined()) { withoutText += 1 }
        }
        // Scans as PDF, without a text layer.
        #expect(withoutText <= 2)
    }

    @Test("of the faulty packages just the one PDF is truncated, just the one is locked")
    func faults() async throws {
        let truncated = try await examine(Material.files("transfers/bad-pdf-truncated", "pdf")).filter {
            $0.facts.damage != nil
        }
        #expect(truncated.map(\.facts.damage?.code) == ["truncated"])
        #expect(truncated.first?.file.path.contains("X013-WS·2015-Y-BGS-0001") == true)
        let locked = try await examine(Material.files("transfers/bad-pdf-encrypted", "pdf")).filter(\.facts.encrypted)
        #expect(locked.map(\.facts.encryption) == [.locked])
        #expect(locked.first?.file.path.contains("X013-WS·2012-Y-BGS-0001") == true)
    }

    @Test("29 OFD files of another program's tests open, with pages")
    func ofd() async throws {
        let all = try await examine(Material.files("ofd", "ofd"))
        for (file, facts) in all {
            #expect(
                facts.identification.kind == .ofd && facts.damage == nil && (facts.pages ?? 0) > 0,
                "\(file.lastPathComponent)")
        }
        // Three are pages of drawings only.
        #expect(all.count == 29 && all.count { isHan($0.facts.text?.joined()) } >= 20)
    }

    @Test("what templates and annotations of these say is in the text")
    func ofdTemplatesAndAnnotations() async throws {
        for (name, words) in [
            ("layout_ano", "保密资料"), ("converter_ano", "保密资料"), ("converter_发票示例", "增值税"), ("layout_fptpl", "增值税"),
        ] {
            let facts = try await examine(Material.files("ofd", "ofd").filter { $0.lastPathComponent == name + ".ofd" })
            #expect(facts.count == 1 && facts.first?.facts.text?.joined().contains(words) == true, "\(name)")
        }
    }

    @Test("real texts in the encodings of their time are told apart", arguments: [20, 100, 2000])
    func encodings(length: Int) throws {
        let laws = try Material.strings("zh-documents/laws.jsonl.gz", "text")
        let old = try Material.strings("zh-historical/traditional-passages.jsonl.gz", "text")
        var wrong: [String] = []
        var read = 0
        for (texts, encoding) in [
            (laws, TextEncoding.gb18030), (old, .gb18030), (old, .big5), (laws, .utf8), (old, .utf8),
        ] {
            for text in texts where text.unicodeScalars.count >= length {
                let part = String(String.UnicodeScalarView(text.unicodeScalars.dropFirst(length / 3).prefix(length)))
                // What Big5 lacks, and what is in another script than Chinese, is no question of telling apart.
                let bytes = encode(part, as: encoding.rawValue)
                guard isHan(part), encoding.decode(bytes) == part else { continue }
                read += 1
                if TextEncoding.guess(bytes, whole: true) != encoding {
                    wrong.append("\(encoding.rawValue): \(part.prefix(30))")
                }
            }
        }
        #expect(read > 1000 && wrong.count * 500 <= read, "\(wrong.count) of \(read): \(wrong.prefix(5))")
    }

    @Test("pages of the State Council's site: their text, and nothing of their scripts")
    func html() async throws {
        let pages = try Material.strings("zh-documents/state-council-html-3.jsonl.gz", "html")
        try await withFolder { folder in
            try await withWorkers { pool in
                for (place, page) in pages.enumerated() {
                    let file = folder.appendingPathComponent("\(place).html")
                    try Data(page.utf8).write(to: file)
                    let facts = try await pool.examine(path: file.path, name: FileName("a.html"))
                    let text = facts.text?.first ?? ""
                    #expect(facts.identification.kind == .html && facts.damage == nil)
                    #expect(text.contains("国务院") && !text.contains("function(") && !text.contains("</"), "\(place)")
                }
                #expect(pages.count == 3)
            }
        }
    }

    @Test("95 PDF/A files open, and what they claim is told")
    func pdfA() async throws {
        let all = try await examine(Material.files("pdfa", "pdf"))
        let claims = Set([95, 354, 476, 477, 478, 479, 480, 481, 1910, 1911, 1912].map { "fmt/\($0)" })
        for (file, facts) in all { #expect(facts.damage == nil && (facts.pages ?? 0) > 0, "\(file.lastPathComponent)") }
        #expect(all.count == 95 && all.count { claims.contains($0.facts.identification.puid ?? "") } >= 90)
    }

    @Test("a PDF that opens for everybody but forbids copying is restricted")
    func restricted() async throws {
        let file = Material.files("formats/real/pdfCabinetOfHorrors", "pdf").filter { $0.path.contains("nocopy") }
        let all = try await examine(file)
        #expect(all.map(\.facts.encryption) == [.restricted] && all.first?.facts.pages == 1)
    }

    @Test("tiny files that look like three hundred formats: an answer for each, no worker dies")
    func skeletons() async throws {
        let files = Material.files("formats/skeleton") + Material.files("formats/container-skeleton")
        for (file, facts) in try await examine(files) {
            #expect(facts.damage?.code != "crash" && facts.damage?.code != "timeout", "\(file.lastPathComponent)")
        }
    }
}
