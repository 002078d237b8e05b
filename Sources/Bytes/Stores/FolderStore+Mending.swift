package import Archive
import Glibc

extension FolderStore {
    /// Where what was damaged lies: `.stacks.quarantine` beside `stacks`.
    package var quarantine: String { TemporaryArea.beside(root, "quarantine") }

    package func mend(_ key: ByteKey, with content: ByteStream, promised: [Digest], aside: ByteKey) async throws {
        let (new, file) = try await onFileThread { [temporary] in try temporary.newFile() }
        var digest = MultiDigest(promised.map(\.algorithm))
        for try await chunk in content {
            digest.update(chunk)
            try await onFileThread { try file.write(chunk) }
        }
        guard !promised.isEmpty, digest.finish() == promised else { throw BytesProblem.otherBytes(key) }
        try await onFileThread { [self] in
            try file.sync()
            _ = try moveAside(key, as: aside)
            try makeFolder(of: key)
            guard rename(new.path, path(of: key)) == 0 else { throw BytesProblem.writing(path(of: key)) }
            new.hasMoved()
            try syncFolders([key])
        }
    }

    package func setAside(_ key: ByteKey, as aside: ByteKey) async throws -> Bool {
        try await onFileThread { [self] in
            guard try moveAside(key, as: aside) else { return false }
            try removeEmptyFolders(above: path(of: key))
            return true
        }
    }

    /// Moves, whatever it is and whether it can be read or not. An earlier one of the same name stays beside it.
    private func moveAside(_ key: ByteKey, as aside: ByteKey) throws -> Bool {
        let path = path(of: key)
        guard DurableFile.exists(path) else { return false }
        let target = quarantine + "/" + aside.text
        try DurableFile.makeFolder(DurableFile.folder(of: target), mode: 0o700)
        for number in 1... {
            if Self.move(path, to: number == 1 ? target : "\(target)-\(number)") { break }
            guard errno == EEXIST || errno == ENOTEMPTY else { throw BytesProblem.writing(path) }
        }
        try DurableFile.syncFolder(DurableFile.folder(of: target))
        try DurableFile.syncFolder(DurableFile.folder(of: path))
        return true
    }
}
