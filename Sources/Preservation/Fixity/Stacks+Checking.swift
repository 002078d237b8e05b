import Archive
import Bytes
import Ledger
import Tables

/// What some items of a round came to; their results are in the rows.
struct Checked: Sendable {
    var sums = Examination()
    var damage: [Damage] = []
    /// Copies that went away meanwhile, and why.
    var away: [(copy: String, problem: any Explained)] = []
}

extension Stacks {
    /// Checks `items` of the round of `token` and records each result. `shelves`: the copies that are there.
    func check(_ items: [FixityItem], of token: String, on shelves: [String: any ByteShelf]) async throws -> Checked {
        var checked = Checked()
        var outcomes: [(item: FixityItem, examination: Examination)] = []
        for (copy, items) in Dictionary(grouping: items, by: \.copy).sorted(by: { $0.key < $1.key }) {
            do {
                let found = try await check(items, on: shelves[copy] ?? store)
                // A disk that went away in the middle is no damage of ten thousand files.
                if found.contains(where: { !$0.faults.isEmpty }) { _ = try await shelf(of: copy) }
                outcomes += zip(items, found).map { ($0, $1) }
            } catch let problem as any Explained where copy != CopyName.primary {
                checked.away.append((copy, problem))
            }
        }
        let (known, now) = (outcomes, clock.now)
        for (item, examination) in known {
            checked.sums.files += examination.files
            checked.sums.bytes += examination.bytes
            checked.sums.intact += examination.intact
            checked.damage += examination.faults.map {
                Damage(item.unit, n: item.n, copy: item.copy, path: $0.path, $0.kind, said: $0.what)
            }
        }
        let sums = checked.sums
        try await database.write { tx in
            for (item, examination) in known {
                try item.record(
                    examination.faults.first?.kind.rawValue ?? "intact", at: now, round: token, in: tx)
            }
            try tx.run(
                """
                UPDATE fixity_round SET checked = checked + \(sums.files), bytes = bytes + \(sums.bytes),
                  intact = intact + \(sums.intact) WHERE token = \(token)
                """)
        }
        return checked
    }

    /// What `items`, all in the copy on `shelf`, come to, in their order.
    private func check(_ items: [FixityItem], on shelf: any ByteShelf) async throws -> [Examination] {
        var found = try await examine(looks(at: items, on: shelf), on: shelf).map { try $0.get() }
        for (place, item) in items.enumerated() where !found[place].faults.isEmpty && item.part.isOfObject {
            // Perhaps a new version came in between: look again while none can.
            let turn = item.copy == CopyName.primary ? describing : try replicas.turn(item.copy)
            found[place] = try await turn.hold { [self] in
                guard let fresh = try await item.again(in: database) else { return Examination() }
                return try await examine(looks(at: [fresh], on: shelf), on: shelf)[0].get()
            }
        }
        return found
    }

    private func looks(at items: [FixityItem], on shelf: any ByteShelf) async throws -> [Look] {
        let objects = items.filter(\.part.isOfObject)
        var plans = try await plans(of: objects, on: shelf)[...]
        return items.map { item in
            guard item.part.isOfObject else {
                let file = ObjectPlan.File(path: item.content, digests: item.digests, size: item.bytes)
                return Look(unit: item.unit, files: [file])
            }
            guard let (plan, kept) = plans.removeFirst() else {
                return Look(unit: item.unit, files: [.init(path: "inventory.json", digests: item.digests)])
            }
            // Content files of the archive's own store are items of their own.
            let content = item.part == .whole ? [] : Set(kept.map(\.content))
            let files = plan.files.filter { !content.contains($0.path) }
            return Look(unit: item.unit, files: files, plan: plan, findsStrangers: true)
        }
    }
}
