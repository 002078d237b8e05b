package import Archive
package import Bytes
package import Formats
package import Ledger
package import Tables

/// Where transfers arrive, are checked and change custody (接收台).
package final class ReceivingDesk: Sendable {
    let database: any Database
    let ledger: Ledger
    let scratch: Scratch
    let workers: WorkerPool?
    let clock: Clock
    let settings: IntakeSettings
    /// Entries of the catalogue that wait for files; `nil` where no catalogue is connected.
    let entries: EntryBook?

    package init(
        database: any Database, ledger: Ledger, scratch: Scratch, workers: WorkerPool?, clock: Clock,
        settings: IntakeSettings, entries: EntryBook? = nil
    ) {
        self.database = database
        self.ledger = ledger
        self.scratch = scratch
        self.workers = workers
        self.clock = clock
        self.settings = settings
        self.entries = entries
    }

    /// The desk's own followers: the checks, and the register's later states.
    package var followers: [any Follower] { [CheckingFollower(desk: self), RegisterFollower(desk: self)] }

    func staging(_ id: AccessionID) -> Staging { Staging(id, in: scratch) }
}

extension ReceivingDesk {
    package func accession(_ id: AccessionID) async throws -> Accession? {
        try await database.read { tx in try Accession.one("id = \(id)", in: tx) }
    }

    package func accession(number: String) async throws -> Accession? {
        try await database.read { tx in try Accession.one("number = \(number)", in: tx) }
    }

    /// Transfers, the newest first; `state`, `task`, `agency`, `year` and `words` (of number or agency) narrow. Keyset pages:
    /// after the identifier `after`.
    package func list(
        state: AccessionState? = nil, task: AccessionTask? = nil, agency: String? = nil, year: Int? = nil,
        words: String? = nil, after: AccessionID? = nil, limit: Int
    ) async throws -> [Accession] {
        var conditions: [Query] = ["1 = 1"]
        if let task { conditions.append("(\(sql: task.condition))") }
        if let state { conditions.append("state = \(state.rawValue)") }
        if let agency { conditions.append("agency = \(agency)") }
        if let year { conditions.append("number >= \("\(year)-") AND number < \("\(year).")") }
        if let words {
            conditions.append("(\(sql: .holds(words, in: "number")) OR \(sql: .holds(words, in: "agency")))")
        }
        if let after { conditions.append("id < \(after)") }
        let condition = Query.joined(conditions, by: " AND ")
        return try await database.read { tx in
            try tx.rows(
                """
                SELECT \(sql: Accession.columns) FROM accession WHERE \(sql: condition) ORDER BY id DESC LIMIT \(limit)
                """
            ).map(Accession.init(row:))
        }
    }

    /// The years in which transfers were received, the latest first.
    package func years(agency: String? = nil) async throws -> [Int] {
        let condition: Query = agency.map { "WHERE agency = \($0)" } ?? ""
        return try await database.read { tx in
            try tx.rows(
                "SELECT DISTINCT substr(number, 1, 4) AS year FROM accession \(sql: condition) ORDER BY year DESC LIMIT 200"
            ).compactMap { Int($0.text("year")) }
        }
    }

    /// How many transfers stand in each state.
    package func counts(agency: String? = nil) async throws -> [AccessionState: Int64] {
        let condition: Query = agency.map { "WHERE agency = \($0)" } ?? ""
        return try await database.read { tx in
            var counts: [AccessionState: Int64] = [:]
            for row in try tx.rows("SELECT state, count(*) AS c FROM accession \(sql: condition) GROUP BY state") {
                counts[AccessionState(rawValue: row.text("state"))!] = row.int("c")
            }
            return counts
        }
    }

    /// The report of the checks with all it names, for the person in charge: of a quarantined package it lies in the
    /// quarantine area only, not in the register.
    package func reportInFull(_ id: AccessionID) async throws -> CheckReport? {
        let staging = staging(id)
        let full = try await onFileThread { () -> [UInt8]? in
            let path = staging.quarantine + "/report.json"
            return DurableFile.exists(path) ? try DurableFile.read(path) : nil
        }
        guard let full else { return try await report(id) }
        return CheckReport(document: try JSON(parsing: full))
    }

    /// The report of the checks; `nil` while there is none. Of a quarantined package it tells no names.
    package func report(_ id: AccessionID) async throws -> CheckReport? {
        let text = try await database.read { tx in
            try tx.row("SELECT document FROM check_report WHERE accession = \(id)")?.text("document")
        }
        return try text.flatMap { CheckReport(document: try JSON(parsing: $0.utf8)) }
    }

    /// Files of the package after number `n`, in the order of the container.
    package func files(_ id: AccessionID, after n: Int64 = 0, limit: Int) async throws -> [PackagedFile] {
        try await database.read { tx in
            try tx.rows(
                "SELECT * FROM package_file WHERE accession = \(id) AND n > \(n) ORDER BY n LIMIT \(limit)"
            ).map { try PackagedFile(row: $0) }
        }
    }

    /// Transfers sent in place of this one.
    package func successors(of id: AccessionID) async throws -> [Accession] {
        try await database.read { tx in
            try tx.rows("SELECT \(sql: Accession.columns) FROM accession WHERE supersedes = \(id) ORDER BY id").map(
                Accession.init(row:))
        }
    }

    /// An accepted package, for the stacks and the catalogue.
    package func accepted(_ id: AccessionID) async throws -> AcceptedPackage {
        let accession = try await database.read { tx in try Accession.named(id, in: tx) }
        guard let package = AcceptedPackage(accession, StagedPackage(accession, desk: self)) else {
            throw IntakeProblem.wrongState(number: accession.number, accession.state)
        }
        return package
    }

    /// A checked package that waits for its handover (待交接).
    package func checked(_ id: AccessionID) async throws -> CheckedPackage {
        let accession = try await database.read { tx in try Accession.named(id, in: tx) }
        guard let report = try await report(id), let package = CheckedPackage(accession, report) else {
            throw IntakeProblem.wrongState(number: accession.number, accession.state)
        }
        return package
    }
}
