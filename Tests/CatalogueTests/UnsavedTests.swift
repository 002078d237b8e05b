import Archive
import Ledger
import Tables
import Testing

@testable import Catalogue

@Suite("What is typed and not saved is kept for the person alone; who saves second overwrites nothing unseen")
struct UnsavedTests {
    private let one = [("X013-WS·1998-D30-BGS-0007", "关于清理整顿的通知", "19980615")]

    private func texts(_ unit: ArchivalUnit, _ changes: [String: String]) -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: DescriptiveElement.used(at: .item).filter { $0.type != .kept }.map {
                ($0.identifier, unit.description.text($0.identifier))
            }
        ).merging(changes) { $1 }
    }

    private func keep(
        _ house: TestCatalogue, _ unit: ArchivalUnit, _ changes: [String: String], seen: Instant? = nil,
        by agent: Agent? = nil
    ) async throws -> FindingAids.Keeping {
        try await house.aids.keepUnsaved(
            texts(unit, changes), of: unit.id, since: unit.version, seen: seen, by: agent ?? house.archivist)
    }

    @Test("only what differs is kept, without a version or an event, and it goes when it is saved")
    func kept() async throws {
        let house = try await TestCatalogue()
        let unit = try await house.draft(one)[0]
        #expect(try await keep(house, unit, [:]) == .nothing)
        #expect(try await keep(house, unit, ["title": " 关于清理整顿的通知\r\n"]) == .nothing, "white space is no change")
        guard case .kept(let at) = try await keep(house, unit, ["title": "甲", "note": "一\r\n二"]) else {
            Issue.record("not kept")
            return
        }
        let unsaved = try #require(try await house.aids.unsaved(of: unit.id, by: house.archivist))
        #expect(unsaved.texts == ["title": "甲", "note": "一\n二"])
        #expect(unsaved.version == 1 && unsaved.at == at)
        #expect(try await house.aids.unsaved(by: house.archivist, limit: 9).map(\.unit.id) == [unit.id])
        #expect(try await house.aids.unsaved(of: unit.id, by: Agent(id: "li", role: .archivist)) == nil)
        #expect(try await house.aids.unit(unit.id) == unit)
        #expect(house.ledger.lastIndex == -1)
        try await house.aids.edit(unit.id, changes: ["title": "甲"], expecting: 1, by: house.archivist)
        #expect(try await house.aids.unsaved(of: unit.id, by: house.archivist) == nil)
        // An answer that comes late, of what was saved in between, does not bring it back.
        #expect(try await keep(house, unit, ["title": "甲"]) == .nothing)
    }

    @Test("typed back to what it was, or thrown away, nothing is left; the edit of somebody else leaves it")
    func gone() async throws {
        let house = try await TestCatalogue()
        let unit = try await house.draft(one)[0]
        guard case .kept(let at) = try await keep(house, unit, ["title": "甲"]) else { return }
        #expect(try await keep(house, unit, [:], seen: at) == .nothing)
        #expect(try await house.aids.unsaved(of: unit.id, by: house.archivist) == nil)
        _ = try await keep(house, unit, ["title": "甲"])
        try await house.aids.edit(
            unit.id, changes: ["date": "1998"], expecting: 1, by: Agent(id: "li", role: .archivist))
        #expect(try await house.aids.unsaved(of: unit.id, by: house.archivist)?.texts == ["title": "甲"])
        try await house.aids.dropUnsaved(of: unit.id, by: house.archivist)
        #expect(try await house.aids.unsaved(of: unit.id, by: house.archivist) == nil)
    }

    @Test("a second window of the same person does not overwrite what the first kept")
    func windows() async throws {
        let house = try await TestCatalogue()
        let unit = try await house.draft(one)[0]
        guard case .kept(let at) = try await keep(house, unit, ["title": "甲"]) else { return }
        #expect(try await keep(house, unit, ["title": "乙"]) == .otherWindow)
        #expect(try await keep(house, unit, ["title": "甲"]) == .kept(at), "the same text sent twice is kept once")
        guard case .kept = try await keep(house, unit, ["title": "乙"], seen: at) else {
            Issue.record("the window that kept it last may go on")
            return
        }
    }

    @Test("text with a state secret's mark is kept nowhere, and who may not describe keeps nothing")
    func refused() async throws {
        let house = try await TestCatalogue()
        let unit = try await house.draft(one)[0]
        for changes in [["note": "机密★20年"], ["classification": "机密★10年"]] {
            let error = await #expect(throws: CatalogueProblem.self) { _ = try await keep(house, unit, changes) }
            #expect(error?.code == "catalogue.invalid")
        }
        let error = await #expect(throws: CatalogueProblem.self) {
            _ = try await keep(house, unit, ["title": "甲"], by: Agent(id: "r", role: .reviewer))
        }
        #expect(error?.code == "catalogue.not-allowed")
        #expect(try await house.database.read { try $0.rows("SELECT unit FROM unsaved_edit").count } == 0)
        let classified = try await TestCatalogue(classified: true)
        let other = try await classified.draft(one)[0]
        guard case .kept = try await keep(classified, other, ["note": "机密★20年"]) else {
            Issue.record("a classified node may keep it")
            return
        }
    }

    @Test("two people: what each changed is told apart, and what both changed is left to choose")
    func meeting() async throws {
        let house = try await TestCatalogue()
        let unit = try await house.draft(one)[0]
        try await house.aids.edit(
            unit.id, changes: ["title": "甲", "date": "1998-06", "author": "省政府"], expecting: 1, by: house.archivist)
        let typed = texts(unit, ["title": "乙", "author": "省政府", "note": "注"])
        let (now, meeting, later) = try await house.aids.meeting(typed, of: unit.id, since: 1)
        #expect(now.version == 2 && later.map(\.version) == [2])
        #expect(meeting.mine.map(\.element.identifier) == ["note"])
        #expect(meeting.theirs.map(\.element.identifier) == ["date"])
        #expect(meeting.clashes.map(\.element.identifier) == ["title"], "alike on both sides is no clash")
        #expect(meeting.clashes[0].opened == "关于清理整顿的通知")
        #expect(meeting.clashes[0].now == "甲" && meeting.clashes[0].typed == "乙")
        #expect(meeting.typed == ["note": "注", "title": "乙"])
        let same = try await house.aids.meeting(texts(now, ["note": "注"]), of: unit.id, since: 2)
        #expect(!same.meeting.isContested && same.meeting.mine.count == 1)
        for version in [Int64(0), 3] {
            let error = await #expect(throws: CatalogueProblem.self) {
                _ = try await house.aids.meeting(typed, of: unit.id, since: version)
            }
            #expect(error?.code == "catalogue.no-such-version")
        }
    }

    @Test("one edit is taken back by an act that names it; what was changed since stays")
    func takeBack() async throws {
        let house = try await TestCatalogue()
        let unit = try await house.draft(one)[0]
        let by = house.archivist
        try await house.aids.edit(unit.id, changes: ["title": "甲", "note": "注"], expecting: 1, by: by)
        try await house.aids.edit(unit.id, changes: ["title": "乙", "date": "1998"], expecting: 2, by: by)
        let plan = try await house.aids.takingBack(unit.id, version: 2).plan
        #expect(plan.back.map(\.element) == ["note"] && plan.left.map(\.element) == ["title"])
        let now = try await house.aids.takeBack(unit.id, version: 2, expecting: 3, by: by)
        #expect(now.version == 4 && now.title == "乙" && now.description["note"] == nil)
        #expect(now.dates?.text == "1998")
        #expect(try await house.aids.history(unit.id).map(\.undoes) == [2, nil, nil])
        let event = try #require(try await house.ledger.events(about: unit.id.text).last?.1)
        #expect(event.kind == .described && event.facts["undoes"] == 2)
        #expect(try await house.ledger.act(event.act!)["undoes"] == 2)
        func code(_ version: Int64, _ expecting: Int64) async -> String? {
            do {
                try await house.aids.takeBack(unit.id, version: version, expecting: expecting, by: by)
                return nil
            } catch { return (error as? any Explained)?.code }
        }
        #expect(await code(2, 4) == "catalogue.nothing-to-take-back")
        #expect(await code(3, 3) == "catalogue.changed-meanwhile")
        #expect(await code(9, 4) == "catalogue.no-such-version")
        #expect(await code(4, 4) == nil, "taking back can be taken back")
        #expect(try await house.aids.unit(unit.id)?.description["note"] == "注")
    }

    @Test("along a list: the neighbours in the tree, in a transfer, and among those that wait")
    func neighbours() async throws {
        let house = try await TestCatalogue()
        let units = try await house.draft(
            (1...3).map { ("X013-WS·1998-D30-BGS-000\($0)", "题名\($0)", "19980615") })
        for list in [UnitList.siblings, .accession(units[0].accession!)] {
            let middle = try await house.aids.neighbours(of: units[1], in: list)
            #expect(middle.previous?.id == units[0].id && middle.next?.id == units[2].id)
            #expect(try await house.aids.neighbours(of: units[0], in: list).previous == nil)
            #expect(try await house.aids.neighbours(of: units[2], in: list).next == nil)
        }
        try await house.database.write { tx in try tx.run("UPDATE unit SET holding = NULL WHERE id <> \(units[1].id)") }
        let waiting = try await house.aids.neighbours(of: units[0], in: .waiting)
        #expect(waiting.previous == nil && waiting.next?.id == units[2].id)
    }

    @Test("every element says in one line, in both languages, what belongs there")
    func helps() {
        for element in DescriptiveElement.all {
            #expect(!element.help.zh.isEmpty && !element.help.en.isEmpty, "\(element.identifier)")
            #expect(element.help.zh.count <= 70 && element.help.en.count <= 140, "\(element.identifier)")
            #expect(!element.help.zh.contains("\n"))
        }
    }
}
