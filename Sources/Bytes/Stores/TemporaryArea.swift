import Archive
import Glibc
import Synchronization

/// Where a folder store writes before it renames: on the same file system, outside the kept tree, one folder for each
/// open store. The folder is locked while its store lives; what a killed process left is not, and is removed.
final class TemporaryArea: Sendable {
    let path: String
    let folder: OpenFile

    /// `home/.stacks.tmp/…` for `home/stacks`; inside the root only where the root is a mount of its own.
    init(for root: String) throws {
        let area = Self.beside(root, "tmp")
        try DurableFile.makeFolder(area)
        for entry in try DurableFile.entries(of: area) { try Self.removeIfLeft("\(area)/\(entry.name)") }
        path = "\(area)/\(randomBytes(8).hex)"
        guard mkdir(path, 0o700) == 0 else { throw BytesProblem.writing(path) }
        folder = try OpenFile.folder(path)
        guard flock(folder.descriptor, LOCK_EX | LOCK_NB) == 0 else { throw BytesProblem.writing(path) }
    }

    deinit { try? DurableFile.removeAll(path) }

    /// A folder for `purpose` on the file system of `root` and outside what it keeps.
    static func beside(_ root: String, _ purpose: String) -> String {
        let parent = DurableFile.folder(of: root)
        let name = root.split(separator: "/").last.map(String.init) ?? "root"
        return device(root) == device(parent) ? "\(parent)/.\(name).\(purpose)" : "\(root)/.\(purpose)"
    }

    /// A folder for the files of one thread: threads that make files in one folder wait for each other.
    func newFolder() throws -> TemporaryFolder {
        let path = "\(path)/\(randomBytes(8).hex).d"
        guard mkdir(path, 0o700) == 0 else { throw BytesProblem.writing(path) }
        return TemporaryFolder(path)
    }

    /// A name for a file or a folder of files to be made in `folder`.
    func newName(in folder: TemporaryFolder) -> TemporaryFile {
        TemporaryFile("\(folder.path)/\(randomBytes(12).hex)", in: folder)
    }

    func newFile() throws -> (name: TemporaryFile, file: OpenFile) {
        let path = "\(path)/\(randomBytes(12).hex)"
        // Read-only for all but its writer from the start: kept bytes never change.
        let file = try OpenFile.creating(path, mode: 0o444)
        return (TemporaryFile(path), file)
    }

    private static func removeIfLeft(_ path: String) throws {
        guard let folder = try? OpenFile.folder(path), flock(folder.descriptor, LOCK_EX | LOCK_NB) == 0 else { return }
        try DurableFile.removeAll(path)
    }

    private static func device(_ path: String) -> dev_t? {
        var facts = stat()
        return stat(path, &facts) == 0 ? facts.st_dev : nil
    }
}

/// A folder of files being written, removed with the last of them.
final class TemporaryFolder: Sendable {
    let path: String

    init(_ path: String) { self.path = path }

    deinit { rmdir(path) }
}

/// The name of a file, or a folder with files, being written: removed with its last reference, unless it was renamed to its
/// place.
final class TemporaryFile: Sendable {
    let path: String
    /// Goes after what is in it.
    private let folder: TemporaryFolder?
    private let moved = Atomic(false)

    init(_ path: String, in folder: TemporaryFolder? = nil) { (self.path, self.folder) = (path, folder) }

    deinit { if !moved.load(ordering: .relaxed) { try? DurableFile.removeAll(path) } }

    /// To be called after the rename: there is nothing to remove any more.
    func hasMoved() { moved.store(true, ordering: .relaxed) }
}
