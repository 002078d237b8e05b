import Archive
import Foundation
import GRDB
import Ledger
import Synchronization

extension SearchIndex {
    /// Builds the index anew beside the one in use and swaps them; searching and writing go on meanwhile. Does nothing if
    /// that is being done already. How many records the new one holds.
    @discardableResult
    package func rebuild() async throws -> Int {
        let isMine = touched.withLock { touched in
            guard touched == nil else { return false }
            touched = []
            return true
        }
        guard isMine else { return records }
        defer { touched.withLock { $0 = nil } }
        let files = IndexFiles(folder: folder, scope: scope)
        let number = files.next
        IndexFile.delete(files.building(number))
        do {
            try await build(number, files)
        } catch {
            IndexFile.delete(files.building(number))
            throw error
        }
        gaveWay.store(false, ordering: .releasing)
        return records
    }

    private func build(_ number: Int, _ files: IndexFiles) async throws {
        let new = try IndexFile(path: files.building(number), today: clock.today, isBuilding: true)
        var last: UnitID?
        while true {
            let page = try await source.all(last, 1000)
            guard let end = page.last else { break }
            try await write(page, to: new)
            last = end
        }
        // What was written to the old one in the meantime, while it is still open to more.
        try await write(takeTouched(), to: new)
        try await new.writeLists()
        try await new.settle()
        try await turn.hold {
            let old = self.file
            let bookmark = try old.number(.bookmark)
            try await self.write(self.takeTouched(), to: new, bookmark: bookmark)
            try await new.settle()
            try new.pool.close()
            try Self.keep(files.building(number), as: files.path(number), in: files.folder)
            self.swap(to: try IndexFile(path: files.path(number), today: self.clock.today))
        }
    }

    private func takeTouched() -> [UnitID] {
        touched.withLock { touched in
            defer { touched = [] }
            return (touched ?? []).sorted()
        }
    }

    /// Renames a whole, closed file and its lists into their place, names and content on disk before the old ones go. Lists
    /// without their file are nobody's, so they go first.
    private static func keep(_ building: String, as path: String, in folder: String) throws {
        try sync(building)
        let lists = WordLists.path(of: building)
        guard rename(lists, WordLists.path(of: path)) == 0 || errno == ENOENT else {
            throw DiscoveryProblem.writing(path, system: errno)
        }
        guard rename(building, path) == 0 else { throw DiscoveryProblem.writing(path, system: errno) }
        try sync(folder)
        // Empty since the file was settled: only their names are left.
        IndexFile.delete(building)
    }

    private static func sync(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw DiscoveryProblem.writing(path, system: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw DiscoveryProblem.writing(path, system: errno) }
    }
}
