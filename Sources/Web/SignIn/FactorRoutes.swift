import Archive
import HTTPTypes
import Hummingbird

// One's own second factor: a program on a telephone, a sheet of codes, or both.

extension Pages {
    var factorRoutes: [Route] {
        [
            .get("/desk/second-factor", .duty(.ownPassword)) { try await showFactor($0) },
            Route.post("/desk/second-factor/program", .duty(.ownPassword), beginProgram).grave,
            .post("/desk/second-factor/confirm", .duty(.ownPassword), confirmProgram),
            Route.post("/desk/second-factor/sheet", .duty(.ownPassword), makeSheet).grave,
            Route.post("/desk/second-factor/remove", .duty(.ownPassword), removeFactor).grave,
        ]
    }

    private func own(_ call: Call) throws -> Account {
        guard let session = call.session else { throw WebProblem.signInNeeded }
        return session.account
    }

    private func isNeeded(by account: Account) -> Bool {
        !account.roles.isDisjoint(with: rooms.settings.secondFactorRoles)
    }

    private func showFactor(_ call: Call) async throws -> Response {
        let account = try own(call)
        return call.page(
            factorPage(
                call.visit, try await rooms.accounts.secondFactor(of: account.id), isNeeded: isNeeded(by: account)))
    }

    private func beginProgram(_ call: Call) async throws -> Response {
        let account = try own(call)
        return secret(call, account, try await rooms.accounts.beginProgram(for: account))
    }

    private func confirmProgram(_ call: Call) async throws -> Response {
        let account = try own(call)
        do {
            try await rooms.accounts.confirmProgram(
                of: account, code: call.form["code"] ?? "", by: account.ownAgent)
            return call.redirect(to: "/desk/second-factor", saying: "program-set")
        } catch let problem as AccountProblem {
            guard let kept = try await rooms.accounts.programToConfirm(of: account.id) else {
                return call.redirect(to: "/desk/second-factor")
            }
            return secret(call, account, kept, problem: problem)
        }
    }

    private func secret(
        _ call: Call, _ account: Account, _ secret: [UInt8], problem: AccountProblem? = nil
    ) -> Response {
        let site = rooms.settings.site.name[call.visit.language]
        let address = OneTimeCode.address(secret, account: account.name, site: site)
        return unkept(
            call.page(
                programPage(call.visit, OneTimeCode.spelled(secret), address, problem: problem),
                status: problem == nil ? .ok : .unprocessableContent))
    }

    private func makeSheet(_ call: Call) async throws -> Response {
        let account = try own(call)
        let codes = try await rooms.accounts.makeSheet(for: account, by: account.ownAgent)
        return unkept(call.page(sheetPage(call.visit, codes, account: account.name)))
    }

    private func removeFactor(_ call: Call) async throws -> Response {
        let account = try own(call)
        try await rooms.accounts.removeSecondFactor(of: account, by: account.ownAgent)
        return call.redirect(to: "/desk/second-factor", saying: "factor-removed")
    }

    /// A page with a secret on it stays in no cache.
    private func unkept(_ response: Response) -> Response {
        var response = response
        response.headers[.cacheControl] = "no-store"
        response.headers[.eTag] = nil
        return response
    }
}
