import Archive
import ArgumentParser
import Bytes
import Intake

/// `lantai schemes`: how transfers of each agency are judged, and since when.
struct SchemesCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "schemes",
        abstract: "Schemes of checks (检测方案): what judges the transfers of each agency.",
        discussion: """
            Without an agency, all that hold today. With one, its scheme and every version there was. With --decide, a new
            version from a file written as --json prints a scheme ({"name": …, "checks": {"page-counts": "warning"}});
            checks are "usual", "blocking", "warning" or "off". An empty agency ("") means all that have none of their own.
            Exit status: 0 done · 1 could not.
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "The agency (移交单位), by its full name.") var agency: String?
    @Option(help: "Decide a new version from this file.", transform: WorkingFolder.absolute) var decide: String?
    @Option(help: "The day from which it judges (2026-12-01); by default today.") var from: String?
    @Option(help: "Why, for the ledger.") var reason: String?

    func validate() throws {
        guard decide != nil else { return }
        if agency == nil { throw ValidationError("Say whose scheme it is; \"\" for all without one of their own.") }
        if reason == nil { throw ValidationError("Say why with --reason.") }
    }

    func input() throws -> ByteStream? { try decide.map { try Package($0).stream() } }

    func run(in house: House, _ io: CommandIO) async throws {
        guard let agency else { return try await list(house, io) }
        if decide != nil { try await enter(agency, house, io) }
        let history = try await house.desk.schemeHistory(of: agency)
        let (scheme, applied) = try await house.desk.schemes(on: house.clock.today).scheme(for: agency)
        if common.json {
            io.json([
                "schema": 1, "agency": .string(agency), "inForce": applied.json, "scheme": scheme.json,
                "versions": .array(history.map(\.json)),
            ])
            return
        }
        io.line(SchemesCommand.line(agency, applied, io.language))
        for check in ListedCheck.all where scheme.choice(of: check.key) != .usual {
            io.line("  \(check.key): \(scheme.choice(of: check.key).words[io.language])")
        }
        for decided in history {
            io.line("  \(decided.version)  \(decided.from)  \(decided.reason)")
        }
    }

    private func enter(_ agency: String, _ house: House, _ io: CommandIO) async throws {
        let agent = try await house.agent(for: common, io, role: .archivist)
        guard let input = io.input else { throw NamingProblem.noFile(decide ?? "") }
        var bytes: [UInt8] = []
        for try await piece in input {
            bytes += piece
            guard bytes.count <= 1 << 20 else { throw SchemeProblem.unreadable("> 1 MB") }
        }
        let json: JSON
        do {
            json = try JSON(parsing: bytes)
        } catch {
            throw SchemeProblem.unreadable("\(error)")
        }
        let day: Day
        if let from {
            guard let said = Day(text: from) else { throw SchemeProblem.badDay }
            day = said
        } else {
            day = house.clock.today
        }
        _ = try await house.desk.decide(
            try CheckScheme(json: json), for: agency, from: day, reason: reason ?? "", by: agent)
    }

    private func list(_ house: House, _ io: CommandIO) async throws {
        let schemes = try await house.desk.schemes(on: house.clock.today)
        let agencies = [""] + (try await house.desk.agencies())
        let applied = agencies.map { ($0, schemes.scheme(for: $0).applied) }
        if common.json {
            io.json([
                "schema": 1, "day": .string(schemes.day.text),
                "agencies": .array(applied.map { ["agency": .string($0), "inForce": $1.json] }),
            ])
            return
        }
        for (agency, applied) in applied { io.line(SchemesCommand.line(agency, applied, io.language)) }
    }

    private static func line(_ agency: String, _ applied: AppliedScheme, _ language: Language) -> String {
        let whose = agency.isEmpty ? Words(zh: "（其他单位）", en: "(all others)")[language] : agency
        guard applied.version > 0 else { return "\(whose)  \(Words(zh: "照常", en: "as usual")[language])" }
        return "\(whose)  \(applied.name)  \(applied.version)\(applied.from.map { "  \($0)" } ?? "")"
    }
}
