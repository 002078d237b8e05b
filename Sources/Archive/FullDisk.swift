import Foundation

/// The disk is full, or this user's quota on it (磁盘已满): the one error for it, whichever room met it.
///
/// Every place that writes asks here first what a failure means, so that none can call a full disk a missing right or a
/// damaged database. Transient: work waits and goes on by itself when there is space.
package struct FullDisk: Explained, Equatable {
    /// The folder that could not take more: that of the file, or the nearest above it that exists.
    package let folder: String
    /// Bytes this user could still write there when it was met; `nil` if the system does not say.
    package let free: Int64?
    /// Whether the disk has room for bytes but for no more files (inodes).
    package let lacksFiles: Bool
    package let isQuota: Bool

    package var code: String { "disk.full" }
    package var isTransient: Bool { true }

    package var what: Words {
        let left = free.map { "\($0 >> 20) MB" }
        let (zh, en) =
            isQuota
            ? ("“\(folder)”所在磁盘的配额已用完", "The disk quota for \(folder) is used up")
            : lacksFiles
                ? ("“\(folder)”所在的磁盘不能再建文件（inode 已用完）", "The disk of \(folder) can hold no more files (no inodes)")
                : ("“\(folder)”所在的磁盘已满", "The disk of \(folder) is full")
        return Words(
            zh: zh + (left.map { "，现余 \($0)" } ?? "") + "；这一步没有写成。",
            en: en + (left.map { ", \($0) are free now" } ?? "") + "; this step was not written.")
    }

    package var next: Words {
        Words(
            zh: "在该磁盘上腾出空间或扩容；不要删除档案馆文件夹里的文件。已收下的都没有丢：有了空间，服务会自动接着做；命令请再执行一次。",
            en: """
                Free space on that disk or make it larger; delete nothing inside the archive's own folder. Nothing that \
                was accepted is lost: with space a server goes on by itself, and a command can be run again.
                """)
    }
}

extension FullDisk {
    /// `nil` unless `system`, an errno of a failed write below or at `path`, says that there is no room.
    package init?(at path: String, system: Int32) {
        guard system == ENOSPC || system == EDQUOT else { return nil }
        self.init(measuring: path, isQuota: system == EDQUOT)
    }

    /// What SQLite's extended result code `result` means for the file at `path`, with the errno beneath it.
    ///
    /// SQLite says FULL only where a write was short; a full disk met while it opens, syncs or maps a file is an I/O error
    /// or CANTOPEN. Where the errno is lost on the way, a disk without a free block or file decides.
    package init?(at path: String, sqlite result: Int32, system: Int32) {
        let (full, inputOutput, cannotOpen) = (Int32(13), Int32(10), Int32(14))
        switch result & 0xFF {
        case full: self.init(measuring: path, isQuota: system == EDQUOT)
        case inputOutput, cannotOpen:
            if let found = FullDisk(at: path, system: system) {
                self = found
            } else {
                let found = FullDisk(measuring: path, isQuota: false)
                guard found.lacksFiles || found.free.map({ $0 < FullDisk.block }) == true else { return nil }
                self = found
            }
        default: return nil
        }
    }

    /// `nil` unless `error`, thrown by Foundation while it wrote at `path`, says that there is no room.
    package init?(at path: String, error: any Error) {
        let cause = (error as? POSIXError) ?? (error as? CocoaError)?.underlying as? POSIXError
        if let cause, let full = FullDisk(at: path, system: cause.code.rawValue) {
            self = full
        } else if (error as? CocoaError)?.code == .fileWriteOutOfSpace {
            self.init(measuring: path, isQuota: false)
        } else {
            return nil
        }
    }

    /// The disk of a database server at `place` (host and database), which says only that it is full.
    package init(server place: String) {
        self.init(folder: place, free: nil, lacksFiles: false, isQuota: false)
    }

    /// Less than this is room for nothing.
    private static let block: Int64 = 4096

    private init(measuring path: String, isQuota: Bool) {
        var folder = URL(fileURLWithPath: path).standardizedFileURL
        var facts = statvfs()
        repeat { folder.deleteLastPathComponent() } while statvfs(folder.path, &facts) != 0 && folder.path != "/"
        self.folder = folder.path
        let isKnown = facts.f_frsize > 0
        free = isKnown ? Int64(facts.f_bavail) * Int64(facts.f_frsize) : nil
        lacksFiles = isKnown && facts.f_files > 0 && facts.f_favail == 0 && facts.f_bavail > 0
        self.isQuota = isQuota
    }
}
