import Appraisal
import CSearch

/// The entries that answer a query, one bit each, and how many they are.
struct HitSet: Sendable {
    /// One bit for each place of the shelf.
    private(set) var bits: [UInt64]
    private(set) var total = 0
    let shelf: Shelf.Snapshot

    /// None yet.
    init(_ shelf: Shelf.Snapshot) {
        self.shelf = shelf
        bits = [UInt64](repeating: 0, count: (shelf.count + 63) / 64)
    }

    /// All.
    init(all shelf: Shelf.Snapshot) {
        self.shelf = shelf
        bits = [UInt64](repeating: .max, count: (shelf.count + 63) / 64)
        if shelf.count % 64 != 0 { bits[bits.count - 1] = (1 << UInt64(shelf.count % 64)) - 1 }
    }

    subscript(place: Int) -> Bool {
        get { place < shelf.count && bits[place / 64] >> UInt64(place % 64) & 1 == 1 }
        set {
            guard place < shelf.count else { return }
            let bit: UInt64 = 1 << UInt64(place % 64)
            bits[place / 64] = newValue ? bits[place / 64] | bit : bits[place / 64] & ~bit
        }
    }

    /// Adds what the statement answers.
    mutating func collect(_ statement: OpaquePointer) throws(DiscoveryProblem) {
        let code = bits.withUnsafeMutableBufferPointer {
            csearch_collect(statement, $0.baseAddress, Int64(shelf.count))
        }
        guard code == SQLITE_DONE else { throw .unavailable(detail: "SQLite \(code)") }
    }

    mutating func intersect(_ other: HitSet) {
        for word in bits.indices { bits[word] &= other.bits[word] }
    }

    /// Leaves what is live, within reach and of these years, and counts it.
    ///
    /// - Parameter admitted: 1 for each number of access facts within reach.
    /// - Parameter named: Places for which the reach says itself whether they are within.
    mutating func sift(admitted: [UInt8], named: [Int: Bool], years: Years?) {
        // What the facts alone would leave out, but the reach names, is judged by the same sieve with all facts admitted.
        let extra = named.filter { $0.value && self[$0.key] }.map(\.key)
        for (place, isWithin) in named where !isWithin { self[place] = false }
        var beyond = HitSet(shelf)
        for place in extra { beyond[place] = true }
        total = run(admitted: admitted, years: years)
        guard !extra.isEmpty else { return }
        var all = [UInt8](repeating: 1, count: shelf.facts.count)
        all[Int(Shelf.hidden)] = 0
        _ = beyond.run(admitted: all, years: years)
        for place in extra where beyond[place] && !self[place] {
            self[place] = true
            total += 1
        }
    }

    private mutating func run(admitted: [UInt8], years: Years?) -> Int {
        var left = 0
        forEachBlock { block, words, live, count, _ in
            var sieve = csearch_sieve(
                live: live, facts: block.facts, admitted: nil, admitted_count: UInt32(admitted.count),
                year_from: block.yearFrom, year_to: block.yearTo, from: Int32(clamping: years?.from ?? 1),
                to: Int32(clamping: years?.to ?? 0))
            left += admitted.withUnsafeBufferPointer { admitted in
                sieve.admitted = admitted.baseAddress
                return Int(csearch_sift(words, Int64(count), &sieve))
            }
        }
        return left
    }

    /// The words of `bits` and of the live bits that belong to each block, how many places, and the first of them.
    private mutating func forEachBlock(
        _ body: (ColumnBlock, UnsafeMutablePointer<UInt64>, UnsafePointer<UInt64>, Int, Int) -> Void
    ) {
        let shelf = shelf
        bits.withUnsafeMutableBufferPointer { bits in
            shelf.live.withUnsafeBufferPointer { live in
                guard let bits = bits.baseAddress, let live = live.baseAddress else { return }
                for (number, block) in shelf.blocks.enumerated() {
                    let first = number * ColumnBlock.size
                    let count = min(ColumnBlock.size, shelf.count - first)
                    if count > 0 { body(block, bits + first / 64, live + first / 64, count, first) }
                }
            }
        }
    }
}

/// Days as keys of an order: as they are, or turned round; unknown ones last in both.
struct DayOrder {
    /// 1 or -1.
    let sign: Int32

    func key(_ day: Int32) -> Int64 {
        day == IndexedUnit.noDay ? Int64(IndexedUnit.noDay) : Int64(day) * Int64(sign)
    }
}

extension HitSet {
    /// The `limit` smallest keys of hits after `key`, in order, equal ones as often as they occur.
    func smallest(_ limit: Int, after key: Int64, in order: DayOrder) -> [Int64] {
        var heap = [Int32](repeating: 0, count: limit)
        var held: Int32 = 0
        read { block, words, count, _ in
            csearch_smallest_days(words, Int64(count), block.days, order.sign, key, &heap, &held, Int32(limit))
        }
        return heap.prefix(Int(held)).map(Int64.init).sorted()
    }

    /// The places of hits whose key is in `keys`; `nil` if there are more than `most`.
    func places(_ keys: ClosedRange<Int64>, in order: DayOrder, most: Int) -> [Int]? {
        var places: [Int] = []
        var found = 0
        var room = [Int64](repeating: 0, count: most)
        read { block, words, count, first in
            let here = csearch_in_days(
                words, Int64(count), block.days, order.sign, keys.lowerBound, keys.upperBound, Int64(first), &room,
                Int64(most))
            found += Int(here)
            if found <= most { places += room.prefix(Int(here)).map(Int.init) }
        }
        return found <= most ? places : nil
    }

    private func read(_ body: (ColumnBlock, UnsafePointer<UInt64>, Int, Int) -> Void) {
        bits.withUnsafeBufferPointer { bits in
            guard let bits = bits.baseAddress else { return }
            for (number, block) in shelf.blocks.enumerated() {
                let first = number * ColumnBlock.size
                let count = min(ColumnBlock.size, shelf.count - first)
                if count > 0 { body(block, bits + first / 64, count, first) }
            }
        }
    }
}
