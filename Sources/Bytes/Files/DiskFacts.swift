import Glibc

/// What the system says of the disk of a folder.
package struct DiskFacts: Sendable {
    /// Bytes this program could still write.
    package let free: Int64
    package let isReadOnly: Bool

    /// `nil` if the folder is not there.
    package init?(at path: String) {
        var facts = statvfs()
        guard statvfs(path, &facts) == 0 else { return nil }
        free = Int64(
            clamping: UInt64(facts.f_bavail).multipliedReportingOverflow(by: UInt64(facts.f_frsize)).partialValue)
        isReadOnly = facts.f_flag & UInt(ST_RDONLY) != 0
    }

    /// Whether both folders are on one file system: `false` too where one is not there.
    package static func areOnOneDisk(_ one: String, _ other: String) -> Bool {
        var (left, right) = (stat(), stat())
        return stat(one, &left) == 0 && stat(other, &right) == 0 && left.st_dev == right.st_dev
    }
}
