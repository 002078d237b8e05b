import Archive
import CLinux
import Glibc

// A new object is a folder with folders and files of its own. Built in the temporary area and moved in one rename it needs
// half the work in directories that its files need one by one, and it is in its place whole or not at all.
extension FolderStore {
    /// What of a batch goes to its place together: a folder that is not there yet with all that comes below it, or a file.
    private struct Growth: Sendable {
        /// The path of the folder, or of the file.
        let place: String
        let isFolder: Bool
        var contents: [(key: ByteKey, bytes: ByteSource)]
    }

    /// A growth written in the temporary area, each of its files closed.
    struct Grown: Sendable {
        let name: TemporaryFile
        let place: String
        let isFolder: Bool
        let keys: [ByteKey]
    }

    /// Writes `contents` in the temporary area, in shares for several threads; nothing is synced yet.
    func grow(_ contents: [(key: ByteKey, bytes: ByteSource)]) async throws -> [Grown] {
        let growths: [Growth] = try await onFileThread { [self] in try self.growths(of: contents) }
        var shares: [[Growth]] = []
        var files = 0
        for growth in growths {
            if shares.isEmpty || files >= 64 {
                shares.append([])
                files = 0
            }
            shares[shares.count - 1].append(growth)
            files += growth.contents.count
        }
        return try await shares.concurrentMap(atMost: 4) { [self] share in
            try await onFileThread { [self] in
                let folder = try temporary.newFolder()
                return try share.map { try write($0, in: folder) }
            }
        }.flatMap(\.self)
    }

    /// Moves `grown` to its place. Where another has been there first, its files find theirs one by one.
    func place(_ grown: Grown) throws {
        guard grown.isFolder else { return try place(grown.name, at: grown.keys[0]) }
        for _ in 0..<8 {
            try make(DurableFile.folder(of: grown.place))
            if renameat2(AT_FDCWD, grown.name.path, AT_FDCWD, grown.place, UInt32(LANTAI_RENAME_NOREPLACE)) == 0 {
                return grown.name.hasMoved()
            }
            guard errno == ENOENT else { break }
        }
        for key in grown.keys {
            try place(TemporaryFile(grown.name.path + path(of: key).dropFirst(grown.place.utf8.count)), at: key)
        }
    }

    private func growths(of contents: [(key: ByteKey, bytes: ByteSource)]) throws -> [Growth] {
        var growths: [Growth] = []
        var numbers: [String: Int] = [:]
        var (there, seen): (Set<String>, Set<ByteKey>) = ([], [])
        for content in contents {
            let path = path(of: content.key)
            guard seen.insert(content.key).inserted else {
                // Twice in one batch: compared with the first when that is in its place.
                growths.append(Growth(place: path, isFolder: false, contents: [content]))
                continue
            }
            let missing = try firstMissing(above: path, &there)
            if let missing, let number = numbers[missing] {
                growths[number].contents.append(content)
                continue
            }
            if let missing { numbers[missing] = growths.count }
            growths.append(Growth(place: missing ?? path, isFolder: missing != nil, contents: [content]))
        }
        return growths
    }

    /// The uppermost folder above `path` that is not there; `nil` if the file has its folder.
    private func firstMissing(above path: String, _ there: inout Set<String>) throws -> String? {
        var missing: String?
        var folder = DurableFile.folder(of: path)
        while folder.utf8.count > root.utf8.count, !there.contains(folder) {
            if DurableFile.exists(folder) {
                there.insert(folder)
                break
            }
            missing = folder
            folder = DurableFile.folder(of: folder)
        }
        return missing
    }

    private func write(_ growth: Growth, in folder: TemporaryFolder) throws -> Grown {
        let name = temporary.newName(in: folder)
        var made: Set<String> = []
        for content in growth.contents {
            let path = name.path + path(of: content.key).dropFirst(growth.place.utf8.count)
            if growth.isFolder { try makeFolders(above: path, from: name.path, &made) }
            // Read-only for all but its writer from the start: kept bytes never change.
            let file = try OpenFile.creating(path, mode: 0o444)
            switch content.bytes {
            case .bytes(let bytes): try file.write(bytes)
            case .file(let source): try file.copy(from: source)
            }
        }
        return Grown(
            name: name, place: growth.place, isFolder: growth.isFolder, keys: growth.contents.map(\.key))
    }

    private func makeFolders(above path: String, from top: String, _ made: inout Set<String>) throws {
        let folder = DurableFile.folder(of: path)
        guard made.insert(folder).inserted else { return }
        if folder.utf8.count > top.utf8.count { try makeFolders(above: folder, from: top, &made) }
        guard mkdir(folder, 0o755) == 0 else { throw BytesProblem.writing(folder) }
    }
}
