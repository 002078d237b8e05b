import Archive
import Bytes
import Ledger
import Tables

/// The second factor of an account: how somebody shows that they are who knows the password.
struct SecondFactor: Hashable, Sendable {
    /// A program on a telephone makes codes.
    var hasProgram = false
    /// Codes left on the sheet.
    var codesLeft = 0
}

extension AccountDesk {
    func secondFactor(of id: AccountID) async throws -> SecondFactor {
        try await database.read { tx in
            SecondFactor(
                hasProgram: try tx.row("SELECT nonce FROM one_time_secret WHERE account = \(id) AND confirmed = 1")
                    != nil,
                codesLeft: Int(
                    try tx.row("SELECT count(*) AS codes FROM sheet_code WHERE account = \(id)")?.int("codes") ?? 0))
        }
    }

    /// Begins to set up a program: its secret, which counts once a code of it was given.
    func beginProgram(for account: Account) async throws -> [UInt8] {
        let nonce = randomBytes(16).hex
        let secret = try key.oneTimeSecret(account.id, nonce: nonce)
        try await database.write { tx in
            try tx.run(
                """
                INSERT INTO one_time_secret (account, confirmed, nonce, last_step) VALUES (\(account.id), 0, \(nonce), 0)
                ON CONFLICT (account, confirmed) DO UPDATE SET nonce = \(nonce), last_step = 0
                """)
        }
        return secret
    }

    /// The secret that is being set up; `nil` if none is.
    func programToConfirm(of id: AccountID) async throws -> [UInt8]? {
        guard
            let row = try await database.read({ tx in
                try tx.row("SELECT nonce FROM one_time_secret WHERE account = \(id) AND confirmed = 0")
            })
        else { return nil }
        return try key.oneTimeSecret(id, nonce: row.text("nonce"))
    }

    /// A code of the program shows that the secret arrived: from now on codes are asked for.
    func confirmProgram(of account: Account, code: String, by agent: Agent) async throws {
        guard let secret = try await programToConfirm(of: account.id),
            let step = OneTimeCode.step(of: code.filter { $0.isNumber }, secret, at: clock.now)
        else { throw AccountProblem.wrongCode(triesLeft: 0) }
        let event = changed(account.id, try await writeAct("second-factor-set", account), by: agent)
        try await database.write { [ledger] tx in
            try tx.run("DELETE FROM one_time_secret WHERE account = \(account.id) AND confirmed = 1")
            try tx.run(
                "UPDATE one_time_secret SET confirmed = 1, last_step = \(step) WHERE account = \(account.id)")
            try tx.run("UPDATE account SET second_factor = 1 WHERE id = \(account.id)")
            ledger.append(event, in: tx)
        }
    }

    /// A new sheet of codes, which voids the one before. They are shown once; digests are kept.
    func makeSheet(for account: Account, by agent: Agent) async throws -> [String] {
        var codes: Set<String> = []
        while codes.count < CodeSheet.count { codes.insert(CodeSheet.code()) }
        let digests = try codes.map { try key.sheetDigest(account.id, code: $0) }
        let event = changed(account.id, try await writeAct("code-sheet-made", account), by: agent)
        try await database.write { [ledger] tx in
            try tx.run("DELETE FROM sheet_code WHERE account = \(account.id)")
            for digest in digests {
                try tx.run("INSERT INTO sheet_code (account, digest) VALUES (\(account.id), \(digest))")
            }
            try tx.run("UPDATE account SET second_factor = 1 WHERE id = \(account.id)")
            ledger.append(event, in: tx)
        }
        return codes.sorted()
    }

    /// Takes one's own second factor away.
    func removeSecondFactor(of account: Account, by agent: Agent) async throws {
        let event = changed(account.id, try await writeAct("second-factor-removed", account), by: agent)
        try await database.write { [ledger] tx in
            try AccountDesk.takeFactors(account.id, in: tx)
            ledger.append(event, in: tx)
        }
    }

    static func takeFactors(_ id: AccountID, in tx: any Transaction) throws {
        try tx.run("DELETE FROM one_time_secret WHERE account = \(id)")
        try tx.run("DELETE FROM sheet_code WHERE account = \(id)")
        try tx.run("UPDATE account SET second_factor = 0 WHERE id = \(id)")
    }

    /// Whether `text` is a code of the account now. One that is, is used up with the call: nobody uses it again.
    func use(code text: String, of account: Account) async throws -> Bool {
        let now = clock.now
        let digits = text.filter { !$0.isWhitespace && $0 != "-" }
        if digits.count == OneTimeCode.digits, digits.allSatisfy({ $0.isASCII && $0.isNumber }) {
            guard
                let row = try await database.read({ tx in
                    try tx.row("SELECT nonce FROM one_time_secret WHERE account = \(account.id) AND confirmed = 1")
                }),
                let step = OneTimeCode.step(
                    of: digits, try key.oneTimeSecret(account.id, nonce: row.text("nonce")), at: now)
            else { return false }
            return try await database.write { tx in
                try tx.run(
                    """
                    UPDATE one_time_secret SET last_step = \(step)
                    WHERE account = \(account.id) AND confirmed = 1 AND last_step < \(step)
                    """) == 1
            }
        }
        guard let code = CodeSheet.plain(text) else { return false }
        let digest = try key.sheetDigest(account.id, code: code)
        return try await database.write { tx in
            try tx.run("DELETE FROM sheet_code WHERE account = \(account.id) AND digest = \(digest)") == 1
        }
    }
}
