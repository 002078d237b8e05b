import Appraisal
import Archive
import Bytes
import Intake
import Preservation

/// What an event's facts are called on a page. A fact of a later version is shown by its own word.
enum FactWords {
    static func name(_ key: String) -> Words { names[key] ?? Words(asIs: key) }

    /// A value as people read it: moments on the clock of the archive, codes by their words, sizes in units.
    static func value(_ value: JSON, of key: String, _ clock: Clock) -> Words {
        if let flag = value.bool { return flag ? Words(zh: "是", en: "yes") : Words(zh: "否", en: "no") }
        if let number = value.int { return self.number(number, of: key) }
        if let items = value.array {
            let words = items.map { self.value($0, of: key, clock) }
            guard !words.isEmpty else { return Phrases.none }
            return Words(zh: words.map(\.zh).joined(separator: "、"), en: words.map(\.en).joined(separator: ", "))
        }
        guard let text = value.string else { return value == .null ? Phrases.none : Words(asIs: value.text) }
        if let words = codes[key]?(text) { return words }
        if let moment = Instant(text: text) { return LocalTime(moment, clock).full }
        if let day = Day(text: text) { return day.words }
        return Words(asIs: text)
    }

    private static func number(_ number: Int64, of key: String) -> Words {
        switch key {
        case "level":
            // Withdrawn is no level.
            PublicationLevel(rawValue: Int(number))?.words ?? (number == 0 ? Phrases.none : Words(asIs: number.grouped))
        case "bytes", "written": Words(asIs: number.size)
        case "milliseconds":
            number < 1000 ? Words(zh: "不到1秒", en: "less than 1 s") : Words(seconds: (number + 500) / 1000)
        case "version", "undoes": Words(zh: "第\(number)版", en: "version \(number)")
        default: Words(asIs: number.grouped)
        }
    }

    /// What the value is to machines, where the words alone would not tell experts enough: a code, all digits of a size.
    static func exact(_ value: JSON, of key: String) -> Words? {
        if let text = value.string { return codes[key]?(text) == nil ? nil : Words(asIs: text) }
        guard let number = value.int else { return nil }
        switch key {
        case "level": return number == 0 ? nil : Words(asIs: String(number))
        case "bytes", "written":
            return number < 1000 ? nil : Words(zh: "\(number.grouped)字节", en: "\(number.grouped) bytes")
        default: return nil
        }
    }

    /// The words of the codes that stand in facts.
    private static let codes: [String: @Sendable (String) -> Words?] = [
        "verdict": { Verdict(rawValue: $0)?.words ?? AccessStatus(rawValue: $0)?.words },
        "side": { HandoverSide(rawValue: $0)?.words },
        "sealed": { SealKind(rawValue: $0)?.words },
        "kind": { SetKind(rawValue: $0)?.words },
        "carrier": { Carrier(rawValue: $0)?.words },
        "copy": { $0 == CopyName.primary ? CopyName.words($0) : nil },
        "action": { code in
            switch code {
            case "rotated": Words(zh: "换钥", en: "rotated")
            case "revoked": Words(zh: "吊销", en: "revoked")
            case "taken": Words(zh: "接过来", en: "taken over")
            case "dropped": Words(zh: "扔掉", en: "thrown away")
            case "lost": Words(zh: "丢失后换新", en: "replaced after it was lost")
            default: nil
            }
        },
    ]

    /// In the order in which they are read: what it came to, how many, then what machines need.
    static let order = [
        "verdict", "side", "level", "records", "units", "files", "bytes", "blocking", "warnings", "marks", "items",
        "failed",
        "checked",
        "passed", "reasons", "damaged", "atRisk", "cases", "copy", "closed", "milliseconds", "version", "marked",
        "atOnce",
        "begins", "begun", "undoes", "action",
        "old", "new", "sealed", "parts",
    ]

    private static let names: [String: Words] = [
        "verdict": Words(zh: "结论", en: "verdict"),
        "side": Words(zh: "签字方", en: "side"),
        "sealed": Words(zh: "签名和印章", en: "signed with"),
        "level": Words(zh: "公布层次", en: "level"),
        "records": Words(zh: "件数", en: "records"),
        "units": Words(zh: "条目", en: "units"),
        "items": Words(zh: "复核项", en: "items reviewed"),
        "failed": Words(zh: "不通过", en: "failed"),
        "files": Words(zh: "文件", en: "files"),
        "bytes": Words(zh: "数据量", en: "size"),
        "blocking": Words(zh: "阻断", en: "blocking"),
        "warnings": Words(zh: "提醒", en: "warnings"),
        "marks": Words(zh: "密级标志", en: "secrecy marks"),
        "checked": Words(zh: "已核验", en: "checked"),
        "damaged": Words(zh: "损坏", en: "damaged"),
        "atRisk": Words(zh: "应转换或不再收的", en: "to be migrated, or no longer taken"),
        "cases": Words(zh: "个案", en: "cases"),
        "copy": Words(zh: "哪一份", en: "where"),
        "closed": Words(zh: "了结", en: "closed"),
        "version": Words(zh: "版本", en: "version"),
        "marked": Words(zh: "带密级标志", en: "marked secret"),
        "atOnce": Words(zh: "即时生效", en: "at once"),
        "begins": Words(zh: "到期生效", en: "begins now"),
        "begun": Words(zh: "已生效", en: "in force"),
        "undoes": Words(zh: "所撤销的办理", en: "undoes"),
        "action": Words(zh: "办理", en: "action"),
        "old": Words(zh: "旧密钥", en: "old key"),
        "new": Words(zh: "新密钥", en: "new key"),
        "medium": Words(zh: "载体", en: "medium"),
        "kind": Words(zh: "用途", en: "kind"),
        "carrier": Words(zh: "载体种类", en: "made of"),
        "n": Words(zh: "第几张", en: "place in the set"),
        "of": Words(zh: "共几张", en: "media of the set"),
        "objects": Words(zh: "对象", en: "objects"),
        "manifest": Words(zh: "清单摘要", en: "digest of the manifest"),
        "openedOnly": Words(zh: "仅含已开放", en: "opened records only"),
        "asOf": Words(zh: "内容截至", en: "holds what was there at"),
        "part": Words(zh: "只含一部分", en: "part of what was new"),
        "replaces": Words(zh: "更换的载体", en: "replaces"),
        "faults": Words(zh: "损坏", en: "faults"),
        "read": Words(zh: "读了", en: "read"),
        "parts": Words(zh: "附带文书", en: "parts of the act"),
        "account": Words(zh: "账号", en: "account"),
        "linked": Words(zh: "挂接", en: "linked to entries"),
        "entries": Words(zh: "条目数", en: "entries"),
        "published": Words(zh: "公开日志条目", en: "entries of the public log"),
        "events": Words(zh: "记录条数", en: "events"),
        "key": Words(zh: "密钥", en: "key"),
        "written": Words(zh: "新写入", en: "newly written"),
        "passed": Words(zh: "通过", en: "passed"),
        "milliseconds": Words(zh: "用时", en: "time taken"),
        "reasons": Words(zh: "缘由", en: "reasons"),
    ]
}
