package import Archive
import Bytes
package import Ledger
package import Tables

/// Where accounts are made, changed and verified (用户与权限). The web pages and the `user` command both come here.
package final class AccountDesk: Sendable {
    let database: any Database
    let ledger: Ledger
    let clock: Clock
    let key: SignInKey
    /// Names of the archive: no part of a password.
    let house: [String]

    package init(database: any Database, ledger: Ledger, clock: Clock, key: SignInKey, house: [String] = []) {
        self.database = database
        self.ledger = ledger
        self.clock = clock
        self.key = key
        self.house = house
    }

    /// What a new account is to be.
    package struct NewAccount: Sendable {
        package var name: String
        package var displayName: String
        /// 人员编号; the account name where the archive numbers nobody.
        package var person: String
        package var roles: Set<Role>
        package var agency: String?
        package var password: String
        /// Whether the password must be changed at the first sign-in.
        package var mustChangePassword: Bool
        /// Whether it waits for the security officer; what the house itself makes never does.
        package var needsPermit: Bool

        package init(
            name: String, displayName: String? = nil, person: String? = nil, roles: Set<Role>, agency: String? = nil,
            password: String, mustChangePassword: Bool = true, needsPermit: Bool = true
        ) {
            self.name = name
            self.displayName = displayName ?? name
            self.person = person ?? name
            self.roles = roles
            self.agency = agency
            self.password = password
            self.mustChangePassword = mustChangePassword
            self.needsPermit = needsPermit
        }
    }

    /// Makes an account. Only a system administrator may, or the house itself (`lantai user`, the first account). What an
    /// administrator made lets nobody in before the security officer permits it.
    @discardableResult
    package func create(_ new: NewAccount, by agent: Agent) async throws -> Account {
        try mayManage(agent)
        guard AccountDesk.isWellFormed(name: new.name) else { throw AccountProblem.badName }
        let displayName = new.displayName.trimmed
        guard (1...60).contains(displayName.count) else { throw AccountProblem.badDisplayName }
        let side = try AccountDesk.side(of: new.roles)
        let agency = new.agency?.trimmed
        if side == Role.agencyOfficer.side {
            guard let agency, !agency.isEmpty else { throw AccountProblem.agencyNeeded }
        } else if agency.map({ !$0.isEmpty }) ?? false {
            throw AccountProblem.agencyNotWanted
        }
        try PasswordRules.check(new.password, name: new.name, house: house)
        let hash = try await onFileThread { Passwords.hash(new.password) }
        let id = AccountID.new(at: clock.now)
        let person = new.person.trimmed
        let key = AccountDesk.key(new.name)
        let act = try await writeAct(
            "created", id, name: new.name, displayName: displayName, person: person, roles: new.roles,
            agency: side == Role.agencyOfficer.side ? agency : nil)
        let now = clock.now
        let isPermitted = !new.needsPermit || agent.role == .program
        let event = changed(id, act, by: agent)
        return try await database.write { [ledger] tx in
            guard try tx.row("SELECT id FROM account WHERE name_key = \(key)") == nil else {
                throw AccountProblem.nameTaken(new.name)
            }
            guard try tx.row("SELECT id FROM account WHERE person = \(person)") == nil else {
                throw AccountProblem.personTaken(person)
            }
            try tx.run(
                """
                INSERT INTO account
                  (id, name, name_key, display_name, person, side, agency, password, must_change, enabled, permitted,
                  created_at)
                VALUES (\(id), \(new.name), \(key), \(displayName), \(person), \(side),
                  \(side == Role.agencyOfficer.side ? agency : nil), \(hash), \(new.mustChangePassword), 1, \(isPermitted), \(now))
                """)
            for role in new.roles {
                try tx.run(
                    "INSERT INTO account_role (account, side, role) VALUES (\(id), \(side), \(role.rawValue))")
            }
            ledger.append(event, in: tx)
            return try Account.one("id = \(id)", in: tx)!
        }
    }

    /// All accounts, by name.
    package func list() async throws -> [Account] {
        try await database.read { tx in
            try tx.rows("SELECT \(sql: Account.columns) FROM account ORDER BY name_key").map { row in
                Account(row: row, roles: try Account.roles(of: row.text("id"), in: tx))
            }
        }
    }

    package func account(_ id: AccountID) async throws -> Account? {
        try await database.read { try Account.one("id = \(id)", in: $0) }
    }

    package func account(name: String) async throws -> Account? {
        let key = AccountDesk.key(name)
        return try await database.read { try Account.one("name_key = \(key)", in: $0) }
    }

    /// The names to show for agents of the ledger; what is not an account is left out.
    package func names(of agents: Set<String>) async throws -> [String: String] {
        try await database.read { tx in
            var names: [String: String] = [:]
            for id in agents {
                names[id] = try tx.row("SELECT display_name FROM account WHERE id = \(id)")?.text("display_name")
            }
            return names
        }
    }

    /// Stops an account, or lets it in again. Its sessions end at once. The last system administrator cannot be stopped.
    package func setEnabled(_ enabled: Bool, _ id: AccountID, by agent: Agent) async throws {
        try mayManage(agent)
        guard let account = try await account(id) else { throw AccountProblem.noSuchAccount(id.text) }
        guard account.isEnabled != enabled else { return }
        let act = try await writeAct(enabled ? "enabled" : "disabled", account)
        let event = changed(id, act, by: agent)
        try await database.write { [ledger] tx in
            if !enabled, account.roles.contains(.systemAdministrator) {
                let others = try tx.row(
                    """
                    SELECT COUNT(*) AS others FROM account
                    WHERE side = 'system-administrator' AND enabled = 1 AND id <> \(id)
                    """)
                guard others?.int("others") ?? 0 > 0 else { throw AccountProblem.lastAdministrator }
            }
            try tx.run("UPDATE account SET enabled = \(enabled) WHERE id = \(id)")
            try tx.run("DELETE FROM session WHERE account = \(id)")
            ledger.append(event, in: tx)
        }
    }

    /// Sets somebody's password; they must change it at the next sign-in. Ends their sessions and any lock-out. Whoever
    /// set it could sign in with it: so the account waits for the security officer again.
    package func setPassword(
        _ password: String, of id: AccountID, by agent: Agent, mustChange: Bool = true, needsPermit: Bool = true
    ) async throws {
        try mayManage(agent)
        guard let account = try await account(id) else { throw AccountProblem.noSuchAccount(id.text) }
        try await replacePassword(
            password, of: account, mustChange: mustChange, needsPermit: needsPermit && agent.role != .program,
            takingFactors: true, by: agent,
            keeping: nil)
    }

    /// Changes one's own password. The session it is done in goes on, all others end. Wrong ones count as at the door: a session
    /// left open is no place to guess from.
    package func changePassword(
        of id: AccountID, from old: String, to new: String, session token: SessionToken?
    ) async throws {
        guard let account = try await account(id), let role = account.roles.first else {
            throw AccountProblem.noSuchAccount(id.text)
        }
        try await counted(AccountDesk.key(account.name), from: nil) { _ in
            let hash = try await database.read {
                try $0.row("SELECT password FROM account WHERE id = \(id)")?.text("password")
            }
            let fits = try await onFileThread { Passwords.verify(old, against: hash ?? "") }
            guard fits else { throw AccountProblem.oldPasswordWrong }
        }
        guard old != new else {
            throw AccountProblem.weakPassword(
                Words(zh: "新口令和现在的一样。", en: "The new password is the same as the present one."))
        }
        try await replacePassword(
            new, of: account, mustChange: false, needsPermit: false, takingFactors: false,
            by: Agent(id: id.text, role: role), keeping: token)
    }

    private func replacePassword(
        _ password: String, of account: Account, mustChange: Bool, needsPermit: Bool, takingFactors: Bool,
        by agent: Agent, keeping token: SessionToken?
    ) async throws {
        try PasswordRules.check(password, name: account.name, house: house)
        let hash = try await onFileThread { Passwords.hash(password) }
        let act = try await writeAct(takingFactors && account.hasSecondFactor ? "recovered" : "password-set", account)
        let event = changed(account.id, act, by: agent)
        let kept = token?.digest ?? ""
        try await database.write { [ledger] tx in
            try tx.run(
                "UPDATE account SET password = \(hash), must_change = \(mustChange) WHERE id = \(account.id)")
            // A lost second factor is lost together with the password; whoever sets both must be permitted.
            if takingFactors { try AccountDesk.takeFactors(account.id, in: tx) }
            if needsPermit { try tx.run("UPDATE account SET permitted = 0 WHERE id = \(account.id)") }
            try tx.run("DELETE FROM session WHERE account = \(account.id) AND token <> \(kept)")
            try tx.run("DELETE FROM sign_in_attempt WHERE name_key = \(AccountDesk.key(account.name))")
            ledger.append(event, in: tx)
        }
    }

    func mayManage(_ agent: Agent) throws {
        guard agent.role == .systemAdministrator || agent.role == .program else {
            throw AccountProblem.notAllowed(agent.role)
        }
    }
}

// MARK: What the ledger is told

extension AccountDesk {
    func changed(_ id: AccountID, _ act: Digest, by agent: Agent) -> Event {
        ledger.event(kind: .accountChanged, subject: id.text, agent: agent, act: act, facts: [:])
    }

    func writeAct(_ what: String, _ account: Account) async throws -> Digest {
        try await writeAct(
            what, account.id, name: account.name, displayName: account.displayName, person: account.person,
            roles: account.roles, agency: account.agency)
    }

    /// Everything about the account but its password.
    private func writeAct(
        _ what: String, _ id: AccountID, name: String, displayName: String, person: String, roles: Set<Role>,
        agency: String?
    ) async throws -> Digest {
        try await ledger.write(
            act: [
                "schema": "lantai.account-changed/1", "what": .string(what), "account": .string(id.text),
                "name": .string(name), "displayName": .string(displayName), "person": .string(person),
                "roles": .array(roles.map(\.rawValue).sorted().map(JSON.string)), "agency": JSON(agency),
            ])
    }
}

// MARK: Rules

extension AccountDesk {
    /// The key under which a name is unique: `He.Ruolan` and `he.ruolan` are one.
    static func key(_ name: String) -> String { name.trimmed.lowercased() }

    static func isWellFormed(name: String) -> Bool {
        (2...40).contains(name.count)
            && name.unicodeScalars.allSatisfy { scalar in
                scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
                    || "._-@".unicodeScalars.contains(scalar)
            }
    }

    /// The one side on which all these roles stand.
    static func side(of roles: Set<Role>) throws(AccountProblem) -> String {
        let ordered = Role.allCases.filter(roles.contains)
        guard let first = ordered.first, first != .program else { throw .noRole }
        if let other = ordered.first(where: { $0.side != first.side }) { throw .rolesCollide(first, other) }
        return first.side
    }
}
