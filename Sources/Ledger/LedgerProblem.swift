package import Archive
import Bytes

/// Why the ledger could not do its work.
package enum LedgerProblem: Explained, Equatable {
    /// The ledger disagrees with itself: nothing may be added until a person has looked.
    case damaged(LedgerFault)
    case actMissing(Digest)
    /// The act document's bytes are not those its digest names, or not of a shape this version reads.
    case actAltered(Digest)
    /// A row of the ledger no longer makes an event.
    case rowUnreadable(EventIndex)
    /// A room could not make its rows again from this event.
    case replayFailed(EventIndex, EventKind, reason: Words)
    /// Events can be restored only into a database without any.
    case notEmpty(events: Int64)

    package var code: String {
        switch self {
        case .damaged: "ledger.damaged"
        case .actMissing: "ledger.act-missing"
        case .actAltered: "ledger.act-altered"
        case .rowUnreadable: "ledger.row-unreadable"
        case .replayFailed: "ledger.replay-failed"
        case .notEmpty: "ledger.not-empty"
        }
    }

    package var what: Words {
        switch self {
        case .damaged(let fault):
            Words(
                zh: "账本已停止记录：\(fault.what.zh)（\(fault.place)）",
                en: "The ledger takes no more events: \(fault.what.en) (\(fault.place))"
            )
        case .actMissing(let digest):
            Words(zh: "缺少行为文书 \(digest.hex)。", en: "The act document \(digest.hex) is missing.")
        case .actAltered(let digest):
            Words(
                zh: "行为文书 \(digest.hex) 已被改动或无法识读。", en: "The act document \(digest.hex) was altered or cannot be read."
            )
        case .rowUnreadable(let index):
            Words(zh: "账本第 \(index) 条记录无法识读。", en: "Event \(index) of the ledger cannot be read.")
        case .replayFailed(let index, let kind, let reason):
            Words(
                zh: "无法由账本第 \(index) 条记录（\(kind)）重建数据：\(reason.zh)",
                en: "Event \(index) (\(kind)) cannot be played again: \(reason.en)")
        case .notEmpty(let events):
            Words(zh: "数据库中已有 \(events) 条账本记录。", en: "The database holds \(events) events already.")
        }
    }

    package var next: Words {
        switch self {
        case .damaged(let fault): fault.next
        case .actMissing, .actAltered:
            Words(
                zh: "请从备份中恢复 ledger/acts 下的该文件，然后运行 lantai verify-ledger。",
                en: "Restore the file below ledger/acts from a backup, then run lantai verify-ledger.")
        case .rowUnreadable:
            Words(
                zh: "请运行 lantai verify-ledger 查看详情；可用 lantai rebuild 由封存段重建数据库。",
                en:
                    "Run lantai verify-ledger for details; lantai rebuild remakes the database from the sealed segments."
            )
        case .replayFailed:
            Words(
                zh: "请运行 lantai verify-ledger；账本无误时请报告此信息。",
                en: "Run lantai verify-ledger; if it finds no fault, report this message.")
        case .notEmpty:
            Words(zh: "请在新的空数据库上恢复。", en: "Restore into a new, empty database.")
        }
    }
}
