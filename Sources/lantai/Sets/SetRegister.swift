import Archive
import Ledger

/// The register of offline media (离线载体登记), told by the ledger alone: so a rebuild cannot lose it.
struct SetRegister: Sendable {
    private(set) var media: [RegisteredMedium] = []

    static func read(_ ledger: Ledger) async throws -> SetRegister {
        var register = SetRegister()
        var last: EventIndex = -1
        while true {
            let page = try await ledger.events(
                after: last, kinds: [.mediumWritten, .mediumTested, .mediumMoved], limit: 500)
            for (index, event) in page {
                last = index
                let isMoved = event.kind == .mediumMoved
                var act: JSON?
                if isMoved, let digest = event.act { act = try await ledger.act(digest) }
                register.apply(event, act)
            }
            if page.count < 500 { return register }
        }
    }

    private mutating func apply(_ event: Event, _ act: JSON?) {
        if event.kind == .mediumWritten {
            if let medium = RegisteredMedium(event) { media.append(medium) }
            return
        }
        guard let place = media.firstIndex(where: { $0.number == event.facts["medium"]?.string }) else { return }
        if event.kind == .mediumMoved {
            media[place].location = act?["location"]?.string ?? ""
        } else {
            media[place].testedAt = event.at
            let found = event.facts["faults"]?.int ?? 0
            // A sample that finds nothing takes back no fault: the damaged file may not have been read.
            let isWhole = event.facts["read"]?.int == event.facts["files"]?.int
            if found > 0 || isWhole { media[place].faults = found }
        }
    }

    func medium(_ number: String) throws -> RegisteredMedium {
        guard let medium = media.first(where: { $0.number == number }) else {
            throw OfflineSetProblem.noSuchMedium(number)
        }
        return medium
    }

    /// The number of the next set of this kind.
    func nextNumber(_ kind: SetKind, year: Int) -> String {
        let taken = Set(media.map(\.set))
        var count = 1
        while taken.contains(kind.number(year: year, count)) { count += 1 }
        return kind.number(year: year, count)
    }

    /// The state in which each object is on some medium of this kind: its unit to the digests of its inventories there.
    static func held(_ kind: SetKind, _ ledger: Ledger) async throws -> Set<String> {
        var held: Set<String> = []
        var last: EventIndex = -1
        while true {
            let page = try await ledger.events(after: last, kinds: [.mediumWritten], limit: 500)
            for (index, event) in page {
                last = index
                guard event.facts["kind"]?.string == kind.rawValue, let digest = event.act else { continue }
                for inventory in try await ledger.act(digest)["inventories"]?.array ?? [] {
                    if let hex = inventory.string { held.insert(hex) }
                }
            }
            if page.count < 500 { return held }
        }
    }
}

/// One medium as the register knows it.
struct RegisteredMedium: Sendable {
    /// `LT-封存-2026-001-1`
    let number: String
    let set: String
    let kind: SetKind
    let carrier: Carrier
    /// Its place in the set, from 1, and how many there are.
    let n: Int64
    let of: Int64
    let objects: Int64
    let bytes: Int64
    let isOpenedOnly: Bool
    /// SHA-512 of its manifest.
    let manifest: String
    let writtenAt: Instant
    let writtenBy: String
    var location = ""
    var testedAt: Instant?
    /// Found by the last test that found any, until the whole medium was read without one.
    var faults: Int64 = 0

    init?(_ event: Event) {
        guard let number = event.facts["medium"]?.string, let kind = event.facts["kind"]?.string.flatMap(SetKind.init),
            let carrier = event.facts["carrier"]?.string.flatMap(Carrier.init), let n = event.facts["n"]?.int,
            let of = event.facts["of"]?.int, let manifest = event.facts["manifest"]?.string
        else { return nil }
        self.number = number
        set = event.subject
        (self.kind, self.carrier, self.n, self.of, self.manifest) = (kind, carrier, n, of, manifest)
        objects = event.facts["objects"]?.int ?? 0
        bytes = event.facts["bytes"]?.int ?? 0
        isOpenedOnly = event.facts["openedOnly"]?.bool ?? false
        writtenAt = event.at
        writtenBy = event.agent.id
    }

    /// The day by which it must be read again.
    func due(_ clock: Clock) -> Day { clock.day(of: testedAt ?? writtenAt).adding(years: carrier.yearsBetweenTests) }

    var json: JSON {
        [
            "number": .string(number), "set": .string(set), "kind": .string(kind.rawValue),
            "carrier": .string(carrier.rawValue), "n": .int(n), "of": .int(of), "objects": .int(objects),
            "bytes": .int(bytes), "openedOnly": .bool(isOpenedOnly), "manifest": .string(manifest),
            "writtenAt": .string(writtenAt.text), "writtenBy": .string(writtenBy), "location": .string(location),
            "testedAt": JSON(testedAt?.text), "faults": .int(faults),
        ]
    }
}
