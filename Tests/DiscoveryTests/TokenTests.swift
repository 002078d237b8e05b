import Testing

@testable import Discovery

@Suite("Folding: what is held equal when searching")
struct FoldTests {
    /// The units of `text`, parted by spaces; `|` before one that a gap stands before.
    private func units(_ text: String) -> String {
        TextUnit.units(of: text, limit: 1000).map { ($0.gap ? "|" : "") + String(decoding: $0.bytes, as: UTF8.self) }
            .joined(separator: " ")
    }

    @Test(
        "traditional and simplified are one",
        arguments: [
            ("檔案館", "档案馆"), ("國務院關於發佈", "国务院关于发布"), ("後來皇后", "后来皇后"), ("頭髮發展", "头发发展"),
            ("龍龜齊齒", "龙龟齐齿"), ("臺灣", "台湾"), ("颱風", "台风"), ("檯曆", "台历"), ("裏裡", "里里"),
            ("著作", "着作"), ("乾隆", "干隆"), ("峯羣爲", "峰群为"), ("値産録", "值产录"), ("彝彞", "彝彝"),
        ])
    func traditional(_ traditional: String, _ simplified: String) {
        #expect(units(traditional) == units(simplified))
        #expect(units(traditional).replacing(" ", with: "").unicodeScalars.count == simplified.unicodeScalars.count)
    }

    @Test(
        "full width, compatibility forms, radicals and case are one",
        arguments: [
            ("ＷＳ２０１６", "ws2016"), ("ﾊﾞｽ", "バス"), ("①㊀", "1 一"), ("⼈⽇", "人 日"), ("⻔⻅⻋", "门 见 车"), ("豈更", "岂 更"),
            ("Ä Ö é", "a o e"), ("E\u{301}", "e"), ("ΣΊΣΥΦΟΣ", "σισυφοσ"), ("ЁЛКА", "елка"), ("가", "\u{1100}\u{1161}"),
            ("二○一六", "二 〇 一 六"), ("ｘ０１３", "X013"),
        ])
    func widths(_ typed: String, _ same: String) {
        #expect(
            units(typed).replacing(" ", with: "") == units(same).replacing(" ", with: ""),
            "\(units(typed)) \(units(same))")
    }

    @Test("folding twice is folding once, for every code point")
    func idempotent() {
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let once = TextUnit.units(of: String(scalar), limit: 2)
            guard let unit = once.first else { continue }
            let again = TextUnit.units(of: String(decoding: unit.bytes, as: UTF8.self), limit: 2)
            guard once.count == 1, again == once else {
                Issue.record("U+\(String(value, radix: 16))")
                return
            }
        }
    }

    @Test("Han characters stand alone, words together, and only real gaps part Han characters")
    func units() {
        #expect(units("关于WS·2016年的\n通　知") == "关 于 ws |2016 年 的 通 知")
        #expect(units("甲，乙") == "甲 |乙")
        #expect(units("甲\u{0C}乙") == "甲 |乙")
        #expect(units("co\u{AD}operate") == "cooperate")
        #expect(units("葛\u{E0100}城") == "葛 城")
        #expect(units("……！？") == "")
    }

    @Test("characters beyond the basic plane, private ones and signs are found one by one")
    func beyond() {
        #expect(units("𠮷野𪚥") == "𠮷 野 𪚥")
        #expect(units("\u{E000}字\u{F0000}") == "\u{E000} 字 \u{F0000}")
        #expect(units("⿰亻革") == "⿰ 亻 革")
        #expect(units("😀👍🏽") == "😀 👍 🏽")
    }

    @Test("a word too long for a token is cut, and no piece of it is taken for a word")
    func longWords() {
        let word = String(repeating: "x", count: 300)
        let pieces = TextUnit.units(of: word, limit: 10)
        #expect(pieces.count == 3)
        #expect(pieces[1].bytes.first == 1 && pieces[2].bytes.first == 1)
        #expect(pieces.map { $0.bytes.filter { $0 != 1 }.count }.reduce(0, +) == 300)
    }
}

@Suite("Phrases in FTS5's language")
struct PhraseTests {
    @Test(
        "each phrase says where its ends are open",
        arguments: [
            ("档案", "\"档案\""), ("档案馆", "\"档案\" + \"案馆\""), ("档", "\"档\" *"), ("lantai", "\"lantai\""),
            ("lantai档", "\"lantai\" + \"档\" *"), ("档案WS", "\"档案\" + \"案\" + \"ws\""), ("甲，乙丙", "\"甲\" + \"乙丙\""),
            ("甲，乙", "\"甲\" + \"乙\" *"),
        ])
    func expressions(_ typed: String, _ expression: String) throws {
        #expect(try #require(Phrase(typed)).expression == expression)
    }

    @Test(
        "nothing typed reaches FTS5's syntax",
        arguments: ["\" OR *", "NEAR(a b)", "title: x", "a\" AND \"b", "^x", "-x"])
    func injection(_ typed: String) throws {
        let expression = try #require(Phrase(typed)).expression
        let outside = expression.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 0 }.map(\.element).joined()
        #expect(outside.allSatisfy { " +*".contains($0) })
        #expect(Phrase("***") == nil)
    }
}
