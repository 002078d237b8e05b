import Appraisal
import Archive
import Testing

@testable import Discovery

@Suite("Suggestions: from two characters, and only what lies within reach")
struct SuggestionTests {
    private let house = ToyHouse()
    private let today = Day(year: 2026, month: 11, day: 23)!

    private func fill() throws -> Finder {
        house.add("江北市水利局关于防汛的通知", code: "A-1", authors: ["江北市水利局"])
        house.add("關於防汛的報告", code: "A-2", authors: ["江北市水利局"])
        house.add("关于防汛的报告", code: "A-3", authors: ["江北市司法局"])
        house.add("X014 江北市商会", code: "X014", fonds: "X014")
        return try house.finder()
    }

    @Test("who is responsible, with how many records, then titles; traditional and simplified alike")
    func offered() async throws {
        let finder = try fill()
        try await finder.staff.update(house.all)
        #expect(
            try await finder.suggestions(for: "江北", reach: .everything)
                == [
                    Suggestion(text: "江北市水利局", total: 2), Suggestion(text: "江北市司法局", total: 1),
                    Suggestion(text: "X014 江北市商会", total: nil), Suggestion(text: "江北市水利局关于防汛的通知", total: nil),
                ])
        let titles = try await finder.suggestions(for: "報告", reach: .everything).map(\.text)
        #expect(Set(titles.map { $0.utf8.count }) == [21] && titles.count == 2)
        for typed in ["", "江", "，", "。 。"] {
            #expect(try await finder.suggestions(for: typed, reach: .everything).isEmpty, "\(typed)")
        }
    }

    @Test("the public is offered nothing of what is not published, and nothing any more of what is withdrawn")
    func reach() async throws {
        let finder = try fill()
        let units = house.all
        house.publish([units[0]], level: 1)
        for index in [finder.staff, finder.public] { try await index.update(units) }
        let everybody = Reach.public(on: today)
        #expect(
            try await finder.suggestions(for: "江北", reach: everybody).map(\.text) == ["江北市水利局", "江北市水利局关于防汛的通知"])
        #expect(try await finder.alternatives(to: FindQuery(parsing: "司法 报告"), reach: everybody).isEmpty)
        house.publish([units[0]], level: 0)
        #expect(try await finder.suggestions(for: "江北", reach: everybody).isEmpty)
    }

    @Test("nothing found: without one of the words, or with a long one cut in two, and how many each finds")
    func alternatives() async throws {
        let finder = try fill()
        try await finder.staff.update(house.all)
        func tries(_ typed: String) async throws -> [Suggestion] {
            try await finder.alternatives(to: FindQuery(parsing: typed), reach: .everything)
        }
        #expect(
            try await tries("防汛 没有的") == [Suggestion(text: "防汛", total: 3)])
        #expect(try await tries("水利报告") == [Suggestion(text: "水利 报告", total: 1)])
        #expect(try await tries("没有") == [])
        #expect(
            try await finder.alternatives(
                to: FindQuery(parsing: "防汛 没有的"), reach: .everything, narrowed: [(.author, "江北市司法局")])
                == [Suggestion(text: "防汛", total: 1)])
        for other in try await tries("防汛 报告 没有 1990..1991") {
            #expect(try await finder.total(other.text) == other.total)
        }
    }

    @Test("a 全宗 is called by its title only by those who may find it")
    func titles() async throws {
        let fonds = house.add("江北市司法局", code: "X013")
        let record = house.add("通知", code: "X013-WS-1")
        house.setLevel(fonds, .fonds)
        house.publish([record], level: 1)
        let finder = try house.finder()
        for index in [finder.staff, finder.public] { try await index.update(house.all) }
        func title(_ reach: Reach) async throws -> String? {
            let answer = try await finder.find(.everything, reach: reach, limit: 0, facets: true)
            return answer.facets.first { $0.field == .fonds }?.values.first?.title
        }
        #expect(try await title(.everything) == "江北市司法局")
        #expect(try await title(.public(on: today)) == nil)
        house.publish([fonds], level: 1)
        try await finder.public.update([fonds])
        #expect(try await title(.public(on: today)) == "江北市司法局")
    }
}
