import Archive
import HTTPTypes
import Hummingbird

// Tokens by which programs work in one's name.

extension Pages {
    var tokenRoutes: [Route] {
        [
            .get("/desk/tokens", .duty(.ownPassword)) { call in try await showTokens(call) },
            .post("/desk/tokens", .duty(.ownPassword), makeToken),
            .post("/desk/tokens/{id}/revoke", .duty(.ownPassword), revokeToken),
        ]
    }

    private func ownAccount(_ call: Call) throws -> (Account, Agent) {
        guard let account = call.session?.account,
            let role = account.roles.sorted(by: { $0.rawValue < $1.rawValue }).first
        else { throw WebProblem.signInNeeded }
        return (account, Agent(id: account.id.text, role: role))
    }

    private func showTokens(
        _ call: Call, made: (token: APIToken, text: String)? = nil, draft: TokenDraft = TokenDraft(),
        problem: AccountProblem? = nil
    ) async throws -> Response {
        let (account, _) = try ownAccount(call)
        let view = TokensView(
            tokens: try await rooms.accounts.tokens(of: account.id), roles: account.roles, made: made?.text,
            draft: draft,
            problem: problem)
        return call.page(tokensPage(call.visit, view), status: problem == nil ? .ok : .unprocessableContent)
    }

    private func makeToken(_ call: Call) async throws -> Response {
        let (account, agent) = try ownAccount(call)
        let draft = TokenDraft(
            name: call.form["name"] ?? "", scopes: Set(call.form.all("scope").compactMap(TokenScope.init(rawValue:))),
            days: call.form["days"] ?? "")
        do {
            let made = try await rooms.accounts.makeToken(
                for: account, name: draft.name, scopes: draft.scopes, days: Int(draft.days) ?? 0, by: agent)
            return try await showTokens(call, made: made)
        } catch let problem as AccountProblem {
            return try await showTokens(call, draft: draft, problem: problem)
        }
    }

    private func revokeToken(_ call: Call) async throws -> Response {
        let (account, agent) = try ownAccount(call)
        try await rooms.accounts.revoke(try call.identifier("id"), of: account, by: agent)
        return call.redirect(to: "/desk/tokens", saying: "token-revoked")
    }
}
