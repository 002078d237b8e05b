import Appraisal
import Archive
import Foundation
import GRDB
import Synchronization

/// One index file: shown values in a table of SQLite, columns in memory, and the words. Those of the entries it was built with
/// are in lists beside it, those of later ones in SQLite's FTS5.
///
/// A reader's snapshot of the file and of the columns are taken together, so no record is missed or met twice while others
/// are written.
final class IndexFile: Sendable {
    let path: String
    let pool: DatabasePool
    let shelf: Mutex<Shelf>
    let admittance = Admittance()
    let frequencies = Frequencies()
    let lists: WordLists?
    /// Takes the words while the file is being built.
    let builder: Mutex<WordListsBuilder?>
    private let isRetired = Atomic<Bool>(false)

    /// Opens the file at `path`, or makes it: on the day `today`, so that it lacks nothing that began before.
    /// - Parameter isBuilding: Whether it is filled from the beginning and swapped in then: its words go to lists.
    /// - Throws: `DiscoveryProblem.unavailable` if it, or its lists, are of another version or not whole.
    init(path: String, today: Day, isBuilding: Bool = false) throws {
        self.path = path
        do {
            pool = try DatabasePool(path: path, configuration: IndexFormat.configuration())
            let (shelf, lists) = try pool.write { db in
                (try IndexFile.load(db, today), try IndexFile.lists(db, beside: path))
            }
            if let lists, lists.count > shelf.count { throw DiscoveryProblem.unavailable(detail: "index lists") }
            self.lists = lists
            self.shelf = Mutex(shelf)
            builder = Mutex(isBuilding ? try WordListsBuilder(path: WordLists.path(of: path)) : nil)
        } catch let error as DatabaseError {
            throw DiscoveryProblem.reading(path, error)
        }
    }

    deinit {
        try? pool.close()
        if isRetired.load(ordering: .acquiring) { IndexFile.delete(path) }
    }

    /// Its files go when the last query has let go of it.
    func retire() { isRetired.store(true, ordering: .releasing) }

    static func delete(_ path: String) {
        for suffix in ["", "-wal", "-shm", "-words"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    }

    private static func lists(_ db: GRDB.Database, beside path: String) throws -> WordLists? {
        guard let count = try db.number(.listed) else { return nil }
        let lists = try WordLists(path: WordLists.path(of: path), key: try db.number(.listsKey) ?? 0)
        guard lists.count == Int(count) else { throw DiscoveryProblem.unavailable(detail: "index lists") }
        return lists
    }

    private static func load(_ db: GRDB.Database, _ today: Day) throws -> Shelf {
        if try !db.tableExists("state") {
            try db.execute(sql: IndexFormat.tables)
            try db.set(.format, IndexFormat.version)
            try db.set(.day, Int64(today.daysSince1970))
        }
        guard try db.number(.format) == IndexFormat.version else {
            throw DiscoveryProblem.unavailable(detail: "index format")
        }
        var shelf = Shelf(
            epoch: try db.number(.epoch) ?? 0, day: Day(daysSince1970: Int(try db.number(.day) ?? 0)))
        var known: [String: AccessFacts] = [:]
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT rowid, live, day, year_from, year_to, access, taken, author, term, length FROM doc ORDER BY rowid
                """)
        while let row = try rows.next() {
            guard row[0] == Int64(shelf.count + 1) else { throw DiscoveryProblem.unavailable(detail: "index rows") }
            let isLive: Bool = row[1]
            let columns = Columns(
                day: row[2], yearFrom: row[3], yearTo: row[4], author: row[7], term: row[8], length: row[9])
            let text: String = row[5]
            guard let facts = known[text] ?? AccessFacts(text: text) else {
                throw DiscoveryProblem.unavailable(detail: "index access")
            }
            known[text] = facts
            shelf.append(columns, facts: facts, taken: row[6], isLive: isLive)
        }
        return shelf
    }
}

extension IndexFile {
    /// Runs `body` on one snapshot of the file and the columns, on the thread of the caller: an answer is reckoning, not
    /// waiting, and handing it to another thread and back took a third of the time of a rare word. There are as many readers
    /// as threads that may ask (`IndexFormat.configuration`), so none waits for another.
    func read<T>(_ body: (GRDB.Database, Shelf.Snapshot) throws -> T) throws -> T {
        do {
            // `unsafeRead` leaves the transaction to us: GRDB's own would have read something before the lock is held.
            return try pool.unsafeRead { db in
                try db.beginTransaction(.deferred)
                defer { try? db.rollback() }
                // SQLite's snapshot begins with the first row read: read one while nothing can be published.
                let snapshot = try self.shelf.withLock { shelf in
                    _ = try db.number(.format)
                    return shelf.snapshot
                }
                return try body(db, snapshot)
            }
        } catch let error as DatabaseError {
            throw DiscoveryProblem.reading(path, error)
        }
    }

    func number(_ name: IndexFormat.Name) throws -> Int64? { try read { db, _ in try db.number(name) } }
}
