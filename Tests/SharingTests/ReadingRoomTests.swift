import Appraisal
import Archive
import Bytes
import Catalogue
import Formats
import Intake
import Preservation
import Tables
import Testing

@testable import Sharing

@Suite("The reading room shows what is published, at its level, and nothing else")
struct ReadingRoomTests {
    private func codes(_ numbers: ClosedRange<Int>) -> [String] {
        numbers.map { "X013-WS·1998-Y-BGS-\(String(10000 + $0).dropFirst())" }
    }

    @Test("each level gives its own: entry, page images, full text")
    func levels() async throws {
        let house = try await TestRoom(workers: true)
        let units = try await house.transfer(codes(1...3))
        try await house.open(units)
        for (unit, level) in zip(units, PublicationLevel.allCases) { try await house.publish([unit], level) }

        let entry = try #require(try await house.room.record(publicID: units[0].publicID))
        #expect(entry.title == "关于0001的通知")
        #expect(entry.files.isEmpty)
        #expect(try await house.room.pageImage(publicID: units[0].publicID, n: 1, page: 1) == nil)
        #expect(try await house.room.file(publicID: units[0].publicID, n: 1) == nil)
        #expect(try await house.room.record(publicID: units[0].publicID, file: 1, page: 1)?.view?.text == nil)
        #expect(try await house.room.record(publicID: units[0].publicID, file: nil, page: nil)?.view == nil)

        let images = try #require(try await house.room.record(publicID: units[1].publicID))
        #expect(images.files.map(\.pages) == [1])
        #expect(try await house.room.pageImage(publicID: units[1].publicID, n: 1, page: 1)?.mime == "image/png")
        #expect(try await house.room.pageImage(publicID: units[1].publicID, n: 1, page: 2) == nil)
        #expect(
            try await house.room.pageImage(publicID: units[1].publicID, n: 0, page: 1) == nil, "metadata is not shown")
        #expect(try await house.room.file(publicID: units[1].publicID, n: 1) == nil)

        let full = try #require(try await house.room.record(publicID: units[2].publicID))
        #expect(full.files.map(\.name) == ["X013-WS·1998-Y-BGS-0003-1.pdf"], "not the name it had in the agency")
        let read = try #require(try await house.room.file(publicID: units[2].publicID, n: 1, range: 0..<8))
        #expect(try await read.bytes.gathered() == Array("%PDF-1.4".utf8))
        #expect(read.file.bytes > 100)
        let open = try #require(try await house.room.record(publicID: units[2].publicID, file: nil, page: nil))
        #expect(open.view?.text == "密件全文X013-WS·1998-Y-BGS-0003")
        #expect(open.view?.file.n == 1 && open.view?.page == 1 && open.record == full)
        #expect(try await house.room.record(publicID: units[2].publicID, file: 1, page: 2) == nil, "it has one page")
        #expect(try await house.room.record(publicID: units[2].publicID, file: 2, page: 1)?.view == nil)
        #expect(try await house.room.file(publicID: units[2].publicID, n: 0) == nil)

        // A word searched for tells nothing of a text that is not published.
        for (place, unit) in units.prefix(3).enumerated() {
            let view = try await house.room.record(publicID: unit.publicID, file: nil, page: nil) { $0.contains("密件") }?
                .view
            #expect(view?.hits ?? [] == (place == 2 ? [1] : []) && (view?.text != nil) == (place == 2))
        }
        await house.workers?.close()
    }

    @Test("what repealed a document is told on its page, and the other way round; never what is closed")
    func relations() async throws {
        let house = try await TestRoom()
        let old = try await house.transfer(
            codes(1...1),
            elements: [
                ("文件编号", "江政发〔1998〕5号"), ("效力状态", "废止"), ("废止依据", "《关于废止文件的决定》（江政发〔2009〕8号）"),
            ])
        let new = try await house.transfer(codes(2...2), elements: [("文件编号", "江政发〔2009〕8号"), ("效力状态", "有效")])
        let closed = try await house.transfer(codes(3...3), elements: [("修改的文件", "江政发[1998]5号"), ("效力状态", "已修改")])
        try await house.open(old + new)
        try await house.publish(old + new, .catalogue)

        let repealed = try #require(try await house.room.record(publicID: old[0].publicID))
        #expect(repealed.validity == .repealed)
        #expect(repealed.relations.map(\.relation) == [.repealedBy], "the closed one amends it, and is not told of")
        #expect(repealed.relations.first?.publicID == new[0].publicID && repealed.relations.first?.validity == .inForce)
        let repealing = try #require(try await house.room.record(publicID: new[0].publicID))
        #expect(repealing.validity == .inForce)
        #expect(repealing.relations.map(\.relation) == [.repeals])
        #expect(repealing.relations.map(\.publicID) == [old[0].publicID])

        try await house.open(closed)
        try await house.publish(closed, .catalogue)
        let amended = try #require(try await house.room.record(publicID: old[0].publicID))
        #expect(Set(amended.relations.map(\.relation)) == [.repealedBy, .amendedBy])
        let units = [old[0].id, new[0].id, closed[0].id]
        #expect(
            try await house.aids.validities(of: units) == [units[0]: .repealed, units[1]: .inForce, units[2]: .amended])

        // The archivist corrects it: what was said before is said no more.
        _ = try await house.aids.edit(
            old[0].id, changes: ["repealedBy": nil, "validity": "现行有效"], expecting: old[0].version, by: house.archivist)
        let corrected = try #require(try await house.room.record(publicID: old[0].publicID))
        #expect(corrected.validity == .inForce && corrected.relations.map(\.relation) == [.amendedBy])
        #expect(try await house.room.record(publicID: new[0].publicID)?.relations.isEmpty == true)
    }

    @Test(
        "a format is called by its version once",
        arguments: [
            ("PDF", "1.4", "PDF 1.4"), ("Acrobat PDF 1.3", "1.3", "Acrobat PDF 1.3"),
            ("Portable Network Graphics", nil, "Portable Network Graphics"),
        ])
    func formatName(name: String, version: String?, shown: String) {
        let format = FileFormat(puid: nil, name: name, version: version, mime: "application/pdf", basis: "signature")
        #expect(PublicFile.named(format) == shown)
    }

    @Test("a page image is made once and kept by the digest of its content")
    func cached() async throws {
        let house = try await TestRoom(workers: true)
        let units = try await house.transfer(codes(1...1))
        try await house.open(units)
        try await house.publish(units, .image)
        let id = units[0].publicID
        let made = try await withThrowingTaskGroup(of: PageImage?.self) { group in
            for _ in 0..<20 {
                group.addTask { try await house.room.pageImage(publicID: id, n: 1, page: 1, width: 700) }
            }
            return try await group.reduce(into: Set<PageImage>()) { if let image = $1 { $0.insert(image) } }
        }
        #expect(made.count == 1)
        await house.workers?.close()
        #expect(try await house.room.pageImage(publicID: id, n: 1, page: 1, width: 800) == made.first, "from scratch")
        let size = Int64(try #require(made.first).bytes.count)
        #expect(try await house.room.trimCopies(to: size) == size)
        #expect(try await house.room.pageImage(publicID: id, n: 1, page: 1, width: 800) != nil)
        try await house.board.withdraw(.units([units[0].id]), reason: "复核", by: house.archivist)
        #expect(try await house.room.pageImage(publicID: id, n: 1, page: 1, width: 800) == nil, "kept, but not shown")
        try await house.room.trimCopies(to: size - 1)
        #expect(try await house.room.trimCopies(to: 0) == 0)
    }

    @Test("the record says where it belongs, how to cite it, and never what agency and archive noted")
    func record() async throws {
        let house = try await TestRoom()
        let units = try await house.transfer(codes(1...5), elements: [("内容描述/人名", "张三")])
        try await house.open(units)
        try await house.publish([units[0], units[2], units[4]], .catalogue)
        let record = try #require(try await house.room.record(publicID: units[2].publicID))
        #expect(record.fonds.title == "江北市司法局")
        #expect(record.category?.title == "文书档案")
        #expect(record.previous?.publicID == units[0].publicID, "its neighbours are public ones")
        #expect(record.next?.publicID == units[4].publicID)
        #expect(record.openedFrom == house.today)
        #expect(
            record.citation
                == "江北市司法局. 关于0003的通知: X013-WS·1998-Y-BGS-0003[A/OL]. 江北: 江北市档案馆, 1998-06-15[2026-11-23]. "
                + "https://archive.example/records/\(units[2].publicID).")
        let shown = record.description.map(\.identifier)
        #expect(shown == ["referenceCode", "title", "date", "author", "retentionPeriod"])
        let text = String(describing: record)
        for secret in ["同意开放", "内部备注", "张三", units[2].id.text, units[1].publicID, "局长签批稿", "密件全文"] {
            #expect(!text.contains(secret), "\(secret)")
        }
        #expect(try await house.room.record(publicID: units[0].publicID)?.previous == nil)
    }

    @Test("closed, withdrawn, not yet and never there answer alike, at every door")
    func absent() async throws {
        let house = try await TestRoom()
        let units = try await house.transfer(codes(1...6))
        try await house.open(Array(units[0...3]))
        try await house.open([units[4]], from: "2026-12-01")
        try await house.publish(Array(units[0...2]), .text)
        try await house.publish([units[4]], .text, from: "2026-12-01")
        try await house.board.withdraw(.units([units[1].id]), reason: "复核", by: house.archivist)
        try await house.board.close(
            .units([units[2].id]), ground: StatedGround(code: "other-law"), by: house.archivist)
        #expect(try await house.doors(units[0].publicID) == 4)
        let nodes = try await house.aids.path(of: units[0].id)
        let absent = units[1...].map(\.publicID) + nodes.map(\.publicID) + [PublicID.mint(), "lt0", "", "..", "%"]
        for id in absent { #expect(try await house.doors(id) == 0, "\(id)") }
        house.move(to: "2026-11-30")
        #expect(try await house.doors(units[4].publicID) == 0)
        house.move(to: "2026-12-01")
        #expect(try await house.doors(units[4].publicID) == 4, "on its day, without anybody doing anything")
    }

    @Test("lists, neighbours and counts hold published records only, whatever is decided (random)")
    func random() async throws {
        var generator = SystemRandomNumberGenerator()
        let house = try await TestRoom()
        let units = try await house.transfer(codes(1...40))
        for round in 0..<25 {
            let some = Array(units.shuffled(using: &generator).prefix(Int.random(in: 1...8, using: &generator)))
            let selection = UnitSelection.units(some.map(\.id))
            let later = house.today.adding(days: Int.random(in: 0...4, using: &generator)).text
            switch Int.random(in: 0..<6, using: &generator) {
            case 0, 1: try? await house.open(some, from: later)
            case 2, 3: try? await house.publish(some, .allCases.randomElement(using: &generator)!, from: later)
            case 4: _ = try? await house.board.withdraw(selection, reason: "", by: house.archivist)
            default:
                _ = try? await house.board.close(
                    selection, ground: StatedGround(code: "other-law"), by: house.archivist)
            }
            if round % 5 == 4 { house.move(to: Day(text: "2026-11-23")!.adding(days: round).text) }
            try await house.holdsOnlyPublished(units)
        }
    }

    @Test("a shelf is read by page, in shelf order")
    func shelf() async throws {
        let house = try await TestRoom()
        let units = try await house.transfer(codes(1...23))
        try await house.open(units)
        let some = units.enumerated().filter { $0.offset % 3 != 1 }.map(\.element)
        try await house.publish(some, .catalogue)
        let fonds = try #require(try await house.room.counts().fonds.first)
        #expect(fonds.records == Int64(some.count))
        #expect(fonds.categories.map(\.place.title) == ["文书档案"])
        #expect(try await house.room.fonds(publicID: fonds.place.publicID) == fonds)
        var seen: [String] = []
        var place: String?
        repeat {
            let page = try await house.room.shelf(publicID: fonds.categories[0].place.publicID, after: place, limit: 4)
            seen += page.map(\.publicID)
            place = page.last?.place
        } while place != nil
        #expect(seen == some.map(\.publicID))
        #expect(try await Set(house.room.newest(limit: 100).map(\.publicID)) == Set(seen))
        #expect(
            try await house.room.shelf(publicID: fonds.categories[0].place.publicID, after: "nonsense", limit: 1).count
                == 1)
    }

    @Test("a corrected title of a fonds stands in the lists at once")
    func retitled() async throws {
        let house = try await TestRoom()
        let units = try await house.transfer(codes(1...3))
        try await house.open(units)
        try await house.publish(units, .catalogue)
        let before = try await house.room.counts()
        let fonds = try #require(try await house.aids.path(of: units[0].id).first)
        try await house.aids.edit(
            fonds.id, changes: ["title": "江北市司法局（改）"], expecting: fonds.version, by: house.archivist)
        let after = try await house.room.counts()
        #expect(after.fonds.map(\.place.title) == ["江北市司法局（改）"])
        #expect(after.records == before.records && after.fonds[0].categories == before.fonds[0].categories)
    }

    @Test("staff see within their reach what the public does not; others nothing")
    func desk() async throws {
        let house = try await TestRoom(workers: true)
        let unit = try await house.transfer(codes(1...1))[0]
        func reach(_ role: Role, _ agency: String? = nil) -> Reach {
            .staff(Agent(id: "x", role: role), agency: agency, on: house.today)
        }
        for reach in [reach(.archivist), reach(.agencyOfficer, "江北市司法局")] {
            let record = try #require(try await house.room.deskRecord(unit.id, within: reach))
            #expect(record.unit.description["openingOpinion"] == "同意开放")
            #expect(record.access.status == .unreviewed)
            #expect(record.path.map(\.code) == ["X013", "X013-WS"])
            #expect(record.files.count == 1)
            #expect(try await house.room.deskFile(unit.id, n: 1, within: reach) != nil)
            #expect(try await house.room.deskPageImage(unit.id, n: 1, page: 1, within: reach) != nil)
        }
        for reach in [reach(.systemAdministrator), reach(.auditor), reach(.agencyOfficer, "别的局")] {
            #expect(try await house.room.deskRecord(unit.id, within: reach) == nil)
            #expect(try await house.room.deskFile(unit.id, n: 1, within: reach) == nil)
            #expect(try await house.room.deskPageImage(unit.id, n: 1, page: 1, within: reach) == nil)
        }
        await house.workers?.close()
    }
}

extension TestRoom {
    /// How many doors open for an address: record, file, text, neighbour list.
    func doors(_ id: String) async throws -> Int {
        var open = 0
        if try await room.record(publicID: id) != nil { open += 1 }
        if try await room.file(publicID: id, n: 1) != nil { open += 1 }
        if try await room.record(publicID: id, file: 1, page: 1)?.view?.text != nil { open += 1 }
        if try await room.newest(limit: 1000).contains(where: { $0.publicID == id }) { open += 1 }
        return open
    }

    /// Holds everything the room hands out against what the board says of each unit.
    func holdsOnlyPublished(_ units: [ArchivalUnit]) async throws {
        let rows = try await board.status(of: units.map(\.id))
        let published = units.filter { rows[$0.id]?.isPublished(at: .catalogue, on: today) == true }
        let addresses = Set(published.map(\.publicID))
        for unit in units {
            let record = try await room.record(publicID: unit.publicID)
            #expect((record != nil) == addresses.contains(unit.publicID))
            guard let record else { continue }
            #expect(record.published.rawValue == rows[unit.id]?.level)
            for neighbour in [record.previous, record.next].compactMap(\.self) {
                #expect(addresses.contains(neighbour.publicID))
            }
        }
        #expect(try await Set(room.newest(limit: 1000).map(\.publicID)) == addresses)
        let counts = try await room.counts()
        #expect(counts.records == Int64(published.count))
        #expect(counts.withText == Int64(published.count { rows[$0.id]?.level == 3 }))
        #expect(counts.fonds.isEmpty == published.isEmpty)
        for unit in published {
            let place = try await aids.path(of: unit.id).last!.publicID
            #expect(try await room.shelf(publicID: place, limit: 1000).contains { $0.publicID == unit.publicID })
        }
    }
}
