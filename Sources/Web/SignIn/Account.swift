package import Archive
import Tables

/// Somebody who may sign in (账号): one person, standing on one side of the house.
package struct Account: Hashable, Sendable {
    package let id: AccountID
    /// What is typed to sign in.
    package let name: String
    /// What pages and forms show.
    package let displayName: String
    /// The person behind the account (人员编号): no two accounts share one.
    package let person: String
    package let roles: Set<Role>
    /// The agency an agency officer speaks for; `nil` for everybody else.
    package let agency: String?
    package let isEnabled: Bool
    /// The security officer agreed to its roles; until then nobody signs in with it.
    package let isPermitted: Bool
    /// The password was set by somebody else and must be changed at the next sign-in.
    package let mustChangePassword: Bool
    /// A code is asked for after the password: from a telephone's program, or from a sheet.
    package let hasSecondFactor: Bool
    package let createdAt: Instant
    package let lastSignedInAt: Instant?

    /// The agent that stands in the ledger when this account acts in `role`.
    package func agent(as role: Role) -> Agent? { roles.contains(role) ? Agent(id: id.text, role: role) : nil }
}

/// An account's identifier: what the ledger names an agent by.
package struct AccountID: Identifier {
    package let text: String
    package init(trusted text: String) { self.text = text }
}

extension Account {
    static let columns: Query =
        """
        id, name, display_name, person, agency, enabled, permitted, must_change, second_factor, created_at, signed_in_at
        """

    init(row: Row, roles: Set<Role>) {
        id = AccountID(trusted: row.text("id"))
        name = row.text("name")
        displayName = row.text("display_name")
        person = row.text("person")
        agency = row.optionalText("agency")
        isEnabled = row.bool("enabled")
        isPermitted = row.bool("permitted")
        mustChangePassword = row.bool("must_change")
        hasSecondFactor = row.bool("second_factor")
        createdAt = Instant(text: row.text("created_at"))!
        lastSignedInAt = row.optionalText("signed_in_at").flatMap(Instant.init(text:))
        self.roles = roles
    }

    static func one(_ condition: Query, in tx: any Transaction) throws -> Account? {
        guard let row = try tx.row("SELECT \(sql: columns) FROM account WHERE \(sql: condition)") else { return nil }
        return Account(row: row, roles: try roles(of: row.text("id"), in: tx))
    }

    static func roles(of id: String, in tx: any Transaction) throws -> Set<Role> {
        Set(try tx.rows("SELECT role FROM account_role WHERE account = \(id)").map { Role(rawValue: $0.text("role"))! })
    }
}
