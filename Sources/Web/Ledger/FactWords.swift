import Appraisal
import Archive
import Intake

/// What an event's facts are called on a page. A fact of a later version is shown by its own word.
enum FactWords {
    static func name(_ key: String) -> Words { names[key] ?? Words(asIs: key) }

    static func value(_ value: JSON, of key: String) -> Words {
        if let flag = value.bool { return flag ? Words(zh: "是", en: "yes") : Words(zh: "否", en: "no") }
        if let number = value.int {
            if key == "level", let level = PublicationLevel(rawValue: Int(number)) { return level.words }
            return Words(asIs: key == "bytes" ? number.size : number.grouped)
        }
        guard let text = value.string else { return Words(asIs: value.text) }
        switch key {
        case "verdict":
            return Verdict(rawValue: text)?.words ?? AccessStatus(rawValue: text)?.words ?? Words(asIs: text)
        case "side": return HandoverSide(rawValue: text)?.words ?? Words(asIs: text)
        default: return Words(asIs: text)
        }
    }

    /// In the order in which they are read: what it came to, how many, then what machines need.
    static let order = [
        "verdict", "side", "level", "records", "units", "files", "bytes", "blocking", "warnings", "marks", "items",
        "failed", "checked",
        "damaged", "cases", "copy", "closed", "version", "marked", "atOnce", "begins", "begun", "undoes", "action",
        "old", "new", "parts",
    ]

    private static let names: [String: Words] = [
        "verdict": Words(zh: "结论", en: "verdict"),
        "side": Words(zh: "签字方", en: "side"),
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
    ]
}
