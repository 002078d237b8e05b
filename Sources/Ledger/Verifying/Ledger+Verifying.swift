import Archive
package import Bytes
import Synchronization
import Tables

extension Ledger {
    /// Holds rows, tail, segments, checkpoints and act documents against each other: any change of any of them is a
    /// fault. May run while the ledger is at work; sealing waits for it.
    ///
    /// - Parameter trust: whose time stamps are believed.
    package func verify(trust: TrustStore = TrustStore()) async throws -> LedgerReport {
        try await sealing.hold { [self] in
            // Between two commits, so that rows and tail belong together.
            let snapshot = try await database.write { [self] tx in try LedgerSnapshot(of: self, in: tx) }
            var verification = LedgerVerification(self, snapshot)
            var report = try await verification.run()
            let (stamps, faults) = try await verifyStamps(by: trust)
            report.stamps = stamps
            for fault in faults { report.add(fault) }
            return report
        }
    }
}

/// What belongs together at one moment between two commits.
struct LedgerSnapshot: Sendable {
    struct SegmentRow: Sendable {
        let end: Int64?
        let digest: String?
        let frontier: String?
    }

    /// What the running ledger believes.
    let committed: MerkleFrontier
    let sealed: EventIndex
    let tail: TailReading
    let tailSize: Int64
    /// The size it should have; `nil` if the last group could not be cut from it yet.
    let tailExpected: Int64?
    /// The index after the last row.
    let rowsEnd: EventIndex
    let rowsBeforeZero: Int64
    let segments: [EventIndex: SegmentRow]

    init(of ledger: Ledger, in tx: any Transaction) throws {
        (committed, sealed) = ledger.state.withLock { ($0.committed, $0.sealed.size) }
        let path = ledger.tail.path
        let bytes = DurableFile.exists(path) ? try DurableFile.read(path) : []
        tailExpected = ledger.tail.expectedSize
        // Behind what is committed may lie a group that was undone.
        tail = TailReading(tailExpected == nil ? Array(bytes.prefix(Int(ledger.tail.committedSize))) : bytes)
        tailSize = Int64(bytes.count)
        rowsEnd = try tx.row("SELECT max(idx) AS last FROM event")!.optionalInt("last").map { $0 + 1 } ?? 0
        rowsBeforeZero = try tx.row("SELECT count(*) AS c FROM event WHERE idx < 0")!.int("c")
        var segments: [EventIndex: SegmentRow] = [:]
        try tx.each("SELECT first_idx, end_idx, digest, frontier FROM segment") { row in
            guard case .integer(let first) = row["first_idx"] else { return }
            func text(_ column: String) -> String? { if case .text(let text) = row[column] { text } else { nil } }
            var end: Int64?
            if case .integer(let number) = row["end_idx"] { end = number }
            segments[first] = SegmentRow(end: end, digest: text("digest"), frontier: text("frontier"))
        }
        self.segments = segments
    }
}
