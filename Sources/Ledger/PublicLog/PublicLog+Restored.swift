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

    /// Begins the log of a home whose journal and signing key are lost with the old one: under a name of its own, since
    /// nobody can go on with the old one, and held until somebody has said so in public. Done twice it is done once.
    ///
    /// - Parameters:
    ///   - old: the name of the log that is lost.
    ///   - at: the moment up to which the archive was restored.
    package static func beginAnew(
        _ folder: String, as origin: String, beat: Int64, instead old: String, at: Instant, now: Instant
    ) throws {
        try DurableFile.makeFolder(folder, mode: 0o700)
        let mark: JSON = [
            "schema": "lantai-log-restored-1", "at": .string(at.text), "entries": 0, "lost": .string(old),
        ]
        try DurableFile.write(mark.canonical + [UInt8(ascii: "\n")], to: restoredMark(in: folder), mode: 0o600)
        let journal = folder + "/journal"
        if !DurableFile.exists(journal) {
            try DurableFile.write(LogHead(origin: origin, beat: beat, before: now).bytes, to: journal, mode: 0o600)
        }
    }

    /// Why the log is held, if it is.
    func restoredMark() async throws -> PublicLogProblem? {
        let path = Self.restoredMark(in: folder)
        let bytes = try await onFileThread { DurableFile.exists(path) ? try DurableFile.read(path) : nil }
        guard let bytes else { return nil }
        let json = try? JSON(parsing: bytes)
        // A mark that cannot be read holds the log as well.
        let at = json?["at"]?.string.flatMap(Instant.init(text:)) ?? Instant(microseconds: 0)
        if let lost = json?["lost"]?.string { return .begunAnew(at, lost: lost, now: origin) }
        return .restored(at, entries: json?["entries"]?.int ?? size)
    }

    /// Lets the log of a restored home go on, when it is known that the world saw nothing that is missing here.
    ///
    /// - Parameters:
    ///   - published: the checkpoint published last, as somebody kept it; `nil`: `agent` states that nothing was published
    ///     after the backup.
    ///   - isNew: it is known that this log is another one than the lost one, and nothing is said of that.
    /// - Throws: `smaller` or `forked` if this log lacks what was published; why it is held, if what is said does not fit that.
    package func goOn(
        knowing published: PublicCheckpoint?, asNew isNew: Bool = false, reason: String, by agent: Agent
    ) async throws {
        guard !reason.allSatisfy(\.isWhitespace) else { throw PublicLogProblem.noReason }
        let at: Instant
        switch damage {
        case .restored(let moment, _)? where !isNew: at = moment
        case .begunAnew(let moment, _, _)? where isNew: at = moment
        case .restored(let moment, let entries)?: throw PublicLogProblem.restored(moment, entries: entries)
        case .begunAnew(let moment, let lost, let now)?:
            throw PublicLogProblem.begunAnew(moment, lost: lost, now: now)
        default: throw PublicLogProblem.notHeld
        }
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
