import Archive
import Bytes
import Tables

/// One thing to check: a content file of a kept object, or (`n` = -1) all that Lantai wrote around the content.
struct FixityItem: Sendable {
    let unit: UnitID
    let n: Int64
    let lastChecked: String
    let bytes: Int64
    /// The path inside the object; empty for what is around the content.
    let content: String
    /// What the content file must have; for what is around it, the digest of the root inventory.
    let digests: [Digest.Algorithm: Digest]

    private init(file row: Row) {
        unit = UnitID(trusted: row.text("unit"))
        n = row.int("n")
        lastChecked = row.text("last_checked")
        bytes = row.int("bytes")
        content = row.text("content")
        digests = Dictionary(
            uniqueKeysWithValues: Digest.Algorithm.allCases.compactMap { algorithm in
                Digest(algorithm, hex: row.text(algorithm.rawValue)).map { (algorithm, $0) }
            })
    }

    private init(frame row: Row) {
        unit = UnitID(trusted: row.text("unit"))
        n = -1
        lastChecked = row.text("last_checked")
        // A guess, for the size of a share: inventories, description, PREMIS.
        bytes = 8192 * (1 + row.int("version"))
        content = ""
        digests = Digest(.sha512, hex: row.text("inventory")).map { [.sha512: $0] } ?? [:]
    }

    /// The next items to check, those not checked for the longest time first: at most `limit`, fewer if they are large.
    static func next(limit: Int, bytes most: Int64, before start: Instant, round: String, in tx: any Transaction) throws
        -> [FixityItem]
    {
        let frames = try tx.rows(
            """
            SELECT unit, last_checked, inventory, version FROM holding
            WHERE last_checked <= \(start) AND round <> \(round) ORDER BY last_checked, unit LIMIT \(limit)
            """
        ).map(FixityItem.init(frame:))
        let files = try tx.rows(
            """
            SELECT unit, n, last_checked, bytes, content, sha512, sha256, sm3 FROM holding_file
            WHERE last_checked <= \(start) AND round <> \(round) ORDER BY last_checked, unit, n LIMIT \(limit)
            """
        ).map(FixityItem.init(file:))
        let oldest = (frames + files).sorted {
            ($0.lastChecked, $0.unit.text, $0.n) < ($1.lastChecked, $1.unit.text, $1.n)
        }.prefix(limit)
        var sum: Int64 = 0
        return Array(
            oldest.prefix { item in
                defer { sum += item.bytes }
                return sum == 0 || sum + item.bytes <= most
            })
    }

    func record(_ result: String, at now: Instant, round: String, in tx: any Transaction) throws {
        if n < 0 {
            try tx.run(
                "UPDATE holding SET last_checked = \(now), round = \(round), result = \(result) WHERE unit = \(unit)")
        } else {
            try tx.run(
                """
                UPDATE holding_file SET last_checked = \(now), round = \(round), result = \(result)
                WHERE unit = \(unit) AND n = \(n)
                """)
        }
    }
}

/// What checking one item came to.
struct FixityOutcome: Sendable {
    var files: Int64 = 0
    var bytes: Int64 = 0
    var intact: Int64 = 0
    var damaged: [FixityReport.Damage] = []
}
