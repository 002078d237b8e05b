package import Archive
import Bytes

/// Time stamps over checkpoints (时间戳), `stamps/<size>`: an authority outside the archive saw this checkpoint at a moment, so nobody inside can
/// have made it later. Each is over the bytes of `checkpoints/<size>`. Source: RFC 3161.
enum CheckpointStamps {
    static func key(_ size: Int64) -> ByteKey { numbered("stamps", size) }

    static func sizes(in store: any ByteStore) async throws -> [Int64] { try await numbers(in: "stamps", store) }
}

/// What the time stamps of a ledger say.
package struct LedgerStamps: Sendable, Hashable {
    package struct Newest: Sendable, Hashable {
        /// How many events it proves to have been there.
        package let size: Int64
        package let at: Instant
        package let authority: String
        /// Whether the authority is among those trusted here.
        package let isTrusted: Bool
        /// Whether it is one that this archive declares to be licensed.
        package let isLicensed: Bool
    }

    package internal(set) var count = 0
    package internal(set) var newest: Newest?

    package var json: JSON {
        guard let newest else { return ["count": .int(Int64(count))] }
        return [
            "count": .int(Int64(count)), "to": .int(newest.size), "at": .string(newest.at.text),
            "authority": .string(newest.authority), "trusted": .bool(newest.isTrusted),
            "licensed": .bool(newest.isLicensed),
        ]
    }
}

extension Ledger {
    /// Holds every time stamp against its checkpoint.
    func verifyStamps(by trust: TrustStore) async throws -> (LedgerStamps, [LedgerFault]) {
        var stamps = LedgerStamps()
        var faults: [LedgerFault] = []
        for size in try await CheckpointStamps.sizes(in: store) {
            stamps.count += 1
            let key = CheckpointStamps.key(size).text
            guard let token = TimeStamp(try await store.bytes(of: CheckpointStamps.key(size))),
                try await store.size(of: Checkpoint.key(size)) != nil
            else {
                faults.append(.stampAltered(key))
                continue
            }
            func newest(_ authority: String, _ standing: TrustStore.Standing?) -> LedgerStamps.Newest {
                LedgerStamps.Newest(
                    size: size, at: token.moment, authority: authority, isTrusted: standing != nil,
                    isLicensed: standing == .licensed)
            }
            switch token.judge(over: try await store.bytes(of: Checkpoint.key(size)), by: trust) {
            case .altered, .unknown: faults.append(.stampAltered(key))
            case .proven(let authority, let standing): stamps.newest = newest(authority, standing)
            // One that is trusted says more than a later one that is not.
            case .untrusted(let authority, _):
                if stamps.newest?.isTrusted != true { stamps.newest = newest(authority, nil) }
            }
        }
        return (stamps, faults)
    }
}

extension LedgerFault {
    static func stampAltered(_ key: String) -> LedgerFault {
        LedgerFault(
            "stamp-altered", at: key,
            Words(
                zh: "时间戳 \(key) 已被改动，或不是对同号检查点盖的。",
                en: "The time stamp \(key) was altered, or is not one over the checkpoint of its number."))
    }
}
