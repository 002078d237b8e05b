import Archive
import Bytes
import Tables

/// One line of the public log's journal: an entry, and what the house must keep to open it. Canonical JSON and a line break.
///
/// The journal is the truth of the public log; rows are made from it. It is secret as a whole: it holds the salts.
struct LogLine: Sendable {
    let n: Int64
    /// What the world sees: 32 bytes.
    let entry: [UInt8]
    /// The leaves of the beat's tree; none where the entry hides nothing.
    var leaves: [[UInt8]] = []
    /// Statements in the order of their leaves, which begin at the second: the first is the ledger's head.
    var statements: [Statement] = []
    var head: (size: Int64, root: [UInt8], salt: [UInt8])?

    struct Statement: Sendable {
        let unit: String
        let number: Int64
        let event: Int64
        let salt: [UInt8]
        let text: String
    }

    /// An entry that hides nothing.
    static func empty(_ n: Int64) -> LogLine { LogLine(n: n, entry: randomBytes(32)) }

    static func headStatement(_ size: Int64, _ root: [UInt8]) -> [UInt8] {
        JSON.object(["schema": "lantai-ledger-head-1", "size": .int(size), "root": .string(root.hex)]).canonical
    }

    var bytes: [UInt8] {
        var members: [String: JSON] = ["n": .int(n), "entry": .string(entry.hex)]
        if let head {
            members["leaves"] = .string(leaves.flatMap { $0 }.hex)
            members["head"] = [
                "size": .int(head.size), "root": .string(head.root.hex), "salt": .string(head.salt.hex),
            ]
            members["statements"] = .array(
                statements.map {
                    [
                        "unit": .string($0.unit), "number": .int($0.number), "event": .int($0.event),
                        "salt": .string($0.salt.hex), "text": .string($0.text),
                    ]
                })
        }
        return JSON.object(members).canonical + [UInt8(ascii: "\n")]
    }

    /// `nil` for a line that this program did not write.
    init?(_ line: some Collection<UInt8>) {
        guard let json = try? JSON(parsing: line), let n = json["n"]?.int,
            let entry = json["entry"]?.string.flatMap({ [UInt8](hex: $0) }), entry.count == 32
        else { return nil }
        self.init(n: n, entry: entry)
        guard let head = json["head"] else { return }
        guard let size = head["size"]?.int, let root = head["root"]?.string.flatMap({ [UInt8](hex: $0) }),
            let salt = head["salt"]?.string.flatMap({ [UInt8](hex: $0) }),
            let raw = json["leaves"]?.string.flatMap({ [UInt8](hex: $0) }), raw.count % 32 == 0,
            let list = json["statements"]?.array
        else { return nil }
        leaves = stride(from: 0, to: raw.count, by: 32).map { Array(raw[$0..<$0 + 32]) }
        self.head = (size, root, salt)
        for each in list {
            guard let unit = each["unit"]?.string, let number = each["number"]?.int, let event = each["event"]?.int,
                let salt = each["salt"]?.string.flatMap({ [UInt8](hex: $0) }), let text = each["text"]?.string
            else { return nil }
            statements.append(Statement(unit: unit, number: number, event: event, salt: salt, text: text))
        }
    }

    private init(
        n: Int64, entry: [UInt8], leaves: [[UInt8]] = [], statements: [Statement] = [],
        head: (size: Int64, root: [UInt8], salt: [UInt8])? = nil
    ) {
        (self.n, self.entry, self.leaves, self.statements, self.head) = (n, entry, leaves, statements, head)
    }

    /// The entry that hides `waiting` and where the ledger stood.
    static func hiding(_ waiting: [Statement], ledger: (size: Int64, root: [UInt8]), at n: Int64) -> LogLine {
        let salt = randomBytes(32)
        let leaves = Commitment.filled(
            [Commitment.of(headStatement(ledger.size, ledger.root), salt: salt)]
                + waiting.map { Commitment.of(Array($0.text.utf8), salt: $0.salt) })
        return LogLine(
            n: n, entry: Commitment.tree(leaves).root, leaves: leaves, statements: waiting,
            head: (ledger.size, ledger.root, salt))
    }
}

extension LogLine {
    /// Makes the rows of this line. `end` is where it ends in the journal.
    func insert(end: Int64, in tx: any Transaction) throws {
        let hidden = head == nil ? nil : leaves.flatMap { $0 }
        try tx.run("INSERT INTO log_entry (n, entry, leaves) VALUES (\(n), \(entry), \(hidden))")
        try TileTree(tx: tx).append(MerkleHash.leaf(entry), at: n)
        for (place, each) in statements.enumerated() {
            try tx.run(
                """
                INSERT INTO log_statement (unit, number, event_idx, text, entry, place, salt)
                VALUES (\(each.unit), \(each.number), \(each.event), \(each.text), \(n), \(place + 1), \(each.salt))
                ON CONFLICT (unit, number) DO UPDATE SET event_idx = excluded.event_idx, text = excluded.text,
                  entry = excluded.entry, place = excluded.place, salt = excluded.salt
                """)
        }
        try tx.run("UPDATE log_head SET size = \(n + 1), bytes = \(end) WHERE id = 1")
    }
}
