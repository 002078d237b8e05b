import Archive
import ArgumentParser
import Catalogue
import Tables

/// `lantai describe`: show, correct and confirm descriptions.
struct DescribeCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "describe",
        abstract: "Show a unit's description (著录), correct elements of it, or confirm drafts.",
        discussion: """
            Elements are those of DA/T 18-2022, by identifier: --set title=… --set date=1998-06-15. An empty value removes.
            Exit status: 0 done · 1 refused (the words say which element and why).
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var selection: UnitArguments
    @Option(help: "element=value; may be given more than once.") var set: [String] = []
    @Flag(help: "Confirm: the description is right.") var confirm = false
    @Flag(help: "Show the history of changes.") var history = false

    func validate() throws {
        for change in set where !change.contains("=") { throw ValidationError("--set \(change): write element=value.") }
        if !set.isEmpty && (selection.units.count != 1 || selection.accession != nil) {
            throw ValidationError("--set changes one unit at a time.")
        }
    }

    func run(in house: House, _ io: CommandIO) async throws {
        // Reviewers read what they decide about; only archivists change it.
        let agent = try await house.agent(
            for: common, io, role: .archivist, or: set.isEmpty && !confirm ? [.reviewer] : [])
        let chosen = try await selection.selection(in: house)
        if !set.isEmpty {
            let unit = try await house.unit(named: selection.units[0])
            _ = try await house.aids.edit(unit.id, changes: changes, expecting: unit.version, by: agent)
        }
        if confirm {
            report(try await house.aids.confirm(chosen, by: agent), io)
        }
        if confirm || !set.isEmpty { try await house.followUp(io) }
        if !confirm || !selection.units.isEmpty {
            let ids = try await house.database.read { tx in try chosen.units(in: tx, limit: 1000) }
            for id in ids { try await show(id, house, io) }
        }
    }

    private var changes: [String: String?] {
        var changes: [String: String?] = [:]
        for change in set {
            let parts = change.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            changes.updateValue(parts[1].isEmpty ? nil : parts[1], forKey: parts[0])
        }
        return changes
    }

    private func report(_ result: ConfirmationReport, _ io: CommandIO) {
        if common.json {
            io.json([
                "schema": 1, "confirmed": .int(Int64(result.confirmed)),
                "incomplete": .int(Int64(result.incomplete.count)),
            ])
            return
        }
        io.say(
            Words(
                zh: "已确认 \(result.confirmed) 件；\(result.incomplete.count) 件缺必著项目，未确认。",
                en:
                    "Confirmed \(result.confirmed); \(result.incomplete.count) lack required elements and are not confirmed."
            ))
        for unit in result.incomplete {
            io.line("  \(unit.code): " + unit.missing.map { $0[io.language] }.joined(separator: "、"))
        }
    }

    private func show(_ id: UnitID, _ house: House, _ io: CommandIO) async throws {
        let unit = try await house.unit(named: id.text)
        let changes = history ? try await house.aids.history(id) : []
        if common.json {
            guard history, case .object(var members) = unit.json else { return io.json(unit.json) }
            members["history"] = .array(changes.map(\.json))
            return io.json(.object(members))
        }
        io.line("\(unit.code)  \(unit.title)  [\(unit.state.words[io.language])]")
        for value in unit.description.values {
            let label = DescriptiveElement.named(value.element)?.name[io.language] ?? value.element
            io.line("  \(label)：\(value.value)")
        }
        for change in changes {
            io.line(
                "  v\(change.version)  \(change.at.text)  \(change.agent.id)  \(change.changes.map(\.element).joined(separator: ","))"
            )
        }
    }
}
