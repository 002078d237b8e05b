import Archive

/// Files that arrived for an entry of the catalogue (挂接), as an act document says it: which entry, and which object keeps them.
struct Link: Hashable, Sendable {
    let unit: UnitID
    let holding: UnitID

    var json: JSON { [.string(unit.text), .string(holding.text)] }

    init(unit: UnitID, holding: UnitID) { (self.unit, self.holding) = (unit, holding) }

    init?(json: JSON) {
        guard let pair = json.array, pair.count == 2, let unit = pair[0].string.flatMap(UnitID.init(text:)),
            let holding = pair[1].string.flatMap(UnitID.init(text:))
        else { return nil }
        self.init(unit: unit, holding: holding)
    }
}
