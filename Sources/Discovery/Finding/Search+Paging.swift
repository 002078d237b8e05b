import Archive
import CSearch
import GRDB

extension Search {
    /// Up to this many hits are ordered by reading their keys; more by walking along the index until a page is full.
    /// Either way the cost is that of some thousand short reads, however many hits there are.
    private static let mostRead = 4096

    /// The first `limit` hits in the order of `sort` that come after `cursor`, and whether there are more.
    func page(_ found: Found, _ sort: FindSort, after cursor: FindCursor?, limit: Int) throws -> (
        entries: [Entry], hasMore: Bool
    ) {
        let (wanted, hits) = (limit + 1, found.hits)
        let rowids =
            switch sort {
            case .code: try byCode(hits, after: cursor.map { ($0.codeKey, $0.publicID) }, limit: wanted)
            case .date: try byDay(hits, .days(sign: -1), after: cursor, limit: wanted)
            case .dateAscending: try byDay(hits, .days(sign: 1), after: cursor, limit: wanted)
            case .relevance:
                try byDay(
                    hits, found.matches.map(KeyOrder.scores) ?? .days(sign: -1), after: cursor, limit: wanted)
            }
        return (try entries(rowids.prefix(limit), found.matches), rowids.count > limit)
    }

    private typealias Key = (codeKey: String, publicID: String)

    private func byCode(_ hits: HitSet, after key: Key?, limit: Int) throws -> [Int64] {
        let order = KeyOrder.days(sign: 1)
        if let places = hits.places(Int64.min...Int64.max, in: order, most: Self.mostRead) {
            return try ordered(places, nil, after: key, limit: limit)
        }
        return try walkByCode(hits, after: key, limit: limit)
    }

    private func walkByCode(_ hits: HitSet, after key: Key?, limit: Int) throws -> [Int64] {
        try walk(
            hits, limit: limit,
            """
            SELECT rowid FROM doc WHERE live = 1 AND (code_key, public_id) > (?, ?) ORDER BY code_key, public_id
            """, [key?.codeKey ?? "", key?.publicID ?? ""])
    }

    /// Whole days (or scores) by the columns in memory; within the day where the page begins and the one where it ends, by code.
    private func byDay(_ hits: HitSet, _ order: KeyOrder, after cursor: FindCursor?, limit: Int) throws -> [Int64] {
        var rowids: [Int64] = []
        var done = Int64.min
        if let cursor {
            done = order.key(cursor.key)
            rowids = try withinDay(cursor.key, hits, order, after: (cursor.codeKey, cursor.publicID), limit: limit)
        }
        let missing = limit - rowids.count
        guard missing > 0, let last = hits.smallest(missing, after: done, in: order).last else { return rowids }
        if last > done + 1, let places = hits.places(done + 1...last - 1, in: order, most: Self.mostRead) {
            rowids += try ordered(places, order, after: nil, limit: limit)
        }
        return rowids + (try withinDay(order.value(last), hits, order, after: nil, limit: limit - rowids.count))
    }

    private func withinDay(_ day: Int32, _ hits: HitSet, _ order: KeyOrder, after key: Key?, limit: Int) throws
        -> [Int64]
    {
        guard limit > 0 else { return [] }
        if let places = hits.places(order.key(day)...order.key(day), in: order, most: Self.mostRead) {
            return try ordered(places, nil, after: key, limit: limit)
        }
        if case .scores(let matches) = order {
            return try walkByCode(HitSet(shelf, matches, score: day), after: key, limit: limit)
        }
        return try walk(
            hits, limit: limit,
            """
            SELECT rowid FROM doc WHERE live = 1 AND day = ? AND (code_key, public_id) > (?, ?) ORDER BY code_key, public_id
            """, [day, key?.codeKey ?? "", key?.publicID ?? ""])
    }

    /// Orders few entries by reading their codes, after their keys in `order` if there is one.
    private func ordered(_ places: [Int], _ order: KeyOrder?, after key: Key?, limit: Int) throws -> [Int64] {
        guard !places.isEmpty, limit > 0 else { return [] }
        let wanted = places.map { place in "[\(order.map { $0.key(at: place, shelf) } ?? 0),\(place + 1)]" }
        let statement = try db.cachedStatement(
            sql: """
                SELECT doc.rowid FROM json_each(?) AS wanted
                CROSS JOIN doc ON doc.rowid = json_extract(wanted.value, '$[1]')
                WHERE (code_key, public_id) > (?, ?)
                ORDER BY json_extract(wanted.value, '$[0]'), code_key, public_id LIMIT ?
                """)
        return try Int64.fetchAll(
            statement,
            arguments: ["[" + wanted.joined(separator: ",") + "]", key?.codeKey ?? "", key?.publicID ?? "", limit])
    }

    /// Walks along an index until `limit` hits are met.
    private func walk(_ hits: HitSet, limit: Int, _ sql: String, _ arguments: StatementArguments) throws -> [Int64] {
        let statement = try db.cachedStatement(sql: sql)
        try statement.setArguments(arguments)
        defer { sqlite3_reset(statement.sqliteStatement) }
        var rowids = [Int64](repeating: 0, count: limit)
        let found = hits.bits.withUnsafeBufferPointer {
            csearch_walk(statement.sqliteStatement, $0.baseAddress, Int64(shelf.count), &rowids, Int64(limit))
        }
        guard found >= 0 else { throw DiscoveryProblem.unavailable(detail: "index order") }
        return Array(rowids.prefix(Int(found)))
    }

    /// The entries of a page, all read at once.
    private func entries(_ rowids: ArraySlice<Int64>, _ matches: Matches?) throws -> [Entry] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT doc.rowid, unit, public_id, code, code_key, title, date, day, level, taken
                FROM json_each(?) AS wanted CROSS JOIN doc ON doc.rowid = wanted.value ORDER BY wanted.key
                """)
        let wanted = "[" + rowids.map(String.init).joined(separator: ",") + "]"
        let rows = try Row.fetchCursor(statement, arguments: [wanted])
        var entries: [Entry] = []
        while let row = try rows.next() {
            let rowid: Int64 = row[0]
            guard let facts = shelf.facts(at: Int(rowid - 1)), let level = Level(rawValue: row[8]) else { continue }
            entries.append(
                Entry(
                    rowid: rowid, unit: UnitID(trusted: row[1]), publicID: row[2], code: row[3], codeKey: row[4],
                    title: row[5], date: row[6], day: row[7], level: level, facts: facts, taken: row[9],
                    score: matches?.score(at: Int(rowid - 1))))
        }
        return entries
    }
}
