import Archive
import ArgumentParser
import Foundation
import Preservation
import Synchronization

/// `lantai fixity`: read preserved bytes again and compare their digests; cases of damage and their repair.
struct FixityCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "fixity",
        abstract: "Re-read preserved bytes here and in every copy, oldest check first (固定性检查).",
        discussion: """
            Damage becomes a case, and is repaired from a proven copy at once, or when asked for (setting fixity.repair).
            Exit status: 0 all intact · 1 could not read · 3 damage found, or cases are open.
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: "Stop after this many bytes.") var budget: Int64?
    @Flag(help: "Read everything: what is done without --budget.") var all = false
    @Flag(help: "The store of the records is lost: begin an empty one in its place, and fill it from the copies.")
    var newStore = false
    @Flag(help: "Only list the open cases of damage (损坏个案).") var cases = false
    @Flag(help: "Only look into the open cases again, and repair what has a proven source.") var repair = false
    @Option(help: "Only repair this case, and move files that do not belong to its object into the quarantine.")
    var setAside: String?

    func validate() throws {
        if all, budget != nil { throw ValidationError("--all and --budget exclude each other.") }
        if let setAside, DamageCaseID(text: setAside) == nil {
            throw ValidationError("\(setAside) is not the identifier of a case; lantai fixity --cases lists them.")
        }
    }

    func run(in house: House, _ io: CommandIO) async throws {
        defer { house.storage.forget() }
        if cases || repair || setAside != nil { return try await handleCases(house, io) }
        let progress = Ticker(io)
        let report = try await house.stacks.fixityRound(
            FixityPace(budget: budget, tell: { progress.tell($0, $1) }), by: .steward)
        if common.json {
            io.json(report.json)
        } else {
            print(report, house.clock, io)
        }
        if !report.damaged.isEmpty { throw ExitCode(3) }
    }

    private func print(_ report: FixityReport, _ clock: Clock, _ io: CommandIO) {
        io.say(
            Words(
                zh: "检查 \(report.checked) 个文件，\(report.bytes) 字节；完好 \(report.intact)，损坏 \(report.damaged.count)。",
                en:
                    "Checked \(report.checked) files, \(report.bytes) bytes: \(report.intact) intact, \(report.damaged.count) damaged."
            ))
        for damage in report.damaged {
            let place = CopyName.words(damage.copy)[io.language]
            let end = damage.isRepaired ? Words(zh: "已修复。", en: "Repaired.") : Words(zh: "没有修复。", en: "Not repaired.")
            io.line("\(damage.unit.text) \(damage.path) (\(place)): \(damage.what[io.language]) \(end[io.language])")
        }
        for skipped in report.skipped {
            io.say(
                Words(
                    zh: "没有检查副本 \(skipped.copy)：\(skipped.what.zh)",
                    en: "The copy \(skipped.copy) was not checked: \(skipped.what.en)"))
        }
        if let oldest = report.oldest {
            let days = (clock.now.microseconds - oldest.microseconds) / 86_400_000_000
            io.say(
                oldest.microseconds == 0
                    ? Words(zh: "最久的核验：有内容还没有核验过。", en: "Oldest check: some bytes were never checked.")
                    : Words(zh: "最久的核验：\(days) 天前。", en: "Oldest check: \(days) days ago."))
        }
    }

    private func handleCases(_ house: House, _ io: CommandIO) async throws {
        var agent = Agent.steward
        if !cases { agent = try await house.agent(for: common, io, role: .archivist) }
        if let setAside {
            try await house.stacks.repair(DamageCaseID(trusted: setAside), by: agent, setsAside: true)
        }
        var (found, before): ([DamageCase], DamageCaseID?) = ([], nil)
        while case let page = try await house.stacks.damageCases(openOnly: true, before: before, limit: 200),
            let last = page.last
        {
            for one in page {
                found.append(repair ? try await house.stacks.repair(one.id, by: agent) : one)
            }
            before = last.id
        }
        if common.json {
            io.json(["schema": "lantai.damage-cases/1", "cases": .array(found.map(\.json))])
        } else if found.isEmpty {
            io.say(Words(zh: "没有未了结的损坏个案。", en: "No case of damage is open."))
        }
        for one in found where !common.json {
            let place = CopyName.words(one.copy)[io.language]
            let state = one.isClosed ? Words(zh: "已修复", en: "repaired") : Words(zh: "未了结", en: "open")
            io.line("\(one.id.text)  \(one.code.isEmpty ? one.unit.text : one.code) (\(place))  \(state[io.language])")
            for file in one.files {
                let source = file.source.map { " ← \($0)" } ?? ""
                io.line("  \(file.path)  \(file.kind.name[io.language])\(source)")
            }
        }
        if try await house.stacks.openDamageCases() > 0 { throw ExitCode(3) }
    }
}

extension DamageCase {
    var json: JSON {
        [
            "id": .string(id.text), "unit": .string(unit.text), "code": .string(code), "copy": .string(copy),
            "foundAt": .string(foundAt.text), "closedAt": JSON(closedAt?.text),
            "proven": .array(proven.map(JSON.string)),
            "files": .array(
                files.map {
                    [
                        "path": .string($0.path), "kind": .string($0.kind.rawValue), "what": JSON($0.what),
                        "foundAt": .string($0.foundAt.text), "repairedAt": JSON($0.repairedAt?.text),
                        "source": JSON($0.source), "agent": JSON($0.agent),
                    ]
                }),
        ]
    }
}

/// Tells on the error stream of a command how far a round is, at most once in five seconds.
private final class Ticker: Sendable {
    private let io: CommandIO
    private let told = Mutex(ContinuousClock.now)

    init(_ io: CommandIO) { self.io = io }

    func tell(_ checked: Int64, _ bytes: Int64) {
        let isDue = told.withLock { last in
            guard ContinuousClock.now - last >= .seconds(5) else { return false }
            last = ContinuousClock.now
            return true
        }
        if isDue { io.err(ProgressLine.text("fixity", done: checked, total: 0, bytes: bytes, totalBytes: 0) + "\n") }
    }
}
