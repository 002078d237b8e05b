import Appraisal
import Archive
import CSearch
import GRDB

/// One query against one index file: which entries answer it, and a page of them in order. Runs on one snapshot.
struct Search {
    let db: GRDB.Database
    let shelf: Shelf.Snapshot
    let reach: Reach
    /// 1 for each number of access facts within reach.
    let admitted: [UInt8]

    /// What a page is made of, in order.
    struct Entry: Sendable {
        let rowid: Int64
        let unit: UnitID
        let publicID: String
        let code: String
        let codeKey: String
        let title: String
        let date: String
        let day: Int32
        let level: Level
        let facts: AccessFacts
        let taken: Int
    }

    /// Everything that answers `query` within reach.
    func hits(_ query: FindQuery) throws -> HitSet {
        if query.isUnsearchable { return HitSet(shelf) }
        if let years = query.years, years.from > years.to { return HitSet(shelf) }
        var hits: HitSet?
        func narrow(_ found: HitSet) {
            if hits == nil { hits = found } else { hits!.intersect(found) }
        }
        var phrases: [Phrase] = []
        for term in query.terms {
            switch term {
            case .phrase(let phrase): phrases.append(phrase)
            case .code(let prefix): narrow(try coded(prefix))
            case .codeOrPhrase(let prefix, let phrase):
                // Whether it is a code is judged within reach alone: what lies beyond must not change the answer.
                let found = try coded(prefix)
                var reached = found
                try sift(&reached, years: nil)
                if reached.total > 0 { narrow(found) } else { phrases.append(phrase) }
            }
        }
        if !phrases.isEmpty { narrow(try worded(phrases)) }
        var answer = hits ?? HitSet(all: shelf)
        try sift(&answer, years: query.years)
        return answer
    }

    private func sift(_ hits: inout HitSet, years: Years?) throws {
        var named: [Int: Bool] = [:]
        for unit in reach.namedUnits {
            let statement = try db.cachedStatement(sql: "SELECT rowid FROM doc WHERE unit = ? AND live = 1")
            guard let rowid = try Int64.fetchOne(statement, arguments: [unit.text]),
                let facts = shelf.facts(at: Int(rowid - 1))
            else { continue }
            named[Int(rowid - 1)] = reach.admits(facts.row(of: unit))
        }
        hits.sift(admitted: admitted, named: named, years: years)
    }

    private func worded(_ phrases: [Phrase]) throws -> HitSet {
        var hits = HitSet(shelf)
        let expression = phrases.map { "(\($0.expression))" }.joined(separator: " AND ")
        let statement = try db.cachedStatement(sql: "SELECT rowid FROM words WHERE words MATCH ?")
        try statement.setArguments([expression])
        defer { sqlite3_reset(statement.sqliteStatement) }
        try hits.collect(statement.sqliteStatement)
        return hits
    }

    private func coded(_ prefix: String) throws -> HitSet {
        var hits = HitSet(shelf)
        let statement = try db.cachedStatement(
            sql: "SELECT rowid FROM doc WHERE live = 1 AND code_key >= ? AND code_key < ?")
        try statement.setArguments([prefix, prefix + "\u{10FFFF}"])
        defer { sqlite3_reset(statement.sqliteStatement) }
        try hits.collect(statement.sqliteStatement)
        return hits
    }
}

extension Shelf.Snapshot {
    /// The access facts of the entry at `place`; `nil` if it is hidden or not there.
    func facts(at place: Int) -> AccessFacts? {
        guard place >= 0, place < count else { return nil }
        let number = Int(csearch_load_facts(blocks[place / ColumnBlock.size].facts, Int64(place % ColumnBlock.size)))
        return number == Int(Shelf.hidden) || number >= facts.count ? nil : facts[number]
    }
}
