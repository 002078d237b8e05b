import CSearch
import Foundation
import Testing

@testable import Discovery

@Suite("Lists of words alone: every place and every count equals brute force; damage is told")
final class ListsTests {
    /// A record as rows of words, column by column.
    private typealias Record = [[String]]

    private let folder = NSTemporaryDirectory() + "lists-" + UUID().uuidString
    private static let weights = [4, 2, 2, 1, 1]

    init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func write(_ records: [Record], memory: Int64 = 64 << 20, as name: String = "words") throws -> String {
        let path = folder + "/" + name
        let builder = try WordListsBuilder(path: path, memory: memory)
        for record in records { try builder.add(record.map { $0.joined(separator: " ") }) }
        try builder.finish(key: 7)
        return path
    }

    private struct Place: Hashable {
        let place: Int
        let often: [Int]
    }

    private func find(_ clauses: [Clause], in lists: WordLists) throws -> [Place] {
        let house = Shelf(epoch: 0, day: ToyHouse().today)
        let matches = Matches(house.snapshot, clauses: clauses.count)
        try lists.find(clauses, matches)
        let found = matches.found.pointee
        return withUnsafeBytes(of: found.often) { bytes in
            let often = bytes.bindMemory(to: UnsafeMutablePointer<UInt16>?.self)
            return (0..<Int(found.count)).map { at in
                Place(place: Int(found.places[at]), often: clauses.indices.map { Int(often[$0]![at]) })
            }
        }
    }

    /// How often the words stand one after the other, each time as much as the column counts.
    private func often(_ words: [String], _ field: SearchedField?, in record: Record) -> Int {
        var sum = 0
        for (number, column) in record.enumerated() where field.map({ $0.column == number }) ?? true {
            for start in column.indices where column[start...].starts(with: words) { sum += Self.weights[number] }
        }
        return min(sum, 255)
    }

    private func expected(_ asked: [(words: [String], field: SearchedField?)], in records: [Record]) -> [Place] {
        records.enumerated().compactMap { place, record in
            let often = asked.map { self.often($0.words, $0.field, in: record) }
            return often.allSatisfy { $0 > 0 } ? Place(place: place, often: often) : nil
        }
    }

    private func clauses(_ asked: [(words: [String], field: SearchedField?)]) throws -> [Clause] {
        try asked.map { Clause(try #require(Phrase($0.words.joined(separator: " "))), in: $0.field) }
    }

    @Test("lists that end at, before and behind the edge of a block")
    func edges() throws {
        let sizes = [1, 2, 127, 128, 129, 255, 256, 257, 640]
        var records = [Record](repeating: [[], [], [], [], []], count: 1300)
        for size in sizes {
            // The one scattered, the other at the end without a hole.
            for number in 0..<size { records[number * 1300 / size][number % 5].append("scattered\(size)") }
            for place in (1300 - size)..<1300 { records[place][0].append("close\(size)") }
        }
        let lists = try WordLists(path: try write(records), key: 7)
        #expect(lists.count == 1300)
        for size in sizes {
            for asked in [[(["scattered\(size)"], nil)], [(["close\(size)"], nil), (["scattered640"], nil)]]
                as [[(words: [String], field: SearchedField?)]]
            {
                #expect(try find(try clauses(asked), in: lists) == expected(asked, in: records), "\(asked)")
            }
        }
        #expect(try find(try clauses([(["nowhere"], nil)]), in: lists).isEmpty)
    }

    private func random(_ count: Int, _ random: inout SeededGenerator) -> [Record] {
        let words = (0..<40).map { "w\($0)" }
        return (0..<count).map { _ in
            (0..<5).map { _ in
                (0..<Int.random(in: 0...12, using: &random)).map { _ in
                    words[min(Int.random(in: 0..<40, using: &random), Int.random(in: 0..<40, using: &random))]
                }
            }
        }
    }

    @Test("random words, phrases and fields, alone and together", arguments: [1, 2] as [UInt64])
    func bruteForce(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let records = self.random(1500, &random)
        let lists = try WordLists(path: try write(records, memory: 200_000), key: 7)
        var found = 0
        for _ in 0..<150 {
            let asked = (0..<Int.random(in: 1...3, using: &random)).map { _ in
                let words = (0..<Int.random(in: 1...3, using: &random)).map { _ in
                    "w\(min(Int.random(in: 0..<40, using: &random), Int.random(in: 0..<40, using: &random)))"
                }
                return (words: words, field: Bool.random(using: &random) ? SearchedField.allCases.randomElement() : nil)
            }
            // Numbers in words have no other forms here, so each clause is one phrase.
            let answer = try find(try clauses(asked), in: lists)
            #expect(answer == expected(asked, in: records), "\(asked)")
            found += answer.count
        }
        #expect(found > 4_000)
    }

    @Test("a file merged from many runs is the same, byte for byte")
    func runs() throws {
        var random = SeededGenerator(seed: 3)
        let records = self.random(600, &random)
        let whole = try Data(contentsOf: URL(fileURLWithPath: try write(records)))
        let merged = try Data(contentsOf: URL(fileURLWithPath: try write(records, memory: 1, as: "merged")))
        #expect(whole == merged)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["merged", "words"])
    }

    @Test("a long text: positions beyond 65,536, and more of a word than counts")
    func long() throws {
        let words = (0..<70_000).map { $0 % 1000 == 999 ? "rare" : "often" } + ["the", "end"]
        let lists = try WordLists(path: try write([[[], [], [], [], words], [["often"], [], [], [], []]]), key: 7)
        #expect(try find(try clauses([(["the", "end"], nil)]), in: lists) == [Place(place: 0, often: [1])])
        #expect(try find(try clauses([(["rare", "the"], nil)]), in: lists) == [Place(place: 0, often: [1])])
        #expect(try find(try clauses([(["rare", "often"], nil)]), in: lists) == [Place(place: 0, often: [69])])
        #expect(
            try find(try clauses([(["often"], nil)]), in: lists)
                == [Place(place: 0, often: [255]), Place(place: 1, often: [4])])
    }

    @Test("no records, and records without words")
    func empty() throws {
        for records in [[], [[[], [], [], [], []]]] as [[Record]] {
            let lists = try WordLists(path: try write(records), key: 7)
            #expect(lists.count == records.count)
            #expect(try find(try clauses([(["word"], nil)]), in: lists).isEmpty)
        }
    }

    @Test("a file cut short anywhere, of another key, or not there is not opened")
    func truncated() throws {
        var random = SeededGenerator(seed: 4)
        let path = try write(self.random(200, &random))
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(throws: DiscoveryProblem.self) { try WordLists(path: path, key: 8) }
        for _ in 0..<200 {
            try whole.prefix(Int.random(in: 0..<whole.count, using: &random)).write(to: URL(fileURLWithPath: path))
            #expect(throws: DiscoveryProblem.self) { try WordLists(path: path, key: 7) }
        }
        try FileManager.default.removeItem(atPath: path)
        #expect(throws: DiscoveryProblem.self) { try WordLists(path: path, key: 7) }
    }

    @Test("cut short while it is open: told, not touched")
    func cutWhileOpen() throws {
        var random = SeededGenerator(seed: 5)
        let path = try write(self.random(200, &random))
        let lists = try WordLists(path: path, key: 7)
        #expect(truncate(path, 100) == 0)
        #expect(throws: DiscoveryProblem.self) { try find(try clauses([(["w1"], nil)]), in: lists) }
        #expect(lists.isDamaged)
    }

    @Test(
        "a byte changed anywhere: not opened, or told by the question that reads it, or of no account; never a wrong answer"
    )
    func flipped() throws {
        var random = SeededGenerator(seed: 6)
        let records = self.random(300, &random)
        let path = try write(records)
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        let asked: [[(words: [String], field: SearchedField?)]] = [
            [(["w1"], nil)], [(["w1", "w2"], nil)], [(["w3"], .title)], [(["w0"], nil), (["w5"], nil)],
        ]
        let right = asked.map { expected($0, in: records) }
        var (unopened, told, silent) = (0, 0, 0)
        for _ in 0..<1500 {
            var bytes = whole
            bytes[Int.random(in: 0..<bytes.count, using: &random)] ^=
                UInt8(1) << UInt8.random(in: 0...7, using: &random)
            try bytes.write(to: URL(fileURLWithPath: path))
            guard let lists = try? WordLists(path: path, key: 7) else {
                unopened += 1
                continue
            }
            for (asked, right) in zip(asked, right) {
                do {
                    #expect(try find(try clauses(asked), in: lists) == right)
                    silent += 1
                } catch is DiscoveryProblem {
                    #expect(lists.isDamaged)
                    told += 1
                }
            }
        }
        #expect(unopened > 20 && told > 20 && silent > 20)
    }
}
