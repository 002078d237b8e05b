import Archive
import Bytes
import Ledger
import Tables

extension Stacks {
    /// Cases of damage, the newest first, before `id`: the open ones, or all there ever were.
    package func damageCases(openOnly: Bool, before id: DamageCaseID? = nil, limit: Int) async throws -> [DamageCase] {
        try await database.read { tx in
            var condition: Query = openOnly ? "c.closed_at IS NULL" : "c.found_at IS NOT NULL"
            if let id { condition = "\(sql: condition) AND c.id < \(id)" }
            return try DamageCase.list(where: condition, limit: limit, in: tx)
        }
    }

    package func damageCase(_ id: DamageCaseID) async throws -> DamageCase? {
        try await database.read { tx in try DamageCase.one(id, in: tx) }
    }

    package func openDamageCases() async throws -> Int64 {
        try await database.read { tx in
            try tx.row("SELECT count(*) AS c FROM damage_case WHERE closed_at IS NULL")?.int("c") ?? 0
        }
    }

    /// Enters what was found into the cases of its objects, new ones where there are none, and says so in one event. What an
    /// open case tells already is not told again.
    /// - Returns: the cases concerned.
    func record(_ found: [Damage], by agent: Agent) async throws -> [DamageCaseID] {
        struct Place: Hashable {
            let unit: UnitID
            let copy: String
        }
        let groups = Dictionary(grouping: found) { Place(unit: $0.unit, copy: $0.copy) }
            .sorted { ($0.key.unit, $0.key.copy) < ($1.key.unit, $1.key.copy) }
        let open = try await database.read { tx in
            try groups.map { try DamageCase.open($0.key.unit, on: $0.key.copy, in: tx) }
        }
        let now = clock.now
        var ids: [DamageCaseID] = []
        var news: [DamageFound.Case] = []
        for (group, known) in zip(groups, open) {
            let id = known?.id ?? .new(at: now)
            ids.append(id)
            let told = Set((known?.open ?? []).map { Examination.Fault($0.path, $0.kind, said: $0.what) })
            let faults = group.value.map { Examination.Fault($0.path, $0.kind, said: $0.what) }
                .filter { !told.contains($0) }
            if !faults.isEmpty {
                news.append(.init(id: id, unit: group.key.unit, copy: group.key.copy, faults: faults))
            }
        }
        guard !news.isEmpty else { return ids }
        let act = DamageFound(cases: news).json
        let event = ledger.event(
            kind: .damageFound, subject: "stacks", agent: agent, act: try await ledger.write(act: act),
            facts: [
                "cases": .int(Int64(news.count)), "files": .int(Int64(news.reduce(0) { $0 + $1.faults.count })),
            ])
        try await database.write { [ledger] tx in
            try Stacks.replay(event, act, in: tx)
            ledger.append(event, in: tx)
        }
        return ids
    }

    /// Looks at all of one object in one place, now. The case, if it is damaged, after what could be repaired was.
    @discardableResult
    func inspect(_ unit: UnitID, on copy: String, by agent: Agent) async throws -> DamageCase? {
        let turn = copy == CopyName.primary ? describing : try replicas.turn(copy)
        let (found, isRepaired) = try await turn.hold { [self] in
            let found = try await inspectHeld(unit, on: copy, by: agent)
            return (found, found?.isClosed == true)
        }
        if isRepaired { try await keepHistory(of: unit) }
        return found
    }

    /// The same for who has the turn of that place.
    func inspectHeld(_ unit: UnitID, on copy: String, by agent: Agent) async throws -> DamageCase? {
        let (faults, _) = try await look(at: unit, on: copy)
        guard !faults.isEmpty else { return nil }
        let damages = faults.map { Damage(unit, n: -1, copy: copy, path: $0.path, $0.kind, said: $0.what) }
        guard let id = try await record(damages, by: agent).first else { return nil }
        return try await reviewHeld(id, mends: repairs == .automatic, by: agent)
    }

    /// All that is wrong with an object in one place, and what it must consist of; no plan where nobody has an inventory of it
    /// that can be proven.
    func look(at unit: UnitID, on copy: String) async throws -> (faults: [Examination.Fault], plan: ObjectPlan?) {
        guard let expected = try await expected(unit, on: copy) else { return ([], nil) }
        let shelf = try await shelf(of: copy)
        let others = try await others(than: copy).map(\.shelf)
        guard
            let plan = try await plan(
                of: unit, version: expected.version, inventory: expected.inventory, from: [shelf] + others)
        else {
            let root = ObjectPlan.File(path: "inventory.json", digests: [expected.inventory])
            return (try await examine([root], of: unit, on: shelf).faults, nil)
        }
        return (try await examine(plan, on: shelf).faults, plan)
    }

    /// What the rows say an object is in one place; `nil` if it is not there by right.
    private func expected(_ unit: UnitID, on copy: String) async throws -> (version: Int64, inventory: Digest)? {
        try await database.read { tx in
            if copy == CopyName.primary {
                return try HoldingRow.one(unit, in: tx).map { ($0.version, $0.inventory) }
            }
            guard let row = try ReplicaObject.one(unit, on: copy, in: tx), row.version > 0,
                let inventory = row.inventory
            else { return nil }
            return (row.version, inventory)
        }
    }

    /// The store of one place, there and this archive's own.
    func shelf(of copy: String) async throws -> any ByteShelf {
        guard copy == CopyName.primary else {
            return try await replicas.shelf(replicas.place(copy)).below("stacks")
        }
        guard try await StorageRoot.isThere(store) else { throw PreservationProblem.storeAway }
        return store
    }

    /// Where else the right bytes may be found, the archive's own store first.
    func others(than copy: String) async throws -> [(name: String, shelf: any ByteShelf)] {
        var others: [(name: String, shelf: any ByteShelf)] = []
        if copy != CopyName.primary { others.append((CopyName.primary, store)) }
        for (name, shelf) in try await replicas.reachable().shelves where name != copy { others.append((name, shelf)) }
        return others
    }
}
