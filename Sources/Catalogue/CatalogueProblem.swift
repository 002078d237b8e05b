package import Archive

/// Why the catalogue could not do what was asked.
package enum CatalogueProblem: Explained {
    case noSuchUnit(String)
    /// Somebody else changed the unit since it was shown.
    case changedMeanwhile(code: String, expected: Int64, found: Int64)
    case unknownElement(String)
    /// The element is set by another act, or not used at this level.
    case notEditable(element: Words, level: Words)
    case invalid([InvalidValue])
    case nothingToChange(code: String)
    case noSuchVersion(code: String, version: Int64)
    case notAllowed(Role)
    /// An act document does not say what its schema promises.
    case actUnreadable(schema: String)
    case noSuchBatch(DecisionID)
    /// Nothing is as the batch left it any more.
    case nothingToUndo
    /// There is nothing that could be moved there.
    case nothingToMove
    /// More than one move takes.
    case tooManyToMove(count: Int, most: Int)
    /// Nothing of one edit is as it left it any more, or it changed no element.
    case nothingToTakeBack(code: String, version: Int64)
    /// What somebody left unsaved in the unit is not there any more, or is another text now.
    case nothingLeftUnsaved(code: String)
    /// Taking it over would overwrite what the agent typed into the unit itself.
    case unsavedOfYourOwn(code: String)

    package var code: String {
        switch self {
        case .noSuchUnit: "catalogue.no-such-unit"
        case .changedMeanwhile: "catalogue.changed-meanwhile"
        case .unknownElement: "catalogue.unknown-element"
        case .notEditable: "catalogue.not-editable"
        case .invalid: "catalogue.invalid"
        case .nothingToChange: "catalogue.nothing-to-change"
        case .noSuchVersion: "catalogue.no-such-version"
        case .notAllowed: "catalogue.not-allowed"
        case .actUnreadable: "catalogue.act-unreadable"
        case .noSuchBatch: "catalogue.no-such-batch"
        case .nothingToUndo: "catalogue.nothing-to-undo"
        case .nothingToMove: "catalogue.nothing-to-move"
        case .tooManyToMove: "catalogue.too-many-to-move"
        case .nothingToTakeBack: "catalogue.nothing-to-take-back"
        case .nothingLeftUnsaved: "catalogue.nothing-left-unsaved"
        case .unsavedOfYourOwn: "catalogue.unsaved-of-your-own"
        }
    }

    package var what: Words {
        switch self {
        case .noSuchUnit(let id):
            Words(zh: "目录中没有 \(id)。", en: "The catalogue has no \(id).")
        case .changedMeanwhile(let code, let expected, let found):
            Words(
                zh: "\(code) 已被他人修改：您看到的是第 \(expected) 版，现在是第 \(found) 版。",
                en: "\(code) was changed by somebody else: you saw version \(expected), it is now at \(found).")
        case .unknownElement(let name):
            Words(zh: "没有著录项目“\(name)”。", en: "There is no descriptive element “\(name)”.")
        case .notEditable(let element, let level):
            Words(zh: "\(level.zh)级不能在此修改“\(element.zh)”。", en: "“\(element.en)” of a \(level.en) is not edited here.")
        case .invalid(let values):
            Words(
                zh: values.map { "\($0.element.zh)：\($0.what.zh)" }.joined(separator: "；"),
                en: values.map { "\($0.element.en): \($0.what.en)" }.joined(separator: "; "))
        case .nothingToChange(let code):
            Words(zh: "\(code) 没有任何改动。", en: "Nothing of \(code) would change.")
        case .noSuchVersion(let code, let version):
            Words(zh: "\(code) 没有第 \(version) 版。", en: "\(code) has no version \(version).")
        case .notAllowed(let role):
            Words(zh: "\(role.words.zh)不能修改著录。", en: "The role \(role.words.en) may not change descriptions.")
        case .actUnreadable(let schema):
            Words(zh: "行为文书（\(schema)）无法读取。", en: "An act document (\(schema)) cannot be read.")
        case .noSuchBatch(let id):
            Words(zh: "没有编号为 \(id) 的确认。", en: "Nothing was confirmed under the number \(id).")
        case .nothingToUndo:
            Words(zh: "这一批已没有可撤销的件。", en: "Nothing of this batch is left to undo.")
        case .nothingToMove:
            Words(zh: "没有可以移动的件。", en: "Nothing can be moved.")
        case .tooManyToMove(let count, let most):
            Words(zh: "一次移动 \(count) 件太多，最多 \(most) 件。", en: "\(count) are too many for one move; it takes \(most).")
        case .nothingToTakeBack(let code, let version):
            Words(
                zh: "\(code) 第 \(version) 版的改动没有可撤销的。",
                en: "Nothing of what version \(version) of \(code) changed can be taken back.")
        case .nothingLeftUnsaved(let code):
            Words(zh: "\(code) 已没有留下的未保存改动。", en: "Nothing is left unsaved in \(code).")
        case .unsavedOfYourOwn(let code):
            Words(zh: "你自己也改了 \(code) 没有保存。", en: "You changed \(code) yourself and did not save it.")
        }
    }

    package var next: Words {
        switch self {
        case .noSuchUnit:
            Words(zh: "请核对标识或档号后重试。", en: "Check the identifier or reference code and try again.")
        case .changedMeanwhile:
            Words(
                zh: "请重新打开该条目，核对新内容后再改。", en: "Open the entry again, look at what is new, and make your change there.")
        case .unknownElement:
            Words(
                zh: "请使用著录项目的标识符，如 title（题名）、date（日期）。",
                en: "Use the identifier of an element, such as title or date.")
        case .notEditable:
            Words(
                zh: "开放标识由开放审核决定，层级由整理决定。",
                en: "The access status is decided by appraisal, the level by arrangement.")
        case .invalid(let values):
            Words(
                zh: values.map(\.next.zh).joined(separator: "；"), en: values.map(\.next.en).joined(separator: " "))
        case .nothingToChange:
            Words(zh: "无需保存。", en: "There is nothing to save.")
        case .noSuchVersion:
            Words(zh: "请从修改历史中选择一个版本。", en: "Choose a version from the history.")
        case .notAllowed:
            Words(zh: "请由档案员登录后修改。", en: "Sign in as an archivist.")
        case .actUnreadable:
            Words(zh: "请运行 lantai verify-ledger 查明。", en: "Run lantai verify-ledger to find out why.")
        case .noSuchBatch:
            Words(zh: "从“批量办理”列表里进入。", en: "Find it in the list of batches.")
        case .nothingToUndo:
            Words(zh: "无需再撤销；各件的现状见其历史。", en: "Nothing needs doing; the history of each item says how it stands.")
        case .nothingToMove:
            Words(zh: "各件不能移的缘由见预览；它们可能已被移走或改过。", en: "The preview says why; they may have been moved or changed.")
        case .tooManyToMove:
            Words(zh: "分几次移动。", en: "Move them in several steps.")
        case .nothingToTakeBack:
            Words(
                zh: "这些项目其后又改过；请在修改经过里选较后的一次，或还原到某一版。",
                en: "The elements were changed again since; choose a later edit in the history, or restore a version.")
        case .nothingLeftUnsaved:
            Words(zh: "别人可能刚刚办过；重新打开列表看看。", en: "Somebody may have settled it just now; open the list again.")
        case .unsavedOfYourOwn:
            Words(zh: "先保存或扔掉自己的改动，再接过来。", en: "Save or throw away your own change first, then take this one over.")
        }
    }
}

/// One value an element cannot have: which, why, and what it may be.
package struct InvalidValue: Hashable, Sendable {
    /// The identifier of the element, for marking the field.
    package let identifier: String
    package let element: Words
    package let what: Words
    package let next: Words
    /// The standard or law that says so.
    package let rule: Words

    package init(_ element: DescriptiveElement, what: Words, next: Words, rule: Words = .describing) {
        identifier = element.identifier
        self.element = element.name
        self.what = what
        self.next = next
        self.rule = rule
    }
}

extension Words {
    /// The rules a value may break, as they are cited.
    package static let describing = Words(zh: "DA/T 18-2022", en: "DA/T 18-2022")
    static let codes = Words(zh: "DA/T 13-2022", en: "DA/T 13-2022")
    static let periods = Words(zh: "DA/T 22-2015", en: "DA/T 22-2015")
    static let labels = Words(zh: "GB/T 7156-2003", en: "GB/T 7156-2003")
    static let secrets = Words(zh: "保守国家秘密法", en: "Law on Guarding State Secrets")
}
