package import Archive
import Tables

/// Filters of a list that somebody keeps under a name of their own. Rows of the person, in no ledger: they decide nothing.
struct SavedFilters: Sendable {
    let database: any Database

    /// At most so many a person.
    static let most = 20
    /// At most so many characters of a name.
    static let longestName = 40

    struct Kept: Hashable, Sendable {
        let name: String
        /// What stands behind the question mark of the list's address.
        let query: String
    }

    /// What `account` keeps, by name.
    func of(_ account: String) async throws -> [Kept] {
        try await database.read { tx in
            try tx.rows(
                "SELECT name, query FROM saved_filter WHERE account = \(account) AND removed_at IS NULL ORDER BY name"
            ).map {
                Kept(name: $0.text("name"), query: $0.text("query"))
            }
        }
    }

    /// Keeps a filter; one of the same name gives way.
    /// - Throws: `SavedFilterProblem`.
    func keep(_ filter: Kept, of account: String, at now: Instant) async throws {
        let name = filter.name.trimmed
        guard !name.isEmpty, name.count <= Self.longestName else { throw SavedFilterProblem.name }
        try await database.write { tx in
            let others =
                try tx.row(
                    """
                    SELECT count(*) AS c FROM saved_filter
                    WHERE account = \(account) AND name <> \(name) AND removed_at IS NULL
                    """)?.int("c") ?? 0
            guard others < Self.most else { throw SavedFilterProblem.tooMany }
            try tx.run(
                """
                INSERT INTO saved_filter (account, name, query, at) VALUES (\(account), \(name), \(filter.query), \(now))
                ON CONFLICT (account, name) DO UPDATE
                SET query = \(filter.query), at = \(now), removed_at = NULL
                """)
        }
    }

    /// Lists it no more; for a day it can be put back.
    func remove(_ name: String, of account: String, at now: Instant) async throws {
        let old = now + .seconds(-Self.secondsToPutBack)
        try await database.write { tx in
            try tx.run("DELETE FROM saved_filter WHERE removed_at < \(old)")
            try tx.run(
                """
                UPDATE saved_filter SET removed_at = \(now)
                WHERE account = \(account) AND name = \(name) AND removed_at IS NULL
                """)
        }
    }

    private static let secondsToPutBack: Int64 = 86_400

    /// What `account` removed last and can put back.
    func removedLast(of account: String, at now: Instant) async throws -> Kept? {
        let old = now + .seconds(-Self.secondsToPutBack)
        return try await database.read { tx in
            try tx.row(
                """
                SELECT name, query FROM saved_filter WHERE account = \(account) AND removed_at >= \(old)
                ORDER BY removed_at DESC, name LIMIT 1
                """
            ).map { Kept(name: $0.text("name"), query: $0.text("query")) }
        }
    }

    /// Lists a removed filter again; nothing if it is gone, or listed.
    /// - Throws: `SavedFilterProblem.tooMany`.
    func putBack(_ name: String, of account: String, at now: Instant) async throws {
        let gone = try await database.read { tx in
            try tx.row(
                """
                SELECT name, query FROM saved_filter
                WHERE account = \(account) AND name = \(name) AND removed_at IS NOT NULL
                """
            ).map { Kept(name: $0.text("name"), query: $0.text("query")) }
        }
        if let gone { try await keep(gone, of: account, at: now) }
    }
}

/// Why a filter could not be kept.
enum SavedFilterProblem: Explained {
    case name, tooMany

    var code: String {
        switch self {
        case .name: "web.filter-name"
        case .tooMany: "web.too-many-filters"
        }
    }

    var what: Words {
        switch self {
        case .name:
            Words(
                zh: "筛选的名称应有1到\(SavedFilters.longestName)个字。",
                en: "The name of a filter has 1 to \(SavedFilters.longestName) characters.")
        case .tooMany:
            Words(
                zh: "每人最多存\(SavedFilters.most)个筛选。", en: "Everybody can keep \(SavedFilters.most) filters at most.")
        }
    }

    var next: Words {
        switch self {
        case .name: Words(zh: "起一个短些的名称，再存一次。", en: "Give it a shorter name and keep it again.")
        case .tooMany: Words(zh: "先移去一个不用的。", en: "Remove one that is not used any more.")
        }
    }
}
