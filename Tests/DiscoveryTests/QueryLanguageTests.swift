import Archive
import Testing

@testable import Discovery

@Suite("The query language: what is left out, words in one field, values, numbers either way")
struct QueryLanguageTests {
    private let house = ToyHouse()

    private func finder(_ form: IndexForm) async throws -> Finder { try await house.finder(form) }

    private func fill() {
        house.add(
            "关于防汛的通知", code: "X013-WS·1998-Y-0001", text: ["司法局"], date: "1998-06-15", category: "WS",
            authors: ["江北市水利局", "江北市司法局"], numbers: ["江水〔1998〕5号"], retention: "永久")
        house.add(
            "关于司法局防汛的报告", code: "X013-WS·1999-Y-0002", date: "1999-06-15", category: "WS", authors: ["江北市司法局"],
            retention: "30年")
        house.add(
            "防汛照片", code: "X014-ZP·1999-Y-0001", date: "1999-07-01", fonds: "X014", category: "ZP", retention: "永久")
        house.add("别的", code: "X014-WS·2001-Y-0001", year: 2001, fonds: "X014")
    }

    @Test(
        "a minus leaves out what a word, phrase, field, value, code or year holds for",
        arguments: [
            ("防汛 -照片", 2), ("防汛 －照片", 2), ("-防汛", 1), ("-防汛 -别的", 0), ("防汛 -\"司法局防汛\"", 2), ("防汛 -责任者:司法局", 1),
            ("防汛 -全宗:X014", 2), ("防汛 -门类:照片", 2), ("防汛 -保管期限:永久", 1), ("防汛 -档号:X013-WS·1998", 2), ("-X013-WS", 2),
            ("防汛 -年度:1999", 1), ("-1998..1999", 1), ("防汛 - 照片", 1), ("-年度:2001..1990", 0), ("-没有的", 4),
        ])
    func excluded(_ typed: String, _ total: Int) async throws {
        fill()
        #expect(try await finder(.mixed).total(typed) == total)
    }

    @Test(
        "words in one field only, values to the letter, in either language",
        arguments: [
            ("题名:司法局", 1), ("title:司法局", 1), ("題名:司法局", 1), ("责任者:司法局", 2), ("作者:水利局", 1), ("author：水利局", 1),
            ("正文:司法局", 1), ("司法局", 2), ("文号:江水〔1998〕5号", 1), ("number:江水 题名:通知", 1), ("文号:1999", 0),
            ("题名:\"防汛的通知\"", 1), ("全宗:X014", 2), ("全宗:x014", 2), ("fonds:X014 category:ZP", 1), ("门类:文书", 3),
            ("门类:WS", 3),
            ("期限:永久", 2), ("retention:Y", 2), ("retention:D30", 1), ("保管期限:10年", 0), ("全宗:X013 全宗:X014", 0),
            ("全宗:没有", 0),
        ])
    func fields(_ typed: String, _ total: Int) async throws {
        fill()
        #expect(try await finder(.mixed).total(typed) == total)
    }

    @Test(
        "a number is found however it is written",
        arguments: [
            ("2016年", ["甲", "乙"]), ("二〇一六年", ["甲", "乙"]), ("二零一六年", ["甲", "乙"]), ("二○一六年", ["甲", "乙"]),
            ("2016", ["甲", "乙"]),
            ("二〇一六", ["甲", "乙"]), ("5月12日", ["甲", "乙"]), ("五月十二日", ["甲", "乙"]), ("五月一二日", ["甲", "乙"]),
            ("012", ["丙", "丁"]),
            ("〇一二", ["丙", "丁"]), ("〔二〇一六〕五号", ["甲"]), ("2016年5月12日", ["甲", "乙"]), ("二〇一六年五月十二日", ["甲", "乙"]),
            ("十二", ["甲", "乙", "丁"]),
            ("五", ["乙"]), ("5号", ["甲"]), ("五号", ["甲"]), ("31日", ["戊"]), ("三十一日", ["戊"]), ("30日", []),
            ("二〇一六年 -5号", ["乙"]),
            ("gb2016", []), ("1990年", ["己"]), ("一九九〇", ["己"]), ("一", ["乙", "丁", "戊", "己"]),
        ])
    func numbers(_ typed: String, _ titles: [String]) async throws {
        house.add("甲", code: "A-1", text: ["2016年5月12日发", "〔2016〕5号"])
        house.add("乙", code: "A-2", text: ["二〇一六年五月十二日"])
        house.add("丙", code: "A-3", text: ["第012卷"])
        house.add("丁", code: "A-4", text: ["第〇一二卷"])
        house.add("戊", code: "A-5", text: ["三十一日"])
        house.add("己", code: "A-6", text: ["一九九零年"])
        #expect(try await finder(.mixed).titles(typed) == titles)
    }

    @Test("what was typed is kept in its pieces")
    func pieces() {
        #expect(FindQuery(parsing: "防汛  -\"市 府\" 题名:甲").pieces == ["防汛", "-\"市 府\"", "题名:甲"])
    }
}
