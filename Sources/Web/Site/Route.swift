import Archive
import HTTPTypes
import Hummingbird

/// One line of the table of pages: which request, who may, how its body is read, and who answers.
struct Route: Sendable {
    /// Who may come here.
    enum Door: Hashable, Sendable {
        case anyone
        case duty(Duty)
    }

    /// How the body is taken.
    enum Intake: Hashable, Sendable {
        case nothing
        /// A small form, read whole, its token checked before the answer is asked for.
        case form
        /// Bytes the answer reads itself, and whose token it checks itself.
        case stream
    }

    let method: HTTPRequest.Method
    let pattern: Pattern
    let door: Door
    let intake: Intake
    let answer: @Sendable (Call) async throws -> Response
    /// It shows what only the process that writes remembers.
    private(set) var isOfWriter = false

    /// A wrong hand could do much harm with it: who they are is asked again if they last showed it long ago.
    private(set) var isGrave = false

    /// Whether a process that only reads passes it on.
    var needsWriter: Bool { method != .get || isOfWriter }

    /// The same, answered by the process that writes.
    var atWriter: Route {
        var route = self
        route.isOfWriter = true
        return route
    }

    /// The same; where it changes something, with the password asked for again.
    var grave: Route {
        var route = self
        route.isGrave = intake == .form
        return route
    }

    /// A page of the portal, or its like for programs: closed while the data are not proven.
    var isPublic: Bool {
        guard door == .anyone else { return false }
        guard case .word(let first)? = pattern.parts.first else { return true }
        return !["desk", "assets", "healthz", "readyz", "metrics", "robots.txt", "help"].contains(first)
    }

    static func get(
        _ pattern: Pattern, _ door: Door, _ answer: @escaping @Sendable (Call) async throws -> Response
    ) -> Route {
        Route(method: .get, pattern: pattern, door: door, intake: .nothing, answer: answer)
    }

    static func post(
        _ pattern: Pattern, _ door: Door, _ answer: @escaping @Sendable (Call) async throws -> Response
    ) -> Route {
        Route(method: .post, pattern: pattern, door: door, intake: .form, answer: answer)
    }

    static func stream(
        _ method: HTTPRequest.Method, _ pattern: Pattern, _ door: Door,
        _ answer: @escaping @Sendable (Call) async throws -> Response
    ) -> Route {
        Route(method: method, pattern: pattern, door: door, intake: .stream, answer: answer)
    }
}

/// All routes, found by the first word of the path.
struct RouteTable: Sendable {
    let all: [Route]
    private let byFirst: [String: [Route]]

    init(_ routes: [Route]) {
        all = routes
        // A word in a path goes before a value in its place: `/desk/accessions/new` is not an accession.
        let ordered = routes.enumerated().sorted { left, right in
            (left.element.pattern.values, left.offset) < (right.element.pattern.values, right.offset)
        }.map(\.element)
        byFirst = Dictionary(grouping: ordered) { route in
            if case .word(let word)? = route.pattern.parts.first { word } else { "" }
        }
    }

    /// The route and its values, or why there is none.
    func find(_ method: HTTPRequest.Method, _ segments: [String]) throws(WebProblem) -> (Route, [String: String]) {
        let wanted = method == .head ? .get : method
        var others: [String] = []
        for route in byFirst[segments.first ?? ""] ?? [] {
            guard let values = route.pattern.match(segments) else { continue }
            if route.method == wanted { return (route, values) }
            others.append(route.method.rawValue)
        }
        if others.isEmpty { throw .notFound }
        if others.contains("GET") { others.append("HEAD") }
        throw .methodNotAllowed(others.sorted())
    }
}
