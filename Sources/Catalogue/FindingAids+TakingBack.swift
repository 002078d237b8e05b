package import Archive
import Tables

/// What taking back one edit comes to, element by element: shown before anybody does it.
package struct TakingBack: Hashable, Sendable {
    package let edit: UnitChange
    /// Still as the edit left it: becomes again what it was before.
    package let back: [ElementChange]
    /// Changed again since, and left as it is.
    package let left: [ElementChange]

    init(_ edit: UnitChange, of unit: ArchivalUnit) {
        // A move is undone as a move, with the code that came with it.
        let changes =
            edit.isMove
            ? []
            : edit.changes.filter { change in
                DescriptiveElement.named(change.element).map { $0.type != .kept } ?? false
            }
        self.edit = edit
        back = changes.filter { unit.description.all($0.element) == $0.after }
        left = changes.filter { unit.description.all($0.element) != $0.after }
    }
}

extension FindingAids {
    /// What taking back the edit that led to `version` would do now.
    package func takingBack(_ id: UnitID, version: Int64) async throws -> (unit: ArchivalUnit, plan: TakingBack) {
        guard let unit = try await unit(id) else { throw CatalogueProblem.noSuchUnit(id.text) }
        guard let edit = try await history(id).first(where: { $0.version == version }) else {
            throw CatalogueProblem.noSuchVersion(code: unit.code, version: version)
        }
        return (unit, TakingBack(edit, of: unit))
    }

    /// Takes back one edit (撤销这一次改动), and nothing of what was changed since: an act of its own that names the edit.
    @discardableResult
    package func takeBack(_ id: UnitID, version: Int64, expecting current: Int64, by agent: Agent) async throws
        -> ArchivalUnit
    {
        try Self.mayDescribe(agent)
        let unit = try await self.current(id, expecting: current)
        let plan = try await takingBack(id, version: version).plan
        let earlier = plan.back.reduce(unit.description) { $0.undoing([$1]) }
        let changes = ElementChange.between(unit.description, earlier)
        guard !changes.isEmpty else { throw CatalogueProblem.nothingToTakeBack(code: unit.code, version: version) }
        return try await describe(unit, changes, undoes: version, by: agent)
    }
}
