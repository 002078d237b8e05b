import Archive
import CLibPQ
import Tables

/// What a failure of the server or of the connection means.
enum PostgresFailure {
    /// From the five characters of SQLSTATE and the primary message, which names tables and rules.
    ///
    /// - Parameter sql: the statement; its values are not in it.
    static func problem(state: String, message: String, sql: String, place: String) -> any Explained {
        switch state.prefix(2) {
        case "08": return TablesProblem.unreachable(detail: message)
        // Class 54: a limit of the server's, such as a value too long for an index.
        case "23", "54": return TablesProblem.constraint(detail: message)
        // Messages of class 22 quote the value; values are never shown.
        case "22": return TablesProblem.statement(detail: "SQLSTATE \(state)", sql: sql)
        case "40", "55": return TablesProblem.busy(detail: message)
        case "58", "XX": return TablesProblem.damaged(detail: "\(message) (\(state))")
        default: break
        }
        switch state {
        case "53100": return FullDisk(server: place)
        case "42501": return TablesProblem.unopened(path: place, detail: message)
        case "57P01", "57P02", "57P03", "57P05", "25P03": return TablesProblem.unreachable(detail: message)
        case _ where state.hasPrefix("53") || state == "57014": return TablesProblem.busy(detail: message)
        case "": return TablesProblem.unreachable(detail: message.isEmpty ? "connection lost" : message)
        default: return TablesProblem.statement(detail: "\(message) (\(state))", sql: sql)
        }
    }

    /// Why no connection could be made. libpq gives a message and no code; only a server that refuses this user, this
    /// password or this database says so in a way that will not pass by itself.
    static func unconnected(_ connection: OpaquePointer?, _ settings: PostgresSettings) -> any Explained {
        let message = text(PQerrorMessage(connection))
        // The server answered, and said FATAL: not a matter of the network, unless it is starting, stopping or crowded.
        // The last two: the line broke while the connection was being made.
        let passing = [
            "starting up", "not yet accepting", "shutting down", "too many", "remaining connection slots",
            "recovery mode", "SSL SYSCALL error: EOF", "SSL SYSCALL error: Connection reset",
        ]
        let passes = passing.contains(where: message.contains)
        if !passes, ["FATAL:", "certificate", "SSL"].contains(where: message.contains) {
            return TablesProblem.unopened(path: settings.description, detail: message)
        }
        return TablesProblem.unreachable(detail: message)
    }

    static func text(_ characters: UnsafePointer<CChar>?) -> String {
        guard let characters else { return "" }
        return String(cString: characters).split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
