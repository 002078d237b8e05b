import Appraisal
import Archive
import Foundation
import Testing

@testable import Discovery

@Suite("Whether an entry's words are in the lists or in FTS5 changes no answer; a damaged index is told and built anew")
struct FormsTests {
    private let pieces: [String] = [
        "防汛", "通知", "关于", "档", "案", "2016", "二〇一六", "年", "5", "五", "号", "ab", "AB", "，", " ", "。", "。", "局",
    ]

    private func text(_ length: Int, _ random: inout SeededGenerator) -> String {
        (0..<length).map { _ in pieces.randomElement(using: &random)! }.joined()
    }

    private func question(_ random: inout SeededGenerator) -> String {
        (0..<Int.random(in: 1...3, using: &random)).map { number in
            let field = ["", "", "", "题名:", "责任者:", "正文:", "年度:"].randomElement(using: &random)!
            let minus = number > 0 && Int.random(in: 0..<5, using: &random) == 0 ? "-" : ""
            let words = text(Int.random(in: 1...3, using: &random), &random).replacing(" ", with: "")
            return minus + (field == "年度:" ? field + "1999" : field + (words.isEmpty ? "档" : words))
        }.joined(separator: " ")
    }

    @Test("the same hits in the same order, the same counts by value", arguments: [21, 22] as [UInt64])
    func same(_ seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let houses = IndexForm.allCases.map { ($0, ToyHouse()) }
        for number in 0..<400 {
            let title = text(Int.random(in: 1...6, using: &random), &random)
            let (author, body) = (text(2, &random), text(Int.random(in: 0...40, using: &random), &random))
            let year = Int.random(in: 1998...2001, using: &random)
            for (_, house) in houses {
                house.add(
                    title, code: "A-\(number)", text: [body], meta: [author], year: year, authors: [author],
                    numbers: [title])
            }
        }
        var finders: [Finder] = []
        for (form, house) in houses { finders.append(try await house.finder(form)) }
        // Described again and closed, in all of them.
        for (finder, (_, house)) in zip(finders, houses) {
            let units = house.all
            for unit in units.prefix(40) { house.describe(unit, title: "防汛通知改过的") }
            try await finder.staff.update(Array(units.prefix(60)))
        }
        var found = 0
        for _ in 0..<300 {
            let query = FindQuery(parsing: question(&random))
            var answers: [FindAnswer] = []
            for finder in finders {
                answers.append(
                    try await finder.find(query, reach: .everything, sort: .relevance, limit: 50, facets: true))
            }
            for answer in answers.dropFirst() {
                #expect(answer == answers[0], "\(query.pieces)")
            }
            found += answers[0].total
        }
        #expect(found > 3000)
        #expect(finders[0].staff.file.lists == nil)
        #expect(finders[1].staff.file.lists?.count == 400)
        #expect(finders[2].staff.file.lists?.count == 200)
    }

    private func filled() async throws -> (ToyHouse, path: String) {
        let house = ToyHouse()
        for number in 0..<300 { house.add("防汛通知\(number)", code: "A-\(number)") }
        let index = try house.index(.staff)
        try await index.rebuild()
        return (house, WordLists.path(of: index.file.path))
    }

    @Test("lists that do not open: an empty index, which asks to be built anew and then finds all")
    func unopened() async throws {
        let (house, path) = try await filled()
        try Data(contentsOf: URL(fileURLWithPath: path)).dropLast(9).write(to: URL(fileURLWithPath: path))
        let finder = try house.finder()
        #expect(finder.staff.records == 0)
        #expect(try finder.staff.rebuildReason() == .damaged)
        try await finder.staff.rebuild()
        #expect(try finder.staff.rebuildReason() == nil)
        #expect(try await finder.total("防汛") == 300)
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("lists damaged in the middle: the question that reads there has no answer, until the index was built anew")
    func damaged() async throws {
        let (house, path) = try await filled()
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        // The first list's first block.
        for place in 96..<112 { bytes[place] ^= 0xFF }
        try bytes.write(to: URL(fileURLWithPath: path))
        let finder = try house.finder()
        #expect(finder.staff.records == 300)
        var isTold = false
        for typed in ["汛通", "知0", "通知", "防汛"] + (0..<300).map(String.init) {
            do {
                _ = try await finder.total(typed)
            } catch {
                #expect(error as? DiscoveryProblem != nil)
                isTold = true
            }
        }
        #expect(isTold)
        #expect(try finder.staff.rebuildReason() == .damaged)
        try await finder.staff.rebuild()
        #expect(try finder.staff.rebuildReason() == nil)
        #expect(try await finder.total("防汛") == 300)
    }

    @Test("what a killed build left is not opened and goes")
    func killed() async throws {
        let (house, path) = try await filled()
        let left = [
            "staff-00000003.sqlite.building", "staff-00000003.sqlite.building-words", "staff-00000003.sqlite-words",
        ]
        for name in left { try Data("half".utf8).write(to: URL(fileURLWithPath: house.folder + "/" + name)) }
        let finder = try house.finder()
        #expect(try await finder.total("防汛") == 300)
        #expect(try finder.staff.rebuildReason() == nil)
        #expect(FileManager.default.fileExists(atPath: path))
        for name in left { #expect(!FileManager.default.fileExists(atPath: house.folder + "/" + name)) }
    }

    @Test("many entries beside the lists ask for building anew")
    func tail() async throws {
        let house = ToyHouse()
        let index = try house.index(.staff)
        for number in 0..<20_001 { house.add("甲", code: "\(number)") }
        try await index.update(Array(house.all.dropLast()))
        #expect(try index.rebuildReason() == nil)
        try await index.update(house.all)
        #expect(try index.rebuildReason() == .tail)
        try await index.rebuild()
        #expect(try index.rebuildReason() == nil)
        #expect(index.file.lists?.count == 20_001)
    }
}
