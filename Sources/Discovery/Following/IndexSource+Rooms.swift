package import Appraisal
package import Archive
package import Catalogue
package import Preservation
package import Tables

extension IndexSource {
    /// What the rooms upstream hold: for staff every unit; for the public what is published today, no more of it than its
    /// level permits. A unit with the mark of a state secret is in neither: word counts leak.
    package static func rooms(
        _ scope: IndexScope, database: any Database, aids: FindingAids, stacks: Stacks, board: AppraisalBoard,
        clock: Clock
    ) -> IndexSource {
        IndexSource(
            load: { ids in
                switch scope {
                case .staff: try await staffUnits(ids, aids, stacks, board)
                case .public: try await publicUnits(ids, database, aids, stacks, board, clock)
                }
            },
            all: { last, limit in try await aids.units(after: last, limit: limit).map(\.id) },
            changes: { epoch, last, limit in
                let rows = try await board.accessRows(changedSince: epoch, after: last, limit: limit)
                if Planted.has(.skippedNarrowing), scope == .public {
                    return rows.filter { $0.status == .open && $0.level > 0 }
                }
                return rows
            },
            epoch: { try await board.accessEpoch() },
            beginning: { day, last, limit in
                scope == .public ? try await board.becomingPublic(after: day, through: last, limit: limit) : []
            })
    }

    /// Access is asked first: what is read of a unit after it can only be newer.
    private static func staffUnits(
        _ ids: [UnitID], _ aids: FindingAids, _ stacks: Stacks, _ board: AppraisalBoard
    ) async throws -> [IndexedUnit] {
        let access = try await board.status(of: ids)
        var units: [IndexedUnit] = []
        for unit in try await aids.units(ids) where !unit.isStateSecret {
            guard let access = access[unit.id] else { continue }
            var indexed = IndexedUnit(unit, access, unit.description)
            if let kept = unit.holding { indexed.text = try await stacks.text(kept).map(\.text) }
            units.append(indexed)
        }
        return units
    }

    private static func publicUnits(
        _ ids: [UnitID], _ database: any Database, _ aids: FindingAids, _ stacks: Stacks, _ board: AppraisalBoard,
        _ clock: Clock
    ) async throws -> [IndexedUnit] {
        let today = clock.today
        let rights = try await database.read { tx in
            try ids.reduce(into: [UnitID: PublicationRight]()) { $0[$1] = try board.right($1, on: today, in: tx) }
        }
        var units: [IndexedUnit] = []
        for unit in try await aids.units(ids.filter { rights[$0] != nil }) where !unit.isStateSecret {
            guard let right = rights[unit.id] else { continue }
            var indexed = IndexedUnit(unit, right.access, unit.description.shown(at: right.level))
            indexed.taken = right.level.rawValue
            if right.level >= .text, let kept = unit.holding {
                indexed.text = try await stacks.text(kept).map(\.text)
            }
            units.append(indexed)
        }
        return units
    }
}

extension IndexedUnit {
    /// A unit of the catalogue without its text; of its values those of `description` are searched.
    init(_ unit: ArchivalUnit, _ access: AccessRow, _ description: Description) {
        self.init(
            access: access, publicID: unit.publicID, code: unit.code, codeKey: unit.codeKey, title: unit.title,
            date: unit.dates?.text ?? description["date"] ?? "", days: unit.dates.map { $0.from...$0.to },
            year: unit.year, level: unit.level, authors: Self.words("author", description),
            numbers: Self.words("documentNumber", description), retention: description["retentionPeriod"] ?? "",
            meta: description.values.filter { !["author", "documentNumber"].contains($0.element) }.flatMap(Self.words))
    }

    private static func words(_ element: String, _ description: Description) -> [String] {
        let values = description.all(element)
        return values.map(\.value) + values.compactMap(\.original)
    }

    /// The title has a column of its own; what a transfer called otherwise is found by either wording.
    private static func words(_ value: ElementValue) -> [String] {
        if value.element == "title" { return value.original.map { [$0] } ?? [] }
        return [value.value] + (value.original.map { [$0] } ?? [])
    }
}

extension ArchivalUnit {
    /// Bears the mark of a state secret (密级).
    fileprivate var isStateSecret: Bool {
        guard let secrecy else { return false }
        return Secrecy(rawValue: secrecy)?.isStateSecret ?? ["秘密", "机密", "绝密"].contains { secrecy.contains($0) }
    }
}
