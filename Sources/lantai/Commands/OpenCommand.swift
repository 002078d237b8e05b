import Appraisal
import Archive
import ArgumentParser

/// `lantai open`: a decision that units are open, or are to be delayed, from a day on.
struct OpenCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Decide that units are open (开放) from a day on.",
        discussion: "Opened is not published: see publish. Exit status: 0 decided · 1 refused.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var selection: UnitArguments
    @Option(help: "The ground: a code, optionally followed by a colon and words.") var ground = "period-passed"
    @Option(help: "The first day, YYYY-MM-DD; today when left out.") var effective: String?

    func run(in house: House, _ io: CommandIO) async throws {
        try await Decision(verdict: .open, ground: ground, effective: effective, review: nil)
            .take(on: selection, in: house, io, common)
    }
}

/// `lantai close`: a decision that opened units are open no longer.
struct CloseCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Decide that units are controlled (控制) or their opening delayed (延期开放); at once by default.",
        discussion: "What was published of them is hidden at once. Exit status: 0 decided · 1 refused.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var selection: UnitArguments
    @Option(help: "The ground: a code, optionally followed by a colon and words.") var ground: String
    @Option(help: "The first day, YYYY-MM-DD; today when left out.") var effective: String?
    @Option(help: "Delay the opening, and look again on this day.") var reviewOn: String?

    func run(in house: House, _ io: CommandIO) async throws {
        try await Decision(
            verdict: reviewOn == nil ? .controlled : .delayed, ground: ground, effective: effective, review: reviewOn
        ).take(on: selection, in: house, io, common)
    }
}

/// What `open` and `close` share: both are opening decisions.
private struct Decision {
    let verdict: AccessStatus
    let ground: String
    let effective: String?
    let review: String?

    func take(on selection: UnitArguments, in house: House, _ io: CommandIO, _ common: CommonOptions) async throws {
        let agent = try await house.agent(for: common, io, role: .reviewer)
        let units = try await selection.selection(in: house)
        let parts = ground.split(separator: ":", maxSplits: 1).map(String.init)
        let stated = StatedGround(code: parts[0], text: parts.count > 1 ? parts[1] : "")
        let from = try effective.map { try day($0, "--effective") } ?? house.clock.today
        let again = try review.map { try day($0, "--review-on") }
        let receipt = try await house.board.decide(
            units, verdict: verdict, ground: stated, effective: from, reviewOn: again, by: agent)
        try await house.followUp(io)
        if common.json {
            io.json([
                "schema": 1, "decision": .string(receipt.id.text), "units": .int(Int64(receipt.units)),
                "verdict": .string(verdict.rawValue), "effective": .string(from.text),
            ])
        } else {
            io.say(
                Words(
                    zh: "\(receipt.units) 件：\(verdict.words.zh)，自 \(from) 起。",
                    en: "\(receipt.units) units: \(verdict.words.en), from \(from) on."))
        }
    }

    private func day(_ text: String, _ option: String) throws -> Day {
        guard let day = Day(text: text) else {
            throw ValidationError("\(option) \(text): there is no such day; write YYYY-MM-DD, such as 2026-11-23.")
        }
        return day
    }
}
