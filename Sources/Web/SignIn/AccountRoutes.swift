import Archive
import HTTPTypes
import Hummingbird

// Accounts, for the system administrator alone.

extension Pages {
    var accountRoutes: [Route] {
        [
            .get("/desk/accounts", .duty(.manageAccounts)) { call in
                call.page(accountsPage(call.visit, try await rooms.accounts.list()))
            },
            .get("/desk/accounts/new", .duty(.manageAccounts)) { $0.page(newAccountPage($0.visit)) },
            .post("/desk/accounts/new", .duty(.manageAccounts), createAccount),
            .get("/desk/accounts/{id}", .duty(.manageAccounts)) { call in
                call.page(accountPage(call.visit, try await account(call)))
            },
            .post("/desk/accounts/{id}/password", .duty(.manageAccounts), resetPassword),
            .post("/desk/accounts/{id}/disable", .duty(.manageAccounts)) { call in
                guard try call.person().account != call.values["id"] else {
                    throw WebProblem.malformed(Words(zh: "不能停用自己的账号。", en: "You cannot stop your own account."))
                }
                return try await setEnabled(call, false)
            },
            .post("/desk/accounts/{id}/enable", .duty(.manageAccounts)) { try await setEnabled($0, true) },
        ]
    }

    private func account(_ call: Call) async throws -> Account {
        guard let account = try await rooms.accounts.account(try call.identifier("id")) else {
            throw WebProblem.notFound
        }
        return account
    }

    private func createAccount(_ call: Call) async throws -> Response {
        let draft = AccountDraft(call.form)
        do {
            let made = try await rooms.accounts.create(
                AccountDesk.NewAccount(
                    name: draft.name, displayName: draft.displayName,
                    person: draft.person.isEmpty ? nil : draft.person, roles: draft.roles,
                    agency: draft.agency.isEmpty ? nil : draft.agency, password: call.form.raw("password") ?? ""),
                by: try call.agent(.manageAccounts))
            return call.redirect(to: "/desk/accounts/\(made.id.text)", saying: "account-created")
        } catch let problem as AccountProblem {
            let error = FieldError(field: problem.field, words: problem.what + problem.next.spaced)
            return call.page(newAccountPage(call.visit, draft, errors: [error]), status: .unprocessableContent)
        }
    }

    private func resetPassword(_ call: Call) async throws -> Response {
        let account = try await account(call)
        do {
            try await rooms.accounts.setPassword(
                call.form.raw("password") ?? "", of: account.id, by: try call.agent(.manageAccounts))
            return call.redirect(to: "/desk/accounts/\(account.id.text)", saying: "password-reset")
        } catch let problem as AccountProblem {
            let error = FieldError(field: "password", words: problem.what + problem.next.spaced)
            return call.page(accountPage(call.visit, account, errors: [error]), status: .unprocessableContent)
        }
    }

    private func setEnabled(_ call: Call, _ enabled: Bool) async throws -> Response {
        let account = try await account(call)
        try await rooms.accounts.setEnabled(enabled, account.id, by: try call.agent(.manageAccounts))
        return call.redirect(
            to: "/desk/accounts/\(account.id.text)", saying: enabled ? "account-enabled" : "account-disabled")
    }
}

extension AccountProblem {
    /// The field of the form the problem is about.
    fileprivate var field: String {
        switch self {
        case .nameTaken, .badName: "name"
        case .badDisplayName: "display-name"
        case .personTaken: "person"
        case .noRole, .rolesCollide: "role"
        case .agencyNeeded, .agencyNotWanted: "agency"
        default: "password"
        }
    }
}
