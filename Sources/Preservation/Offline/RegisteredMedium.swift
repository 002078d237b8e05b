package import Archive

/// One offline medium (载体) as the register knows it.
package struct RegisteredMedium: Sendable, Hashable {
    /// `LT-封存-2026-001-1`; written again as `LT-封存-2026-001-1.2`.
    package let number: String
    package let set: String
    package let kind: SetKind
    package let carrier: Carrier
    /// Its place in the set, from 1, and how many there are.
    package let n: Int64
    package let of: Int64
    package let objects: Int64
    package let bytes: Int64
    package let isOpenedOnly: Bool
    /// Whether the set was to hold all that was in no set of the kind: it was not narrowed to some 全宗, days or opened records.
    package let isOfAll: Bool
    /// SHA-512 of its manifest.
    package let manifest: String
    package let writtenAt: Instant
    package let writtenBy: String
    /// When it was settled what goes into the set: what came later is not in it.
    package let asOf: Instant
    /// The medium it took the place of.
    package let replaces: String?
    /// The act that says which objects it holds.
    let written: Digest?
    /// The act of its last move.
    var moved: Digest?
    package internal(set) var location = ""
    package internal(set) var testedAt: Instant?
    /// Found by the last test that found any, until the whole medium was read without one.
    package internal(set) var faults: Int64 = 0
    /// The medium that took its place (已更换): nobody need look after this one any more.
    package internal(set) var replacedBy: String?

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
        isOfAll = !isOpenedOnly && event.facts["part"]?.bool != true
        writtenAt = event.at
        writtenBy = event.agent.id
        asOf = event.facts["asOf"]?.string.flatMap(Instant.init(text:)) ?? event.at
        replaces = event.facts["replaces"]?.string
        written = event.act
    }

    /// The day by which it must be read again.
    package func due(_ clock: Clock) -> Day {
        clock.day(of: testedAt ?? writtenAt).adding(years: carrier.yearsBetweenTests)
    }

    package func isOverdue(_ clock: Clock) -> Bool { replacedBy == nil && due(clock) < clock.today }
    package var isDamaged: Bool { replacedBy == nil && faults > 0 }

    package var json: JSON {
        [
            "number": .string(number), "set": .string(set), "kind": .string(kind.rawValue),
            "carrier": .string(carrier.rawValue), "n": .int(n), "of": .int(of), "objects": .int(objects),
            "bytes": .int(bytes), "openedOnly": .bool(isOpenedOnly), "manifest": .string(manifest),
            "writtenAt": .string(writtenAt.text), "writtenBy": .string(writtenBy), "location": .string(location),
            "testedAt": JSON(testedAt?.text), "faults": .int(faults), "replaces": JSON(replaces),
            "replacedBy": JSON(replacedBy),
        ]
    }
}
