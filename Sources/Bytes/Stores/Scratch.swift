import Archive
import Glibc

/// The part of a home that may be deleted at any time when Lantai is not running: staging and access copies (暂存区).
package struct Scratch: Sendable {
    package let root: String

    /// `root` is an absolute path; the folder is made where it is missing.
    package init(root: String) throws {
        try DurableFile.makeFolder(root)
        self.root = root
    }

    /// Where `parts` would be, made or not. Parts are names the house composes, never a name from outside.
    package func path(_ parts: String...) -> String { path(parts) }

    package func path(_ parts: [String]) -> String {
        precondition(
            parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." && !$0.utf8.contains(UInt8(ascii: "/")) },
            "not a part of a scratch path: \(parts)")
        return ([root] + parts).joined(separator: "/")
    }

    /// The folder `parts`, made where it is missing; on disk when it returns.
    package func folder(_ parts: String...) throws -> String {
        let path = path(parts)
        try DurableFile.makeFolder(path)
        return path
    }

    /// Removes the file or folder `parts` and all below. Nothing there is no error.
    package func remove(_ parts: String...) throws { try DurableFile.removeAll(path(parts)) }

    /// Bytes free for this process on the file system of the scratch area.
    package func freeSpace() throws -> Int64 {
        var facts = statvfs()
        guard statvfs(root, &facts) == 0 else { throw BytesProblem.reading(root) }
        return Int64(facts.f_bavail) * Int64(facts.f_frsize)
    }
}
