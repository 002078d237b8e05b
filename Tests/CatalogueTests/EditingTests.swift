import Archive
import Ledger
import Tables
import Testing

@testable import Catalogue

@Suite("Descriptions are corrected with history")
struct EditingTests {
    private let one = [("X013-WS·1998-D30-BGS-0007", "关于清理整顿的通知", "19980615")]

    @Test("an edit makes a new version, keeps what came with the transfer, and says who changed what")
    func edit() async throws {
        let house = try await TestCatalogue()
        let unit = try await house.draft(one)[0]
        let edited = try await house.aids.edit(
            unit.id, changes: ["title": "国务院关于清理整顿的通知", "subject": "清理\n整顿\n", "documentNumber": nil],
            expecting: 1, by: house.archivist)
        #expect(edited.version == 2)
        #expect(edited.title == "国务院关于清理整顿的通知")
        #expect(edited.description.all("title")[0].asReceived == "关于清理整顿的通知")
        #expect(edited.description.all("subject").map(\.value) == ["清理", "整顿"])
        #expect(edited.documentNumber == nil)
        let history = try await house.aids.history(unit.id)
        #expect(history.map(\.version) == [2])
        #expect(history[0].agent == house.archivist)
        #expect(history[0].changes.first { $0.element == "title" }?.before.map(\.value) == ["关于清理整顿的通知"])
        let events = try await house.ledger.events(about: unit.id.text)
        #expect(events.map(\.1.kind) == [.described])
        #expect(events[0].1.id == history[0].event)
        #expect(!events[0].1.facts.values.contains { $0.text.contains("清理") }, "no titles in the ledger")
    }

    @Test("who saw an older version changes nothing and is told so")
    func conflict() async throws {
        let house = try await TestCatalogue()
        let unit = try await house.draft(one)[0]
        try await house.aids.edit(unit.id, changes: ["title": "甲"], expecting: 1, by: house.archivist)
        let error = await #expect(throws: CatalogueProblem.self) {
            try await house.aids.edit(unit.id, changes: ["title": "乙"], expecting: 1, by: house.archivist)
        }
        #expect(error?.code == "catalogue.changed-meanwhile")
        #expect(error?.what.zh == "X013-WS·1998-D30-BGS-0007 已被他人修改：您看到的是第 1 版，现在是第 2 版。")
        #expect(try await house.aids.unit(unit.id)?.title == "甲")
    }

    @Test("of fifty edits at once to one version, one wins")
    func race() async throws {
        let house = try await TestCatalogue()
        let unit = try await house.draft(one)[0]
        let won = await withTaskGroup(of: Bool.self) { group in
            for n in 0..<50 {
                group.addTask {
                    let edited = try? await house.aids.edit(
                        unit.id, changes: ["title": "题名\(n)"], expecting: 1, by: house.archivist)
                    return edited != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(won == 1)
        #expect(try await house.aids.history(unit.id).count == 1)
        #expect(house.ledger.lastIndex == 0)
    }

    @Test("undo makes the description what it was, as a new version")
    func undo() async throws {
        let house = try await TestCatalogue()
        let unit = try await house.draft(one)[0]
        try await house.aids.edit(unit.id, changes: ["title": "甲", "note": "新附注"], expecting: 1, by: house.archivist)
        try await house.aids.edit(
            unit.id, changes: ["title": "乙", "date": "19980616"], expecting: 2, by: house.archivist)
        let undone = try await house.aids.revert(unit.id, to: 1, expecting: 3, by: house.archivist)
        #expect(undone.version == 4)
        #expect(undone.description == unit.description)
        #expect(undone.dates == unit.dates)
        await #expect(throws: CatalogueProblem.self) {
            try await house.aids.revert(unit.id, to: 4, expecting: 4, by: house.archivist)
        }
    }

    @Test(
        "a value that cannot be is refused with its reason in both languages",
        arguments: [
            ("date", "19980631", "没有 31 日", "not 31"),
            ("retentionPeriod", "很久", "不能是“很久”", "cannot be \"很久\""),
            ("disclosureType", "秘密", "不能是“秘密”", "cannot be"),
            ("classification", "内部", "不能是“内部”", "cannot be"),
            ("pageCount", "-3", "不能是“-3”", "cannot be"),
            ("describedOn", "2026-02-30", "不能是", "cannot be"),
            ("referenceCode", "X013-WS·98-D30-BGS-0007", "年度", "year"),
            ("referenceCode", "X014-WS·1998-D30-BGS-0007", "会把它移出 X013-WS", "out of X013-WS"),
            ("title", "", "必须著录", "must have it"),
            ("note", "机密★20年", "国家秘密标志", "state secret mark"),
            ("classification", "机密★20年", "国家秘密标志", "state secret mark"),
        ])
    func invalid(element: String, value: String, zh: String, en: String) async throws {
        let house = try await TestCatalogue()
        let unit = try await house.draft(one)[0]
        let error = await #expect(throws: CatalogueProblem.self) {
            try await house.aids.edit(unit.id, changes: [element: value], expecting: 1, by: house.archivist)
        }
        #expect(error?.code == "catalogue.invalid")
        #expect(error?.what.zh.contains(zh) == true, "\(error?.what.zh ?? "")")
        #expect(error?.what.en.contains(en) == true, "\(error?.what.en ?? "")")
        #expect(error?.next.zh.isEmpty == false)
        #expect(try await house.aids.unit(unit.id) == unit)
        #expect(house.ledger.lastIndex == -1)
    }

    @Test("what other acts decide is not edited, and who is no archivist edits nothing")
    func notEditable() async throws {
        let house = try await TestCatalogue()
        let unit = try await house.draft(one)[0]
        func code(_ changes: [String: String?], _ role: Role = .archivist) async -> String? {
            do {
                try await house.aids.edit(
                    unit.id, changes: changes, expecting: 1, by: Agent(id: "someone", role: role))
                return nil
            } catch { return (error as? any Explained)?.code }
        }
        #expect(await code(["accessStatus": "开放"]) == "catalogue.not-editable")
        #expect(await code(["adminHistory": "沿革"]) == "catalogue.not-editable")
        #expect(await code(["colour": "red"]) == "catalogue.unknown-element")
        #expect(await code(["title": "关于清理整顿的通知"]) == "catalogue.nothing-to-change")
        for role in Role.allCases where role != .archivist && role != .program {
            #expect(await code(["title": "甲"], role) == "catalogue.not-allowed")
        }
    }

    @Test("drafts are confirmed together; what lacks a mandatory element stays a draft")
    func confirm() async throws {
        let house = try await TestCatalogue()
        let units = try await house.draft([
            ("X013-WS·1998-D30-BGS-0001", "甲", "19980615"), ("X013-WS·1998-D30-BGS-0002", "乙", ""),
            ("X013-WS·1998-D30-BGS-0003", "丙", "1998"),
        ])
        let report = try await house.aids.confirm(.accession(units[0].accession!), by: house.archivist)
        #expect(report.confirmed == 2)
        #expect(report.incomplete.map(\.code) == ["X013-WS·1998-D30-BGS-0002"])
        #expect(report.incomplete[0].missing.map(\.zh) == ["日期"])
        #expect(try await house.aids.units(units.map(\.id)).map(\.state) == [.confirmed, .draft, .confirmed])
        #expect(house.ledger.lastIndex == 0, "one event for the batch")
        #expect(try await house.aids.confirm(.under(units[0].parent!), by: house.archivist).confirmed == 0)
    }

    @Test("replaying the acts makes the same rows")
    func replay() async throws {
        let house = try await TestCatalogue()
        let units = try await house.draft(
            (1...5).map { ("X013-WS·1998-D30-BGS-000\($0)", "题名\($0)", "19980615") })
        for round in 1...4 {
            for unit in units.shuffled().prefix(3) {
                let version = try await house.aids.unit(unit.id)!.version
                try await house.aids.edit(
                    unit.id, changes: ["title": "改\(round)", "referenceCode": "X013-WS·1998-D30-BGS-100\(round)"],
                    expecting: version, by: house.archivist)
            }
        }
        try await house.aids.confirm(.units(units.map(\.id)), by: house.archivist)
        #expect(try await house.isTheSameFromActs())
    }
}
