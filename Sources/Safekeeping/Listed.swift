import Archive
import Tables

/// A group of files that belong together (an object, a segment, a file of the home) and where in the packs it lies: all its
/// bytes in one row, from `start` in pack `pack` of `run` to pack `last`.
struct Listed: Sendable, Hashable {
    /// Its path in the home, without the paths of its files.
    let key: String
    /// What tells that it is still the same, without reading it.
    let stamp: String
    let run: String
    let pack: Int64
    var last: Int64
    let start: Int64
    var bytes: Int64
    /// SHA-256 of all its bytes in order.
    var digest: String
    /// Paths below `key` (empty: `key` is the file itself) with their sizes.
    var files: [(path: String, bytes: Int64)]

    static func == (left: Listed, right: Listed) -> Bool { left.line == right.line }
    func hash(into hasher: inout Hasher) { hasher.combine(key) }

    init(key: String, stamp: String, run: String, pack: Int64, start: Int64) {
        (self.key, self.stamp, self.run, self.pack, self.start) = (key, stamp, run, pack, start)
        (last, bytes, digest, files) = (pack, 0, "", [])
    }

    /// A line of the listing.
    var line: [UInt8] {
        JSON.object([
            "key": .string(key), "stamp": .string(stamp), "run": .string(run), "pack": .int(pack), "last": .int(last),
            "start": .int(start), "bytes": .int(bytes), "sha256": .string(digest), "files": filesJSON,
        ]).canonical + [UInt8(ascii: "\n")]
    }

    var filesJSON: JSON { .array(files.map { .array([.string($0.path), .int($0.bytes)]) }) }

    /// The line that says `key` is there no more.
    static func gone(_ key: String) -> [UInt8] {
        JSON.object(["gone": .string(key)]).canonical + [UInt8(ascii: "\n")]
    }

    init?(json: JSON) {
        guard let key = json["key"]?.string, let stamp = json["stamp"]?.string, let run = json["run"]?.string,
            let pack = json["pack"]?.int, let last = json["last"]?.int, let start = json["start"]?.int,
            let bytes = json["bytes"]?.int, let digest = json["sha256"]?.string,
            let files = json["files"].flatMap(Listed.files)
        else { return nil }
        (self.key, self.stamp, self.run, self.pack, self.last) = (key, stamp, run, pack, last)
        (self.start, self.bytes, self.digest, self.files) = (start, bytes, digest, files)
    }

    private static func files(_ json: JSON) -> [(path: String, bytes: Int64)]? {
        let files = (json.array ?? []).compactMap { file -> (String, Int64)? in
            guard let parts = file.array, parts.count == 2, let path = parts[0].string, let bytes = parts[1].int else {
                return nil
            }
            return (path, bytes)
        }
        return files.count == json.array?.count ? files : nil
    }

    init(row: Row) {
        (key, stamp, run) = (row.text("key"), row.text("stamp"), row.text("run"))
        (pack, last, start) = (row.int("pack"), row.int("last_pack"), row.int("start"))
        (bytes, digest) = (row.int("bytes"), row.text("digest"))
        files = (try? JSON(parsing: row.text("files").utf8)).flatMap(Listed.files) ?? []
    }

    /// Writes the row into `table`, `entry` or `pending`.
    func write(into table: Query, seen: String, in tx: any Transaction) throws {
        try tx.run("DELETE FROM \(sql: table) WHERE key = \(key)")
        try tx.run(
            """
            INSERT INTO \(sql: table) (key, stamp, run, pack, last_pack, start, bytes, digest, count, files, seen)
            VALUES (\(key), \(stamp), \(run), \(pack), \(last), \(start), \(bytes), \(digest), \(Int64(files.count)),
              \(filesJSON.text), \(seen))
            """)
    }
}
