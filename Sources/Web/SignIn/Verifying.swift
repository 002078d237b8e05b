import Archive
import Bytes
import Ledger
import Tables

/// How long an account waits after wrong passwords: five tries are free, then one minute, doubled each time, one hour
/// at most. A day without a wrong try forgets them.
enum LockOut {
    static let free = 5
    static let first: Int64 = 60
    static let longest: Int64 = 3600
    static let forgottenAfter: Duration = .seconds(86400)

    /// Seconds to wait after so many failures in a row.
    static func seconds(after failures: Int) -> Int64 {
        guard failures >= free else { return 0 }
        return min(longest, first << Int64(min(20, failures - free)))
    }
}

extension AccountDesk {
    /// Whether name and password fit. Names that do not exist are counted and locked just as those that do, and take as
    /// long to refuse.
    /// - Throws: `AccountProblem.wrong`, `.lockedOut`, or `.notPermitted` to whoever knows the password.
    package func verify(name: String, password: String) async throws -> Account {
        let key = String(AccountDesk.key(name).prefix(100))
        let now = clock.now
        // Counted before it is looked at: tries sent all at once are counted one by one, and none slips by the lock.
        let (kept, account, wrong) = try await database.write { tx -> (String?, Account?, AccountProblem) in
            if let until = try AccountDesk.lockedUntil(key, in: tx), until > now {
                throw AccountProblem.lockedOut(seconds: max(1, (until.microseconds - now.microseconds) / 1_000_000))
            }
            return (
                try tx.row("SELECT password FROM account WHERE name_key = \(key)")?.text("password"),
                try Account.one("name_key = \(key)", in: tx), try AccountDesk.count(key, now, in: tx)
            )
        }
        let fits = try await onFileThread {
            Passwords.verify(String(password.utf8.prefix(4096)) ?? "", against: kept ?? AccountDesk.nobodysPassword)
        }
        guard fits, let account, account.isEnabled else { throw wrong }
        guard account.isPermitted else {
            _ = try await database.write { try $0.run("DELETE FROM sign_in_attempt WHERE name_key = \(key)") }
            throw AccountProblem.notPermitted
        }
        let event = ledger.event(
            kind: .signedIn, subject: account.id.text,
            agent: Agent(id: account.id.text, role: Role.allCases.first(where: account.roles.contains) ?? .program),
            act: nil, facts: [:])
        try await database.write { [ledger] tx in
            try tx.run("DELETE FROM sign_in_attempt WHERE name_key = \(key)")
            try tx.run("UPDATE account SET signed_in_at = \(now) WHERE id = \(account.id)")
            ledger.append(event, in: tx)
        }
        return account
    }

    /// Counts a try and says what it leads to if it is a wrong one; a right one takes the count away again.
    private static func count(_ key: String, _ now: Instant, in tx: any Transaction) throws -> AccountProblem {
        let row = try tx.row("SELECT failures, failed_at FROM sign_in_attempt WHERE name_key = \(key)")
        let fresh = row.flatMap { Instant(text: $0.text("failed_at")) }.map { now < $0 + LockOut.forgottenAfter }
        let failures = (fresh == true ? Int(row?.int("failures") ?? 0) : 0) + 1
        // Names can be made up without end: those nobody tried for a day are swept away.
        try tx.run("DELETE FROM sign_in_attempt WHERE failed_at < \(now.before(LockOut.forgottenAfter))")
        let wait = LockOut.seconds(after: failures)
        let until: Instant? = wait > 0 ? now + .seconds(wait) : nil
        try tx.run(
            """
            INSERT INTO sign_in_attempt (name_key, failures, failed_at, locked_until)
            VALUES (\(key), \(failures), \(now), \(until))
            ON CONFLICT (name_key) DO UPDATE SET failures = \(failures), failed_at = \(now), locked_until = \(until)
            """)
        return wait > 0 ? .lockedOut(seconds: wait) : .wrong(triesLeft: LockOut.free - failures)
    }

    private static func lockedUntil(_ key: String, in tx: any Transaction) throws -> Instant? {
        try tx.row("SELECT locked_until FROM sign_in_attempt WHERE name_key = \(key)")?
            .optionalText("locked_until").flatMap(Instant.init(text:))
    }

    /// The hash of a password nobody has, so that a wrong name takes as long as a wrong password.
    private static let nobodysPassword = Passwords.hash(randomBytes(24).hex)
}
