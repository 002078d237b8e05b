package import Archive

/// Why a format policy (格式策略) cannot be kept as it is. Rows are counted from 1.
package enum FormatPolicyProblem: Explained, Hashable {
    case badTarget(row: Int, String)
    case badCategory(row: Int, String)
    case badTreatment(row: Int, String)
    case rowReasonMissing(row: Int, String)
    /// Two rows for the same format and 门类.
    case twice(row: Int, String)
    case empty
    case tooMany(Int)
    case reasonMissing
    /// It would have judged transfers that were judged already.
    case dayPassed(Day, today: Day)
    case badDay
    /// The same as what holds already.
    case nothingChanged
    case mayNotDecide(Role)
    /// Written by hand and not understood; where.
    case unreadable(String)
    /// Others decided a version meanwhile: what was seen is not what would be replaced.
    case changedMeanwhile
}

extension FormatPolicyProblem {
    package var code: String {
        switch self {
        case .badTarget: "format-policy.bad-target"
        case .badCategory: "format-policy.bad-category"
        case .badTreatment: "format-policy.bad-treatment"
        case .rowReasonMissing: "format-policy.row-reason-missing"
        case .twice: "format-policy.twice"
        case .empty: "format-policy.empty"
        case .tooMany: "format-policy.too-many"
        case .reasonMissing: "format-policy.reason-missing"
        case .dayPassed: "format-policy.day-passed"
        case .badDay: "format-policy.bad-day"
        case .nothingChanged: "format-policy.nothing-changed"
        case .mayNotDecide: "format-policy.may-not-decide"
        case .unreadable: "format-policy.unreadable"
        case .changedMeanwhile: "format-policy.changed-meanwhile"
        }
    }

    /// The row it is about, from 1.
    package var row: Int? {
        switch self {
        case .badTarget(let row, _), .badCategory(let row, _), .badTreatment(let row, _), .rowReasonMissing(let row, _),
            .twice(let row, _):
            row
        default: nil
        }
    }

    package var what: Words {
        switch self {
        case .badTarget(let row, let text):
            Words(zh: "第 \(row) 行的格式“\(text)”看不懂。", en: "Row \(row): \"\(text)\" names no format.")
        case .badCategory(let row, let text):
            Words(zh: "第 \(row) 行：没有门类“\(text)”。", en: "Row \(row): there is no category \"\(text)\".")
        case .badTreatment(let row, let text):
            Words(zh: "第 \(row) 行：没有处理办法“\(text)”。", en: "Row \(row): \"\(text)\" is no treatment.")
        case .rowReasonMissing(let row, let label):
            Words(
                zh: "第 \(row) 行（\(label)）没有写理由，或超过 300 字。",
                en: "Row \(row) (\(label)) has no reason, or one of over 300 characters.")
        case .twice(let row, let label):
            Words(zh: "第 \(row) 行：\(label) 前面已有一行。", en: "Row \(row): \(label) stands in an earlier row already.")
        case .empty: Words(zh: "策略一行也没有。", en: "The policy has no rows.")
        case .tooMany(let count):
            Words(
                zh: "策略有 \(count) 行，最多 \(FormatPolicy.mostRows) 行。",
                en: "The policy has \(count) rows; it may have \(FormatPolicy.mostRows).")
        case .reasonMissing:
            Words(zh: "没有写为什么这样定，或超过 1000 字。", en: "The reason is missing, or longer than 1000 characters.")
        case .dayPassed(let day, let today):
            Words(zh: "生效日 \(day) 已经过去（今天 \(today)）。", en: "The day \(day) has passed (today is \(today)).")
        case .badDay: Words(zh: "生效日写得不对。", en: "The day is not written as a day.")
        case .nothingChanged: Words(zh: "与现行策略一样，没有改动。", en: "It is what holds already: nothing would change.")
        case .mayNotDecide(let role):
            Words(zh: "\(role.words.zh)不能制定格式策略。", en: "A \(role.words.en) may not decide on the format policy.")
        case .unreadable(let place): Words(zh: "策略读不懂：\(place)", en: "The policy cannot be read: \(place)")
        case .changedMeanwhile:
            Words(zh: "打开页面之后，别人已定了新的一版。", en: "Somebody decided another version since this page was opened.")
        }
    }

    package var next: Words {
        switch self {
        case .badTarget:
            Words(
                zh: "写 PUID（fmt/95）、PUID 开头（fmt/70*）、格式大类（pdf、ofd、jpeg、audio、video…）或 *。",
                en: "Write a PUID (fmt/95), its beginning (fmt/70*), a family (pdf, ofd, jpeg, audio, video …) or *.")
        case .badCategory: Words(zh: "写门类代码，如 WS、ZP；各门类都适用则留空。", en: "Write a code such as WS or ZP; empty: all.")
        case .badTreatment:
            Words(zh: "写 accept（接收）、migrate（接收并转换）或 return（退回）。", en: "Write accept, migrate or return.")
        case .rowReasonMissing: Words(zh: "用一句话写明依据。", en: "Say in a sentence what it rests on.")
        case .twice: Words(zh: "留一行，删一行。", en: "Keep one of them.")
        case .empty: Words(zh: "至少写一行。", en: "Write at least one.")
        case .tooMany:
            Words(zh: "用格式大类或 PUID 开头合并几行。", en: "Put rows together by family, or by the beginning of PUIDs.")
        case .reasonMissing: Words(zh: "用一句话写明依据或约定。", en: "Say in a sentence what it rests on.")
        case .dayPassed:
            Words(zh: "选今天或以后的一天；过去的检测报告不改。", en: "Choose today or a later day: reports that were made stay.")
        case .badDay: Words(zh: "写成 2026-12-01 的样子。", en: "Write it like 2026-12-01.")
        case .nothingChanged: Words(zh: "改了再保存。", en: "Change something, then save.")
        case .mayNotDecide: Words(zh: "由档案员制定。", en: "An archivist decides.")
        case .unreadable:
            Words(
                zh: "用 lantai formats policy --json 看现行策略的写法，照着改。",
                en: "lantai formats policy --json shows how it is written; change that.")
        case .changedMeanwhile: Words(zh: "看过新的一版，再改。", en: "Look at the new version, then change it.")
        }
    }
}
