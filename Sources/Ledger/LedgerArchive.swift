package import Archive
package import Bytes

/// The ledger as its files tell it, without a database: sealed segments, then the tail. For `rebuild`, and for whoever
/// reads a home without Lantai.
package struct LedgerArchive: Sendable {
    private let store: any ByteStore
    private let tailPath: String
    private let keys: [VerifyingKey]
    package let acts: ActDocuments

    /// - Parameter keys: public keys whose checkpoints are believed.
    package init(store: any ByteStore, tailPath: String, keys: [VerifyingKey]) {
        self.store = store
        self.tailPath = tailPath
        self.keys = keys
        acts = ActDocuments(store: store)
    }

    /// One event from a file, with its leaf in the Merkle tree.
    package struct Entry: Sendable {
        package let index: EventIndex
        package let event: Event
        package let leaf: [UInt8]
    }

    /// What was read, and how far a signature vouches for it.
    package struct Report: Sendable {
        /// How many events were read, from the first without a gap.
        package internal(set) var events: Int64 = 0
        package internal(set) var root: [UInt8] = MerkleHash.empty
        /// Up to how many events a signed checkpoint agrees.
        package internal(set) var provenTo: Int64 = 0
        /// How many events the last checkpoint speaks of.
        package internal(set) var lastCheckpoint: Int64 = 0
        package internal(set) var faults: [LedgerFault] = []

        /// Whether all is proven up to the last checkpoint. If not, public serving stays off.
        package var isProven: Bool { faults.isEmpty && provenTo == lastCheckpoint }
    }

    /// Reads all events in order and hands each to `visit`. Stops at the first gap: what comes after it has no place.
    package func read(_ visit: (Entry) async throws -> Void) async throws -> Report {
        try await read(visit, sealed: { _ in })
    }

    /// Also hands on each segment after its last event.
    func read(
        _ visit: (Entry) async throws -> Void, sealed: (Segment) async throws -> Void
    ) async throws -> Report {
        var reading = Reading(checkpoints: Set(try await numbers(in: "checkpoints", store)))
        for first in try await numbers(in: "segments", store) where !reading.isStopped {
            let key = Segment.key(first)
            guard first == reading.tree.size else {
                let gap = reading.tree.size..<max(first, reading.tree.size + 1)
                reading.stop(
                    first > reading.tree.size
                        ? .copyMissing(gap, Segment.key(reading.tree.size).text) : .segmentAltered(key.text))
                break
            }
            let bytes = try await store.bytes(of: key)
            let lines = Segment.lines(bytes)
            for line in lines {
                guard let (index, event) = EventLine.read(line), index == reading.tree.size else {
                    reading.stop(.segmentAltered(key.text))
                    break
                }
                try await visit(reading.take(event, line))
                try await check(&reading)
            }
            guard !reading.isStopped else { break }
            if bytes != Segment.contents(lines.map(Array.init)) {
                reading.report.faults.append(.segmentAltered(key.text))
            }
            if !reading.checkpoints.contains(reading.tree.size) {
                reading.report.faults.append(.checkpointMissing(Checkpoint.key(reading.tree.size).text))
            }
            try await sealed(
                Segment(first: first, end: reading.tree.size, digest: sha256(bytes), frontier: reading.tree))
        }
        if !reading.isStopped { try await readTail(&reading, visit) }
        reading.report.lastCheckpoint = reading.checkpoints.max() ?? 0
        if reading.report.lastCheckpoint > reading.tree.size, !reading.isStopped {
            reading.stop(
                .copyMissing(
                    reading.tree.size..<reading.report.lastCheckpoint, Segment.key(reading.tree.size).text))
        }
        reading.report.events = reading.tree.size
        reading.report.root = reading.tree.root
        return reading.report
    }

    private struct Reading {
        let checkpoints: Set<Int64>
        var tree = MerkleFrontier()
        var report = Report()
        var isStopped = false
        var proofIsBroken = false

        init(checkpoints: Set<Int64>) { self.checkpoints = checkpoints }

        mutating func take(_ event: Event, _ line: some Sequence<UInt8>) -> Entry {
            let entry = Entry(index: tree.size, event: event, leaf: MerkleHash.leaf(Array(line)))
            tree.append(entry.leaf)
            return entry
        }

        mutating func stop(_ fault: LedgerFault) {
            report.faults.append(fault)
            isStopped = true
        }
    }

    /// Holds what was read so far against a checkpoint of just so many events, if there is one.
    private func check(_ reading: inout Reading) async throws {
        guard reading.checkpoints.contains(reading.tree.size) else { return }
        switch try await Checkpoint.read(reading.tree.size, from: store, trusted: keys) {
        case .failure(let refusal): reading.report.faults.append(refusal.fault)
        case .success(let checkpoint) where checkpoint.root == reading.tree.root:
            if !reading.proofIsBroken { reading.report.provenTo = reading.tree.size }
        case .success(let checkpoint):
            if !reading.proofIsBroken {
                reading.report.faults.append(.rootDiffers(Checkpoint.key(checkpoint.size).text))
            }
            reading.proofIsBroken = true
        }
    }

    /// The open tail. Its last group is taken even without a mark: it may have been answered just before the power went.
    private func readTail(_ reading: inout Reading, _ visit: (Entry) async throws -> Void) async throws {
        let path = tailPath
        let bytes = try await onFileThread { DurableFile.exists(path) ? try DurableFile.read(path) : [] }
        let tail = TailReading(bytes)
        let start = tail.lines.first?.index ?? tail.end ?? 0
        guard start <= reading.tree.size else {
            return reading.stop(.copyMissing(reading.tree.size..<start, Segment.key(reading.tree.size).text))
        }
        for line in tail.lines where line.index == reading.tree.size {
            try await visit(reading.take(line.event, line.bytes))
            try await check(&reading)
        }
        if tail.committed > reading.tree.size { reading.stop(.tailAltered(tail.badLine ?? 1)) }
    }
}
