import Archive
import Tables
import TestGround
import Testing

@testable import Catalogue

@Suite("The tree is read by page")
struct ReadingTests {
    @Test("siblings come in shelf order, page by page, forwards and backwards")
    func pages() async throws {
        let house = try await TestCatalogue()
        let items = try await house.draft(
            (1...25).map { ("X013-WS·2016-Y-BGS-\(String($0 + 10000).dropFirst())", "题名\($0)", "20160206") })
        let series = items[0].parent!
        var seen: [String] = []
        var place: ShelfPlace?
        repeat {
            let page = try await house.aids.children(of: series, after: place, limit: 10)
            seen += page.map(\.title)
            place = page.last?.place
        } while place != nil
        #expect(seen == items.map(\.title))
        let before = try await house.aids.children(of: series, before: items[20].place, limit: 5)
        #expect(before.map(\.title) == items[15..<20].map(\.title))
        #expect(try await house.aids.path(of: items[3].id).map(\.code) == ["X013", "X013-WS"])
        #expect(try await house.aids.fondsList().map(\.title) == ["江北市司法局"])
        #expect(try await house.aids.unit(publicID: items[7].publicID)?.id == items[7].id)
        #expect(try await house.aids.unit(code: "x013－WS•2016-Y-BGS-0003")?.title == "题名3", "any spelling of a code")
        #expect(ShelfPlace(text: items[4].place.text) == items[4].place)
    }

    @Test("what belongs to a 全宗 is told of kept objects by what describes them, and of packages by what they brought")
    func fonds() async throws {
        let house = try await TestCatalogue()
        let items = try await house.draft([("X013-WS·2016-Y-BGS-0001", "首件", "20160206")])
        let ids = items.map(\.id) + [UnitID.new(at: Instant(microseconds: 0))]
        #expect(try await house.aids.hasFonds("X013"))
        #expect(try await house.aids.hasFonds("X01") == false)
        #expect(try await house.aids.holdings(ofFonds: ["X013", "J001"], among: ids) == Set(items.map(\.id)))
        #expect(try await house.aids.holdings(ofFonds: ["J001"], among: ids).isEmpty)
        let linked = UnitID.new(at: Instant(microseconds: 1))
        try await house.database.write { tx in
            _ = try tx.run("UPDATE unit SET holding = \(linked) WHERE id = \(items[0].id)")
        }
        #expect(try await house.aids.holdings(ofFonds: ["X013"], among: [linked]) == [linked], "files of an entry")
        let packages = items.compactMap(\.accession)
        #expect(packages.count == 1)
        #expect(try await house.aids.accessions(ofFonds: ["X013"], among: packages) == Set(packages))
        #expect(try await house.aids.accessions(ofFonds: ["J001"], among: packages).isEmpty)
    }

    @Test("among 100,000 siblings any page is an index range")
    func many() async throws {
        let house = try await TestCatalogue()
        let parent = try await house.draft([("X013-WS·2016-Y-BGS-0001", "首件", "20160206")])[0].parent!
        try await house.database.write { tx in
            _ = try tx.run(
                """
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
                INSERT INTO unit (
                  id, public_id, parent, position, level, code, code_key, code_conflict, title, fonds, fonds_code,
                  category, year, state, version, agency, description, changed_at)
                SELECT 'n' || i, 'p' || i, \(parent), i / 2, 'item', 'c' || i, 'c' || i, 0, 't' || i, 'f', 'X013', 'WS',
                  2016, 'draft', 1, '', '[]', '2026-11-23T00:00:00.000000Z' FROM n
                """)
        }
        let middle = ShelfPlace(position: 40_000, id: UnitID(trusted: "n80000"))
        let page = try await house.aids.children(of: parent, after: middle, limit: 3)
        #expect(page.map(\.title) == ["t80001", "t80002", "t80003"])
        let last = ShelfPlace(position: 49_999, id: UnitID(trusted: "n99999"))
        #expect(try await house.aids.children(of: parent, after: last, limit: 3).map(\.title) == ["t100000"])
        // The plan is SQLite's own.
        guard TestGround.isSQLite else { return }
        let plan = try await house.database.read { tx in
            try tx.rows(
                """
                EXPLAIN QUERY PLAN SELECT id FROM unit
                WHERE parent = \(parent) AND (position, id) > (\(40_000), \("n80000")) ORDER BY position, id LIMIT \(50)
                """
            ).map { $0.text("detail") }.joined(separator: "; ")
        }
        #expect(plan.contains("USING COVERING INDEX unit_shelf (parent=? AND (position,id)>(?,?))"), "\(plan)")
        #expect(!plan.contains("TEMP B-TREE"), "no sorting: \(plan)")
    }

    @Test("two units with one reference code are both shown, flagged, until one is corrected")
    func conflict() async throws {
        let house = try await TestCatalogue()
        let items = try await house.draft([
            ("X013-WS·2016-Y-BGS-0001", "甲", "20160206"), ("X013－WS・2016-Y-BGS-0001", "乙", "20160207"),
            ("X013-WS·2016-Y-BGS-0002", "丙", "20160208"),
        ])
        #expect(items.map(\.codeConflict) == [true, true, false])
        #expect(try await house.aids.units(code: "X013-WS·2016-Y-BGS-0001").count == 2)
        #expect(try await Set(house.aids.conflicts().map(\.title)) == ["甲", "乙"])
        try await house.aids.edit(
            items[1].id, changes: ["referenceCode": "X013-WS·2016-Y-BGS-0003"], expecting: 1, by: house.archivist)
        #expect(try await house.aids.units(items.map(\.id)).map(\.codeConflict) == [false, false, false])
    }
}
