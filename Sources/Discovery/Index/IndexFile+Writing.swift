import Appraisal
import Archive
import CSearch
import GRDB
import Glibc
import Synchronization

extension IndexFile {
    /// Writes a batch in one transaction and publishes it: from here on it is found.
    func apply(_ batch: IndexBatch) async throws {
        do {
            try await pool.writeWithoutTransaction { db in
                try db.beginTransaction(.immediate)
                do {
                    var writer = IndexWriter(
                        db: db, at: batch.at, count: self.shelf.withLock { $0.count },
                        builder: self.builder.withLock { $0 })
                    try writer.write(batch)
                    // Readers take their two snapshots under the same lock: see both changes or neither.
                    try self.shelf.withLock { shelf in
                        try db.commit()
                        shelf.publish(writer.changes, batch)
                    }
                } catch {
                    let system = errno
                    try? db.rollback()
                    guard let error = error as? DatabaseError else { throw error }
                    throw DiscoveryProblem.writing(path, error, system: system)
                }
            }
        } catch let error as DatabaseError {
            throw DiscoveryProblem.writing(path, error)
        }
    }

    /// Writes the lists of all entries there are. For a file being built: what comes after goes to FTS5.
    func writeLists() async throws {
        do {
            try await pool.writeWithoutTransaction { db in
                guard
                    let builder = self.builder.withLock({ builder in
                        defer { builder = nil }
                        return builder
                    }), builder.count > 0
                else { return }
                let key = Int64.random(in: 1...Int64.max)
                try builder.finish(key: key)
                try db.inTransaction(.immediate) {
                    try db.set(.listed, Int64(builder.count))
                    try db.set(.listsKey, key)
                    return .commit
                }
            }
        } catch let error as DatabaseError {
            throw DiscoveryProblem.writing(path, error)
        }
    }

    /// Joins the segments of FTS5's lists, so that queries read each list in one piece. For a file just built.
    func settle() async throws {
        do {
            try await pool.writeWithoutTransaction { db in
                try db.execute(sql: "INSERT INTO words (words) VALUES ('optimize')")
                try db.execute(sql: "ANALYZE doc")
                try db.checkpoint(.truncate)
            }
        } catch let error as DatabaseError {
            throw DiscoveryProblem.writing(path, error)
        }
    }
}

/// A change of the file that the columns in memory follow when it is committed.
enum IndexChange {
    case appended(Columns, AccessRow, taken: Int)
    case retired(place: Int)
    case access(AccessRow, taken: Int, place: Int)
}

extension Shelf {
    fileprivate mutating func publish(_ changes: [IndexChange], _ batch: IndexBatch) {
        for change in changes {
            switch change {
            case .appended(let columns, let row, let taken):
                append(columns, facts: AccessFacts(newest(row)), taken: taken, isLive: true)
            case .retired(let place): retire(place)
            case .access(let row, let taken, let place): set(AccessFacts(newest(row)), taken: taken, at: place)
            }
        }
        if let epoch = batch.epoch { written(upTo: epoch) }
        if let day = batch.day { reach(day) }
    }
}

/// Writes one batch to an open transaction and notes what the columns must follow.
struct IndexWriter {
    let db: GRDB.Database
    let at: Instant
    /// How many entries the file has.
    var count: Int
    /// Takes the words while the file is being built.
    let builder: WordListsBuilder?
    private(set) var changes: [IndexChange] = []

    init(db: GRDB.Database, at: Instant, count: Int, builder: WordListsBuilder?) {
        self.db = db
        self.at = at
        self.count = count
        self.builder = builder
    }

    /// The entry by which a unit is found now.
    private struct Standing {
        let rowid: Int64
        let taken: Int
        let stamp: Int64
        let access: String
    }

    mutating func write(_ batch: IndexBatch) throws {
        for row in batch.access { try follow(row) }
        for unit in batch.remove { try remove(unit) }
        for unit in batch.put { try put(unit) }
        if let epoch = batch.epoch, epoch > (try db.number(.epoch) ?? 0) { try db.set(.epoch, epoch) }
        if let bookmark = batch.bookmark, bookmark > (try db.number(.bookmark) ?? -1) {
            try db.set(.bookmark, bookmark)
        }
        if let day = batch.day { try db.set(.day, Int64(day.daysSince1970)) }
    }

    private mutating func follow(_ row: AccessRow) throws {
        guard let standing = try standing(row.unit) else { return }
        try setAccess(row, standing)
    }

    private mutating func setAccess(_ row: AccessRow, _ standing: Standing) throws {
        let text = AccessFacts(row).text
        if text != standing.access {
            try run("UPDATE doc SET access = ? WHERE rowid = ?", [text, standing.rowid])
        }
        changes.append(.access(row, taken: standing.taken, place: Int(standing.rowid - 1)))
    }

    private mutating func remove(_ unit: UnitID) throws {
        guard let standing = try standing(unit) else { return }
        try retire(standing)
        try db.set(.removed, (try db.number(.removed) ?? 0) + 1)
        if try db.number(.removedSince) == nil { try db.set(.removedSince, at.microseconds) }
    }

    /// Its words stay in the lists until the file is built anew (an FTS5 delete would need the very text that was indexed);
    /// nothing else of it does.
    private mutating func retire(_ standing: Standing) throws {
        try run(
            """
            UPDATE doc SET live = 0, public_id = '', code = '', code_key = '', title = '', date = '',
              author = '', term = '' WHERE rowid = ?
            """, [standing.rowid])
        changes.append(.retired(place: Int(standing.rowid - 1)))
    }

    private mutating func put(_ unit: IndexedUnit) throws {
        let stamp = unit.stamp
        if let standing = try standing(unit.unit) {
            // Events come again after a restart: the same content is not written twice.
            if standing.stamp == stamp { return try setAccess(unit.access, standing) }
            try retire(standing)
        }
        count += 1
        let columns = Columns(unit)
        try run(
            """
            INSERT INTO doc (rowid, unit, live, public_id, code, code_key, title, date, day, year_from, year_to, level,
              access, taken, stamp, author, term, length)
            VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                count, unit.unit.text, unit.publicID, unit.code, unit.codeKey, unit.title, unit.date, columns.day,
                columns.yearFrom, columns.yearTo, unit.level.rawValue, AccessFacts(unit.access).text, unit.taken, stamp,
                columns.author, columns.term, columns.length,
            ])
        if let builder {
            try builder.add(unit.searched)
        } else {
            try add(words: unit.searched)
        }
        changes.append(.appended(columns, unit.access, taken: unit.taken))
    }

    /// Binds by length: text taken from files may hold U+0000, where GRDB's strings would end.
    private func add(words columns: [String]) throws {
        let statement = try db.cachedStatement(
            sql: "INSERT INTO words (rowid, title, author, number, meta, text) VALUES (?, ?, ?, ?, ?, ?)")
        let handle = statement.sqliteStatement
        defer { sqlite3_clear_bindings(handle) }
        sqlite3_bind_int64(handle, 1, Int64(count))
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        for (place, column) in columns.enumerated() {
            var column = column
            column.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    _ = sqlite3_bind_text64(
                        handle, Int32(place + 2), characters.baseAddress, UInt64(characters.count), copied,
                        UInt8(SQLITE_UTF8))
                }
            }
        }
        let code = sqlite3_step(handle)
        sqlite3_reset(handle)
        guard code == SQLITE_DONE else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }

    private func standing(_ unit: UnitID) throws -> Standing? {
        let statement = try db.cachedStatement(
            sql: "SELECT rowid, taken, stamp, access FROM doc WHERE unit = ? AND live = 1")
        return try Row.fetchOne(statement, arguments: [unit.text]).map {
            Standing(rowid: $0[0], taken: $0[1], stamp: $0[2], access: $0[3])
        }
    }

    private func run(_ sql: String, _ arguments: StatementArguments) throws {
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
    }
}

extension IndexedUnit {
    /// Changes with anything an entry is made of, but for its access.
    var stamp: Int64 {
        var hash = UInt64(CSEARCH_SEED)
        let facts = [
            publicID, code, codeKey, date, "\(day)", "\(years.from)", "\(years.to)", level.rawValue, "\(taken)",
            NamesTogether.text(authors), retention,
        ]
        for var fact in facts + searched {
            hash = fact.withUTF8 { csearch_hash(hash, $0.baseAddress, Int64($0.count)) }
            // The end of each, so that no two rows of values run together to the same.
            hash = csearch_hash(hash, [0xFF] as [UInt8], 1)
        }
        return Int64(bitPattern: hash)
    }
}
