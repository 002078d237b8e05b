import Archive
import Testing

@testable import Web

@Suite("Requests: ranges, tags, forms, paths, languages")
struct RequestTests {
    @Test(
        "one range is a part, several or none are the whole, beyond the end is unsatisfiable",
        arguments: [
            (nil, .whole), ("bytes=0-99", .part(0..<100)), ("bytes=0-0", .part(0..<1)),
            ("bytes=900-", .part(900..<1000)),
            ("bytes=-100", .part(900..<1000)), ("bytes=-5000", .part(0..<1000)), ("bytes=990-5000", .part(990..<1000)),
            ("bytes=1000-", .unsatisfiable), ("bytes=-0", .unsatisfiable), ("bytes=0-1,5-9", .whole),
            ("bytes=9-1", .whole), ("bytes=a-b", .whole), ("items=0-1", .whole), ("bytes=", .whole),
            ("bytes=-", .whole),
            ("bytes=99999999999999999999-", .unsatisfiable), ("bytes=0-99999999999999999999", .part(0..<1000)),
        ] as [(String?, ByteRange)])
    func ranges(header: String?, expected: ByteRange) { #expect(ByteRange(header, of: 1000) == expected) }

    @Test("an empty file has no part to give")
    func emptyFile() {
        #expect(ByteRange("bytes=0-", of: 0) == .unsatisfiable)
        #expect(ByteRange("bytes=-1", of: 0) == .unsatisfiable)
        #expect(ByteRange(nil, of: 0) == .whole)
    }

    @Test("a tag fits alone, in a list, weak, or by a star")
    func tags() {
        #expect(EntityTag.matches("\"a\"", "\"a\""))
        #expect(EntityTag.matches("\"b\", W/\"a\"", "\"a\""))
        #expect(EntityTag.matches("*", "\"a\""))
        #expect(!EntityTag.matches("\"ab\"", "\"a\""))
        #expect(!EntityTag.matches(nil, "\"a\""))
    }

    @Test("a form is decoded field by field, in order")
    func forms() throws {
        let form = try Form(urlEncoded: "q=%E5%8D%96+%E5%A5%91&unit=a&unit=b&empty=&bad=%zz&%71=2")
        #expect(form["q"] == "卖 契")
        #expect(form.all("unit") == ["a", "b"])
        #expect(form["empty"] == nil)
        #expect(form.raw("empty") == "")
        #expect(form["bad"] == "%zz")
        #expect(form.all("q") == ["卖 契", "2"])
        #expect(throws: WebProblem.self) { try Form(urlEncoded: String(repeating: "a&", count: 6000)) }
    }

    @Test("a path is matched by segments; dots and empty segments lead nowhere")
    func patterns() {
        let pattern: Pattern = "/records/{id}/files/{n}"
        #expect(pattern.match(["records", "x", "files", "3"]) == ["id": "x", "n": "3"])
        #expect(pattern.match(["records", "x", "files"]) == nil)
        #expect(Pattern.segments(of: "/fonds/") == ["fonds"])
        #expect(Pattern.segments(of: "/") == [])
        #expect(Pattern.segments(of: "/a%2Fb") == ["a/b"])
        #expect(Pattern.segments(of: "/a/../b") == nil)
        #expect(Pattern.segments(of: "/a/%2e%2e/b") == nil)
        #expect(Pattern.segments(of: "/a//b") == nil)
    }

    @Test("the address decides the language, then the cookie, then the browser, then Chinese")
    func languages() {
        #expect(LanguageChoice.choose(query: "en", cookie: "zh", acceptLanguage: "zh") == .en)
        #expect(LanguageChoice.choose(query: "xx", cookie: "en", acceptLanguage: "zh") == .en)
        #expect(LanguageChoice.choose(query: nil, cookie: nil, acceptLanguage: "fr, en-GB;q=0.8, zh;q=0.5") == .en)
        #expect(LanguageChoice.choose(query: nil, cookie: nil, acceptLanguage: "en;q=0.1, zh-CN;q=0.9") == .zh)
        #expect(LanguageChoice.choose(query: nil, cookie: nil, acceptLanguage: "fr") == .zh)
    }

    @Test("numbers, sizes and times as people read them")
    func figures() {
        #expect(1_286.grouped == "1,286")
        #expect((-12_345_678).grouped == "-12,345,678")
        #expect(Int64(812).size == "812 B")
        #expect(Int64(3_449_999).size == "3.4 MB")
        #expect(Int64(4_318_000_000).size == "4.3 GB")
        for (bytes, size) in [
            (999, "999 B"), (1000, "1 KB"), (41_349, "41.3 KB"), (99_949, "99.9 KB"), (99_951, "100 KB"),
            (999_499, "999 KB"), (999_500, "1 MB"), (74_612_345_678, "74.6 GB"), (5_000_000_000, "5 GB"),
            (999_999_999_999, "1 TB"), (2_345_600_000_000_000, "2,346 TB"),
        ] as [(Int64, String)] { #expect(bytes.size == size) }
        #expect(Words(seconds: 112) == Words(zh: "1分52秒", en: "1 min 52 s"))
        let clock = Clock.fixed(Instant(text: "2026-11-22T02:31:07.000000Z")!)
        let time = LocalTime(clock.now, clock)
        #expect(time.words(today: clock.today).zh == "今天 10:31")
        #expect(time.words(today: clock.today.adding(days: 1)).en == "yesterday 10:31")
    }

    @Test("a name to save under is safe in both its forms")
    func names() {
        #expect(
            ServedFile.disposition("0058-WS·2015 正文.pdf\"\r\n")
                == "attachment; filename=\"0058-WS__2015_______.pdf___\"; "
                + "filename*=UTF-8''0058-WS%C2%B72015%20%E6%AD%A3%E6%96%87.pdf%22%0D%0A")
    }
}
