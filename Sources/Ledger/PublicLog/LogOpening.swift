import Archive
import Bytes
import Tables

/// What the public log finds when its home is opened: the rows brought up to the journal, which is the truth.
struct LogOpening {
    let head: LogHead
    private(set) var size: Int64 = 0
    private(set) var bytes: Int64 = 0
    private(set) var damage: PublicLogProblem?

    /// Bytes read at a time, and lines put into one transaction.
    private static let chunk = 4 << 20
    private static let batch = 500

    init(folder: String, new: LogHead, database: any Database) async throws {
        let path = folder + "/journal"
        let known = try await database.read { tx in
            try tx.row("SELECT size, bytes FROM log_head WHERE id = 1").map { ($0.int("size"), $0.int("bytes")) }
        }
        let isNew = known == nil
        let first = try await onFileThread { () -> [UInt8]? in
            try DurableFile.makeFolder(folder, mode: 0o700)
            guard !DurableFile.exists(path) else {
                let start = try OpenFile.reading(path).read(upTo: 4096, at: 0)
                return Array(start.prefix { $0 != UInt8(ascii: "\n") })
            }
            // Rows without their journal: it was taken away, and is not begun anew behind anybody's back.
            guard isNew else { return nil }
            try DurableFile.write(new.bytes, to: path, mode: 0o600)
            return Array(new.bytes.dropLast())
        }
        guard let first, let head = LogHead(first) else {
            head = new
            damage = first == nil ? .shorter : .journalAltered(line: 1)
            (size, bytes) = known ?? (0, 0)
            return
        }
        self.head = head
        (size, bytes) = known ?? (0, Int64(first.count + 1))
        if isNew {
            let start = bytes
            try await database.write { tx in
                try tx.run("INSERT INTO log_head (id, size, bytes, signed) VALUES (1, 0, \(start), 0)")
            }
        }
        try await catchUp(path, database)
    }

    private mutating func catchUp(_ path: String, _ database: any Database) async throws {
        var rest: [UInt8] = []
        var read = bytes
        guard try await onFileThread({ try OpenFile.reading(path).size() }) >= bytes else {
            damage = .shorter
            return
        }
        while true {
            let at = read
            let more = try await onFileThread { try OpenFile.reading(path).read(upTo: Self.chunk, at: at) }
            if more.isEmpty { break }
            read += Int64(more.count)
            rest += more
            var lines: [(line: LogLine, end: Int64)] = []
            var start = rest.startIndex
            while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
                guard let line = LogLine(rest[start..<end]), line.n == size + Int64(lines.count) else {
                    damage = .journalAltered(line: size + Int64(lines.count) + 2)
                    return try await insert(lines, database)
                }
                lines.append((line, (lines.last?.end ?? bytes) + Int64(end + 1 - start)))
                start = end + 1
                if lines.count == Self.batch {
                    try await insert(lines, database)
                    lines = []
                }
            }
            try await insert(lines, database)
            rest.removeSubrange(..<start)
        }
        // A line that was being written when the power went: nothing of it was signed.
        let end = bytes
        if !rest.isEmpty { try await onFileThread { try OpenFile.appending(path).truncate(to: end) } }
    }

    private mutating func insert(_ lines: [(line: LogLine, end: Int64)], _ database: any Database) async throws {
        guard let last = lines.last else { return }
        try await database.write { tx in for each in lines { try each.line.insert(end: each.end, in: tx) } }
        size += Int64(lines.count)
        bytes = last.end
    }
}
