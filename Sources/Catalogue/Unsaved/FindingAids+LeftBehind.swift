package import Archive
import Ledger
import Tables

/// What somebody typed and never saved, and cannot come back for: their account is stopped (停用账号留下的未保存改动).
package struct LeftBehind: Hashable, Sendable {
    package let account: String
    package let edit: UnsavedEdit
    package let unit: ArchivalUnit
}

extension EventKind {
    /// What somebody else left unsaved was taken over or thrown away.
    package static let unsavedSettled = EventKind("unsaved-settled")
}

extension FindingAids {
    /// What becomes of it.
    package enum Settling: String, Sendable {
        /// It is now unsaved of whoever took it.
        case taken
        case dropped
    }

    /// What these accounts left unsaved, the oldest first, and how much there is.
    package func leftBehind(by accounts: [String], limit: Int) async throws -> (edits: [LeftBehind], count: Int64) {
        guard !accounts.isEmpty else { return ([], 0) }
        let some = Query.joined(accounts.map { "\($0)" as Query }, by: ", ")
        return try await database.read { tx in
            let rows = try tx.rows(
                """
                SELECT account, unit, version, texts, at FROM unsaved_edit WHERE account IN (\(sql: some))
                ORDER BY at, account, unit LIMIT \(limit)
                """)
            let edits = try rows.compactMap { row -> LeftBehind? in
                let edit = try UnsavedEdit(row: row)
                return try ArchivalUnit.unit(edit.unit, in: tx).map {
                    LeftBehind(account: row.text("account"), edit: edit, unit: $0)
                }
            }
            let count = try tx.row("SELECT count(*) AS c FROM unsaved_edit WHERE account IN (\(sql: some))")?.int("c")
            return (edits, count ?? 0)
        }
    }

    /// Takes over or throws away what `account` left unsaved in a unit. The event's act holds all that was typed, so that
    /// nothing is lost by throwing it away. Whether the account is stopped is for the caller to know.
    ///
    /// - Throws: `CatalogueProblem.nothingLeftUnsaved`; `.unsavedOfYourOwn` if it would overwrite what the agent typed itself.
    package func settleLeftBehind(
        _ settling: Settling, of id: UnitID, account: String, by agent: Agent
    ) async throws {
        try Self.mayDescribe(agent)
        let (left, unit) = try await database.read { tx in
            (try UnsavedEdit.of(id, account: account, in: tx), try ArchivalUnit.unit(id, in: tx))
        }
        guard let unit else { throw CatalogueProblem.noSuchUnit(id.text) }
        guard let left else { throw CatalogueProblem.nothingLeftUnsaved(code: unit.code) }
        let act: JSON = [
            "schema": "lantai.unsaved-settled/1", "unit": .string(id.text), "account": .string(account),
            "action": .string(settling.rawValue), "version": .int(left.version), "at": .string(left.at.text),
            "texts": .object(left.texts.mapValues(JSON.string)),
        ]
        let event = ledger.event(
            kind: .unsavedSettled, subject: id.text, agent: agent, act: try await ledger.write(act: act),
            facts: ["action": .string(settling.rawValue), "account": .string(account)])
        try await database.write { [ledger] tx in
            guard try UnsavedEdit.of(id, account: account, in: tx) == left else {
                throw CatalogueProblem.nothingLeftUnsaved(code: unit.code)
            }
            if settling == .taken {
                guard try UnsavedEdit.of(id, account: agent.id, in: tx) == nil else {
                    throw CatalogueProblem.unsavedOfYourOwn(code: unit.code)
                }
                try tx.run(
                    "UPDATE unsaved_edit SET account = \(agent.id) WHERE account = \(account) AND unit = \(id)")
            } else {
                try UnsavedEdit.drop(of: id, account: account, in: tx)
            }
            ledger.append(event, in: tx)
        }
    }
}
