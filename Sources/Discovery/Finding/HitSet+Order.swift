import Archive
import CSearch

/// What hits are ordered by, as keys of which the smallest comes first.
enum KeyOrder {
    /// Days times `sign` (1 or -1); unknown days last in both.
    case days(sign: Int32)
    /// Scores turned round.
    case scores(Matches)

    func key(_ value: Int32) -> Int64 {
        switch self {
        case .days(let sign): value == IndexedUnit.noDay ? Int64(value) : Int64(value) * Int64(sign)
        case .scores: -Int64(value)
        }
    }

    /// The day, or score, whose key is `key`.
    func value(_ key: Int64) -> Int32 {
        switch self {
        case .days(let sign): key == Int64(IndexedUnit.noDay) ? IndexedUnit.noDay : Int32(key * Int64(sign))
        case .scores: Int32(-key)
        }
    }

    /// Of the entry at `place`.
    func key(at place: Int, _ shelf: Shelf.Snapshot) -> Int64 {
        switch self {
        case .days: key(shelf.blocks[place / ColumnBlock.size].rows[place % ColumnBlock.size].day)
        case .scores(let matches): key(matches.score(at: place) ?? 0)
        }
    }
}

extension HitSet {
    /// The `limit` smallest keys of hits after `key`, in order, equal ones as often as they occur.
    func smallest(_ limit: Int, after key: Int64, in order: KeyOrder) -> [Int64] {
        var heap = [Int32](repeating: 0, count: limit)
        var held: Int32 = 0
        switch order {
        case .days(let sign):
            read { block, words, count, _ in
                csearch_smallest_days(words, Int64(count), block.rows, sign, key, &heap, &held, Int32(limit))
            }
        case .scores(let matches):
            csearch_best(matches.scores, matches.found.pointee.count, key, &heap, &held, Int32(limit))
        }
        return heap.prefix(Int(held)).map(Int64.init).sorted()
    }

    /// The places of hits whose key is in `keys`; `nil` if there are more than `most`.
    func places(_ keys: ClosedRange<Int64>, in order: KeyOrder, most: Int) -> [Int]? {
        var places: [Int] = []
        var found = 0
        var room = [Int64](repeating: 0, count: most)
        switch order {
        case .days(let sign):
            read { block, words, count, first in
                guard found <= most else { return }
                let here = csearch_in_days(
                    words, Int64(count), block.rows, sign, keys.lowerBound, keys.upperBound, Int64(first), &room,
                    Int64(most))
                found += Int(here)
                if found <= most { places += room.prefix(Int(here)).map(Int.init) }
            }
        case .scores(let matches):
            found = Int(
                csearch_in_scores(
                    matches.found, matches.scores, Int32(clamping: -keys.upperBound), Int32(clamping: -keys.lowerBound),
                    &room, Int64(most)))
            if found <= most { places = room.prefix(found).map(Int.init) }
        }
        return found <= most ? places : nil
    }
}
