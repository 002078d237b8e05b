package import Archive
package import Bytes
import Foundation

/// The keys of this archive's public log from the first on (密钥簿): which followed which, and which were revoked.
///
/// Each change is a signed note, so whoever trusts the first key can follow the rest offline. A signature counts up to a
/// *size* of the log: sizes are in what is signed, and grow with the clock; a moment would have to be believed.
package struct KeyBook: Hashable, Sendable {
    package let first: NoteKey
    package private(set) var changes: [KeyChange] = []
    private var known: [NoteKey]
    private var limits: [Int64?]

    package init(first: NoteKey) {
        self.first = first
        known = [first]
        limits = [nil]
    }

    /// Every key in the order of its coming, with the largest tree on which its signature counts; `nil` for any.
    package var keys: [(key: NoteKey, upTo: Int64?)] { zip(known, limits).map { ($0, $1) } }

    /// The key that signs now: the last one.
    package var current: NoteKey { known[known.count - 1] }

    /// Whether a signature of `key` on a tree of `size` counts.
    package func counts(_ key: NoteKey, on size: Int64) -> Bool {
        guard let place = known.firstIndex(of: key) else { return false }
        return limits[place].map { size <= $0 } ?? true
    }

    /// Takes in the next change; `false`, and nothing is taken, unless it is signed as it must be: a rotation by the key
    /// it replaces and by the new one, a revocation by the key of then.
    package mutating func add(_ change: KeyChange) -> Bool {
        guard change.origin == first.name, change.note.isSigned(by: current) else { return false }
        switch change.kind {
        case .rotation(let old, let new):
            guard old == current, !known.contains(new), change.note.isSigned(by: new) else { return false }
            limits[known.count - 1] = change.size
            known.append(new)
            limits.append(nil)
        case .revocation(let key, _):
            guard key != current, let place = known.firstIndex(of: key) else { return false }
            limits[place] = min(limits[place] ?? .max, change.size)
        }
        changes.append(change)
        return true
    }
}

extension KeyBook {
    /// The file to hand on: the first key, then the notes of all changes, each after an empty line.
    package var text: String { first.text + "\n" + changes.map { "\n" + $0.note.whole }.joined() }

    /// Reads what `text` wrote; `nil` if a change is not signed as it must be.
    package init?(text: String) {
        let blocks = text.components(separatedBy: "\n\n")
        guard let head = blocks.first, blocks.count % 2 == 1,
            let first = NoteKey(text: head.hasSuffix("\n") ? String(head.dropLast()) : head)
        else { return nil }
        self.init(first: first)
        for place in stride(from: 1, to: blocks.count, by: 2) {
            let signatures = blocks[place + 1]
            guard
                let note = SignedNote(blocks[place] + "\n\n" + signatures + (signatures.hasSuffix("\n") ? "" : "\n")),
                let change = KeyChange(note), add(change)
            else { return nil }
        }
        guard self.text == text else { return nil }
    }
}

/// One change of keys: a signed note of six lines.
package struct KeyChange: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// From now on the new key signs (换钥).
        case rotation(old: NoteKey, new: NoteKey)
        /// The key's signatures count only on trees of up to the size (吊销).
        case revocation(NoteKey, reason: String)
    }

    package let kind: Kind
    package let origin: String
    package let size: Int64
    package let at: Instant
    package let note: SignedNote

    static let rotation = "lantai-key-rotation-1"
    static let revocation = "lantai-key-revocation-1"

    package static func rotating(
        _ old: SigningKey, to new: SigningKey, origin: String, size: Int64, at now: Instant
    ) -> KeyChange {
        let (before, after) = (NoteKey(name: origin, key: old.verifying), NoteKey(name: origin, key: new.verifying))
        let text = [rotation, origin, before.text, after.text, String(size), now.text].joined(separator: "\n") + "\n"
        return KeyChange(
            kind: .rotation(old: before, new: after), origin: origin, size: size, at: now,
            note: SignedNote(text, signedBy: [(origin, old), (origin, new)]))
    }

    package static func revoking(
        _ key: NoteKey, reason: String, size: Int64, at now: Instant, by signer: SigningKey
    ) -> KeyChange {
        let reason = reason.split(whereSeparator: { $0.isNewline || $0.isWhitespace }).joined(separator: " ")
        let text = [revocation, key.name, key.text, String(size), now.text, reason].joined(separator: "\n") + "\n"
        return KeyChange(
            kind: .revocation(key, reason: reason), origin: key.name, size: size, at: now,
            note: SignedNote(text, signedBy: [(key.name, signer)]))
    }

    private init(kind: Kind, origin: String, size: Int64, at: Instant, note: SignedNote) {
        (self.kind, self.origin, self.size, self.at, self.note) = (kind, origin, size, at, note)
    }

    /// Reads a note; `nil` for any other. Signatures are not checked here.
    package init?(_ note: SignedNote) {
        let lines = note.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count == 7, lines[6].isEmpty else { return nil }
        let (sizeAt, timeAt) = lines[0] == Self.rotation ? (4, 5) : (3, 4)
        guard let size = Int64(lines[sizeAt]), size >= 0, String(size) == lines[sizeAt],
            let at = Instant(text: lines[timeAt]), let key = NoteKey(text: lines[2])
        else { return nil }
        switch lines[0] {
        case Self.rotation:
            guard let new = NoteKey(text: lines[3]) else { return nil }
            self.init(kind: .rotation(old: key, new: new), origin: lines[1], size: size, at: at, note: note)
        case Self.revocation:
            self.init(kind: .revocation(key, reason: lines[5]), origin: lines[1], size: size, at: at, note: note)
        default: return nil
        }
    }
}
