package import Archive
import Ledger
import Tables

/// What came of confirming units: how many are confirmed now, and which could not be, with what they lack.
package struct ConfirmationReport: Hashable, Sendable {
    /// What the events of the confirming are about, by which it is found again and undone; `nil` if nothing was confirmed.
    package let batch: DecisionID?
    package let confirmed: Int
    package let incomplete: [Incomplete]

    package struct Incomplete: Hashable, Sendable {
        package let unit: UnitID
        package let code: String
        package let missing: [Words]
    }
}

extension FindingAids {
    /// Confirms drafts as described (确认著录), one event for each 10,000. What lacks a mandatory element stays a draft.
    @discardableResult
    package func confirm(_ selection: UnitSelection, by agent: Agent) async throws -> ConfirmationReport {
        try Self.mayDescribe(agent)
        let ids = try await database.read { try selection.units(in: $0, limit: 1_000_000) }
        let batch = ids.count == 1 ? DecisionID(trusted: ids[0].text) : DecisionID.new(at: clock.now)
        var confirmed = 0
        var incomplete: [ConfirmationReport.Incomplete] = []
        for start in stride(from: 0, to: ids.count, by: Self.batch) {
            let part = Array(ids[start..<min(ids.count, start + Self.batch)])
            let drafts = try await database.read { tx in
                try part.compactMap { try ArchivalUnit.unit($0, in: tx) }.filter { $0.state == .draft }
            }
            var ready: [ArchivalUnit] = []
            for unit in drafts {
                let missing = unit.missingElements.map(\.name)
                if missing.isEmpty {
                    ready.append(unit)
                } else {
                    incomplete.append(.init(unit: unit.id, code: unit.code, missing: missing))
                }
            }
            if !ready.isEmpty { confirmed += try await confirm(ready.map { ($0.id, $0.version) }, batch, by: agent) }
        }
        return ConfirmationReport(batch: confirmed > 0 ? batch : nil, confirmed: confirmed, incomplete: incomplete)
    }

    static let batch = 10_000

    /// - Returns: How many were still as seen; the others were changed meanwhile and are left.
    private func confirm(_ units: [(id: UnitID, version: Int64)], _ batch: DecisionID, by agent: Agent) async throws
        -> Int
    {
        let act: JSON = [
            "schema": "lantai.confirmed/1",
            "units": .array(units.map { [.string($0.id.text), .int($0.version + 1)] }),
        ]
        let digest = try await ledger.write(act: act)
        let event = ledger.event(
            kind: .confirmed, subject: batch.text, agent: agent, act: digest,
            facts: ["units": .int(Int64(units.count))])
        return try await database.write { [ledger] tx in
            let confirmed = try FindingAids.confirm(event, act, in: tx)
            if confirmed > 0 { ledger.append(event, in: tx) }
            return confirmed
        }
    }
}
