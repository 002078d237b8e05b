package import Archive

/// Why a scheme of checks (检测方案) cannot be kept as it is.
package enum SchemeProblem: Explained, Hashable {
    /// The check is always run as it is.
    case locked(String)
    case noSuchCheck(String)
    case noSuchFormat(String)
    case noSuchElement(String)
    case badFonds(String)
    case badCategory(String)
    case badSize
    case badResolution
    case nameMissing
    case reasonMissing
    /// It would have judged transfers that were judged already.
    case dayPassed(Day, today: Day)
    case badDay
    case badAgency
    /// Packages are not checked at this stage.
    case badStage(String)
    /// A scheme for one 门类 lists others besides.
    case categoriesSaid
    /// The same as what holds already.
    case nothingChanged
    case mayNotDecide(Role)
    /// A scheme that was written by hand and is not understood; where.
    case unreadable(String)
    /// There is no scheme of its own that could be given up.
    case noSuchScheme
    /// Others decided a version meanwhile: what was seen is not what would be replaced.
    case changedMeanwhile
}

extension SchemeProblem {
    package var code: String {
        switch self {
        case .locked: "scheme.locked"
        case .noSuchCheck: "scheme.unknown-check"
        case .noSuchFormat: "scheme.unknown-format"
        case .noSuchElement: "scheme.unknown-element"
        case .badFonds: "scheme.bad-fonds"
        case .badCategory: "scheme.bad-category"
        case .badSize: "scheme.bad-size"
        case .badResolution: "scheme.bad-resolution"
        case .nameMissing: "scheme.name-missing"
        case .reasonMissing: "scheme.reason-missing"
        case .dayPassed: "scheme.day-passed"
        case .badDay: "scheme.bad-day"
        case .badAgency: "scheme.bad-agency"
        case .badStage: "scheme.bad-stage"
        case .categoriesSaid: "scheme.categories-said"
        case .nothingChanged: "scheme.nothing-changed"
        case .mayNotDecide: "scheme.may-not-decide"
        case .unreadable: "scheme.unreadable"
        case .noSuchScheme: "scheme.no-such-scheme"
        case .changedMeanwhile: "scheme.changed-meanwhile"
        }
    }

    package var what: Words {
        switch self {
        case .locked(let check):
            Words(
                zh: "“\(CheckLabels.label(check).name.zh)”一定要检，方案不能改。",
                en: "The check \(check) is always run; no scheme changes it.")
        case .noSuchCheck(let text): Words(zh: "没有检测项“\(text)”。", en: "There is no check \"\(text)\".")
        case .noSuchFormat(let text): Words(zh: "不能约定格式“\(text)”。", en: "The format \"\(text)\" cannot be agreed on.")
        case .noSuchElement(let text):
            Words(zh: "“\(text)”不是可以另外要求的著录项。", en: "\"\(text)\" is no element that can be required.")
        case .badFonds(let text): Words(zh: "全宗号“\(text)”写得不对。", en: "\"\(text)\" is no fonds number.")
        case .badCategory(let text): Words(zh: "没有门类“\(text)”。", en: "There is no category \"\(text)\".")
        case .badSize:
            Words(zh: "每包上限要写成 1 MB 以上的整数。", en: "The most bytes of a package is a whole number of MB, at least one.")
        case .badResolution:
            Words(
                zh: "扫描分辨率要写成 200 到 1200 的整数。", en: "The resolution of scans is a whole number from 200 to 1200.")
        case .nameMissing: Words(zh: "没有写方案名称，或超过 100 字。", en: "The scheme has no name, or one of over 100 characters.")
        case .reasonMissing:
            Words(zh: "没有写为什么这样定，或超过 1000 字。", en: "The reason is missing, or longer than 1000 characters.")
        case .dayPassed(let day, let today):
            Words(
                zh: "生效日 \(day) 已经过去（今天 \(today)）。", en: "The day \(day) has passed (today is \(today)).")
        case .badDay: Words(zh: "生效日写得不对。", en: "The day is not written as a day.")
        case .badAgency: Words(zh: "移交单位名称太长，或含控制字符。", en: "The agency's name is too long or holds control characters.")
        case .badStage(let text):
            Words(zh: "检测方案没有环节“\(text)”。", en: "There are no schemes for the stage \"\(text)\".")
        case .categoriesSaid:
            Words(
                zh: "这个方案只用于一个门类，不能另列移交的门类。",
                en: "This scheme is for one category, and lists categories transferred besides.")
        case .nothingChanged: Words(zh: "与现行方案一样，没有改动。", en: "It is what holds already: nothing would change.")
        case .mayNotDecide(let role):
            Words(zh: "\(role.words.zh)不能制定检测方案。", en: "A \(role.words.en) may not decide on schemes.")
        case .unreadable(let place): Words(zh: "方案读不懂：\(place)", en: "The scheme cannot be read: \(place)")
        case .noSuchScheme: Words(zh: "这里没有另定的方案。", en: "There is no scheme of its own to give up.")
        case .changedMeanwhile:
            Words(zh: "打开页面之后，别人已定了新的一版。", en: "Somebody decided another version since this page was opened.")
        }
    }

    package var next: Words {
        switch self {
        case .locked: Words(zh: "去掉对它的改动再保存。", en: "Leave it as usual and save again.")
        case .noSuchCheck, .noSuchFormat, .noSuchElement, .unreadable:
            Words(
                zh: "用 lantai schemes --json 看现行方案的写法，照着改。",
                en: "lantai schemes --json shows how it is written; change that.")
        case .badFonds:
            Words(zh: "写全宗号，如 X003，多个用空格或逗号隔开。", en: "Write numbers like X003, separated by spaces or commas.")
        case .badCategory:
            Words(zh: "写门类代码，如 WS、ZP，多个用空格或逗号隔开。", en: "Write codes like WS or ZP, separated by spaces or commas.")
        case .badSize: Words(zh: "例如 2000；不限则留空。", en: "Such as 2000; leave it empty for no limit.")
        case .badResolution: Words(zh: "例如 300；按标准则留空。", en: "Such as 300; leave it empty for the standard.")
        case .nameMissing: Words(zh: "写一个看得出单位的名称。", en: "Give it a name that tells whose it is.")
        case .reasonMissing: Words(zh: "用一句话写明依据或约定。", en: "Say in a sentence what it rests on.")
        case .dayPassed:
            Words(zh: "选今天或以后的一天；过去的检测报告不改。", en: "Choose today or a later day: reports that were made stay.")
        case .badDay: Words(zh: "写成 2026-12-01 的样子。", en: "Write it like 2026-12-01.")
        case .badAgency: Words(zh: "写单位全称，200 字以内。", en: "Write its full name, in at most 200 characters.")
        case .badStage:
            Words(
                zh: "写 filing（归档）或 transfer（移交与接收）；长期保存按巡检，不用检测方案。",
                en: "Write filing or transfer; long-term keeping is looked after in rounds, which have no schemes.")
        case .categoriesSaid: Words(zh: "把移交的门类留空再保存。", en: "Leave the categories transferred empty and save again.")
        case .nothingChanged: Words(zh: "改了再保存。", en: "Change something, then save.")
        case .mayNotDecide: Words(zh: "由档案员制定。", en: "An archivist decides.")
        case .noSuchScheme: Words(zh: "它本来就按更宽的方案检测。", en: "It is judged by the wider scheme already.")
        case .changedMeanwhile: Words(zh: "看过新的一版，再改。", en: "Look at the new version, then change it.")
        }
    }
}
