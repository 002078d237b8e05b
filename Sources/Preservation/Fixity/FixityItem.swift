import Archive
import Bytes
import Tables

/// One thing to check: a content file of a kept object, all that Lantai wrote around its content, or an object as a copy has it.
struct FixityItem: Sendable {
    enum Part: Sendable, Hashable {
        /// A content file, by its number.
        case file(Int64)
        /// Declaration, inventories, sidecars, metadata; and that nothing else is there.
        case frame
        /// Everything.
        case whole

        var isOfObject: Bool { self == .frame || self == .whole }
    }

    let unit: UnitID
    /// `primary`, or the name of a copy.
    let copy: String
    let part: Part
    let lastChecked: String
    /// About how many are to be read.
    let bytes: Int64
    /// The path inside the object, of a content file.
    let content: String
    /// What a content file must have; of the others, the digest of the root inventory.
    let digests: [Digest]
    let version: Int64

    private init(file row: Row) {
        unit = UnitID(trusted: row.text("unit"))
        copy = CopyName.primary
        part = .file(row.int("n"))
        lastChecked = row.text("last_checked")
        bytes = row.int("bytes")
        content = row.text("content")
        digests = Digest.Algorithm.allCases.compactMap { Digest($0, hex: row.text($0.rawValue)) }
        version = 0
    }

    private init(object row: Row, of copy: String, _ part: Part, content bytes: Int64) {
        unit = UnitID(trusted: row.text("unit"))
        self.copy = copy
        self.part = part
        lastChecked = row.text("last_checked")
        version = row.int("version")
        // A guess, for the size of a share: inventories with a few lines for each file, description, PREMIS.
        self.bytes = bytes + (8192 + 512 * row.int("files")) * (1 + version)
        content = ""
        digests = [Digest(.sha512, hex: row.text("inventory"))].compactMap(\.self)
    }

    var n: Int64 { if case .file(let n) = part { n } else { -1 } }

    /// The next items to check in the archive's own store and in `copies`, those not checked for the longest time first: at
    /// most `limit`, fewer if they are large. Only what was last checked at `start` or before.
    static func next(
        limit: Int, bytes most: Int64, before start: Instant, round: String, copies: [String], in tx: any Transaction
    ) throws -> [FixityItem] {
        let frames = try tx.rows(
            """
            SELECT unit, last_checked, inventory, version, files FROM holding
            WHERE last_checked <= \(start) AND round <> \(round) ORDER BY last_checked, unit LIMIT \(limit)
            """
        ).map { FixityItem(object: $0, of: CopyName.primary, .frame, content: 0) }
        let files = try tx.rows(
            """
            SELECT unit, n, last_checked, bytes, content, sha512, sha256, sm3 FROM holding_file
            WHERE last_checked <= \(start) AND round <> \(round) ORDER BY last_checked, unit, n LIMIT \(limit)
            """
        ).map(FixityItem.init(file:))
        var elsewhere: [FixityItem] = []
        for copy in copies {
            elsewhere += try tx.rows(
                """
                SELECT o.unit, o.last_checked, o.inventory, o.version, h.bytes, h.files
                FROM replica_object o JOIN holding h ON h.unit = o.unit
                WHERE o.replica = \(copy) AND o.last_checked <= \(start) AND o.round <> \(round) AND o.version > 0
                  AND o.result <> 'absent'
                ORDER BY o.last_checked, o.unit LIMIT \(limit)
                """
            ).map { FixityItem(object: $0, of: copy, .whole, content: $0.int("bytes")) }
        }
        let oldest = (frames + files + elsewhere).sorted {
            ($0.lastChecked, $0.copy, $0.unit.text, $0.n) < ($1.lastChecked, $1.copy, $1.unit.text, $1.n)
        }.prefix(limit)
        var sum: Int64 = 0
        return Array(
            oldest.prefix { item in
                defer { sum += item.bytes }
                return sum == 0 || sum + item.bytes <= most
            })
    }

    func record(_ result: String, at now: Instant, round: String, in tx: any Transaction) throws {
        switch part {
        case .file(let n):
            try tx.run(
                """
                UPDATE holding_file SET last_checked = \(now), round = \(round), result = \(result)
                WHERE unit = \(unit) AND n = \(n)
                """)
        case .frame:
            try tx.run(
                "UPDATE holding SET last_checked = \(now), round = \(round), result = \(result) WHERE unit = \(unit)")
        case .whole:
            try tx.run(
                """
                UPDATE replica_object SET last_checked = \(now), round = \(round), result = \(result)
                WHERE replica = \(copy) AND unit = \(unit) AND result <> 'absent'
                """)
        }
    }

    /// The same object as it is now; `nil` if it is not there by right any more.
    func again(in database: any Database) async throws -> FixityItem? {
        try await database.read { [unit, copy, part] tx in
            let query: Query =
                copy == CopyName.primary
                ? "SELECT unit, last_checked, inventory, version, files FROM holding WHERE unit = \(unit)"
                : """
                SELECT unit, last_checked, inventory, version, 0 AS files FROM replica_object
                WHERE replica = \(copy) AND unit = \(unit) AND version > 0
                """
            return try tx.row(query).map { FixityItem(object: $0, of: copy, part, content: 0) }
        }
    }
}
