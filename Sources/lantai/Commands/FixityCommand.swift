import Archive
import ArgumentParser
import Preservation

/// `lantai fixity`: read preserved bytes again and compare their digests.
struct FixityCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "fixity",
        abstract: "Re-read preserved bytes, oldest check first (固定性检查).",
        discussion: "Exit status: 0 all intact · 1 could not read · 3 damage found.")

    @OptionGroup var common: CommonOptions
    @Option(help: "Stop after this many bytes.") var budget: Int64?

    func run(in house: House, _ io: CommandIO) async throws {
        let report = try await house.stacks.fixityRound(budget: budget)
        if common.json {
            io.json(report.json)
        } else {
            io.say(
                Words(
                    zh:
                        "检查 \(report.checked) 个文件，\(report.bytes) 字节；完好 \(report.intact)，损坏 \(report.damaged.count)。",
                    en:
                        "Checked \(report.checked) files, \(report.bytes) bytes: \(report.intact) intact, \(report.damaged.count) damaged."
                ))
            for damage in report.damaged { io.line("\(damage.unit.text) \(damage.path): \(damage.what[io.language])") }
        }
        if !report.damaged.isEmpty { throw ExitCode(3) }
    }
}
