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
