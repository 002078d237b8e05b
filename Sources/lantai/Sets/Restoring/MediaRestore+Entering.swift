import Archive
import Bytes
import Ledger
import Preservation
import Tables

extension MediaRestore {
    /// Writes into the restored ledger what happened: the lost keys, the restore, the media it was made from; looks whether
    /// rows and register are what the media say. Called again after a crash it enters nothing twice.
    func enter(_ rebuilt: Rebuild.Report?, by agent: Agent) async throws -> Outcome {
        let (head, facts, media) = try await onFileThread { try headAgain() }
        let house = try await House.open(home)
        do {
            let outcome = try await enter(rebuilt, head, facts, media, in: house, by: agent)
            await house.close()
            return outcome
        } catch {
            await house.close()
            throw error
        }
    }

    private func enter(
        _ rebuilt: Rebuild.Report?, _ head: TakenMedium, _ facts: ArchiveFacts, _ media: [TakenMedium], in house: House,
        by agent: Agent
    ) async throws -> Outcome {
        let ledger = house.ledger
        let (objects, differing) = try await look(at: head, in: house)
        var faults: [Words] = []
        if differing > 0 {
            faults.append(
                Words(
                    zh: "\(differing) 个对象没有重建成数据行，或与载体上的不同：运行 lantai fixity。",
                    en: "Of \(differing) objects no rows were made, or others than the media say: run lantai fixity."))
        }
        let register = try await house.stacks.offline.media()
        for medium in media {
            guard let known = register.first(where: { $0.number == medium.card.number }),
                known.manifest != medium.manifest
            else { continue }
            faults.append(
                Words(
                    zh: "载体 \(known.number) 的清单摘要与登记簿不符（登记簿：\(known.manifest)）。",
                    en: "The manifest of \(known.number) is not the one of the register (\(known.manifest))."))
        }
        let own = try await ledger.events(about: head.card.set)
        let isEntered = own.contains { $0.1.kind == .restored && $0.1.facts["key"]?.string == ledger.keyID }
        if !isEntered {
            let reason = "restored from offline media"
            if let lost = facts.books.last { try await ledger.enter(lost: lost, reason: reason, by: agent) }
            let events = try await events(head, media, register, ledger, by: agent)
            try await house.database.write { tx in for event in events { ledger.append(event, in: tx) } }
        }
        let reached = try await onFileThread { try staged.events(on: head.card.number) }
        return Outcome(
            set: head.card.set, kind: head.card.kind, facts: facts, objects: objects, events: reached,
            lastEvent: try await ledger.event(at: reached - 1)?.at, ledgerFaults: rebuilt?.ledger.faults ?? [],
            accounts: rebuilt?.accounts ?? [],
            key: house.publicLog.book.current.text, unkept: try await unkept(in: house), faults: faults,
            isProven: home.isProven)
    }

    private func unkept(in house: House) async throws -> [String] {
        try await house.database.read { tx in
            try tx.rows(
                """
                SELECT number FROM accession WHERE state IN ('received', 'checking', 'awaiting', 'quarantined', 'accepted')
                ORDER BY number
                """
            ).map { $0.text("number") }
        }
    }

    /// How many objects the papers list, and how many of them have no row of just that state.
    private func look(at head: TakenMedium, in house: House) async throws -> (objects: Int, differing: Int) {
        let listed = try await onFileThread {
            var listed: [(unit: String, inventory: String)] = []
            try eachObject(head) { place, inventory in listed.append((StagedMedia.unit(at: place), inventory)) }
            return listed
        }
        return try await house.database.read { tx in
            let differing = try listed.count { unit, inventory in
                try tx.row("SELECT inventory FROM holding WHERE unit = \(unit)")?.text("inventory") != inventory
            }
            return (listed.count, differing)
        }
    }

    /// The restore; and for the register: the media it does not know, since they were entered after the ledger on them was
    /// sealed, and of the others that they were read whole.
    private func events(
        _ head: TakenMedium, _ media: [TakenMedium], _ register: [RegisteredMedium], _ ledger: Ledger, by agent: Agent
    ) async throws -> [Event] {
        let act: JSON = [
            "schema": "lantai/restored-from-media/1", "set": .string(head.card.set), "at": .string(head.card.at.text),
            "media": .array(
                media.map { ["number": .string($0.card.number), "manifest": .string($0.manifest)] }),
        ]
        var events = [
            ledger.event(
                kind: .restored, subject: head.card.set, agent: agent, act: try await ledger.write(act: act),
                facts: [
                    "events": .int(try await onFileThread { try staged.events(on: head.card.number) }),
                    "key": .string(ledger.keyID),
                ])
        ]
        for medium in media.reversed() {
            let (card, number) = (medium.card, JSON.string(medium.card.number))
            let known = register.first { $0.number == card.number }
            if known == nil {
                let objects = try await onFileThread { try staged.objects(of: card.number) }
                let act: JSON = [
                    "schema": "lantai/offline-medium-written/1", "set": .string(card.set), "medium": number,
                    "units": .array(objects.map { .string($0.unit) }),
                    "inventories": .array(objects.map { .string($0.inventory) }),
                    "restoredFrom": true, "writtenAt": .string(card.at.text),
                ]
                events.append(
                    ledger.event(
                        kind: .mediumWritten, subject: card.set, agent: agent, act: try await ledger.write(act: act),
                        facts: [
                            "medium": number, "kind": .string(card.kind.rawValue),
                            "carrier": .string(card.carrier.rawValue), "n": .int(card.n), "of": .int(card.of),
                            "manifest": .string(medium.manifest), "objects": .int(Int64(objects.count)),
                            "bytes": .int(medium.bytes), "openedOnly": .bool(card.isOpenedOnly),
                            "asOf": .string(card.asOf.text), "replaces": JSON(card.replaces),
                        ]))
            }
            if let known, known.manifest != medium.manifest { continue }
            // What was entered just now counts as read just now; its damage does not.
            if known == nil, medium.damaged.isEmpty { continue }
            let files = try await onFileThread { try staged.files(of: card.number) }
            let act: JSON = [
                "schema": "lantai/offline-medium-tested/1", "medium": number, "percent": 100,
                "faults": medium.faults,
            ]
            events.append(
                ledger.event(
                    kind: .mediumTested, subject: card.set, agent: agent, act: try await ledger.write(act: act),
                    facts: [
                        "medium": number, "files": .int(files), "read": .int(files), "bytes": .int(medium.bytes),
                        "faults": .int(Int64(medium.damaged.count)),
                    ]))
        }
        return events
    }
}
