import Archive
import Testing

@testable import Web

@Suite("Numbers and days as each language says them")
struct NumberTests {
    @Test("one is one, none and many are many, thousands are grouped")
    func plural() {
        let said: [(Int64, String, String)] = [
            (0, "0件", "0 items"), (1, "1件", "1 item"), (2, "2件", "2 items"), (1234, "1,234件", "1,234 items"),
        ]
        for (count, zh, en) in said { #expect(Phrases.items(count) == Words(zh: zh, en: en)) }
        for (words, one, many) in [
            (Phrases.files, "1 file", "1,234 files"), (Phrases.volumes, "1 volume", "1,234 volumes"),
            (Phrases.pages, "1 page", "1,234 pages"),
        ] {
            #expect(words(1).en == one && words(1234).en == many)
            #expect(
                words(0).en == many.replacing("1,234", with: "0") && words(2).en == many.replacing("1,234", with: "2"))
            #expect(words(1).zh.dropFirst() == words(1234).zh.dropFirst(5))
        }
    }

    @Test("numbers are grouped by thousands, below zero too")
    func grouped() {
        #expect(
            [0, 7, 999, 1000, 1_234_567, -1234].map(\.grouped) == ["0", "7", "999", "1,000", "1,234,567", "-1,234"])
    }

    @Test("a day in the order of each language; a length of time in its words")
    func days() throws {
        let day = try #require(Day(text: "2024-03-01"))
        #expect(day.words == Words(zh: "2024年3月1日", en: "1 March 2024"))
        #expect(Words(seconds: 86400) == Words(zh: "1天", en: "1 day"))
        #expect(Words(seconds: 172_800).en == "2 days" && Words(seconds: 112).zh == "1分52秒")
    }

    @Test("a sentence has its slot where its language wants it")
    func slot() {
        let words = Words(zh: "自\(Words.slot)起有效", en: "In force from \(Words.slot).")
        for (language, text) in [(Language.zh, "<p>自<b>今天</b>起有效</p>"), (.en, "<p>In force from <b>1 May</b>.</p>")] {
            var h = HTML(language)
            h.p { $0.text(words) { $0.b(language == .zh ? "今天" : "1 May") } }
            #expect(String(decoding: h.bytes, as: UTF8.self) == text)
        }
    }
}
