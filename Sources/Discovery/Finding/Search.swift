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
    let frequencies: Frequencies
    /// Where the words of the first entries stand; `nil`: all are in FTS5.
    let lists: WordLists?

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
        /// How well it answers, if hits were scored.
        var score: Int32?
    }

    /// What answered a query, and how well each if that was asked for.
    struct Found {
        var hits: HitSet
        var matches: Matches?
        var weights: Weights?
        /// How many of the hits have which value, if that was asked for.
        var facets: [Facet] = []
        /// How many of them reach into each year, earliest first, if that was asked for.
        var years: [Facet.Value] = []
    }

    /// Everything that answers `query` within reach.
    func hits(_ query: FindQuery) throws -> HitSet { try found(query, isRanked: false).hits }

    /// Everything that answers `query` within reach; if it `isRanked`, each with its score by `weights`, which are made if none
    /// are given. With `counts`, the hits are counted by what they have, too.
    func found(_ query: FindQuery, isRanked: Bool, weights: Weights? = nil, counts: Bool = false) throws -> Found {
        if query.isUnsearchable || query.years.map({ $0.from > $0.to }) ?? false {
            return Found(hits: HitSet(shelf), facets: counts ? Tally(shelf).facets() : [])
        }
        var hits: HitSet?
        func narrow(_ found: HitSet) {
            if hits == nil { hits = found } else { hits!.intersect(found) }
        }
        var clauses: [Clause] = []
        var asked = Asked(years: query.years)
        var excluded: [FindQuery.Term] = []
        for term in query.terms {
            switch term {
            case .phrase(let phrase): clauses.append(Clause(phrase))
            case .field(let field, let phrase): clauses.append(Clause(phrase, in: field))
            case .code(let prefix): narrow(try coded(prefix))
            case .codeOrPhrase(let prefix, let phrase):
                if let found = try reached(prefix) { narrow(found) } else { clauses.append(Clause(phrase)) }
            case .fact(let field, let value): asked.facts.append((field, value))
            case .years: narrow(try held(term))
            case .not(let term): excluded.append(term)
            }
        }
        var ranking: (matches: Matches, weights: Weights)?
        if isRanked, !clauses.isEmpty {
            let weights = try weights ?? self.weights(clauses)
            guard weights.rarities.count == clauses.count else { throw DiscoveryProblem.badCursor }
            let matches = try matches(clauses)
            narrow(HitSet(shelf, matches))
            ranking = (matches, weights)
        } else if !clauses.isEmpty {
            narrow(try matched(clauses))
        }
        // Taken out, so that there is one of it: a second one would be a copy with the first change.
        var left = hits.take() ?? HitSet(all: shelf)
        for term in excluded { left.subtract(try held(term)) }
        let tally = counts ? Tally(shelf) : nil
        try sift(&left, asked) { [ranking] block, words, count, first in
            tally?.add(block, words, count)
            if let (matches, weights) = ranking {
                matches.score(block, words, count, first: first, by: weights)
            }
        }
        return Found(
            hits: left, matches: ranking?.matches, weights: ranking?.weights, facets: tally?.facets() ?? [],
            years: tally?.years() ?? [])
    }

    /// What a term alone holds for, before reach.
    private func held(_ term: FindQuery.Term) throws -> HitSet {
        switch term {
        case .phrase(let phrase): return try matched([Clause(phrase)])
        case .field(let field, let phrase): return try matched([Clause(phrase, in: field)])
        case .code(let prefix): return try coded(prefix)
        case .codeOrPhrase(let prefix, let phrase):
            return try reached(prefix) ?? matched([Clause(phrase)])
        case .fact(let field, let value):
            var set = HitSet(all: shelf)
            try sift(&set, Asked(facts: [(field, value)]))
            return set
        case .years(let years):
            var set = HitSet(all: shelf)
            if years.from > years.to { return HitSet(shelf) }
            try sift(&set, years: years)
            return set
        case .not(let term):
            var set = HitSet(all: shelf)
            set.subtract(try held(term))
            return set
        }
    }

    /// What has a code that begins so, if anything within reach has: what lies beyond must not change the answer.
    private func reached(_ prefix: String) throws -> HitSet? {
        let found = try coded(prefix)
        var within = found
        try sift(&within, years: nil)
        return within.total > 0 ? found : nil
    }

    /// What is asked of the columns.
    struct Asked {
        var years: Years?
        var facts: [(field: FacetField, value: String)] = []
    }

    func sift(_ hits: inout HitSet, years: Years?) throws { try sift(&hits, Asked(years: years)) }

    private func sift(
        _ hits: inout HitSet, _ asked: Asked, each: ((ColumnBlock, UnsafePointer<UInt64>, Int, Int) -> Void)? = nil
    ) throws {
        var named: [Int: Bool] = [:]
        for unit in reach.namedUnits {
            let statement = try db.cachedStatement(sql: "SELECT rowid FROM doc WHERE unit = ? AND live = 1")
            guard let rowid = try Int64.fetchOne(statement, arguments: [unit.text]),
                let facts = shelf.facts(at: Int(rowid - 1))
            else { continue }
            named[Int(rowid - 1)] = reach.admits(facts.row(of: unit))
        }
        hits.sift(Sieve(asked, shelf, admitted: admitted), named: named, each: each)
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
        let number = Int(csearch_load_facts(blocks[place / ColumnBlock.size].rows + place % ColumnBlock.size))
        return number == Int(Shelf.hidden) || number >= facts.count ? nil : facts[number]
    }
}
