// Signed notes and the keys that sign them. Sources: C2SP signed-note, tlog-checkpoint.

/// A key under its name: `name+8 hexadecimal digits+base64(0x01 ‖ key)`.
struct Key: Equatable {
    let name: Bytes
    let bytes: Bytes
    let text: Bytes

    init?(_ text: Bytes) {
        let parts = text.split(separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[0].isEmpty, let raw = Bytes(base64: Bytes(parts[2])), raw.count == 33,
            raw[0] == 1
        else { return nil }
        (name, bytes, self.text) = (Bytes(parts[0]), Bytes(raw.dropFirst()), text)
        guard number.hex == Bytes(parts[1]).text else { return nil }
    }

    /// Which key signed, not that it did: the first four bytes of SHA-256(name ‖ line break ‖ 0x01 ‖ key).
    var number: Bytes { Bytes(sha256(name + [0x0A, 0x01] + bytes).prefix(4)) }
}

/// Text, a blank line, signatures.
struct Note {
    /// Ends with a line break.
    let text: Bytes
    let lines: [Bytes]
    private let signatures: [(name: Bytes, number: Bytes, signature: Bytes)]

    private static let dash = Bytes("— ".utf8)

    init?(_ whole: Bytes) {
        guard whole.last == 0x0A, !whole.contains(where: { $0 < 0x20 && $0 != 0x0A }),
            String(validating: whole, as: UTF8.self) != nil,
            let gap = whole.indices.dropLast().last(where: { whole[$0] == 0x0A && whole[$0 + 1] == 0x0A })
        else { return nil }
        text = Bytes(whole[...gap])
        lines = text.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false).map(Bytes.init)
        var found: [(Bytes, Bytes, Bytes)] = []
        for line in whole[(gap + 2)...].dropLast().split(separator: 0x0A, omittingEmptySubsequences: false) {
            let parts = line.dropFirst(Note.dash.count).split(separator: 0x20, omittingEmptySubsequences: false)
            guard line.starts(with: Note.dash), parts.count == 2, !parts[0].isEmpty,
                let raw = Bytes(base64: Bytes(parts[1])), raw.count > 4
            else { return nil }
            found.append((Bytes(parts[0]), Bytes(raw.prefix(4)), Bytes(raw.dropFirst(4))))
        }
        guard !found.isEmpty, found.count <= 64 else { return nil }
        signatures = found
    }

    /// Whether `key` signed; `nil` if it is not said that it did.
    func signature(of key: Key) -> Bool? {
        let mine = signatures.filter { $0.name == key.name && $0.number == key.number }
        return mine.isEmpty ? nil : mine.allSatisfy { isSigned(text, $0.signature, by: key.bytes) }
    }
}

/// The keys somebody trusts: the first line of the key file, and what follows from it by signed notes.
struct KeyBook {
    private(set) var keys: [(key: Key, upTo: Int?)]

    static let broken = Refusal(
        "key-file", zh: "密钥文件无法识读，或其中的换钥、吊销声明签名不符。",
        en: "The key file cannot be read, or a rotation or revocation in it is not signed as it must be.")

    init(_ file: Bytes) throws(Refusal) {
        var blocks: [Bytes] = [[]]
        for line in file.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() {
            if line.isEmpty { blocks.append([]) } else { blocks[blocks.count - 1] += line + [0x0A] }
        }
        guard file.last == 0x0A, blocks.count % 2 == 1, let first = Key(Bytes(blocks[0].dropLast())) else {
            throw Self.broken
        }
        keys = [(first, nil)]
        for place in stride(from: 1, to: blocks.count, by: 2) {
            guard let note = Note(blocks[place] + [0x0A] + blocks[place + 1]), take(note) else { throw Self.broken }
        }
    }

    private mutating func take(_ note: Note) -> Bool {
        let (lines, current) = (note.lines, keys[keys.count - 1].key)
        guard lines.count == 6, lines[1] == current.name, note.signature(of: current) == true,
            let key = Key(lines[2]), key.name == current.name
        else { return false }
        switch lines[0].text {
        case "lantai-key-rotation-1":
            guard key == current, let new = Key(lines[3]), new.name == current.name, note.signature(of: new) == true,
                !keys.contains(where: { $0.key == new }), let size = lines[4].number
            else { return false }
            keys[keys.count - 1].upTo = size
            keys.append((new, nil))
        case "lantai-key-revocation-1":
            guard let size = lines[3].number, key != current, let place = keys.firstIndex(where: { $0.key == key })
            else { return false }
            keys[place].upTo = min(keys[place].upTo ?? .max, size)
        default: return false
        }
        return true
    }
}
