import Foundation
import Glibc
import Synchronization
import Testing

/// A browser without opinions: one connection a request, bytes out, bytes in, cookies kept.
final class TestClient: Sendable {
    struct Answer {
        let status: Int
        let headers: [(name: String, value: String)]
        let body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }
        subscript(name: String) -> String? {
            headers.first { $0.name.caseInsensitiveCompare(name) == .orderedSame }?.value
        }
        func all(_ name: String) -> [String] {
            headers.filter { $0.name.caseInsensitiveCompare(name) == .orderedSame }.map(\.value)
        }

        /// The token of the first form on the page.
        var formToken: String? {
            text.firstMatch(of: /name="form-token" value="([0-9a-f]+)"/).map { String($0.1) }
        }
    }

    let port: Int
    private let jar = Mutex<[String: String]>([:])

    init(port: Int) { self.port = port }

    var cookies: [String: String] { jar.withLock { $0 } }
    func forgetCookies() { jar.withLock { $0 = [:] } }
    func setCookie(_ name: String, _ value: String) { jar.withLock { $0[name] = value } }

    func get(_ path: String, _ headers: [(String, String)] = []) async throws -> Answer {
        try await send("GET", path, headers)
    }

    func post(_ path: String, _ fields: [(String, String)], _ headers: [(String, String)] = []) async throws -> Answer {
        var allowed = CharacterSet.alphanumerics
        allowed.insert(charactersIn: "-._~")
        let body = fields.map { name, value in
            name + "=" + value.addingPercentEncoding(withAllowedCharacters: allowed)!
        }.joined(separator: "&")
        return try await send(
            "POST", path, headers + [("Content-Type", "application/x-www-form-urlencoded")], Array(body.utf8))
    }

    /// Fills in the form on `page` and sends it, as somebody would who opened it first.
    func submit(_ page: String, to path: String? = nil, _ fields: [(String, String)]) async throws -> Answer {
        let token = try #require(try await get(page).formToken, "no form on \(page)")
        return try await post(path ?? page, [("form-token", token)] + fields)
    }

    func signIn(_ name: String, _ password: String = TestHouse.password) async throws {
        forgetCookies()
        let answer = try await submit("/desk/sign-in", [("name", name), ("password", password)])
        try #require(answer.status == 303, "\(name) could not sign in: \(answer.status)")
    }

    func send(
        _ method: String, _ path: String, _ headers: [(String, String)] = [], _ body: [UInt8]? = nil
    ) async throws -> Answer {
        var head = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
        let cookies = cookies
        if !cookies.isEmpty {
            head += "Cookie: " + cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") + "\r\n"
        }
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        if let body, !headers.contains(where: { $0.0 == "Content-Length" || $0.0 == "Transfer-Encoding" }) {
            head += "Content-Length: \(body.count)\r\n"
        }
        let bytes = Array((head + "\r\n").utf8) + (body ?? [])
        let answer = try Answer(try await raw(bytes))
        for cookie in answer.all("Set-Cookie") {
            let pair = cookie.split(separator: ";")[0].split(separator: "=", omittingEmptySubsequences: false)
            jar.withLock { jar in
                jar[String(pair[0])] = cookie.contains("Max-Age=0") ? nil : String(pair[1])
            }
        }
        return answer
    }

    /// Sends these bytes, says nothing more, and reads until the server closes.
    func raw(_ bytes: [UInt8]) async throws -> [UInt8] {
        let port = port
        return try await withCheckedThrowingContinuation { continuation in
            Thread { continuation.resume(with: Result { try TestClient.exchange(bytes, port) }) }.start()
        }
    }

    private struct Failed: Error { let step: String }

    private static func exchange(_ bytes: [UInt8], _ port: Int) throws -> [UInt8] {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw Failed(step: "socket") }
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Failed(step: "connect") }
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { break }
            sent += count
        }
        shutdown(socket, Int32(SHUT_WR))
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else { return answer }
            answer += buffer[..<count]
        }
    }
}

extension TestClient.Answer {
    struct Unreadable: Error { let bytes: String }

    /// Reads status, headers and body of one answer.
    fileprivate init(_ bytes: [UInt8]) throws {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else {
            throw Unreadable(bytes: String(decoding: bytes.prefix(200), as: UTF8.self))
        }
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        guard let status = lines[0].split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw Unreadable(bytes: lines[0])
        }
        self.status = status
        headers = lines.dropFirst().compactMap { line in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (String(line[..<colon]), line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces))
        }
        var rest = Array(bytes[end.upperBound...])
        if headers.contains(where: { $0.name.lowercased() == "transfer-encoding" && $0.value == "chunked" }) {
            var whole: [UInt8] = []
            while let line = rest.firstRange(of: [13, 10]),
                let size = Int(String(decoding: rest[..<line.lowerBound], as: UTF8.self), radix: 16), size > 0
            {
                whole += rest[line.upperBound..<(line.upperBound + size)]
                rest.removeFirst(line.upperBound + size + 2)
            }
            rest = whole
        }
        body = rest
    }
}
