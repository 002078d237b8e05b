package import Archive
package import Catalogue
import Ledger
import Tables

/// A unit whose years until opening have passed and that nobody reviewed (到期待审).
package struct DueUnit: Hashable, Sendable {
    package let unit: ArchivalUnit
    /// The day its years are counted from, and the day they ended.
    package let formed: Day
    package let since: Day
    /// Hand it back to get the next page.
    package let place: DuePlace
}

/// A place in the list of due units; pages begin after one.
package struct DuePlace: Hashable, Sendable {
    package let day: Day
    package let unit: UnitID

    package init(day: Day, unit: UnitID) {
        self.day = day
        self.unit = unit
    }
}

extension AppraisalBoard {
    /// Appends `opened`, `narrowed` or `published` for every decision whose day has come. The steward calls it after
    /// midnight and at start; called again it finds nothing to do. What the public sees does not wait for it.
    /// - Returns: How many decisions began.
    @discardableResult
    package func beginDay(_ day: Day) async throws -> Int {
        var begun = 0
        while let waiting = try await nextWaiting(on: day) {
            let act = try await ledger.act(waiting.act)
            let event: Event
            if waiting.isPublication {
                event = ledger.event(
                    kind: .published, subject: waiting.id.text, agent: .steward, act: waiting.act,
                    facts: ["begins": true, "units": .int(waiting.units)])
            } else {
                let beginning = try OpeningAct(json: act).beginning(atOnce: false)
                event = ledger.event(
                    kind: beginning.kind, subject: waiting.id.text, agent: .steward, act: waiting.act,
                    facts: beginning.facts)
            }
            try await database.write { [ledger] tx in
                try AppraisalBoard.replay(event, act, in: tx)
                ledger.append(event, in: tx)
            }
            begun += 1
        }
        return begun
    }

    private struct Waiting: Sendable {
        let id: DecisionID
        let act: Digest
        let units: Int64
        let isPublication: Bool
    }

    /// Openings before publications, so that nothing is announced before it is open. What was overtaken by a later
    /// decision about all its units never begins.
    private func nextWaiting(on day: Day) async throws -> Waiting? {
        try await database.read { tx in
            let decision = try tx.row(
                """
                SELECT decision.id, decision.units, event.act FROM decision
                JOIN event ON event.subject = decision.id AND event.kind = 'decided'
                WHERE decision.begun = 0 AND decision.effective <= \(day) AND EXISTS (
                  SELECT 1 FROM decision_unit JOIN access ON access.unit = decision_unit.unit
                  WHERE decision_unit.decision = decision.id AND access.decision = decision.id)
                ORDER BY decision.effective, decision.id LIMIT 1
                """)
            let publication = try tx.row(
                """
                SELECT publication.id, publication.units, event.act FROM publication
                JOIN event ON event.subject = publication.id AND event.kind = 'published'
                WHERE publication.begun = 0 AND publication.published_from <= \(day) AND EXISTS (
                  SELECT 1 FROM publication_unit JOIN access ON access.unit = publication_unit.unit
                  WHERE publication_unit.publication = publication.id AND access.publication = publication.id)
                ORDER BY publication.published_from, publication.id LIMIT 1
                """)
            guard let row = decision ?? publication, let act = Digest(.sha256, hex: row.text("act")) else { return nil }
            return Waiting(
                id: DecisionID(trusted: row.text("id")), act: act, units: row.int("units"),
                isPublication: decision == nil)
        }
    }

    /// A page of the units whose years have passed on `day` and that nobody reviewed, oldest first.
    package func due(on day: Day, after place: DuePlace? = nil, limit: Int = 50) async throws -> [DueUnit] {
        let years = OpeningPeriod.inForce(on: day).years
        return try await database.read { tx in
            try tx.rows(
                """
                SELECT \(sql: ArchivalUnit.columns()) FROM unit
                WHERE date_to <= \(OpeningPeriod.cutoff(on: day)) AND level = 'item'
                  AND (date_to, id) > (\(place?.day.text ?? ""), \(place?.unit.text ?? ""))
                  AND NOT EXISTS (SELECT 1 FROM access WHERE access.unit = unit.id)
                ORDER BY date_to, id LIMIT \(limit)
                """
            ).map(ArchivalUnit.init(row:)).compactMap { unit in
                unit.dates.map {
                    DueUnit(
                        unit: unit, formed: $0.to, since: $0.to.adding(years: years),
                        place: DuePlace(day: $0.to, unit: unit.id))
                }
            }
        }
    }

    /// More than this are not counted one by one.
    package static let mostCounted: Int64 = 1000

    /// What is open and was never published nor withdrawn, in the words of the partial index `access_unpublished`.
    private static let neverPublished: Query =
        """
        access.status = 'open' AND access.level = 0 AND access.publication IS NULL
        AND NOT EXISTS (SELECT 1 FROM publication_unit AS once WHERE once.unit = access.unit)
        """

    /// How many units are open on `day` and were never published; `mostCounted` + 1 means more.
    package func unpublished(on day: Day) async throws -> Int64 {
        try await database.read { tx in
            try tx.row(
                """
                SELECT count(*) AS c FROM (SELECT unit FROM access
                  WHERE \(sql: Self.neverPublished) AND effective <= \(day) LIMIT \(Self.mostCounted + 1)) AS counted
                """)?.int("c") ?? 0
        }
    }

    /// A page of the units that are open on `day` and were never published, those open longest first; `since` is the day
    /// they were opened.
    package func unpublished(on day: Day, after place: DuePlace? = nil, limit: Int) async throws -> [DueUnit] {
        try await database.read { tx in
            try tx.rows(
                """
                SELECT access.effective AS opened, \(sql: ArchivalUnit.columns()) FROM access
                JOIN unit ON unit.id = access.unit
                WHERE \(sql: Self.neverPublished) AND access.effective <= \(day)
                  AND (access.effective, access.unit) > (\(place?.day.text ?? ""), \(place?.unit.text ?? ""))
                ORDER BY access.effective, access.unit LIMIT \(limit)
                """
            ).map { row in
                let since = Day(text: row.text("opened"))!
                let unit = try ArchivalUnit(row: row)
                return DueUnit(
                    unit: unit, formed: unit.dates?.to ?? since, since: since,
                    place: DuePlace(day: since, unit: unit.id))
            }
        }
    }

    /// A page of the units whose control or delay was to be looked at again on `day` or before (复审), oldest first.
    package func reviews(on day: Day, after place: DuePlace? = nil, limit: Int = 50) async throws -> [DueUnit] {
        try await database.read { tx in
            try tx.rows(
                """
                SELECT review_on, \(sql: ArchivalUnit.columns()) FROM access JOIN unit ON unit.id = access.unit
                WHERE access.review_on IS NOT NULL AND access.review_on <= \(day)
                  AND (access.review_on, access.unit) > (\(place?.day.text ?? ""), \(place?.unit.text ?? ""))
                ORDER BY access.review_on, access.unit LIMIT \(limit)
                """
            ).map { row in
                let since = Day(text: row.text("review_on"))!
                let unit = try ArchivalUnit(row: row)
                return DueUnit(
                    unit: unit, formed: unit.dates?.to ?? since, since: since,
                    place: DuePlace(day: since, unit: unit.id))
            }
        }
    }
}
