package import Archive
package import Tables

/// Where a follower stands (书签), for those that build rows: moved in the transaction that writes them.
package struct TableBookmark: Sendable {
    private let follower: String
    private let database: any Database

    package init(follower: String, database: any Database) {
        self.follower = follower
        self.database = database
    }

    package func read() async throws -> EventIndex {
        try await database.read { [follower] tx in
            try tx.row("SELECT idx FROM bookmark WHERE follower = \(follower)")?.int("idx") ?? -1
        }
    }

    /// Moves it to `index`, never back.
    package func move(to index: EventIndex, in tx: any Transaction) throws {
        try tx.run(
            """
            INSERT INTO bookmark (follower, idx) VALUES (\(follower), \(index))
            ON CONFLICT (follower) DO UPDATE SET idx = excluded.idx WHERE bookmark.idx < excluded.idx
            """)
    }

    /// For `Follower.skip`.
    package func move(to index: EventIndex) async throws {
        try await database.write { [self] tx in try move(to: index, in: tx) }
    }
}
