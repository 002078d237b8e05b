import Archive
import HTTPTypes
import Hummingbird

/// The pages of the wizard: the only ones there are while there is no archive, but for what keeps them alive and dressed.
struct SetUpRoutes: Sendable {
    let desk: SetUpDesk
    let doors = DoorKeys()

    /// What anybody may ask for, the code or not.
    var open: [Route] {
        [
            .get("/", .anyone) { $0.redirect(to: "/setup") },
            .get("/healthz", .anyone) { $0.plain("ok\n") },
            .get("/assets/{name}", .anyone, Asset.answer),
        ] + HelpRoutes.all(isSettingUp: true)
    }

    var wizard: [Route] {
        [
            .get("/setup", .anyone) { try door($0) },
            .post("/setup", .anyone, enter),
            .get("/setup/making", .anyone, making),
            .get("/setup/ready", .anyone, ready),
            .get("/setup/{step}", .anyone, step),
            .post("/setup/{step}", .anyone, answer),
        ]
    }

    // MARK: The code

    /// The form for the code, with a token of its own.
    private func door(
        _ call: Call, code: String? = nil, problem: SetUpProblem? = nil, status: HTTPResponse.Status = .ok
    ) throws -> Response {
        if desk.secret(for: Cookies.value(SetUpDesk.cookie, in: call.header(.cookie))) != nil {
            return call.redirect(to: SetUpStep.language.path)
        }
        guard !desk.isCodeUsed else { throw SetUpProblem.codeUsed }
        var visit = call.visit
        var fresh: String?
        if let cookie = Cookies.value(DoorKeys.doorCookie, in: call.header(.cookie)), cookie.utf8.count == 32 {
            visit.formToken = doors.token(for: cookie)
        } else {
            let issued = doors.issue()
            visit.formToken = issued.token
            fresh = issued.cookie
        }
        var answer = call.page(
            setUpDoorPage(visit, code: code ?? call.query["code"] ?? "", problem: problem), status: status)
        if let fresh {
            answer.headers.append(
                HTTPField(
                    name: .setCookie,
                    value: Cookies.make(DoorKeys.doorCookie, fresh, maxAge: nil, secure: call.peer.isSecure)))
        }
        return answer
    }

    private func enter(_ call: Call) throws -> Response {
        let code = call.form["code"] ?? ""
        switch desk.enter(code) {
        case .entered(let cookie):
            // Who reads this in a language most likely sets up an archive in it.
            desk.change { $0.language = call.visit.language }
            var answer = call.redirect(to: SetUpStep.language.path)
            answer.headers.append(
                HTTPField(
                    name: .setCookie,
                    value: Cookies.make(SetUpDesk.cookie, cookie, maxAge: nil, secure: call.peer.isSecure)))
            return answer
        case .used: throw SetUpProblem.codeUsed
        case .wrong: return try door(call, code: "", problem: .codeWrong, status: .unprocessableContent)
        case .locked(let seconds):
            return try door(call, code: "", problem: .codeLocked(seconds: seconds), status: .tooManyRequests)
        }
    }

    // MARK: The questions

    private func step(_ call: Call, _ name: String) throws -> SetUpStep {
        guard let step = SetUpStep(rawValue: name) else { throw WebProblem.notFound }
        return step
    }

    /// Where somebody belongs who asks for a question while there is none to answer; `nil` while there is.
    private var elsewhere: Path? {
        switch desk.phase {
        case .asking, .failed: nil
        case .making: "/setup/making"
        case .ready: "/setup/ready"
        case .done: "/desk/sign-in"
        }
    }

    private func page(_ call: Call, _ step: SetUpStep, _ errors: [FieldError] = []) -> Response {
        let answers = desk.answers
        let status: HTTPResponse.Status = errors.isEmpty ? .ok : .unprocessableContent
        let bytes =
            switch step {
            case .language: setUpLanguagePage(call.visit, answers)
            case .archive: setUpArchivePage(call.visit, answers, errors)
            case .accounts: setUpAccountsPage(call.visit, answers, errors)
            case .holdings: setUpHoldingsPage(call.visit, answers)
            case .review: setUpReviewPage(call.visit, answers, folder: desk.place.folder, desk.place.room())
            }
        return call.page(bytes, status: status)
    }

    private func step(_ call: Call) throws -> Response {
        if let elsewhere { return call.redirect(to: elsewhere) }
        let step = try step(call, try call.value("step"))
        if let fault = desk.firstFault(before: step) { return call.redirect(to: fault.path) }
        return page(call, step)
    }

    private func answer(_ call: Call) throws -> Response {
        let name = try call.value("step")
        if name == "done" {
            desk.finish()
            return call.redirect(to: elsewhere ?? SetUpStep.review.path)
        }
        if let elsewhere { return call.redirect(to: elsewhere) }
        let step = try step(call, name)
        // What does not do is kept as well: who goes back and forward finds what was typed.
        desk.change { $0.take(call.form, at: step) }
        if call.form["go"] == "back" { return call.redirect(to: (step.previous ?? step).path) }
        let answers = desk.answers
        var errors = answers.faults(at: step, desk.place)
        if step == .accounts {
            for person in answers.people where person.differs(call.form) {
                let field = person.field("password")
                errors.removeAll { $0.field == field }
                errors.append(
                    FieldError(field: field, words: Words(zh: "两次写的口令不一样。", en: "The two passwords differ.")))
            }
            // One that was refused is not kept: left empty, the field would send it again.
            let refused = Set(errors.map(\.field))
            desk.change { answers in
                for place in answers.people.indices where refused.contains(answers.people[place].field("password")) {
                    answers.people[place].password = nil
                }
            }
        }
        guard errors.isEmpty else { return page(call, step, errors) }
        guard step == .review else {
            var answer = call.redirect(to: (step.next ?? step).path)
            if step == .language {
                answer.headers.append(
                    HTTPField(
                        name: .setCookie,
                        value: Cookies.make(
                            LanguageChoice.cookie, answers.language.rawValue, maxAge: 31_536_000,
                            secure: call.peer.isSecure)))
            }
            return answer
        }
        if let fault = desk.firstFault(before: .review) { return call.redirect(to: fault.path) }
        desk.begin()
        return call.redirect(to: "/setup/making")
    }

    // MARK: Made

    private func making(_ call: Call) -> Response {
        switch desk.phase {
        case .making(let lines): call.page(setUpMakingPage(call.visit, lines, demo: desk.answers.wantsDemo))
        case .failed(let problem): call.page(setUpFailedPage(call.visit, problem), status: problem.httpStatus)
        case .asking: call.redirect(to: SetUpStep.review.path)
        case .ready, .done: call.redirect(to: elsewhere ?? "/")
        }
    }

    private func ready(_ call: Call) -> Response {
        guard case .ready(let made) = desk.phase else { return call.redirect(to: elsewhere ?? SetUpStep.review.path) }
        return call.page(setUpReadyPage(call.visit, desk.answers, made, folder: desk.place.folder))
    }
}
