import Archive
import Ledger
import Synchronization
import Tables
import Testing

@testable import Catalogue

@Suite("Items are moved in the tree by acts, with codes that say where they stand, and can be put back")
struct MovingTests {
    /// Two files of a fonds with three and one items, an item of another fonds, and items numbered by item in two categories.
    private func house(
        _ codes: [String] = [
            "X013-001-0001-001", "X013-001-0001-002", "X013-001-0001-003", "X013-001-0002-001", "X014-001-0001-001",
            "X013-WS·1998-D30-BGS-0001", "X013-WS·1998-D30-BGS-0002", "X013-KJ·1998-D30-BGS-0001",
        ]
    ) async throws -> (house: TestCatalogue, unit: (String) async throws -> ArchivalUnit) {
        let house = try await TestCatalogue()
        let clock = house.clock
        let records = codes.map { code in
            CarriedRecord(
                unit: .new(at: clock.now), hasFiles: true, code: code, fondsCode: nil, fondsName: "江北市司法局",
                category: nil, volumeTitle: nil, facts: [("题名", "题名 \(code)")],
                elements: [
                    ("内容描述/责任者", "国务院"), ("内容描述/日期", "1998-06-15"), ("档号/保管期限", "永久"),
                    ("档号/完整档号", code),
                ])
        }
        let part = try await house.database.read { tx in
            var drafting = Drafting(clock: clock)
            return DraftPart(
                accession: .new(at: clock.now), agency: "司法局", at: clock.now,
                units: try drafting.units(for: records, in: tx).units
            ).json
        }
        house.parts.withLock { $0.append(part) }
        try await house.enterAgain()
        return (house, { code in try #require(try await house.aids.unit(code: code), "\(code)") })
    }

    @Test(
        "a draft moved to another file gets the next code there; confirmed, open and foreign ones stay, each with its reason"
    )
    func plan() async throws {
        let (house, unit) = try await house()
        let target = try await unit("X013-001-0002")
        let (one, two, three) = (
            try await unit("X013-001-0001-001"), try await unit("X013-001-0001-002"),
            try await unit("X013-001-0001-003")
        )
        try await house.aids.confirm(.units([two.id]), by: house.archivist)
        let others = [
            try await unit("X014-001-0001-001"), try await unit("X013-001-0002-001"),
            try await unit("X013-WS·1998-D30-BGS-0001"), try await unit("X013-001-0001"),
        ]
        let plan = try await house.aids.moving(
            [one.id, two.id, three.id] + others.map(\.id), below: target.id, known: [three.id])
        #expect(plan.moves.map(\.unit.id) == [one.id])
        #expect(plan.moves[0].code == "X013-001-0002-002" && plan.moves[0].changesCode)
        #expect(plan.moves[0].from.code == "X013-001-0001")
        let whys = plan.refused.map(\.why.zh)
        #expect(whys.count == 6)
        for (why, words) in zip(whys, ["已确认的档号不再改动", "公众凭原档号引用", "别的全宗", "已经在这里", "按件编号", "案卷只能移到类别"]) {
            #expect(why.contains(words), "\(why)")
        }
        #expect(plan.refused.allSatisfy { !$0.why.en.isEmpty })
        #expect(house.ledger.lastIndex == 0, "planning changes nothing")
    }

    @Test(
        "to another category the category of the code changes, under a number that is free; into a file it is refused")
    func category() async throws {
        let (house, unit) = try await house()
        let (ws, kj) = (try await unit("X013-WS"), try await unit("X013-KJ"))
        let (one, two) = (try await unit("X013-WS·1998-D30-BGS-0001"), try await unit("X013-WS·1998-D30-BGS-0002"))
        let plan = try await house.aids.moving([one.id, two.id], below: kj.id, known: [])
        #expect(plan.moves.map(\.code) == ["X013-KJ·1998-D30-BGS-0002", "X013-KJ·1998-D30-BGS-0003"])
        let file = try await unit("X013-001-0001-001")
        #expect(try await house.aids.moving([file.id], below: ws.id, known: []).moves.isEmpty)
        try await house.aids.move([one.id], below: kj.id, known: [], by: house.archivist)
        let moved = try #require(try await house.aids.unit(one.id))
        #expect(moved.parent == kj.id && moved.category == "KJ" && moved.code == "X013-KJ·1998-D30-BGS-0002")
    }

    @Test("a move is one act of the ledger; rows, history and a replay agree; put back, all is as it was")
    func move() async throws {
        let (house, unit) = try await house()
        let (source, target) = (try await unit("X013-001-0001"), try await unit("X013-001-0002"))
        let before = [try await unit("X013-001-0001-001"), try await unit("X013-001-0001-003")]
        let (batch, count) = try await house.aids.move(
            before.map(\.id), below: target.id, known: [], by: house.archivist)
        #expect(count == 2 && house.ledger.lastIndex == 0)
        let event = try #require(try await house.ledger.events(about: batch.text).first?.1)
        #expect(event.kind == .moved && event.facts["units"] == 2)
        #expect(Set(try await house.aids.moved(by: event)) == Set(before.map(\.id)))
        let below = try await house.aids.children(of: target.id)
        #expect(below.map(\.code) == ["X013-001-0002-001", "X013-001-0002-002", "X013-001-0002-003"])
        #expect(try await house.aids.children(of: source.id).map(\.code) == ["X013-001-0001-002"])
        let moved = below[1]
        #expect(moved.version == 2 && moved.description.all("referenceCode")[0].asReceived == "X013-001-0001-001")
        let history = try await house.aids.history(moved.id)
        #expect(history[0].isMove && history[0].changes[0].before.map(\.value) == ["X013-001-0001"])
        #expect(try await house.aids.takingBack(moved.id, version: 2).plan.back.isEmpty, "a move is put back as a move")

        try await house.aids.edit(moved.id, changes: ["title": "甲"], expecting: 2, by: house.archivist)
        let reverted = try await house.aids.revert(moved.id, to: 1, expecting: 3, by: house.archivist)
        #expect(
            reverted.title == before[0].title && reverted.code == "X013-001-0002-002", "the code stays with the place")

        await #expect(throws: CatalogueProblem.self, "what readers know by its new code stays where it is") {
            try await house.aids.moveBack(batch, known: { Set($0) }, by: house.archivist)
        }
        let back = try await house.aids.moveBack(batch, known: { _ in [] }, by: house.archivist)
        #expect(back.units == 1, "what was changed since stays")
        let other = try #require(try await house.aids.unit(before[1].id))
        #expect(other.parent == source.id && other.code == before[1].code && other.version == 3)
        #expect(other.description == before[1].description)
        let error = await #expect(throws: CatalogueProblem.self) {
            try await house.aids.moveBack(batch, known: { _ in [] }, by: house.archivist)
        }
        #expect(error?.code == "catalogue.nothing-to-move")

        #expect(try await house.isTheSameFromActs())
    }

    /// A file of three items in one category, a file of one in another.
    private func files() async throws -> (house: TestCatalogue, unit: (String) async throws -> ArchivalUnit) {
        try await house([
            "X013-KJ·2020-0001-001", "X013-KJ·2020-0001-002", "X013-KJ·2020-0001-003", "X013-ZY·2020-0001-001",
            "X013-001-0001-001", "X013-001-0001-002",
        ])
    }

    @Test("a file is moved with its items to another category under a free number, in one act, and put back as a whole")
    func file() async throws {
        let (house, unit) = try await files()
        let (file, target) = (try await unit("X013-KJ·2020-0001"), try await unit("X013-ZY"))
        let before = try await house.aids.children(of: file.id)
        let plan = try await house.aids.moving([file.id], below: target.id, known: [])
        #expect(plan.refused.isEmpty && plan.moves.map(\.code) == ["X013-ZY·2020-0002"])
        #expect(plan.moves[0].within.map(\.code) == (1...3).map { "X013-ZY·2020-0002-00\($0)" })
        let (batch, count) = try await house.aids.move([file.id], below: target.id, known: [], by: house.archivist)
        #expect(count == 4 && house.ledger.lastIndex == 0)
        let moved = try #require(try await house.aids.unit(file.id))
        #expect(moved.parent == target.id && moved.category == "ZY" && moved.code == "X013-ZY·2020-0002")
        let items = try await house.aids.children(of: file.id)
        #expect(items.map(\.id) == before.map(\.id) && items.map(\.position) == before.map(\.position))
        #expect(items.map(\.code) == plan.moves[0].within.map(\.code) && items.allSatisfy { $0.category == "ZY" })
        let history = try await house.aids.history(items[0].id)
        #expect(history[0].isMove && history[0].changes[0].before.map(\.value) == ["X013-KJ·2020-0001"])
        // Changed since: then all of it stays.
        try await house.aids.edit(items[1].id, changes: ["title": "甲"], expecting: 2, by: house.archivist)
        await #expect(throws: CatalogueProblem.self) {
            try await house.aids.moveBack(batch, known: { _ in [] }, by: house.archivist)
        }
        #expect(try await house.aids.unit(file.id)?.code == "X013-ZY·2020-0002")
        let (second, again) = (try await unit("X013-ZY·2020-0001"), try await unit("X013-KJ"))
        let (other, _) = try await house.aids.move([second.id], below: again.id, known: [], by: house.archivist)
        #expect(try await house.aids.unit(second.id)?.code == "X013-KJ·2020-0001", "the number has become free")
        await #expect(throws: CatalogueProblem.self, "what readers know by its new code stays, and its file with it") {
            let item = try await house.aids.children(of: second.id)[0].id
            try await house.aids.moveBack(other, known: { _ in [item] }, by: house.archivist)
        }
        #expect(try await house.aids.moveBack(other, known: { _ in [] }, by: house.archivist).units == 2)
        #expect(try await house.aids.unit(second.id)?.code == "X013-ZY·2020-0001")
        #expect(try await house.aids.children(of: second.id).map(\.code) == ["X013-ZY·2020-0001-001"])
        #expect(try await house.isTheSameFromActs())
    }

    @Test("a file with an item that is open, published or confirmed stays as a whole; without a category its code fits")
    func wholeFiles() async throws {
        let (house, unit) = try await files()
        let (file, target) = (try await unit("X013-KJ·2020-0001"), try await unit("X013-ZY"))
        let items = try await house.aids.children(of: file.id).map(\.id)
        let known = try await house.aids.moving([file.id], below: target.id, known: [items[1]])
        #expect(known.moves.isEmpty && known.refused[0].why.zh.contains("公众凭原档号引用"))
        try await house.aids.confirm(.units([items[2]]), by: house.archivist)
        let confirmed = try await house.aids.moving([file.id], below: target.id, known: [])
        #expect(confirmed.moves.isEmpty && confirmed.refused[0].why.zh.contains("整卷移动"))
        let other = try await unit("X013-ZY·2020-0001")
        let inside = try await house.aids.moving([other.id], below: file.id, known: [])
        #expect(inside.refused[0].why.zh.contains("案卷只能移到类别"))
        // By catalogue: the code does not name the series, so the open item keeps it and moves.
        let old = try await unit("X013-001-0001")
        let within = try await house.aids.children(of: old.id)
        let (batch, count) = try await house.aids.move(
            [old.id], below: target.id, known: Set(within.map(\.id)), by: house.archivist)
        #expect(count == 3)
        let moved = try await house.aids.children(of: old.id)
        #expect(moved.map(\.code) == within.map(\.code) && moved.allSatisfy { $0.category == "ZY" })
        try await house.aids.moveBack(batch, known: { Set($0) }, by: house.archivist)
        #expect(try await house.aids.unit(old.id)?.parent == old.parent)
        #expect(
            try await house.aids.items(of: [file.id, within[0].id], limit: 9).sorted()
                == (items + [within[0].id]).sorted())
        #expect(try await house.isTheSameFromActs())
    }

    @Test("only an archivist moves; nothing to move, too many, and no such place are told")
    func refusals() async throws {
        let (house, unit) = try await house()
        let (one, target) = (try await unit("X013-001-0001-001"), try await unit("X013-001-0002"))
        func code(_ ids: [UnitID], _ target: UnitID, _ role: Role = .archivist) async -> String? {
            do {
                try await house.aids.move(ids, below: target, known: [], by: Agent(id: "a", role: role))
                return nil
            } catch { return (error as? any Explained)?.code }
        }
        #expect(await code([one.id], target.id, .reviewer) == "catalogue.not-allowed")
        #expect(await code([], target.id) == "catalogue.nothing-to-move")
        #expect(await code([one.id], one.parent!) == "catalogue.nothing-to-move")
        #expect(await code([one.id], .new(at: house.clock.now)) == "catalogue.no-such-unit")
        let many = (0...Moving.most).map { _ in one.id }
        #expect(await code(many, target.id) == "catalogue.too-many-to-move")
        #expect(house.ledger.lastIndex == -1)
    }

    @Test("the tree without its leaves comes by page, and is found by code and title, its wild cards taken as written")
    func tree() async throws {
        let (house, unit) = try await house()
        let fonds = try await unit("X013")
        let nodes = try await house.aids.nodes(below: fonds.id, limit: 9)
        #expect(nodes.allSatisfy { $0.level != .item } && nodes.count >= 3)
        let second = try await house.aids.nodes(below: fonds.id, after: nodes[0].place, limit: 1)
        #expect(second.map(\.id) == [nodes[1].id])
        #expect(
            try await house.aids.nodes(below: fonds.id, before: nodes[1].place, limit: 5).map(\.id) == [nodes[0].id])
        let found = try await house.aids.nodes(of: fonds.id, holding: "001-0002", limit: 9)
        #expect(found.map(\.code) == ["X013-001-0002"])
        #expect(try await house.aids.nodes(of: fonds.id, holding: "司法", limit: 9).map(\.id) == [fonds.id])
        #expect(try await house.aids.nodes(of: fonds.id, holding: "x013-ws", limit: 9).map(\.code) == ["X013-WS"])
        for wild in ["%", "_", "!"] {
            #expect(try await house.aids.nodes(of: fonds.id, holding: wild, limit: 9).isEmpty)
        }
    }
}
