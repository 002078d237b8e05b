import Testing

@testable import Archive

@Suite("档号: a reference code is read by the rule it was made with")
struct ReferenceCodeTests {
    @Test(
        "every example of the standards is read, by the right rule and into the right parts",
        arguments: [
            (
                "X013-WS·2019-Y-BGS-0001", "dat22-2015",
                "fonds=X013 category=WS year=2019 retention=Y office=BGS item=0001"
            ),
            (
                "Z109-WS·2011-Y-BGS-0001", "dat22-2015",
                "fonds=Z109 category=WS year=2011 retention=Y office=BGS item=0001"
            ),
            ("X013-WS·2019-D10-0012", "dat22-2015", "fonds=X013 category=WS year=2019 retention=D10 item=0012"),
            ("J019-WS·2019·D30-001", "dat13-2022-item", "fonds=J019 category=WS year=2019 retention=D30 item=001"),
            (
                "A439-WS·2015·D30·003-005", "dat13-2022-item",
                "fonds=A439 category=WS year=2015 retention=D30 office=003 item=005"
            ),
            (
                "Z109-WS·2011·Y·办公室-0001", "dat13-2022-item",
                "fonds=Z109 category=WS year=2011 retention=Y office=办公室 item=0001"
            ),
            ("Z008-WS·2019·Y-037", "dat13-2022-item", "fonds=Z008 category=WS year=2019 retention=Y item=037"),
            (
                "C015-WY·TZGG·2019·D10-00001", "dat13-2022-item",
                "fonds=C015 category=WY subcategory=TZGG year=2019 retention=D10 item=00001"
            ),
            (
                "J019-KU·01·2017-001-001", "dat13-2022-accounts",
                "fonds=J019 category=KU subcategory=01 year=2017 file=001 item=001"
            ),
            (
                "J019-ZY·JC·CC·2019·D30-001-001", "dat13-2022-volume",
                "fonds=J019 category=ZY subcategory=JC subcategory=CC year=2019 retention=D30 file=001 item=001"
            ),
            ("A002-RS-001-002", "dat13-2022-volume", "fonds=A002 category=RS file=001 item=002"),
            (
                "X032-KJ·KY·01-003", "dat13-2022-volume",
                "fonds=X032 category=KJ subcategory=KY project=01 file=003"
            ),
            (
                "X032-KJ·JJ·02-005-054", "dat13-2022-volume",
                "fonds=X032 category=KJ subcategory=JJ project=02 file=005 item=054"
            ),
            (
                "K021-ZP·2019·D30-025-005", "dat13-2022-volume",
                "fonds=K021 category=ZP year=2019 retention=D30 file=025 item=005"
            ),
            ("C038-001-002-003", "dat13-1994-catalogue", "fonds=C038 catalogue=001 file=002 item=003"),
            ("X013-001-0003-002", "dat13-1994-catalogue", "fonds=X013 catalogue=001 file=0003 item=002"),
            ("0074-1-23-5", "dat13-1994-catalogue", "fonds=0074 catalogue=1 file=23 item=5"),
        ])
    func examples(written: String, rule: String, parts: String) throws {
        let code = try ReferenceCode(parsing: written)
        #expect(code.rule.id == rule)
        #expect(code.parts.map { "\($0.role)=\($0.text)" }.joined(separator: " ") == parts)
        #expect(code.text == written)
        #expect(code.isCanonical)
    }

    @Test(
        "other dots and dashes, full-width forms and small letters are the same code; what was written is kept",
        arguments: [
            "X013-WS•2019-Y-BGS-0001", "X013-WS∙2019-Y-BGS-0001", "X013-WS．2019-Y-BGS-0001", "X013-WS・2019-Y-BGS-0001",
            "X013-WS.2019-Y-BGS-0001", "X013－WS·2019－Y－BGS－0001", "X013—WS·2019—Y—BGS—0001", "X013–WS·2019–Y–BGS–0001",
            "Ｘ０１３-ＷＳ·２０１９-Ｙ-ＢＧＳ-０００１", "x013-ws·2019-y-bgs-0001", " X013-WS·2019-Y-BGS-0001\u{3000}",
            "X013-WS\u{0387}2019-Y-BGS-0001",
        ])
    func variants(written: String) throws {
        let code = try ReferenceCode(parsing: written)
        #expect(code == (try ReferenceCode(parsing: "X013-WS·2019-Y-BGS-0001")))
        #expect(Array(code.key.utf8) == Array("X013-WS\u{B7}2019-Y-BGS-0001".utf8))
        #expect(Array(code.original.utf8) == Array(written.utf8))
        #expect(!code.isCanonical)
    }

    @Test("DA/T 13 and DA/T 22 place retention differently: these are two codes")
    func twoStandards() throws {
        let item = try ReferenceCode(parsing: "Z109-WS·2011·Y·BGS-0001")
        #expect(item.rule.source == "DA/T 13-2022")
        #expect(item != (try ReferenceCode(parsing: "Z109-WS·2011-Y-BGS-0001")))
    }

    @Test("parts are there as values")
    func values() throws {
        let code = try ReferenceCode(parsing: "X013-WS·2019-D30-BGS-0041")
        #expect(code.fonds == "X013")
        #expect(code.category == "WS")
        #expect(code.year == 2019)
        #expect(code.retention == .years(30))
        #expect(code.office == "BGS")
        #expect(code.item == "0041")
        #expect(code.file == nil)
        #expect(code.page == nil)
        #expect(code.stem(through: .fonds) == "X013")
        #expect(code.stem(through: .category) == "X013-WS")
        #expect(code.stem(through: .year) == "X013-WS·2019")
        #expect(code.stem(through: .retention) == "X013-WS·2019-D30")
        #expect(code.stem(through: .file) == nil)
    }

    @Test("codes of one sequence have a key in common, and a number")
    func sequence() throws {
        let code = try ReferenceCode(parsing: "X013-WS·2019-Y-BGS-0009")
        #expect(code.sequenceKey == "X013-WS·2019-Y-BGS-")
        #expect(code.itemNumber == 9)
        #expect(code.next?.text == "X013-WS·2019-Y-BGS-0010")
        #expect(code.previous?.text == "X013-WS·2019-Y-BGS-0008")
        #expect(code.numbered(1)?.previous == nil)
        #expect(code.numbered(9999)?.next == nil)
        #expect(code.next == (try ReferenceCode(parsing: "X013-WS·2019-Y-BGS-0010")))
    }
}

@Suite("档号: a text that is no reference code is refused, and the wrong part is named")
struct ReferenceCodeRefusalTests {
    @Test(
        "the part that is wrong",
        arguments: [
            ("X13WS·2017--BGS-1号", CodeRole.fonds, "X13WS"), ("X13-WS·2019-Y-BGS-0001", .fonds, "X13"),
            ("X013-W·2019-Y-BGS-0001", .category, "W"), ("X013-WS·219-Y-BGS-0001", .year, "219"),
            ("X013-WS·2019-Z-BGS-0001", .retention, "Z"), ("X013-WS·2019--BGS-0001", .retention, ""),
            ("X013-WS·2019-D0-BGS-0001", .retention, "D0"), ("X013-WS·2019-Y-BGS-1号", .item, "1号"),
            ("X013-WS·2019-Y-BGS-00001", .item, "00001"), ("X013-WS·2019·D30-1", .item, "1"),
        ])
    func part(written: String, role: CodeRole, found: String) throws {
        let problem = try #require(throws: ReferenceCodeProblem.self) { try ReferenceCode(parsing: written) }
        guard case .part(let named, let text, _, let original, _) = problem else {
            Issue.record("\(problem)")
            return
        }
        #expect(named == role)
        #expect(text == found)
        #expect(original == written)
        #expect(problem.what.zh.contains(written) && problem.what.en.contains(written))
    }

    @Test("a missing item number, a part too many, a wrong separator")
    func shape() throws {
        #expect(try problem("X013-WS·2019-Y-BGS").role == .item)
        #expect(try problem("X013-WS·2019-Y-BGS").code == "archive.code-part-missing")
        #expect(try problem("X013-WS·2019-Y-BGS-0001-0001").code == "archive.code-surplus")
        #expect(try problem("X013·WS·2019-Y-BGS-0001").code == "archive.code-separator-wrong")
        #expect(try problem("  ").code == "archive.code-empty")
        let long = "X013-WS" + String(repeating: "·A", count: 100_000)
        #expect(try problem(long).code == "archive.code-too-long")
    }

    @Test("the refusal says in both languages what was expected")
    func words() throws {
        let problem = try problem("X13WS·2017--BGS-1号")
        #expect(problem.what.zh == "档号“X13WS·2017--BGS-1号”的全宗号“X13WS”不规范，应为4 位：1 位大写字母或数字加 3 位数字，如 X013。")
        #expect(problem.next.zh == "按 DA/T 22-2015 的结构更正：全宗号-门类代码·年度-保管期限代码-[机构（问题）代码]-件号。")
        #expect(
            problem.next.en
                == "Correct it after DA/T 22-2015: fonds number-category code·year-retention code-[office or subject code]-item number."
        )
    }

    private func problem(_ written: String) throws -> ReferenceCodeProblem {
        try #require(throws: ReferenceCodeProblem.self) { try ReferenceCode(parsing: written) }
    }
}

@Suite("档号 rules are data")
struct CodeRuleTests {
    @Test("an archive adds its own rule, with pages")
    func own() throws {
        let rule = try CodeRule(
            id: "own", name: Words(zh: "本馆旧档", en: "our old files"), source: "本馆 1985",
            template: "fonds:3-file:1~4-item:1~4-page:1~4")
        let code = try ReferenceCode(parsing: "112-45-3-17", rules: CodeRule.standard + [rule])
        #expect(code.rule.id == "own")
        #expect(code.page == "17")
        #expect(code.sequenceKey == "112-45-3-")
        #expect(code.itemNumber == 17)
    }

    @Test("a rule's categories narrow it")
    func categories() throws {
        let rule = try CodeRule(
            id: "maps", name: Words(zh: "地图", en: "maps"), source: "own", categories: ["DT"],
            template: "fonds-category-item:6")
        #expect(try ReferenceCode(parsing: "X013-DT-000001", rules: [rule]).category == "DT")
        #expect(throws: ReferenceCodeProblem.self) { try ReferenceCode(parsing: "X013-WS-000001", rules: [rule]) }
    }

    @Test("a template that is none is refused")
    func refused() {
        #expect(throws: CodeRuleProblem.unknownPart("foo", template: "foo-item")) { try made("foo-item") }
        #expect(throws: CodeRuleProblem.unreadableWidth("x", template: "fonds-item:x")) { try made("fonds-item:x") }
        #expect(throws: CodeRuleProblem.unreadableWidth("5~3", template: "fonds-item:5~3")) {
            try made("fonds-item:5~3")
        }
        #expect(throws: CodeRuleProblem.noNumberAtTheEnd(template: "fonds-year")) { try made("fonds-year") }
    }

    @Test("every built-in rule has its own name and names its source")
    func builtIn() {
        #expect(Set(CodeRule.standard.map(\.id)).count == CodeRule.standard.count)
        #expect(CodeRule.standard.allSatisfy { $0.source.hasPrefix("DA/T") && !$0.elements.isEmpty })
    }

    private func made(_ template: String) throws -> CodeRule {
        try CodeRule(id: "t", name: Words(zh: "试", en: "try"), source: "test", template: template)
    }
}

@Suite("档号: what a person types finds the codes that begin with it")
struct CodePrefixTests {
    @Test(
        "typed beginnings",
        arguments: [
            ("x013", "X013"), ("X013－ws．2019", "X013-WS·2019"), ("x013-ws.20", "X013-WS·20"),
            (" X013 - WS ", "X013-WS"),
            ("Ｘ０１３", "X013"), ("X013-", "X013-"),
        ])
    func prefix(typed: String, prefix: String) throws {
        #expect(ReferenceCode.keyPrefix(of: typed) == prefix)
        #expect(try ReferenceCode(parsing: "X013-WS·2019-Y-BGS-0001").key.hasPrefix(prefix))
    }

    @Test("a text no rule reads still has a key")
    func key() { #expect(ReferenceCode.key(of: "ｘ13ws·2017－－BGS－1号") == "X13WS·2017--BGS-1号") }
}
