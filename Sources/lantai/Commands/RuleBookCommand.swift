import Archive
import ArgumentParser
import Bytes
import Intake

/// `lantai rule-book`: what checks hold metadata and images against.
struct RuleBookCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "rule-book",
        abstract: "The rule book (检测依据): elements, domains of values, numbers and names of checks, measures of images.",
        discussion: """
            With --decide, a new edition from a file written as --json prints "ruleBook" ({"name": …, "elements": [{"path":
            "内容描述/题名", "obligation": "mandatory", "longest": 1000}], "domains": [{"name": "密级", "values": [ … ]}]});
            labels, measures and lists that are left out are those of the program. What --json prints, lantai check --rules reads.
            Exit status: 0 done · 1 could not.
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: "Decide a new edition from this file.", transform: WorkingFolder.absolute) var decide: String?
    @Option(help: "The day from which it holds (2026-12-01); by default today.") var from: String?
    @Option(help: "Why, for the ledger.") var reason: String?
    @Flag(help: "Every edition there was, instead of what holds today.") var history = false

    func validate() throws {
        if decide != nil, reason == nil { throw ValidationError("Say why with --reason.") }
    }

    func input() throws -> ByteStream? { try decide.map { try Package($0).stream() } }

    func run(in house: House, _ io: CommandIO) async throws {
        if decide != nil { try await enter(house, io) }
        if history { return try await editions(house, io) }
        let inForce = try await house.desk.ruleBook(on: house.clock.today)
        if common.json {
            var members = inForce.json.object ?? [:]
            members["schema"] = 1
            members["day"] = .string(house.clock.today.text)
            return io.json(.object(members))
        }
        let book = inForce.book
        io.say(inForce.words)
        for element in book.elements { io.line("\(element.path)  \(element.said[io.language])") }
        for domain in book.domains { io.line("\(domain.name)  \(domain.said[io.language])") }
        for check in ListedCheck.all {
            if let label = book.labels[check.key] { io.line("\(check.key)  \(label.said[io.language])") }
        }
        for measure in RuleBook.Measure.allCases { io.line("\(measure.rawValue)  \(book.measure(measure))") }
    }

    private func enter(_ house: House, _ io: CommandIO) async throws {
        let agent = try await house.agent(for: common, io, role: .archivist)
        guard let input = io.input else { throw NamingProblem.noFile(decide ?? "") }
        let json = try await RuleBookCommand.json(input)
        var day = house.clock.today
        if let from {
            guard let said = Day(text: from) else { throw RuleBookProblem.badDay }
            day = said
        }
        // What --json prints is the edition with what is known of it around it.
        let book = try RuleBook(json: json["ruleBook"] ?? json)
        _ = try await house.desk.decide(book, from: day, reason: reason ?? "", by: agent)
    }

    private func editions(_ house: House, _ io: CommandIO) async throws {
        let history = try await house.desk.ruleBookHistory()
        if common.json { return io.json(["schema": 1, "versions": .array(history.map(\.json))]) }
        for decided in history { io.line("\(decided.version)  \(decided.from)  \(decided.reason)") }
    }

    private static func json(_ stream: ByteStream) async throws -> JSON {
        var bytes: [UInt8] = []
        for try await piece in stream {
            bytes += piece
            guard bytes.count <= 1 << 20 else { throw RuleBookProblem.unreadable("> 1 MB") }
        }
        return try RuleBook.document(bytes)
    }

    /// Reads what `lantai rule-book --json` prints.
    /// - Throws: `RuleBookProblem` for anything else.
    static func read(file path: String) async throws -> RuleBookInForce {
        try RuleBookInForce(json: try await json(try Package(path).stream()))
    }
}
