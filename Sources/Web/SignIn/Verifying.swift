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

/// What somebody at the door has shown.
enum Entrance: Sendable {
    case inside(Account)
    /// The password fits; a code is still to be given.
    case codeNeeded(Account)
}

extension AccountDesk {
    /// Whether name and password fit, for who needs no more: a command on this machine.
    /// - Throws: `AccountProblem.wrong`, `.lockedOut`, or `.notPermitted` to whoever knows the password.
    package func verify(name: String, password: String) async throws -> Account {
        let account = try await checkPassword(name: name, password: password, from: nil)
        try await tellSignedIn(account)
        return account
    }

    /// Whether name and password fit, from `address`.
    func enter(name: String, password: String, from address: String) async throws -> Entrance {
        let account = try await checkPassword(name: name, password: password, from: address)
        if account.hasSecondFactor { return .codeNeeded(account) }
        try await tellSignedIn(account)
        return .inside(account)
    }

    /// Whether `code` is the second factor of an account whose password was given. Wrong ones count like wrong passwords.
    func enter(_ account: Account, code: String, from address: String) async throws {
        try await counted(AccountDesk.key(account.name), from: address) { wrong in
            guard try await use(code: code, of: account) else {
                if case .wrong(let left) = wrong { throw AccountProblem.wrongCode(triesLeft: left) }
                throw wrong
            }
        }
        try await tellSignedIn(account)
    }

    /// Names that do not exist are counted and locked just as those that do, and take as long to refuse.
    private func checkPassword(name: String, password: String, from address: String?) async throws -> Account {
        let key = String(AccountDesk.key(name).prefix(100))
        return try await counted(key, from: address) { wrong in
            let (kept, account) = try await database.read { tx in
                (
                    try tx.row("SELECT password FROM account WHERE name_key = \(key)")?.text("password"),
                    try Account.one("name_key = \(key)", in: tx)
                )
            }
            let fits = try await onFileThread {
                Passwords.verify(String(password.utf8.prefix(4096)) ?? "", against: kept ?? AccountDesk.nobodysPassword)
            }
            guard fits, let account, account.isEnabled else { throw wrong }
            guard account.isPermitted else { throw AccountProblem.notPermitted }
            return account
        }
    }

    /// Counts a try before it is looked at, so that tries sent all at once are counted one by one and none slips by the lock,
    /// and takes that back when `body` finds nothing wrong. What it is to throw otherwise is given to it.
    func counted<T: Sendable>(
        _ key: String, from address: String?, _ body: (AccountProblem) async throws -> T
    ) async throws -> T {
        let now = clock.now
        let place = address.map(TryAddress.init)
        let (wrong, before, own) = try await database.write { tx -> (AccountProblem, Instant?, Instant?) in
            let before = try AccountDesk.lockedUntil(key, in: tx)
            if let until = before, until > now {
                throw AccountProblem.lockedOut(seconds: max(1, (until.microseconds - now.microseconds) / 1_000_000))
            }
            try place?.count(now, in: tx)
            let problem = try AccountDesk.count(key, now, in: tx)
            return (problem, before, try AccountDesk.lockedUntil(key, in: tx))
        }
        func takeBack() async throws {
            try await database.write { tx in
                // Another wrong try may have come in between; what this one added goes, and no more: else whoever knows the
                // password could lift the lock while guessing at codes.
                try tx.run("UPDATE sign_in_attempt SET failures = failures - 1 WHERE name_key = \(key)")
                if let own {
                    try tx.run(
                        """
                        UPDATE sign_in_attempt SET locked_until = \(before)
                        WHERE name_key = \(key) AND locked_until = \(own)
                        """)
                }
                try place?.takeBack(in: tx)
            }
        }
        do {
            let value = try await body(wrong)
            try await takeBack()
            return value
        } catch AccountProblem.notPermitted {
            // Knowing the password is no offence.
            try await takeBack()
            throw AccountProblem.notPermitted
        } catch let problem as AccountProblem {
            if problem.isLockOut { try await tellLocked(key) }
            throw problem
        }
    }

    private func tellSignedIn(_ account: Account) async throws {
        let now = clock.now
        let event = ledger.event(
            kind: .signedIn, subject: account.id.text, agent: account.ownAgent, act: nil, facts: [:])
        try await database.write { [ledger] tx in
            try tx.run("DELETE FROM sign_in_attempt WHERE name_key = \(AccountDesk.key(account.name))")
            try tx.run("UPDATE account SET signed_in_at = \(now) WHERE id = \(account.id)")
            ledger.append(event, in: tx)
        }
    }

    /// One event a lock-out, whatever is tried during it. A name that is nobody's is told too, without the name: the answer takes
    /// as long, and guessing is seen.
    private func tellLocked(_ key: String) async throws {
        try await database.write { [ledger] tx in
            let account = try tx.row("SELECT id FROM account WHERE name_key = \(key)")?.text("id")
            ledger.append(
                ledger.event(
                    kind: .signInLocked, subject: account ?? "unknown-account", agent: .steward, act: nil, facts: [:]),
                in: tx)
        }
    }

    /// Counts a try and says what it leads to if it is a wrong one.
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

extension Account {
    /// The agent that stands in the ledger for what somebody does about their own account.
    var ownAgent: Agent { Agent(id: id.text, role: Role.allCases.first(where: roles.contains) ?? .program) }
}
