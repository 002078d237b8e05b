import Archive
import CLinux
import Glibc
import Synchronization

extension FolderStore {
    package func put(_ content: ByteStream, at key: ByteKey) async throws {
        let (name, file) = try await onFileThread { [temporary] in try temporary.newFile() }
        var waiting: [UInt8] = []
        for try await chunk in content {
            if waiting.isEmpty { waiting = chunk } else { waiting += chunk }
            // Small chunks are gathered: each write is a hop to another thread.
            if waiting.count >= 1 << 18 {
                let bytes = waiting
                waiting = []
                try await onFileThread { try file.write(bytes) }
            }
        }
        let rest = waiting
        try await onFileThread { [self] in
            try file.write(rest)
            try file.sync()
            try place(name, at: key)
            try syncFolders([key])
        }
    }

    package func putAll(_ contents: [(key: ByteKey, bytes: ByteSource)]) async throws {
        guard !contents.isEmpty else { return }
        let grown = try await grow(contents)
        try await onFileThread { [self] in
            try temporary.folder.syncFileSystem()
            for grown in grown { try place(grown) }
            try syncFolders(contents.map(\.key))
        }
    }

    /// Renames the finished file to its place. The same bytes there already are as good.
    func place(_ new: TemporaryFile, at key: ByteKey) throws {
        let path = path(of: key)
        // A folder can vanish between making it and the rename, when a disposal empties it: then it is made again.
        for _ in 0..<8 {
            try makeFolder(of: key)
            if Self.move(new.path, to: path) { return new.hasMoved() }
            switch errno {
            case EEXIST where try Self.sameBytes(new.path, path): return
            case EEXIST: throw BytesProblem.taken(key)
            case ENOENT: continue
            default: throw BytesProblem.writing(path)
            }
        }
        throw BytesProblem.writing(path)
    }

    /// Renames without replacing; where the file system cannot, links without replacing and removes the old name.
    static func move(_ old: String, to new: String) -> Bool {
        if renameat2(AT_FDCWD, old, AT_FDCWD, new, UInt32(LANTAI_RENAME_NOREPLACE)) == 0 { return true }
        guard errno == EINVAL || errno == ENOSYS else { return false }
        return link(old, new) == 0 && unlink(old) == 0
    }

    /// Makes the folders of `key` below the root that are missing.
    func makeFolder(of key: ByteKey) throws { try make(DurableFile.folder(of: path(of: key))) }

    /// Makes `folder` and those above it, below the root, that are missing.
    func make(_ folder: String) throws {
        guard folder.utf8.count > root.utf8.count, mkdir(folder, 0o755) != 0 else { return }
        switch errno {
        case EEXIST: return
        case ENOENT:
            try make(DurableFile.folder(of: folder))
            guard mkdir(folder, 0o755) == 0 || errno == EEXIST else { throw BytesProblem.writing(folder) }
        default: throw BytesProblem.writing(folder)
        }
    }

    /// The entries of `keys` on disk, and those of the folders above them that were not known to be. A few folders are
    /// synced one by one; for many, one `syncfs` does it in a fraction of the time.
    func syncFolders(_ keys: [ByteKey]) throws {
        var folders: Set<String> = []
        var news: Set<String> = []
        durable.withLock { durable in
            for key in keys {
                var folder = DurableFile.folder(of: path(of: key))
                folders.insert(folder)
                while folder.utf8.count > root.utf8.count, !durable.contains(folder) {
                    guard news.insert(folder).inserted else { break }
                    folder = DurableFile.folder(of: folder)
                    folders.insert(folder)
                }
            }
        }
        if folders.count > 8 {
            try temporary.folder.syncFileSystem()
        } else {
            for folder in folders { try DurableFile.syncFolder(folder) }
        }
        durable.withLock { durable in
            // A bound, not a cache policy: to know less only costs a sync.
            if durable.count > 100_000 { durable.removeAll() }
            durable.formUnion(news)
        }
    }

    private static func sameBytes(_ left: String, _ right: String) throws -> Bool {
        let (one, other) = (try OpenFile.reading(left), try OpenFile.reading(right))
        let size = try one.size()
        guard !DurableFile.isFolder(right), size == (try other.size()) else { return false }
        var offset: Int64 = 0
        while offset < size {
            let bytes = try one.read(upTo: 1 << 20, at: offset)
            guard !bytes.isEmpty, bytes == (try other.read(upTo: 1 << 20, at: offset)) else { return false }
            offset += Int64(bytes.count)
        }
        return true
    }
}
