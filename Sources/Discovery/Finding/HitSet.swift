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

    /// Those of `matches`.
    init(_ shelf: Shelf.Snapshot, _ matches: Matches) {
        self.init(shelf)
        bits.withUnsafeMutableBufferPointer {
            csearch_found_bits(matches.found, $0.baseAddress, Int64(shelf.count))
        }
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

    mutating func subtract(_ other: HitSet) {
        for word in bits.indices { bits[word] &= ~other.bits[word] }
    }

    mutating func intersect(_ other: HitSet) {
        for word in bits.indices { bits[word] &= other.bits[word] }
    }

    /// Leaves what is live and passes the sieve, and counts it.
    ///
    /// - Parameters:
    ///   - named: Places for which the reach says itself whether they are within.
    ///   - each: Told each block of what is left, once it is known: its bits, how many places, and the first of them. By
    ///   then its columns are near: what else is asked of them costs little.
    mutating func sift(
        _ sieve: Sieve, named: [Int: Bool], each: ((ColumnBlock, UnsafePointer<UInt64>, Int, Int) -> Void)? = nil
    ) {
        // What the facts alone would leave out, but the reach names, is judged by the same sieve with all facts admitted.
        let extra = named.filter { $0.value && self[$0.key] }.map(\.key)
        for (place, isWithin) in named where !isWithin { self[place] = false }
        total = run(sieve, admitted: sieve.passing(sieve.admitted), each: extra.isEmpty ? each : nil)
        guard !extra.isEmpty else { return }
        var beyond = HitSet(shelf)
        for place in extra { beyond[place] = true }
        var all = [UInt8](repeating: 1, count: shelf.facts.count)
        all[Int(Shelf.hidden)] = 0
        _ = beyond.run(sieve, admitted: sieve.passing(all), each: nil)
        for place in extra where beyond[place] && !self[place] {
            self[place] = true
            total += 1
        }
        if let each { read(each) }
    }

    private mutating func run(
        _ asked: Sieve, admitted: [UInt8], each: ((ColumnBlock, UnsafePointer<UInt64>, Int, Int) -> Void)?
    ) -> Int {
        var left = 0
        let years = asked.years
        forEachBlock { block, words, live, count, first in
            var sieve = csearch_sieve(
                live: live, rows: block.rows, admitted: nil, admitted_count: UInt32(admitted.count),
                from: Int32(clamping: years?.from ?? 1), to: Int32(clamping: years?.to ?? 0), author_admitted: nil,
                term_admitted: nil)
            left += admitted.withUnsafeBufferPointer { admitted in
                asked.authors.withPointer { authors in
                    asked.terms.withPointer { terms in
                        (sieve.admitted, sieve.author_admitted, sieve.term_admitted) = (
                            admitted.baseAddress, authors, terms
                        )
                        return Int(csearch_sift(words, Int64(count), &sieve))
                    }
                }
            }
            each?(block, UnsafePointer(words), count, first)
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

extension HitSet {
    /// How long they are together, in bytes.
    var bytes: Double {
        var sum = 0.0
        read { block, words, count, _ in sum += csearch_sum_lengths(words, Int64(count), block.rows) }
        return sum
    }

    func read(_ body: (ColumnBlock, UnsafePointer<UInt64>, Int, Int) -> Void) {
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

extension [UInt8]? {
    /// Runs `body` with the bytes, or with none.
    fileprivate func withPointer<T>(_ body: (UnsafePointer<UInt8>?) -> T) -> T {
        guard let self else { return body(nil) }
        return self.withUnsafeBufferPointer { body($0.baseAddress) }
    }
}
