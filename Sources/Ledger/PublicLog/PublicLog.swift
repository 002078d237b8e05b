package import Archive
import Bytes
import Foundation
import Synchronization
import Tables

/// The list anybody may read (公开日志): one entry a beat, from the first on, whether anything happened or not. What it hides
/// is shown only for published records, by a proof.
///
/// How many entries there are says what time it is and nothing else. The journal is written and synced before the rows,
/// the rows before the checkpoint is signed: what was signed once is never taken back by a crash.
package final class PublicLog: Sendable {
    struct State {
        var size: Int64
        /// Where the journal ends as the rows know it.
        var bytes: Int64
        /// The size the newest checkpoint speaks of, and whose signature it bears; `nil` before the first.
        var signed: (size: Int64, key: NoteKey)?
        var book: KeyBook
        /// Why nothing is added and nothing proven any more.
        var damage: PublicLogProblem?
    }

    let ledger: Ledger
    let folder: String
    let keys: KeyPlace
    let clock: Clock
    let head: LogHead
    let state: Mutex<State>
    /// Beats and changes of keys take turns.
    let turn = Turn()

    var database: any Database { ledger.database }
    var journal: String { folder + "/journal" }
    var checkpointFile: String { folder + "/checkpoint" }

    /// The unique name of this log, in every checkpoint: also the name of its keys.
    package var origin: String { head.origin }
    /// Seconds between two entries.
    package var beat: Int64 { head.beat }
    /// Why nothing is added and nothing proven any more, if so: a person must look.
    package var damage: PublicLogProblem? { state.withLock { $0.damage } }
    package var book: KeyBook { state.withLock { $0.book } }
    package var size: Int64 { state.withLock { $0.size } }

    /// Statements in one entry at most: more wait for the next beat.
    static let mostStatements = 20_000
    /// Beats made up for at most, in years: a gap beyond is a clock gone wrong.
    static let longestGap: Int64 = 10

    /// Opens the log of a home, or begins one: brings the rows up to the journal, and holds both against the checkpoint that
    /// was published last.
    ///
    /// - Parameters:
    ///   - folder: holds `journal` and `checkpoint`; made if it is not there.
    ///   - origin, beat: of a log that begins now; one that is there keeps its own.
    package init(
        ledger: Ledger, folder: String, keys: KeyPlace, origin: String, beat: Int64, clock: Clock
    ) async throws {
        self.ledger = ledger
        self.folder = folder
        self.keys = keys
        self.clock = clock
        let new = LogHead(origin: origin, beat: beat, before: clock.now)
        let opening = try await LogOpening(folder: folder, new: new, database: ledger.database)
        head = opening.head
        let book = try await keys.book(origin: opening.head.origin, ledger: ledger)
        state = Mutex(
            State(size: opening.size, bytes: opening.bytes, signed: nil, book: book, damage: opening.damage))
        ledger.trust(book.keys.map(\.key.key))
        try await keys.finishRotation(self)
        if self.book.current.key != ledger.key.verifying { damaged(.keysAltered(keys.signing)) }
        if damage == nil { try await holdAgainstCheckpoint() }
        if damage == nil, let mark = try await restoredMark() { damaged(mark) }
    }

    /// When entry `n` falls due. The first was due when the log began.
    package func time(of n: Int64) -> Instant { head.from + .seconds(n * head.beat) }

    /// How many entries there should be at `moment`.
    package func due(at moment: Instant) -> Int64 {
        moment < head.from ? 0 : (moment.microseconds - head.from.microseconds) / (head.beat * 1_000_000) + 1
    }

    /// Adds the entries that have fallen due, the last with all that waits, and signs and publishes the checkpoint. Called
    /// again it finds nothing to do.
    package func keepTime() async throws {
        try await turn.hold { [self] in
            if let damage { throw damage }
            try await takeStock()
            let due = due(at: clock.now)
            var size = size
            guard due - size <= Self.longestGap * 366 * 86_400 / head.beat else {
                throw PublicLogProblem.clockAhead(clock.now)
            }
            while size < due - 1 {
                let end = min(due - 1, size + 1000)
                try await add((size..<end).map(LogLine.empty))
                size = end
            }
            if size < due {
                let waiting = try await waiting()
                try await add([.hiding(waiting, ledger: ledger.head, at: size)])
            }
            try await publish()
        }
    }

    /// What the rows say counts, not what is remembered: a COMMIT that a full disk refused may be found done afterwards.
    private func takeStock() async throws {
        let row = try await database.read { tx in try tx.row("SELECT size, bytes FROM log_head WHERE id = 1") }
        guard let row else { throw PublicLogProblem.shorter }
        state.withLock { ($0.size, $0.bytes) = (row.int("size"), row.int("bytes")) }
    }

    /// Signs what stands, if the newest checkpoint is of less or by another key.
    func publish() async throws {
        let (size, signed, book) = state.withLock { ($0.size, $0.signed, $0.book) }
        guard size > 0, signed.map({ $0.size < size || $0.key != book.current }) ?? true else { return }
        let root = try await database.read { tx in try TileTree(tx: tx).root(of: size) }
        let note = SignedNote("\(origin)\n\(size)\n\(base64(root))\n", signedBy: [(origin, ledger.key)])
        // Kept before it is shown: whatever was shown can be held against the log at the next start.
        let path = checkpointFile
        try await onFileThread { try DurableFile.write(Array(note.whole.utf8), to: path) }
        try await database.write { tx in
            try tx.run("UPDATE log_head SET signed = \(size), checkpoint = \(note.whole) WHERE id = 1")
        }
        state.withLock { $0.signed = (size, book.current) }
    }

    private func waiting() async throws -> [LogLine.Statement] {
        try await database.read { tx in
            try tx.rows(
                """
                SELECT unit, number, event_idx, text FROM log_statement WHERE entry < 0
                ORDER BY event_idx, unit, number LIMIT \(Self.mostStatements)
                """
            ).map {
                LogLine.Statement(
                    unit: $0.text("unit"), number: $0.int("number"), event: $0.int("event_idx"), salt: randomBytes(32),
                    text: $0.text("text"))
            }
        }
    }

    /// The journal first, then the rows.
    private func add(_ lines: [LogLine]) async throws {
        let start = state.withLock { $0.bytes }
        var ends: [Int64] = []
        var bytes: [UInt8] = []
        for line in lines {
            bytes += line.bytes
            ends.append(start + Int64(bytes.count))
        }
        let (path, written, places) = (journal, bytes, ends)
        try await onFileThread {
            let file = try OpenFile.appending(path)
            // What lies beyond was never signed: a beat that did not come to its end.
            if try file.size() > start { try file.truncate(to: start) }
            guard try file.size() == start else { throw PublicLogProblem.shorter }
            do {
                try file.write(written)
                try file.sync()
            } catch {
                // Half a line that a full disk let through goes at once, so that a copy taken meanwhile has none.
                try? file.truncate(to: start)
                throw error
            }
        }
        try await database.write { tx in
            for (line, end) in zip(lines, places) { try line.insert(end: end, in: tx) }
        }
        let count = Int64(lines.count)
        state.withLock { state in
            state.size += count
            state.bytes = places.last ?? start
        }
    }

    /// The checkpoint that was published last must be of this log: never a smaller one, never another.
    func holdAgainstCheckpoint() async throws {
        let path = checkpointFile
        let kept = try await onFileThread { DurableFile.exists(path) ? try DurableFile.read(path) : nil }
        let row = try await database.read { tx in
            try tx.row("SELECT checkpoint FROM log_head WHERE id = 1")?.optionalText("checkpoint")
        }
        guard let text = kept.map({ String(decoding: $0, as: UTF8.self) }) ?? row else { return }
        let (size, book) = state.withLock { ($0.size, $0.book) }
        guard let checkpoint = PublicCheckpoint(text), checkpoint.origin == origin,
            let signer = book.keys.map(\.key).last(where: checkpoint.note.isSigned)
        else { return damaged(.checkpointAltered) }
        guard checkpoint.size <= size else { return damaged(.smaller(than: checkpoint.size, is: size)) }
        let root = try await database.read { tx in try TileTree(tx: tx).root(of: checkpoint.size) }
        guard root == checkpoint.root else { return damaged(.forked(checkpoint.size)) }
        // Shown by the row only if the row says so too: else it is signed again.
        if row == text { state.withLock { $0.signed = (checkpoint.size, signer) } }
    }

    func damaged(_ problem: PublicLogProblem) { state.withLock { $0.damage = problem } }
}

/// What a log is from its first line on.
struct LogHead: Hashable, Sendable {
    let origin: String
    /// Seconds between two entries.
    let beat: Int64
    /// When the first entry fell due.
    let from: Instant

    static let schema = "lantai-public-log-1"

    /// A log that begins now: its entries fall due at round times, so that its beginning tells the beat and not the second.
    init(origin: String, beat: Int64, before now: Instant) {
        self.origin = origin
        self.beat = beat
        from = Instant(microseconds: now.microseconds / (beat * 1_000_000) * (beat * 1_000_000))
    }

    init?(_ line: some Collection<UInt8>) {
        guard let json = try? JSON(parsing: line), json["schema"]?.string == Self.schema,
            let origin = json["origin"]?.string, NoteKey.isName(origin), let beat = json["beat"]?.int, beat > 0,
            let from = json["from"]?.string.flatMap(Instant.init(text:))
        else { return nil }
        (self.origin, self.beat, self.from) = (origin, beat, from)
    }

    var bytes: [UInt8] {
        JSON.object([
            "schema": .string(Self.schema), "origin": .string(origin), "beat": .int(beat), "from": .string(from.text),
        ]).canonical + [UInt8(ascii: "\n")]
    }
}

/// A signed tree head of the public log (检查点). Source: C2SP tlog-checkpoint.
package struct PublicCheckpoint: Hashable, Sendable {
    package let origin: String
    package let size: Int64
    package let root: [UInt8]
    package let note: SignedNote

    package init?(_ whole: String) {
        guard let note = SignedNote(whole) else { return nil }
        let lines = note.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count == 4, lines[3].isEmpty, let size = Int64(lines[1]), size >= 0, String(size) == lines[1],
            let root = Data(base64Encoded: lines[2]), root.count == 32, base64(Array(root)) == lines[2]
        else { return nil }
        (origin, self.size, self.root, self.note) = (lines[0], size, Array(root), note)
    }
}
