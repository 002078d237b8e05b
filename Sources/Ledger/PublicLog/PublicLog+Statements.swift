package import Archive
import Bytes
import Foundation
package import Tables

extension PublicLog {
    /// What there is to show for a statement.
    package enum Evidence: Hashable, Sendable {
        /// Nobody made this statement, or another came after it.
        case none
        /// It is hidden in the entry that falls due then.
        case waiting(until: Instant)
        /// A whole `.tlog-proof`.
        case proof([UInt8])
    }

    /// The last statement about `unit`, with its number; `nil` if there was none.
    package static func last(about unit: UnitID, in tx: any Transaction) throws -> (number: Int64, text: String)? {
        try tx.row("SELECT number, text FROM log_statement WHERE unit = \(unit) ORDER BY number DESC LIMIT 1").map {
            ($0.int("number"), $0.text("text"))
        }
    }

    /// Lays `text` down to be hidden in the next entry, unless it is what was said last.
    package static func say(_ text: String, about unit: UnitID, at event: EventIndex, in tx: any Transaction) throws {
        let last = try last(about: unit, in: tx)
        guard last?.text != text else { return }
        try tx.run(
            """
            INSERT INTO log_statement (unit, number, event_idx, text, entry, place)
            VALUES (\(unit), \((last?.number ?? 0) + 1), \(event), \(text), -1, 0)
            """)
    }

    /// The hash of the first event about `subject`, by which the house can find it and nobody else.
    package static func eventHash(about subject: String, in tx: any Transaction) throws -> String? {
        try tx.row("SELECT leaf FROM event WHERE subject = \(subject) ORDER BY idx LIMIT 1")?.blob("leaf").hex
    }

    /// The proof that `text` about `unit` lies in the log. To be asked only for what may be shown, in the same transaction in
    /// which that was found out: a proof opens its statement for ever.
    package func evidence(of text: String, about unit: UnitID, in tx: any Transaction) throws -> Evidence {
        if let damage { throw damage }
        guard
            let row = try tx.row(
                """
                SELECT text, entry, place, salt FROM log_statement WHERE unit = \(unit)
                ORDER BY number DESC LIMIT 1
                """), row.text("text") == text
        else { return .none }
        let n = row.int("entry")
        guard n >= 0, let checkpoint = try Self.checkpoint(in: tx), n < checkpoint.size else {
            return .waiting(until: time(of: max(n, size)))
        }
        guard case .blob(let raw)? = try tx.row("SELECT leaves FROM log_entry WHERE n = \(n)")?["leaves"] else {
            throw PublicLogProblem.journalAltered(line: n + 2)
        }
        let leaves = stride(from: 0, to: raw.count, by: 32).map { Array(raw[$0..<$0 + 32]) }
        let place = Int(row.int("place"))
        let extra: JSON = [
            "schema": "lantai-proof-1", "statement": .string(text), "salt": .string(row.blob("salt").hex),
            "place": .int(Int64(place)), "leaves": .int(Int64(leaves.count)),
            "path": .array(Commitment.tree(leaves).inclusion(of: place).map { .string($0.hex) }),
        ]
        var lines = ["c2sp.org/tlog-proof@v1", "extra " + base64(extra.canonical), "index \(n)"]
        lines += try TileTree(tx: tx).inclusion(of: n, in: checkpoint.size).map(base64)
        return .proof(Array((lines.joined(separator: "\n") + "\n\n" + checkpoint.note.whole).utf8))
    }
}
