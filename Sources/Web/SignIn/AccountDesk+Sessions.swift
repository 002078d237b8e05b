import Archive
import Bytes
import Ledger
import Tables

/// A session as its owner, or the system administrator, sees it.
struct SessionLine: Sendable {
    /// The digest of its token: names it, and opens nothing.
    let id: String
    let account: AccountID
    let beganAt: Instant
    let seenAt: Instant
    let address: String
    let browser: Browser

    init(row: Row) {
        id = row.text("token")
        account = AccountID(trusted: row.text("account"))
        beganAt = Instant(text: row.text("began_at")) ?? Instant(microseconds: 0)
        seenAt = Instant(text: row.text("seen_at")) ?? Instant(microseconds: 0)
        address = row.text("address")
        browser = Browser(rawValue: row.text("browser")) ?? .other
    }
}

/// What somebody signed in with, in a word: enough to know one's own again.
enum Browser: String, Sendable {
    case firefox = "Firefox"
    case edge = "Edge"
    case chrome = "Chrome"
    case safari = "Safari"
    case weChat = "WeChat"
    case other = ""

    init(agent: String) {
        // The more particular first: all of them call themselves what came before them.
        let words: [(String, Browser)] = [
            ("MicroMessenger", .weChat), ("Edg", .edge), ("Firefox/", .firefox), ("Chrome/", .chrome),
            ("Safari/", .safari),
        ]
        self = words.first { agent.contains($0.0) }?.1 ?? .other
    }

    var words: Words {
        switch self {
        case .weChat: Words(zh: "微信", en: "WeChat")
        case .other: Words(zh: "其他程序", en: "another program")
        default: Words(asIs: rawValue)
        }
    }
}

extension AccountDesk {
    /// The sessions of an account that have not run out, the newest first; of all accounts where none is given.
    func sessions(of account: AccountID? = nil) async throws -> [SessionLine] {
        let (oldest, idle) = (clock.now.before(SessionLimits.whole), clock.now.before(SessionLimits.idle))
        let whose: Query = account.map { "account = \($0)" } ?? "1 = 1"
        return try await database.read { tx in
            try tx.rows(
                """
                SELECT token, account, began_at, seen_at, address, browser FROM session
                WHERE waits = 0 AND began_at > \(oldest) AND seen_at > \(idle) AND \(sql: whose)
                ORDER BY began_at DESC, token LIMIT 500
                """
            ).map(SessionLine.init(row:))
        }
    }

    /// Ends a session, one's own or (the system administrator) anybody's.
    func end(session id: String, by agent: Agent) async throws {
        try await database.write { [ledger] tx in
            guard let owner = try tx.row("SELECT account FROM session WHERE token = \(id)")?.text("account") else {
                return
            }
            guard owner == agent.id || agent.role == .systemAdministrator else {
                throw AccountProblem.notAllowed(agent.role)
            }
            try tx.run("DELETE FROM session WHERE token = \(id)")
            ledger.append(ledger.event(kind: .sessionEnded, subject: owner, agent: agent, act: nil, facts: [:]), in: tx)
        }
    }

    /// Ends all sessions of an account but the one it is done in.
    func endOthers(than session: Session) async throws {
        let account = session.account
        try await database.write { [ledger] tx in
            let gone = try tx.run(
                "DELETE FROM session WHERE account = \(account.id) AND token <> \(session.token.digest)")
            guard gone > 0 else { return }
            ledger.append(
                ledger.event(
                    kind: .sessionEnded, subject: account.id.text, agent: account.ownAgent, act: nil, facts: [:]),
                in: tx)
        }
    }

    /// Signs out.
    func signOut(_ session: Session) async throws {
        let account = session.account
        try await database.write { [ledger] tx in
            try tx.run("DELETE FROM session WHERE token = \(session.token.digest)")
            ledger.append(
                ledger.event(kind: .signedOut, subject: account.id.text, agent: account.ownAgent, act: nil, facts: [:]),
                in: tx)
        }
    }

    /// The person shows again who they are. Wrong tries count like those at the door.
    func prove(_ session: Session, password: String, from address: String) async throws {
        let account = session.account
        let hash = try await database.read {
            try $0.row("SELECT password FROM account WHERE id = \(account.id)")?.text("password")
        }
        do {
            try await counted(AccountDesk.key(account.name), from: address) { wrong in
                guard try await onFileThread({ Passwords.verify(password, against: hash ?? "") }) else { throw wrong }
            }
        } catch let problem as AccountProblem {
            if case .wrong = problem { try await tellProofFailed(account) }
            throw problem
        }
        let now = clock.now
        _ = try await database.write {
            try $0.run("UPDATE session SET proven_at = \(now) WHERE token = \(session.token.digest)")
        }
    }

    /// Told for the first wrong tries only: after those the account is locked, and that is told.
    private func tellProofFailed(_ account: Account) async throws {
        try await database.write { [ledger] tx in
            ledger.append(
                ledger.event(
                    kind: .proofFailed, subject: account.id.text, agent: account.ownAgent, act: nil, facts: [:]), in: tx
            )
        }
    }
}
