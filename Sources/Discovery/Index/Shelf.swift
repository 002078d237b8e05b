import Appraisal
import Archive
import CSearch

/// What an index file holds in memory: columns, which entries are live, who may find them, and what changed in access since
/// the file was written. An entry's place is its rowid less one; a record indexed again gets a new place.
struct Shelf {
    /// What one query works with, while entries come and go.
    struct Snapshot: Sendable {
        let count: Int
        let live: [UInt64]
        let blocks: [ColumnBlock]
        /// The number 0 is nobody's.
        let facts: [AccessFacts]
        let authors: Names<UInt32>
        let terms: Names<UInt16>
        let fonds: FondsOfFacts
        /// What is known of access is as of this epoch.
        let epoch: Int64
    }

    private(set) var count = 0
    private(set) var liveCount = 0
    private var live: [UInt64] = []
    private var blocks: [ColumnBlock] = []
    private var facts: [AccessFacts] = [Shelf.nobodys]
    private var numbers: [AccessFacts: UInt32] = [:]
    private var authors = Names<UInt32>()
    private var terms = Names<UInt16>()
    private var fonds = FondsOfFacts([Shelf.nobodys])
    /// Access rows newer than `epoch`, which the file does not hold yet.
    private var changed: [UnitID: AccessRow] = [:]
    /// What the file holds of access is as of this epoch.
    private(set) var epoch: Int64 = 0
    /// What this shelf holds of access is as of this epoch.
    private(set) var knownEpoch: Int64 = 0

    /// The facts of an entry nobody may find, whatever their reach.
    static let hidden: UInt32 = 0

    private static let nobodys = AccessFacts(
        AccessRow(
            unit: UnitID(trusted: ""), status: .unreviewed, effective: nil, level: 0, publishedFrom: nil,
            fondsCode: "", category: "", agency: "", epoch: 0))

    /// Everything that became public until this day is in the file, or on its way there by the ledger.
    private(set) var day: Day

    init(epoch: Int64, day: Day) {
        self.epoch = epoch
        self.day = day
        knownEpoch = epoch
    }

    var snapshot: Snapshot {
        Snapshot(
            count: count, live: live, blocks: blocks, facts: facts, authors: authors, terms: terms, fonds: fonds,
            epoch: knownEpoch)
    }

    /// Puts an entry at the next place.
    mutating func append(_ columns: Columns, facts: AccessFacts, taken: Int, isLive: Bool) {
        if count % ColumnBlock.size == 0 { blocks.append(ColumnBlock()) }
        if count % 64 == 0 { live.append(0) }
        blocks[count / ColumnBlock.size].rows[count % ColumnBlock.size] = csearch_row(
            facts: number(facts, taken: taken), day: columns.day, author: isLive ? authors.number(columns.author) : 0,
            year_from: columns.yearFrom, year_to: columns.yearTo, term: isLive ? terms.number(columns.term) : 0,
            length: columns.length, spare: 0)
        if isLive {
            live[count / 64] |= 1 << UInt64(count % 64)
            liveCount += 1
        }
        count += 1
    }

    /// The entry at `place` is no longer its record's.
    mutating func retire(_ place: Int) {
        let bit: UInt64 = 1 << UInt64(place % 64)
        guard place < count, live[place / 64] & bit != 0 else { return }
        live[place / 64] &= ~bit
        liveCount -= 1
    }

    mutating func set(_ facts: AccessFacts, taken: Int, at place: Int) {
        guard place < count else { return }
        let row = blocks[place / ColumnBlock.size].rows + place % ColumnBlock.size
        csearch_store_facts(row, number(facts, taken: taken))
    }

    /// Facts under which an entry that took in all of `taken` may be found: if less is published now, it is hidden until it
    /// is indexed again.
    private mutating func number(_ facts: AccessFacts, taken: Int) -> UInt32 {
        if facts.level < taken { return Shelf.hidden }
        if let number = numbers[facts] { return number }
        let number = UInt32(self.facts.count)
        self.facts.append(facts)
        fonds.append(facts)
        numbers[facts] = number
        return number
    }
}

extension Shelf {
    /// Remembers rows that changed after the file was written; an older row never replaces a newer.
    mutating func note(_ rows: [AccessRow]) {
        for row in rows where row.epoch > epoch && row.epoch > changed[row.unit]?.epoch ?? 0 {
            changed[row.unit] = row
        }
    }

    /// What is known now of a unit whose row in the file, or in the batch being written, is `row`.
    func newest(_ row: AccessRow) -> AccessRow {
        guard let newer = changed[row.unit], newer.epoch > row.epoch else { return row }
        return newer
    }

    /// What changed about `unit` since the file was written.
    func changed(_ unit: UnitID) -> AccessRow? { changed[unit] }

    mutating func know(upTo epoch: Int64) { knownEpoch = max(knownEpoch, epoch) }

    mutating func reach(_ day: Day) { self.day = max(self.day, day) }

    /// The file now holds access as of `epoch`.
    mutating func written(upTo epoch: Int64) {
        guard epoch > self.epoch else { return }
        self.epoch = epoch
        knownEpoch = max(knownEpoch, epoch)
        changed = changed.filter { $0.value.epoch > epoch }
    }
}
