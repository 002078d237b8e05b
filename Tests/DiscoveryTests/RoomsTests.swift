import Appraisal
import Archive
import Catalogue
import Ledger
import Testing

@testable import Discovery

@Suite("With the rooms upstream: from drafted to found, published, withdrawn")
struct RoomsTests {
    @Test("staff find what was drafted, with the nodes above it; the public finds nothing")
    func drafted() async throws {
        let rooms = try await TestRooms()
        try await rooms.draft([("关于防汛的通知", "各区县：汛期将至"), ("关于档案的通知", "档案是历史的记录")])
        try await rooms.runner.settle()
        #expect(try await rooms.finder.titles("汛期") == ["关于防汛的通知"])
        #expect(try await rooms.finder.titles("歷史") == ["关于档案的通知"])
        #expect(try await rooms.finder.total("司法局") == 1)
        #expect(try await rooms.finder.total("国发[1998]5号") == 2)
        #expect(try await rooms.finder.total("X013-WS·1998-D30-BGS-0002") == 1)
        #expect(try await rooms.found("") == 0)
        let officer = Reach.staff(
            Agent(id: "zhao", role: .agencyOfficer), agency: "江北市司法局", on: rooms.today)
        #expect(try await rooms.finder.total("通知", reach: officer) == 2)
    }

    @Test("a snippet from the text, marked, with the facts of the hit")
    func snippet() async throws {
        let rooms = try await TestRooms()
        let units = try await rooms.draft([("关于防汛的通知", "各区县人民政府：汛期将至。\n现将有关事项通知如下")])
        try await rooms.runner.settle()
        let hit = try #require(
            try await rooms.finder.find(FindQuery(parsing: "事項 通知"), reach: .everything).hits.first)
        #expect(hit.unit == units[0])
        #expect(hit.date == "19980615")
        #expect(hit.fondsCode == "X013")
        #expect(hit.status == .unreviewed)
        #expect(hit.markedTitle == [Segment("关于防汛的"), Segment("通知", isMarked: true)])
        #expect(
            hit.snippet == [
                Segment("…"), Segment("现将有关"), Segment("事项通知", isMarked: true), Segment("如下"),
            ])
    }

    @Test("published at a level, found by no more than that level; notes of the house are never found")
    func published() async throws {
        let rooms = try await TestRooms()
        let units = try await rooms.draft([("甲通知", "正文甲"), ("乙通知", "正文乙"), ("丙通知", "正文丙")])
        try await rooms.publish([units[0]], level: .catalogue)
        try await rooms.publish([units[1]], level: .text)
        try await rooms.runner.settle()
        #expect(try await rooms.found("通知") == 2)
        #expect(try await rooms.found("正文") == 1)
        #expect(try await rooms.found("到期开放") == 0)
        #expect(try await rooms.finder.total("到期开放") == 3)
        #expect(rooms.finder.public.records == 2)
    }

    @Test("withdrawn: not found from the next question on, and out of the index once the follower has been")
    func withdrawn() async throws {
        let rooms = try await TestRooms()
        let units = try await rooms.draft([("甲通知", "正文"), ("乙通知", "正文")])
        try await rooms.publish(units, level: .text)
        try await rooms.runner.settle()
        #expect(try await rooms.found("正文") == 2)
        try await rooms.board.withdraw(.units([units[0]]), reason: "个人信息", by: rooms.archivist)
        #expect(try await rooms.found("正文") == 1)
        #expect(rooms.finder.public.records == 2)
        try await rooms.runner.settle()
        #expect(rooms.finder.public.records == 1)
        try await rooms.board.close(
            .units([units[1]]), ground: StatedGround(code: "third-party"), by: rooms.reviewer)
        #expect(try await rooms.found("") == 0)
        try await rooms.runner.settle()
        #expect(rooms.finder.public.records == 0)
        let hits = try await rooms.finder.find(FindQuery(parsing: "通知"), reach: .everything, sort: .code).hits
        #expect(hits.map(\.status) == [.open, .controlled])
    }

    @Test("opened and published from a later day: invisible until then, visible on it, with or without the steward")
    func future() async throws {
        for hasSteward in [true, false] {
            let rooms = try await TestRooms()
            let units = try await rooms.draft([("将来的通知", "正文")])
            try await rooms.publish(units, level: .text, from: "2027-01-01")
            try await rooms.runner.settle()
            #expect(try await rooms.found("") == 0)
            rooms.move(to: "2026-12-31")
            try await rooms.runner.settle()
            #expect(try await rooms.found("") == 0)
            #expect(rooms.finder.public.records == 0)
            rooms.move(to: "2027-01-01")
            if hasSteward {
                try await rooms.board.beginDay(rooms.today)
                try await rooms.runner.settle()
            }
            #expect(try await rooms.found("正文") == 1)
        }
    }

    @Test("a corrected title is found by both indexes, the old one by none")
    func described() async throws {
        let rooms = try await TestRooms()
        let units = try await rooms.draft([("错误的题名", "正文")])
        try await rooms.publish(units, level: .catalogue)
        try await rooms.runner.settle()
        let unit = try #require(try await rooms.aids.unit(units[0]))
        try await rooms.aids.edit(
            unit.id, changes: ["title": "正确的题名"], expecting: unit.version, by: rooms.archivist)
        try await rooms.runner.settle()
        #expect(try await rooms.found("正确") == 1)
        #expect(try await rooms.found("错误") == 0)
        #expect(try await rooms.finder.total("正确") == 1)
        #expect(try await rooms.finder.titles("题名") == ["正确的题名"])
    }

    @Test("a record with the mark of a state secret is in no index")
    func secret() async throws {
        let rooms = try await TestRooms()
        try await rooms.draft([("甲", "正文")], values: ["classification": "机密★10年"])
        try await rooms.runner.settle()
        #expect(try await rooms.finder.total("正文") == 0)
        #expect(try await rooms.finder.total("") == 1)
    }

    @Test("built anew from the rooms it is the same")
    func rebuilt() async throws {
        let rooms = try await TestRooms()
        let units = try await rooms.draft((1...30).map { ("通知\($0)", "正文\($0)") })
        try await rooms.publish(Array(units.prefix(10)), level: .text)
        try await rooms.runner.settle()
        let before = try await rooms.finder.find(FindQuery(parsing: "正文"), reach: .public(on: rooms.today), limit: 100)
        try await rooms.finder.public.rebuild()
        try await rooms.finder.staff.rebuild()
        let after = try await rooms.finder.find(FindQuery(parsing: "正文"), reach: .public(on: rooms.today), limit: 100)
        #expect(before == after)
        #expect(after.total == 10)
        #expect(try await rooms.finder.total("正文") == 30)
    }
}
