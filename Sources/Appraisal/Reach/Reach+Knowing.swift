package import Archive

extension Reach {
    /// The level everything within reach is published at, at least; `nil` if the reach goes beyond what is published. What
    /// is published is answered from an index that holds nothing else.
    package var publishedLevel: PublicationLevel? { term.publishedLevel }

    /// The units this reach names one by one. All others are within reach or not by what their row says of anybody.
    package var namedUnits: Set<UnitID> { term.namedUnits }
}

extension Reach.Term {
    fileprivate var publishedLevel: PublicationLevel? {
        switch self {
        case .published(let level, _): level
        case .all(let parts): parts.compactMap(\.publishedLevel).max()
        case .any(let parts):
            parts.allSatisfy { $0.publishedLevel != nil } ? parts.compactMap(\.publishedLevel).min() : nil
        case .nothing, .everything, .opened, .fonds, .categories, .units, .agency: nil
        }
    }

    fileprivate var namedUnits: Set<UnitID> {
        switch self {
        case .units(let ids): ids
        case .all(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion($1.namedUnits) }
        case .nothing, .everything, .opened, .published, .fonds, .categories, .agency: []
        }
    }
}
