import Archive
import Tables
import TestGround
import Testing

@testable import Catalogue

@Suite("A transfer is drafted into the tree")
struct DraftingTests {
    private func record(
        _ code: String, _ title: String, fonds: String? = "江北市司法局", volume: String? = nil
    ) -> CarriedRecord {
        CarriedRecord(
            unit: .new(at: Instant(microseconds: 1_700_000_000_000_000)), hasFiles: true, code: code, fondsCode: nil,
            fondsName: fonds,
            category: nil, volumeTitle: volume, facts: [("题名", title), ("到期开放意见", "同意开放")],
            elements: [("内容描述/责任者", "国务院"), ("内容描述/日期", "1998-06-15")])
    }

    /// Drafts `records` in parts of `size` and enters them.
    private func draft(_ records: [CarriedRecord], parts size: Int = 500, into house: TestCatalogue) async throws {
        let clock = house.clock
        let made = try await house.database.read { tx in
            var drafting = Drafting(clock: clock)
            var parts: [DraftPart] = []
            for start in stride(from: 0, to: records.count, by: size) {
                let units = try drafting.units(
                    for: Array(records[start..<min(records.count, start + size)]), in: tx
                ).units
                parts.append(DraftPart(accession: .new(at: clock.now), agency: "司法局", at: clock.now, units: units))
            }
            return parts
        }
        try await house.database.write { tx in
            for part in made { try FindingAids.enter(part.json, in: tx) }
        }
    }

    @Test("a 案卷 has the title its list of volumes gives it, or its code where there was none")
    func titledVolumes() async throws {
        let house = try await TestCatalogue()
        try await draft(
            [
                record("X013-001-0001-001", "甲", volume: "司法局1996年规范性文件"), record("X013-001-0001-002", "乙"),
                record("X013-001-0002-001", "丙"),
            ], into: house)
        let fonds = try #require(try await house.aids.fondsList().first)
        var files = try await house.aids.children(of: fonds.id)
        if let series = files.first, series.level == .series { files = try await house.aids.children(of: series.id) }
        #expect(files.map(\.title) == ["司法局1996年规范性文件", "X013-001-0002"])
        #expect(files.map(\.level) == [.file, .file])
    }

    @Test("全宗 and 类别 are minted once, siblings stand by year and then in the order of the listings")
    func tree() async throws {
        let house = try await TestCatalogue()
        let first = [
            record("X013-WS·2016-Y-BGS-0002", "甲"), record("X013-WS·2016-Y-BGS-0001", "乙"),
            record("X013-WS·1998-D30-BGS-0001", "丙"), record("X013-KJ·2016-Y-BGS-0001", "丁"),
        ]
        try await draft(first, parts: 2, into: house)
        try await draft(
            [record("X013-WS·2016-D10-BGS-0009", "戊"), record("J001-WS·2016-Y-BGS-0001", "己")], into: house)
        let fonds = try await house.aids.fondsList()
        #expect(fonds.map(\.code) == ["J001", "X013"])
        #expect(fonds[1].title == "江北市司法局")
        let series = try await house.aids.children(of: fonds[1].id)
        #expect(series.map(\.title) == ["文书档案", "科技档案"])
        #expect(series.map(\.code) == ["X013-WS", "X013-KJ"])
        let items = try await house.aids.children(of: series[0].id)
        #expect(items.map(\.title) == ["丙", "甲", "乙", "戊"])
        #expect(items.map(\.year) == [1998, 2016, 2016, 2016])
        #expect(items[0].id == first[2].unit, "a 件 has the identifier of its holding")
        #expect(items[0].description["openingOpinion"] == "同意开放")
        #expect(items[0].agency == "司法局")
        #expect(items[0].retention == nil)
        #expect(
            items[0].dates
                == UnitDates(text: "1998-06-15", from: Day(text: "1998-06-15")!, to: Day(text: "1998-06-15")!))
        #expect(Set((items + series + fonds).map(\.publicID)).count == 8)
    }

    @Test("codes by volume get their 案卷")
    func volumes() async throws {
        let house = try await TestCatalogue()
        try await draft(
            [record("X013-001-0003-001", "甲"), record("X013-001-0003-002", "乙"), record("X013-001-0004-001", "丙")],
            into: house)
        let fonds = try await house.aids.fondsList()[0]
        let files = try await house.aids.children(of: fonds.id)
        #expect(files.map(\.level) == [.file, .file])
        #expect(files.map(\.code) == ["X013-001-0003", "X013-001-0004"])
        #expect(try await house.aids.children(of: files[0].id).map(\.title) == ["甲", "乙"])
    }

    @Test("a part entered twice is entered once")
    func twice() async throws {
        let house = try await TestCatalogue()
        let records = (1...30).map { record("X013-WS·2016-Y-BGS-\(String(10000 + $0).dropFirst())", "题名\($0)") }
        let clock = house.clock
        let part = try await house.database.read { tx in
            var drafting = Drafting(clock: clock)
            return DraftPart(
                accession: .new(at: clock.now), agency: "司法局", at: clock.now,
                units: try drafting.units(for: records, in: tx).units
            ).json
        }
        try await house.database.write { tx in try FindingAids.enter(part, in: tx) }
        let version = try await house.aids.edit(
            records[3].unit, changes: ["title": "改过"], expecting: 1, by: house.archivist)
        try await house.database.write { tx in try FindingAids.enter(part, in: tx) }
        #expect(try await house.aids.units(limit: 100).count == 32)
        #expect(try await house.aids.unit(records[3].unit) == version, "what was edited meanwhile stays")
    }

    @Test(
        "finding the nodes of a transfer uses their index, however large the catalogue",
        .enabled(if: TestGround.isSQLite, "reads SQLite's own plan"))
    func plan() async throws {
        let house = try await TestCatalogue()
        let plan = try await house.database.read { tx in
            try tx.rows(
                """
                EXPLAIN QUERY PLAN SELECT id FROM unit WHERE level IN ('fonds', 'series') AND fonds_code = \("X013")
                  AND category = \("WS") ORDER BY id LIMIT 1
                """
            ).map { $0.text("detail") }.joined(separator: "; ")
        }
        #expect(plan.contains("INDEX unit_node"), "\(plan)")
    }
}
