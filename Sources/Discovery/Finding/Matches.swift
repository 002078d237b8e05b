import CSearch

/// The places where all clauses of a query stand, in order, how often each does, and the scores made of that.
///
/// What the lists and what FTS5 found look the same here: nobody after this knows which of them an entry came from.
final class Matches {
    let found: UnsafeMutablePointer<csearch_found>
    private let shelf: Shelf.Snapshot
    /// By position in `found`; 0 for what is no hit, or not scored yet.
    private(set) var scores: [Int32] = []
    /// Up to where in `found` the scores are made.
    private var scored: Int64 = 0

    init(_ shelf: Shelf.Snapshot, clauses: Int) {
        self.shelf = shelf
        found = .allocate(capacity: 1)
        found.initialize(to: csearch_found())
        csearch_found_init(found, Int32(clauses))
    }

    deinit {
        csearch_found_free(found)
        found.deallocate()
    }

    /// Scores what lies in a block and is in its `words`; the block's first place is `first`. Blocks come in order.
    func score(_ block: ColumnBlock, _ words: UnsafePointer<UInt64>, _ count: Int, first: Int, by weights: Weights) {
        if scores.isEmpty { scores = [Int32](repeating: 0, count: Int(found.pointee.count)) }
        let rarities = weights.rarities.map { Float($0) / 1000 }
        scored = rarities.withUnsafeBufferPointer { rarities in
            var scoring = csearch_scoring(
                rows: block.rows, first: Int64(first), weights: rarities.baseAddress, average: Float(weights.average))
            return csearch_score(found, scored, Int64(first + count), words, &scoring, &scores)
        }
    }

    /// Of the entry at `place`; `nil` if there is none.
    func score(at place: Int) -> Int32? {
        guard let number = UInt32(exactly: place), !scores.isEmpty else { return nil }
        let position = csearch_position(found, number)
        return position < 0 ? nil : scores[Int(position)]
    }
}

extension HitSet {
    /// Those of `matches` that are scored so.
    init(_ shelf: Shelf.Snapshot, _ matches: Matches, score: Int32) {
        self.init(shelf)
        var places = [Int64](repeating: 0, count: matches.scores.count)
        let count = csearch_in_scores(
            matches.found, matches.scores, score, score, &places, Int64(places.count))
        for place in places.prefix(Int(count)) { self[Int(place)] = true }
    }
}
