package import Archive
import Catalogue
import Ledger
import Tables

// Undoing takes nothing out of the ledger: it is a decision of its own that names the one it undoes.

extension AppraisalBoard {
    /// What undoing the opening or publication `id` would do now.
    /// - Throws: `AppraisalProblem.notUndoable` for any other decision, and where there is none.
    package func undoing(_ id: DecisionID) async throws -> Undoing {
        let today = clock.today
        return try await database.read { try Self.undoing(id, on: today, in: $0) }
    }

    /// Undoes an opening or a publication for all that still stands on it, at once and together.
    ///
    /// What was opened comes under control, as decided in error, and is looked at again from tomorrow on; its publication goes
    /// with it. What was published is withdrawn and stays open.
    /// - Parameter reason: Why, in words; kept in the ledger.
    @discardableResult
    package func undo(_ id: DecisionID, reason: String, by agent: Agent) async throws -> DecisionReceipt {
        try Self.mayGive(agent)
        for _ in 0..<5 {
            let undoing = try await undoing(id)
            guard !undoing.units.isEmpty else { throw AppraisalProblem.nothingToUndo }
            let receipt =
                switch undoing.kind {
                case .opening: try await close(undoing, id, reason, by: agent)
                case .publication: try await withdraw(undoing, id, reason, by: agent)
                }
            if let receipt { return receipt }
        }
        throw AppraisalProblem.changedMeanwhile
    }

    private func close(_ undoing: Undoing, _ id: DecisionID, _ reason: String, by agent: Agent) async throws
        -> DecisionReceipt?
    {
        let today = clock.today
        let act = OpeningAct(
            id: .new(at: clock.now), verdict: .controlled, ground: StatedGround(code: "decided-in-error", text: reason),
            effective: today, reviewOn: today.adding(days: 1),
            units: undoing.units.map { OpeningAct.Stand(unit: $0.unit, before: .open) }, undoes: id)
        return try await carryOut(act, by: agent)
    }

    private func withdraw(_ undoing: Undoing, _ id: DecisionID, _ reason: String, by agent: Agent) async throws
        -> DecisionReceipt?
    {
        let act = PublicationAct(
            id: .new(at: clock.now), level: nil, from: nil, reason: reason,
            units: undoing.units.map { PublicationAct.Stand(unit: $0.unit, before: $0.level) }, undoes: id)
        return try await carryOut(act, begins: true, by: agent)
    }

    private static func undoing(_ id: DecisionID, on today: Day, in tx: any Transaction) throws -> Undoing {
        if try tx.row("SELECT id FROM decision WHERE id = \(id) AND verdict = 'open'") != nil {
            let rows = try tx.rows(
                """
                SELECT unit.code, access.decision, access.publication, '' AS before, \(sql: qualified)
                FROM decision_unit JOIN access ON access.unit = decision_unit.unit JOIN unit ON unit.id = access.unit
                WHERE decision_unit.decision = \(id) ORDER BY decision_unit.unit
                """)
            return sorted(.opening, rows, today) { $0.text("decision") == id.text }
        }
        if try tx.row("SELECT id FROM publication WHERE id = \(id) AND level > 0") != nil {
            let rows = try tx.rows(
                """
                SELECT unit.code, access.decision, access.publication, publication_unit.before, \(sql: qualified)
                FROM publication_unit JOIN access ON access.unit = publication_unit.unit
                JOIN unit ON unit.id = access.unit
                WHERE publication_unit.publication = \(id) ORDER BY publication_unit.unit
                """)
            return sorted(.publication, rows, today) { $0.optionalText("publication") == id.text }
        }
        throw AppraisalProblem.notUndoable(id)
    }

    /// The columns of an `AccessRow`, where other tables have columns of the same names.
    private static let qualified: Query =
        """
        access.unit, access.status, access.effective, access.level, access.published_from, access.fonds_code,
        access.category, access.agency, access.epoch
        """

    private static func sorted(_ kind: Undoing.Kind, _ rows: [Row], _ today: Day, stands: (Row) -> Bool) -> Undoing {
        var units: [(unit: UnitID, level: Int)] = []
        var (published, before) = (0, 0)
        var left: [Refusal] = []
        for row in rows {
            let access = AccessRow(row: row)
            guard stands(row) else {
                let (what, next) = changed(kind, access)
                left.append(Refusal(unit: access.unit, code: row.text("code"), what: what, next: next))
                continue
            }
            units.append((access.unit, access.level))
            if access.isPublished(at: .catalogue, on: today) { published += 1 }
            if kind == .publication, row.int("before") > 0 { before += 1 }
        }
        return Undoing(kind: kind, units: units, published: published, publishedBefore: before, left: left)
    }

    private static func changed(_ kind: Undoing.Kind, _ access: AccessRow) -> (what: Words, next: Words) {
        let next = Words(zh: "需要时对它另作决定", en: "Decide about it by itself if need be.")
        guard kind == .publication else {
            return (
                Words(
                    zh: "其后又作过决定，现为“\(access.status.words.zh)”",
                    en: "it was decided again since: \(access.status.words.en)"
                ), next
            )
        }
        guard let level = PublicationLevel(rawValue: access.level) else {
            return (
                Words(zh: "已不再公布", en: "it is not published any more"),
                Words(zh: "无需撤销", en: "There is nothing to undo.")
            )
        }
        return (
            Words(zh: "其后又重新公布到“\(level.words.zh)”", en: "it was published again since: \(level.words.en)"), next
        )
    }
}
