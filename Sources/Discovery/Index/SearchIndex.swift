import Appraisal
package import Archive
import Foundation
import Ledger
import Synchronization

/// One of the two indexes (索引) as the house sees it: kept up to date, read, and built anew beside itself.
///
/// Derived from what the rooms upstream hold, so any file of it may be thrown away. Files are named by scope and number
/// (`public-00000003.sqlite`); the highest is the one in use.
package final class SearchIndex: Sendable {
    package let scope: IndexScope
    let source: IndexSource
    let clock: Clock
    let folder: String
    private let current: Mutex<IndexFile>
    /// Writing and swapping take turns.
    let turn = Turn()
    /// Units written since the building of a new file began; `nil` when none is being built.
    let touched = Mutex<Set<UnitID>?>(nil)
    /// The file could not be read when it was opened, and an empty one took its place.
    let gaveWay: Atomic<Bool>

    /// Opens the index in `folder`, or makes it. A file that cannot be read, or is of another version, is replaced by an
    /// empty one, which its follower fills from the first event on.
    package init(folder: String, scope: IndexScope, source: IndexSource, clock: Clock) throws {
        self.folder = folder
        self.scope = scope
        self.source = source
        self.clock = clock
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            if let full = FullDisk(at: folder, error: error) { throw full }
            throw DiscoveryProblem.unwritable(detail: folder)
        }
        let files = IndexFiles(folder: folder, scope: scope)
        let (file, gaveWay) = try files.openNewest(clock.today)
        current = Mutex(file)
        self.gaveWay = Atomic(gaveWay)
    }

    var file: IndexFile { current.withLock { $0 } }

    func swap(to new: IndexFile) {
        let old = current.withLock { current in
            let old = current
            current = new
            return old
        }
        old.retire()
    }

    /// How many records can be found, whoever asks.
    package var records: Int { file.shelf.withLock { $0.liveCount } }

    /// How many entries the file has, dead ones included.
    package var entries: Int { file.shelf.withLock { $0.count } }

    /// The last event settled; -1 at first.
    package func bookmark() throws -> EventIndex { try file.number(.bookmark) ?? -1 }

    /// Moves the bookmark without work.
    package func skip(to index: EventIndex) async throws {
        try await turn.hold {
            try await self.file.apply(IndexBatch(bookmark: index, at: self.clock.now))
        }
    }
}
