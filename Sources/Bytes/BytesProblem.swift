package import Archive
import Glibc

/// Why bytes could not be kept or read. The path or key is always said; what the system answered too.
package enum BytesProblem: Explained, Equatable {
    /// Other bytes are kept under this key already.
    case taken(ByteKey)
    /// A head file is no longer what the writer had read.
    case headMoved(ByteKey)
    /// What was to be put here is not what its digests promise.
    case otherBytes(ByteKey)
    /// Nothing is there.
    case absent(String)
    /// The system is short of descriptors or memory just now.
    case busy(String, system: Int32)
    case unreadable(String, system: Int32)
    case unwritable(String, system: Int32)
    /// Not the private key of a Lantai home.
    case notAKey(String)

    package var code: String {
        switch self {
        case .taken: "bytes.taken"
        case .headMoved: "bytes.head-moved"
        case .otherBytes: "bytes.other-bytes"
        case .absent: "bytes.absent"
        case .busy: "bytes.busy"
        case .unreadable: "bytes.unreadable"
        case .unwritable: "bytes.unwritable"
        case .notAKey: "bytes.not-a-key"
        }
    }

    package var isTransient: Bool {
        switch self {
        case .busy: true
        default: false
        }
    }

    package var what: Words {
        switch self {
        case .taken(let key):
            Words(zh: "“\(key)” 处已保存了不同的内容。", en: "Other bytes are kept at \(key) already.")
        case .headMoved(let key):
            Words(zh: "“\(key)” 已被改写，与读取时不同。", en: "\(key) is no longer what was read before.")
        case .otherBytes(let key):
            Words(zh: "要写入“\(key)”的内容与应有的摘要不符。", en: "What was to be put at \(key) is not what its digests say.")
        case .absent(let path):
            Words(zh: "“\(path)” 不存在。", en: "There is nothing at \(path).")
        case .busy(let path, let system):
            Words(
                zh: "系统资源暂时不足，无法打开“\(path)”（\(said(system))）。",
                en: "The system is short of resources for \(path) (\(said(system))).")
        case .unreadable(let path, let system):
            Words(zh: "无法读取“\(path)”（\(said(system))）。", en: "\(path) cannot be read (\(said(system))).")
        case .unwritable(let path, let system):
            Words(zh: "无法写入“\(path)”（\(said(system))）。", en: "\(path) cannot be written (\(said(system))).")
        case .notAKey(let path):
            Words(zh: "“\(path)” 不是有效的签名私钥。", en: "\(path) is not a signing key.")
        }
    }

    package var next: Words {
        switch self {
        case .taken:
            Words(
                zh: "已保存的内容不会被覆盖；请运行 lantai fixity 检查，并查找是谁先写入的。",
                en: "Kept bytes are never overwritten; run lantai fixity and find out who wrote them first.")
        case .headMoved:
            Words(zh: "重新读取后再试。", en: "Read it again, then retry.")
        case .otherBytes:
            Words(zh: "来源也不可靠，没有改动任何内容；换一个副本。", en: "Nothing was changed; take another copy as the source.")
        case .absent:
            Words(zh: "检查路径；如属保存的内容，请运行 lantai fixity。", en: "Check the path; if it was kept, run lantai fixity.")
        case .busy:
            Words(
                zh: "稍后自动重试；如反复出现，请提高进程的文件数上限。", en: "It is tried again; if it repeats, raise the limit of open files.")
        case .unreadable:
            Words(zh: "检查磁盘状况和文件权限。", en: "Check the disk's health and the file's permissions.")
        case .unwritable:
            Words(
                zh: "检查磁盘状况、是否只读以及文件夹权限。",
                en: "Check the disk's health, whether it is read-only, and the folder's permissions.")
        case .notAKey:
            Words(zh: "从密钥备份中恢复该文件。", en: "Restore the file from the backup of the keys.")
        }
    }

    /// What a failed read of `path` means, by the system's error number.
    package static func reading(_ path: String, _ system: Int32 = errno) -> BytesProblem {
        switch system {
        case ENOENT, ENOTDIR: .absent(path)
        case EMFILE, ENFILE, ENOMEM, EAGAIN: .busy(path, system: system)
        default: .unreadable(path, system: system)
        }
    }

    /// What a failed write of `path` means, by the system's error number: `FullDisk`, or a `BytesProblem`.
    package static func writing(_ path: String, _ system: Int32 = errno) -> any Explained {
        if let full = FullDisk(at: path, system: system) { return full }
        return switch system {
        case EMFILE, ENFILE, ENOMEM, EAGAIN: BytesProblem.busy(path, system: system)
        default: BytesProblem.unwritable(path, system: system)
        }
    }
}

/// The system's own words for an error number.
private func said(_ system: Int32) -> String { String(cString: strerror(system)) }
