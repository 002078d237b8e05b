package import Archive
import Glibc
import Synchronization

/// Kept bytes as files below one folder, each key its path. Files are written elsewhere on the same file system, synced,
/// then renamed to their place without ever replacing one, and are read-only.
package final class FolderStore: ByteStore {
    package let root: String
    let temporary: TemporaryArea
    /// Folders whose entry in the folder above is known to be on disk.
    let durable = Mutex<Set<String>>([])
    /// One head is replaced at a time, so that nothing comes between comparing and renaming.
    private let headLock = Mutex(())

    /// Opens the store at `root`, an absolute path, making the folder where it is missing.
    package init(root: String) throws {
        try DurableFile.makeFolder(root)
        self.root = root
        temporary = try TemporaryArea(for: root)
    }

    /// Where the bytes of `key` are or would be.
    package func path(of key: ByteKey) -> String { root + "/" + key.text }

    package func read(_ key: ByteKey, range: Range<Int64>?) -> ByteStream { .file(path(of: key), range: range) }

    package func digests(of key: ByteKey, _ algorithms: Set<Digest.Algorithm>) async throws
        -> (digests: [Digest.Algorithm: Digest], bytes: Int64)
    {
        let path = path(of: key)
        return try await onFileThread { try Bytes.digests(ofFile: path, algorithms) }
    }

    package func size(of key: ByteKey) async throws -> Int64? {
        let path = path(of: key)
        return try await onFileThread {
            var facts = stat()
            guard stat(path, &facts) == 0 else {
                let problem = BytesProblem.reading(path)
                if case .absent = problem { return nil }
                throw problem
            }
            return facts.st_mode & S_IFMT == S_IFREG ? Int64(facts.st_size) : nil
        }
    }

    package func localPath(of key: ByteKey) -> String? { path(of: key) }

    package func replaceHeads(_ heads: [HeadToReplace]) async throws {
        try await onFileThread { [self] in
            try headLock.withLock { _ in try replace(heads) }
        }
    }

    private func replace(_ heads: [HeadToReplace]) throws {
        let moves = try heads.compactMap { head -> (name: TemporaryFile, path: String)? in
            let path = path(of: head.key)
            let there = DurableFile.exists(path) ? try DurableFile.read(path) : nil
            guard there != head.content else { return nil }
            guard there.map({ digest($0, head.was?.algorithm ?? .sha256) }) == head.was else {
                throw BytesProblem.headMoved(head.key)
            }
            let (name, file) = try temporary.newFile()
            try file.write(head.content)
            if heads.count <= 4 { try file.sync() }
            try makeFolder(of: head.key)
            return (name, path)
        }
        if heads.count > 4 { try temporary.folder.syncFileSystem() }
        for move in moves {
            guard rename(move.name.path, move.path) == 0 else { throw BytesProblem.writing(move.path) }
            move.name.hasMoved()
        }
        try syncFolders(heads.map(\.key))
    }

    package func remove(_ key: ByteKey) async throws {
        try await onFileThread { [self] in
            let path = path(of: key)
            guard unlink(path) == 0 || errno == ENOENT else { throw BytesProblem.writing(path) }
            try removeEmptyFolders(above: path)
        }
    }

    /// Folders left empty go too: an empty folder inside an OCFL object is a fault.
    func removeEmptyFolders(above path: String) throws {
        var folder = DurableFile.folder(of: path)
        while folder.utf8.count > root.utf8.count, rmdir(folder) == 0 {
            _ = durable.withLock { $0.remove(folder) }
            folder = DurableFile.folder(of: folder)
        }
        if DurableFile.isFolder(folder) { try DurableFile.syncFolder(folder) }
    }
}
