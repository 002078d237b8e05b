import Appraisal
import Archive
import GRDB
import Testing

@testable import Discovery

@Suite("Access: what may not be found is in no hit, no count and no snippet")
struct AccessTests {
    private let house = ToyHouse()
    private let today = Day(year: 2026, month: 11, day: 23)!
    private var everybody: Reach { .public(on: today) }

    @Test(
        "the public finds what is published, staff everything, others nothing",
        arguments: IndexForm.allCases)
    func reaches(_ form: IndexForm) async throws {
        let a = house.add("通知甲", code: "A-1", agency: "甲局")
        house.add("通知乙", code: "A-2", agency: "乙局")
        house.publish([a], level: 3)
        let finder = try house.finder()
        for index in [finder.staff, finder.public] { try await house.fill(index, form) }
        #expect(try await finder.titles("通知", reach: everybody) == ["通知甲"])
        #expect(try await finder.titles("通知", reach: .everything) == ["通知甲", "通知乙"])
        let officer = Reach.staff(Agent(id: "o", role: .agencyOfficer), agency: "乙局", on: today)
        #expect(try await finder.titles("通知", reach: officer) == ["通知乙"])
        for role in [Role.systemAdministrator, .securityOfficer, .auditor] {
            #expect(try await finder.total("通知", reach: .staff(Agent(id: "s", role: role), on: today)) == 0)
        }
        #expect(try await finder.titles("通知", reach: .everything.within(fonds: ["X014"])) == [])
        #expect(try await finder.titles("通知", reach: .opened(on: today)) == ["通知甲"])
    }

    @Test(
        "units a reach names are within or not by themselves",
        arguments: IndexForm.allCases)
    func named(_ form: IndexForm) async throws {
        let units = (0..<5).map { house.add("通知\($0)", code: "A-\($0)", date: "199\($0)-01-01") }
        house.publish([units[0], units[1]], level: 1)
        let finder = try house.finder()
        try await house.fill(finder.staff, form)
        let two = Reach.everything.within(units: [units[1], units[3]])
        #expect(try await finder.titles("通知", reach: two) == ["通知1", "通知3"])
        #expect(try await finder.titles("通知 1992..", reach: two) == ["通知3"])
        #expect(try await finder.titles("通知", reach: two.or(.opened(on: today))) == ["通知0", "通知1", "通知3"])
        #expect(try await finder.titles("通知", reach: two.and(.opened(on: today))) == ["通知1"])
    }

    @Test(
        "what is withdrawn is gone with the next question, though the follower stands still",
        arguments: IndexForm.allCases)
    func withdrawn(_ form: IndexForm) async throws {
        let units = (0..<10).map { house.add("档案\($0)", code: "A-\($0)", text: ["秘密花园"]) }
        house.publish(units, level: 3)
        let finder = try house.finder()
        try await house.fill(finder.public, form)
        #expect(try await finder.total("花园", reach: everybody) == 10)
        house.publish([units[4]], level: 0)
        let answer = try await finder.find(FindQuery(parsing: "花园"), reach: everybody)
        #expect(answer.total == 9)
        #expect(!answer.hits.map(\.unit).contains(units[4]))
        #expect(try await finder.total("", reach: everybody) == 9)
        #expect(try await finder.total("档号:A-4", reach: everybody) == 0)
        // Reopened from its file, the index knows it again from the first question on.
        let again = try house.finder()
        #expect(try await again.total("花园", reach: everybody) == 9)
    }

    @Test(
        "what is published at less than was indexed is gone until it is indexed anew, then found by what it still shows",
        arguments: IndexForm.allCases)
    func lowered(_ form: IndexForm) async throws {
        let unit = house.add("公开的题名", code: "A-1", text: ["正文词语"])
        house.publish([unit], level: 3)
        let finder = try house.finder()
        try await house.fill(finder.public, form)
        #expect(try await finder.total("词语", reach: everybody) == 1)
        house.publish([unit], level: 1)
        #expect(try await finder.total("词语", reach: everybody) == 0)
        #expect(try await finder.total("题名", reach: everybody) == 0)
        try await finder.public.update([unit])
        #expect(try await finder.total("词语", reach: everybody) == 0)
        #expect(try await finder.total("题名", reach: everybody) == 1)
    }

    @Test(
        "a record published as entry or images is not found by its text",
        arguments: IndexForm.allCases)
    func levels(_ form: IndexForm) async throws {
        let units = (1...3).map { house.add("题名", code: "A-\($0)", text: ["正文词语"]) }
        for (level, unit) in zip(1..., units) { house.publish([unit], level: level) }
        let finder = try house.finder()
        try await house.fill(finder.public, form)
        #expect(try await finder.total("题名", reach: everybody) == 3)
        let answer = try await finder.find(FindQuery(parsing: "词语"), reach: everybody)
        #expect(answer.hits.map(\.unit) == [units[2]])
        #expect(try await finder.total("题名", reach: .public(on: today, level: .image)) == 2)
    }

    @Test("published from a later day: not before, from that day on, without anybody's help")
    func future() async throws {
        let unit = house.add("将来开放", code: "A-1", text: ["全文"])
        let day = Day(year: 2027, month: 1, day: 1)!
        house.publish([unit], level: 3, from: day)
        let finder = try house.finder()
        try await finder.public.update([unit])
        #expect(finder.public.records == 0)
        #expect(try await finder.total("开放", reach: .public(on: house.today)) == 0)
        house.today = Day(year: 2026, month: 12, day: 31)!
        #expect(try await finder.total("开放", reach: .public(on: house.today)) == 0)
        house.today = day
        #expect(try await finder.total("开放", reach: .public(on: house.today)) == 1)
        #expect(try await finder.total("全文", reach: .public(on: house.today)) == 1)
    }

    @Test(
        "no answer rather than a wrong one when access cannot be read",
        arguments: IndexForm.allCases)
    func unavailable(_ form: IndexForm) async throws {
        let unit = house.add("通知", code: "A-1")
        house.publish([unit], level: 1)
        let finder = try house.finder()
        try await house.fill(finder.public, form)
        house.breakDown()
        await #expect(throws: DiscoveryProblem.self) { try await finder.total("通知", reach: everybody) }
    }

    @Test("what was read before a withdrawal and written after it is not found")
    func staleBatch() async throws {
        let unit = house.add("通知", code: "A-1")
        house.publish([unit], level: 1)
        let index = try house.index(.public)
        let stale = try await index.source.load([unit])
        house.publish([unit], level: 0)
        let finder = Finder(staff: try house.index(.staff), public: index)
        #expect(try await finder.total("通知", reach: everybody) == 0)
        try await index.file.apply(IndexBatch(put: stale, at: index.clock.now))
        #expect(index.records == 1)
        #expect(try await finder.total("通知", reach: everybody) == 0)
    }

    @Test("a removed record leaves no word to be shown in the file's table")
    func scrubbed() async throws {
        let unit = house.add("不该看见的题名", code: "A-1")
        house.publish([unit], level: 1)
        let index = try house.index(.public)
        try await index.update([unit])
        house.publish([unit], level: 0)
        try await index.update([unit])
        let left = try index.file.read { db, _ in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM doc WHERE title <> '' OR code <> '' OR public_id <> ''")
        }
        #expect(left == 0)
        #expect(try index.needsRebuild() == false)
        house.today = Day(year: 2026, month: 11, day: 24)!
        #expect(try index.needsRebuild())
        try await index.rebuild()
        #expect(try index.needsRebuild() == false)
    }
}
