package import Archive

/// A ground of a decision (划控依据): a line of a list, not a case in code.
package struct Ground: Hashable, Sendable {
    package let code: String
    package let name: Words
    /// The verdicts it can carry.
    package let verdicts: Set<AccessStatus>
    /// Enough to open before the period has passed.
    package let opensEarly: Bool
    /// Enough to open against a restriction that the transfer carried without an end.
    package let agreed: Bool
    package let source: String

    /// 档案法 (2020) 27 条, 档案法实施条例 (2024) 30–31 条, 国家档案馆档案开放办法 (2022).
    package static let all: [Ground] = [
        row("period-passed", "形成满规定年限", "the period for opening has passed", [.open], "档案法 27 条"),
        row(
            "early-subject", "经济、教育、科技、文化等类档案提前开放", "economy, education, science or culture: opened early", [.open],
            "档案法 27 条", early: true),
        row(
            "disclosed-before", "移交前已主动公开", "disclosed by the agency before transfer", [.open],
            "档案法实施条例 30 条", early: true),
        row(
            "joint-review", "会同移交单位审核，同意开放", "reviewed together with the agency, which agrees", [.open],
            "档案法实施条例 30 条", early: true, agreed: true),
        row(
            "state-secret", "涉及国家秘密且保密期限未满", "a state secret whose period has not ended", [.controlled, .delayed],
            "国家档案馆档案开放办法"),
        row(
            "national-interest", "涉及国家和社会重大利益", "major interests of the state or society",
            [.controlled, .delayed], "国家档案馆档案开放办法"),
        row(
            "third-party", "涉及知识产权、个人信息", "intellectual property or personal information",
            [.controlled, .delayed], "国家档案馆档案开放办法"),
        row("other-law", "其他依法应当限制利用", "restricted by other law", [.controlled, .delayed], "国家档案馆档案开放办法"),
        row(
            "decided-in-error", "原决定有误，重新审核", "the earlier decision was wrong and is reviewed again",
            [.controlled, .delayed], "档案法实施条例 30 条"),
    ]

    private static let byCode = Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })

    /// The ground with this code; `nil` if there is none.
    package static func named(_ code: String) -> Ground? { byCode[code] }

    private static func row(
        _ code: String, _ zh: String, _ en: String, _ verdicts: Set<AccessStatus>, _ source: String,
        early: Bool = false, agreed: Bool = false
    ) -> Ground {
        Ground(
            code: code, name: Words(zh: zh, en: en), verdicts: verdicts, opensEarly: early, agreed: agreed,
            source: source)
    }
}
