import Archive
import AsyncHTTPClient
import Glibc
import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1
import NIOSSL

/// The way from a process that only reads to the one that writes: requests go there as they came, and the answers come back,
/// both streamed.
package final class WriterRoad: Sendable {
    private let secret: [UInt8]
    private let find: @Sendable () async throws -> String?
    private let done: @Sendable () async -> Void

    /// How long a request waits for a process that writes: one that was killed is followed by another within a second or two.
    private static let patience = Duration.seconds(10)

    /// - Parameters:
    ///   - secret: what the processes know each other by.
    ///   - find: the address of the process that writes, `http://127.0.0.1:7001`; `nil` while there is none.
    ///   - done: called when something was written, before that is told.
    package init(
        secret: [UInt8], find: @escaping @Sendable () async throws -> String?,
        done: @escaping @Sendable () async -> Void
    ) {
        (self.secret, self.find, self.done) = (secret, find, done)
    }

    private static let client: HTTPClient = {
        var settings = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            // Between two pieces of an answer; the first may take as long as the work does.
            timeout: .init(connect: .seconds(2), read: .minutes(15)),
            connectionPool: .init(idleTimeout: .seconds(30), concurrentHTTP1ConnectionsPerHostSoftLimit: 64))
        settings.httpVersion = .http1Only
        // The address is that of another process of this archive, from the database both share, and its certificate is for
        // the name the world knows. What the two know each other by is a mark under a secret that is never sent.
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.certificateVerification = .none
        settings.tlsConfiguration = tls
        settings.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
    }()

    /// Whether there is a process that writes, as far as the database knows.
    func isThere() async -> Bool { ((try? await find()) ?? nil) != nil }

    /// What the process that writes answers to `request`.
    ///
    /// - Throws: `WebProblem.noWriter` where there is none for longer than a change takes; `.outcomeUnknown` where the
    ///   connection broke after something was sent that may have been done.
    func answer(_ request: Request, _ passed: PassedOn) async throws -> Response {
        let last = ContinuousClock.now + Self.patience
        let isRead = request.method == .get || request.method == .head
        while true {
            if let address = try await find() {
                do {
                    let response = try await send(request, passed, to: address)
                    if !isRead { await done() }
                    return response
                } catch let error where isRead || Self.isUnsent(error) {
                    try Task.checkCancellation()
                } catch let error as CancellationError {
                    throw error
                } catch {
                    throw WebProblem.outcomeUnknown
                }
            }
            guard ContinuousClock.now < last else { throw WebProblem.noWriter }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    /// No connection came about, so nothing of the request has left.
    private static func isUnsent(_ error: any Error) -> Bool {
        if let error = error as? HTTPClientError { return error == .connectTimeout }
        guard let error = error as? IOError else { return false }
        return [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH].contains(error.errnoCode)
    }

    /// Of one connection only, or made anew by who sends.
    private static let ownOfConnections: Set<String> = [
        "connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade", "proxy-connection", "expect",
        "content-length", "host",
    ]

    private func send(_ request: Request, _ passed: PassedOn, to address: String) async throws -> Response {
        var sent = HTTPClientRequest(url: address + (request.head.path ?? "/"))
        sent.method = HTTPMethod(rawValue: request.method.rawValue)
        for field in request.headers
        where !Self.ownOfConnections.contains(field.name.canonicalName) && !PassedOn.names.contains(field.name) {
            sent.headers.add(name: field.name.rawName, value: field.value)
        }
        if let host = request.head.authority { sent.headers.add(name: "Host", value: host) }
        for (name, value) in passed.fields(for: request.head, secret: secret) {
            sent.headers.add(name: name.rawName, value: value)
        }
        if let length = request.headers[.contentLength].flatMap({ Int64($0) }) {
            if length > 0 { sent.body = .stream(request.body, length: .known(length)) }
        } else if request.headers[.transferEncoding] != nil {
            sent.body = .stream(request.body, length: .unknown)
        }
        // Uploads may take hours: it is silence that ends a request, not its length.
        return try await Self.received(Self.client.execute(sent, deadline: .distantFuture), for: request.method)
    }

    private static func received(_ answer: HTTPClientResponse, for method: HTTPRequest.Method) async throws -> Response
    {
        var headers = HTTPFields()
        for (name, value) in answer.headers {
            guard let name = HTTPField.Name(name),
                name == .contentLength || !ownOfConnections.contains(name.canonicalName)
            else { continue }
            headers.append(HTTPField(name: name, value: value))
        }
        let status = HTTPResponse.Status(code: Int(answer.status.code), reasonPhrase: answer.status.reasonPhrase)
        let hasBody = method != .head && ![204, 304].contains(answer.status.code)
        guard hasBody else {
            for try await _ in answer.body {}
            return Response(status: status, headers: headers)
        }
        let length = headers[.contentLength].flatMap { Int($0) }
        let body = ResponseBody(contentLength: length) { writer in
            for try await piece in answer.body { try await writer.write(piece) }
            try await writer.finish(nil)
        }
        return Response(status: status, headers: headers, body: body)
    }
}
