import Archive

/// All items of DA/T 70-2018 (检测项目表), as data. At filing and at transfer they are the same, told of another package; their
/// order is vouched for, some of their numbers are not, and those are left out. For keeping no source has numbers.
///
/// A check stands for the item whose number its label has; one that stands for others too, or has no number, is named beside them.
package enum CheckItems {
    package static let all: [CheckItem] = CheckStage.allCases.flatMap { items(of: $0) }

    package static func items(of stage: CheckStage) -> [CheckItem] {
        switch stage {
        case .filing, .transfer: ofPackages.map { $0.item(at: stage) }
        case .keeping: ofKeeping.map { $0.item(at: stage) }
        }
    }

    /// The item of this key at this stage.
    package static func item(_ key: String, at stage: CheckStage) -> CheckItem? { byKey[stage]?[key] }

    /// Checks that stand for no item of the standard: what this archive asks for besides.
    package static let beyond: [String] = {
        let named = Set(all.flatMap(\.checks))
        return Checks.all.map(\.key).filter { !named.contains($0) }
    }()

    private static let byKey: [CheckStage: [String: CheckItem]] = Dictionary(
        uniqueKeysWithValues: CheckStage.allCases.map { stage in
            (stage, Dictionary(items(of: stage).map { ($0.key, $0) }) { first, _ in first })
        })

    /// The checks whose labels carry a number, by number, in the order of the report.
    static let checksByNumber: [String: [String]] = Checks.all.reduce(into: [:]) { found, check in
        let label = CheckLabels.label(check.key)
        if let number = label.number { found[number, default: []].append(check.key) }
    }
}

/// An item as the tables have it.
struct ItemRow: Sendable {
    let property: Finding.Property
    let place: Int
    let key: String
    /// Its name at transfer; `atFiling` where it is called otherwise there.
    let name: Words
    var atFiling: Words?
    var isNumbered = true
    /// Checks without a number of their own that stand for it.
    var also: [String] = []
    var asksForScanner = false
    var rounds: [KeepingRound] = []
    var form: CheckItem.Form?

    func item(at stage: CheckStage) -> CheckItem {
        let number = "\((Finding.Property.allCases.firstIndex(of: property) ?? 0) + 1)-\(place)"
        let numbered = stage == .keeping ? [] : CheckItems.checksByNumber[number] ?? []
        return CheckItem(
            key: key, stage: stage, property: property, place: place, number: isNumbered ? number : nil,
            name: stage == .filing ? atFiling ?? name : name, checks: numbered + also, asksForScanner: asksForScanner,
            rounds: rounds, form: form)
    }
}
