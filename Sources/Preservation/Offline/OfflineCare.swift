import Archive
import Ledger
import Tables

/// What of the offline media asks for somebody (离线载体状况).
package struct OfflineCare: Sendable, Hashable {
    /// Media in use: not those that others took the place of.
    package var media: Int64 = 0
    /// The last test found faults in so many.
    package var damaged: Int64 = 0
    /// A read test is overdue of so many.
    package var overdue: Int64 = 0
    /// Kinds of which there are sets, but not of records that are kept for long.
    package var behind: [SetKind] = []
}

extension Stacks {
    /// - Parameter days: a record that is kept for longer and in no set of a kind, of which the archive keeps sets, is told;
    ///   0: none is expected.
    func offlineCare(days: Int64) async throws -> OfflineCare {
        let media = try await offline.facts()
        var care = OfflineCare()
        for medium in media where medium.replacedBy == nil {
            care.media += 1
            if medium.isDamaged { care.damaged += 1 }
            if medium.isOverdue(clock) { care.overdue += 1 }
        }
        let patience = Instant(microseconds: clock.now.microseconds - days * 86_400_000_000)
        guard days > 0 else { return care }
        for kind in SetKind.allCases {
            // Each set takes all that is in none of its kind, so what came later is in none.
            let last = media.filter { $0.kind == kind && $0.isOfAll && $0.replaces == nil }.map(\.asOf).max()
            guard let last, last < patience else { continue }
            // Rows made by a rebuild were touched at the beginning of time.
            let one = try await database.read { tx in
                try tx.row(
                    """
                    SELECT unit FROM holding WHERE preserved_at > \(last) AND preserved_at < \(patience)
                      AND (touched_at > \(last) OR touched_at < '1971') LIMIT 1
                    """)
            }
            if one != nil { care.behind.append(kind) }
        }
        return care
    }
}
