import Archive
import Tables
import Testing

@testable import Intake

@Suite("The rule book: what may be decided, and what a transfer meets from its day on")
struct RuleBookTests {
    private static let agency = "临江市民政局"

    /// 责任者 optional, an element of the archive's own, another value of 密级, and another number of a check.
    private static func own() -> RuleBook {
        var book = RuleBook.standard
        book.name = "本馆规定"
        for place in book.elements.indices where book.elements[place].path == "内容描述/责任者" {
            book.elements[place].obligation = .optional
        }
        for place in book.domains.indices where book.domains[place].name == "密级" {
            book.domains[place].values.append("不涉密")
        }
        book.elements.append(
            RuleBook.Element(path: "内容描述/主题词", obligation: .mandatory, longest: 5))
        book.labels["metadata-complete"] = RuleBook.Label(
            number: "2-13", name: Words(zh: "元数据齐全", en: "metadata is all there"))
        return book
    }

    /// A good transfer but for one record without author, of a 密级 that no standard knows.
    private static func package(keywords: String? = nil) -> PackageFiles {
        var package = Built.package()
        let victim = package.victims[0]
        package.set("责任者", to: "", in: victim.metadata)
        package.setListed("责任者", to: "", of: victim.code)
        package.set("密级", to: "不涉密", in: victim.metadata)
        package.setListed("密级", to: "不涉密", of: victim.code)
        if let keywords {
            for record in package.victims {
                let text = package.text(record.metadata)
                package[record.metadata] = Array(
                    text.replacing("</内容描述>", with: "<主题词>\(keywords)</主题词></内容描述>").utf8)
            }
        }
        package.register()
        return package
    }

    private static func faults(_ report: CheckReport) -> Set<String> { Set(report.findings(.blocking).map(\.check)) }

    @Test("what comes with the program is valid, survives its JSON, and knows every check")
    func seed() throws {
        let seed = RuleBook.standard
        #expect(try seed.validated() == seed)
        #expect(try RuleBook(json: try JSON(parsing: seed.json.canonical)) == seed)
        #expect(Set(seed.labels.keys) == Set(Checks.all.map(\.key)))
        for check in Checks.all { #expect(seed.label(check.key).text == CheckLabels.label(check.key).text) }
        #expect(seed.changes(to: seed).isEmpty)
        #expect(try RuleBook(json: try RuleBook.document(Array(seed.lines.utf8))) == seed)
        #expect(throws: RuleBookProblem.notJSON(line: 2)) { try RuleBook.document(Array("{\"name\": 1,\n x}".utf8)) }
        // What is left out of a file is the program's own.
        let short = try RuleBook(
            json: ["name": "x", "elements": [["path": "题名", "obligation": "optional"]], "domains": []])
        #expect(short.labels == seed.labels && short.measures == seed.measures && short.lists == seed.lists)
    }

    @Test("an edition changes the verdict as it says, from its day on; the report names it; a rebuild keeps it")
    func transfer() async throws {
        let desk = try await TestDesk()
        let day = Day(year: 2026, month: 12, day: 1)!
        _ = try await desk.desk.decide(
            Self.own(), from: day, reason: "年度修订", by: TestDesk.archivist)
        #expect(try await desk.desk.ruleBook(on: desk.today).version == 0)
        // The day of receipt decides, however long it waits.
        let waiting = try await desk.receive(Self.package(), agency: Self.agency, mark: "a")
        desk.set("2026-12-02T04:00:00.000000Z")
        try await desk.settle()
        let waited = try #require(try await desk.desk.report(waiting.id))
        #expect(
            Self.faults(waited) == ["required-elements", "notes-and-list", "value-domains"],
            "\(waited.faults.map(\.summary))")
        let received = Day(year: 2026, month: 11, day: 23)!
        #expect(
            waited.rules == AppliedRuleBook(name: RuleBook.standard.name, version: 0, from: nil, day: received))

        let after = try await desk.report(Self.package(), agency: Self.agency, mark: "b")
        #expect(Self.faults(after) == ["metadata-complete"], "\(after.faults.map(\.summary))")
        let missing = after.findings(.blocking)
        #expect(missing.count == Int(after.records))
        #expect(missing.allSatisfy { $0.element == "主题词" && $0.label == "YJ-2-13 元数据齐全" })
        #expect(missing[0].next.zh.contains("检测依据第1版") && missing[0].next.en.contains("version 1 of the rule book"))
        #expect(after.outcomes.contains { $0.check == "metadata-complete" && $0.label == "YJ-2-13 元数据齐全" })
        #expect(
            after.rules
                == AppliedRuleBook(name: "本馆规定", version: 1, from: day, day: Day(year: 2026, month: 12, day: 2)!))
        #expect(CheckReport(document: after.document) == after)
        #expect(after.json["ruleBook"]?["version"]?.int == 1)

        let good = try await desk.report(Self.package(keywords: "社会组织"), agency: Self.agency, mark: "c")
        #expect(good.verdict != .return, "\(good.faults.map(\.summary))")
        #expect(try await desk.desk.report(waiting.id)?.rules?.version == 0)

        let rows = try await desk.rows("SELECT * FROM rule_book ORDER BY version")
        #expect(rows.now.count == 1 && rows.now == rows.anew)
        #expect(try await desk.desk.ruleBookHistory().map(\.book) == [try Self.own().validated()])
    }

    @Test("outside the archive a package is judged by the edition that was given out; nothing in a list must be known")
    func outside() async throws {
        let folder = try TestFolder()
        // An element that the program does not know is held to its length like the rest.
        try Self.package(keywords: "社会组织管理").write(to: folder.path)
        let given: JSON = ["version": 3, "from": "2026-11-01", "ruleBook": Self.own().json]
        func judged(_ rules: RuleBookInForce) async throws -> CheckReport {
            try await PackageCheck.run(
                path: folder.path, workers: Program.workers, clock: testClock, stage: .filing, rules: rules)
        }
        let report = try await judged(try RuleBookInForce(json: given))
        #expect(Self.faults(report) == ["element-lengths"], "\(report.faults.map(\.summary))")
        #expect(report.rules?.version == 3 && report.outcomes.contains { $0.label == "GD-2-13 元数据齐全" })
        var bare = Self.own()
        bare.elements = [RuleBook.Element(path: "无人知", obligation: .optional)]
        bare.domains = []
        let free = try await judged(
            try RuleBookInForce(json: ["version": 4, "from": "2026-11-01", "ruleBook": bare.json]))
        #expect(free.verdict != .return, "\(free.faults.map(\.summary))")
        #expect(throws: RuleBookProblem.unreadable("from")) {
            try RuleBookInForce(json: ["version": 1, "ruleBook": bare.json])
        }
    }

    @Test("what cannot be decided is refused, with its code")
    func refused() async throws {
        let desk = try await TestDesk()
        func code(
            day: Day? = nil, reason: String = "约定", role: Role = .archivist, _ change: (inout RuleBook) -> Void
        ) async -> String {
            var book = RuleBook.standard
            change(&book)
            do {
                _ = try await desk.desk.decide(
                    book, from: day ?? desk.today, reason: reason, by: Agent(id: "wang", role: role))
                return "decided"
            } catch let problem as RuleBookProblem {
                return String(problem.code.dropFirst("rule-book.".count))
            } catch {
                return "\(error)"
            }
        }
        #expect(await code { _ in } == "nothing-changed")
        #expect(await code { $0.name = " " } == "bad-name")
        #expect(await code { $0.elements = [] } == "no-elements")
        #expect(await code { $0.elements[0].path = "内容描述//题名" } == "bad-path")
        #expect(await code { $0.elements[0].path = $0.elements[1].path } == "element-twice")
        #expect(await code { $0.elements[0].longest = 0 } == "bad-longest")
        #expect(await code { $0.elements[1].domain = "无" } == "no-domain")
        #expect(await code { $0.domains.removeFirst() } == "no-domain")
        #expect(await code { $0.domains[0].values = [] } == "bad-values")
        #expect(await code { $0.domains[0].values = ["件", "件"] } == "bad-values")
        #expect(await code { $0.domains[0].name = "密级" } == "domain-twice")
        #expect(await code { $0.labels["no-check"] = $0.labels["structure"] } == "no-such-check")
        #expect(await code { $0.labels["structure"]?.number = "2-13" } == "bad-number")
        #expect(await code { $0.labels["structure"]?.number = "1-013" } == "bad-number")
        #expect(await code { $0.labels["structure"]?.name = Words(zh: "", en: "x") } == "bad-label")
        #expect(await code { $0.measures[.scanDots] = 72 } == "bad-measure")
        #expect(await code { $0.lists.editors = [""] } == "bad-list")
        #expect(await code(day: Day(year: 2026, month: 11, day: 1)) { $0.name = "x" } == "day-passed")
        #expect(await code(reason: "") { $0.name = "x" } == "reason-missing")
        #expect(await code(role: .reviewer) { $0.name = "x" } == "may-not-decide")
        #expect(try await desk.desk.ruleBookHistory().isEmpty)
    }

    @Test(
        "what is written by hand and not understood is refused, with the member it is about",
        arguments: [
            ("[]", "{}"), ("{\"name\":\"x\"}", "elements"), ("{\"more\":1}", "more"),
            (
                "{\"name\":\"x\",\"elements\":[{\"path\":\"题名\",\"obligation\":\"must\"}],\"domains\":[]}",
                "elements[1].obligation"
            ),
            (
                "{\"name\":\"x\",\"elements\":[{\"path\":\"题名\",\"obligation\":\"optional\",\"size\":1}],\"domains\":[]}",
                "elements[1].size"
            ),
            ("{\"name\":\"x\",\"elements\":[],\"domains\":[{\"name\":\"密级\",\"values\":[1]}]}", "domains[1].values[1]"),
            ("{\"name\":\"x\",\"elements\":[],\"domains\":[],\"measures\":{\"dots\":1}}", "measures.dots"),
            ("{\"name\":\"x\",\"elements\":[],\"domains\":[],\"labels\":{\"structure\":{}}}", "labels.structure.name"),
            ("{\"name\":\"x\",\"elements\":[],\"domains\":[],\"lists\":{\"columns\":{\"x\":[]}}}", "lists.columns.x"),
        ])
    func written(text: String, place: String) throws {
        let json = try JSON(parsing: Array(text.utf8))
        #expect(throws: RuleBookProblem.unreadable(place)) { try RuleBook(json: json) }
    }
}
