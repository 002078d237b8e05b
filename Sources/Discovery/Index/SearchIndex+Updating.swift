import Appraisal
package import Archive
import Ledger
import Synchronization

extension SearchIndex {
    /// How much is written in one transaction: enough to be quick, little enough to be seen within a second.
    private static let most = (records: 1000, bytes: 8 << 20)
    /// How many are loaded at once.
    private static let step = 200

    /// Brings these units to what they are now, and the bookmark to `bookmark` with the last of them.
    package func update(_ units: [UnitID], bookmark: EventIndex? = nil) async throws {
        try await turn.hold {
            self.touched.withLock { $0?.formUnion(units) }
            try await self.write(units, to: self.file, bookmark: bookmark)
        }
    }

    /// Loads `units` and writes them to `file`, batch by batch.
    func write(_ units: [UnitID], to file: IndexFile, bookmark: EventIndex? = nil, day: Day? = nil) async throws {
        var batch = IndexBatch(bookmark: nil, at: clock.now)
        var bytes = 0
        var at = 0
        while at < units.count {
            if batch.epoch == nil { try await readAccess(into: &batch, for: file) }
            let step = Array(units[at..<min(at + Self.step, units.count)])
            at += step.count
            let loaded = try await source.load(step)
            batch.remove += Set(step).subtracting(loaded.map(\.unit)).sorted()
            batch.put += loaded
            bytes += loaded.reduce(0) { $0 + $1.bytes }
            if batch.put.count + batch.remove.count >= Self.most.records || bytes >= Self.most.bytes, at < units.count {
                try await file.apply(batch)
                batch = IndexBatch(bookmark: nil, at: clock.now)
                bytes = 0
            }
        }
        if batch.epoch == nil { try await readAccess(into: &batch, for: file) }
        (batch.bookmark, batch.day) = (bookmark, day)
        try await file.apply(batch)
    }

    /// Access is read before the units are loaded: so what a unit's row says is never older than the epoch written.
    private func readAccess(into batch: inout IndexBatch, for file: IndexFile) async throws {
        let (count, written) = file.shelf.withLock { ($0.count, $0.epoch) }
        if count == 0 {
            // Nothing in the file is of an earlier epoch.
            batch.epoch = try await source.epoch()
            return
        }
        batch.access = try await source.changes(since: written)
        batch.epoch = batch.access.last?.epoch ?? written
    }

    /// Takes in what changed in access since it was last looked at, so that what was withdrawn a moment ago is in no hit and
    /// no count, whether or not the follower has come to it.
    func catchUp() async throws(DiscoveryProblem) -> IndexFile {
        do {
            try await catchUpDay()
            let file = file
            let rows = try await source.changes(since: file.shelf.withLock { $0.knownEpoch })
            guard let epoch = rows.last?.epoch else { return file }
            try file.overlay(rows, upTo: epoch)
            return file
        } catch let problem as DiscoveryProblem {
            throw problem
        } catch {
            throw .unavailable(detail: "access")
        }
    }

    /// More than this begin on a day: left to the follower, which the steward's event wakes, so that no reader waits.
    private static let mostAtOnce = 1000

    /// On a new day, takes in what is public from that day on, whether or not the steward has been up.
    private func catchUpDay() async throws {
        let today = clock.today
        guard scope == .public, file.shelf.withLock({ $0.day }) < today else { return }
        try await turn.hold {
            let file = self.file
            let day = file.shelf.withLock { $0.day }
            guard day < today else { return }
            var units = try await self.source.beginning(day, today, Self.mostAtOnce + 1)
            if units.count > Self.mostAtOnce { units = [] }
            self.touched.withLock { $0?.formUnion(units) }
            try await self.write(units, to: file, day: today)
        }
    }
}
