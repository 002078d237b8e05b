import CSearch

/// The columns of 65,536 entries of an index, in memory: what filters and orders hits without touching a row.
///
/// Never moved and never shrunk. A place is written before its entry is published and only its access facts change
/// afterwards, as one machine word: so readers need no lock.
final class ColumnBlock: @unchecked Sendable {
    static let size = 65_536

    let facts: UnsafeMutablePointer<UInt32>
    let days: UnsafeMutablePointer<Int32>
    let yearFrom: UnsafeMutablePointer<Int16>
    let yearTo: UnsafeMutablePointer<Int16>
    let authors: UnsafeMutablePointer<UInt32>
    let terms: UnsafeMutablePointer<UInt16>
    let lengths: UnsafeMutablePointer<UInt8>

    init() {
        facts = .allocate(capacity: Self.size)
        days = .allocate(capacity: Self.size)
        yearFrom = .allocate(capacity: Self.size)
        yearTo = .allocate(capacity: Self.size)
        authors = .allocate(capacity: Self.size)
        terms = .allocate(capacity: Self.size)
        lengths = .allocate(capacity: Self.size)
        facts.initialize(repeating: 0, count: Self.size)
        days.initialize(repeating: 0, count: Self.size)
        yearFrom.initialize(repeating: 0, count: Self.size)
        yearTo.initialize(repeating: 0, count: Self.size)
        authors.initialize(repeating: 0, count: Self.size)
        terms.initialize(repeating: 0, count: Self.size)
        lengths.initialize(repeating: 0, count: Self.size)
    }

    deinit {
        facts.deallocate()
        days.deallocate()
        yearFrom.deallocate()
        yearTo.deallocate()
        authors.deallocate()
        terms.deallocate()
        lengths.deallocate()
    }
}

/// What an entry is filtered, ordered and counted by. In memory it takes 15 bytes, and its access
/// facts 4.
struct Columns: Hashable, Sendable {
    var day: Int32
    var yearFrom: Int16
    var yearTo: Int16
    /// Whoever made it (责任者), the first named; empty if nobody is.
    var author = ""
    /// How long it is kept (保管期限), as written.
    var term = ""
    /// Of all that is searched, as `csearch_length` has it.
    var length: UInt8 = 0
}

extension Columns {
    init(_ unit: IndexedUnit) {
        day = unit.day
        yearFrom = Int16(clamping: unit.years.from)
        yearTo = Int16(clamping: unit.years.to)
        author = unit.authors.first ?? ""
        term = unit.retention
        length = csearch_length(Int64(unit.bytes))
    }
}
