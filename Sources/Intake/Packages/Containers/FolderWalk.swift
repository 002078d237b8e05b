package import Archive
package import Bytes
import Glibc

/// A walk through a folder of the file system, names as bytes and in their order, links told and not followed.
package struct FolderWalk {
    package struct Step {
        /// The path below the root.
        package let name: FileName
        package let sort: ContainerEntry.Sort
        let size: Int64
        /// Seconds since 1970 of the last change.
        let changed: Int64
        /// Permission bits.
        let mode: UInt32
    }

    let root: FileName
    private let depth: Int
    /// Names still to visit, the next one last.
    private var waiting: [FileName]

    package init(root path: String, depth: Int) throws {
        root = FileName(path)
        self.depth = depth
        waiting = try FolderWalk.names(in: root).sorted(by: >)
    }

    package mutating func next() throws -> Step? {
        guard let name = waiting.popLast() else { return nil }
        let path = root / name
        var facts = stat()
        guard path.withPath({ lstat($0, &facts) }) == 0 else { throw BytesProblem.reading(path.display) }
        let sort: ContainerEntry.Sort =
            switch facts.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            case S_IFLNK: .symbolicLink
            default: .special
            }
        // What lies deeper than the limit is told by its first folder and not entered.
        if sort == .folder, name.components.count <= depth {
            waiting += try FolderWalk.names(in: path).map { name / $0 }.sorted(by: >)
        }
        return Step(
            name: name, sort: sort, size: sort == .file ? Int64(facts.st_size) : 0,
            changed: Int64(facts.st_mtim.tv_sec), mode: UInt32(facts.st_mode & 0o777))
    }

    /// Opens a file below the root, whatever bytes its name has.
    package func open(_ name: FileName) throws -> OpenFile {
        let path = root / name
        if String(validating: path.bytes, as: UTF8.self) != nil { return try OpenFile.reading(path.display) }
        let descriptor = path.withPath { Glibc.open($0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) }
        guard descriptor >= 0 else { throw BytesProblem.reading(path.display) }
        defer { close(descriptor) }
        return try OpenFile.reading("/proc/self/fd/\(descriptor)")
    }

    private static func names(in folder: FileName) throws -> [FileName] {
        guard let handle = folder.withPath({ opendir($0) }) else { throw BytesProblem.reading(folder.display) }
        defer { closedir(handle) }
        var found: [FileName] = []
        errno = 0
        while let entry = readdir(handle) {
            let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if bytes != [46], bytes != [46, 46] { found.append(FileName(bytes: bytes)) }
            errno = 0
        }
        guard errno == 0 else { throw BytesProblem.reading(folder.display) }
        return found
    }
}

extension FileName {
    /// `folder/name`
    static func / (folder: FileName, name: FileName) -> FileName {
        FileName(bytes: folder.bytes + [UInt8(ascii: "/")] + name.bytes)
    }

    /// Hands the bytes to a call of the system as a path.
    func withPath<T>(_ body: (UnsafePointer<CChar>) throws -> T) rethrows -> T {
        try (bytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { try body($0.baseAddress!) }
    }
}
