package import Archive
import Ledger
package import Preservation
import Tables

/// Keeps descriptions with the objects they describe (著录固化): each 件 an archivist touched, and every 全宗, 类别 and
/// 案卷, as a new version of its OCFL object once it has been left alone for a while.
///
/// Following, it only notes which units changed; `fold` does the writing, when quiet. Drafts stay as the transfer's own
/// metadata, which the object holds, and as acts of the ledger.
package struct DescriptionKeeper: Follower {
    package let name = "catalogue.descriptions"
    package let kinds: Set<EventKind> = [.drafted, .described, .confirmed, .unconfirmed, .moved]

    private let aids: FindingAids
    private let stacks: Stacks
    private let place: TableBookmark

    private static let batch = 200

    package init(aids: FindingAids, stacks: Stacks) {
        self.aids = aids
        self.stacks = stacks
        place = TableBookmark(follower: name, database: aids.database)
    }

    package func bookmark() async throws -> EventIndex { try await place.read() }
    package func skip(to index: EventIndex) async throws { try await place.move(to: index) }

    package func handle(_ event: Event, at index: EventIndex) async throws {
        var units = [event.subject]
        if event.kind != .described, let act = event.act {
            let act = try await aids.ledger.act(act)
            units = event.kind == .drafted ? Self.nodes(of: act) : FindingAids.units(in: act)
        }
        try await aids.database.write { [units, place] tx in
            for unit in units {
                try tx.run(
                    """
                    INSERT INTO description_fold (unit, since) VALUES (\(unit), \(event.at))
                    ON CONFLICT (unit) DO UPDATE SET since = excluded.since
                    """)
            }
            try place.move(to: index, in: tx)
        }
    }

    private static func nodes(of act: JSON) -> [String] { act["nodes"]?.array?.compactMap(\.string) ?? [] }

    /// Writes the descriptions that nobody changed for `quiet`; called again it goes on where it was. The steward calls
    /// it from time to time.
    /// - Returns: How many were kept.
    /// - Throws: What went wrong with some object, after all others are kept.
    @discardableResult
    package func fold(quiet: Duration = .seconds(60)) async throws -> Int {
        let until = aids.clock.now + (.zero - quiet)
        var kept = 0
        var last = Pending(unit: "", since: "")
        var failure: (any Error)?
        while true {
            try Task.checkCancellation()
            let after = last
            let page = try await aids.database.read { try Pending.page(after: after, until: until, in: $0) }
            guard let end = page.last else { break }
            last = end
            do {
                kept += try await keep(page)
            } catch {
                for one in page {
                    do { kept += try await keep([one]) } catch { failure = error }
                }
            }
        }
        if let failure { throw failure }
        return kept
    }

    private func keep(_ page: [Pending]) async throws -> Int {
        let units = try await aids.units(page.map { UnitID(trusted: $0.unit) })
        try await stacks.putDescriptions(
            units.map { unit in
                DescriptionToKeep(
                    unit: unit.id, json: unit.document.canonical, message: "description, version \(unit.version)")
            })
        try await aids.database.write { tx in
            // Changed meanwhile, it stays noted.
            for one in page {
                try tx.run("DELETE FROM description_fold WHERE unit = \(one.unit) AND since = \(one.since)")
            }
        }
        return units.count
    }

    private struct Pending: Sendable {
        let unit: String
        let since: String

        static func page(after last: Pending, until: Instant, in tx: any Transaction) throws -> [Pending] {
            try tx.rows(
                """
                SELECT unit, since FROM description_fold
                WHERE since <= \(until) AND (since, unit) > (\(last.since), \(last.unit))
                ORDER BY since, unit LIMIT \(batch)
                """
            ).map { Pending(unit: $0.text("unit"), since: $0.text("since")) }
        }
    }
}

extension ArchivalUnit {
    /// `metadata/description.json` of its object: all the catalogue says of it, readable without Lantai.
    package var document: JSON {
        [
            "schema": "lantai.description/1", "unit": .string(id.text), "public": .string(publicID),
            "parent": JSON(parent?.text), "position": .int(position), "level": .string(level.rawValue),
            "fonds": .string(fonds.text), "fondsCode": .string(fondsCode), "category": .string(category),
            "accession": JSON(accession?.text), "holding": JSON(holding?.text), "agency": .string(agency),
            "state": .string(state.rawValue),
            "version": .int(version), "changedAt": .string(changedAt.text),
            "elements": .array(
                description.values.map { value in
                    var members: [String: JSON] = [
                        "element": .string(value.element), "value": .string(value.value),
                    ]
                    if let element = DescriptiveElement.named(value.element) { members["name"] = JSON(element.name) }
                    if let source = value.source { members["source"] = .string(source) }
                    if let received = value.asReceived, received != value.value {
                        members["asReceived"] = .string(received)
                    }
                    return .object(members)
                }),
        ]
    }
}
