import Archive
import Foundation
import GRDB
import Testing

@testable import Discovery

@Suite("The index: kept up to date, reopened, built anew beside itself")
struct IndexTests {
    private let house = ToyHouse()

    @Test(
        "a record described again is found by the new words only, and once",
        arguments: IndexForm.allCases)
    func described(_ form: IndexForm) async throws {
        let unit = house.add("旧题名", code: "A-1")
        let finder = try house.finder()
        try await house.fill(finder.staff, form)
        house.describe(unit, title: "新题名")
        try await finder.staff.update([unit])
        #expect(try await finder.total("旧") == 0)
        #expect(try await finder.total("题名") == 1)
        #expect(finder.staff.records == 1)
    }

    @Test("the same event twice writes nothing twice")
    func twice() async throws {
        let units = (0..<10).map { house.add("题名\($0)", code: "A-\($0)") }
        let index = try house.index(.staff)
        try await index.update(units, bookmark: 4)
        try await index.update(units, bookmark: 4)
        #expect(index.entries == 10)
    }

    @Test("the bookmark stands with what was written, and only moves forward")
    func bookmark() async throws {
        let unit = house.add("题名", code: "A-1")
        let index = try house.index(.staff)
        #expect(try index.bookmark() == -1)
        try await index.update([unit], bookmark: 7)
        try await index.skip(to: 3)
        let again = try house.index(.staff)
        #expect(try again.bookmark() == 7)
        #expect(again.records == 1)
    }

    @Test("more than one batch")
    func batches() async throws {
        for number in 0..<2300 { house.add("题名\(number)", code: "A-\(number)") }
        let finder = try house.finder()
        try await finder.staff.update(house.all, bookmark: 1)
        #expect(try await finder.total("题名") == 2300)
        #expect(try await finder.total("题名2299") == 1)
    }

    @Test("built anew: the same records, no dead ones, the same bookmark, the old file gone")
    func rebuild() async throws {
        let units = (0..<50).map { house.add("题名\($0)", code: "A-\($0)") }
        let finder = try house.finder()
        try await finder.staff.update(units, bookmark: 9)
        for unit in units { house.describe(unit, title: "改过的题名") }
        try await finder.staff.update(units, bookmark: 10)
        let old = finder.staff.file.path
        #expect(finder.staff.entries == 100)
        #expect(try await finder.staff.rebuild() == 50)
        #expect(finder.staff.entries == 50)
        #expect(finder.staff.file.path != old)
        #expect(!FileManager.default.fileExists(atPath: old))
        #expect(try finder.staff.bookmark() == 10)
        #expect(try await finder.total("改过") == 50)
        let files = try FileManager.default.contentsOfDirectory(atPath: house.folder)
        #expect(files.allSatisfy { $0.hasPrefix("staff-00000002.sqlite") || $0.hasPrefix("public-") })
        let again = try house.index(.staff)
        #expect(again.records == 50)
    }

    @Test("questions and changes go on while it is built anew; nothing is missed")
    func rebuildWhileBusy() async throws {
        let house = self.house
        for number in 0..<1500 { house.add("题名\(number)", code: "A-\(number)") }
        let finder = try house.finder()
        try await finder.staff.update(house.all, bookmark: 1)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { _ = try await finder.staff.rebuild() }
            group.addTask {
                for _ in 0..<60 {
                    let total = try await finder.total("题名")
                    #expect(total >= 1500)
                }
            }
            group.addTask {
                for number in 0..<40 {
                    let unit = house.add("题名后来\(number)", code: "B-\(number)")
                    try await finder.staff.update([unit], bookmark: EventIndex(10 + number))
                }
            }
            try await group.waitForAll()
        }
        #expect(try await finder.total("题名") == 1540)
        #expect(try await finder.total("后来") == 40)
        #expect(try finder.staff.bookmark() == 49)
    }

    @Test("every question sees each record once, while records are described again")
    func consistent() async throws {
        let house = self.house
        let units = (0..<300).map { house.add("题名\($0)", code: "A-\($0)") }
        let finder = try house.finder()
        try await finder.staff.update(units)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for round in 0..<20 {
                    for unit in units { house.describe(unit, title: "题名第\(round)次") }
                    try await finder.staff.update(units)
                }
            }
            for _ in 0..<2 {
                group.addTask {
                    for _ in 0..<100 {
                        let (found, all) = (try await finder.total("题名"), try await finder.total(""))
                        #expect(found == 300 && all == 300)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("a fifth dead asks for building anew")
    func dead() async throws {
        let units = (0..<200).map { house.add("题名\($0)", code: "A-\($0)") }
        let index = try house.index(.staff)
        try await index.update(units)
        #expect(try index.needsRebuild() == false)
        for unit in units.prefix(60) { house.describe(unit, title: "改") }
        try await index.update(units)
        #expect(try index.needsRebuild())
    }

    @Test("a file of another version, or a broken one, gives way to an empty one at the first event")
    func otherVersion() async throws {
        let unit = house.add("题名", code: "A-1")
        do {
            let index = try house.index(.staff)
            try await index.update([unit], bookmark: 5)
            try await index.file.pool.write { try $0.set(.format, IndexFormat.version + 1) }
        }
        do {
            let index = try house.index(.staff)
            #expect(index.records == 0)
            #expect(try index.bookmark() == -1)
            try await index.update([unit], bookmark: 5)
        }
        let files = try FileManager.default.contentsOfDirectory(atPath: house.folder)
        #expect(Set(files.map { $0.prefix(21) }) == ["staff-00000002.sqlite"])
        // Its log holds every page too, and would repair it.
        for file in files { try FileManager.default.removeItem(atPath: house.folder + "/" + file) }
        try Data(repeating: 7, count: 5000).write(to: URL(fileURLWithPath: house.folder + "/staff-00000002.sqlite"))
        let index = try house.index(.staff)
        #expect(index.records == 0)
        try await index.update([unit], bookmark: 5)
        #expect(index.records == 1)
    }
}
