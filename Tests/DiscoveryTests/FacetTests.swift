import Appraisal
import Archive
import Testing

@testable import Discovery

@Suite("Facets: every count equals counting by hand, within reach")
struct FacetTests {
    private let house = ToyHouse()
    private let today = Day(year: 2026, month: 11, day: 23)!

    private struct Record {
        let unit: UnitID
        let word: String
        let fonds, category, term: String
        let authors: Set<String>
        let years: ClosedRange<Int>?
        let agency: String
    }

    private func fill(_ count: Int, seed: UInt64) -> [Record] {
        var random = SeededGenerator(seed: seed)
        func any<T>(_ values: [T]) -> T { values.randomElement(using: &random)! }
        return (0..<count).map { number in
            let (word, fonds, category) = (
                any(["防汛", "档案", "统计"]), any(["X013", "X014", "X015"]), any(["WS", "ZP", ""])
            )
            let names = ["甲局", "乙局", "丙\u{301}局", "𠮷局"]
            let authors: [String] = any([[], [any(names)], [any(names)], [any(names), any(names), any(names)]])
            let term = any(["", "永久", "30年"])
            let year: Int? = any([nil, 1997, 1998, 1999])
            let date: String = any(["", "1997-05-01", "2003-01-01"])
            let agency = any(["甲", "乙"])
            let unit = house.add(
                "关于\(word)\(number)", code: "A-\(number)", date: date, year: year, agency: agency, fonds: fonds,
                category: category, authors: authors, retention: term)
            let all = [year, Day(text: date)?.year].compactMap(\.self)
            return Record(
                unit: unit, word: word, fonds: fonds, category: category, term: term, authors: Set(authors),
                years: all.isEmpty ? nil : all.min()!...all.max()!, agency: agency)
        }
    }

    private func expected(_ records: [Record]) -> [FacetField: [String: Int]] {
        var counts: [FacetField: [String: Int]] = [:]
        for record in records {
            for (field, value) in [
                (FacetField.fonds, record.fonds), (.category, record.category), (.retention, record.term),
            ] where !value.isEmpty { counts[field, default: [:]][value, default: 0] += 1 }
            for author in record.authors { counts[.author, default: [:]][author, default: 0] += 1 }
            for year in record.years.map(Array.init) ?? [] {
                counts[.year, default: [:]][String(year), default: 0] += 1
            }
        }
        return counts
    }

    private func given(_ answer: FindAnswer) -> [FacetField: [String: Int]] {
        answer.facets.reduce(into: [:]) { all, facet in
            if !facet.values.isEmpty {
                all[facet.field] = Dictionary(uniqueKeysWithValues: facet.values.map { ($0.text, $0.count) })
            }
        }
    }

    private func facets(_ finder: Finder, _ query: FindQuery, _ reach: Reach) async throws -> FindAnswer {
        try await finder.find(query, reach: reach, limit: 0, facets: true)
    }

    @Test(
        "of all, of a word, of what is narrowed by any value; each value leads to as many hits as it says",
        arguments: IndexForm.allCases)
    func counts(_ form: IndexForm) async throws {
        let records = fill(700, seed: 5)
        let finder = try house.finder()
        try await house.fill(finder.staff, form)
        for (typed, kept) in [
            ("", records), ("防汛", records.filter { $0.word == "防汛" }),
            ("-防汛 全宗:X014", records.filter { $0.word != "防汛" && $0.fonds == "X014" }),
            ("档案 年度:1998", records.filter { $0.word == "档案" && $0.years?.contains(1998) ?? false }),
        ] {
            let query = FindQuery(parsing: typed)
            let answer = try await facets(finder, query, .everything)
            #expect(answer.total == kept.count)
            #expect(given(answer) == expected(kept), "\(typed)")
            for facet in answer.facets {
                for value in facet.values {
                    let narrowed = try await facets(finder, query.narrowed(facet.field, to: value.text), .everything)
                    #expect(narrowed.total == value.count, "\(typed) \(facet.field) \(value.text)")
                }
            }
        }
    }

    @Test(
        "what lies beyond reach is in no count and its values are in no list",
        arguments: IndexForm.allCases)
    func reach(_ form: IndexForm) async throws {
        let records = fill(300, seed: 6)
        house.add("关于防汛", code: "S-1", agency: "乙", fonds: "X099", authors: ["密局"], retention: "五年")
        let published = records.filter { $0.agency == "甲" && $0.fonds != "X015" }
        house.publish(published.map(\.unit), level: 1)
        let finder = try house.finder()
        for index in [finder.staff, finder.public] { try await house.fill(index, form) }
        let officer = Reach.staff(Agent(id: "o", role: .agencyOfficer), agency: "甲", on: today)
        for (reach, kept) in [
            (officer, records.filter { $0.agency == "甲" }), (.public(on: today), published), (.nothing, []),
        ] {
            let answer = try await facets(finder, .everything, reach)
            #expect(given(answer) == expected(kept))
            #expect(try await finder.total("全宗:X099", reach: reach) == 0)
        }
        house.publish(published.prefix(20).map(\.unit), level: 0)
        let left = Array(published.dropFirst(20))
        #expect(try await given(facets(finder, .everything, .public(on: today))) == expected(left))
    }

    @Test("the same after the index was opened again and built anew")
    func reopened() async throws {
        let records = fill(200, seed: 7)
        let first = try house.index(.staff)
        try await first.update(house.all)
        let finder = try house.finder()
        #expect(try await given(facets(finder, .everything, .everything)) == expected(records))
        try await finder.staff.rebuild()
        #expect(try await given(facets(finder, .everything, .everything)) == expected(records))
    }

    @Test("most first; years latest first; more values than are given are counted")
    func order() async throws {
        for number in 0..<70 { house.add("甲", code: "A-\(number)", year: 1900 + number, authors: ["局\(number / 2)"]) }
        house.add("甲", code: "B", authors: ["局3"])
        let finder = try house.finder()
        try await finder.staff.update(house.all)
        let facets = try await facets(finder, .everything, .everything).facets
        let years = try #require(facets.first { $0.field == .year })
        #expect(years.values.first?.text == "1969")
        #expect(years.values.count == Facet.most)
        #expect(years.more == 20)
        let authors = try #require(facets.first { $0.field == .author })
        #expect(authors.values.first?.text == "局3")
        #expect(authors.values.first?.count == 3)
    }
}
