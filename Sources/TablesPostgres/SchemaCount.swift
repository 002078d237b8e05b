import Synchronization

/// How often the tables' shape has changed since the database was opened. A connection that prepared statements before
/// the last change prepares them anew: the server refuses an answer whose columns have changed.
final class SchemaCount: Sendable {
    private let count = Atomic<Int>(0)

    var now: Int { count.load(ordering: .acquiring) }

    func changed() { count.add(1, ordering: .acquiringAndReleasing) }

    /// Whether `sql` changes the shape of tables.
    static func isChange(_ sql: String) -> Bool {
        let first = sql.drop(while: \.isWhitespace).prefix { $0.isLetter }.uppercased()
        return ["CREATE", "ALTER", "DROP", "TRUNCATE"].contains(first)
    }
}
