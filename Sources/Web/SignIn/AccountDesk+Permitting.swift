package import Archive
import Ledger
import Tables

/// Rights take two of the three administrators (三员): the system administrator makes an account or sets its password, the
/// security officer permits it. So neither of them alone can make themselves somebody who reads records.
extension AccountDesk {
    /// Lets the account sign in with the roles it has.
    package func permit(_ id: AccountID, by agent: Agent) async throws { try await setPermitted(true, id, by: agent) }

    /// Takes the permission back; its sessions end at once. Nobody takes back their own, so one who can give stays.
    package func revoke(_ id: AccountID, by agent: Agent) async throws {
        guard agent.id != id.text else { throw AccountProblem.ownPermit }
        try await setPermitted(false, id, by: agent)
    }

    private func setPermitted(_ permitted: Bool, _ id: AccountID, by agent: Agent) async throws {
        guard agent.role == .securityOfficer else { throw AccountProblem.mayNotPermit(agent.role) }
        guard let account = try await account(id) else { throw AccountProblem.noSuchAccount(id.text) }
        guard account.isPermitted != permitted else { return }
        let event = changed(id, try await writeAct(permitted ? "permitted" : "permit-revoked", account), by: agent)
        try await database.write { [ledger] tx in
            try tx.run("UPDATE account SET permitted = \(permitted) WHERE id = \(id)")
            if !permitted { try tx.run("DELETE FROM session WHERE account = \(id)") }
            ledger.append(event, in: tx)
        }
    }
}
