import Archive
import Bytes
import Ledger
import Tables

extension Stacks {
    /// Objects copied together.
    private static let copied = 100
    /// Content larger than this goes by itself, as a stream.
    private static let small: Int64 = 1 << 20

    /// Copies the next batch of what is new (objects in the order in which they changed, then sealed segments of the ledger)
    /// to one place; `false` if nothing was waiting. Read back before it counts as there. Killed anywhere it goes on where
    /// it was: equal bytes are taken again.
    /// - Throws: `ReplicaProblem` and errors of the store there; it should be called again later.
    package func replicate(to place: ReplicaPlace) async throws -> Bool {
        try await replicas.turn(place.name).hold { [self] in
            let shelf = try await replicas.shelf(place)
            try await StorageRoot.prepare(shelf.below("stacks"))
            let hasCopied = try await copyObjects(to: shelf.below("stacks"), place)
            let hasFollowed = try await copyLedger(to: shelf.below("ledger"), place)
            return hasCopied || hasFollowed
        }
    }

    private struct Waiting: Sendable {
        let row: HoldingRow
        let known: ReplicaObject?
        let touched: Int64
    }

    /// What is to be done for one object.
    private struct Copying: Sendable {
        let task: Waiting
        let plan: ObjectPlan
        var puts: [(key: ByteKey, bytes: ByteSource)] = []
        var heads: [HeadToReplace] = []
        /// What is to be read back.
        var files: [ObjectPlan.File] = []
    }

    private func copyObjects(to shelf: any ByteShelf, _ place: ReplicaPlace) async throws -> Bool {
        let tasks = try await database.read { tx in try Stacks.tasks(place.name, retryBefore: nil, in: tx) }
        if tasks.isEmpty {
            // What was set aside gets another try now and then, when there is nothing else to do.
            let before = clock.now + .seconds(-600)
            let again = try await database.read { tx in
                try Stacks.tasks(place.name, retryBefore: before, in: tx)
            }
            for task in again { try await copyAlone(task, to: shelf, place) }
            return !again.isEmpty
        }
        do {
            let copyings = try await tasks.concurrentMap(atMost: 4) { [self] in try await prepare($0, to: shelf) }
            try await write(Planted.has(.staleReplica) ? copyings.dropLast() : copyings, to: shelf)
            try await note(copyings.map(\.task), place)
        } catch let problem as any Explained where !problem.isTransient {
            // One of them is damaged here or there: each by itself, so that the others are not kept waiting.
            for task in tasks {
                try await copyAlone(task, to: shelf, place)
                try await database.write { tx in try Stacks.move(place.name, to: task.touched, in: tx) }
            }
        }
        return true
    }

    private static func tasks(_ replica: String, retryBefore: Instant?, in tx: any Transaction) throws -> [Waiting] {
        let position = try ReplicaRow.one(replica, in: tx)?.position ?? 0
        let rows =
            if let retryBefore {
                try tx.rows(
                    """
                    SELECT \(sql: HoldingRow.columns), touched FROM holding WHERE unit IN (
                      SELECT unit FROM replica_object
                      WHERE replica = \(replica) AND result = 'absent' AND last_checked < \(retryBefore))
                    ORDER BY touched LIMIT \(copied)
                    """)
            } else {
                try tx.rows(
                    """
                    SELECT \(sql: HoldingRow.columns), touched FROM holding WHERE touched > \(position)
                    ORDER BY touched LIMIT \(copied)
                    """)
            }
        return try rows.map { row in
            let holding = HoldingRow(row: row)
            return Waiting(
                row: holding, known: try ReplicaObject.one(holding.unit, on: replica, in: tx),
                touched: row.int("touched"))
        }
    }

    private static func move(_ replica: String, to touched: Int64, in tx: any Transaction) throws {
        try tx.run("UPDATE replica SET position = \(touched) WHERE name = \(replica) AND position < \(touched)")
    }

    private func note(_ tasks: [Waiting], _ place: ReplicaPlace) async throws {
        let now = clock.now
        try await database.write { tx in
            for task in tasks {
                try ReplicaObject.keep(task.row, on: place.name, at: now, in: tx)
                try Stacks.move(place.name, to: task.touched, in: tx)
            }
        }
    }

    /// Copies one object; where it is damaged here or there, says so and comes back to it later.
    private func copyAlone(_ task: Waiting, to shelf: any ByteShelf, _ place: ReplicaPlace) async throws {
        do {
            let copying = try await prepare(task, to: shelf)
            try await write([copying], to: shelf)
            try await note([task], place)
        } catch let problem as any Explained where !problem.isTransient {
            let now = clock.now
            try await database.write { tx in
                try ReplicaObject.postpone(task.row.unit, on: place.name, at: now, in: tx)
            }
            // Damage of the archive's own is looked into at once; what lies there and is wrong is mended from here.
            if try await inspect(task.row.unit, on: CopyName.primary, by: .steward) == nil {
                try await mendCopy(task, to: shelf, place)
            }
        }
    }

    /// What of an object is still to be put, and what of it is there already, whole.
    private func prepare(_ task: Waiting, to shelf: any ByteShelf) async throws -> Copying {
        guard
            let plan = try await plan(
                of: task.row.unit, version: task.row.version, inventory: task.row.inventory, from: [store])
        else { throw PreservationProblem.damaged(task.row.unit, path: "inventory.json") }
        let known = task.known.flatMap { $0.version > 0 ? $0 : nil }
        var copying = Copying(task: task, plan: plan)
        for file in plan.files where file.version == 0 || file.version > (known?.version ?? 0) {
            let key = plan.place / file.path
            switch try await head(file, of: plan, on: shelf) {
            case .older(let head):
                copying.heads.append(head)
                copying.files.append(file)
                continue
            case .foreign: throw BytesProblem.taken(key)
            case .whole: continue
            case .absent, .none: break
            }
            // There from a run that was cut off, or from before the rows were made anew.
            if try await shelf.size(of: key) != nil {
                guard try await examine([file], of: plan.unit, on: shelf).faults.isEmpty else {
                    throw BytesProblem.taken(key)
                }
                continue
            }
            copying.files.append(file)
            if let bytes = file.bytes {
                copying.puts.append((key, .bytes(bytes)))
            } else if let path = store.localPath(of: key) {
                copying.puts.append((key, .file(path)))
            } else if try await store.size(of: key) ?? 0 <= Stacks.small {
                copying.puts.append((key, .bytes(try await store.bytes(of: key))))
            } else {
                try await shelf.put(store.read(key, range: nil), at: key)
            }
        }
        return copying
    }

    private enum Head {
        case absent
        case whole
        /// That of an earlier version of the object: the copy is only behind.
        case older(HeadToReplace)
        case foreign
    }

    /// What lies at the place of a head; `nil` for other files.
    private func head(_ file: ObjectPlan.File, of plan: ObjectPlan, on shelf: any ByteShelf) async throws -> Head? {
        guard file.isHead, let bytes = file.bytes else { return nil }
        let key = plan.place / file.path
        guard try await shelf.size(of: key) != nil else { return .absent }
        let there = try await shelf.bytes(of: key)
        if there == bytes { return .whole }
        let earlier = plan.files.filter { $0.version > 0 && $0.isInventory == file.isInventory }.compactMap(\.bytes)
        guard earlier.contains(there) else { return .foreign }
        return .older(HeadToReplace(key: key, content: bytes, was: sha256(there)))
    }

    private func write(_ copyings: [Copying], to shelf: any ByteShelf) async throws {
        try await shelf.putAll(copyings.flatMap(\.puts))
        try await shelf.replaceHeads(copyings.flatMap(\.heads))
        _ = try await copyings.concurrentMap(atMost: 4) { [self] copying in
            let back = try await examine(copying.files, of: copying.plan.unit, on: shelf)
            guard let fault = back.faults.first else { return }
            // Read from here it was not what it must be, or it changed on the way: what is wrong does not stay there.
            for fault in back.faults {
                let key = copying.plan.place / fault.path
                _ = try await shelf.setAside(
                    key, as: ByteKey(trusted: "unproven/\(copying.plan.unit.text)/\(clock.now.microseconds)"))
            }
            throw PreservationProblem.notAsWritten(path: (copying.plan.place / fault.path).text)
        }
    }

    /// Something else lies where a copy of the object goes: the rest is put beside it, then it is a case of damage there.
    private func mendCopy(_ task: Waiting, to shelf: any ByteShelf, _ place: ReplicaPlace) async throws {
        let row = task.row
        guard
            let plan = try await plan(of: row.unit, version: row.version, inventory: row.inventory, from: [store])
        else { throw PreservationProblem.damaged(row.unit, path: "inventory.json") }
        for file in plan.files {
            let key = plan.place / file.path
            if case .older(let head) = try await head(file, of: plan, on: shelf) {
                try await shelf.replaceHeads([head])
            } else if try await shelf.size(of: key) == nil {
                do { try await shelf.put(store.read(key, range: nil), at: key) } catch BytesProblem.taken {}
            }
        }
        let now = clock.now
        try await database.write { tx in try ReplicaObject.keep(row, on: place.name, at: now, in: tx) }
        _ = try await inspectHeld(row.unit, on: place.name, by: .steward)
    }

    // MARK: The ledger

    private func copyLedger(to shelf: any ByteShelf, _ place: ReplicaPlace) async throws -> Bool {
        let events = try await database.read { tx in try ReplicaRow.one(place.name, in: tx)?.events ?? 0 }
        guard let run = try await ledger.sealedRun(from: events) else { return false }
        let source = ledger.files
        // In shares: a segment names up to a thousand acts.
        for start in stride(from: 0, to: run.keys.count, by: 200) {
            let share = Array(run.keys[start..<min(run.keys.count, start + 200)])
            let missing = try await share.concurrentMap(atMost: 4) { key in
                try await shelf.size(of: key) == nil ? key : nil
            }.compactMap(\.self)
            var puts: [(key: ByteKey, bytes: ByteSource)] = []
            for key in missing {
                if let path = source.localPath(of: key) {
                    puts.append((key, .file(path)))
                } else if try await source.size(of: key) ?? 0 <= Stacks.small {
                    puts.append((key, .bytes(try await source.bytes(of: key))))
                } else {
                    try await shelf.put(source.read(key, range: nil), at: key)
                }
            }
            try await shelf.putAll(puts)
            _ = try await share.concurrentMap(atMost: 4) { key in
                let (here, there) = (
                    try await source.digests(of: key, [.sha256]).digests,
                    try await shelf.digests(of: key, [.sha256]).digests
                )
                guard here == there else { throw ReplicaProblem.ledgerDiffers(place.name, file: key.text) }
            }
        }
        try await database.write { tx in
            try tx.run("UPDATE replica SET events = \(run.end) WHERE name = \(place.name) AND events < \(run.end)")
        }
        return true
    }
}
