import Archive
import Bytes
import Foundation
import Ledger
import Synchronization
import Tables

/// One round under way.
struct FixityRound {
    let stacks: Stacks
    let pace: FixityPace
    let agent: Agent
    let token: String
    let start: Instant
    var report = FixityReport()
    /// Copies that are there, until one of them goes away.
    private var shelves: [String: any ByteShelf] = [:]

    private init(_ stacks: Stacks, _ pace: FixityPace, by agent: Agent) {
        (self.stacks, self.pace, self.agent) = (stacks, pace, agent)
        token = randomBytes(8).hex
        start = pace.notSince ?? stacks.clock.now
    }

    /// A round that a later run of the program will know of, should this one be killed.
    static func begin(_ stacks: Stacks, _ pace: FixityPace, by agent: Agent) async throws -> FixityRound {
        var round = FixityRound(stacks, pace, by: agent)
        let (shelves, away) = try await stacks.replicas.reachable()
        for (name, shelf) in shelves { round.shelves[name] = shelf }
        for (name, problem) in away { round.skip(name, problem) }
        let (token, now) = (round.token, stacks.clock.now)
        stacks.rounds.withLock { _ = $0.insert(token) }
        try await stacks.database.write { tx in
            try tx.run(
                """
                INSERT INTO fixity_round (token, began_at, agent, role)
                VALUES (\(token), \(now), \(agent.id), \(agent.role.rawValue))
                """)
        }
        return round
    }

    func forget() { stacks.rounds.withLock { _ = $0.remove(token) } }

    private mutating func skip(_ copy: String, _ problem: any Explained) {
        shelves[copy] = nil
        report.skipped.append(.init(copy: copy, code: problem.code, what: problem.what))
    }

    mutating func run() async throws {
        let began = ContinuousClock.now
        while report.bytes < pace.budget ?? .max, !pace.isOver() {
            try Task.checkCancellation()
            // With a rate, shares of about a second, so that the disk is never busy for long.
            let most = min(pace.bytesPerSecond ?? 64 << 20, 64 << 20, (pace.budget ?? .max) - report.bytes)
            let (start, token, copies) = (start, token, shelves.keys.sorted())
            let items = try await stacks.database.read { tx in
                try FixityItem.next(limit: 128, bytes: most, before: start, round: token, copies: copies, in: tx)
            }
            if items.isEmpty { return }
            try await check(items)
            pace.tell(report.checked, report.bytes)
            if let rate = pace.bytesPerSecond {
                try await Task.sleep(until: began + .seconds(Double(report.bytes) / Double(max(1, rate))))
            }
        }
    }

    private mutating func check(_ items: [FixityItem]) async throws {
        let (stacks, shelves) = (stacks, shelves)
        let outcomes = try await items.concurrentMap(atMost: ProcessInfo.processInfo.activeProcessorCount) { item in
            do {
                return (item, try await stacks.check(item, on: shelves[item.copy]), nil)
                    as (FixityItem, Examination, (any Explained)?)
            } catch let problem as any Explained where item.copy != CopyName.primary {
                return (item, Examination(), problem)
            }
        }
        for case (let item, _, let problem?) in outcomes where self.shelves[item.copy] != nil {
            skip(item.copy, problem)
        }
        // A disk that went away in the middle is no damage of ten thousand files.
        for copy in Set(outcomes.filter { !$0.1.faults.isEmpty }.map(\.0.copy)) {
            do {
                _ = try await stacks.shelf(of: copy)
            } catch let problem as any Explained {
                if copy == CopyName.primary { throw problem }
                skip(copy, problem)
            }
        }
        let good = outcomes.filter { item, _, problem in
            problem == nil && (item.copy == CopyName.primary || self.shelves[item.copy] != nil)
        }
        let (now, token) = (stacks.clock.now, token)
        try await stacks.database.write { tx in
            var sums = Examination()
            for (item, outcome, _) in good {
                try item.record(outcome.faults.first?.kind.rawValue ?? "intact", at: now, round: token, in: tx)
                sums.files += outcome.files
                sums.bytes += outcome.bytes
                sums.intact += outcome.intact
            }
            try tx.run(
                """
                UPDATE fixity_round SET checked = checked + \(sums.files), bytes = bytes + \(sums.bytes),
                  intact = intact + \(sums.intact) WHERE token = \(token)
                """)
        }
        var found: [Damage] = []
        for (item, outcome, _) in good {
            report.checked += outcome.files
            report.bytes += outcome.bytes
            report.intact += outcome.intact
            found += outcome.faults.map {
                Damage(item.unit, n: item.n, copy: item.copy, path: $0.path, $0.kind, said: $0.what)
            }
        }
        guard !found.isEmpty else { return }
        report.damaged += found
        for id in try await stacks.record(found, by: agent) { try await stacks.reviewQuietly(id, by: agent) }
    }

    /// Which of the damage is damage no more, now that the cases were looked into.
    mutating func markRepaired() async throws {
        let damaged = report.damaged
        guard !damaged.isEmpty else { return }
        let open = try await stacks.database.read { tx in
            try damaged.map { damage in
                try DamageCase.open(damage.unit, on: damage.copy, in: tx)?.open.contains { $0.path == damage.path }
                    ?? false
            }
        }
        for place in damaged.indices { report.damaged[place].isRepaired = !open[place] }
    }
}

extension Stacks {
    /// Checks one item; `shelf`: the copy it is in.
    func check(_ item: FixityItem, on shelf: (any ByteShelf)?) async throws -> Examination {
        switch item.part {
        case .file:
            let file = ObjectPlan.File(path: item.content, digests: item.digests, size: item.bytes)
            return try await examine([file], of: item.unit, on: store)
        case .frame, .whole:
            let found = try await checkObject(item, on: shelf ?? store)
            if found.faults.isEmpty { return found }
            // Perhaps a new version came in between: look again while none can.
            let turn = item.copy == CopyName.primary ? describing : try replicas.turn(item.copy)
            return try await turn.hold { [self] in
                guard let fresh = try await item.again(in: database) else { return Examination() }
                return try await checkObject(fresh, on: shelf ?? store)
            }
        }
    }

    private func checkObject(_ item: FixityItem, on shelf: any ByteShelf) async throws -> Examination {
        let root = ObjectPlan.File(path: "inventory.json", digests: item.digests)
        guard let inventory = item.digests.first,
            let plan = try await plan(of: item.unit, version: item.version, inventory: inventory, from: [shelf, store])
        else { return try await examine([root], of: item.unit, on: shelf) }
        if item.part == .whole { return try await examine(plan, on: shelf) }
        let content = try await database.read { tx in
            Set(try KeptFile.all(of: item.unit, in: tx).map(\.content))
        }
        var examination = try await examine(
            plan.files.filter { !content.contains($0.path) }, of: item.unit, on: shelf, among: plan)
        examination.faults += try await strangers(to: plan, on: shelf)
        return examination
    }
}
