package import Archive
import Catalogue
package import Tables

extension AppraisalBoard {
    /// Makes the rows of one event from its act, in the order of the ledger: for `rebuild`, and what the board itself does.
    package static func replay(_ event: Event, _ act: JSON?, in tx: any Transaction) throws {
        guard let act else { return }
        switch (event.kind, act["schema"]?.string) {
        case (.decided, OpeningAct.schema): try decide(event, OpeningAct(json: act), in: tx)
        case (.opened, OpeningAct.schema), (.narrowed, OpeningAct.schema): try begin(event, in: tx)
        case (.published, PublicationAct.schema) where event.facts["begins"]?.bool == true: try appear(event, in: tx)
        case (.published, PublicationAct.schema), (.withdrawn, PublicationAct.schema):
            try publish(event, PublicationAct(json: act), in: tx)
        case (.moved, Moving.schema): try place(MoveStep.all(in: act), in: tx)
        default: break
        }
    }

    /// Lists of what is open go by its place: it follows where the catalogue put the units. A code by which readers may know a
    /// record does not change, also where it was opened while somebody looked at the move.
    private static func place(_ steps: [MoveStep], in tx: any Transaction) throws {
        let epoch = try nextEpoch(in: tx)
        for step in steps {
            let isKnown =
                try tx.row(
                    "SELECT unit FROM access WHERE unit = \(step.unit) AND (status = 'open' OR level > 0)") != nil
            guard !(step.changesCode && isKnown) else { throw AppraisalProblem.changedMeanwhile }
            try tx.run(
                """
                UPDATE access SET epoch = \(epoch), parent = (SELECT parent FROM unit WHERE id = \(step.unit)),
                  position = (SELECT position FROM unit WHERE id = \(step.unit)),
                  category = (SELECT category FROM unit WHERE id = \(step.unit))
                WHERE unit = \(step.unit)
                """)
        }
    }

    /// The next access epoch: one more, in the same transaction as what changes with it.
    private static func nextEpoch(in tx: any Transaction) throws -> Int64 {
        try tx.run("UPDATE access_epoch SET epoch = epoch + 1")
        return try accessEpoch(in: tx)
    }

    private static func decide(_ event: Event, _ act: OpeningAct, in tx: any Transaction) throws {
        try tx.run(
            """
            INSERT INTO decision (
              id, event, at, agent, role, verdict, ground, ground_text, effective, review_on, units, begun)
            VALUES (\(act.id), \(event.id), \(event.at), \(event.agent.id), \(event.agent.role.rawValue),
              \(act.verdict.rawValue), \(act.ground.code), \(act.ground.text), \(act.effective), \(act.reviewOn),
              \(act.units.count), 0)
            """)
        let epoch = try nextEpoch(in: tx)
        for stand in act.units {
            try tx.run(
                """
                INSERT INTO decision_unit (decision, unit, before)
                VALUES (\(act.id), \(stand.unit), \(stand.before.rawValue))
                """)
            // What is no longer open is no longer published.
            try tx.run(
                """
                INSERT INTO access (
                  unit, status, effective, review_on, decision, level, published_from, publication, parent, position,
                  fonds_code, category, agency, epoch)
                SELECT id, \(act.verdict.rawValue), \(act.effective), \(act.reviewOn), \(act.id), 0, NULL, NULL, parent,
                  position, fonds_code, category, agency, \(epoch) FROM unit WHERE id = \(stand.unit)
                ON CONFLICT (unit) DO UPDATE SET status = excluded.status, effective = excluded.effective,
                  review_on = excluded.review_on, decision = excluded.decision, epoch = excluded.epoch,
                  level = CASE WHEN excluded.status = 'open' THEN access.level ELSE 0 END,
                  published_from = CASE WHEN excluded.status = 'open' THEN access.published_from END,
                  publication = CASE WHEN excluded.status = 'open' THEN access.publication END
                """)
        }
    }

    private static func begin(_ event: Event, in tx: any Transaction) throws {
        try tx.run("UPDATE decision SET begun = 1 WHERE id = \(event.subject)")
        guard event.facts["atOnce"]?.bool != true else { return }
        let epoch = try nextEpoch(in: tx)
        try tx.run(
            """
            UPDATE access SET epoch = \(epoch) WHERE decision = \(event.subject)
              AND unit IN (SELECT unit FROM decision_unit WHERE decision = \(event.subject))
            """)
    }

    private static func publish(_ event: Event, _ act: PublicationAct, in tx: any Transaction) throws {
        let level = act.level?.rawValue ?? 0
        let begun = act.level == nil || event.facts["begun"]?.bool == true
        try tx.run(
            """
            INSERT INTO publication (id, event, at, agent, role, level, published_from, reason, units, begun)
            VALUES (\(act.id), \(event.id), \(event.at), \(event.agent.id), \(event.agent.role.rawValue), \(level),
              \(act.from), \(act.reason), \(act.units.count), \(begun))
            """)
        let epoch = try nextEpoch(in: tx)
        for stand in act.units {
            try tx.run(
                """
                INSERT INTO publication_unit (publication, unit, before)
                VALUES (\(act.id), \(stand.unit), \(stand.before))
                """)
            try tx.run(
                """
                UPDATE access SET level = \(level), published_from = \(act.from),
                  publication = \(act.level == nil ? nil : act.id), epoch = \(epoch)
                WHERE unit = \(stand.unit)
                """)
        }
    }

    /// The first day of a publication that was decided for later.
    private static func appear(_ event: Event, in tx: any Transaction) throws {
        try tx.run("UPDATE publication SET begun = 1 WHERE id = \(event.subject)")
        let epoch = try nextEpoch(in: tx)
        try tx.run(
            """
            UPDATE access SET epoch = \(epoch) WHERE publication = \(event.subject)
              AND unit IN (SELECT unit FROM publication_unit WHERE publication = \(event.subject))
            """)
    }
}
