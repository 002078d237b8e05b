package import Archive

/// One case of damage (损坏个案).
package struct DamageCaseID: Identifier {
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// What became of one object in one place, from the day it was found to the day all of it was whole again.
package struct DamageCase: Sendable, Hashable {
    package let id: DamageCaseID
    package let unit: UnitID
    /// The reference code (档号); empty for a catalogue node.
    package let code: String
    /// Where: `primary`, or the name of a copy.
    package let copy: String
    package let foundAt: Instant
    package let closedAt: Instant?
    /// The places whose bytes of it were proven good when it was last looked into.
    package let proven: [String]
    package internal(set) var files: [DamagedFile]

    package var isClosed: Bool { closedAt != nil }
    /// Files that are not whole yet.
    package var open: [DamagedFile] { files.filter { $0.repairedAt == nil } }
}

/// One damaged file of a case.
package struct DamagedFile: Sendable, Hashable {
    /// Inside the OCFL object.
    package let path: String
    package let kind: DamageKind
    package let what: Words
    package let foundAt: Instant
    package let repairedAt: Instant?
    /// Where the right bytes came from: the name of a place, `itself` where Lantai could write them anew, `outside` where
    /// somebody else put them right, `aside` where a file that does not belong was moved away.
    package let source: String?
    /// Who had it repaired: the steward, or an account.
    package let agent: String?

    package static let itself = "itself"
    package static let outside = "outside"
    package static let aside = "aside"
}

/// What is done about damage without being asked.
package enum RepairPolicy: String, Sendable {
    /// Repaired as soon as there is a proven source.
    case automatic
    /// An archivist decides.
    case ask
}
