import Appraisal
import Archive
import CSearch
import Foundation
import GRDB

/// A score for each place of the shelf, 0 where there is none.
final class Scores {
    let values: UnsafeMutablePointer<Int32>

    init(count: Int) {
        values = .allocate(capacity: max(count, 1))
        values.initialize(repeating: 0, count: max(count, 1))
    }

    deinit { values.deallocate() }
}

extension Search {
    /// What is within reach of what `clauses` ask for, by what is known of all records within reach.
    func weights(_ clauses: [Clause]) throws -> Weights {
        let all = try frequency(nil)
        let rarities = try clauses.map { clause in
            // One word alone orders by how much of it there is: how rare it is changes nothing.
            guard clauses.count > 1 else { return 1000 }
            let with = try frequency(clause)
            let count = Double(all.count)
            return Int(1000 * log(1 + (count - Double(with.count) + 0.5) / (Double(with.count) + 0.5)))
        }
        return Weights(average: Int(all.bytes / Double(max(all.count, 1))), rarities: rarities)
    }

    private func frequency(_ clause: Clause?) throws -> Frequencies.Kept {
        let key = Frequencies.Key(reach: reach.fingerprint, expression: clause?.expression ?? "")
        return try frequencies.value(key, shelf) {
            var set = try clause.map { try matched([$0]) } ?? HitSet(all: shelf)
            try sift(&set, years: nil)
            return Frequencies.Kept(count: set.total, bytes: clause == nil ? set.bytes : 0)
        }
    }

    /// The records in which all `clauses` are found, each with its score.
    func scored(_ clauses: [Clause], _ weights: Weights) throws -> (hits: HitSet, scores: Scores) {
        let statement = try db.cachedStatement(
            sql: "SELECT rowid, lantai_score(words, ?) FROM words WHERE words MATCH ?")
        let scores = Scores(count: shelf.count)
        let terms = clauses.enumerated().flatMap { [Int32](repeating: Int32($0.offset), count: $0.element.forms.count) }
        let rarities = weights.rarities.map { Float($0) / 1000 }
        let columns = SearchedField.allCases.map(\.weight)
        let lengths = shelf.blocks.map { UnsafePointer($0.lengths) as UnsafePointer<UInt8>? }
        let days = shelf.blocks.map { UnsafePointer($0.days) as UnsafePointer<Int32>? }
        var hits = HitSet(shelf)
        try withUnsafeTemporaryAllocation(of: csearch_scoring.self, capacity: 1) { place in
            try terms.withUnsafeBufferPointer { terms in
                try rarities.withUnsafeBufferPointer { rarities in
                    try columns.withUnsafeBufferPointer { columns in
                        try lengths.withUnsafeBufferPointer { lengths in
                            try days.withUnsafeBufferPointer { days in
                                place.initializeElement(
                                    at: 0,
                                    to: csearch_scoring(
                                        scores: scores.values, count: Int64(shelf.count), lengths: lengths.baseAddress,
                                        days: days.baseAddress, term_of: terms.baseAddress,
                                        phrases: Int32(terms.count), terms: Int32(rarities.count),
                                        weights: rarities.baseAddress, columns: columns.baseAddress,
                                        average: Float(weights.average)))
                                try hits.collect(statement, clauses.expression, place.baseAddress)
                            }
                        }
                    }
                }
            }
        }
        return (hits, scores)
    }
}

extension HitSet {
    /// Adds what `statement` answers for `expression`, scored on the way.
    fileprivate mutating func collect(
        _ statement: Statement, _ expression: String, _ scoring: UnsafeMutablePointer<csearch_scoring>?
    ) throws(DiscoveryProblem) {
        let handle = statement.sqliteStatement
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        csearch_bind_scoring(handle, 1, scoring)
        sqlite3_bind_text(handle, 2, expression, -1, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
        try collect(handle)
    }
}
