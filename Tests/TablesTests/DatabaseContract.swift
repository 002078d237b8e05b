import Archive
import Tables
import Testing

@Suite("Contract of every database engine")
struct DatabaseContract {
    private static func withNumbers(_ engine: Engine) async throws -> any Database {
        let database = try await engine.make()
        try await database.migrate([
            Migration("1 numbers") { dialect in
                [
                    """
                    CREATE TABLE number (
                      n \(dialect.int64) PRIMARY KEY, name TEXT, code \(dialect.binaryText), score DOUBLE PRECISION,
                      bytes \(dialect.bytes))
                    """
                ]
            }
        ])
        return database
    }

    @Test("values come back as they were bound", arguments: Engine.all)
    func values(_ engine: Engine) async throws {
        let database = try await Self.withNumbers(engine)
        let everyByte = (0...255).map { UInt8($0) }
        let name = "兰台 𠮷 e\u{301}"
        try await database.write { tx in
            try tx.run(
                """
                INSERT INTO number (n, name, score, bytes)
                VALUES (\(Int64.max), \(name), \(Value.real(0.5)), \(everyByte))
                """)
            try tx.run("INSERT INTO number (n, name, bytes) VALUES (\(-1), \(""), \([UInt8]()))")
            try tx.run("INSERT INTO number (n, name) VALUES (\(true), \(nil as String?))")
        }
        let rows = try await database.read { tx in try tx.rows("SELECT n, name, score, bytes FROM number ORDER BY n") }
        #expect(rows.map { $0.int("n") } == [-1, 1, Int64.max])
        #expect(rows[0].text("name") == "" && rows[0].blob("bytes") == [])
        #expect(rows[1].optionalText("name") == nil && rows[1]["bytes"] == .null)
        #expect(Array(rows[2].text("name").utf8) == Array(name.utf8))
        #expect(rows[2]["score"] == .real(0.5) && rows[2].blob("bytes") == everyByte)
    }

    @Test("codes are ordered byte by byte", arguments: Engine.all)
    func binaryOrder(_ engine: Engine) async throws {
        let database = try await Self.withNumbers(engine)
        let codes = ["a", "B", "档", "-", "Z", "b", "0"]
        try await database.write { tx in
            for (n, code) in codes.enumerated() { try tx.run("INSERT INTO number (n, code) VALUES (\(n), \(code))") }
        }
        let answer = try await database.read { tx in
            try tx.rows("SELECT code FROM number WHERE code >= \("0") ORDER BY code").map { $0.text("code") }
        }
        #expect(answer == ["0", "B", "Z", "a", "b", "档"])
    }

    @Test("run tells how many rows it changed; a statement that changes none tells 0", arguments: Engine.all)
    func changes(_ engine: Engine) async throws {
        let database = try await Self.withNumbers(engine)
        let counts = try await database.write { tx in
            [
                try tx.run("INSERT INTO number (n) VALUES (1), (2), (3)"),
                try tx.run("UPDATE number SET name = \("x") WHERE n > \(1)"),
                try tx.run("UPDATE number SET name = \("x") WHERE n > \(10)"),
                try tx.run("CREATE TABLE other (n INTEGER)"),
            ]
        }
        #expect(counts == [3, 2, 0, 0])
    }

    @Test("the same question may be asked while its answer is being read", arguments: Engine.all)
    func nestedQuestions(_ engine: Engine) async throws {
        let database = try await Self.withNumbers(engine)
        let pairs = try await database.write { tx in
            try tx.run("INSERT INTO number (n) VALUES (1), (2), (3)")
            var pairs: [Int64] = []
            try tx.each("SELECT n FROM number ORDER BY n") { outer in
                try tx.each("SELECT n FROM number ORDER BY n") { pairs.append(outer.int("n") * 10 + $0.int("n")) }
            }
            return pairs
        }
        #expect(pairs == [11, 12, 13, 21, 22, 23, 31, 32, 33])
    }

    @Test("an answer left half-way leaves the statement usable", arguments: Engine.all)
    func leftHalfWay(_ engine: Engine) async throws {
        let database = try await Self.withNumbers(engine)
        try await database.write { tx in try tx.run("INSERT INTO number (n) VALUES (1), (2), (3)") }
        for _ in 0..<2 {
            await #expect(throws: Refused(number: 1)) {
                try await database.read { tx in
                    try tx.each("SELECT n FROM number ORDER BY n") { throw Refused(number: Int($0.int("n"))) }
                }
            }
        }
    }

    @Test("a column added by a migration is seen by statements prepared before it", arguments: Engine.all)
    func columnsAfterMigration(_ engine: Engine) async throws {
        let database = try await Self.withNumbers(engine)
        try await database.write { tx in try tx.run("INSERT INTO number (n) VALUES (1)") }
        let all: Query = "SELECT * FROM number"
        let before = try await database.write { tx in try tx.rows(all)[0].columns }
        try await database.migrate([Migration("2 wider") { _ in ["ALTER TABLE number ADD COLUMN more TEXT"] }])
        let after = try await database.write { tx in try tx.rows(all)[0].columns }
        #expect(after == before + ["more"])
    }

    @Test("migrations run once, in order, and a failing one leaves nothing", arguments: Engine.all)
    func migrations(_ engine: Engine) async throws {
        let database = try await engine.make()
        let first = Migration("a") { _ in ["CREATE TABLE a (n INTEGER)", "INSERT INTO a (n) VALUES (1)"] }
        let broken = Migration("b") { _ in ["CREATE TABLE b (n INTEGER)", "CREATE TABLE a (n INTEGER)"] }
        try await database.migrate([first])
        await #expect(throws: TablesProblem.self) { try await database.migrate([first, broken]) }
        let repaired = Migration("b") { _ in ["CREATE TABLE b (n INTEGER)"] }
        try await database.migrate([first, repaired])
        let rows = try await database.read { tx in try tx.rows("SELECT n FROM a").count }
        #expect(rows == 1)
    }

    @Test("a broken rule is a constraint problem, in words", arguments: Engine.all)
    func constraint(_ engine: Engine) async throws {
        let database = try await Self.withNumbers(engine)
        try await database.write { tx in try tx.run("INSERT INTO number (n) VALUES (1)") }
        let problem = await #expect(throws: TablesProblem.self) {
            try await database.write { tx in try tx.run("INSERT INTO number (n) VALUES (\(1))") }
        }
        #expect(problem?.code == "tables.constraint" && problem?.isTransient == false)
        #expect(problem?.what.zh.isEmpty == false && problem?.next.en.isEmpty == false)
    }

    @Test("foreign keys hold", arguments: Engine.all)
    func foreignKeys(_ engine: Engine) async throws {
        let database = try await Self.withNumbers(engine)
        try await database.migrate([
            Migration("2 children") { dialect in
                ["CREATE TABLE child (parent \(dialect.int64) NOT NULL REFERENCES number (n))"]
            }
        ])
        await #expect(throws: TablesProblem.self) {
            try await database.write { tx in try tx.run("INSERT INTO child (parent) VALUES (\(7))") }
        }
    }

    @Test("a reader cannot write", arguments: Engine.all)
    func readersRead(_ engine: Engine) async throws {
        let database = try await Self.withNumbers(engine)
        await #expect(throws: TablesProblem.self) {
            try await database.read { tx in try tx.run("INSERT INTO number (n) VALUES (1)") }
        }
    }

    @Test("a read sees everything answered before it, and one state throughout", arguments: Engine.all)
    func readsSeeWrites(_ engine: Engine) async throws {
        let database = try await Self.withNumbers(engine)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for n in 0..<100 {
                group.addTask {
                    try await database.write { tx in
                        try tx.run("INSERT INTO number (n) VALUES (\(2 * n)), (\(2 * n + 1))")
                    }
                    let (seen, isEven) = try await database.read { tx in
                        let first = try tx.row("SELECT count(*) AS c FROM number")!.int("c")
                        let second = try tx.row("SELECT count(*) AS c FROM number")!.int("c")
                        let own = try tx.row("SELECT n FROM number WHERE n = \(2 * n)")
                        return (own != nil, first == second && first % 2 == 0)
                    }
                    #expect(seen && isEven)
                }
            }
            try await group.waitForAll()
        }
    }
}
