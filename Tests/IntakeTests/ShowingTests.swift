import Archive
import Foundation
import Testing

@testable import Intake

@Suite("What a finding points at is shown as it was received, as long as it lies in staging")
struct ShowingTests {
    private static let agency = "临江市民政局"

    /// The package received and checked, and its findings with what they point at.
    private func shown(_ files: PackageFiles, _ desk: TestDesk, content: Bool = true) async throws
        -> (accession: Accession, places: [FindingPlace])
    {
        let received = try await desk.receive(files, agency: Self.agency)
        try await desk.settle()
        let accession = try #require(try await desk.desk.accession(received.id))
        let count = try #require(try await desk.desk.report(received.id)).findings.count
        var places: [FindingPlace] = []
        for number in 0..<count {
            let place = try await desk.desk.place(ofFinding: number, in: accession, content: content)
            places.append(try #require(place))
        }
        #expect(try await desk.desk.place(ofFinding: count, in: accession, content: content) == nil)
        return (accession, places)
    }

    private func marked(_ place: FindingPlace) -> String? {
        guard case .lines(let lines) = place.content else { return nil }
        let marked = lines.filter { !$0.marked.isEmpty }
        return marked.count == 1 ? marked[0].marked : nil
    }

    @Test("an element of the metadata: its line marked, and the element among those of the record")
    func element() async throws {
        var files = Built.package()
        let victim = files.victims[2]
        files.set("日期", to: "2019-02-30", in: victim.metadata)
        let (accession, places) = try await shown(files, try await TestDesk())
        // Returned: only the container is left, and the file is taken out of it.
        #expect(accession.state == .returned)
        let place = try #require(places.first { $0.finding.element?.hasSuffix("日期") == true })
        #expect(place.file?.path.display == victim.metadata && place.beside.contains { $0.n == place.file?.n })
        #expect(marked(place) == "<日期>2019-02-30</日期>")
        let record = try #require(place.record)
        #expect(record.code == victim.code && record.holdsElement == true)
        #expect(record.elements.filter(\.isMeant).map(\.value) == ["2019-02-30"])
    }

    @Test("an element that is missing is said to be missing; an entry of the list and a key of the notes are marked")
    func listAndNotes() async throws {
        var files = Built.package()
        let (first, second) = (files.victims[0], files.victims[4])
        files.set("责任者", to: nil, in: first.metadata)
        files.setListed("题名", to: "另一个题名", of: second.code)
        files.replace("\(files.victims.count)件", with: "99件", in: PackageFiles.notes)
        let (_, places) = try await shown(files, try await TestDesk())
        let missing = try #require(
            places.first { $0.finding.file?.display == first.metadata && $0.finding.check == "metadata-complete" })
        #expect(missing.record?.holdsElement == false && missing.record?.elements.isEmpty == false)
        let listed = try #require(
            places.first { $0.finding.file?.display == PackageFiles.list && $0.finding.element == "题名" })
        #expect(marked(listed) == "<题名>另一个题名</题名>")
        let notes = try #require(
            places.first { $0.finding.file?.display == PackageFiles.notes && $0.finding.element == "档案数量" })
        #expect(marked(notes)?.contains("99件") == true)
    }

    @Test("a row of a table, with its column", arguments: ["xlsx", "csv"])
    func rows(kind: String) async throws {
        var catalogue = MadeCatalogue()
        catalogue.above = [["临江市民政局归档文件目录"]]
        catalogue.rows[5]["日期"] = "20190230"
        if kind == "csv" { catalogue.tables = [("归档文件目录.csv", Array(catalogue.csv().utf8))] }
        let (_, places) = try await shown(catalogue.package, try await TestDesk())
        let place = try #require(places.first { $0.finding.element == "日期" })
        guard case .rows(let headings, let rows, let row, let column) = place.content else {
            Issue.record("\(place.content)")
            return
        }
        let meant = try #require(rows.first { $0.number == row })
        #expect(row == 8 && rows.count == 7 && headings == catalogue.headings)
        #expect(column.map { headings[$0] } == "日期" && column.map { meant.cells[$0] } == "20190230")
        #expect(place.record?.elements.contains { $0.isMeant && $0.value == "20190230" } == true)
    }

    @Test("a file that is missing: what lies in its folder instead; a file that is no text: its row only")
    func missing() async throws {
        var files = Built.package()
        let victim = try #require(files.victims.first { $0.contents.count > 1 })
        files[victim.main] = nil
        let other = files.victims.last!
        files[other.main]![40] ^= 1
        let (_, places) = try await shown(files, try await TestDesk())
        let missing = try #require(places.first { $0.finding.file?.display == victim.main })
        #expect(missing.file == nil && missing.beside.map(\.path.display).allSatisfy { $0.hasPrefix(victim.folder) })
        #expect(missing.beside.count == victim.contents.count)
        guard case .withheld(.noFile) = missing.content else {
            Issue.record("\(missing.content)")
            return
        }
        let pdf = try #require(places.first { $0.finding.file?.display == other.main && $0.file != nil })
        guard case .withheld(.otherKind) = pdf.content else {
            Issue.record("\(pdf.content)")
            return
        }
    }

    @Test("every finding of every seventh mutant has its place; who may not see content is shown the listing only")
    func everywhere() async throws {
        let desk = try await TestDesk()
        for (number, mutation) in Mutation.all.enumerated() where number % 7 == 3 && mutation.only == nil {
            let mutant = mutation.applied(to: Built.package(), seed: UInt64(number))
            let received = try await desk.receive(mutant.files, agency: Self.agency, mark: "\(number)")
            try await desk.settle()
            let accession = try #require(try await desk.desk.accession(received.id))
            let findings = try await desk.desk.report(received.id)?.findings ?? []
            for (number, finding) in findings.enumerated() {
                let place = try await desk.desk.place(ofFinding: number, in: accession, content: true)
                guard accession.state != .quarantined else {
                    #expect(place == nil, "\(mutation.name): a quarantined package is nobody's to see")
                    continue
                }
                let found = try #require(place)
                #expect(finding.file == nil || !found.beside.isEmpty, "\(mutation.name): \(finding.summary)")
                // Of a file that is no text the line is one of the metadata that tell of it.
                if case .withheld(.otherKind) = found.content {
                    #expect(
                        finding.element == nil || found.record?.elements.contains(where: \.isMeant) == true,
                        "\(mutation.name): \(finding.summary)")
                } else if finding.line != nil, found.file != nil {
                    #expect(marked(found)?.isEmpty == false, "\(mutation.name): \(finding.summary) \(found.content)")
                }
                let closed = try await desk.desk.place(ofFinding: number, in: accession, content: false)
                guard case .withheld(.notYours) = closed?.content, closed?.record == nil else {
                    Issue.record("\(mutation.name): content was shown")
                    continue
                }
                #expect(closed?.beside == found.beside)
            }
        }
    }

    @Test("after its time the bytes are gone: the listing stays, and that is said")
    func purged() async throws {
        let desk = try await TestDesk()
        var files = Built.package()
        files.set("日期", to: "2019-02-30", in: files.victims[0].metadata)
        let (accession, places) = try await shown(files, desk)
        desk.set("2027-11-23T04:00:00.000000Z")
        try await desk.desk.purgeDue()
        let after = try #require(try await desk.desk.accession(accession.id))
        try #require(after.purgedAt != nil)
        let number = try #require(places.firstIndex { marked($0) != nil })
        let place = try #require(try await desk.desk.place(ofFinding: number, in: after, content: true))
        guard case .withheld(.gone) = place.content, place.record == nil else {
            Issue.record("\(place.content)")
            return
        }
        #expect(place.file == places[number].file && place.beside == places[number].beside)
    }

    @Test("bytes in staging that are not those of the listing are not shown")
    func altered() async throws {
        let desk = try await TestDesk()
        var files = Built.package()
        files.set("日期", to: "2019-02-30", in: files.victims[0].metadata)
        let (accession, places) = try await shown(files, desk)
        let number = try #require(places.firstIndex { marked($0) != nil })
        let path = desk.desk.staging(accession.id).container
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let old = Array("2019-02-30".utf8)
        let place = try #require(bytes.firstRange(of: old))
        bytes.replaceSubrange(place, with: Array("2019-02-28".utf8))
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        await #expect(throws: (any Error).self) {
            _ = try await desk.desk.place(ofFinding: number, in: accession, content: true)
        }
    }

    @Test("long lines are cut around the place, and characters that cannot be seen are told by number")
    func hostile() {
        let long = String(repeating: "长", count: 300_000)
        let finding = Finding(
            check: "x", label: "x", property: .integrity, severity: .warning, file: FileName("a"), element: "题名",
            line: 2, record: nil, what: Words(zh: "", en: ""), next: Words(zh: "", en: ""))
        let text = "<a>\n\(long)<b/><题名>甲\u{202E}乙\u{7}</题名>\(long)\n</a>"
        let lines = ShownText(text).around(finding)
        #expect(lines.map(\.number) == [1, 2, 3])
        #expect(lines[1].marked == "<题名>甲[U+202E]乙[U+7]</题名>")
        #expect(lines[1].before.hasPrefix("…") && lines[1].after.hasSuffix("…"))
        #expect(lines.allSatisfy { $0.before.count + $0.marked.count + $0.after.count < 600 })
        // One character as long as the text, and a line beyond the end.
        let marks = "e" + String(repeating: "\u{301}", count: 100_000)
        #expect(ShownText(marks).around(finding).allSatisfy { $0.before.unicodeScalars.count < 600 })
    }
}
