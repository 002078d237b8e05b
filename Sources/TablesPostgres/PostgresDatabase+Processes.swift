import Archive
import Tables

// Several processes of one archive know each other by what the schema's claim says: which one writes, where it answers,
// and a secret that only they have.

/// Where the process that writes answers.
package struct WriterPlace: Sendable, Equatable {
    /// `http://127.0.0.1:7001`.
    package let address: String
}

extension PostgresDatabase {
    private static let columns = ["secret", "address", "announced"]

    /// The secret by which the processes of this archive know each other, in hexadecimal; made by the first that writes.
    package func secretOfProcesses() async throws -> String {
        if let known = try await knownSecret() { return known }
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<4).map { _ in generator.next() as UInt64 }
        let fresh = bytes.map { String($0 | 1 << 63, radix: 16) }.joined()
        return try await write { tx in
            for column in Self.columns {
                _ = try tx.run("ALTER TABLE claim ADD COLUMN IF NOT EXISTS \(sql: Query(stringLiteral: column)) TEXT")
            }
            try tx.run("UPDATE claim SET secret = \(fresh) WHERE secret IS NULL")
            return try tx.row("SELECT secret FROM claim")?.text("secret") ?? fresh
        }
    }

    /// The same for who only reads: `nil` where nobody has made it yet.
    package func knownSecret() async throws -> String? {
        let schema = settings.schema
        return try await read { tx in
            // A schema of before there were several processes has no such columns.
            let there = try tx.row(
                """
                SELECT count(*) AS c FROM information_schema.columns
                WHERE table_schema = \(schema) AND table_name = 'claim' AND column_name IN ('secret', 'address', 'announced')
                """)
            guard there?.int("c") == 3 else { return nil }
            return try tx.row("SELECT secret FROM claim")?.optionalText("secret")
        }
    }

    /// Tells the others that this process writes and answers at `address`. Said again it changes nothing.
    ///
    /// - Throws: `ClaimProblem.superseded` where another process has taken over.
    package func announce(_ address: String) async throws {
        let (name, place) = (writerName, settings.placeOfSchema)
        let (writer, said) = try await read { tx in
            let row = try tx.row("SELECT writer, address, announced FROM claim")
            let isSaid = row?.optionalText("announced") == name && row?.optionalText("address") == address
            return (row?.text("writer"), isSaid)
        }
        guard writer == name else { throw ClaimProblem.superseded(place) }
        if said { return }
        try await write { tx in
            try tx.run("UPDATE claim SET address = \(address), announced = \(name) WHERE writer = \(name)")
        }
    }

    /// Where the process that writes answers; `nil` while there is none. It is there as long as its connection is: no clock
    /// is asked.
    package func writerPlace() async throws -> WriterPlace? {
        try await read { tx in
            try tx.row(
                """
                SELECT claim.address FROM claim JOIN pg_stat_activity ON application_name = claim.writer
                WHERE claim.announced = claim.writer
                """)?.optionalText("address").map(WriterPlace.init(address:))
        }
    }
}
