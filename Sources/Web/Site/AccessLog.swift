import Archive
import Glibc

/// One line of JSON a request: when, which, what came of it. No titles, no queries, no names, no addresses of readers.
package final class AccessLog: Sendable {
    private let descriptor: Int32

    /// - Parameter descriptor: Where lines go, open for appending: 2 is the standard error.
    package init(descriptor: Int32) { self.descriptor = descriptor }

    struct Line {
        var at: Instant
        var request: String
        var method: String
        /// The shape of the path, never the path: `/records/{id}`.
        var route: String
        /// Identifiers of what was asked for, where they are the house's own.
        var subject: String?
        var status: Int
        var bytes: Int64?
        /// Until the answer began.
        var microseconds: Int64
        var account: String?
        /// The code of the problem, or the type of an error nobody foresaw.
        var problem: String?
    }

    func write(_ line: Line) {
        var out: [UInt8] = []
        out.reserveCapacity(256)
        func member(_ name: StaticString, _ value: String?) {
            guard let value else { return }
            out.append(contentsOf: out.isEmpty ? "{\"".utf8 : ",\"".utf8)
            name.withUTF8Buffer { out.append(contentsOf: $0) }
            out.append(contentsOf: "\":".utf8)
            JSON.write(value, into: &out)
        }
        func member(_ name: StaticString, _ value: Int64?) {
            guard let value else { return }
            out.append(contentsOf: ",\"".utf8)
            name.withUTF8Buffer { out.append(contentsOf: $0) }
            out.append(contentsOf: "\":\(value)".utf8)
        }
        member("at", line.at.text)
        member("request", line.request)
        member("method", line.method)
        member("route", line.route)
        member("subject", line.subject)
        member("status", Int64(line.status))
        member("bytes", line.bytes)
        member("us", line.microseconds)
        member("account", line.account)
        member("problem", line.problem)
        out.append(contentsOf: "}\n".utf8)
        // One write a line, so that lines of several threads never mix; a full log disk must not stop the service.
        _ = out.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    }
}
