package import Archive
import Bytes
import Ledger
import Tables

extension AccountDesk {
    /// The longest a token holds.
    package static let longestToken = 366
    private static let mostTokens = 50

    /// Makes a token for an account, by its own will. The text is shown once and kept nowhere.
    package func makeToken(for account: Account, name: String, scopes: Set<TokenScope>, days: Int, by agent: Agent)
        async throws -> (token: APIToken, text: String)
    {
        let title = name.trimmed
        guard (1...60).contains(title.count) else { throw AccountProblem.badTokenName }
        let useful = scopes.filter { scope in scope.duties.contains { $0.role(among: account.roles) != nil } }
        guard !useful.isEmpty else { throw AccountProblem.noScope }
        guard (1...AccountDesk.longestToken).contains(days) else { throw AccountProblem.badTokenDays }
        let secret = randomBytes(32)
        let now = clock.now
        let id = APITokenID.new(at: now)
        let expires = now + .seconds(days * 86_400)
        let act = try await writeAct("token-made", account)
        let event = changed(account.id, act, by: agent)
        let token = try await database.write { [ledger] tx in
            let count = try tx.row("SELECT count(*) AS tokens FROM api_token WHERE account = \(account.id)")?.int(
                "tokens")
            guard count ?? 0 < AccountDesk.mostTokens else { throw AccountProblem.tooManyTokens }
            try tx.run(
                """
                INSERT INTO api_token (id, account, name, scopes, digest, created_at, expires_at)
                VALUES (\(id), \(account.id), \(title), \(useful.map(\.rawValue).sorted().joined(separator: " ")),
                  \(Hash.sha256(secret).hex), \(now), \(expires))
                """)
            ledger.append(event, in: tx)
            return try tx.row("SELECT * FROM api_token WHERE id = \(id)").map(APIToken.init(row:))
        }
        guard let token else { throw AccountProblem.noSuchToken }
        return (token, APIToken.prefix + secret.hex)
    }

    /// The tokens of an account, the newest first.
    package func tokens(of account: AccountID) async throws -> [APIToken] {
        try await database.read { tx in
            try tx.rows("SELECT * FROM api_token WHERE account = \(account) ORDER BY created_at DESC, id").map(
                APIToken.init(row:))
        }
    }

    /// Ends a token: it is worth nothing from the next request on.
    package func revoke(_ token: APITokenID, of account: Account, by agent: Agent) async throws {
        let act = try await writeAct("token-revoked", account)
        let event = changed(account.id, act, by: agent)
        try await database.write { [ledger] tx in
            let gone = try tx.run("DELETE FROM api_token WHERE id = \(token) AND account = \(account.id)")
            guard gone > 0 else { throw AccountProblem.noSuchToken }
            ledger.append(event, in: tx)
        }
    }

    /// The token a program shows and the account behind it; `nil` if it is unknown, ran out, or the account was stopped.
    func access(byToken text: String) async throws -> (token: APIToken, account: Account)? {
        guard let digest = APIToken.digest(of: text) else { return nil }
        let now = clock.now
        let found = try await database.read { tx -> (APIToken, Account)? in
            guard let token = try tx.row("SELECT * FROM api_token WHERE digest = \(digest)").map(APIToken.init(row:)),
                token.expiresAt > now, let account = try Account.one("id = \(token.account)", in: tx),
                account.isEnabled, account.isPermitted, !account.mustChangePassword
            else { return nil }
            return (token, account)
        }
        guard let (token, account) = found else { return nil }
        if token.usedAt.map({ $0 + SessionLimits.step < now }) ?? true {
            _ = try await database.write { try $0.run("UPDATE api_token SET used_at = \(now) WHERE id = \(token.id)") }
        }
        return (token, account)
    }
}
