package import Archive
import Tables

/// What a fixity round found (固化信息核验).
package struct FixityReport: Sendable, Hashable {
    /// A kept file that is not as it was.
    package struct Damage: Sendable, Hashable {
        package enum Kind: String, Sendable {
            case altered, missing, unreadable
        }

        package let unit: UnitID
        /// The number of the content file; -1 for what Lantai wrote around the content.
        package let n: Int64
        /// The path inside the OCFL object.
        package let path: String
        package let kind: Kind
        package let what: Words
    }

    /// Files looked at, and their bytes.
    package internal(set) var checked: Int64 = 0
    package internal(set) var bytes: Int64 = 0
    package internal(set) var intact: Int64 = 0
    package internal(set) var damaged: [Damage] = []
    /// How long ago the least recently checked file was checked, now that the round is over; `nil` in empty stacks.
    package internal(set) var oldest: Instant?

    /// As printed by `lantai fixity --json`, and the act behind the event `fixity-checked`.
    package var json: JSON {
        [
            "schema": "lantai/fixity/1", "checked": .int(checked), "bytes": .int(bytes), "intact": .int(intact),
            "damaged": .array(
                damaged.map {
                    [
                        "unit": .string($0.unit.text), "n": .int($0.n), "file": .string($0.path),
                        "kind": .string($0.kind.rawValue), "what": JSON($0.what),
                    ]
                }),
            "oldest": JSON(oldest?.text),
        ]
    }

    /// Marks what the act of a round calls damaged: after a rebuild no damage is forgotten.
    static func applyDamage(_ act: JSON, in tx: any Transaction) throws {
        for damage in act["damaged"]?.array ?? [] {
            guard let unit = damage["unit"]?.string, let n = damage["n"]?.int, let kind = damage["kind"]?.string else {
                continue
            }
            if n < 0 {
                try tx.run("UPDATE holding SET result = \(kind) WHERE unit = \(unit)")
            } else {
                try tx.run("UPDATE holding_file SET result = \(kind) WHERE unit = \(unit) AND n = \(n)")
            }
        }
    }
}

extension FixityReport.Damage {
    init(_ unit: UnitID, _ n: Int64, path: String, _ kind: Kind, said: Words? = nil) {
        let words =
            switch kind {
            case .altered: Words(zh: "内容与保存时的摘要不符。", en: "The bytes are not those that were kept.")
            case .missing: Words(zh: "文件缺失。", en: "The file is missing.")
            case .unreadable: Words(zh: "文件无法读取。", en: "The file cannot be read.")
            }
        self.init(unit: unit, n: n, path: path, kind: kind, what: said ?? words)
    }
}
