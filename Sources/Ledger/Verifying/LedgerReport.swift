package import Archive

/// What a verification of the ledger found (账本校验报告).
package struct LedgerReport: Sendable {
    package internal(set) var events: Int64 = 0
    package internal(set) var segments = 0
    package internal(set) var checkpoints = 0
    package internal(set) var acts = 0
    /// Root of the Merkle tree of all events.
    package internal(set) var root: [UInt8] = MerkleHash.empty
    /// Up to how many events a signed checkpoint agrees.
    package internal(set) var provenTo: Int64 = 0
    package internal(set) var stamps = LedgerStamps()
    /// Every fault, the first thousand of them.
    package private(set) var faults: [LedgerFault] = []
    /// How many there are in all.
    package private(set) var faultCount = 0

    package var isClean: Bool { faultCount == 0 }

    mutating func add(_ fault: LedgerFault) {
        guard !faults.contains(fault) else { return }
        faultCount += 1
        if faults.count < 1000 { faults.append(fault) }
    }

    /// The shape of `lantai verify-ledger --json`.
    package var json: JSON {
        [
            "schema": "lantai-ledger-report-1", "clean": .bool(isClean), "events": .int(events),
            "segments": .int(Int64(segments)), "checkpoints": .int(Int64(checkpoints)), "acts": .int(Int64(acts)),
            "root": .string(root.hex), "proven": .int(provenTo), "faultCount": .int(Int64(faultCount)),
            "stamps": stamps.json,
            "faults": .array(faults.map(\.json)),
        ]
    }
}
