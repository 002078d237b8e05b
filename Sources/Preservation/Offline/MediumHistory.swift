package import Archive
import Ledger
import Tables

/// One thing that happened to an offline medium: who, when, what.
package struct MediumEntry: Sendable, Hashable {
    package enum What: Sendable, Hashable {
        case written(replacing: String?)
        case moved(from: String, to: String, reason: String)
        case tested(MediumTestEntry)
        case replaced(by: String)
    }

    package let at: Instant
    package let agent: Agent
    package let what: What
}

/// What a read test found.
package struct MediumTestEntry: Sendable, Hashable {
    /// Files of the manifest, and how many of them were read.
    package let files: Int64
    package let read: Int64
    package let bytes: Int64
    package let faults: Int64
    /// At most ten thousand are written down.
    package let found: [Found]

    package struct Found: Sendable, Hashable {
        package let path: String
        package let fault: MediumFault

        package init(path: String, fault: MediumFault) { (self.path, self.fault) = (path, fault) }
    }
}

extension OfflineRegister {
    /// What happened to a medium, the newest first.
    package func history(_ medium: RegisteredMedium) async throws -> [MediumEntry] {
        var entries: [MediumEntry] = []
        for (_, event) in try await ledger.events(about: medium.set) where EventKind.aboutMedia.contains(event.kind) {
            let number = event.facts["medium"]?.string
            let what: MediumEntry.What
            if event.kind == .mediumWritten, event.facts["replaces"]?.string == medium.number, let number {
                what = .replaced(by: number)
            } else if number != medium.number {
                continue
            } else if event.kind == .mediumWritten {
                what = .written(replacing: medium.replaces)
            } else {
                let act = try await act(event)
                what = event.kind == .mediumMoved ? .moved(act) : .tested(MediumTestEntry(event.facts, act))
            }
            entries.append(MediumEntry(at: event.at, agent: event.agent, what: what))
        }
        return entries.reversed()
    }

    /// Writes down where a medium is now, and why it was moved.
    /// - Throws: `MediumProblem`
    package func move(_ number: String, to place: String, reason: String, by agent: Agent) async throws {
        let medium = try await medium(number)
        guard !place.isEmpty else { throw MediumProblem.noPlace }
        guard !reason.isEmpty else { throw MediumProblem.noReason }
        let act: JSON = [
            "schema": "lantai/offline-medium-moved/1", "medium": .string(number), "from": .string(medium.location),
            "location": .string(place), "reason": .string(reason),
        ]
        try await enter(.mediumMoved, medium, act: act, facts: [:], by: agent)
    }

    /// Writes down what a read test found.
    /// - Parameter percent: of the objects' files that were to be read.
    package func enter(
        test: MediumTestEntry, percent: Int, of medium: RegisteredMedium, by agent: Agent
    ) async throws {
        let act: JSON = [
            "schema": "lantai/offline-medium-tested/1", "medium": .string(medium.number),
            "percent": .int(Int64(percent)),
            "faults": .array(
                test.found.prefix(10_000).map { ["path": .string($0.path), "fault": .string($0.fault.rawValue)] }),
        ]
        try await enter(
            .mediumTested, medium, act: act,
            facts: [
                "files": .int(test.files), "read": .int(test.read), "bytes": .int(test.bytes),
                "faults": .int(test.faults),
            ], by: agent)
    }

    private func enter(
        _ kind: EventKind, _ medium: RegisteredMedium, act: JSON, facts: [String: JSON], by agent: Agent
    ) async throws {
        let event = ledger.event(
            kind: kind, subject: medium.set, agent: agent, act: try await ledger.write(act: act),
            facts: facts.merging(["medium": .string(medium.number)]) { $1 })
        try await database.write { [ledger] tx in ledger.append(event, in: tx) }
    }

    private func act(_ event: Event) async throws -> JSON {
        guard let digest = event.act else { return [:] }
        return try await ledger.act(digest)
    }
}

extension MediumEntry.What {
    fileprivate static func moved(_ act: JSON) -> MediumEntry.What {
        .moved(
            from: act["from"]?.string ?? "", to: act["location"]?.string ?? "", reason: act["reason"]?.string ?? "")
    }
}

extension MediumTestEntry {
    package init(files: Int64, read: Int64, bytes: Int64, found: [Found]) {
        (self.files, self.read, self.bytes, self.found) = (files, read, bytes, found)
        faults = Int64(found.count)
    }

    fileprivate init(_ facts: [String: JSON], _ act: JSON) {
        files = facts["files"]?.int ?? 0
        read = facts["read"]?.int ?? 0
        bytes = facts["bytes"]?.int ?? 0
        faults = facts["faults"]?.int ?? 0
        found = (act["faults"]?.array ?? []).compactMap { each in
            guard let path = each["path"]?.string, let fault = each["fault"]?.string.flatMap(MediumFault.init) else {
                return nil
            }
            return Found(path: path, fault: fault)
        }
    }

    package var json: JSON {
        .array(found.map { ["path": .string($0.path), "fault": .string($0.fault.rawValue)] })
    }
}
