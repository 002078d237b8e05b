import Archive
import Preservation

/// What somebody asked to have written.
struct SetOrder: Sendable {
    let kind: SetKind
    let carrier: Carrier
    /// Bytes of one medium.
    let capacity: Int64
    let isOpenedOnly: Bool
    /// Also what is in a set of this kind already.
    var takesAll = false
    /// Only of these 全宗; empty: of all.
    var fonds: [String] = []
    /// Only what was kept or changed on this day or later.
    var since: Day?
    /// The medium that is to be written again, and where it is mounted.
    var replaces: RegisteredMedium?
    var from: String?

    /// Whether the set leaves out some of what is in none of its kind.
    var isPart: Bool { !fonds.isEmpty || since != nil }

    /// By which a write that was cut off is known to be this one.
    var json: JSON {
        [
            "kind": .string(kind.rawValue), "carrier": .string(carrier.rawValue), "capacity": .string(String(capacity)),
            "openedOnly": .bool(isOpenedOnly), "all": .bool(takesAll),
            "fonds": .array(fonds.sorted().map { .string($0) }),
            "since": JSON(since?.text), "replaces": JSON(replaces?.number),
        ]
    }
}
