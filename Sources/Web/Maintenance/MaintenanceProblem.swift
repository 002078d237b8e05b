package import Archive

/// Why the portal could not be closed or opened.
package enum MaintenanceProblem: Explained, Equatable {
    case notAllowed(Role)
    case badMoment(String)
    /// The end is told as a moment that has passed.
    case past
    case tooLong(Int)

    package var code: String {
        switch self {
        case .notAllowed: "maintenance.not-allowed"
        case .badMoment: "maintenance.bad-moment"
        case .past: "maintenance.past"
        case .tooLong: "maintenance.too-long"
        }
    }

    package var what: Words {
        switch self {
        case .notAllowed(let role):
            Words(
                zh: "\(role.words.zh)不能关闭或开放门户。", en: "The role \(role.words.en) may not close or open the portal.")
        case .badMoment(let text):
            Words(zh: "“\(text)”不是日期和时刻。", en: "“\(text)” is no day and time.")
        case .past: Words(zh: "预计恢复的时刻已经过去。", en: "The moment at which it is to be over has passed.")
        case .tooLong(let most):
            Words(zh: "说明太长，最多\(most)个字。", en: "The words are too long; \(most) characters are the most.")
        }
    }

    package var next: Words {
        switch self {
        case .notAllowed: Words(zh: "请由系统管理员办理。", en: "Ask the system administrator.")
        case .badMoment:
            Words(
                zh: "写成 2026-12-01T08:00 这样，用本馆所在时区的时间。",
                en: "Write it like 2026-12-01T08:00, in the time of the archive's zone.")
        case .past: Words(zh: "写一个以后的时刻，或者不写。", en: "Give a later one, or none.")
        case .tooLong: Words(zh: "写短一些再提交。", en: "Shorten them and send again.")
        }
    }
}
