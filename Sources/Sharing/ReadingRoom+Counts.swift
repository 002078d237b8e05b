import Appraisal
import Archive
import Catalogue
import Synchronization
import Tables

/// What a count is good for: one reach at one access epoch.
struct CountKey: Hashable, Sendable {
    let fingerprint: String
    let epoch: Int64
}

/// A count with the last event its titles know of: numbers are as good as the epoch, titles may be corrected any time.
struct KeptCounts: Sendable {
    let key: CountKey
    let event: Int64
    let counts: PublicCounts
}

extension ReadingRoom {
    /// How much is published today, in all and by 全宗. Counts hold nothing but what is within reach.
    package func counts() async throws -> PublicCounts {
        let reach = reach
        return try await database.read { [self] tx in
            let key = CountKey(fingerprint: reach.fingerprint, epoch: try AppraisalBoard.accessEpoch(in: tx))
            let event = try tx.row("SELECT coalesce(max(idx), -1) AS last FROM event")?.int("last") ?? -1
            let known = counted.withLock { $0 }
            if let known, known.key == key, known.event == event { return known.counts }
            let counts =
                if let known, known.key == key {
                    try known.counts.retitled(in: tx)
                } else {
                    try PublicCounts(within: reach, in: tx)
                }
            counted.withLock { $0 = KeptCounts(key: key, event: event, counts: counts) }
            return counts
        }
    }

    /// The 全宗 at this address with its categories; `nil` if nothing of it is public.
    package func fonds(publicID: String) async throws -> PublicFonds? {
        try await counts().fonds.first { $0.place.publicID == publicID }
    }
}

extension PublicCounts {
    init(within reach: Reach, in tx: any Transaction) throws {
        let rows = try tx.rows(
            """
            SELECT access.fonds_code, access.category, count(*) AS records,
              sum(CASE WHEN access.level >= 2 THEN 1 ELSE 0 END) AS images,
              sum(CASE WHEN access.level >= 3 THEN 1 ELSE 0 END) AS texts
            FROM access WHERE access.level > 0 AND \(sql: reach.predicate(unitColumn: "access.unit"))
            GROUP BY access.fonds_code, access.category ORDER BY access.fonds_code, access.category
            """)
        var fonds: [PublicFonds] = []
        for group in Dictionary(grouping: rows, by: { $0.text("fonds_code") }).sorted(by: { $0.key < $1.key }) {
            guard let place = try Self.node(group.key, "", in: tx) else { continue }
            let categories = try group.value.compactMap { row in
                try Self.node(group.key, row.text("category"), in: tx).map {
                    PublicFonds.Category(place: $0, records: row.int("records"))
                }
            }
            fonds.append(
                PublicFonds(
                    place: place, records: group.value.reduce(0) { $0 + $1.int("records") },
                    categories: categories))
        }
        self.init(
            records: rows.reduce(0) { $0 + $1.int("records") }, withImages: rows.reduce(0) { $0 + $1.int("images") },
            withText: rows.reduce(0) { $0 + $1.int("texts") }, fonds: fonds)
    }

    /// The same numbers under the titles of now: counting is dear, reading some hundred titles is not.
    func retitled(in tx: any Transaction) throws -> PublicCounts {
        PublicCounts(
            records: records, withImages: withImages, withText: withText,
            fonds: try fonds.map { fonds in
                PublicFonds(
                    place: try fonds.place.now(in: tx), records: fonds.records,
                    categories: try fonds.categories.map {
                        PublicFonds.Category(place: try $0.place.now(in: tx), records: $0.records)
                    })
            })
    }

    private static func node(_ fonds: String, _ category: String, in tx: any Transaction) throws -> PublicPlace? {
        try tx.row(
            """
            SELECT public_id, code, title FROM unit
            WHERE level IN ('fonds', 'series') AND fonds_code = \(fonds) AND category = \(category)
            """
        ).map(PublicPlace.init(row:))
    }
}

extension PublicPlace {
    fileprivate func now(in tx: any Transaction) throws -> PublicPlace {
        try tx.row("SELECT public_id, code, title FROM unit WHERE public_id = \(publicID)").map(PublicPlace.init(row:))
            ?? self
    }
}
