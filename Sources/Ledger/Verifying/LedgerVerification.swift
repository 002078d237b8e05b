import Archive
import Bytes
import Synchronization
import Tables

/// One walk along the ledger: each event as row, as leaf, and as line of a segment or of the tail.
struct LedgerVerification {
    /// The line of one event in a file.
    private struct Copy {
        let line: [UInt8]
        /// `nil` in a segment; the line's number in the tail.
        let tailLine: Int?
        /// Whether its file is the one the database knows, so that the line counts more than the row.
        let isVouched: Bool
    }

    private let ledger: Ledger
    private let snapshot: LedgerSnapshot
    private var report = LedgerReport()
    private var tree = MerkleFrontier()
    private var checkpoints: Set<Int64> = []
    private var signers: Set<String> = []
    private var proofIsBroken = false
    private var missingRows = Gaps()
    private var missingCopies: [String: Gaps] = [:]

    init(_ ledger: Ledger, _ snapshot: LedgerSnapshot) {
        self.ledger = ledger
        self.snapshot = snapshot
    }

    mutating func run() async throws -> LedgerReport {
        checkpoints = Set(try await numbers(in: "checkpoints", ledger.store))
        report.checkpoints = checkpoints.count
        try await walkSegments()
        try await walkTail()
        try await checkEnds()
        for range in missingRows.ranges { report.add(.rowsMissing(range)) }
        for (file, gaps) in missingCopies.sorted(by: { $0.key < $1.key }) {
            for range in gaps.ranges { report.add(.copyMissing(range, file)) }
        }
        let (damage, repaired) = ledger.state.withLock { ($0.damage, $0.repaired) }
        for fault in repaired + [damage].compactMap(\.self) { report.add(fault) }
        report.events = snapshot.rowsEnd
        report.root = tree.root
        return report
    }

    private mutating func walkSegments() async throws {
        let firsts = try await numbers(in: "segments", ledger.store)
        report.segments = firsts.count
        for first in firsts {
            let key = Segment.key(first)
            if first > tree.size { try await walkUncopied(to: first) }
            let bytes = try await ledger.store.bytes(of: key)
            let lines = Segment.lines(bytes)
            let row = snapshot.segments[first]
            let isKnown = row?.digest == sha256(bytes).hex
            // A segment without a row was written just before a crash and is adopted by the next sealing.
            let awaitsRow = row == nil && first == snapshot.sealed && !lines.isEmpty
            if first < tree.size || !(isKnown || awaitsRow) { report.add(.segmentAltered(key.text)) }
            guard first == tree.size else { continue }
            let copies = lines.map { Copy(line: Array($0), tailLine: nil, isVouched: isKnown) }
            try await compare(from: first, copies)
            if let row, row.end != tree.size || row.frontier != tree.text, !proofIsBroken, isKnown {
                report.add(.segmentRowAltered(key.text))
            }
        }
        for first in snapshot.segments.keys.sorted() where !firsts.contains(first) {
            let end = snapshot.segments[first]?.end ?? first + 1
            report.add(.copyMissing(first..<max(end, first + 1), Segment.key(first).text))
        }
    }

    private mutating func walkTail() async throws {
        let tail = snapshot.tail
        if let bad = tail.badLine { report.add(.tailAltered(bad)) }
        // Events the tail still holds though they are sealed were compared with their segment already.
        let lines = tail.lines.drop { $0.index < tree.size }
        if let first = lines.first?.index, first > tree.size { try await walkUncopied(to: first) }
        if lines.first?.index ?? tree.size == tree.size {
            try await compare(
                from: tree.size, lines.map { Copy(line: $0.bytes, tailLine: $0.number, isVouched: false) })
        }
        try await walkUncopied(to: snapshot.rowsEnd)
        for line in tail.lines.prefix(while: { $0.index < snapshot.sealed }) {
            try await compareSealed(line)
        }
        if snapshot.tailSize == 0, snapshot.rowsEnd > 0 { report.add(.tailMissing()) }
        // The last mark may be cut without leaving a bad line.
        if let expected = snapshot.tailExpected, expected != snapshot.tailSize, tail.badLine == nil {
            report.add(.tailAltered((tail.lines.last?.number ?? 0) + 1))
        }
        // What the tail proves to have been committed must be among the rows.
        if tail.committed > max(snapshot.rowsEnd, tree.size) {
            report.add(.databaseBehind(max(snapshot.rowsEnd, tree.size)..<tail.committed))
        }
    }

    /// A line the tail still holds of an event that is sealed.
    private mutating func compareSealed(_ line: TailReading.Line) async throws {
        let row = try await ledger.database.read { tx in
            try EventRow.rows(from: line.index, to: line.index + 1, in: tx).first
        }
        if let row, row.line != line.bytes { report.add(.copiesDiffer(line.index, line.number)) }
    }

    /// Events up to `end` of which no file has a copy.
    private mutating func walkUncopied(to end: EventIndex) async throws {
        while tree.size < end {
            let (start, stop) = (tree.size, min(end, tree.size + Segment.limit))
            for index in start..<stop {
                let file = index < snapshot.sealed ? Segment.key(segment(of: index)).text : "tail"
                missingCopies[file, default: Gaps()].add(index)
            }
            try await compare(from: start, Array(repeating: nil, count: Int(stop - start)))
        }
    }

    /// The first index of the segment that had `index`, as far as the database knows.
    private func segment(of index: EventIndex) -> EventIndex {
        snapshot.segments.keys.filter { $0 <= index }.max() ?? index
    }

    private mutating func compare(from first: EventIndex, _ copies: [Copy?]) async throws {
        guard !copies.isEmpty else { return }
        let end = first + Int64(copies.count)
        let rows = try await ledger.database.read { tx in try EventRow.rows(from: first, to: end, in: tx) }
        let byIndex = Dictionary(rows.map { ($0.index, $0) }, uniquingKeysWith: { first, _ in first })
        for (place, copy) in copies.enumerated() {
            let index = first + Int64(place)
            tree.append(judge(index, byIndex[index], copy))
            let copied = copy.flatMap { EventLine.read($0.line)?.event }
            if let event = byIndex[index]?.event ?? copied, let act = event.act {
                try await checkAct(act, index, hasParts: event.actHasParts)
            }
            if checkpoints.contains(tree.size) { try await checkCheckpoint() }
        }
    }

    /// Says what is wrong with one event and gives the leaf that has most for itself, so that one changed copy does not
    /// make everything after it look wrong.
    private mutating func judge(_ index: EventIndex, _ row: EventRow?, _ copy: Copy?) -> [UInt8] {
        let copied = copy.map { MerkleHash.leaf($0.line) }
        guard let row else {
            missingRows.add(index)
            return copied ?? MerkleHash.empty
        }
        let made = row.line.map(MerkleHash.leaf)
        guard made == row.leaf else {
            report.add(.rowAltered(index))
            if let copied, copied == made { return copied }
            return copied == row.leaf ? row.leaf : copied ?? row.leaf
        }
        guard let copy, let copied, copied != row.leaf else { return row.leaf }
        if let line = copy.tailLine { report.add(.copiesDiffer(index, line)) }
        guard copy.isVouched else { return row.leaf }
        // The file is the one that was sealed: row and leaf were changed together.
        report.add(.rowAltered(index))
        return copied
    }

    private mutating func checkAct(_ act: Digest, _ index: EventIndex, hasParts: Bool) async throws {
        report.acts += 1
        switch try await ledger.acts.check(act) {
        case .intact:
            guard hasParts, let whole = try? await ledger.acts.read(act) else { return }
            for part in ActDocuments.parts(of: whole) { try await checkAct(part, index, hasParts: false) }
        case .missing: report.add(.actMissing(act, index))
        case .altered: report.add(.actAltered(act, index))
        }
    }

    private mutating func checkCheckpoint() async throws {
        let key = Checkpoint.key(tree.size).text
        switch try await Checkpoint.read(tree.size, from: ledger.store, trusted: ledger.trusted) {
        case .failure(let refusal): report.add(refusal.fault)
        case .success(let checkpoint) where checkpoint.root == tree.root:
            signers.insert(checkpoint.key)
            if !proofIsBroken { report.provenTo = tree.size }
        case .success:
            // The roots after the first that differs must differ too, and say nothing more.
            if !proofIsBroken { report.add(.rootDiffers(key)) }
            proofIsBroken = true
        }
    }

    /// Checkpoints that should be there and are not, or speak of events that are not there; rows beyond what the ledger
    /// took; the tree the running ledger goes on with.
    private mutating func checkEnds() async throws {
        for row in snapshot.segments.values {
            if let end = row.end, !checkpoints.contains(end) {
                report.add(.checkpointMissing(Checkpoint.key(end).text))
            }
        }
        for size in checkpoints.sorted() where size > tree.size {
            if case .failure(let refusal) = try await Checkpoint.read(size, from: ledger.store, trusted: ledger.trusted)
            {
                report.add(refusal.fault)
            } else {
                report.add(.databaseBehind(tree.size..<size))
            }
        }
        for id in signers where try await PublicKeys.read(id, from: ledger.store) == nil {
            report.add(.keyAltered(PublicKeys.key(id).text))
        }
        if snapshot.rowsBeforeZero > 0 { report.add(.rowsExtra(snapshot.rowsBeforeZero, from: -1)) }
        guard ledger.damage == nil else { return }
        let believed = snapshot.committed
        if snapshot.rowsEnd > believed.size {
            report.add(.rowsExtra(snapshot.rowsEnd - believed.size, from: believed.size))
        } else if snapshot.rowsEnd < believed.size, tree.size < believed.size {
            report.add(.rowsMissing(snapshot.rowsEnd..<believed.size))
        } else if believed.size == tree.size, believed.root != tree.root, missingRows.ranges.isEmpty, report.isClean {
            report.add(.stateDiffers())
        }
    }
}

/// Indices in growing order, as ranges.
struct Gaps {
    private(set) var ranges: [Range<EventIndex>] = []

    mutating func add(_ index: EventIndex) {
        if let last = ranges.last, last.upperBound == index {
            ranges[ranges.count - 1] = last.lowerBound..<index + 1
        } else {
            ranges.append(index..<index + 1)
        }
    }
}
