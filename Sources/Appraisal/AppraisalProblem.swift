package import Archive

/// Why the board could not decide what was asked.
package enum AppraisalProblem: Explained {
    case notAllowed(Role)
    case nothingSelected
    case tooMany(limit: Int)
    case noSuchUnit(UnitID)
    case noSuchGround(String)
    case groundForOther(Ground, verdict: AccessStatus)
    /// A decision must say open, controlled or delayed.
    case noVerdict
    case reviewDayMissing
    case reviewDayTooEarly(Day, effective: Day)
    /// Some of the units cannot be decided so; nothing was decided.
    case refused([Refusal])
    /// None of the units is public.
    case nothingPublished
    /// Somebody else kept deciding about the same units.
    case changedMeanwhile
    case actUnreadable(schema: String)
    /// Only what gave something can be undone: an opening, a publication.
    case notUndoable(DecisionID)
    /// Nothing is as the decision left it any more.
    case nothingToUndo

    package var code: String {
        switch self {
        case .notAllowed: "appraisal.not-allowed"
        case .nothingSelected: "appraisal.nothing-selected"
        case .tooMany: "appraisal.too-many"
        case .noSuchUnit: "appraisal.no-such-unit"
        case .noSuchGround: "appraisal.no-such-ground"
        case .groundForOther: "appraisal.ground-for-other"
        case .noVerdict: "appraisal.no-verdict"
        case .reviewDayMissing: "appraisal.review-day-missing"
        case .reviewDayTooEarly: "appraisal.review-day-too-early"
        case .refused: "appraisal.refused"
        case .nothingPublished: "appraisal.nothing-published"
        case .changedMeanwhile: "appraisal.changed-meanwhile"
        case .actUnreadable: "appraisal.act-unreadable"
        case .notUndoable: "appraisal.not-undoable"
        case .nothingToUndo: "appraisal.nothing-to-undo"
        }
    }

    package var isTransient: Bool { if case .changedMeanwhile = self { true } else { false } }

    package var what: Words {
        switch self {
        case .notAllowed(let role):
            Words(zh: "\(role.words.zh)不能作此决定。", en: "The role \(role.words.en) may not decide this.")
        case .nothingSelected:
            Words(zh: "没有选中任何件。", en: "No items were selected.")
        case .tooMany(let limit):
            Words(zh: "一次决定最多 \(limit) 件。", en: "One decision takes at most \(limit) items.")
        case .noSuchUnit(let id):
            Words(zh: "目录中没有 \(id)。", en: "The catalogue has no \(id).")
        case .noSuchGround(let code):
            Words(zh: "没有代码为“\(code)”的依据。", en: "There is no ground with the code \"\(code)\".")
        case .groundForOther(let ground, let verdict):
            Words(
                zh: "依据“\(ground.name.zh)”不能用于“\(verdict.words.zh)”。",
                en: "The ground \"\(ground.name.en)\" is not one for \"\(verdict.words.en)\".")
        case .noVerdict:
            Words(zh: "须决定开放、控制或延期开放。", en: "Decide open, controlled or delayed.")
        case .reviewDayMissing:
            Words(zh: "延期开放须写明复审日。", en: "A delay needs the day on which it is reviewed.")
        case .reviewDayTooEarly(let day, let effective):
            Words(
                zh: "复审日 \(day) 不晚于生效日 \(effective)。",
                en: "The review day \(day) is not after \(effective), when the decision takes effect.")
        case .refused(let refusals):
            Words(
                zh: Self.listed(
                    refusals.map { "\($0.code)：\($0.what.zh)" }, count: refusals.count, more: { "等 \($0) 件" }),
                en: Self.listed(
                    refusals.map { "\($0.code): \($0.what.en)" }, count: refusals.count, more: { "\($0) items in all" })
            )
        case .nothingPublished:
            Words(zh: "选中的件都没有公布。", en: "None of the items selected is published.")
        case .changedMeanwhile:
            Words(zh: "同一批件正被他人审核。", en: "Somebody else is deciding about the same items.")
        case .actUnreadable(let schema):
            Words(zh: "行为文书（\(schema)）无法读取。", en: "An act document (\(schema)) cannot be read.")
        case .notUndoable(let id):
            Words(
                zh: "\(id) 不是开放，也不是公布，不能撤销。", en: "\(id) neither opened nor published anything: there is no undoing it."
            )
        case .nothingToUndo:
            Words(zh: "这一批已没有可撤销的件。", en: "Nothing of this batch is left to undo.")
        }
    }

    package var next: Words {
        switch self {
        case .notAllowed:
            Words(zh: "请由开放审核员登录后决定。", en: "Sign in as an opening reviewer.")
        case .nothingSelected, .noSuchUnit:
            Words(zh: "请重新选择要审核的件。", en: "Choose the items again.")
        case .tooMany:
            Words(zh: "请分批决定，例如按批次或类别。", en: "Decide in parts, for example by transfer or category.")
        case .noSuchGround, .groundForOther:
            Words(
                zh: "可用的依据：" + Ground.all.map(\.code).joined(separator: "、"),
                en: "Grounds: " + Ground.all.map(\.code).joined(separator: ", ") + ".")
        case .noVerdict:
            Words(zh: "请选择一种结论。", en: "Choose one of the three.")
        case .reviewDayMissing, .reviewDayTooEarly:
            Words(zh: "请填写生效日之后的复审日。", en: "Give a review day after the effective day.")
        case .refused(let refusals):
            refusals.first?.next ?? Words(zh: "请重新选择。", en: "Choose again.")
        case .nothingPublished:
            Words(zh: "无需撤回。", en: "There is nothing to withdraw.")
        case .changedMeanwhile:
            Words(zh: "请稍后重试。", en: "Try again in a moment.")
        case .actUnreadable:
            Words(zh: "请运行 lantai verify-ledger 查明。", en: "Run lantai verify-ledger to find out why.")
        case .notUndoable:
            Words(zh: "控制、延期、撤回要改变时，另作决定。", en: "To change a control, a delay or a withdrawal, decide anew.")
        case .nothingToUndo:
            Words(zh: "无需再撤销；各件的现状见其历史。", en: "Nothing needs doing; the history of each item says how it stands.")
        }
    }

    private static func listed(_ lines: [String], count: Int, more: (Int) -> String) -> String {
        let shown = lines.prefix(5).joined(separator: "; ")
        return count > 5 ? shown + " … " + more(count) : shown
    }
}

/// Why one unit cannot be decided so, and what to do first.
package struct Refusal: Hashable, Sendable {
    package let unit: UnitID
    /// The reference code.
    package let code: String
    package let what: Words
    package let next: Words
}
