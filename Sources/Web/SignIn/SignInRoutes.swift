import Archive
import HTTPTypes
import Hummingbird

// In at the door, out again, and one's own password.

extension Pages {
    var signInRoutes: [Route] {
        [
            .get("/desk/sign-in", .anyone, showSignIn),
            .post("/desk/sign-in", .anyone, signIn),
            .get("/desk/sign-in/code", .anyone) { call in
                let back = call.query["back"].flatMap(Path.init(local:))
                guard try await half(call) != nil else { return call.redirect(to: "/desk/sign-in") }
                return door(call, status: .ok) { codePage($0, back: back) }
            },
            .post("/desk/sign-in/code", .anyone, giveCode),
            .get("/desk/sign-in/forgotten", .anyone) { $0.page(forgottenPage($0.visit)) },
            .post("/desk/sign-out", .duty(.ownPassword), signOut),
            .get("/desk/password", .duty(.ownPassword), showPassword),
            .post("/desk/password", .duty(.ownPassword), changePassword),
        ]
    }

    private func showSignIn(_ call: Call) throws -> Response {
        let back = call.query["back"].flatMap(Path.init(local:))
        if call.visit.person != nil { return call.redirect(to: back ?? "/desk") }
        guard call.peer.maySignIn else { throw WebProblem.insecure }
        return door(call, status: .ok) { signInPage($0, back: back) }
    }

    private func signIn(_ call: Call) async throws -> Response {
        guard call.peer.maySignIn else { throw WebProblem.insecure }
        let back = call.form["back"].flatMap(Path.init(local:))
        let name = call.form["name"] ?? ""
        do {
            let password = call.form.raw("password") ?? ""
            switch try await rooms.accounts.enter(name: name, password: password, from: call.peer.address) {
            case .inside(let account): return try await letIn(account, call, back)
            case .codeNeeded(let account):
                let half = try await begin(account, call, waits: true)
                let path: Path = "/desk/sign-in/code"
                var answer = call.redirect(to: back.map { path.adding("back", $0.text) } ?? path)
                setCookie(DoorKeys.halfCookie, half.token.text, call, &answer)
                return answer
            }
        } catch let problem as AccountProblem {
            return refuse(call, problem) { signInPage($0, name: name, back: back, problem: problem) }
        }
    }

    /// The account whose password was given a moment ago in this browser.
    private func half(_ call: Call) async throws -> (token: SessionToken, account: Account)? {
        guard call.peer.maySignIn else { throw WebProblem.insecure }
        guard let token = SessionToken(text: Cookies.value(DoorKeys.halfCookie, in: call.header(.cookie))),
            let account = try await rooms.accounts.half(token)
        else { return nil }
        return (token, account)
    }

    private func giveCode(_ call: Call) async throws -> Response {
        let back = call.form["back"].flatMap(Path.init(local:))
        guard let (token, account) = try await half(call) else { return call.redirect(to: "/desk/sign-in") }
        do {
            try await rooms.accounts.enter(account, code: call.form["code"] ?? "", from: call.peer.address)
        } catch let problem as AccountProblem {
            return refuse(call, problem) { codePage($0, back: back, problem: problem) }
        }
        try await rooms.accounts.end(token)
        let few = try await rooms.accounts.secondFactor(of: account.id)
        var answer = try await letIn(
            account, call, few.hasProgram || few.codesLeft > CodeSheet.few ? back : "/desk/second-factor")
        setCookie(DoorKeys.halfCookie, nil, call, &answer)
        return answer
    }

    private func begin(_ account: Account, _ call: Call, waits: Bool = false) async throws -> Session {
        try await rooms.accounts.begin(
            account, address: String(call.peer.address.prefix(64)),
            browser: Browser(agent: call.header(.userAgent) ?? "").rawValue, waits: waits)
    }

    private func letIn(_ account: Account, _ call: Call, _ back: Path?) async throws -> Response {
        if let old = call.session { try await rooms.accounts.end(old.token) }
        let session = try await begin(account, call)
        var answer = call.redirect(to: account.mustChangePassword ? "/desk/password" : back ?? "/desk")
        setCookie(DoorKeys.sessionCookie, session.token.text, call, &answer)
        return answer
    }

    /// - Parameter value: `nil` takes the cookie away.
    private func setCookie(_ name: String, _ value: String?, _ call: Call, _ answer: inout Response) {
        answer.headers.append(
            HTTPField(
                name: .setCookie,
                value: Cookies.make(name, value ?? "", maxAge: value == nil ? 0 : nil, secure: call.peer.isSecure)))
    }

    private func refuse(_ call: Call, _ problem: AccountProblem, _ page: (Visit) -> [UInt8]) -> Response {
        var answer = door(call, status: problem.signInStatus, page)
        if let seconds = problem.secondsToWait { answer.headers[.retryAfter] = String(seconds) }
        return answer
    }

    private func signOut(_ call: Call) async throws -> Response {
        if let session = call.session { try await rooms.accounts.signOut(session) }
        var answer = call.redirect(to: "/desk/sign-in", saying: "signed-out")
        setCookie(DoorKeys.sessionCookie, nil, call, &answer)
        return answer
    }

    /// The sign-in form with its own token: it keeps the cookie it finds, so that two open tabs both work.
    private func door(_ call: Call, status: HTTPResponse.Status, _ page: (Visit) -> [UInt8]) -> Response {
        var visit = call.visit
        visit.person = nil
        visit.here = "/desk/sign-in"
        var fresh: String?
        if let cookie = Cookies.value(DoorKeys.doorCookie, in: call.header(.cookie)), cookie.utf8.count == 32 {
            visit.formToken = doors.token(for: cookie)
        } else {
            let issued = doors.issue()
            visit.formToken = issued.token
            fresh = issued.cookie
        }
        var answer = call.page(page(visit), status: status)
        answer.headers[.cacheControl] = "no-store"
        answer.headers[.eTag] = nil
        if let fresh { setCookie(DoorKeys.doorCookie, fresh, call, &answer) }
        return answer
    }

    private func showPassword(_ call: Call) -> Response {
        call.page(passwordPage(call.visit, mustChange: call.session?.account.mustChangePassword ?? false))
    }

    private func changePassword(_ call: Call) async throws -> Response {
        guard let session = call.session else { throw WebProblem.signInNeeded }
        let new = call.form.raw("new") ?? ""
        var errors: [FieldError] = []
        if new != call.form.raw("again") {
            errors.append(
                FieldError(field: "again", words: Words(zh: "两次写的新口令不一样。", en: "The two new passwords differ.")))
        } else {
            do {
                try await rooms.accounts.changePassword(
                    of: session.account.id, from: call.form.raw("old") ?? "", to: new, session: session.token)
                return call.redirect(to: "/desk", saying: "password-changed")
            } catch let problem as AccountProblem {
                let field = problem == .oldPasswordWrong || problem.isLockOut ? "old" : "new"
                errors.append(FieldError(field: field, words: problem.what + problem.next.spaced))
            }
        }
        return call.page(
            passwordPage(call.visit, mustChange: session.account.mustChangePassword, errors: errors),
            status: .unprocessableContent)
    }
}

extension AccountProblem {
    var isLockOut: Bool { if case .lockedOut = self { true } else { false } }

    /// Seconds until another try is looked at; `nil` where it is at once.
    var secondsToWait: Int64? {
        switch self {
        case .lockedOut(let seconds), .tooManyHere(let seconds): seconds
        default: nil
        }
    }

    var signInStatus: HTTPResponse.Status { secondsToWait == nil ? .unprocessableContent : .tooManyRequests }
}

extension Words {
    /// As the next sentence: with a space before it in English.
    var spaced: Words { Words(zh: zh, en: " " + en) }
}
