package import Appraisal
package import Archive
package import Catalogue
import Ledger

/// Keeps one index true to the ledger: whatever happened to a unit, it is read anew and written as it is now.
package struct IndexFollower: Follower {
    package let name: String
    package let kinds: Set<EventKind>

    private let index: SearchIndex
    private let aids: FindingAids
    private let board: AppraisalBoard

    /// Decisions change who may find a unit, not (for staff) what is found.
    private static let decisions: Set<EventKind> = [.decided, .opened, .narrowed, .published, .withdrawn]

    package init(_ index: SearchIndex, aids: FindingAids, board: AppraisalBoard) {
        self.index = index
        self.aids = aids
        self.board = board
        name = "discovery." + index.scope.rawValue
        kinds = Self.decisions.union(index.scope == .staff ? [.drafted, .described, .moved] : [.described, .moved])
    }

    package func bookmark() async throws -> EventIndex { try index.bookmark() }

    package func skip(to index: EventIndex) async throws { try await self.index.skip(to: index) }

    package func handle(_ event: Event, at index: EventIndex) async throws {
        if Planted.has(.skippedNarrowing), [.narrowed, .withdrawn, .decided].contains(event.kind) {
            return try await skip(to: index)
        }
        try await self.index.update(try await units(of: event), bookmark: index)
    }

    private func units(of event: Event) async throws -> [UnitID] {
        switch event.kind {
        case .drafted: try await drafted(AccessionID(trusted: event.subject))
        case .described: [UnitID(trusted: event.subject)]
        case .moved: try await aids.moved(by: event)
        // The staff's index takes in what changed in access with every batch, whatever else is in it.
        case _ where self.index.scope == .public: try await decided(DecisionID(trusted: event.subject))
        default: []
        }
    }

    /// The 件 of a transfer and the nodes above them, which the transfer may have brought too.
    private func drafted(_ accession: AccessionID) async throws -> [UnitID] {
        var units: [UnitID] = []
        var above: Set<UnitID> = []
        var parents: Set<UnitID> = []
        var place: ShelfPlace?
        while true {
            let page = try await aids.units(of: accession, after: place, limit: 1000)
            for unit in page {
                units.append(unit.id)
                guard let parent = unit.parent, parents.insert(parent).inserted else { continue }
                above.formUnion(try await aids.path(of: unit.id).map(\.id))
            }
            guard let last = page.last else { return above.sorted() + units + (try await linked(accession)) }
            place = last.place
        }
    }

    /// Entries whose files came with the transfer.
    private func linked(_ accession: AccessionID) async throws -> [UnitID] {
        var units: [UnitID] = []
        var place: ShelfPlace?
        while case let page = try await aids.unitsLinked(by: accession, after: place, limit: 1000), let last = page.last
        {
            units += page.map(\.id)
            place = last.place
        }
        return units
    }

    private func decided(_ decision: DecisionID) async throws -> [UnitID] {
        var units: [UnitID] = []
        while true {
            let page = try await board.units(of: decision, after: units.last, limit: 1000)
            units += page
            if page.count < 1000 { return units }
        }
    }
}
