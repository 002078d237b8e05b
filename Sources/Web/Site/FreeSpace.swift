import Glibc

/// How much may still be written on the disk of a folder.
package enum FreeSpace {
    /// Bytes free to this program; `nil` if the system does not say.
    package static func bytes(at path: String) -> Int64? {
        var info = statvfs()
        guard statvfs(path, &info) == 0 else { return nil }
        return Int64(
            clamping: UInt64(info.f_bavail).multipliedReportingOverflow(by: UInt64(info.f_frsize)).partialValue)
    }
}
