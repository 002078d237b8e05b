import Appraisal
import Archive
import Foundation
import Testing

@testable import Discovery

@Suite("Relevance: BM25 as by hand, stable from page to page, blind to what lies beyond reach")
struct RelevanceTests {
    private let house = ToyHouse()

    private func finder(_ form: IndexForm = .lists) async throws -> Finder { try await house.finder(form) }

    @Test("more often, in a shorter record, in the title: first", arguments: IndexForm.allCases)
    func order(_ form: IndexForm) async throws {
        house.add("甲", code: "A-1", text: ["防汛" + String(repeating: "别的话", count: 60)])
        house.add("乙", code: "A-2", text: ["防汛防汛防汛"])
        house.add("防汛", code: "A-3")
        house.add("丁", code: "A-4", text: ["防汛"])
        house.add("防汛" + String(repeating: "很长的题名", count: 30), code: "A-5")
        let titles = try await finder(form).titles("防汛", sort: .relevance).map { String($0.prefix(2)) }
        #expect(titles.first == "防汛")
        #expect(titles.last == "甲")
        #expect(titles.firstIndex(of: "乙")! < titles.firstIndex(of: "丁")!)
    }

    @Test("a rare word counts for more than a common one", arguments: IndexForm.allCases)
    func rare(_ form: IndexForm) async throws {
        for number in 0..<40 { house.add("通知\(number)", code: "A-\(number)") }
        house.add("一", code: "B-1", text: ["通知 通知 通知 统计"])
        house.add("二", code: "B-2", text: ["通知 统计 统计 统计"])
        #expect(try await finder(form).titles("通知 统计", sort: .relevance) == ["二", "一"])
    }

    @Test(
        "scores are those of the formula, worked out by hand for every record", arguments: [3, 4] as [UInt64],
        IndexForm.allCases)
    func byHand(_ seed: UInt64, _ form: IndexForm) async throws {
        var random = SeededGenerator(seed: seed)
        let words = ["防汛", "统计", "档案", "通知"]
        var texts: [(title: String, text: String)] = []
        for number in 0..<300 {
            let title = (0..<Int.random(in: 1...4, using: &random)).map { _ in words.randomElement(using: &random)! }
            let text = (0..<Int.random(in: 0...30, using: &random)).map { _ in words.randomElement(using: &random)! }
            texts.append((title.joined(separator: "，"), text.joined(separator: "。")))
            house.add(texts[number].title, code: "A-" + String(10_000 + number), text: [texts[number].text])
        }
        let finder = try await finder(form)
        func often(_ word: String, _ text: String) -> Double { Double(text.components(separatedBy: word).count - 1) }
        func length(_ index: Int) -> Double {
            let bytes = texts[index].title.utf8.count + texts[index].text.utf8.count
            return exp2((8 * log2(1 + Double(bytes))).rounded() / 8) - 1
        }
        let average = (0..<300).map(length).reduce(0, +) / 300
        var scores = [Double](repeating: 0, count: 300)
        let asked = ["防汛", "统计"]
        let hits = (0..<300).filter { index in
            asked.allSatisfy { texts[index].title.contains($0) || texts[index].text.contains($0) }
        }
        for word in asked {
            let with = Double(texts.count { $0.title.contains(word) || $0.text.contains(word) })
            let rarity = log(1 + (300 - with + 0.5) / (with + 0.5))
            for index in hits {
                let count = 4 * often(word, texts[index].title) + often(word, texts[index].text)
                scores[index] += rarity * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * length(index) / average))
            }
        }
        let found = try await finder.find(
            FindQuery(parsing: asked.joined(separator: " ")), reach: .everything, sort: .relevance, limit: 1000)
        #expect(found.total == hits.count)
        let order = found.hits.map { Int($0.code.dropFirst(2))! - 10_000 }
        #expect(Set(order) == Set(hits))
        for (one, next) in zip(order, order.dropFirst()) {
            // Weights are kept in thousandths, and the mean length in whole bytes.
            #expect(scores[one] >= scores[next] - 0.02, "\(scores[one]) \(scores[next])")
        }
    }

    @Test("pages to the end, though records come in between and the index is built anew", arguments: IndexForm.allCases)
    func pages(_ form: IndexForm) async throws {
        var random = SeededGenerator(seed: 12)
        for number in 0..<400 {
            let often = Int.random(in: 1...5, using: &random)
            house.add("通知\(number)", code: "A-\(number)", text: [String(repeating: "通知 统计 ", count: often)])
        }
        let finder = try await finder(form)
        let before = Set(house.all)
        var (units, cursor): ([UnitID], FindCursor?) = ([], nil)
        repeat {
            let page = try await finder.find(
                FindQuery(parsing: "通知 统计"), reach: .everything, sort: .relevance, after: cursor, limit: 30)
            units += page.hits.map(\.unit)
            cursor = try page.next.map { try FindCursor(text: $0.text) }
            if units.count == 60 {
                let new = (0..<50).map { house.add("又来\($0)", code: "B-\($0)", text: ["统计"]) }
                try await finder.staff.update(new)
                try await finder.staff.rebuild()
            }
        } while cursor != nil && units.count < 1000
        #expect(units.count == 400)
        #expect(Set(units) == before)
    }

    @Test("what lies beyond reach does not change the order", arguments: IndexForm.allCases)
    func blind(_ form: IndexForm) async throws {
        for number in 0..<30 {
            house.add("甲\(number)", code: "A-\(number)", text: ["通知 统计 统计"], agency: "甲")
            house.add("乙\(number)", code: "B-\(number)", text: ["通知 通知 统计"], agency: "甲")
            if number > 3 { house.add("丙", code: "C-\(number)", text: ["通知"], agency: "甲") }
        }
        let reach = Reach.staff(
            Agent(id: "o", role: .agencyOfficer), agency: "甲", on: Day(year: 2026, month: 11, day: 23)!)
        let finder = try await finder(form)
        let before = try await finder.find(FindQuery(parsing: "通知 统计"), reach: reach, sort: .relevance, limit: 40)
        for number in 0..<500 { house.add("密", code: "D-\(number)", text: ["统计 统计 别的很长的话很长很长"], agency: "乙") }
        try await finder.staff.update(house.all)
        let after = try await finder.find(FindQuery(parsing: "通知 统计"), reach: reach, sort: .relevance, limit: 40)
        #expect(before.hits.map(\.unit) == after.hits.map(\.unit))
        #expect(before.next == after.next)
    }

    @Test("without words: by date; and a place names nothing that a hit does not show")
    func withoutWords() async throws {
        house.add("早", code: "A-1", date: "1990-01-01")
        house.add("晚", code: "A-2", date: "2000-01-01")
        let finder = try await finder()
        #expect(try await finder.titles("", sort: .relevance) == ["晚", "早"])
        let page = try await finder.find(.everything, reach: .everything, sort: .code, limit: 1)
        let text = try #require(page.next?.text)
        let padded = text.replacing("-", with: "+").replacing("_", with: "/")
        let raw = Data(base64Encoded: padded + String(repeating: "=", count: (4 - padded.count % 4) % 4))
        let shown = String(decoding: try #require(raw), as: UTF8.self)
        #expect(shown.contains("p0"))
        #expect(!shown.contains(try #require(house.all.first).text))
    }
}
