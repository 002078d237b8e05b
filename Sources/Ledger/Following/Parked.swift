package import Archive
import Tables

/// An event that a follower could not settle, or that waits behind one about the same subject (搁置).
package struct Parked: Sendable, Hashable {
    package let follower: String
    package let index: EventIndex
    package let subject: String
    package let since: Instant
    /// Asked to be tried again, and not tried yet.
    package let isDue: Bool
    /// Why: the code and words of the error; `ledger.waiting` for those behind.
    package let code: String
    package let what: Words
    package let next: Words

    /// The code of an event that failed nothing itself.
    package static let waiting = "ledger.waiting"
}

extension Parked {
    init(row: Row) {
        self.init(
            follower: row.text("follower"), index: row.int("idx"), subject: row.text("subject"),
            since: Instant(text: row.text("since")) ?? Instant(microseconds: 0), isDue: row.bool("again"),
            code: row.text("code"), what: Words(zh: row.text("what_zh"), en: row.text("what_en")),
            next: Words(zh: row.text("next_zh"), en: row.text("next_en")))
    }

    init(
        _ follower: String, _ index: EventIndex, _ subject: String, since: Instant, because reason: any Explained
    ) {
        self.init(
            follower: follower, index: index, subject: subject, since: since, isDue: false, code: reason.code,
            what: reason.what, next: reason.next)
    }

    static let columns: Query = "follower, idx, subject, since, again, code, what_zh, what_en, next_zh, next_en"

    /// Keeps it; a new reason replaces the old one.
    func save(in tx: any Transaction) throws {
        try tx.run(
            """
            INSERT INTO parked (\(sql: Parked.columns))
            VALUES (\(follower), \(index), \(subject), \(since), \(isDue), \(code), \(what.zh), \(what.en), \(next.zh),
              \(next.en))
            ON CONFLICT (follower, idx) DO UPDATE SET again = excluded.again, code = excluded.code,
              what_zh = excluded.what_zh, what_en = excluded.what_en, next_zh = excluded.next_zh,
              next_en = excluded.next_en
            """)
    }

    static func list(where condition: Query, in tx: any Transaction) throws -> [Parked] {
        try tx.rows(
            "SELECT \(sql: columns) FROM parked WHERE \(sql: condition) ORDER BY follower, idx"
        ).map(Parked.init(row:))
    }
}

/// Why an event is parked that was not tried: an earlier one about its subject is parked.
struct WaitsBehind: Explained {
    var code: String { Parked.waiting }
    var what: Words {
        Words(zh: "同一对象的前一事件尚未处理完。", en: "An earlier event about the same subject is not settled.")
    }
    var next: Words { Words(zh: "先处理前一事件并重试。", en: "Settle and retry the earlier event.") }
}

/// An error that brings no words of its own.
struct Unexplained: Explained {
    let error: String
    var code: String { "ledger.unexplained" }
    var what: Words { Words(zh: "处理时发生未预期的错误：\(error)", en: "An unexpected error came up: \(error)") }
    var next: Words {
        Words(zh: "重试；如再次出现，请报告此信息。", en: "Retry; if it happens again, report this message.")
    }

    /// `error` in words, whatever it is.
    static func words(of error: any Error) -> any Explained {
        (error as? any Explained) ?? Unexplained(error: String(describing: error))
    }
}
