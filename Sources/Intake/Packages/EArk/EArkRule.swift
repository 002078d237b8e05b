import Archive

/// One requirement of E-ARK CSIP or SIP: its number, how much it asks, and where in the package it looks.
struct EArkRule: Sendable {
    enum Level: String, Sendable {
        case must = "MUST"
        case should = "SHOULD"
        case may = "MAY"

        var words: Words {
            switch self {
            case .must: Words(zh: "必须", en: "MUST")
            case .should: Words(zh: "应当", en: "SHOULD")
            case .may: Words(zh: "可以", en: "MAY")
            }
        }
    }

    /// `CSIP27`
    let id: String
    let level: Level
    /// `mets/dmdSec/mdRef/@SIZE`, or a path in the package.
    let place: String

    /// A rule that is none is a mistake of this program.
    static func named(_ id: String) -> EArkRule {
        guard let rule = byID[id] else { preconditionFailure("E-ARK has no rule \(id)") }
        return rule
    }

    private static let byID = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })

    /// In the order of the specifications.
    static let all: [EArkRule] = table.split(separator: "\n").compactMap { line in
        let parts = line.split(separator: " ", maxSplits: 2).map { String($0) }
        guard parts.count == 3, let level = Level(rawValue: parts[1]) else { return nil }
        return EArkRule(id: parts[0], level: level, place: parts[2])
    }
}

extension EArkRule {
    /// The attributes of a reference to a metadata file, in the order in which every section numbers them.
    enum ReferenceRule: Int {
        case loctype, linkType, href, mdtype, mimetype, size, created, checksum, checksumType
    }

    /// The rule of one attribute of `mdRef`, by the kind of section it stands in.
    static func id(_ rule: ReferenceRule, in kind: METSSection.Kind) -> String {
        let first =
            switch kind {
            case .descriptive: 22
            case .provenance: 36
            case .rights: 49
            }
        return "CSIP\(first + rule.rawValue)"
    }
}
