package import Archive

/// One step in the history of a unit's description (修改历史): who changed what, when, from what to what.
package struct UnitChange: Hashable, Sendable {
    /// The version it led to.
    package let version: Int64
    package let at: Instant
    package let agent: Agent
    /// The event of the ledger that vouches for it.
    package let event: EventID
    package let state: ArchivalUnit.State
    package let changes: [ElementChange]
    /// The version whose edit it took back; `nil` for any other.
    package let undoes: Int64?
}

extension UnitChange {
    package var isMove: Bool { changes.contains { !$0.isOfDescription } }
}

/// What one element was and what it became.
package struct ElementChange: Hashable, Sendable {
    package let element: String
    package let before: [ElementValue]
    package let after: [ElementValue]
}

extension ElementChange {
    /// What the history calls a move in the tree: from the code of one node to that of another.
    package static let place = "place"

    /// Whether it changes what is said of the unit, not where it stands.
    var isOfDescription: Bool { element != Self.place }

    /// The same the other way round.
    package var reversed: ElementChange { ElementChange(element: element, before: after, after: before) }

    package var json: JSON {
        [
            "element": .string(element), "before": .array(before.map(\.json)), "after": .array(after.map(\.json)),
        ]
    }

    init?(json: JSON) {
        guard let element = json["element"]?.string, let before = json["before"]?.array,
            let after = json["after"]?.array
        else { return nil }
        self.init(
            element: element, before: before.compactMap(ElementValue.init(json:)),
            after: after.compactMap(ElementValue.init(json:)))
    }

    /// What differs between two descriptions, element by element.
    static func between(_ old: Description, _ new: Description) -> [ElementChange] {
        var elements: [String] = []
        for value in old.values + new.values where !elements.contains(value.element) { elements.append(value.element) }
        return elements.compactMap { element in
            let (before, after) = (old.all(element), new.all(element))
            return before == after ? nil : ElementChange(element: element, before: before, after: after)
        }
    }
}

extension Description {
    /// With each element as it became.
    func applying(_ changes: [ElementChange]) -> Description {
        changes.filter(\.isOfDescription).reduce(self) { $0.replacing($1.element, with: $1.after) }
    }

    /// With each element as it was before.
    func undoing(_ changes: [ElementChange]) -> Description {
        changes.filter(\.isOfDescription).reduce(self) { $0.replacing($1.element, with: $1.before) }
    }
    /// As it was at `version`, before all later changes of its `history` (latest first).
    func before(_ history: [UnitChange], since version: Int64) -> Description {
        history.filter { $0.version > version }.reduce(self) { $0.undoing($1.changes) }
    }
}
