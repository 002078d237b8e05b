package import Archive
import Bytes
import Synchronization
import Tables

extension PublicLog {
    /// There in a home that was restored from a backup, until somebody says how the log goes on.
    ///
    /// An older log that simply went on would state other things under numbers that were published already: whoever kept a
    /// checkpoint would see two histories.
    package static func restoredMark(in folder: String) -> String { folder + "/restored" }

    /// Holds the log of a restored home: `at` is the moment the backup is of.
    package static func hold(_ folder: String, restoredFrom backup: String, at: Instant, entries: Int64) throws {
        let mark: JSON = [
            "schema": "lantai-log-restored-1", "backup": .string(backup), "at": .string(at.text),
            "entries": .int(entries),
        ]
        try DurableFile.write(mark.canonical + [UInt8(ascii: "\n")], to: restoredMark(in: folder), mode: 0o600)
    }

    /// Why the log is held, if it is.
    func restoredMark() async throws -> PublicLogProblem? {
        let path = Self.restoredMark(in: folder)
        let bytes = try await onFileThread { DurableFile.exists(path) ? try DurableFile.read(path) : nil }
        guard let bytes else { return nil }
        let json = try? JSON(parsing: bytes)
        // A mark that cannot be read holds the log as well.
        let at = json?["at"]?.string.flatMap(Instant.init(text:)) ?? Instant(microseconds: 0)
        return .restored(at, entries: json?["entries"]?.int ?? size)
    }

    /// Lets the log of a restored home go on, when it is known that the world saw nothing that is missing here.
    ///
    /// - Parameters:
    ///   - published: the checkpoint published last, as somebody kept it; `nil`: `agent` states that nothing was published
    ///     after the backup.
    /// - Throws: `smaller` or `forked` if this log lacks what was published.
    package func goOn(knowing published: PublicCheckpoint?, reason: String, by agent: Agent) async throws {
        guard !reason.allSatisfy(\.isWhitespace) else { throw PublicLogProblem.noReason }
        guard case .restored(let at, _)? = damage else { throw PublicLogProblem.notHeld }
        if let published {
            guard published.origin == origin, book.keys.map(\.key).contains(where: published.note.isSigned) else {
                throw PublicLogProblem.notOfThisLog
            }
            guard published.size <= size else {
                throw PublicLogProblem.smaller(than: published.size, is: size)
            }
            let root = try await database.read { tx in try TileTree(tx: tx).root(of: published.size) }
            guard root == published.root else { throw PublicLogProblem.forked(published.size) }
        }
        let act: JSON = [
            "schema": "lantai/log-continued/1", "restoredFrom": .string(at.text), "entries": .int(size),
            "checkpoint": JSON(published?.note.whole), "reason": .string(reason),
        ]
        let event = ledger.event(
            kind: .logContinued, subject: "public-log", agent: agent, act: try await ledger.write(act: act),
            facts: ["entries": .int(size), "published": JSON(published?.size)])
        try await database.write { [ledger] tx in ledger.append(event, in: tx) }
        let path = Self.restoredMark(in: folder)
        try await onFileThread { try DurableFile.removeAll(path) }
        state.withLock { $0.damage = nil }
        try await holdAgainstCheckpoint()
    }
}
