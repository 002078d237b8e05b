import Archive
import HTTPTypes
import Hummingbird
import NIOCore

/// The way of a request while there is no archive: nothing but the wizard answers, to this machine or through TLS, to the
/// one browser that had the code.
struct SetUpResponder: Sendable {
    let desk: SetUpDesk
    private let routes: SetUpRoutes
    private let open: RouteTable
    private let wizard: RouteTable

    init(_ desk: SetUpDesk) {
        self.desk = desk
        routes = SetUpRoutes(desk: desk)
        open = RouteTable(routes.open)
        wizard = RouteTable(routes.wizard)
    }

    func respond(to request: Request, context: Arrival) async -> Response {
        let query = (try? Form(urlEncoded: request.uri.query ?? "", limit: 200)) ?? Form()
        let cookies = request.headers[.cookie]
        let peer = Peer(
            context.remote, headers: request.headers, behindProxy: desk.behindTLSProxy,
            isEncrypted: context.isEncrypted)
        let visit = Visit(
            site: Site(
                name: Words(zh: "兰台建馆", en: "Lantai set-up"), isClassified: false,
                network: Words(zh: "", en: "")),
            language: LanguageChoice.choose(
                query: query["lang"], cookie: Cookies.value(LanguageChoice.cookie, in: cookies),
                acceptLanguage: request.headers[.acceptLanguage]),
            person: nil, here: Responder.here(request), clock: desk.clock)
        var response: Response
        do {
            response = try await answer(request, query, peer, visit)
        } catch {
            let problem = (error as? any Explained) ?? Unforeseen()
            let bytes = setUpProblemPage(visit, problem)
            response = Response(
                status: (problem as? SetUpProblem) == .codeNeeded ? .forbidden : problem.httpStatus,
                headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
                body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        }
        if let chosen = query["lang"].flatMap(Language.init(rawValue:)) {
            response.headers.append(
                HTTPField(
                    name: .setCookie,
                    value: Cookies.make(
                        LanguageChoice.cookie, chosen.rawValue, maxAge: 31_536_000, secure: peer.isSecure)))
        }
        if request.method == .head { response = response.createHeadResponse() }
        Responder.protect(&response)
        return response
    }

    private func answer(_ request: Request, _ query: Form, _ peer: Peer, _ visit: Visit) async throws -> Response {
        guard let segments = Pattern.segments(of: request.uri.path) else { throw WebProblem.notFound }
        func call(_ route: Route, _ values: [String: String]) -> Call {
            Call(
                request: request, id: "", peer: peer, route: route, values: values, query: query, visit: visit,
                session: nil, token: nil)
        }
        if segments.first != "setup" {
            let (route, values) = try open.find(request.method, segments)
            return try await route.answer(call(route, values))
        }
        guard peer.maySignIn else { throw WebProblem.insecure }
        let (route, values) = try wizard.find(request.method, segments)
        var call = call(route, values)
        let secret = desk.secret(for: Cookies.value(SetUpDesk.cookie, in: call.header(.cookie)))
        if let secret { call.visit.formToken = FormToken.make(secret: secret) }
        if segments.count > 1, secret == nil { throw desk.isCodeUsed ? SetUpProblem.codeUsed : .codeNeeded }
        if route.intake == .form {
            call.form = try await Responder.readForm(request)
            let token = call.form.raw(FormToken.field)
            let fits =
                if let secret, segments.count > 1 {
                    FormToken.fits(token, secret: secret)
                } else {
                    routes.doors.fits(token, cookie: Cookies.value(DoorKeys.doorCookie, in: call.header(.cookie)))
                }
            guard fits else { throw WebProblem.formTooOld }
        }
        var answer = try await route.answer(call)
        // Pages of a wizard may show passwords: nothing keeps them.
        answer.headers[.eTag] = nil
        answer.headers[.cacheControl] = "no-store"
        return answer
    }
}
