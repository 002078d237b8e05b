import Testing

@testable import Archive

@Suite("JSON: one canonical form (RFC 8785), whole numbers only")
struct JSONTests {
    @Test("keys stand in the order of their UTF-16 code units")
    func keyOrder() {
        // The example of RFC 8785 §3.2.3: U+1F600 (a surrogate pair) comes before U+FB33.
        let value: JSON = [
            "\u{20ac}": "Euro Sign", "\r": "Carriage Return", "\u{fb33}": "Hebrew Letter Dalet With Dagesh", "1": "One",
            "\u{1f600}": "Emoji: Grinning Face", "\u{80}": "Control", "\u{f6}": "Latin Small Letter O With Diaeresis",
        ]
        #expect(
            value.text
                == "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\","
                + "\"\u{f6}\":\"Latin Small Letter O With Diaeresis\",\"\u{20ac}\":\"Euro Sign\","
                + "\"\u{1f600}\":\"Emoji: Grinning Face\",\"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}")
    }

    @Test("strings escape what must be escaped and nothing else")
    func strings() {
        let value = JSON.string("\u{20ac}$\u{0f}\u{0a}A'\u{42}\u{22}\u{5c}\\\"/\u{7f}\u{8}\u{9}\u{c}\u{d}")
        #expect(value.text == #""€$\u000f\nA'B\"\\\\\"/\#u{7f}\b\t\f\r""#)
    }

    @Test(
        "what is written is read back, canonical again",
        arguments: [
            #"{"a":[1,-2,{"b":null}],"c":true,"d":"档案·\n"}"#, "[]", "{}", #""""#, "0", "-9223372036854775808",
            "9007199254740993", "[[[]]]",
        ])
    func roundTrip(text: String) throws { #expect(try JSON(parsing: text.utf8).text == text) }

    @Test("white space, escapes and surrogate pairs are read")
    func reading() throws {
        let read = try JSON(parsing: " { \"\\u6863\\u6848\" : [ \"\\ud83d\\ude00\" , \"\\/\" ] } ".utf8)
        #expect(read == ["档案": ["\u{1f600}", "/"]])
    }

    @Test(
        "numbers with a fraction or an exponent, or too large, are refused",
        arguments: [
            "1.0", "1e3", "1E3", "0.5", "-0", "9223372036854775808",
        ])
    func numbers(text: String) {
        #expect(throws: JSON.Problem.number(text)) { try JSON(parsing: text.utf8) }
    }

    @Test(
        "what is not JSON is refused",
        arguments: [
            "", "{", "[1,]", "{\"a\":1,}", "{\"a\":1,\"a\":2}", "01", "\"\\ud83d\"", "\"\\udc00x\"", "\"a\nb\"", "tru",
            "1 2",
            "nan", "'a'", "{a:1}", "\"\\x\"", "\u{FEFF}1",
        ])
    func malformed(text: String) { #expect(throws: JSON.Problem.self) { try JSON(parsing: text.utf8) } }

    @Test("bytes that are not UTF-8 are refused")
    func encoding() {
        #expect(throws: JSON.Problem.malformed(at: 1)) { try JSON(parsing: [0x22, 0xFF, 0x22]) }
    }

    @Test("depth is limited")
    func depth() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: JSON.Problem.tooDeep) { try JSON(parsing: deep.utf8) }
    }

    @Test("members as values")
    func members() {
        let value: JSON = ["n": 3, "t": "x", "b": true, "w": JSON(Words(zh: "甲", en: "a")), "l": [1]]
        #expect(value["n"]?.int == 3)
        #expect(value["t"]?.string == "x")
        #expect(value["b"]?.bool == true)
        #expect(value["w"]?.words == Words(zh: "甲", en: "a"))
        #expect(value["l"]?.array == [1])
        #expect(value["none"] == nil)
        #expect(JSON(nil as String?) == .null)
    }
}
