import Archive
import ArgumentParser
import Bytes
import Intake

/// `lantai schemes`: how transfers of each agency, 门类 and stage are judged, and since when.
struct SchemesCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "schemes",
        abstract: "Schemes of checks (检测方案): what judges the transfers of each agency, category and stage.",
        discussion: """
            Without an agency, all that hold today. With one, its scheme and every version there was; with --category or
            --stage, that for one 门类 or 环节. With --decide, a new version from a file written as --json prints a scheme
            ({"name": …, "checks": {"page-counts": "warning"}}); checks are "usual", "blocking", "warning" or "off". An empty
            agency ("") means all that have none of their own. What --json prints of an agency, lantai check --schemes reads.
            Exit status: 0 done · 1 could not.
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "The agency (移交单位), by its full name.") var agency: String?
    @Option(help: "Only records of this category (门类), by its code: WS, KJ, ZP …") var category: String?
    @Option(help: "Only at this stage (环节): filing (归档) or transfer (移交与接收).") var stage: PackageStage?
    @Option(help: "Decide a new version from this file.", transform: WorkingFolder.absolute) var decide: String?
    @Flag(help: "Give the scheme up: what is wider holds again.") var giveUp = false
    @Option(help: "The day from which it judges (2026-12-01); by default today.") var from: String?
    @Option(help: "Why, for the ledger.") var reason: String?

    func validate() throws {
        if decide != nil, giveUp { throw ValidationError("Either --decide or --give-up.") }
        guard decide != nil || giveUp || category != nil || stage != nil else { return }
        if agency == nil { throw ValidationError("Say whose scheme it is; \"\" for all without one of their own.") }
        if reason == nil, decide != nil || giveUp { throw ValidationError("Say why with --reason.") }
    }

    func input() throws -> ByteStream? { try decide.map { try Package($0).stream() } }

    func run(in house: House, _ io: CommandIO) async throws {
        guard let agency else { return try await list(house, io) }
        var scope = SchemeScope(agency: agency, stage: stage?.stage)
        if let category {
            guard let code = CategoryName.code(of: category) else { throw SchemeProblem.badCategory(category) }
            scope.category = code
        }
        if decide != nil || giveUp { try await enter(scope, house, io) }
        let history = try await house.desk.schemeHistory(of: scope)
        let schemes = try await house.desk.schemes(on: house.clock.today)
        let (scheme, applied) = schemes.scheme(for: scope)
        if common.json {
            var members: [String: JSON] = [
                "schema": 1, "agency": .string(agency), "inForce": applied.json, "scheme": scheme.json,
                "versions": .array(history.map(\.json)), "holding": .array(schemes.holding(for: agency).map(\.json)),
            ]
            if !scope.category.isEmpty { members["category"] = .string(scope.category) }
            if let stage = scope.stage { members["stage"] = .string(stage.rawValue) }
            io.json(.object(members))
            return
        }
        io.line(SchemesCommand.line(scope, applied, io.language))
        for check in ListedCheck.all where scheme.choice(of: check.key) != .usual {
            io.line("  \(check.key): \(scheme.choice(of: check.key).words[io.language])")
        }
        for decided in history {
            io.line("  \(decided.version)  \(decided.from)  \(decided.reason)")
        }
    }

    private func enter(_ scope: SchemeScope, _ house: House, _ io: CommandIO) async throws {
        let agent = try await house.agent(for: common, io, role: .archivist)
        var scheme: CheckScheme?
        if let decide {
            guard let input = io.input else { throw NamingProblem.noFile(decide) }
            var bytes: [UInt8] = []
            for try await piece in input {
                bytes += piece
                guard bytes.count <= 1 << 20 else { throw SchemeProblem.unreadable("> 1 MB") }
            }
            scheme = try CheckScheme(json: try SchemesCommand.json(bytes))
        }
        let day: Day
        if let from {
            guard let said = Day(text: from) else { throw SchemeProblem.badDay }
            day = said
        } else {
            day = house.clock.today
        }
        _ = try await house.desk.decide(scheme, for: scope, from: day, reason: reason ?? "", by: agent)
    }

    static func json(_ bytes: [UInt8]) throws -> JSON {
        do {
            return try JSON(parsing: bytes)
        } catch {
            throw SchemeProblem.unreadable("\(error)")
        }
    }

    private func list(_ house: House, _ io: CommandIO) async throws {
        let schemes = try await house.desk.schemes(on: house.clock.today)
        let agencies = [""] + (try await house.desk.agencies())
        let narrow = try await house.desk.schemeScopes().filter(\.isNarrow)
        if common.json {
            io.json([
                "schema": 1, "day": .string(schemes.day.text),
                "agencies": .array(
                    agencies.map {
                        let applied = schemes.scheme(for: SchemeScope(agency: $0)).applied
                        return ["agency": .string($0), "inForce": applied.json]
                    }),
                "holding": .array(
                    ([SchemeScope()] + agencies.dropFirst().map { SchemeScope(agency: $0) } + narrow).compactMap {
                        schemes.decided(for: $0)?.json
                    }),
            ])
            return
        }
        for scope in Set(agencies.map { SchemeScope(agency: $0) } + narrow).sorted() {
            io.line(SchemesCommand.line(scope, schemes.scheme(for: scope).applied, io.language))
        }
    }

    private static func line(_ scope: SchemeScope, _ applied: AppliedScheme, _ language: Language) -> String {
        let agency = scope.agency.isEmpty ? Words(zh: "（其他单位）", en: "(all others)")[language] : scope.agency
        let limits = [
            scope.category.isEmpty ? nil : "\(scope.category) \(CategoryName.of(scope.category)[language])",
            scope.stage?.words[language],
        ].compactMap(\.self)
        let whose = ([agency] + limits).joined(separator: " · ")
        guard applied.version > 0 else { return "\(whose)  \(Words(zh: "照常", en: "as usual")[language])" }
        return "\(whose)  \(applied.name)  \(applied.version)\(applied.from.map { "  \($0)" } ?? "")"
    }
}

extension SchemesInForce {
    /// Reads what `lantai schemes AGENCY --json` prints, as of today: the agency, and what was decided for it and for all.
    /// - Throws: `SchemeProblem` for anything else.
    static func read(file path: String, on day: Day) async throws -> (agency: String, schemes: SchemesInForce) {
        var bytes: [UInt8] = []
        for try await piece in try Package(path).stream() {
            bytes += piece
            guard bytes.count <= 1 << 24 else { throw SchemeProblem.unreadable("> 16 MB") }
        }
        let json = try SchemesCommand.json(bytes)
        guard let agency = json["agency"]?.string else { throw SchemeProblem.unreadable("agency") }
        guard let holding = json["holding"]?.array else { throw SchemeProblem.unreadable("holding") }
        return (agency, SchemesInForce(on: day, among: try holding.map { try DecidedScheme(json: $0) }))
    }
}
