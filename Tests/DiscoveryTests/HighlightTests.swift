import Testing

@testable import Discovery

@Suite("Snippets: what was found is what is marked")
struct HighlightTests {
    private func marked(_ text: String, _ query: String) -> String {
        show(Highlighter(phrases: FindQuery(parsing: query).phrases).marked(text))
    }

    private func snippet(_ texts: [String], _ query: String) -> String {
        show(Highlighter(phrases: FindQuery(parsing: query).phrases).snippet(of: texts))
    }

    private func show(_ segments: [Segment]) -> String {
        segments.map { $0.isMarked ? "[\($0.text)]" : $0.text }.joined()
    }

    @Test(
        "marks in the text as it is written, whatever was typed",
        arguments: [
            ("關於檔案館的報告", "档案 报告", "關於[檔案]館的[報告]"), ("Ｃａｆé与cafe", "CAFE", "[Ｃａｆé]与[cafe]"),
            ("档案档案", "档案", "[档案档案]"), ("通　知", "通知", "[通 知]"), ("葛\u{E0100}城", "葛", "[葛\u{E0100}]城"),
            ("e\u{301}a", "e\u{301}a", "[e\u{301}a]"), ("一家👩‍👩‍👧人", "👩", "一家[👩‍👩‍👧]人"), ("甲，乙", "甲乙", "甲，乙"),
            ("<b>档案</b>", "档案", "<b>[档案]</b>"), ("无", "", "无"), ("甲乙丙", "\"甲乙\" 乙丙", "[甲乙丙]"),
        ])
    func titles(_ text: String, _ query: String, _ shown: String) {
        #expect(marked(text, query) == shown)
    }

    @Test("begins with the sentence of the first match and is about sixty characters long")
    func cut() {
        let before = String(repeating: "前", count: 200) + "。"
        let after = String(repeating: "后", count: 200)
        let shown = snippet(["无关", before + "本市档案馆" + after], "档案")
        #expect(shown.hasPrefix("…本市[档案]馆后"))
        #expect(shown.hasSuffix("后…"))
        #expect((55...70).contains(shown.count))
        #expect(
            snippet([String(repeating: "前", count: 200) + "档案"], "档案") == "…" + String(repeating: "前", count: 20)
                + "[档案]")
        #expect(snippet(["档案"], "档案") == "[档案]")
        #expect(snippet(["无"], "档案") == "")
    }

    @Test("shown as it is read, not as its lines are set, and no word is cut in two")
    func lines() {
        #expect(snippet(["第一段\n\n  第二段有档 \r\n 案\t完"], "档案") == "第一段 第二段有[档案] 完")
        #expect(snippet(["档案\nby\nlaw"], "档案") == "[档案] by law")
        let long = snippet(["档案" + String(repeating: "字", count: 52) + " information and more"], "档案")
        #expect(long.contains("information"))
    }
}
