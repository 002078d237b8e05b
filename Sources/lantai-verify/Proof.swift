import Foundation

/// A `.tlog-proof`: an entry's place in the log, the way to the root, the signed root, and what opens the entry.
///
/// Source: C2SP tlog-proof; what is in `extra` is Lantai's (docs/explanations/trust.md).
struct Proof {
    let index: Int
    let path: [Bytes]
    let checkpoint: Note
    let size: Int
    let root: Bytes
    let opening: Opening

    /// What stands in `extra`: a statement, its salt, and the way from it to the entry.
    struct Opening: Decodable {
        let schema: String
        let statement: String
        let salt: String
        let place: Int
        let leaves: Int
        let path: [String]

        static let names: Set<String> = ["schema", "statement", "salt", "place", "leaves", "path"]
    }

    private static func malformed(_ zh: String, _ en: String) -> Refusal {
        Refusal("format", zh: "不是可以识读的证明：\(zh)。", en: "This is no proof that can be read: \(en).")
    }

    init(_ file: Bytes) throws(Refusal) {
        let lines = file.split(separator: 0x0A, omittingEmptySubsequences: false).map(Bytes.init)
        guard lines.count > 4, lines[0] == Bytes("c2sp.org/tlog-proof@v1".utf8) else {
            throw Self.malformed("第一行不对", "its first line")
        }
        guard lines[1].starts(with: "extra ".utf8), let extra = Bytes(base64: Bytes(lines[1].dropFirst(6))),
            let members = try? JSONSerialization.jsonObject(with: Data(extra)) as? [String: Any],
            Set(members.keys) == Opening.names,
            let opening = try? JSONDecoder().decode(Opening.self, from: Data(extra)), opening.schema == "lantai-proof-1"
        else { throw Self.malformed("extra 行不对", "its line extra") }
        guard lines[2].starts(with: "index ".utf8), let index = Bytes(lines[2].dropFirst(6)).number else {
            throw Self.malformed("index 行不对", "its line index")
        }
        var (place, path) = (3, [Bytes]())
        while place < lines.count, !lines[place].isEmpty {
            guard let hash = Bytes(base64: lines[place]), hash.count == 32, path.count < 63 else {
                throw Self.malformed("路径第 \(path.count + 1) 行不对", "line \(path.count + 1) of its path")
            }
            path.append(hash)
            place += 1
        }
        guard place < lines.count, let note = Note(Bytes(lines[(place + 1)...].joined(separator: [0x0A]))),
            note.lines.count == 3, !note.lines[0].isEmpty, let size = note.lines[1].number,
            let root = Bytes(base64: note.lines[2]), root.count == 32
        else { throw Self.malformed("检查点不对", "its checkpoint") }
        (self.index, self.path, checkpoint, self.size, self.root, self.opening) = (
            index, path, note, size, root, opening
        )
    }

    /// The key that signed.
    func signer(_ book: KeyBook) throws(Refusal) -> Key {
        guard checkpoint.lines[0] == book.keys[0].key.name else {
            throw Refusal(
                "origin", zh: "证明出自另一个日志：\(checkpoint.lines[0].text)。",
                en: "The proof is of another log: \(checkpoint.lines[0].text).")
        }
        var late: Refusal?
        var signer: Key?
        for (key, upTo) in book.keys {
            guard let fits = checkpoint.signature(of: key) else { continue }
            guard fits else {
                throw Refusal("signature", zh: "检查点的签名不符。", en: "The signature of the checkpoint does not fit.")
            }
            if let upTo, size > upTo {
                late = Refusal(
                    "revoked", zh: "签署的密钥 \(key.number.hex) 已停用或吊销：只认可条目数不超过 \(upTo) 的签名，这里是 \(size)。",
                    en:
                        "The key \(key.number.hex) that signed was retired or revoked: it counts up to \(upTo) entries, and these are \(size)."
                )
            } else {
                signer = key
            }
        }
        if let signer { return signer }
        throw late
            ?? Refusal("unknown-key", zh: "没有可信的密钥签署过它。", en: "No key that is trusted here signed it.")
    }

    /// Checks that the statement is the one hidden in the log.
    func checkInclusion() throws(Refusal) {
        let prefix = Bytes("lantai-commitment-1\n".utf8)
        guard let salt = Bytes(hex: opening.salt), salt.count == 32, opening.leaves >= 16, opening.leaves <= 1 << 30,
            opening.leaves & (opening.leaves - 1) == 0
        else { throw Self.malformed("盐或叶数不对", "its salt or the number of its leaves") }
        var inner: [Bytes] = []
        for step in opening.path {
            guard let hash = Bytes(hex: step), hash.count == 32 else {
                throw Self.malformed("内层路径不对", "its inner path")
            }
            inner.append(hash)
        }
        let commitment = sha256(prefix + salt + Bytes(opening.statement.utf8))
        guard
            let entry = rootOf(sha256([0] + commitment), at: opening.place, in: opening.leaves, path: inner),
            isIncluded(sha256([0] + entry), at: index, in: size, root: root, path: path)
        else {
            throw Refusal(
                "not-in-log", zh: "这份陈述不在签署的日志里：陈述、盐或路径被改动过。",
                en: "This statement is not in the signed log: the statement, its salt or a path was altered.")
        }
    }
}

/// What the archive stated of a published record.
struct Statement: Decodable {
    let schema: String
    let archive: String
    let address: String
    let code: String
    let title: String
    let level: String
    let opened: String
    let published: String
    let files: [File]

    struct File: Decodable {
        let n: Int
        let bytes: Int
        let sha256: String
    }

    init(_ text: String) throws(Refusal) {
        guard let read = try? JSONDecoder().decode(Statement.self, from: Data(text.utf8)),
            read.schema == "lantai-published-1"
        else {
            throw Refusal(
                "statement", zh: "陈述不是关于公布档案的，本程序不识读。",
                en: "The statement is not about a published record, or of a kind this program does not read.")
        }
        self = read
    }
}
