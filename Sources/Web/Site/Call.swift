import Archive
import HTTPTypes
import Hummingbird

/// One request on its way to an answer: who asks, for what, with which words.
struct Call: Sendable {
    let request: Request
    /// Ties the answer, the log line and what a person may quote on the telephone together.
    let id: String
    let peer: Peer
    let route: Route
    /// The values in the braces of the route.
    let values: [String: String]
    let query: Form
    /// The posted form, its token already checked; empty for other requests.
    var form = Form()
    var visit: Visit
    var session: Session?
    /// What a program showed instead of a session.
    var token: APIToken?

    /// A value of the path that is not there cannot be found.
    func value(_ name: String) throws -> String {
        guard let value = values[name] else { throw WebProblem.notFound }
        return value
    }

    /// A whole number in the path.
    func number(_ name: String) throws -> Int {
        guard let text = values[name], text.utf8.count < 10, text.utf8.allSatisfy({ (48...57).contains($0) }),
            let number = Int(text)
        else { throw WebProblem.notFound }
        return number
    }

    func identifier<ID: Identifier>(_ name: String) throws -> ID {
        guard let text = values[name], let id = ID(text: text) else { throw WebProblem.notFound }
        return id
    }

    /// The signed-in person; the route let nobody else through.
    func person() throws -> Person {
        guard let person = visit.person else { throw WebProblem.signInNeeded }
        return person
    }

    /// The agent who does `duty` in the ledger.
    func agent(_ duty: Duty) throws -> Agent {
        guard let agent = try person().agent(for: duty) else { throw WebProblem.notYourDuty(duty) }
        return agent
    }

    func header(_ name: HTTPField.Name) -> String? { request.headers[name] }

    var isAPI: Bool { request.uri.path.hasPrefix("/api/") }
}
