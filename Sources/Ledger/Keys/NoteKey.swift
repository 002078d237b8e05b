import Archive
package import Bytes
import Foundation

/// A public key under the name of the log it signs for (验证公钥), as it is printed and handed on:
/// `name+8 hexadecimal digits+base64 of a type byte and the key`.
///
/// Source: C2SP signed-note, Ed25519 (type 0x01).
package struct NoteKey: Hashable, Sendable {
    package let name: String
    package let key: VerifyingKey

    package init(name: String, key: VerifyingKey) {
        self.name = name
        self.key = key
    }

    /// `nil` unless the text is a key whose number fits it.
    package init?(text: String) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, NoteKey.isName(String(parts[0])), let raw = Data(base64Encoded: String(parts[2])),
            raw.count == 33, raw.first == 1, let key = VerifyingKey(bytes: Array(raw.dropFirst()))
        else { return nil }
        self.init(name: String(parts[0]), key: key)
        guard self.text == text else { return nil }
    }

    /// The first four bytes of SHA-256(name ‖ line break ‖ type ‖ key): which key signed, not that it did.
    package var number: [UInt8] { Array(sha256(Array(name.utf8) + [0x0A, 0x01] + key.bytes).bytes.prefix(4)) }

    package var text: String { "\(name)+\(number.hex)+\(base64([0x01] + key.bytes))" }

    /// Whether `text` can name a key: no spaces, no plus, nothing that ends a line.
    package static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0 != "+" && $0.value >= 0x20 }
    }
}

/// Text with signatures below it (签名文本). Source: C2SP signed-note.
package struct SignedNote: Hashable, Sendable {
    /// Ends with a line break.
    package let text: String
    /// The lines `— name base64(number ‖ signature)`.
    package let signatures: [String]

    package init(_ text: String, signedBy keys: [(name: String, key: SigningKey)]) {
        self.text = text
        signatures = keys.map { name, key in
            let number = NoteKey(name: name, key: key.verifying).number
            return "— \(name) \(base64(number + key.sign(Array(text.utf8))))"
        }
    }

    /// `nil` for what is no note: no blank line before the signatures, no signature, a control character.
    package init?(_ whole: String) {
        guard whole.hasSuffix("\n"), !whole.utf8.contains(where: { $0 < 0x20 && $0 != 0x0A }),
            let gap = whole.range(of: "\n\n", options: .backwards)
        else { return nil }
        text = String(whole[..<gap.lowerBound]) + "\n"
        signatures = whole[gap.upperBound...].split(separator: "\n").map(String.init)
        guard !signatures.isEmpty, signatures.allSatisfy({ $0.hasPrefix("— ") }) else { return nil }
    }

    package var whole: String { text + "\n" + signatures.map { $0 + "\n" }.joined() }

    /// Whether one of the signatures is by `key` and fits the text.
    package func isSigned(by key: NoteKey) -> Bool {
        signatures.contains { line in
            let parts = line.split(separator: " ")
            guard parts.count == 3, parts[1] == key.name, let raw = Data(base64Encoded: String(parts[2])),
                raw.count == 68, Array(raw.prefix(4)) == key.number,
                // Base64 has bits that mean nothing: one signature is spelled in one way only.
                base64(Array(raw)) == parts[2]
            else { return false }
            return key.key.verify(Array(raw.dropFirst(4)), of: Array(text.utf8))
        }
    }
}

func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
