import Archive
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Tables

/// What the server knows about a connection when a request arrives.
struct Arrival: InitializableFromSource, Sendable {
    let remote: SocketAddress?
    let logger: Logger
    /// This program itself encrypts the connection.
    var isEncrypted = false

    init(source: ApplicationRequestContextSource) {
        remote = source.channel.remoteAddress
        logger = source.logger
    }
}

/// The way of every request: find the route, know the visitor, check the door and the form, answer, explain what went
/// wrong, add the headers that protect, write the log line.
struct Responder: HTTPResponder {
    typealias Context = Arrival

    let rooms: WebRooms
    let table: RouteTable
    let doors: DoorKeys
    let log: AccessLog?

    /// Small forms only; packages go by another way.
    static let largestForm = 1_000_000

    func respond(to request: Request, context: Arrival) async throws -> Response {
        let began = ContinuousClock.now
        let passed =
            rooms.settings.secret.flatMap { PassedOn(request.head, secret: $0) }
            ?? PassedOn(
                peer: Peer(
                    context.remote, headers: request.headers, behindProxy: rooms.settings.behindTLSProxy,
                    isEncrypted: context.isEncrypted),
                id: requestID())
        let id = passed.id
        var trace = Trace()
        var response = await answer(request, context, passed, &trace)
        if request.method == .head { response = response.createHeadResponse() }
        Responder.protect(&response)
        // Behind a proxy the promise is the proxy's to make.
        if context.isEncrypted { response.headers[.strictTransportSecurity] = "max-age=31536000" }
        response.headers[.requestID] = id
        if let log {
            let spent = ContinuousClock.now - began
            log.write(
                AccessLog.Line(
                    at: rooms.clock.now, request: id, method: request.method.rawValue, route: trace.route,
                    subject: trace.subject, status: response.status.code,
                    bytes: response.headers[.contentLength].flatMap { Int64($0) },
                    microseconds: spent.components.seconds * 1_000_000 + spent.components.attoseconds
                        / 1_000_000_000_000,
                    account: trace.account, problem: trace.problem))
        }
        return response
    }

    /// What the log line will say.
    private struct Trace {
        var route = "-"
        var subject: String?
        var account: String?
        var problem: String?
    }

    private func answer(
        _ request: Request, _ context: Arrival, _ passed: PassedOn, _ trace: inout Trace
    ) async -> Response {
        let (peer, id) = (passed.peer, passed.id)
        let query = (try? Form(urlEncoded: request.uri.query ?? "", limit: 200)) ?? Form()
        let cookies = request.headers[.cookie]
        let language = LanguageChoice.choose(
            query: query["lang"], cookie: Cookies.value(LanguageChoice.cookie, in: cookies),
            acceptLanguage: request.headers[.acceptLanguage], otherwise: rooms.settings.language)
        var visit = Visit(
            site: rooms.settings.site, language: language, person: nil, here: Responder.here(request),
            clock: rooms.clock)
        var response: Response
        do {
            guard let segments = Pattern.segments(of: request.uri.path) else { throw WebProblem.notFound }
            let (route, values) = try table.find(request.method, segments)
            trace.route = route.pattern.description
            trace.subject = values["id"]
            if let writer = rooms.writer, route.needsWriter {
                response = try await writer.answer(request, passed)
            } else {
                do {
                    response = try await own(
                        Call(
                            request: request, id: id, peer: peer, route: route, values: values, query: query,
                            visit: visit), &visit, &trace)
                } catch let problem as ReadsOnly {
                    // Reading may leave a trace: when a session was last seen, which pages are wanted.
                    guard let writer = rooms.writer else { throw problem }
                    response = try await writer.answer(request, passed)
                }
            }
        } catch {
            let (answer, problem) = explain(error, request, visit, id, context.logger)
            response = answer
            trace.problem = problem
        }
        if let chosen = query["lang"].flatMap(Language.init(rawValue:)) {
            response.headers.append(
                HTTPField(
                    name: .setCookie,
                    value: Cookies.make(
                        LanguageChoice.cookie, chosen.rawValue, maxAge: 31_536_000, secure: peer.isSecure)))
        }
        return response
    }

    /// Who asks is found out, and answered here.
    private func own(_ call: Call, _ visit: inout Visit, _ trace: inout Trace) async throws -> Response {
        var call = call
        if let token = SessionToken(text: Cookies.value(DoorKeys.sessionCookie, in: call.header(.cookie))) {
            call.session = try await rooms.accounts.session(token)
        }
        if let session = call.session {
            visit.person = Person(session.account)
            visit.formToken = session.formToken
            trace.account = session.account.id.text
        }
        if let (token, account) = try await token(call.request, call.peer) {
            call.session = nil
            call.token = token
            visit.person = Person(account)
            trace.account = account.id.text
        }
        // A desk that cannot tell goes on working; the portal's own door asks again.
        visit.closure = try? await rooms.doorkeeper.closure()
        visit.notice = Notice.said(call.query["done"])
        call.visit = visit
        try await admit(&call)
        return try await call.route.answer(call)
    }

    /// The token a program shows (`Authorization: Bearer lantai_…`). One that is shown and does not hold is no visitor.
    private func token(_ request: Request, _ peer: Peer) async throws -> (token: APIToken, account: Account)? {
        guard let header = request.headers[.authorization], header.lowercased().hasPrefix("bearer ") else { return nil }
        guard peer.maySignIn else { throw WebProblem.insecure }
        guard let access = try await rooms.accounts.access(byToken: header.dropFirst(7).trimmed) else {
            throw WebProblem.signInNeeded
        }
        return access
    }

    /// Checks the door of the route, and the token of a posted form.
    private func admit(_ call: inout Call) async throws {
        if call.route.isPublic { try await admitToPortal(call) }
        if case .duty(let duty) = call.route.door {
            guard let person = call.visit.person else { throw WebProblem.signInNeeded }
            guard duty.role(among: person.roles) != nil else { throw WebProblem.notYourDuty(duty) }
            if let token = call.token {
                guard token.admits(duty) else { throw WebProblem.notYourDuty(duty) }
                return
            }
            guard let session = call.session else { throw WebProblem.signInNeeded }
            guard !session.account.mustChangePassword || duty == .ownPassword else { throw PasswordChangeNeeded() }
            guard !needsSecondFactor(session.account) || duty == .ownPassword else { throw SecondFactorNeeded() }
        }
        guard call.route.intake == .form else { return }
        call.form = try await Responder.readForm(call.request)
        let token = call.form.raw(FormToken.field)
        let fits =
            if let session = call.session {
                FormToken.fits(token, secret: session.secret)
            } else {
                doors.fits(token, cookie: Cookies.value(DoorKeys.doorCookie, in: call.header(.cookie)))
            }
        guard fits else { throw WebProblem.formTooOld }
        if call.route.isGrave, let session = call.session { try await prove(&call, session) }
    }

    /// Whether the public pages are open: not while the data are unproven, nor during maintenance, when the archive's own people
    /// alone look whether all is well.
    private func admitToPortal(_ call: Call) async throws {
        guard rooms.settings.servesPublic else { throw WebProblem.notProven }
        guard let closure = try await rooms.doorkeeper.closure() else { return }
        if call.session != nil, let person = call.visit.person, !person.roles.contains(.agencyOfficer) { return }
        throw WebProblem.portalClosed(
            until: closure.until.map(rooms.clock.wordsWithZone), again: closure.retryAfter(at: rooms.clock.now))
    }

    /// Before a grave act: the proof the form brings along, or the one of less than ten minutes ago.
    private func prove(_ call: inout Call, _ session: Session) async throws {
        if let password = call.form.raw(ProofNeeded.field) {
            do {
                try await rooms.accounts.prove(session, password: password, from: call.peer.address)
                return
            } catch let problem as AccountProblem {
                throw ProofNeeded(form: call.form, problem: problem)
            }
        }
        guard rooms.clock.now < session.provenAt + SessionLimits.proof else {
            throw ProofNeeded(form: call.form, problem: nil)
        }
    }

    /// Whether the account has a role that needs a second factor, and none is set up.
    private func needsSecondFactor(_ account: Account) -> Bool {
        !account.hasSecondFactor && !account.roles.isDisjoint(with: rooms.settings.secondFactorRoles)
    }

    /// Reads a small form within thirty seconds.
    static func readForm(_ request: Request) async throws -> Form {
        let type = request.headers[.contentType]?.split(separator: ";").first?.trimmed.lowercased()
        guard type == "application/x-www-form-urlencoded" else {
            throw WebProblem.malformed(
                Words(zh: "这里只收表单（application/x-www-form-urlencoded）。", en: "Only a form is taken here."))
        }
        let limit = Responder.largestForm
        if let length = request.headers[.contentLength].flatMap({ Int64($0) }), length > limit {
            throw WebProblem.tooLarge(limit: Int64(limit))
        }
        let bytes = try await within(.seconds(30)) {
            var bytes: [UInt8] = []
            for try await chunk in request.body {
                bytes.append(contentsOf: chunk.readableBytesView)
                guard bytes.count <= limit else { throw WebProblem.tooLarge(limit: Int64(limit)) }
            }
            return bytes
        }
        return try Form(urlEncoded: String(decoding: bytes, as: UTF8.self))
    }

    /// The answer to an error, and the code the log line names.
    private func explain(
        _ error: any Error, _ request: Request, _ visit: Visit, _ id: String, _ logger: Logger
    ) -> (Response, String) {
        if error is PasswordChangeNeeded {
            return (Response(status: .seeOther, headers: [.location: "/desk/password"]), "web.password-change-needed")
        }
        if error is SecondFactorNeeded {
            return (
                Response(status: .seeOther, headers: [.location: "/desk/second-factor"]), "web.second-factor-needed"
            )
        }
        if let needed = error as? ProofNeeded {
            return (
                Response(
                    status: needed.problem.map(\.signInStatus) ?? .forbidden,
                    headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
                    body: .init(byteBuffer: ByteBuffer(bytes: proofPage(visit, needed, to: request.uri.path)))),
                needed.problem?.code ?? "web.proof-needed"
            )
        }
        var problem = (error as? any Explained) ?? Unforeseen()
        var name = problem.code
        // Where the archive lies is not told to strangers.
        if visit.person == nil {
            if problem is FullDisk { problem = WebProblem.noSpace }
            if problem.isOfDatabase { problem = WebProblem.noDatabase }
        }
        if problem is Unforeseen {
            name += " " + String(describing: type(of: error))
            logger.error("unforeseen", metadata: ["request": "\(id)", "error": "\(String(reflecting: error))"])
        }
        if (problem as? WebProblem) == .signInNeeded, request.method == .get, !request.uri.path.hasPrefix("/api/") {
            let path = Path("/desk/sign-in").adding("back", visit.here.text)
            return (Response(status: .seeOther, headers: [.location: path.text, .cacheControl: "no-store"]), name)
        }
        let status = problem.httpStatus
        var headers: HTTPFields = [.cacheControl: "no-store"]
        if let web = problem as? WebProblem {
            if let seconds = web.retryAfter { headers[.retryAfter] = String(seconds) }
            if case .methodNotAllowed(let methods) = web { headers[.allow] = methods.joined(separator: ", ") }
        } else if status == .serviceUnavailable {
            headers[.retryAfter] = "30"
        }
        let bytes: [UInt8]
        if request.uri.path.hasPrefix("/api/") || request.headers[.accept] == "application/json" {
            headers[.contentType] = "application/json; charset=utf-8"
            bytes = problemJSON(problem, request: id).canonical
        } else {
            headers[.contentType] = "text/html; charset=utf-8"
            if case .portalClosed = problem as? WebProblem, let closure = visit.closure {
                bytes = closedPage(visit, closure, problem, request: id)
            } else {
                bytes = problemPage(visit, problem, status: status, request: id)
            }
        }
        return (Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes))), name)
    }

    /// The headers on every answer. A file sets a stricter policy of its own.
    static func protect(_ response: inout Response) {
        if response.headers[.contentSecurityPolicy] == nil {
            response.headers[.contentSecurityPolicy] =
                "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; media-src 'self'; "
                + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        }
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.referrerPolicy] = "same-origin"
        response.headers[.openerPolicy] = "same-origin"
        response.headers[.resourcePolicy] = "same-origin"
        response.headers[.permissionsPolicy] = "camera=(), geolocation=(), microphone=()"
    }

    /// The address of the page asked for, without the language, as links back may use it.
    static func here(_ request: Request) -> Path {
        guard let path = Path(local: request.uri.path), request.method == .get || request.method == .head else {
            return Path(local: request.uri.path) ?? "/"
        }
        guard let query = request.uri.query else { return path }
        let kept = query.split(separator: "&").filter { !$0.hasPrefix("lang=") && !$0.hasPrefix("done=") }
        return kept.isEmpty ? path : Path(local: path.text + "?" + kept.joined(separator: "&")) ?? path
    }
}

/// The account's password was set by somebody else: nothing is done before it is changed.
struct PasswordChangeNeeded: Error {}

/// The account's role needs a second factor: nothing is done before there is one.
struct SecondFactorNeeded: Error {}

/// A grave act waits for the password.
struct ProofNeeded: Error {
    static let field = "proof-password"

    /// What was sent, carried over.
    let form: Form
    /// What was wrong with the password given; `nil` if none was.
    let problem: AccountProblem?
}

private func requestID() -> String {
    var generator = SystemRandomNumberGenerator()
    return String(generator.next() as UInt64, radix: 36)
}

/// Runs `body`, but no longer than `limit`.
func within<T: Sendable>(_ limit: Duration, _ body: @escaping @Sendable () async throws -> T) async throws -> T {
    try await withThrowingTaskGroup(of: T?.self) { group in
        group.addTask { try await body() }
        group.addTask {
            try await Task.sleep(for: limit)
            return nil
        }
        defer { group.cancelAll() }
        guard let first = try await group.next(), let value = first else { throw WebProblem.tooSlow }
        return value
    }
}
