import Archive
import Bytes
import Tables

/// The secret a browser shows to be let in: 256 random bits. Only their digest is kept, so a copy of the database
/// opens no session.
package struct SessionToken: Hashable, Sendable {
    let bytes: [UInt8]

    static func new() -> SessionToken { SessionToken(bytes: randomBytes(32)) }

    /// As the cookie carries it.
    var text: String { bytes.hex }

    init(bytes: [UInt8]) { self.bytes = bytes }

    init?(text: String?) {
        guard let text, text.utf8.count == 64, let bytes = [UInt8](hex: text) else { return nil }
        self.bytes = bytes
    }

    /// As the table keeps it.
    var digest: String { Hash.sha256(bytes).hex }
}

/// A signed-in visit: who, and the secret behind the tokens of its forms.
package struct Session: Sendable {
    let token: SessionToken
    let account: Account
    let secret: [UInt8]
    /// When the person last showed who they are.
    let provenAt: Instant

    var formToken: String { FormToken.make(secret: secret) }
}

/// How long a session lasts.
package enum SessionLimits {
    /// Without a request.
    static let idle: Duration = .seconds(3600)
    /// From sign-in, whatever happens.
    static let whole: Duration = .seconds(12 * 3600)
    /// Between the password and the code.
    static let half: Duration = .seconds(600)
    /// After the last proof, until a grave act asks for the password again.
    static let proof: Duration = .seconds(600)
    /// `seen_at` is written at most this often.
    static let step: Duration = .seconds(60)
}

extension AccountDesk {
    /// Begins a session for who has shown enough, or (`waits`) the half of one for who is still to give a code.
    package func begin(
        _ account: Account, address: String = "", browser: String = "", waits: Bool = false
    ) async throws -> Session {
        let token = SessionToken.new()
        let secret = randomBytes(32)
        let now = clock.now
        try await database.write { tx in
            try tx.run(
                """
                INSERT INTO session (token, account, secret, began_at, seen_at, address, browser, waits, proven_at)
                VALUES (\(token.digest), \(account.id), \(secret.hex), \(now), \(now), \(address), \(browser), \(waits),
                  \(now))
                """)
            // Whoever signs in sweeps up what has run out.
            try tx.run("DELETE FROM session WHERE began_at < \(now.before(SessionLimits.whole))")
        }
        return Session(token: token, account: account, secret: secret, provenAt: now)
    }

    /// Whose password was given in the half session behind a cookie; `nil` if there is none, or it took too long.
    func half(_ token: SessionToken) async throws -> Account? {
        let now = clock.now
        return try await database.read { tx in
            guard
                let row = try tx.row(
                    "SELECT account, began_at FROM session WHERE token = \(token.digest) AND waits = 1"),
                let began = Instant(text: row.text("began_at")), now < began + SessionLimits.half,
                let account = try Account.one("id = \(row.text("account"))", in: tx), account.isEnabled,
                account.isPermitted
            else { return nil }
            return account
        }
    }

    /// The session behind a cookie, or `nil` if there is none, it ran out, or its account was stopped.
    package func session(_ token: SessionToken) async throws -> Session? {
        let now = clock.now
        let found = try await database.read { tx -> (Session, Instant)? in
            guard
                let row = try tx.row(
                    """
                    SELECT session.account, session.secret, session.began_at, session.seen_at,
                      session.proven_at
                    FROM session WHERE session.token = \(token.digest) AND session.waits = 0
                    """),
                let began = Instant(text: row.text("began_at")), let seen = Instant(text: row.text("seen_at")),
                now < began + SessionLimits.whole, now < seen + SessionLimits.idle,
                let account = try Account.one("id = \(row.text("account"))", in: tx), account.isEnabled,
                account.isPermitted,
                let secret = [UInt8](hex: row.text("secret"))
            else { return nil }
            // A session of before has shown nothing lately.
            let proven = Instant(text: row.text("proven_at")) ?? began
            return (Session(token: token, account: account, secret: secret, provenAt: proven), seen)
        }
        guard let (session, seen) = found else { return nil }
        if seen + SessionLimits.step < now {
            _ = try await database.write {
                try $0.run("UPDATE session SET seen_at = \(now) WHERE token = \(token.digest)")
            }
        }
        return session
    }

    /// Ends a session: the cookie is worth nothing from now on.
    package func end(_ token: SessionToken) async throws {
        _ = try await database.write { try $0.run("DELETE FROM session WHERE token = \(token.digest)") }
    }
}

extension Instant {
    func before(_ duration: Duration) -> Instant { self + (.zero - duration) }
}
