package import Archive
import Bytes
import Foundation
import Ledger
import Tables

extension Stacks {
    /// Re-reads kept bytes against all their digests, those not checked for the longest time first, until all that was
    /// kept at the start is checked or `budget` bytes are read. Results are recorded every few files, so a round that is
    /// killed loses little, and the next one goes on where it was.
    /// - Throws: if the work could not be done (a database that fails, no descriptors left). Bytes that cannot be read are
    ///   no error: they are damage, in the report.
    package func fixityRound(budget: Int64? = nil, by agent: Agent = .steward) async throws -> FixityReport {
        // A half-written description is unfinished work, not damage.
        try await finishDescriptions()
        let start = clock.now
        let round = randomBytes(8).hex
        var report = FixityReport()
        while report.bytes < budget ?? .max {
            let most = min(64 << 20, (budget ?? .max) - report.bytes)
            let items = try await database.read { tx in
                try FixityItem.next(limit: 128, bytes: most, before: start, round: round, in: tx)
            }
            if items.isEmpty { break }
            let outcomes = try await items.concurrentMap(atMost: ProcessInfo.processInfo.activeProcessorCount) {
                [self] item in
                (item, try await check(item))
            }
            let now = clock.now
            try await database.write { tx in
                for (item, outcome) in outcomes {
                    try item.record(outcome.damaged.first?.kind.rawValue ?? "intact", at: now, round: round, in: tx)
                }
            }
            for (_, outcome) in outcomes {
                report.checked += outcome.files
                report.bytes += outcome.bytes
                report.intact += outcome.intact
                report.damaged += outcome.damaged
            }
        }
        report.oldest = try await oldestCheck()
        try await append(report, by: agent)
        return report
    }

    private func oldestCheck() async throws -> Instant? {
        try await database.read { tx in
            let oldest = try ["holding", "holding_file"].compactMap { table in
                try tx.row("SELECT min(last_checked) AS oldest FROM \(sql: Query(stringLiteral: table))")?
                    .optionalText("oldest")
            }
            return oldest.min().flatMap(Instant.init(text:))
        }
    }

    private func append(_ report: FixityReport, by agent: Agent) async throws {
        let act = report.json
        let event = ledger.event(
            kind: .fixityChecked, subject: "stacks", agent: agent, act: try await ledger.write(act: act),
            facts: [
                "checked": .int(report.checked), "bytes": .int(report.bytes),
                "damaged": .int(Int64(report.damaged.count)),
            ])
        try await database.write { [ledger] tx in
            try Stacks.replay(event, act, in: tx)
            ledger.append(event, in: tx)
        }
    }

    private func check(_ item: FixityItem) async throws -> FixityOutcome {
        if item.n >= 0 {
            return try await check([(item.content, item.digests)], of: item.unit, n: item.n)
        }
        let outcome = try await checkFrame(of: item.unit, inventory: item.digests[.sha512])
        if outcome.damaged.isEmpty { return outcome }
        // Perhaps a new description came in between: look again while none can.
        return try await describing.hold { [self] in
            let row = try await database.read { tx in try HoldingRow.one(item.unit, in: tx) }
            return try await checkFrame(of: item.unit, inventory: row?.inventory)
        }
    }

    /// Compares files of an object with their digests.
    private func check(_ files: [(path: String, digests: [Digest.Algorithm: Digest])], of unit: UnitID, n: Int64)
        async throws -> FixityOutcome
    {
        let place = StorageLayout.place(of: unit)
        var outcome = FixityOutcome()
        for (path, digests) in files {
            outcome.files += 1
            do {
                let found = try await store.digests(of: place / path, Set(digests.keys))
                outcome.bytes += found.bytes
                // No digest to compare with is no proof of anything.
                if digests.isEmpty || found.digests != digests {
                    outcome.damaged.append(.init(unit, n, path: path, .altered))
                } else {
                    outcome.intact += 1
                }
            } catch BytesProblem.absent {
                outcome.damaged.append(.init(unit, n, path: path, .missing))
            } catch let problem as BytesProblem where !problem.isTransient {
                outcome.damaged.append(.init(unit, n, path: path, .unreadable, said: problem.what))
            }
        }
        return outcome
    }

    /// Checks what is around the content: declaration, inventories, sidecars, metadata; that nothing else is there.
    private func checkFrame(of unit: UnitID, inventory promised: Digest?) async throws -> FixityOutcome {
        let place = StorageLayout.place(of: unit)
        let root = try await check([("inventory.json", promised.map { [.sha512: $0] } ?? [:])], of: unit, n: -1)
        guard root.damaged.isEmpty, let promised,
            let inventory = Inventory(bytes: try await store.bytes(of: place / "inventory.json"))
        else { return root }

        let content = try await database.read { tx in Set(try KeptFile.all(of: unit, in: tx).map(\.content)) }
        var files: [(path: String, digests: [Digest.Algorithm: Digest])] = [
            ("0=ocfl_object_1.1", [.sha512: Bytes.digest(ObjectVersion.declaration, .sha512)]),
            ("inventory.json.sha512", [.sha512: Bytes.digest(ObjectVersion.sidecar(promised), .sha512)]),
        ]
        for number in 1...inventory.head {
            let folder = "v\(number)"
            let version =
                number == inventory.head ? promised : try await digest(ofVersion: number, of: inventory, place)
            files.append(("\(folder)/inventory.json", [.sha512: version]))
            files.append(
                ("\(folder)/inventory.json.sha512", [.sha512: Bytes.digest(ObjectVersion.sidecar(version), .sha512)]))
        }
        for file in inventory.contents where !content.contains(file.path) {
            files.append((file.path, [.sha512: file.sha512].merging(file.sha256.map { [.sha256: $0] } ?? [:]) { $1 }))
        }
        var outcome = try await check(files, of: unit, n: -1)
        outcome.files += root.files
        outcome.bytes += root.bytes
        outcome.intact += root.intact
        outcome.damaged += try await strangers(in: unit, known: content.union(files.map(\.path) + ["inventory.json"]))
        return outcome
    }

    /// Files that lie in the object and do not belong to it.
    private func strangers(in unit: UnitID, known: Set<String>) async throws -> [FixityReport.Damage] {
        let place = StorageLayout.place(of: unit)
        var found: [FixityReport.Damage] = []
        do {
            for try await key in store.keys(under: place) {
                let path = String(key.text.dropFirst(place.text.utf8.count + 1))
                guard !known.contains(path) else { continue }
                let words = Words(zh: "对象中出现了不属于它的文件。", en: "A file lies in the object that does not belong to it.")
                found.append(.init(unit, -1, path: path, .altered, said: words))
            }
        } catch let problem as BytesProblem where !problem.isTransient {
            found.append(.init(unit, -1, path: "", .unreadable, said: problem.what))
        }
        return found
    }

    /// The digest that the inventory of an older version must have. What it must say follows from the newest inventory;
    /// how it is written is up to the Lantai of its day.
    private func digest(ofVersion number: Int, of newest: Inventory, _ place: ByteKey) async throws -> Digest {
        let expected = newest.truncated(to: number)
        let asOfNow = Bytes.digest(expected.bytes, .sha512)
        do {
            let folder = place / "v\(number)"
            let sidecar = try await store.bytes(of: folder / "inventory.json.sha512")
            if sidecar == ObjectVersion.sidecar(asOfNow) { return asOfNow }
            let bytes = try await store.bytes(of: folder / "inventory.json")
            if Inventory(bytes: bytes) == expected { return Bytes.digest(bytes, .sha512) }
        } catch let problem as BytesProblem where !problem.isTransient {
            // It is found missing or unreadable when it is compared.
        }
        return asOfNow
    }
}
