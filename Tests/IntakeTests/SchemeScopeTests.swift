import Archive
import Bytes
import Formats
import Ledger
import Tables
import Testing

@testable import Intake

@Suite(
    "Schemes by agency, category and stage: the most specific holds; of several categories the strictest")
struct SchemeScopeTests {
    private static let agency = "临江市民政局"

    private func decided(_ scope: SchemeScope, _ scheme: CheckScheme? = nil, version: Int64 = 1) -> DecidedScheme {
        DecidedScheme(
            scope: scope, version: version, from: testClock.today, scheme: scheme ?? CheckScheme(name: "\(scope)"),
            reason: "约定", at: testClock.now, by: TestDesk.archivist)
    }

    private let scopes: [SchemeScope] = [
        SchemeScope(agency: agency, category: "WS", stage: .transfer), SchemeScope(agency: agency, category: "WS"),
        SchemeScope(agency: agency, stage: .transfer), SchemeScope(agency: agency),
        SchemeScope(category: "WS", stage: .transfer), SchemeScope(category: "WS"), SchemeScope(stage: .transfer),
        SchemeScope(),
    ]

    @Test("agency counts for more than category, category for more than stage; what is missing gives way to the next")
    func precedence() {
        let asked = scopes[0]
        #expect(asked.widening == scopes)
        #expect(SchemeScope().widening == [SchemeScope()])
        for place in scopes.indices {
            let schemes = SchemesInForce(on: testClock.today, among: scopes[place...].map { decided($0) })
            #expect(schemes.scheme(for: asked).applied.scope == scopes[place])
        }
        #expect(SchemesInForce(on: testClock.today).scheme(for: asked).applied.version == 0)
        // What is for another agency, category or stage never holds; neither does what was given up.
        let given = DecidedScheme(
            scope: scopes[1], version: 2, from: testClock.today, scheme: nil, reason: "停", at: testClock.now,
            by: TestDesk.archivist)
        let others = [
            SchemeScope(agency: "临江市司法局"), SchemeScope(agency: Self.agency, category: "KJ"),
            SchemeScope(stage: .filing),
        ].map { decided($0) }
        let schemes = SchemesInForce(
            on: testClock.today, among: others + [decided(scopes[1]), given, decided(scopes[6])])
        #expect(schemes.scheme(for: asked).applied.scope == scopes[6])
    }

    @Test("of several schemes the strictest choice; a warning is milder than usual; terms are joined")
    func strictest() {
        var (one, other) = (
            CheckScheme(name: "甲", choices: ["page-counts": .warning, "attachments": .off, "same-document": .off]),
            CheckScheme(name: "乙", choices: ["attachments": .warning, "same-document": .blocking])
        )
        (one.terms.formats, other.terms.formats) = ([.pdf, .ofd], [.ofd])
        (one.terms.fonds, other.terms.fonds) = (["J004"], ["X001"])
        (one.terms.largest, other.terms.largest) = (9_000_000, 2_000_000)
        (one.terms.required, other.terms.required) = (["内容描述/文种"], ["档号/机构或问题"])
        (one.terms.countsPaper, other.terms.resolution) = (true, 300)
        let joined = CheckScheme.strictest(of: [one, other])
        #expect(joined.choice(of: "page-counts") == .usual)
        #expect(joined.choice(of: "attachments") == .warning && joined.choice(of: "same-document") == .blocking)
        #expect(joined.terms.formats == [.ofd] && joined.terms.fonds == ["J004", "X001"])
        #expect(joined.terms.largest == 2_000_000 && joined.terms.countsPaper && joined.terms.resolution == 300)
        #expect(Set(joined.terms.required) == ["内容描述/文种", "档号/机构或问题"])
        #expect(CheckScheme.strictest(of: [one]) == one)
    }

    @Test("records whose category nobody can tell are judged by every scheme that could be theirs")
    func unknown() {
        let schemes = SchemesInForce(
            on: testClock.today,
            among: [
                decided(SchemeScope(agency: Self.agency), CheckScheme(name: "松", choices: ["attachments": .off])),
                decided(SchemeScope(category: "KJ"), CheckScheme(name: "严", choices: ["attachments": .blocking])),
                decided(SchemeScope(agency: Self.agency, category: "KJ", stage: .filing)),
                decided(SchemeScope(agency: Self.agency, category: "ZP"), CheckScheme(name: "照片")),
            ])
        func judged(_ categories: PackageCategories) -> [String] {
            schemes.judging(categories, of: Self.agency, at: .transfer).applied.map(\.name)
        }
        // The agency's own scheme for all comes before one for a category of all agencies.
        #expect(judged(PackageCategories(codes: ["KJ"])) == ["松"])
        #expect(judged(PackageCategories(codes: ["WS", "ZP"])) == ["松", "照片"])
        #expect(judged(PackageCategories(codes: ["WS"], hasUnknown: true)) == ["松", "照片"])
        #expect(judged(PackageCategories()) == ["松"])
        let other = schemes.judging(PackageCategories(hasUnknown: true), of: "", at: .transfer)
        #expect(other.applied.map(\.name) == ["通用方案", "严"] && other.scheme.choice(of: "attachments") == .blocking)
    }

    @Test("a package of two categories is judged by both schemes, each record by what was agreed for its own")
    func received() async throws {
        let desk = try await TestDesk()
        var (papers, photographs) = (
            CheckScheme(name: "文书方案", choices: ["unbroken-sequence": .off]), CheckScheme(name: "照片方案")
        )
        (papers.terms.fonds, photographs.terms.fonds) = (["X001"], ["X002"])
        (papers.terms.required, photographs.terms.required) = (["内容描述/文种"], ["形式特征/语种"])
        _ = try await desk.decide(papers, for: Self.agency, "文书档案", at: .transfer)
        _ = try await desk.decide(photographs, for: Self.agency, "ZP")
        _ = try await desk.decide(CheckScheme(name: "归档方案"), for: Self.agency, "WS", at: .filing)
        let list =
            "档号,题名,责任者,日期\nX001-WS·2001-Y-BGS-0001,通知,办公室,20010101\nX001-ZP·2001-Y-BGS-0001,照片,办公室,20010103\n"
        let accession = try await desk.desk.receive(
            .of(Array(list.utf8)), name: FileName("目录.csv"), agency: Self.agency,
            by: Agent(id: "li", role: .agencyOfficer))
        try await desk.settle()
        let report = try #require(try await desk.desk.report(accession.id))
        #expect(report.schemes.map(\.name) == ["文书方案", "照片方案"] && report.categories == ["WS", "ZP"])
        let found = report.findings.filter { $0.check == "agreed-scope" }
        #expect(found.map(\.record) == ["X001-ZP·2001-Y-BGS-0001"] && found[0].what.zh.contains("X002"))
        let required = report.findings.filter { $0.check == "required-elements" }
        #expect(required.map(\.element) == ["文种", "语种"])
        #expect(required.map(\.record) == ["X001-WS·2001-Y-BGS-0001", "X001-ZP·2001-Y-BGS-0001"])
        #expect(report.outcomes.first { $0.check == "unbroken-sequence" }?.result != .off)
        #expect(report.json["schemes"]?.array?.count == 2 && report.json["scheme"]?["category"]?.string == "WS")
        #expect(CheckReport(document: report.document) == report)
        let rows = try await desk.rows("SELECT * FROM check_scheme ORDER BY agency, category, stage, version")
        #expect(rows.now.count == 3 && rows.now == rows.anew)
        #expect(try await desk.desk.schemeScopes().count == 3)
    }

    @Test("acts and reports made when a scheme was for an agency alone read as they did")
    func older() async throws {
        let desk = try await TestDesk()
        let act = try JSON(
            parsing: #"""
                {"schema":"lantai.check-scheme/1","agency":"临江市民政局","version":1,"from":"2026-11-23",
                "at":"2026-11-23T04:00:00.000000Z","reason":"约定","before":null,
                "after":{"name":"民政局方案","checks":{"page-counts":"warning"}}}
                """#.utf8)
        let event = desk.ledger.event(
            kind: .settingsChanged, subject: "check-scheme", agent: TestDesk.archivist,
            act: try await desk.ledger.write(act: act), facts: ["version": .int(1)])
        try await desk.database.write { [ledger = desk.ledger] tx in
            try ReceivingDesk.replay(event, act, in: tx)
            ledger.append(event, in: tx)
        }
        let (scheme, applied) = try await desk.desk.schemes(on: desk.today)
            .scheme(for: SchemeScope(agency: Self.agency, category: "KJ", stage: .filing))
        #expect(applied.scope == SchemeScope(agency: Self.agency) && scheme.choice(of: "page-counts") == .warning)
        // The next version follows it, and is told as the first was.
        _ = try await desk.decide(CheckScheme(name: "民政局新方案"), for: Self.agency)
        let rows = try await desk.rows("SELECT * FROM check_scheme ORDER BY version")
        #expect(rows.now.count == 2 && rows.now == rows.anew)

        let report = try JSON(
            parsing: #"""
                {"schema":"lantai.check-report/1","package":"移交.zip","kind":"dat93","verdict":"accept","records":1,"files":2,
                "bytes":3,"seconds":1,"findings":[],"outcomes":[],"scheme":{"agency":"临江市民政局","name":"民政局方案",
                "version":1,"from":"2026-11-23","day":"2026-11-23"}}
                """#.utf8)
        let read = try #require(CheckReport(document: report))
        #expect(read.schemes.map(\.scope) == [SchemeScope(agency: Self.agency)] && read.schemes[0].version == 1)
        #expect(read.packageCategories == nil)
    }

    @Test("a scheme is for a category of the list and a stage at which packages are checked")
    func refused() async throws {
        let desk = try await TestDesk()
        var listed = CheckScheme(name: "照片")
        listed.terms.categories = ["WS"]
        let whole = CheckScheme(name: "约定")
        let cases: [(SchemeProblem, CheckScheme, String, CheckStage?)] = [
            (.badCategory("QQ"), whole, "QQ", nil), (.badStage("keeping"), whole, "", .keeping),
            (.categoriesSaid, listed, "ZP", nil),
        ]
        for (problem, scheme, category, stage) in cases {
            await #expect(throws: problem) { _ = try await desk.decide(scheme, for: "", category, at: stage) }
            #expect(!problem.what.zh.isEmpty && !problem.next.en.isEmpty && problem.code.hasPrefix("scheme."))
        }
        await #expect(throws: SchemeProblem.noSuchScheme) { _ = try await desk.decide(nil, for: Self.agency, "ZP") }
        let version = decided(SchemeScope(agency: Self.agency, category: "ZP", stage: .filing), listed)
        #expect(try DecidedScheme(json: version.json) == version)
    }
}
