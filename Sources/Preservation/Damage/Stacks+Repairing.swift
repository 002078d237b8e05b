package import Archive
import Bytes
import Ledger
import Tables

extension Stacks {
    /// Looks into a case again, and repairs what has a proven source: from the object itself where Lantai can write the bytes
    /// anew, from another place where their digests agree. What was damaged is set aside, never lost. A case of which nothing
    /// is left is closed, whoever put it right.
    ///
    /// - Parameter setsAside: whether files that do not belong to the object are moved into the quarantine: only a person says so.
    /// - Returns: the case as it stands now.
    @discardableResult
    package func repair(_ id: DamageCaseID, by agent: Agent, setsAside: Bool = false) async throws -> DamageCase {
        try await review(id, mends: true, setsAside: setsAside, by: agent)
    }

    @discardableResult
    func review(_ id: DamageCaseID, mends: Bool, setsAside: Bool = false, by agent: Agent) async throws -> DamageCase {
        guard let known = try await damageCase(id) else { throw PreservationProblem.noSuchCase(id) }
        let turn = known.copy == CopyName.primary ? describing : try replicas.turn(known.copy)
        let found = try await turn.hold { [self] in
            try await reviewHeld(id, mends: mends, setsAside: setsAside, by: agent)
        }
        if found.isClosed, !known.isClosed { try await keepHistory(of: known.unit) }
        return found
    }

    /// The same for who has the turn of that place.
    func reviewHeld(_ id: DamageCaseID, mends: Bool, setsAside: Bool = false, by agent: Agent) async throws
        -> DamageCase
    {
        guard let known = try await damageCase(id) else { throw PreservationProblem.noSuchCase(id) }
        if known.isClosed { return known }
        let (faults, plan) = try await look(at: known.unit, on: known.copy)
        let fresh = faults.map { Damage(known.unit, n: -1, copy: known.copy, path: $0.path, $0.kind, said: $0.what) }
        _ = try await record(fresh, by: agent)

        var repaired: [DamageRepaired.File] = []
        // A file no longer wrong: by a run of ours that was killed before it could say so, or by somebody else.
        let wrong = Set(faults.map(\.path))
        for file in known.open where !wrong.contains(file.path) {
            let begun = try await database.read { tx in
                try tx.row("SELECT mending FROM damage_file WHERE damage_case = \(id) AND path = \(file.path)")?
                    .optionalText("mending")
            }
            repaired.append(
                .init(
                    path: file.path, source: begun ?? DamagedFile.outside,
                    sha512: plan?.file(at: file.path)?.digests.first))
        }
        var left = wrong
        if let plan {
            let others = try await others(than: known.copy)
            let proven = try await proven(faults, of: plan, in: others)
            try await database.write { tx in
                try tx.run("UPDATE damage_case SET proven = \(proven.everywhere) WHERE id = \(id)")
            }
            let shelf = try await shelf(of: known.copy)
            if mends {
                for file in plan.files where left.contains(file.path) {
                    guard let source = proven.sources[file.path] else { continue }
                    try await mend(file, of: plan, on: shelf, from: source, id)
                    guard try await examine([file], of: plan.unit, on: shelf).faults.isEmpty else { continue }
                    left.remove(file.path)
                    repaired.append(.init(path: file.path, source: source.name, sha512: file.digests.first))
                }
            }
            if setsAside {
                for fault in faults where fault.kind == .extra {
                    try await begin(DamagedFile.aside, fault.path, id)
                    _ = try await shelf.setAside(plan.place / fault.path, as: Stacks.aside(id, fault.path))
                    left.remove(fault.path)
                    repaired.append(.init(path: fault.path, source: DamagedFile.aside, sha512: nil))
                }
            }
        }
        return try await tell(repaired, of: known, closes: left.isEmpty && plan != nil, by: agent)
    }

    private struct Source: Sendable {
        let name: String
        let content: @Sendable () -> ByteStream
    }

    /// For each wrong file where its right bytes are, proven by reading them; and the places that have all of them.
    private func proven(
        _ faults: [Examination.Fault], of plan: ObjectPlan, in others: [(name: String, shelf: any ByteShelf)]
    ) async throws -> (sources: [String: Source], everywhere: String) {
        var sources: [String: Source] = [:]
        var whole = Set(others.map(\.name))
        for fault in faults {
            guard let file = plan.file(at: fault.path) else { continue }
            if let bytes = file.bytes { sources[file.path] = Source(name: DamagedFile.itself) { .of(bytes) } }
            for (name, shelf) in others {
                let key = plan.place / file.path
                let found = try? await examine([file], of: plan.unit, on: shelf)
                guard found?.faults.isEmpty == true else {
                    whole.remove(name)
                    continue
                }
                if sources[file.path] == nil { sources[file.path] = Source(name: name) { shelf.read(key, range: nil) } }
            }
        }
        return (sources, others.map(\.name).filter(whole.contains).joined(separator: " "))
    }

    private static func aside(_ id: DamageCaseID, _ path: String) -> ByteKey {
        ByteKey(trusted: "\(id.text)/\(sha256(Array(path.utf8)).hex.prefix(16))")
    }

    /// Written down before it is done: who is killed in between is told by it from somebody else's hand.
    private func begin(_ source: String, _ path: String, _ id: DamageCaseID) async throws {
        try await database.write { tx in
            try tx.run("UPDATE damage_file SET mending = \(source) WHERE damage_case = \(id) AND path = \(path)")
        }
    }

    private func mend(
        _ file: ObjectPlan.File, of plan: ObjectPlan, on shelf: any ByteShelf, from source: Source, _ id: DamageCaseID
    ) async throws {
        try await begin(source.name, file.path, id)
        try await shelf.mend(
            plan.place / file.path, with: source.content(), promised: file.digests, aside: Stacks.aside(id, file.path))
    }

    private func tell(_ files: [DamageRepaired.File], of known: DamageCase, closes: Bool, by agent: Agent) async throws
        -> DamageCase
    {
        if !files.isEmpty || closes {
            let act = DamageRepaired(
                id: known.id, unit: known.unit, copy: known.copy, files: files, closes: closes
            ).json
            let event = ledger.event(
                kind: .repaired, subject: known.unit.text, agent: agent, act: try await ledger.write(act: act),
                facts: ["files": .int(Int64(files.count)), "copy": .string(known.copy), "closed": .bool(closes)])
            let now = clock.now
            try await database.write { [ledger] tx in
                try Stacks.replay(event, act, in: tx)
                // What a copy could not be given while this was damaged is tried again at once.
                if closes {
                    try tx.run(
                        """
                        UPDATE replica_object SET last_checked = \(Instant(microseconds: 0))
                        WHERE unit = \(known.unit) AND result = 'absent' AND last_checked <= \(now)
                        """)
                }
                ledger.append(event, in: tx)
            }
        }
        return try await damageCase(known.id) ?? known
    }
}
