import Archive
import Foundation

/// Words many pages share. A page's own words stand in that page, in both languages beside each other.
enum Phrases {
    static let signIn = Words(zh: "登录", en: "Sign in")
    static let signOut = Words(zh: "退出", en: "Sign out")
    static let classified = Words(zh: "涉密", en: "classified")
    static let unclassified = Words(zh: "非涉密", en: "not classified")
    static let search = Words(zh: "检索", en: "Search")
    static let required = Words(zh: "必填", en: "required")
    static let optional = Words(zh: "可不填", en: "optional")
    static let cancel = Words(zh: "不做改动，返回", en: "Go back, change nothing")
    static let none = Words(zh: "无", en: "none")
    static let what = Words(zh: "是什么", en: "What")
    static let place = Words(zh: "在哪里", en: "Where")
    static let next = Words(zh: "怎么办", en: "What to do")
    static let code = Words(zh: "档号", en: "Reference code")
    static let title = Words(zh: "题名", en: "Title")
    static let date = Words(zh: "日期", en: "Date")
    static let state = Words(zh: "状态", en: "State")
    static let time = Words(zh: "时间", en: "Time")
    static let agency = Words(zh: "移交单位", en: "Transferring agency")
    static let schemes = Words(zh: "检测方案", en: "Schemes of checks")
    static let check = Words(zh: "检测项", en: "Check")
    static let howChecked = Words(zh: "怎样检", en: "How it is run")
    static let alwaysChecked = Words(zh: "一定要检", en: "always run")
    static let whereYouAre = Words(zh: "所在位置", en: "You are here")
    static let previousPage = Words(zh: "上一页", en: "Previous")
    static let nextPage = Words(zh: "下一页", en: "Next")

    static func items(_ count: Int64) -> Words {
        Words(zh: "\(count.grouped)件", en: count == 1 ? "1 item" : "\(count.grouped) items")
    }
    static func files(_ count: Int64) -> Words {
        Words(zh: "\(count.grouped)个", en: count == 1 ? "1 file" : "\(count.grouped) files")
    }
    static func volumes(_ count: Int64) -> Words {
        Words(zh: "\(count.grouped)卷", en: count == 1 ? "1 volume" : "\(count.grouped) volumes")
    }
    static func pages(_ count: Int64) -> Words {
        Words(zh: "\(count.grouped)页", en: count == 1 ? "1 page" : "\(count.grouped) pages")
    }
}

extension Words {
    /// Where something that is more than text stands in a sentence, a date or a link: each language has it in its own place.
    static let slot = "\u{FFFC}"

    /// Text that is the same in both languages: a code, a name, a title from the records.
    init(asIs text: String) { self.init(zh: text, en: text) }

    /// A sentence as a heading: without its full stop.
    var heading: Words {
        Words(
            zh: zh.hasSuffix("。") ? String(zh.dropLast()) : zh,
            en: en.hasSuffix(".") && !en.hasSuffix("..") ? String(en.dropLast()) : en)
    }

    static func + (left: Words, right: Words) -> Words { Words(zh: left.zh + right.zh, en: left.en + right.en) }
}

extension HTML {
    /// A sentence with `inside` where its slot is.
    mutating func text(_ words: Words, _ inside: (inout HTML) -> Void) {
        let parts = words[language].components(separatedBy: Words.slot)
        text(parts[0])
        inside(&self)
        text(parts.dropFirst().joined())
    }
}
