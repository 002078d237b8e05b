package import Archive
package import Bytes

/// Why a backup could not be made, checked or restored.
package enum SafekeepingProblem: Explained, Equatable {
    /// Nothing says that backups lie there.
    case notAPlace(String)
    /// Backups were made there before, and now there is nothing: a disk that is not mounted, most likely.
    case placeGone(String)
    case otherArchive(String, archive: String)
    case occupied(String)
    case newerPlace(String)
    case noBackup(String)
    case noSuchBackup(String)
    case manifestAltered(String)
    case foreignSignature(String, key: String)
    case packMissing(String)
    case packAltered(String)
    case contentAltered(String)
    case readBackDiffers(String)
    case noRecipient
    case notEmpty(String)
    case underWay(String)
    case unsafePath(String)
    /// The place does not take or give bytes.
    case placeFails(String, BytesProblem)

    package var code: String {
        switch self {
        case .notAPlace: "backup.not-a-place"
        case .placeGone: "backup.place-gone"
        case .otherArchive: "backup.other-archive"
        case .occupied: "backup.occupied"
        case .newerPlace: "backup.newer-place"
        case .noBackup: "backup.none"
        case .noSuchBackup: "backup.no-such"
        case .manifestAltered: "backup.manifest-altered"
        case .foreignSignature: "backup.foreign-signature"
        case .packMissing: "backup.pack-missing"
        case .packAltered: "backup.pack-altered"
        case .contentAltered: "backup.content-altered"
        case .readBackDiffers: "backup.read-back-differs"
        case .noRecipient: "backup.no-recipient"
        case .notEmpty: "backup.not-empty"
        case .underWay: "backup.under-way"
        case .unsafePath: "backup.unsafe-path"
        case .placeFails: "backup.place-fails"
        }
    }

    package var what: Words {
        switch self {
        case .notAPlace(let place): Words(zh: "“\(place)”里没有兰台的备份。", en: "There are no backups of Lantai in \(place).")
        case .placeGone(let place):
            Words(
                zh: "以前的备份存放在“\(place)”，现在那里没有备份标记：多半是磁盘没有挂载。",
                en:
                    "Backups were made to \(place) before, and now no mark is there: most likely the disk is not mounted."
            )
        case .otherArchive(let place, let archive):
            Words(zh: "“\(place)”属于另一个档案馆（\(archive)）。", en: "\(place) belongs to another archive (\(archive)).")
        case .occupied(let place):
            Words(
                zh: "“\(place)”里已有别的内容，不是备份。", en: "There is something else than backups in \(place).")
        case .newerPlace(let place):
            Words(
                zh: "“\(place)”是更新版本的兰台写的。", en: "\(place) was written by a newer Lantai.")
        case .noBackup(let place):
            Words(zh: "“\(place)”里没有一份完整的备份。", en: "There is no finished backup in \(place).")
        case .noSuchBackup(let id): Words(zh: "没有编号为 \(id) 的备份。", en: "There is no backup \(id).")
        case .manifestAltered(let id):
            Words(
                zh: "备份 \(id) 的清单残缺或已被改动（签名不符）。",
                en: "The manifest of the backup \(id) is cut off or was altered: its signature does not fit.")
        case .foreignSignature(let id, let key):
            Words(
                zh: "备份 \(id) 的清单由密钥 \(key) 签署，不是本馆的密钥。",
                en: "The manifest of the backup \(id) is signed by the key \(key), which is not this archive's.")
        case .packMissing(let pack): Words(zh: "备份包 \(pack) 不见了。", en: "The pack \(pack) is missing.")
        case .packAltered(let pack):
            Words(
                zh: "备份包 \(pack) 的内容与清单的摘要不符。", en: "The pack \(pack) is not what its digest in the list says.")
        case .contentAltered(let key):
            Words(zh: "恢复出的 \(key) 与记下的摘要不符。", en: "What was restored of \(key) is not what its digest says.")
        case .readBackDiffers(let key):
            Words(zh: "刚写入的 \(key) 读回来不一样。", en: "\(key) was written, and reads back otherwise.")
        case .noRecipient:
            Words(zh: "还没有备份公钥，不能加密。", en: "There is no backup key yet to encrypt for.")
        case .notEmpty(let path): Words(zh: "“\(path)”不是空的。", en: "\(path) is not empty.")
        case .underWay(let path):
            Words(zh: "另一次备份正在进行（\(path)）。", en: "Another backup is under way (\(path)).")
        case .unsafePath(let path):
            Words(zh: "备份中的路径“\(path)”指向外面。", en: "The path \(path) in the backup leads outside.")
        case .placeFails(let place, let problem):
            Words(
                zh: "备份存放处“\(place)”读写失败：\(problem.what.zh)",
                en: "The place of the backups, \(place), fails: \(problem.what.en)")
        }
    }

    package var next: Words {
        switch self {
        case .notAPlace, .noBackup:
            Words(zh: "检查路径，或先运行 lantai backup。", en: "Check the path, or run lantai backup first.")
        case .placeGone:
            Words(
                zh: "挂上那块磁盘再试；如确实要重新开始，加 --new-place。",
                en: "Mount the disk and try again; to begin anew there, add --new-place.")
        case .otherArchive, .occupied:
            Words(zh: "换一个空文件夹或前缀。", en: "Use an empty folder or another prefix.")
        case .newerPlace: Words(zh: "安装新版兰台。", en: "Install the newer Lantai.")
        case .noSuchBackup:
            Words(zh: "用 lantai backup --list 查看。", en: "lantai backup --list shows what is there.")
        case .manifestAltered, .packMissing, .packAltered, .contentAltered:
            Words(
                zh: "用 lantai backup --verify 查清范围，再备份一次；恢复时改用 --at 指明另一份备份，或换用另一处备份。",
                en: """
                    See how far it goes with lantai backup --verify, and back up again; to restore, name another backup \
                    with --at, or use another place.
                    """)
        case .foreignSignature:
            Words(
                zh: "查明这份备份从何而来；不要使用。", en: "Find out where this backup came from; do not use it.")
        case .readBackDiffers:
            Words(zh: "检查目标磁盘；换一块盘再备份。", en: "Look at the disk; back up to another one.")
        case .noRecipient:
            Words(
                zh: "先运行 lantai backup key new 生成备份密钥。", en: "Make one first: lantai backup key new.")
        case .notEmpty:
            Words(
                zh: "恢复只写入空文件夹：换一个路径，或先移走里面的内容。",
                en: "Restoring needs an empty folder: choose another, or move away what is there.")
        case .underWay: Words(zh: "等它结束再试。", en: "Wait until it ends.")
        case .placeFails:
            Words(
                zh: "检查那块磁盘和权限，再运行一次：已写好的不会重写。",
                en: "Look at that disk and its rights, then run it again: what is written is not written twice.")
        case .unsafePath: Words(zh: "不要使用这份备份，报告此事。", en: "Do not use this backup; report it.")
        }
    }
}
