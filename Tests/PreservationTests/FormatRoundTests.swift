import Archive
import Formats
import Ledger
import Tables
import Testing

@testable import Intake
@testable import Preservation

@Suite("A round over the formats of what is kept")
struct FormatRoundTests {
    private static let archivist = Agent(id: "wang", role: .archivist)

    private func kept() async throws -> TestStacks {
        let folder = try TemporaryFolder()
        let package = try SamplePackage(
            in: folder.path + "/package",
            records: (0..<7).map { place in
                var files: [(name: FileName, bytes: [UInt8])] = [
                    (FileName("0001正文.pdf"), Array("%PDF-1.7 \(place)".utf8))
                ]
                if place < 3 { files.append((FileName("0002附件.txt"), Array("附件 \(place)".utf8))) }
                return files
            })
        let stacks = try await TestStacks(in: folder, package: package)
        try await stacks.accept()
        try await stacks.settle()
        return stacks
    }

    private func policy(_ rows: [FormatPolicy.Row], version: Int64 = 3) -> PolicyInForce {
        let day = Day(year: 2026, month: 1, day: 1)!
        return PolicyInForce(
            on: day,
            among: [
                DecidedPolicy(
                    version: version, from: day, policy: FormatPolicy(rows: rows), reason: "x", at: TestStacks.noon,
                    by: Self.archivist)
            ])
    }

    private func row(_ target: String, _ category: String, _ treatment: FormatPolicy.Treatment) -> FormatPolicy.Row {
        FormatPolicy.Row(FormatTarget(text: target)!, category, treatment, Words(zh: "依据", en: "ground"))
    }

    @Test("every content file is counted by format and category, metadata and the package's own papers are not")
    func census() async throws {
        let kept = try await kept()
        let census = try await kept.stacks.formatCensus()
        let pdf = FormatCensus.Group(puid: "fmt/276", name: "Acrobat PDF 1.7", mime: "application/pdf", category: "WS")
        let text = FormatCensus.Group(puid: nil, name: "text", mime: "text/plain", category: "WS")
        #expect(census.groups.mapValues(\.files) == [pdf: 7, text: 3])
        #expect(census.total.files == 10 && census.total.bytes == Int64(7 * 10 + 3 * 8))
        #expect(pdf.kind == .pdf && text.kind == .text)
        try await kept.close()
    }

    @Test("what the policy would not take today is listed first, said in the ledger, and read again after a rebuild")
    func round() async throws {
        let kept = try await kept()
        let before = kept.ledger.lastIndex
        #expect(try await kept.stacks.lastFormatRound() == nil)
        let policy = policy([row("*", "", .accept), row("text", "WS", .migrate)])
        let round = try await kept.stacks.formatRound(by: policy, agent: Self.archivist)
        #expect(round.files == 10 && round.filesAtRisk == 3 && round.policy == 3)
        #expect(round.formats.map(\.group.name) == ["text", "Acrobat PDF 1.7"])
        #expect(round.atRisk[0].row?.label == "text · WS")
        #expect(try await kept.stacks.lastFormatRound() == round)
        let (index, event) = try #require(try await kept.ledger.events(after: before, limit: 10).last)
        #expect(index == before + 1 && event.kind == .formatsReviewed)
        #expect(event.facts["checked"]?.int == 10 && event.facts["atRisk"]?.int == 3)
        // The rows made anew from the act.
        let act = try await kept.ledger.act(#require(event.act))
        try await kept.database.write { tx in
            try tx.run("DELETE FROM format_round")
            try Stacks.replay(event, act, in: tx)
        }
        #expect(try await kept.stacks.lastFormatRound() == round)
        // Another category's row is not theirs; a policy that says nothing of a format puts it at risk.
        let other = try await kept.stacks.formatRound(
            by: self.policy([row("pdf", "", .accept), row("text", "ZP", .return)]), agent: Self.archivist)
        #expect(other.atRisk.map(\.group.name) == ["text"] && other.atRisk[0].row == nil)
        try await kept.close()
    }

    @Test("the files of one format, in pages that hold each once")
    func files() async throws {
        let kept = try await kept()
        let pdf = FormatCensus.Group(puid: "fmt/276", name: "Acrobat PDF 1.7", mime: "application/pdf", category: "WS")
        var found: [FileOfFormat] = []
        var last: (UnitID, Int64)?
        while true {
            let (page, isMore) = try await kept.stacks.files(of: pdf, after: last, limit: 3)
            found += page
            last = page.last.map { ($0.unit, $0.n) }
            if !isMore { break }
            #expect(page.count == 3)
        }
        #expect(found.count == 7 && Set(found.map(\.unit)).count == 7)
        #expect(found.allSatisfy { $0.n == 1 && $0.name.display.hasSuffix("正文.pdf") })
        for (category, name, puid) in [
            ("ZP", "Acrobat PDF 1.7", "fmt/276"), ("WS", "other", "fmt/276"), ("WS", "Acrobat PDF 1.7", nil),
        ] {
            let none = try await kept.stacks.files(
                of: FormatCensus.Group(puid: puid, name: name, mime: "", category: category), limit: 3)
            #expect(none.files.isEmpty && !none.isMore)
        }
        try await kept.close()
    }

    @Test("in empty stacks there is nothing at risk")
    func empty() async throws {
        let stacks = try await TestStacks()
        let round = try await stacks.stacks.formatRound(by: .standard, agent: Self.archivist)
        #expect(round.files == 0 && round.formats.isEmpty)
        try await stacks.close()
    }
}
