package import Archive

/// What a scheme of checks is decided for (适用范围): an agency, a 门类 and a stage (环节), each of which may be left open.
package struct SchemeScope: Hashable, Sendable {
    /// The agency (移交单位) by its full name; empty: every agency.
    package var agency: String
    /// The code of a 门类, `WS`; empty: every one.
    package var category: String
    /// 归档 or 移交与接收; `nil`: both. Long-term keeping checks no packages: its items are rounds.
    package var stage: CheckStage?

    package init(agency: String = "", category: String = "", stage: CheckStage? = nil) {
        (self.agency, self.category, self.stage) = (agency, category, stage)
    }

    /// The stages at which packages are checked.
    package static let stages: [CheckStage] = [.filing, .transfer]

    /// The scope itself and every wider one, the one that holds first in front: the agency counts for more than the 门类,
    /// and that for more than the stage.
    package var widening: [SchemeScope] {
        var scopes: [SchemeScope] = []
        for agency in Set([agency, ""]).sorted(by: >) {
            for category in Set([category, ""]).sorted(by: >) {
                for stage in stage == nil ? [nil] : [stage, nil] {
                    scopes.append(SchemeScope(agency: agency, category: category, stage: stage))
                }
            }
        }
        return scopes
    }

    /// Whether only some categories, or one stage, are meant.
    package var isNarrow: Bool { !category.isEmpty || stage != nil }

    /// The same with what persons write put in order.
    /// - Throws: `SchemeProblem` for an agency, a 门类 or a stage that cannot be.
    func validated() throws(SchemeProblem) -> SchemeScope {
        var scope = self
        scope.agency = NumberText.trimmed(agency)
        guard scope.agency.unicodeScalars.count <= 200, !scope.agency.hasControls else { throw .badAgency }
        let said = NumberText.trimmed(category)
        if said.isEmpty {
            scope.category = ""
        } else {
            guard let code = CategoryName.code(of: said) else { throw .badCategory(said) }
            scope.category = code
        }
        guard stage.map(SchemeScope.stages.contains) ?? true else { throw .badStage(stage?.rawValue ?? "") }
        return scope
    }
}

extension SchemeScope: Comparable {
    /// By agency, wider ones first.
    package static func < (left: SchemeScope, right: SchemeScope) -> Bool {
        (left.agency, left.category, left.stage?.rawValue ?? "")
            < (right.agency, right.category, right.stage?.rawValue ?? "")
    }
}

extension SchemeScope {
    /// The members that name it in acts and reports; what is left open is left out, as in those made when a scheme was for
    /// an agency alone.
    var members: [String: JSON] {
        var members: [String: JSON] = ["agency": .string(agency)]
        if !category.isEmpty { members["category"] = .string(category) }
        if let stage { members["stage"] = .string(stage.rawValue) }
        return members
    }

    /// Reads what `members` writes; `nil` for anything else.
    init?(json: JSON) {
        guard let agency = json["agency"]?.string else { return nil }
        self.init(agency: agency, category: json["category"]?.string ?? "")
        if let word = json["stage"] {
            guard let stage = word.string.flatMap(CheckStage.init(rawValue:)) else { return nil }
            self.stage = stage
        }
    }
}
