package import Archive
import Tables

/// A kept file that is not as it was (损坏).
package struct Damage: Sendable, Hashable {
    package let unit: UnitID
    /// The number of the content file; -1 for what Lantai wrote around the content, and for all of an object in a copy.
    package let n: Int64
    /// Where: `primary`, or the name of a copy.
    package let copy: String
    /// The path inside the OCFL object.
    package let path: String
    package let kind: DamageKind
    package let what: Words
    /// Whether it was made whole before the round ended.
    package var isRepaired = false

    init(_ unit: UnitID, n: Int64, copy: String, path: String, _ kind: DamageKind, said: Words) {
        (self.unit, self.n, self.copy, self.path, self.kind, what) = (unit, n, copy, path, kind, said)
    }
}

/// What a fixity round found (固化信息核验).
package struct FixityReport: Sendable, Hashable {
    /// Files looked at, and their bytes, in all places together.
    package internal(set) var checked: Int64 = 0
    package internal(set) var bytes: Int64 = 0
    package internal(set) var intact: Int64 = 0
    package internal(set) var damaged: [Damage] = []
    /// Copies that could not be looked at, and why.
    package internal(set) var skipped: [Skipped] = []
    /// When the least recently checked file was checked, now that the round is over; `nil` in empty stacks.
    package internal(set) var oldest: Instant?
    /// Whether the round was cut off: a run of the program that was killed.
    var isCutOff = false

    package struct Skipped: Sendable, Hashable {
        package let copy: String
        package let code: String
        package let what: Words
    }

    /// As printed by `lantai fixity --json`, and the act behind the event `fixity-checked`.
    package var json: JSON {
        var members: [String: JSON] = [
            "schema": "lantai/fixity/1", "checked": .int(checked), "bytes": .int(bytes), "intact": .int(intact),
            "damaged": .array(
                damaged.map {
                    [
                        "unit": .string($0.unit.text), "n": .int($0.n), "copy": .string($0.copy),
                        "file": .string($0.path), "kind": .string($0.kind.rawValue), "what": JSON($0.what),
                        "repaired": .bool($0.isRepaired),
                    ]
                }),
            "oldest": JSON(oldest?.text),
        ]
        if !skipped.isEmpty {
            members["skipped"] = .array(
                skipped.map { ["copy": .string($0.copy), "code": .string($0.code), "what": JSON($0.what)] })
        }
        if isCutOff { members["cutOff"] = true }
        return .object(members)
    }

    /// Marks what the act of a round calls damaged and not repaired: after a rebuild no damage is forgotten.
    static func applyDamage(_ act: JSON, in tx: any Transaction) throws {
        for damage in act["damaged"]?.array ?? [] {
            guard let unit = damage["unit"]?.string, let n = damage["n"]?.int, let kind = damage["kind"]?.string,
                damage["copy"]?.string ?? CopyName.primary == CopyName.primary, damage["repaired"]?.bool != true
            else { continue }
            if n < 0 {
                try tx.run("UPDATE holding SET result = \(kind) WHERE unit = \(unit)")
            } else {
                try tx.run("UPDATE holding_file SET result = \(kind) WHERE unit = \(unit) AND n = \(n)")
            }
        }
    }
}
