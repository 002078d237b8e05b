import Archive
import ArgumentParser
import Ledger

/// `lantai verify-ledger`: recompute the ledger from its rows, segments, acts and checkpoints.
struct VerifyLedgerCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-ledger",
        abstract: "Recompute the ledger (台账) and compare it with its segments, acts and signed checkpoints.",
        discussion: "Exit status: 0 unchanged · 1 could not read · 3 any change found.")

    @OptionGroup var common: CommonOptions

    func run(in house: House, _ io: CommandIO) async throws {
        let report = try await house.ledger.verify()
        if common.json {
            io.json(report.json)
        } else {
            io.say(
                Words(
                    zh: "台账 \(report.events) 条，已签署到第 \(report.provenTo) 条；发现 \(report.faultCount) 处改动。",
                    en: "\(report.events) events, signed up to \(report.provenTo); \(report.faultCount) changes found.")
            )
            for fault in report.faults {
                io.line("\(fault.place)：\(fault.what[io.language])\n  \(fault.next[io.language])")
            }
        }
        guard report.isClean else { throw ExitCode(3) }
        try house.home.note(proven: true)
    }
}
