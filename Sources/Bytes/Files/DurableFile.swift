import Archive
import Glibc

/// Files that are on disk when the call returns, whole or not at all.
package enum DurableFile {
    /// Replaces or makes the file at `path`: a new file beside it, fsync, rename, fsync of the folder.
    package static func write(_ bytes: [UInt8], to path: String, mode: UInt32 = 0o644) throws {
        let beside = path + "." + randomBytes(6).hex + ".new"
        let file = try OpenFile.creating(beside, mode: mode)
        do {
            try file.write(bytes)
            try file.sync()
            try rename(beside, to: path)
        } catch {
            unlink(beside)
            throw error
        }
    }

    /// Removes what a crash left of writing the file at `path`: contents that never took its place.
    package static func removeLeftovers(of path: String) throws {
        let folder = folder(of: path)
        let name = path.split(separator: "/").last ?? ""
        for entry in try entries(of: folder) where entry.name.hasPrefix(name + ".") && entry.name.hasSuffix(".new") {
            try removeAll(folder + "/" + entry.name)
        }
    }

    /// Renames, replacing what is at `new`, and syncs both folders.
    package static func rename(_ old: String, to new: String) throws {
        guard Glibc.rename(old, new) == 0 else { throw BytesProblem.writing(new) }
        let (from, to) = (folder(of: old), folder(of: new))
        try syncFolder(to)
        if from != to { try syncFolder(from) }
    }

    /// The entries of the folder on disk: files made, renamed and removed in it.
    package static func syncFolder(_ path: String) throws { try OpenFile.folder(path).sync() }

    /// Makes the folder and those above it that are missing, each on disk.
    package static func makeFolder(_ path: String, mode: UInt32 = 0o755) throws {
        if mkdir(path, mode) == 0 { return try syncFolder(folder(of: path)) }
        switch errno {
        case EEXIST where isFolder(path): return
        case ENOENT where folder(of: path) != path:
            try makeFolder(folder(of: path), mode: mode)
            try makeFolder(path, mode: mode)
        default: throw BytesProblem.writing(path)
        }
    }

    /// All bytes of a file that fits in memory.
    package static func read(_ path: String) throws -> [UInt8] {
        let file = try OpenFile.reading(path)
        return try file.read(upTo: Int(try file.size()), at: 0)
    }

    package static func isFolder(_ path: String) -> Bool {
        var facts = stat()
        return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
    }

    package static func exists(_ path: String) -> Bool {
        var facts = stat()
        return lstat(path, &facts) == 0
    }

    /// The folder that holds `path`.
    package static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Names in the folder, without `.` and `..`, in byte order, folders told apart.
    package static func entries(of path: String) throws -> [(name: String, isFolder: Bool)] {
        guard let handle = opendir(path) else { throw BytesProblem.reading(path) }
        defer { closedir(handle) }
        var found: [(name: String, isFolder: Bool)] = []
        errno = 0
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name != ".", name != ".." else { continue }
            let kind = Int(entry.pointee.d_type)
            let unknown = kind == Int(DT_UNKNOWN)
            found.append((name, unknown ? isFolder(path + "/" + name) : kind == Int(DT_DIR)))
            errno = 0
        }
        guard errno == 0 else { throw BytesProblem.reading(path) }
        return found.sorted { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
    }

    /// Removes a file, or a folder with all it holds; nothing there is no error. Links are removed, not followed.
    package static func removeAll(_ path: String) throws {
        var facts = stat()
        guard lstat(path, &facts) == 0 else { return }
        if facts.st_mode & S_IFMT == S_IFDIR {
            for entry in try entries(of: path) { try removeAll(path + "/" + entry.name) }
            guard rmdir(path) == 0 || errno == ENOENT else { throw BytesProblem.writing(path) }
        } else {
            guard unlink(path) == 0 || errno == ENOENT else { throw BytesProblem.writing(path) }
        }
    }
}
