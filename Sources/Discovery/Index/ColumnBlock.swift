import CSearch

/// The columns of 65,536 entries of an index, in memory: what filters, orders and scores hits without touching the file.
///
/// Never moved and never shrunk. A place is written before its entry is published and only its access facts change
/// afterwards, as one machine word: so readers need no lock.
final class ColumnBlock: @unchecked Sendable {
    static let size = Int(CSEARCH_BLOCK)

    /// An entry's columns lie side by side: a hit costs one visit to memory, not one a column.
    let rows: UnsafeMutablePointer<csearch_row>

    init() {
        rows = .allocate(capacity: Self.size)
        rows.initialize(repeating: csearch_row(), count: Self.size)
    }

    deinit { rows.deallocate() }
}

/// What an entry is filtered, ordered and counted by. In memory it takes 20 bytes, its
/// access facts among them.
struct Columns: Hashable, Sendable {
    var day: Int32
    var yearFrom: Int16
    var yearTo: Int16
    /// Whoever made it (责任者), as `NamesTogether` has them; empty if nobody is named.
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
        author = NamesTogether.text(unit.authors)
        term = unit.retention
        length = csearch_length(Int64(unit.bytes))
    }
}
