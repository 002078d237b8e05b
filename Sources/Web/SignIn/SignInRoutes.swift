import Archive
import HTTPTypes
import Hummingbird

// In at the door, out again, and one's own password.

extension Pages {
    var signInRoutes: [Route] {
        [
            .get("/desk/sign-in", .anyone, showSignIn),
            .post("/desk/sign-in", .anyone, signIn),
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
        let account: Account
        do {
            account = try await rooms.accounts.verify(name: name, password: call.form.raw("password") ?? "")
        } catch let problem as AccountProblem {
            return door(call, status: problem.isLockOut ? .tooManyRequests : .unprocessableContent) {
                signInPage($0, name: name, back: back, problem: problem)
            }
        }
        if let old = call.session { try await rooms.accounts.end(old.token) }
        let session = try await rooms.accounts.begin(account)
        var answer = call.redirect(to: account.mustChangePassword ? "/desk/password" : back ?? "/desk")
        answer.headers.append(
            HTTPField(
                name: .setCookie,
                value: Cookies.make(
                    DoorKeys.sessionCookie, session.token.text, maxAge: nil, secure: call.peer.isSecure)))
        return answer
    }

    private func signOut(_ call: Call) async throws -> Response {
        if let session = call.session { try await rooms.accounts.end(session.token) }
        var answer = call.redirect(to: "/desk/sign-in", saying: "signed-out")
        answer.headers.append(
            HTTPField(
                name: .setCookie,
                value: Cookies.make(DoorKeys.sessionCookie, "", maxAge: 0, secure: call.peer.isSecure)))
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
        if let fresh {
            answer.headers.append(
                HTTPField(
                    name: .setCookie,
                    value: Cookies.make(DoorKeys.doorCookie, fresh, maxAge: nil, secure: call.peer.isSecure)))
        }
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
                let field = problem == .oldPasswordWrong ? "old" : "new"
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
}

extension Words {
    /// As the next sentence: with a space before it in English.
    var spaced: Words { Words(zh: zh, en: " " + en) }
}
