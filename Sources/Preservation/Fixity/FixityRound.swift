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
                try FixityItem.next(limit: 1024, bytes: most, before: start, round: token, copies: copies, in: tx)
            }
            if items.isEmpty { return }
            try await check(items)
            pace.tell(report.checked, report.bytes)
            if let rate = pace.bytesPerSecond {
                try await Task.sleep(until: began + .seconds(Double(report.bytes) / Double(max(1, rate))))
            }
        }
    }

    /// Items checked at once, and known together.
    private static let group = 128

    private mutating func check(_ items: [FixityItem]) async throws {
        let groups = stride(from: 0, to: items.count, by: Self.group).map {
            Array(items[$0..<min(items.count, $0 + Self.group)])
        }
        let (shelves, token) = (shelves, token)
        // Two at a time: one is read while the results of the other are written.
        try await withThrowingTaskGroup(of: Checked.self) { [stacks] tasks in
            for (number, group) in groups.enumerated() {
                try Task.checkCancellation()
                if number >= 2, let checked = try await tasks.next() { try await take(checked) }
                tasks.addTask { try await stacks.check(group, of: token, on: shelves) }
            }
            while let checked = try await tasks.next() { try await take(checked) }
        }
    }

    private mutating func take(_ checked: Checked) async throws {
        for (copy, problem) in checked.away where shelves[copy] != nil { skip(copy, problem) }
        report.checked += checked.sums.files
        report.bytes += checked.sums.bytes
        report.intact += checked.sums.intact
        guard !checked.damage.isEmpty else { return }
        report.damaged += checked.damage
        for id in try await stacks.record(checked.damage, by: agent) { try await stacks.reviewQuietly(id, by: agent) }
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
