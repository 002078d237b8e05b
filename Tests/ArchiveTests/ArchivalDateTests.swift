import Testing

@testable import Archive

@Suite("日期: a date is the text as written and the days it may mean")
struct ArchivalDateTests {
    @Test(
        "whole, partial and uncertain dates",
        arguments: [
            ("20190203", "2019-02-03", "2019-02-03", "day certain"),
            ("２０１９０２０３", "2019-02-03", "2019-02-03", "day certain"),
            ("2019-02-03", "2019-02-03", "2019-02-03", "day certain"),
            ("2019.2.3", "2019-02-03", "2019-02-03", "day certain"),
            ("2019/2/3", "2019-02-03", "2019-02-03", "day certain"),
            ("2019年2月3日", "2019-02-03", "2019-02-03", "day certain"),
            ("2019 年 2 月 3 日", "2019-02-03", "2019-02-03", "day certain"),
            ("二〇一九年二月三日", "2019-02-03", "2019-02-03", "day certain"),
            ("二○○六年十二月二十三日", "2006-12-23", "2006-12-23", "day certain"),
            ("2019-02-03T10:20:30", "2019-02-03", "2019-02-03", "day certain"),
            ("2019-02-03 10:20", "2019-02-03", "2019-02-03", "day certain"),
            ("201902", "2019-02-01", "2019-02-28", "month certain"),
            ("2019年2月", "2019-02-01", "2019-02-28", "month certain"),
            ("2020-02", "2020-02-01", "2020-02-29", "month certain"),
            ("20190200", "2019-02-01", "2019-02-28", "month certain"),
            ("20190000", "2019-01-01", "2019-12-31", "year certain"),
            ("2019", "2019-01-01", "2019-12-31", "year certain"),
            ("2019年", "2019-01-01", "2019-12-31", "year certain"),
            ("[19450815]", "1945-08-15", "1945-08-15", "day inferred"),
            ("［19450815］", "1945-08-15", "1945-08-15", "day inferred"),
            ("约1950年", "1950-01-01", "1950-12-31", "year approximate"),
            ("1950年左右", "1950-01-01", "1950-12-31", "year approximate"),
            ("1949?", "1949-01-01", "1949-12-31", "year uncertain"),
            ("1949？", "1949-01-01", "1949-12-31", "year uncertain"),
            ("[1949?]", "1949-01-01", "1949-12-31", "year uncertain"),
            ("1950年代", "1950-01-01", "1959-12-31", "decade certain"),
            ("20世纪50年代", "1950-01-01", "1959-12-31", "decade certain"),
            ("1990-1995", "1990-01-01", "1995-12-31", "span certain"),
            ("1990－1995", "1990-01-01", "1995-12-31", "span certain"),
            ("19900101-19951231", "1990-01-01", "1995-12-31", "span certain"),
            ("2019-02-03至2019-05-06", "2019-02-03", "2019-05-06", "span certain"),
            ("2019-02-03-2019-05-06", "2019-02-03", "2019-05-06", "span certain"),
            ("1990年1月—1995年12月", "1990-01-01", "1995-12-31", "span certain"),
            ("1990.1～1995.12", "1990-01-01", "1995-12-31", "span certain"),
            ("民国二十六年七月七日", "1937-07-07", "1937-07-07", "day certain"),
            ("民国26年", "1937-01-01", "1937-12-31", "year certain"),
            ("中华民国元年一月", "1912-01-01", "1912-01-31", "month certain"),
            ("民國卅八年", "1949-01-01", "1949-12-31", "year certain"),
        ])
    func read(written: String, from: String, to: String, kind: String) throws {
        let date = try ArchivalDate(parsing: written)
        #expect(date.from?.text == from)
        #expect(date.to?.text == to)
        #expect("\(date.precision) \(date.certainty)" == kind)
        #expect(date.original == written)
    }

    @Test(
        "a date that cannot be counted yet, or is not known, is understood as text only",
        arguments: ["光绪三十一年七月初五", "乾隆元年", "不详", "日期不详", "00000000", "[光緒年間]"])
    func textOnly(written: String) throws {
        let date = try ArchivalDate(parsing: written)
        #expect(date.interval == nil)
        #expect(date.precision == .unknown)
        #expect(date.original == written)
    }
}

@Suite("日期: an impossible date is refused, and what is impossible is named")
struct ArchivalDateRefusalTests {
    @Test(
        "days and months that do not exist",
        arguments: [
            ("20230230", ArchivalDateProblem.noSuchDay("20230230", year: 2023, month: 2, day: 30)),
            ("2023-02-30", .noSuchDay("2023-02-30", year: 2023, month: 2, day: 30)),
            ("1998.6.31", .noSuchDay("1998.6.31", year: 1998, month: 6, day: 31)),
            ("20191301", .noSuchMonth("20191301", month: 13)), ("2019年13月", .noSuchMonth("2019年13月", month: 13)),
            ("20190005", .noSuchMonth("20190005", month: 0)), ("00001201", .noSuchYear("00001201")),
            ("民国五十年", .noSuchYear("民国五十年")),
        ])
    func impossible(written: String, problem: ArchivalDateProblem) {
        #expect(throws: problem) { try ArchivalDate(parsing: written) }
    }

    @Test("a span that ends before it begins")
    func reversed() throws {
        let problem = try #require(throws: ArchivalDateProblem.self) { try ArchivalDate(parsing: "1995-1990") }
        #expect(problem.code == "archive.date-reversed")
        #expect(problem.what.zh == "起止日期“1995-1990”颠倒：止于 1990-12-31，早于起始 1995-01-01。")
    }

    @Test("what is not a date", arguments: ["下午", "98.5.1", "2019年第3期", "20231", "Y", "---"])
    func unreadable(written: String) {
        #expect(throws: ArchivalDateProblem.unreadable(written)) { try ArchivalDate(parsing: written) }
    }

    @Test("a whole text in the place of a date is cut in the message")
    func long() throws {
        let text = String(repeating: "1990-", count: 100_000)
        let problem = try #require(throws: ArchivalDateProblem.self) { try ArchivalDate(parsing: text) }
        #expect(problem.what.zh.count < 100)
    }

    @Test("nothing at all") func empty() {
        #expect(throws: ArchivalDateProblem.empty) { try ArchivalDate(parsing: " \u{3000}") }
    }

    @Test("the refusal names the day in both languages")
    func words() throws {
        let problem = try #require(throws: ArchivalDateProblem.self) { try ArchivalDate(parsing: "20230230") }
        #expect(problem.what.zh == "日期“20230230”不存在：2023 年 2 月只有 28 天，没有 30 日。")
        #expect(problem.what.en == "There is no date \"20230230\": 2023-02 has 28 days, not 30.")
    }
}
