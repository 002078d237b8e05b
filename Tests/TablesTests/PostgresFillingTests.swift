import Archive
import Foundation
import Tables
import TablesPostgres
import TestGround
import Testing

private let hasServer =
    TestGround.url(of: .postgres) != nil || ProcessInfo.processInfo.environment["CI"] == "true"

@Suite("Tables filled in bulk", .enabled(if: hasServer, "needs the server of script/test-postgres run"))
struct PostgresFillingTests {
    private static let migrations = [
        Migration("1") { dialect in
            [
                """
                CREATE TABLE a_child (
                  n \(dialect.int64) PRIMARY KEY, parent TEXT REFERENCES z_parent (id), bytes \(dialect.bytes),
                  score DOUBLE PRECISION)
                """
            ]
        }
    ]
    private static let parents = [
        Migration("0") { _ in
            ["CREATE TABLE z_parent (id TEXT PRIMARY KEY, above TEXT REFERENCES z_parent (id), note TEXT)"]
        }
    ]

    private static func database() async throws -> PostgresDatabase {
        let database = try TestGround.postgres(.postgres)
        try await database.migrate(parents + migrations)
        return database
    }

    /// Everything that COPY could take for something else.
    private static let odd = [
        "", "\\", "\\N", "\\.", "\t", "a\nb", "\r\n", "\\\\t", "\"", "'", ",", "\u{1}\u{7f}", "档案〔1985〕", "𠮷👨‍👩‍👧",
        "e\u{301}",
        " ",
    ]

    @Test("every kind of value comes back as it was")
    func values() async throws {
        let database = try await Self.database()
        let filling = try PostgresFilling(database)
        let (ids, long) = (Self.odd, String(repeating: "长", count: 300_000))
        // Each refers to the one after it: what refers within one table may come in any order.
        let rows = ids.enumerated().map { n, id in
            [Value.text(id), n + 1 < ids.count ? .text(ids[n + 1]) : .null, .text(id + long + id)]
        }
        let count = try filling.replace("z_parent", columns: ["id", "above", "note"]) { add in
            for row in rows { try add(row) }
        }
        #expect(count == ids.count)
        let numbers: [[Value]] = [
            [.integer(.min), .text(""), .blob([]), .real(0.1)],
            [.integer(.max), .text("\\N"), .blob(Array(0...255)), .real(-1.5e300)],
            [.integer(0), .null, .null, .null],
        ]
        try filling.replace("a_child", columns: ["n", "parent", "bytes", "score"]) { add in
            for row in numbers { try add(row) }
        }
        let (there, children) = try await database.read { tx in
            (
                try tx.rows("SELECT id, above, note FROM z_parent").map(\.values),
                try tx.rows("SELECT n, parent, bytes, score FROM a_child").map(\.values)
            )
        }
        #expect(Set(there) == Set(rows) && Set(children) == Set(numbers))
        try await database.close()
    }

    @Test("refused by the server or cut short by the caller, the old rows stay, and it can be filled again")
    func refused() async throws {
        let database = try await Self.database()
        let filling = try PostgresFilling(database)
        try filling.replace("z_parent", columns: ["id"]) { add in try add([.text("old")]) }
        let double = #expect(throws: TablesProblem.self) {
            try filling.replace("z_parent", columns: ["id"]) { add in for _ in 0..<2 { try add([.text("x")]) } }
        }
        #expect(double?.code == "tables.constraint")
        let zero = #expect(throws: TablesProblem.self) {
            try filling.replace("z_parent", columns: ["id"]) { add in try add([.text("a\0b")]) }
        }
        #expect(zero?.code == "tables.constraint")
        #expect(throws: Refused(number: 1)) {
            try filling.replace("z_parent", columns: ["id"]) { add in
                for n in 0..<100_000 { try add([.text("\(n)")]) }
                throw Refused(number: 1)
            }
        }
        #expect(throws: TablesProblem.self) {
            try filling.replace("a_child", columns: ["n", "parent"]) { add in try add([.integer(1), .text("nobody")]) }
        }
        let ids = try await database.read { tx in try tx.rows("SELECT id FROM z_parent").map { $0.text("id") } }
        #expect(ids == ["old"])
        try filling.replace("z_parent", columns: ["id"]) { add in try add([.text("new")]) }
        let now = try await database.read { tx in try tx.rows("SELECT id FROM z_parent").map { $0.text("id") } }
        #expect(now == ["new"])
        try await database.close()
    }

    @Test("tables are listed after those they refer to, the engine's own left out")
    func listed() async throws {
        let settings = try TestGround.settings(.postgres)
        try PostgresDatabase.claim(settings, for: "a")
        let database = try PostgresDatabase(settings, owner: "a")
        try await database.migrate(Self.parents + Self.migrations)
        let tables = try PostgresFilling(database).tables()
        #expect(tables.map(\.name) == ["migration", "z_parent", "a_child"])
        #expect(tables[2].columns.map(\.name) == ["n", "parent", "bytes", "score"])
        #expect(tables[2].columns.map(\.type) == ["int8", "text", "bytea", "float8"])
        try await database.close()
    }
}
