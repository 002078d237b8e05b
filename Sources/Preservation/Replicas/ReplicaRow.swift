package import Archive
import Tables

/// How far one copy is.
struct ReplicaRow: Sendable {
    let name: String
    /// The place it was last known at: another one begins anew.
    let place: String
    /// Whether it bears this archive's mark.
    let isKnown: Bool
    /// The `touched` of the last object that is copied, or set aside for later.
    let position: Int64
    /// Events whose segments are copied.
    let events: Int64
    let succeededAt: Instant?
    let trouble: ReplicaTrouble?

    init(row: Row) {
        name = row.text("name")
        place = row.text("place")
        isKnown = row.bool("known")
        position = row.int("position")
        events = row.int("events")
        succeededAt = row.optionalText("succeeded_at").flatMap(Instant.init(text:))
        trouble = row.optionalText("troubled_at").flatMap(Instant.init(text:)).map { since in
            ReplicaTrouble(
                since: since, tries: row.int("tries"), code: row.text("code"),
                what: Words(zh: row.text("what_zh"), en: row.text("what_en")),
                next: Words(zh: row.text("next_zh"), en: row.text("next_en")))
        }
    }

    static func one(_ name: String, in tx: any Transaction) throws -> ReplicaRow? {
        try tx.row("SELECT * FROM replica WHERE name = \(name)").map(ReplicaRow.init(row:))
    }

    /// The row of a copy at `place`. One that stood elsewhere, or was not there, begins at nothing.
    static func begin(_ name: String, at place: String, in tx: any Transaction) throws -> ReplicaRow {
        if let row = try one(name, in: tx), row.place == place { return row }
        try tx.run("DELETE FROM replica_object WHERE replica = \(name)")
        try tx.run("DELETE FROM replica WHERE name = \(name)")
        try tx.run("INSERT INTO replica (name, place) VALUES (\(name), \(place))")
        return try one(name, in: tx)!
    }

    static func note(known name: String, in tx: any Transaction) throws {
        try tx.run("UPDATE replica SET known = 1 WHERE name = \(name)")
    }

    static func note(success name: String, at now: Instant, in tx: any Transaction) throws {
        try tx.run("UPDATE replica SET succeeded_at = \(now), troubled_at = NULL, tries = 0 WHERE name = \(name)")
    }

    static func note(_ problem: any Explained, of name: String, at place: String, now: Instant, in tx: any Transaction)
        throws
    {
        _ = try begin(name, at: place, in: tx)
        try tx.run(
            """
            UPDATE replica SET troubled_at = coalesce(troubled_at, \(now)), tries = tries + 1, code = \(problem.code),
              what_zh = \(problem.what.zh), what_en = \(problem.what.en), next_zh = \(problem.next.zh),
              next_en = \(problem.next.en) WHERE name = \(name)
            """)
    }
}

/// Why a copy stands still. It is tried again by itself.
package struct ReplicaTrouble: Sendable, Hashable {
    package let since: Instant
    package let tries: Int64
    package let code: String
    package let what: Words
    package let next: Words
}

/// One object as a copy keeps it.
struct ReplicaObject: Sendable {
    let unit: UnitID
    /// 0: not copied yet.
    let version: Int64
    /// SHA-512 of its root inventory there.
    let inventory: Digest?
    /// `intact`, the word of a damage, or `absent`: to be copied later.
    let result: String

    static let absent = "absent"

    init(row: Row) {
        unit = UnitID(trusted: row.text("unit"))
        version = row.int("version")
        inventory = Digest(.sha512, hex: row.text("inventory"))
        result = row.text("result")
    }

    static func one(_ unit: UnitID, on replica: String, in tx: any Transaction) throws -> ReplicaObject? {
        try tx.row("SELECT * FROM replica_object WHERE replica = \(replica) AND unit = \(unit)")
            .map(ReplicaObject.init(row:))
    }

    /// Notes that the object is there, as `row` describes it, read back at `now`.
    static func keep(
        _ row: HoldingRow, on replica: String, at now: Instant, result: String = "intact", in tx: any Transaction
    ) throws {
        try tx.run(
            """
            INSERT INTO replica_object (replica, unit, version, inventory, last_checked, round, result)
            VALUES (\(replica), \(row.unit), \(row.version), \(row.inventory.hex), \(now), '', \(result))
            ON CONFLICT (replica, unit) DO UPDATE SET version = excluded.version, inventory = excluded.inventory,
              last_checked = excluded.last_checked, round = '', result = excluded.result
            """)
    }

    /// Notes that it could not be copied; what is there of an earlier version stays known.
    static func postpone(_ unit: UnitID, on replica: String, at now: Instant, in tx: any Transaction) throws {
        try tx.run(
            """
            INSERT INTO replica_object (replica, unit, version, inventory, last_checked, round, result)
            VALUES (\(replica), \(unit), 0, '', \(now), '', \(absent))
            ON CONFLICT (replica, unit) DO UPDATE SET last_checked = excluded.last_checked, result = excluded.result
            """)
    }
}
