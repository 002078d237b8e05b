import Archive
import Synchronization

/// Why an index should be built anew.
package enum RebuildReason: String, Sendable {
    /// Its file could not be read and gave way to an empty one, or a part of its lists is not what was written.
    case damaged
    /// A fifth of its entries are no longer their record's.
    case dead
    /// Many entries came after it was built: their words are in FTS5, which is slower to ask.
    case tail
    /// Records were taken out long ago and their words are still in the file.
    case removed
}

extension SearchIndex {
    /// Entries in FTS5 that slow nobody down.
    private static let shortTail = 20_000

    /// Why it should be built anew now, if it should. What was taken out lies in the file for no longer than `longest` (20
    /// hours, so that a day is never passed).
    package func rebuildReason(longest: Duration = .seconds(20 * 3600)) throws -> RebuildReason? {
        let file = file
        if gaveWay.load(ordering: .acquiring) || file.lists?.isDamaged ?? false { return .damaged }
        let (count, live) = file.shelf.withLock { ($0.count, $0.liveCount) }
        if count > 100, (count - live) * 5 >= count { return .dead }
        let tail = count - (file.lists?.count ?? 0)
        if tail > Self.shortTail, tail * 5 >= count { return .tail }
        guard scope == .public, let since = try file.number(.removedSince) else { return nil }
        return Instant(microseconds: since) + longest <= clock.now ? .removed : nil
    }

    /// Whether it should be built anew now.
    package func needsRebuild() throws -> Bool { try rebuildReason() != nil }
}
