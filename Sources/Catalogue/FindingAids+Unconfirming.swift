package import Archive
import Ledger
import Tables

/// What undoing a confirming comes to (撤销确认), unit by unit: counted before anybody does it.
package struct Unconfirming: Sendable {
    /// Still as they were confirmed, at the version that led to.
    package let units: [(unit: UnitID, version: Int64)]
    /// What was changed since, and is left.
    package let left: [Left]

    package struct Left: Hashable, Sendable {
        package let unit: UnitID
        package let code: String
        package let why: Words

        package init(unit: UnitID, code: String, why: Words) {
            self.unit = unit
            self.code = code
            self.why = why
        }
    }

    static let schema = "lantai.unconfirmed/1"
}

extension FindingAids {
    /// What undoing the confirming `batch` would do now.
    package func unconfirming(_ batch: DecisionID) async throws -> Unconfirming {
        var versions: [UnitID: Int64] = [:]
        for (_, event) in try await ledger.events(about: batch.text) where event.kind == .confirmed {
            guard let digest = event.act else { continue }
            let act = try await ledger.act(digest)
            for pair in act["units"]?.array ?? [] {
                guard let parts = pair.array, parts.count == 2, let id = parts[0].string, let version = parts[1].int
                else { throw FindingAids.unreadable(act) }
                // A unit confirmed, changed and confirmed again by itself stands under one number: the last counts.
                versions[UnitID(trusted: id)] = version
            }
        }
        guard !versions.isEmpty else { throw CatalogueProblem.noSuchBatch(batch) }
        return try await database.read { [versions] tx in
            var units: [(unit: UnitID, version: Int64)] = []
            var left: [Unconfirming.Left] = []
            for (id, version) in versions.sorted(by: { $0.key < $1.key }) {
                guard let row = try tx.row("SELECT code, state, version FROM unit WHERE id = \(id)") else { continue }
                if row.int("version") == version, row.text("state") == ArchivalUnit.State.confirmed.rawValue {
                    units.append((id, version))
                } else {
                    let why =
                        row.text("state") == ArchivalUnit.State.draft.rawValue
                        ? Words(zh: "已是待确认", en: "it is a draft already")
                        : Words(zh: "确认后又改过", en: "it was changed after it was confirmed")
                    left.append(.init(unit: id, code: row.text("code"), why: why))
                }
            }
            return Unconfirming(units: units, left: left)
        }
    }

    /// Makes drafts again of all that a confirming confirmed and nobody changed since, one event for each 10,000; killed
    /// between two of them it can be done again, and does the rest.
    /// - Parameters:
    ///   - kept: Units to leave confirmed.
    ///   - reason: Why, in words; kept in the ledger.
    /// - Returns: The number of the undoing, and how many became drafts.
    @discardableResult
    package func unconfirm(_ batch: DecisionID, keeping kept: Set<UnitID> = [], reason: String, by agent: Agent)
        async throws -> (id: DecisionID, units: Int)
    {
        try Self.mayDescribe(agent)
        let units = try await unconfirming(batch).units.filter { !kept.contains($0.unit) }
        let id = DecisionID.new(at: clock.now)
        var undone = 0
        for start in stride(from: 0, to: units.count, by: Self.batch) {
            let part = units[start..<min(units.count, start + Self.batch)]
            let act: JSON = [
                "schema": .string(Unconfirming.schema), "undoes": .string(batch.text), "reason": .string(reason),
                "units": .array(part.map { [.string($0.unit.text), .int($0.version + 1)] }),
            ]
            let event = ledger.event(
                kind: .unconfirmed, subject: id.text, agent: agent, act: try await ledger.write(act: act),
                facts: ["units": .int(Int64(part.count)), "undoes": .string(batch.text)])
            undone += try await database.write { [ledger] tx in
                let turned = try FindingAids.unconfirm(event, act, in: tx)
                if turned > 0 { ledger.append(event, in: tx) }
                return turned
            }
        }
        guard undone > 0 else { throw CatalogueProblem.nothingToUndo }
        return (id, undone)
    }
}
