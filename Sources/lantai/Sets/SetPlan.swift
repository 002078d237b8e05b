import Archive
import Bytes
import Preservation

/// What goes on which medium, settled before the first is written: so a write that was cut off goes on as it began.
struct SetPlan: Sendable {
    struct Medium: Sendable {
        let number: String
        let n: Int
        let of: Int
        var objects: [HeldObject]
        /// What the objects and papers need.
        var bytes: Int64
        var hasLedger = false
    }

    let set: String
    let order: JSON
    /// When it was settled.
    let asOf: Instant
    var media: [Medium]

    /// The mark beside the media (`lantai-set-unfinished`).
    func mark(archive: String) -> [UInt8] {
        let mark: JSON = [
            "schema": "lantai/offline-set-unfinished/2", "number": .string(set), "archive": .string(archive),
            "order": order, "asOf": .string(asOf.text),
            "media": .array(
                media.map { medium in
                    [
                        "number": .string(medium.number), "n": .int(Int64(medium.n)), "of": .int(Int64(medium.of)),
                        "bytes": .int(medium.bytes), "ledger": .bool(medium.hasLedger),
                        "objects": .array(
                            medium.objects.map {
                                .string("\($0.unit.text) \($0.version) \($0.bytes) \($0.inventory.hex)")
                            }),
                    ]
                }),
        ]
        return mark.canonical
    }

    /// `nil` where the mark says no plan: it is one of an earlier program.
    init?(mark: JSON) {
        guard let set = mark["number"]?.string, let order = mark["order"],
            let asOf = mark["asOf"]?.string.flatMap(Instant.init(text:)), let media = mark["media"]?.array
        else { return nil }
        (self.set, self.order, self.asOf, self.media) = (set, order, asOf, [])
        for each in media {
            guard let number = each["number"]?.string, let n = each["n"]?.int, let of = each["of"]?.int,
                let objects = each["objects"]?.array
            else { return nil }
            var medium = Medium(
                number: number, n: Int(n), of: Int(of), objects: [], bytes: each["bytes"]?.int ?? 0,
                hasLedger: each["ledger"]?.bool ?? false)
            for object in objects {
                let parts = (object.string ?? "").split(separator: " ").map(String.init)
                guard parts.count == 4, let unit = UnitID(text: parts[0]), let version = Int64(parts[1]),
                    let bytes = Int64(parts[2]), let inventory = Digest(.sha512, hex: parts[3])
                else { return nil }
                medium.objects.append(HeldObject(unit, version: version, inventory: inventory, bytes: bytes))
            }
            self.media.append(medium)
        }
    }

    init(set: String, order: JSON, asOf: Instant, media: [Medium]) {
        (self.set, self.order, self.asOf, self.media) = (set, order, asOf, media)
    }
}
