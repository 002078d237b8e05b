package import Archive

/// What one item of DA/T 70 came to for one package: of its checks and of what a person entered.
package struct ItemResult: Hashable, Sendable {
    package let item: CheckItem
    package let result: CheckReport.Outcome.Result
    /// What its checks came to, as the report has them.
    package let outcomes: [CheckReport.Outcome]
    /// A person is to fill in the form (复核意见).
    package let needsForm: Bool
    /// What a person entered: under the form of the item, else on the first of its checks that left something to look at.
    package let reviews: [Review]

    package var findings: Int { outcomes.reduce(0) { $0 + $1.findings } }
}

extension CheckReport {
    /// Every item of the stage, in the order of the standard.
    /// - Parameter reviews: the latest opinions, by the key of a check or an item.
    package func items(_ reviews: [String: Review] = [:]) -> [ItemResult] {
        let looked = toReviewByFinding
        let known = Dictionary(outcomes.map { ($0.check, $0) }) { first, _ in first }
        return CheckItems.items(of: stage).map { item in
            let mine = item.checks.compactMap { known[$0] }
            let isAsked = needsForm(item, mine, known)
            var parts: [Outcome.Result] = mine.map { outcome in
                outcome.result == .review ? reviews[outcome.check]?.result ?? .review : outcome.result
            }
            if item.asksForScanner { parts.append(scanner == nil ? reviews["virus-free"]?.result ?? .review : .passed) }
            if isAsked { parts.append(reviews[item.key]?.result ?? .review) }
            let entered = ([item.key] + mine.filter { looked.contains($0.check) }.map(\.check))
                .compactMap { reviews[$0] }
            return ItemResult(
                item: item, result: Outcome.Result.together(parts), outcomes: mine, needsForm: isAsked,
                reviews: entered)
        }
    }

    /// The forms that are to be filled in, as outcomes of no check.
    var forms: [Outcome] {
        items().filter(\.needsForm).map { result in
            Outcome(
                check: result.item.key, label: result.item.label, property: result.item.property, result: .review,
                findings: 0)
        }
    }

    private func needsForm(_ item: CheckItem, _ mine: [Outcome], _ known: [String: Outcome]) -> Bool {
        switch item.form?.need {
        case nil: false
        case .always?: true
        case .ifNothingApplies?: mine.allSatisfy { $0.result == .notApplicable }
        case .with(let check)?: known[check].map { $0.result != .notApplicable } ?? false
        }
    }
}

extension CheckReport.Outcome.Result {
    /// What several come to together: the worst of them; what was not run counts only where nothing was.
    static func together(_ parts: [Self]) -> Self {
        for worst in [Self.failed, .warned, .review, .passed, .notApplicable] where parts.contains(worst) {
            return worst
        }
        return parts.isEmpty ? .notApplicable : .off
    }

    package var words: Words {
        switch self {
        case .passed: Words(zh: "通过", en: "passed")
        case .warned: Words(zh: "通过，有提醒", en: "passed, with warnings")
        case .failed: Words(zh: "不通过", en: "failed")
        case .review: Words(zh: "待人工复核", en: "for review")
        case .notApplicable: Words(zh: "不适用", en: "not applicable")
        case .off: Words(zh: "按方案不检", en: "not run, by the scheme")
        }
    }
}

extension Review {
    fileprivate var result: CheckReport.Outcome.Result {
        switch opinion {
        case .passed: .passed
        case .failed: .failed
        case .notApplicable: .notApplicable
        }
    }
}

extension ItemResult {
    /// As `check --json` and the report of the desk have it.
    package var json: JSON {
        var members: [String: JSON] = [
            "item": .string(item.key), "property": .string(item.property.rawValue), "name": JSON(item.name),
            "mode": .string(item.mode.rawValue), "result": .string(result.rawValue), "findings": .int(Int64(findings)),
            "checks": .array(item.checks.map { .string($0) }),
        ]
        if let number = item.number { members["number"] = .string("\(item.stage.code)-\(number)") }
        if needsForm, let form = item.form { members["form"] = JSON(form.look) }
        if !reviews.isEmpty { members["opinions"] = .array(reviews.map(\.json)) }
        return .object(members)
    }
}

extension Review {
    package var json: JSON {
        [
            "check": .string(check), "opinion": .string(opinion.rawValue), "note": .string(note),
            "name": .string(name), "at": .string(at.text),
        ]
    }
}

extension CheckItem {
    /// As `items --json` prints it.
    package var json: JSON {
        var members: [String: JSON] = [
            "item": .string(key), "stage": .string(stage.rawValue), "property": .string(property.rawValue),
            "place": .int(Int64(place)), "name": JSON(name), "mode": .string(mode.rawValue),
            "checks": .array(checks.map { .string($0) }), "rounds": .array(rounds.map { .string($0.command) }),
        ]
        if let number { members["number"] = .string("\(stage.code)-\(number)") }
        if asksForScanner { members["setting"] = "intake.virus-scanner" }
        if let form { members["form"] = JSON(form.look) }
        return .object(members)
    }
}
