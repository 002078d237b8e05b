package import Archive

/// Why the stacks could not do their work. Damage that a fixity round finds is in its report, never here.
package enum PreservationProblem: Explained, Hashable {
    /// Nothing is kept under this unit.
    case unknown(UnitID)
    case noSuchFile(UnitID, Int64)
    /// What was read back from the store is not what was put.
    case notAsWritten(path: String)
    /// Bytes of a kept object are not what they were.
    case damaged(UnitID, path: String)
    /// The package promises other records than it gives.
    case recordsMissing(AccessionID, promised: Int64, kept: Int64)
    /// A staged file is not what the checks saw.
    case stagedFileAltered(AccessionID, file: FileName)
    /// The folder for an export is in use.
    case exportExists(path: String)
    /// An object kept by somebody else lies where one of ours should.
    case foreignObject(UnitID)
    case noSuchCase(DamageCaseID)
    /// The store does not declare itself: a disk that is not mounted, a bucket that was emptied.
    case storeAway

    package var code: String {
        switch self {
        case .unknown: "preservation.unknown"
        case .noSuchFile: "preservation.no-such-file"
        case .notAsWritten: "preservation.not-as-written"
        case .damaged: "preservation.damaged"
        case .recordsMissing: "preservation.records-missing"
        case .stagedFileAltered: "preservation.staged-file-altered"
        case .exportExists: "preservation.export-exists"
        case .foreignObject: "preservation.foreign-object"
        case .noSuchCase: "preservation.no-such-case"
        case .storeAway: "preservation.store-away"
        }
    }

    package var what: Words {
        switch self {
        case .unknown(let unit):
            Words(zh: "库中没有 \(unit)。", en: "Nothing is kept as \(unit).")
        case .noSuchFile(let unit, let n):
            Words(zh: "\(unit) 没有第 \(n) 个文件。", en: "\(unit) has no file \(n).")
        case .notAsWritten(let path):
            Words(zh: "写入后回读的内容与原文不符：\(path)。", en: "What was read back is not what was written: \(path).")
        case .damaged(let unit, let path):
            Words(zh: "\(unit) 的保存内容已损坏：\(path)。", en: "Kept bytes of \(unit) are damaged: \(path).")
        case .recordsMissing(let accession, let promised, let kept):
            Words(
                zh: "移交包 \(accession) 应有 \(promised) 件，只读到 \(kept) 件。",
                en: "Package \(accession) promises \(promised) records but gives \(kept).")
        case .stagedFileAltered(let accession, let file):
            Words(
                zh: "移交包 \(accession) 的暂存文件“\(file)”与检测时不同。",
                en: "Staged file \(file) of package \(accession) is not what the checks saw.")
        case .exportExists(let path):
            Words(zh: "“\(path)”已存在。", en: "\(path) exists already.")
        case .foreignObject(let unit):
            Words(zh: "\(unit) 的位置上已有另一个对象。", en: "Another object lies at the place of \(unit).")
        case .noSuchCase(let id): Words(zh: "没有损坏个案 \(id)。", en: "There is no case of damage \(id).")
        case .storeAway:
            Words(zh: "保存档案的存储不在（没有 0=ocfl_1.1）。", en: "The store of the records is not there (no 0=ocfl_1.1).")
        }
    }

    package var next: Words {
        switch self {
        case .unknown:
            Words(zh: "检查标识符；刚移交的档案要等入库完成。", en: "Check the identifier; a new transfer must be kept first.")
        case .noSuchFile:
            Words(zh: "查看该件的文件清单。", en: "Look at the files of the record.")
        case .notAsWritten:
            Words(zh: "检查磁盘和内存；修复后重试入库。", en: "Check disk and memory, then retry.")
        case .damaged:
            Words(zh: "运行 lantai fixity，并从备份或副本中恢复。", en: "Run lantai fixity and restore from a backup or replica.")
        case .recordsMissing:
            Words(zh: "检查暂存区；必要时请移交单位重新提交。", en: "Look into staging; if need be ask the agency to submit again.")
        case .stagedFileAltered:
            Words(zh: "从保存的移交包容器重新解包后重试。", en: "Unpack the kept container again, then retry.")
        case .exportExists:
            Words(zh: "换一个不存在的路径。", en: "Name a path that does not exist yet.")
        case .foreignObject:
            Words(zh: "查明是谁写入的；不要删除。", en: "Find out who wrote it; do not remove it.")
        case .noSuchCase: Words(zh: "lantai fixity --cases 列出个案。", en: "lantai fixity --cases lists them.")
        case .storeAway:
            Words(
                zh: "挂载存储所在的磁盘后重试；没有把任何档案记为损坏。磁盘确已损毁的，停下服务，装上新盘后运行 lantai fixity --new-store，由副本补回。",
                en: """
                    Mount its disk and try again; nothing was called damaged. If it is lost for good, stop the server, put a new one in \
                    its place and run lantai fixity --new-store: the copies give back what they have.
                    """)
        }
    }
}
