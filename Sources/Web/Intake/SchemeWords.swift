import Archive
import Formats
import Intake

/// One thing in which two versions of a scheme differ.
struct SchemeChange: Hashable {
    let what: Words
    let before: Words
    let after: Words

    /// What is different in `after`, checks in the order of the report, then the terms.
    static func changes(from before: CheckScheme, to after: CheckScheme) -> [SchemeChange] {
        let checks = ListedCheck.all.compactMap { check -> SchemeChange? in
            let (old, new) = (before.choice(of: check.key), after.choice(of: check.key))
            return old == new ? nil : SchemeChange(what: check.name, before: old.words, after: new.words)
        }
        let terms = zip(SchemeTermWords.all(before.terms), SchemeTermWords.all(after.terms)).compactMap { old, new in
            old.value == new.value ? nil : SchemeChange(what: old.name, before: old.value, after: new.value)
        }
        let name =
            before.name == after.name
            ? []
            : [
                SchemeChange(
                    what: Words(zh: "名称", en: "Name"), before: Words(asIs: before.name),
                    after: Words(asIs: after.name))
            ]
        return name + checks + terms
    }
}

/// What the terms of a scheme are called, and what they say.
enum SchemeTermWords {
    static let formats = Words(zh: "只收的格式", en: "Formats taken")
    static let fonds = Words(zh: "移交的全宗", en: "Fonds transferred")
    static let categories = Words(zh: "移交的门类", en: "Categories transferred")
    static let largest = Words(zh: "每包最多", en: "At most a package")
    static let required = Words(zh: "另外必填的著录项", en: "Elements required besides")
    static let resolution = Words(zh: "扫描分辨率不低于", en: "Resolution of scans, at least")
    static let paper = Words(zh: "页数按纸质原件登记", en: "Pages are counted on paper")

    private static let open = Words(zh: "不限", en: "no limit")

    static func all(_ terms: SchemeTerms) -> [(name: Words, value: Words)] {
        let kinds = SchemeTerms.offered.filter(terms.formats.contains).map(\.name)
        return [
            (
                formats,
                kinds.isEmpty
                    ? Words(zh: "按检测项自己的规则", en: "as the check itself says")
                    : Words(
                        zh: kinds.map(\.zh).joined(separator: "、"), en: kinds.map(\.en).joined(separator: ", "))
            ),
            (fonds, terms.fonds.isEmpty ? open : Words(asIs: terms.fonds.joined(separator: " "))),
            (
                categories,
                terms.categories.isEmpty
                    ? open
                    : Words(
                        zh: terms.categories.map { CategoryName.of($0).zh }.joined(separator: "、"),
                        en: terms.categories.map { CategoryName.of($0).en }.joined(separator: ", "))
            ),
            (largest, terms.largest.map { Words(asIs: $0.size) } ?? open),
            (
                resolution,
                terms.resolution.map { Words(asIs: "\($0) dpi") } ?? Words(zh: "按标准", en: "as the standard says")
            ),
            (
                required,
                terms.required.isEmpty
                    ? Phrases.none : Words(asIs: terms.required.map(elementName).joined(separator: "、"))
            ),
            (
                paper,
                terms.countsPaper ? Words(zh: "是", en: "yes") : Words(zh: "否，按文件页数", en: "no, as the files have")
            ),
        ]
    }

    /// `形式特征/页数` as people call it.
    static func elementName(_ path: String) -> String { path.split(separator: "/").last.map { String($0) } ?? path }
}

extension SchemeScope {
    /// The page of the scheme that is decided for it.
    var page: Path { place("/desk/schemes/one") }
    /// The form for a new version of it.
    var form: Path { place("/desk/schemes/edit") }

    private func place(_ path: Path) -> Path {
        path.adding("agency", agency).adding("category", category.isEmpty ? nil : category)
            .adding("stage", stage?.rawValue)
    }

    /// What its page names, the fields that are left open left out.
    init?(_ query: (String) -> String?) {
        self.init(agency: query("agency") ?? "")
        if let said = query("category"), !said.isEmpty {
            guard let code = CategoryName.code(of: said) else { return nil }
            category = code
        }
        if let word = query("stage"), !word.isEmpty {
            guard let stage = SchemeScope.stages.first(where: { $0.rawValue == word }) else { return nil }
            self.stage = stage
        }
    }

    /// Whose transfers: the agency's name.
    var whose: Words {
        agency.isEmpty
            ? Words(zh: "没有自己方案的单位", en: "agencies without a scheme of their own") : Words(asIs: agency)
    }

    /// `照片档案 · 归档`; `nil` where neither is said.
    var limits: Words? {
        let parts = [category.isEmpty ? nil : CategoryName.of(category), stage?.words].compactMap(\.self)
        guard let first = parts.first else { return nil }
        return parts.dropFirst().reduce(first) { $0 + Words(asIs: " · ") + $1 }
    }

    /// The agency, and what of its transfers is meant.
    var words: Words { limits.map { whose + Words(asIs: " · ") + $0 } ?? whose }
}

extension AppliedScheme {
    /// `水利局方案 第2版`, `水利局照片方案 第1版（照片档案）`, or that nothing was decided.
    var words: Words {
        guard version > 0 else {
            return Words(zh: "通用方案（本馆没有另定）", en: "the general scheme (nothing else was decided)")
        }
        guard let limits = scope.limits else {
            return Words(zh: "\(name) 第\(version)版", en: "\(name), version \(version)")
        }
        return Words(zh: "\(name) 第\(version)版（\(limits.zh)）", en: "\(name), version \(version) (\(limits.en))")
    }
}

extension [AppliedScheme] {
    /// Each of them, one after the other.
    var words: Words {
        Words(zh: map(\.words.zh).joined(separator: "；"), en: map(\.words.en).joined(separator: "; "))
    }
}

/// The fields with which a form says for which 门类 and stage a scheme is.
enum SchemeScopeWords {
    static let category = Words(zh: "门类", en: "Category")
    static let stage = Words(zh: "环节", en: "Stage")
    static let allCategories = Words(zh: "各门类", en: "all categories")
    static let bothStages = Words(zh: "两个环节", en: "both stages")
    static let categoryHelp = Words(
        zh: "只用于这一门类的档案。一包里有几个门类时，每项检测取其中最严的。",
        en: "For records of this category alone. Of a package with several, each check is run as the strictest says.")
    static let stageHelp = Words(
        zh: "归档检测由单位用 lantai check 做；长期保存按巡检，不用检测方案。",
        en:
            "Agencies check at filing with lantai check. Long-term keeping is looked after in rounds, which have no schemes."
    )
}

extension HTML {
    /// Which 门类 and which stage, either of which may be left open.
    mutating func scopeFields(_ scope: SchemeScope, errors: [FieldError] = []) {
        choice(
            Field(
                name: "category", label: SchemeScopeWords.category, value: scope.category,
                help: SchemeScopeWords.categoryHelp, errors: errors),
            [("", SchemeScopeWords.allCategories)]
                + CategoryName.codes.map { ($0, Words(asIs: "\($0) ") + CategoryName.of($0)) })
        choice(
            Field(
                name: "stage", label: SchemeScopeWords.stage, value: scope.stage?.rawValue ?? "",
                help: SchemeScopeWords.stageHelp, errors: errors),
            [("", SchemeScopeWords.bothStages)] + SchemeScope.stages.map { ($0.rawValue, $0.words) })
    }
}

extension HTML {
    /// How a check is run by a scheme.
    mutating func badge(_ choice: CheckScheme.Choice) {
        switch choice {
        case .usual: plainBadge(choice.words)
        case .blocking: stopBadge(choice.words)
        case .warning: warnBadge(choice.words)
        case .off: plainBadge(choice.words)
        }
    }
}
