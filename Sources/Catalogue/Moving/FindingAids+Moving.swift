package import Archive
package import Ledger
import Tables

extension FindingAids {
    /// What moving these units below `target` would do now.
    ///
    /// - Parameter known: Those that readers may know by their codes: open or published.
    package func moving(_ ids: [UnitID], below target: UnitID, known: Set<UnitID>) async throws -> Moving {
        guard ids.count <= Moving.most else {
            throw CatalogueProblem.tooManyToMove(count: ids.count, most: Moving.most)
        }
        return try await database.read { tx in
            guard let node = try ArchivalUnit.unit(target, in: tx) else {
                throw CatalogueProblem.noSuchUnit(target.text)
            }
            var planner = MovePlanner(target: node, known: known)
            return try planner.plan(try ids.compactMap { try ArchivalUnit.unit($0, in: tx) }, in: tx)
        }
    }

    /// Moves what may be moved below `target`, as one act; the rest stays where it is.
    /// - Returns: The number of the move, by which it is undone, and how many were moved.
    @discardableResult
    package func move(_ ids: [UnitID], below target: UnitID, known: Set<UnitID>, by agent: Agent) async throws
        -> (id: DecisionID, units: Int)
    {
        try Self.mayDescribe(agent)
        let plan = try await moving(ids, below: target, known: known)
        let clock = clock
        let steps = try await database.read { tx in
            var drafting = Drafting(clock: clock)
            return try plan.moves.flatMap { move -> [MoveStep] in
                let own = MoveStep(
                    unit: move.unit.id, version: move.unit.version + 1, from: move.from.id, to: plan.target.id,
                    position: try drafting.next(below: plan.target.id, year: move.unit.year ?? 0, in: tx),
                    before: move.unit.code, after: move.code)
                // The items of a file stay in it, each at its place.
                return [own]
                    + move.within.map { each in
                        MoveStep(
                            unit: each.unit.id, version: each.unit.version + 1, from: move.unit.id, to: move.unit.id,
                            position: each.unit.position, before: each.unit.code, after: each.code)
                    }
            }
        }
        return try await move(steps, undoes: nil, by: agent)
    }

    /// Puts back what a move moved and nobody changed since, each in its old place with its old code.
    ///
    /// - Parameter known: tells those that readers may know by the code they have now: they keep it, and stay.
    @discardableResult
    package func moveBack(
        _ batch: DecisionID, known: ([UnitID]) async throws -> Set<UnitID>, by agent: Agent
    ) async throws -> (id: DecisionID, units: Int) {
        try Self.mayDescribe(agent)
        var steps: [MoveStep] = []
        for (_, event) in try await ledger.events(about: batch.text) where event.kind == .moved {
            guard let digest = event.act else { continue }
            steps += try MoveStep.all(in: try await ledger.act(digest))
        }
        guard !steps.isEmpty else { throw CatalogueProblem.noSuchBatch(batch) }
        let cited = try await known(steps.filter(\.changesCode).map(\.unit))
        let staying = Set(steps.filter { $0.changesCode && cited.contains($0.unit) }.map(\.whole))
        steps.removeAll { staying.contains($0.whole) }
        let places = try await places(before: steps)
        let back = steps.compactMap { step in
            places[step.unit].map { step.back(to: $0) }
        }
        return try await move(back, undoes: batch, by: agent)
    }

    /// The units an event moved.
    package func moved(by event: Event) async throws -> [UnitID] {
        guard let digest = event.act else { return [] }
        return Self.units(in: try await ledger.act(digest)).map(UnitID.init(trusted:))
    }

    /// The units an act is about: `[[id, …], …]`.
    static func units(in act: JSON) -> [String] {
        act["units"]?.array?.compactMap { $0.array?.first?.string } ?? []
    }

    /// Places at the end of their old shelves, for those units that are still as the move left them.
    private func places(before steps: [MoveStep]) async throws -> [UnitID: Int64] {
        let clock = clock
        return try await database.read { tx in
            var drafting = Drafting(clock: clock)
            var places: [UnitID: Int64] = [:]
            var changed: Set<UnitID> = []
            for step in steps {
                guard let unit = try ArchivalUnit.unit(step.unit, in: tx), unit.version == step.version else {
                    changed.insert(step.whole)
                    continue
                }
                places[step.unit] =
                    step.staysInside
                    ? unit.position : try drafting.next(below: step.from, year: unit.year ?? 0, in: tx)
            }
            for step in steps where changed.contains(step.whole) { places[step.unit] = nil }
            return places
        }
    }

    private func move(_ steps: [MoveStep], undoes: DecisionID?, by agent: Agent) async throws
        -> (id: DecisionID, units: Int)
    {
        guard !steps.isEmpty else { throw CatalogueProblem.nothingToMove }
        let id = DecisionID.new(at: clock.now)
        var act: [String: JSON] = ["schema": .string(Moving.schema), "units": .array(steps.map(\.json))]
        var facts: [String: JSON] = ["units": .int(Int64(steps.count))]
        if let undoes {
            act["undoes"] = .string(undoes.text)
            facts["undoes"] = .string(undoes.text)
        }
        let document = JSON.object(act)
        let event = ledger.event(
            kind: .moved, subject: id.text, agent: agent, act: try await ledger.write(act: document), facts: facts)
        let moved = try await database.write { [ledger, placed] tx in
            let moved = try FindingAids.move(event, document, in: tx)
            guard moved > 0 else { return 0 }
            try placed(event, document, tx)
            ledger.append(event, in: tx)
            return moved
        }
        guard moved > 0 else { throw CatalogueProblem.nothingToMove }
        return (id, moved)
    }

    /// Moves those units of an act that are still at the version seen; a file and its items together or not at all.
    /// - Returns: How many.
    static func move(_ event: Event, _ act: JSON, in tx: any Transaction) throws -> Int {
        var moved = 0
        let steps = try MoveStep.all(in: act)
        let broken = try brokenWholes(of: steps, in: tx)
        for step in steps where !broken.contains(step.whole) {
            guard let unit = try ArchivalUnit.unit(step.unit, in: tx), unit.version == step.version - 1,
                let node = try ArchivalUnit.unit(step.to, in: tx), let from = try ArchivalUnit.unit(step.from, in: tx)
            else { continue }
            // When the step of an item comes, its file has moved already.
            let old = step.staysInside ? step.fileCode(in: steps) ?? from.code : from.code
            var changes = [
                ElementChange(
                    element: ElementChange.place, before: [ElementValue(ElementChange.place, old)],
                    after: [ElementValue(ElementChange.place, node.code)])
            ]
            var description = unit.description
            if step.after != step.before, let old = description.all("referenceCode").first {
                let code = ElementValue(
                    "referenceCode", step.after, source: old.source, original: old.asReceived ?? old.original)
                description = description.replacing("referenceCode", with: [code])
                changes += ElementChange.between(unit.description, description)
            }
            try tx.run(
                """
                UPDATE unit SET parent = \(step.to), position = \(step.position), category = \(node.category)
                WHERE id = \(step.unit)
                """)
            try write(description, of: unit, version: step.version, at: event.at, in: tx)
            try remember(step.unit, step.version, event, unit.state, changes, in: tx)
            moved += 1
        }
        return moved
    }

    /// The files that cannot move as a whole: one of their units was changed since it was seen, or one came or went.
    private static func brokenWholes(of steps: [MoveStep], in tx: any Transaction) throws -> Set<UnitID> {
        var broken: Set<UnitID> = []
        var inside: [UnitID: Int64] = [:]
        for step in steps {
            let unit = try ArchivalUnit.unit(step.unit, in: tx)
            if unit?.version != step.version - 1 { broken.insert(step.whole) }
            if step.staysInside {
                inside[step.whole, default: 0] += 1
                if unit?.parent != step.whole { broken.insert(step.whole) }
            } else if unit?.level == .file {
                inside[step.unit, default: 0] += 0
            }
        }
        for (file, count) in inside {
            let there = try tx.row("SELECT count(*) AS c FROM unit WHERE parent = \(file)")?.int("c")
            if there != count { broken.insert(file) }
        }
        return broken
    }
}

/// One unit of a move as its act says it.
package struct MoveStep: Hashable, Sendable {
    package let unit: UnitID
    /// The version it leads to.
    let version: Int64
    let from: UnitID
    let to: UnitID
    let position: Int64
    /// The reference code before and after.
    let before: String
    let after: String

    package var changesCode: Bool { before != after }
    /// An item that goes with the file it is in.
    var staysInside: Bool { from == to }
    /// What moves together or not at all: a file with its items; else the unit itself.
    var whole: UnitID { staysInside ? to : unit }

    /// The code its file had before, by the file's own step among `steps`.
    func fileCode(in steps: [MoveStep]) -> String? { steps.first { $0.unit == whole }?.before }

    var json: JSON {
        [
            .string(unit.text), .int(version), .string(from.text), .string(to.text), .int(position), .string(before),
            .string(after),
        ]
    }

    /// The way back, as the next version.
    func back(to position: Int64) -> MoveStep {
        MoveStep(
            unit: unit, version: version + 1, from: to, to: from, position: position, before: after, after: before)
    }

    package static func all(in act: JSON) throws -> [MoveStep] {
        guard let units = act["units"]?.array else { throw FindingAids.unreadable(act) }
        return try units.map { member in
            guard let parts = member.array, parts.count == 7, let unit = parts[0].string, let version = parts[1].int,
                let from = parts[2].string, let to = parts[3].string, let position = parts[4].int,
                let before = parts[5].string, let after = parts[6].string
            else { throw FindingAids.unreadable(act) }
            return MoveStep(
                unit: UnitID(trusted: unit), version: version, from: UnitID(trusted: from), to: UnitID(trusted: to),
                position: position, before: before, after: after)
        }
    }
}
