import Appraisal
import Archive
import Testing

@testable import Discovery

@Suite("Finding: words, phrases, codes, years, orders, pages")
struct FindingTests {
    private let house = ToyHouse()

    private func finder(_ form: IndexForm) async throws -> Finder { try await house.finder(form) }

    @Test(
        "traditional finds simplified and the other way round, in titles, values and texts",
        arguments: IndexForm.allCases)
    func traditional(_ form: IndexForm) async throws {
        house.add("關於檔案館的報告", code: "A-1")
        house.add("关于档案馆的报告", code: "A-2")
        house.add("别的", code: "A-3", text: ["第一页", "國務院通知"])
        house.add("又", code: "A-4", meta: ["国务院"])
        let finder = try await finder(form)
        #expect(try await finder.titles("档案馆") == ["關於檔案館的報告", "关于档案馆的报告"])
        #expect(try await finder.titles("檔案館") == ["關於檔案館的報告", "关于档案馆的报告"])
        #expect(try await finder.titles("國務院") == ["别的", "又"])
        #expect(try await finder.titles("报告") == ["關於檔案館的報告", "关于档案馆的报告"])
    }

    @Test(
        "one character, two characters, a word across a line break; pages and values stay apart",
        arguments: IndexForm.allCases)
    func short(_ form: IndexForm) async throws {
        house.add("甲", code: "A-1", text: ["档\n案工作", "末"])
        house.add("乙", code: "A-2", text: ["页末档", "案头"])
        house.add("丙", code: "A-3", meta: ["存档", "案由"])
        let finder = try await finder(form)
        #expect(try await finder.titles("档案") == ["甲"])
        #expect(try await finder.titles("档") == ["甲", "乙", "丙"])
        #expect(try await finder.titles("末") == ["甲", "乙"])
        #expect(try await finder.titles("工作") == ["甲"])
    }

    @Test(
        "all words must be there; a phrase stands together, in any quotation marks",
        arguments: IndexForm.allCases)
    func wordsAndPhrases(_ form: IndexForm) async throws {
        house.add("市政府关于防汛的通知", code: "A-1")
        house.add("防汛工作：市政府", code: "A-2")
        house.add("通知", code: "A-3")
        let finder = try await finder(form)
        #expect(try await finder.total("防汛 市政府") == 2)
        #expect(try await finder.total("防汛　市政府 通知") == 1)
        for typed in ["\"关于防汛\"", "“关于防汛”", "「关于防汛」", "『关于防汛』", "＂关于防汛＂", "\"关于 防汛\""] {
            #expect(try await finder.total(typed) == 1, "\(typed)")
        }
        #expect(try await finder.total("\"防汛的市政府\"") == 0)
        #expect(try await finder.total("没有这样的") == 0)
    }

    @Test(
        "words of other scripts whole, in either case and width",
        arguments: IndexForm.allCases)
    func otherScripts(_ form: IndexForm) async throws {
        house.add("GB18030编码与Café Ünïon", code: "A-1")
        let finder = try await finder(form)
        for typed in ["gb18030", "ＧＢ１８０３０", "GB18030编码", "cafe union", "CAFÉ", "编码与cafe"] {
            #expect(try await finder.total(typed) == 1, "\(typed)")
        }
        #expect(try await finder.total("GB180") == 0)
        #expect(try await finder.total("caf") == 0)
    }

    @Test(
        "the beginning of a reference code, however it is typed",
        arguments: [
            "X013-WS·2016", "X013-WS.2016", "x013-ws•2016", "Ｘ０１３－ＷＳ·2016", "档号:X013-WS·2016", "档号：Ｘ013－WS.2016",
            "code:X013-WS·2016", "X013—WS・2016-Y",
        ], IndexForm.allCases)
    func codes(_ typed: String, _ form: IndexForm) async throws {
        house.add("甲", code: "X013-WS·2016-Y-BGS-0001")
        house.add("乙", code: "X013-WS·2016-Y-BGS-0002")
        house.add("丙", code: "X013-WS·2017-Y-BGS-0001")
        house.add("丁", code: "X014-WS·2016-Y-BGS-0001")
        #expect(try await finder(form).titles(typed) == ["甲", "乙"])
    }

    @Test(
        "what looks like a code but is none within reach is searched as words",
        arguments: IndexForm.allCases)
    func codeOrWords(_ form: IndexForm) async throws {
        house.add("关于 F16-2 型", code: "A-1", agency: "甲局")
        house.add("乙", code: "F16-2-0001", agency: "乙局")
        let finder = try await finder(form)
        #expect(try await finder.titles("F16-2") == ["乙"])
        let officer = Agent(id: "a", role: .agencyOfficer)
        let day = Day(year: 2026, month: 11, day: 23)!
        // For one who may not find the code there is none, and nothing lets on that there is.
        #expect(try await finder.titles("F16-2", reach: .staff(officer, agency: "甲局", on: day)) == ["关于 F16-2 型"])
        #expect(try await finder.titles("档号:F16-2", reach: .staff(officer, agency: "甲局", on: day)) == [])
    }

    @Test(
        "years by range, by field, open at either end, with the year of filing",
        arguments: [
            ("1990..1995", ["b", "c"]), ("1990-1995", ["b", "c"]), ("1990—1995", ["b", "c"]),
            ("１９９０～１９９５年", ["b", "c"]),
            ("年:1990", ["b"]), ("年：1995-1996", ["c", "d"]), ("year:1995", ["c"]), ("1996..", ["d"]),
            ("..1990", ["a", "b"]),
            ("1995..1990", ["b", "c"]), ("1990-1995 年:1995", ["c"]), ("1990 年:1800", []),
        ])
    func years(_ typed: String, _ titles: [String]) async throws {
        house.add("a", code: "A-1", date: "1989-12-31")
        house.add("b", code: "A-2", date: "1990-01-01")
        house.add("c", code: "A-3", date: "1994-12-30", year: 1995)
        house.add("d", code: "A-4", year: 1996)
        house.add("e", code: "A-5")
        #expect(try await finder(.mixed).titles(typed) == titles)
    }

    @Test(
        "nothing typed is an error: what does not fit is words, and a note says so",
        arguments: IndexForm.allCases)
    func badSyntax(_ form: IndexForm) async throws {
        house.add("title OR near 通知", code: "A-1")
        house.add("x", code: "A-2")
        let finder = try await finder(form)
        for typed in [
            "\" OR *", "NEAR(", "title:", "title:x*", "((", "\"", "*", "AND", "NOT", "a AND", "^", "{title meta}: x",
            "- -", "‘’", "年:abc",
            "排序:颜色", "档号:", ":", "''", "\\", "\u{0}", "%", "x\" OR rowid > 0 --", "“通知",
        ] {
            let answer = try await finder.find(FindQuery(parsing: typed), reach: .everything)
            #expect(answer.total <= 2, "\(typed)")
        }
        #expect(try await finder.total("“通知") == 1)
        #expect(!FindQuery(parsing: "“通知").notes.isEmpty)
        #expect(try await finder.total("title:near") == 1)
        #expect(try await finder.total("titel:near") == 0)
        #expect(try await finder.total("***") == 0)
        #expect(!FindQuery(parsing: "***").notes.isEmpty)
        #expect(FindQuery(parsing: String(repeating: "档案 ", count: 400)).notes.count == 2)
    }

    @Test(
        "the empty query is everything within reach",
        arguments: IndexForm.allCases)
    func empty(_ form: IndexForm) async throws {
        for number in 0..<5 { house.add("\(number)", code: "A-\(number)") }
        let finder = try await finder(form)
        #expect(try await finder.total("") == 5)
        #expect(try await finder.total(" 　") == 5)
        #expect(try await finder.total("", reach: .nothing) == 0)
    }

    @Test(
        "orders: latest first, earliest first, by code; without a date last; same day by code",
        arguments: IndexForm.allCases)
    func orders(_ form: IndexForm) async throws {
        house.add("中", code: "B-1", date: "1990-05-05")
        house.add("早", code: "B-2", date: "1980-05-05")
        house.add("晚", code: "B-3", date: "2000-05-05")
        house.add("无", code: "A-1")
        house.add("同", code: "A-2", date: "1990-05-05")
        house.add("古", code: "A-3", date: "1905-08-05")
        let finder = try await finder(form)
        #expect(try await finder.titles("", sort: .date) == ["晚", "同", "中", "早", "古", "无"])
        #expect(try await finder.titles("", sort: .dateAscending) == ["古", "早", "同", "中", "晚", "无"])
        #expect(try await finder.titles("", sort: .code) == ["无", "同", "古", "中", "早", "晚"])
        #expect(try await finder.titles("排序:档号", sort: nil) == ["无", "同", "古", "中", "早", "晚"])
        #expect(try await finder.titles("", sort: nil) == ["晚", "同", "中", "早", "古", "无"])
    }

    @Test(
        "pages to the end, none twice, none left out, in every order", arguments: FindSort.allCases, IndexForm.allCases)
    func pages(_ sort: FindSort, _ form: IndexForm) async throws {
        var random = SeededGenerator(seed: 11)
        for number in 0..<500 {
            let day = Day(daysSince1970: 9000 + Int.random(in: 0..<40, using: &random) * 3).text
            house.add(
                number % 7 == 0 ? "别的" : "档案", code: "A-\(Int.random(in: 0..<60, using: &random))",
                date: number % 9 == 0 ? "" : day)
        }
        let finder = try await finder(form)
        let query = FindQuery(parsing: "档案")
        let all = try await finder.find(query, reach: .everything, sort: sort, limit: 200)
        #expect(all.total == house.all.count - (500 + 6) / 7)
        for limit in [1, 7, 20, 200] {
            var units: [UnitID] = []
            var cursor: FindCursor?
            repeat {
                let page = try await finder.find(query, reach: .everything, sort: sort, after: cursor, limit: limit)
                #expect(page.total == all.total)
                units += page.hits.map(\.unit)
                cursor = try page.next.map { try FindCursor(text: $0.text) }
            } while cursor != nil && units.count < 600
            #expect(units.count == all.total)
            #expect(Set(units).count == all.total)
            #expect(Array(units.prefix(200)) == all.hits.map(\.unit))
        }
    }

    @Test("a place that was never given out is refused", arguments: ["", "x", "W10", "bm90IGEgcGxhY2U"])
    func badCursor(_ text: String) {
        #expect(throws: DiscoveryProblem.self) { try FindCursor(text: text) }
    }

    @Test(
        "a place of another order is refused",
        arguments: IndexForm.allCases)
    func foreignCursor(_ form: IndexForm) async throws {
        house.add("一", code: "A-1")
        house.add("二", code: "A-2")
        let finder = try await finder(form)
        let page = try await finder.find(.everything, reach: .everything, sort: .code, limit: 1)
        await #expect(throws: DiscoveryProblem.self) {
            try await finder.find(.everything, reach: .everything, sort: .date, after: page.next, limit: 1)
        }
    }

    @Test(
        "more hits than are ordered by reading them: the walk gives the same pages",
        arguments: IndexForm.allCases)
    func manyHits(_ form: IndexForm) async throws {
        for number in 0..<5000 {
            house.add("通知", code: "A-\(number * 7919 % 5000)", date: number % 2 == 0 ? "2001-01-01" : "")
        }
        let finder = try await finder(form)
        for sort in FindSort.allCases {
            var codes: [String] = []
            var cursor: FindCursor?
            repeat {
                let page = try await finder.find(.everything, reach: .everything, sort: sort, after: cursor, limit: 200)
                codes += page.hits.map(\.code)
                cursor = page.next
            } while cursor != nil
            #expect(codes.count == 5000)
            #expect(Set(codes).count == 5000)
            if sort == .code { #expect(codes == codes.sorted()) }
        }
    }
}
