package import Archive
import Bytes

/// One place where the ledger is not as it was written.
package struct LedgerFault: Sendable, Hashable {
    /// Stable: `row-altered`, `segment-missing`, …
    package let code: String
    /// Where: `event 17`, `segments/000000000000`, `tail`.
    package let place: String
    package let what: Words
    package let next: Words

    init(_ code: String, at place: String, _ what: Words, next: Words = LedgerFault.restore) {
        self.code = code
        self.place = place
        self.what = what
        self.next = next
    }

    package var json: JSON {
        ["code": .string(code), "place": .string(place), "what": JSON(what), "next": JSON(next)]
    }
}

extension LedgerFault {
    /// What to do where the files of the ledger are whole and the database is not.
    static let rebuild = Words(
        zh: "先备份现场，查明原因；再运行 lantai rebuild，由封存段和尾部文件重建数据库。",
        en:
            "Keep a copy as evidence and find the cause; then lantai rebuild remakes the database from segments and tail."
    )
    /// What to do where a file of the ledger is not what it was.
    static let restore = Words(
        zh: "先备份现场，查明原因；再从备份中恢复该文件，并重新运行 lantai verify-ledger。",
        en: "Keep a copy as evidence and find the cause; then restore the file from a backup and verify again.")
    static let refillTail = Words(
        zh: "先备份现场，查明原因；如数据库无误，移走 ledger/tail 后重新启动，系统会据数据库重写。",
        en:
            "Keep a copy as evidence and find the cause; if the database is right, move ledger/tail away and start again: it is rewritten from the database."
    )

    static func rowAltered(_ index: EventIndex) -> LedgerFault {
        LedgerFault(
            "row-altered", at: "event \(index)",
            Words(zh: "第 \(index) 条记录在数据库中已被改动。", en: "Event \(index) was altered in the database."), next: rebuild)
    }

    static func rowsMissing(_ range: Range<EventIndex>) -> LedgerFault {
        LedgerFault(
            "row-missing", at: place(range),
            Words(zh: "数据库缺少账本记录：\(span(range))。", en: "The database lacks \(place(range))."), next: rebuild)
    }

    static func rowsExtra(_ count: Int64, from index: EventIndex) -> LedgerFault {
        LedgerFault(
            "row-extra", at: "event \(index)",
            Words(
                zh: "数据库中有 \(count) 条账本从未记录的记录（自第 \(index) 条起）。",
                en: "The database holds \(count) events that the ledger never took (from event \(index))."),
            next: rebuild)
    }

    static func copyMissing(_ range: Range<EventIndex>, _ file: String) -> LedgerFault {
        LedgerFault(
            file == "tail" ? "tail-short" : "segment-missing", at: file,
            Words(
                zh: "\(file) 中缺少：\(span(range))。", en: "\(file) lacks \(place(range))."),
            next: file == "tail" ? refillTail : restore)
    }

    static func segmentAltered(_ key: String) -> LedgerFault {
        LedgerFault("segment-altered", at: key, Words(zh: "封存段 \(key) 已被改动。", en: "The segment \(key) was altered."))
    }

    static func segmentRowAltered(_ key: String) -> LedgerFault {
        LedgerFault(
            "segment-row-altered", at: key,
            Words(
                zh: "数据库中关于封存段 \(key) 的登记缺失或已被改动。", en: "What the database says of \(key) is missing or was altered."),
            next: rebuild)
    }

    static func tailAltered(_ line: Int) -> LedgerFault {
        LedgerFault(
            "tail-altered", at: "tail:\(line)",
            Words(zh: "尾部文件第 \(line) 行已被改动。", en: "Line \(line) of the tail was altered."), next: refillTail)
    }

    static func tailMissing() -> LedgerFault {
        LedgerFault(
            "tail-missing", at: "tail",
            Words(zh: "尾部文件缺失或被清空。", en: "The tail is missing or was emptied."), next: refillTail)
    }

    static func copiesDiffer(_ index: EventIndex, _ line: Int) -> LedgerFault {
        LedgerFault(
            "copies-differ", at: "tail:\(line)",
            Words(
                zh: "第 \(index) 条记录在数据库与尾部文件中不一致。", en: "The database and the tail disagree on event \(index)."),
            next: Words(
                zh: "先备份现场，查明哪一份是原来的：数据库有误时运行 lantai rebuild；尾部文件有误时移走 ledger/tail 后重新启动。",
                en:
                    "Keep a copy as evidence and find out which is the original: if the database is wrong, lantai rebuild; if the tail is, move ledger/tail away and start again."
            ))
    }

    static func checkpointMissing(_ key: String) -> LedgerFault {
        LedgerFault("checkpoint-missing", at: key, Words(zh: "缺少检查点 \(key)。", en: "The checkpoint \(key) is missing."))
    }

    static func checkpointAltered(_ key: String) -> LedgerFault {
        LedgerFault(
            "checkpoint-altered", at: key,
            Words(zh: "检查点 \(key) 已被改动，签名无效。", en: "The checkpoint \(key) was altered: its signature does not hold."))
    }

    static func checkpointKey(_ key: String, _ id: String) -> LedgerFault {
        LedgerFault(
            "checkpoint-key", at: key,
            Words(
                zh: "检查点 \(key) 由未知密钥 \(id) 签名。", en: "The checkpoint \(key) is signed by the unknown key \(id)."),
            next: Words(
                zh: "如密钥文件被换过，请恢复原来的 keys 文件夹；否则视为篡改，保留现场。",
                en:
                    "If the key file was replaced, restore the former keys folder; otherwise treat this as tampering and keep the evidence."
            ))
    }

    static func keyAltered(_ key: String) -> LedgerFault {
        LedgerFault(
            "key-altered", at: key,
            Words(zh: "公钥文件 \(key) 缺失或已被改动。", en: "The public key \(key) is missing or was altered."),
            next: Words(
                zh: "先备份现场；移走该文件后，下一次封存会重新写出。",
                en: "Keep a copy as evidence; move the file away and the next sealing writes it again."))
    }

    static func rootDiffers(_ key: String) -> LedgerFault {
        LedgerFault(
            "root-differs", at: key,
            Words(
                zh: "账本内容与已签名的检查点 \(key) 不符。", en: "The events are not those that the checkpoint \(key) was signed for."
            ))
    }

    static func actMissing(_ digest: Digest, _ index: EventIndex) -> LedgerFault {
        LedgerFault(
            "act-missing", at: ActDocuments.key(digest).text,
            Words(zh: "缺少第 \(index) 条记录的行为文书。", en: "The act document of event \(index) is missing."))
    }

    static func actAltered(_ digest: Digest, _ index: EventIndex) -> LedgerFault {
        LedgerFault(
            "act-altered", at: ActDocuments.key(digest).text,
            Words(zh: "第 \(index) 条记录的行为文书已被改动。", en: "The act document of event \(index) was altered."))
    }

    static func databaseBehind(_ range: Range<EventIndex>) -> LedgerFault {
        LedgerFault(
            "database-behind", at: place(range),
            Words(
                zh: "账本文件证明 \(span(range)) 已经提交，但数据库中没有。",
                en: "The ledger's files prove that \(place(range)) were committed, but the database lacks them."),
            next: rebuild)
    }

    static func stateDiffers() -> LedgerFault {
        LedgerFault(
            "state-differs", at: "memory",
            Words(
                zh: "数据库中的账本与运行中的程序所记不同。",
                en: "The events in the database are not those the running program has written."),
            next: rebuild)
    }

    private static func place(_ range: Range<EventIndex>) -> String {
        range.count == 1 ? "event \(range.lowerBound)" : "events \(range.lowerBound)–\(range.upperBound - 1)"
    }

    private static func span(_ range: Range<EventIndex>) -> String {
        range.count == 1 ? "第 \(range.lowerBound) 条" : "第 \(range.lowerBound)–\(range.upperBound - 1) 条"
    }
}
