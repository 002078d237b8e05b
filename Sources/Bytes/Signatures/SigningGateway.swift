import Archive
import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL

/// What a signing server is asked to sign, and for whom.
package struct SigningRequest: Sendable {
    package let content: [UInt8]
    /// Stable: `handover`.
    package let purpose: String
    /// What it is about, as people call it: the receipt number.
    package let subject: String
    /// The account at whose word it is signed, and the name of the person.
    package let account: String
    package let name: String

    package init(_ content: [UInt8], purpose: String, subject: String, account: String, name: String) {
        (self.content, self.purpose, self.subject) = (content, purpose, subject)
        (self.account, self.name) = (account, name)
    }

    func json(_ kind: SealKind) -> JSON {
        [
            "schema": "lantai.sign-request/1", "kind": .string(kind.rawValue),
            "content": .string(Data(content).base64EncodedString()),
            "digests": ["sm3": .string(digest(content, .sm3).hex), "sha256": .string(sha256(content).hex)],
            "purpose": .string(purpose), "subject": .string(subject),
            "signer": ["account": .string(account), "name": .string(name)],
        ]
    }
}

/// The way to a signature server (签名验签服务器) or a seal platform (电子签章系统): one question in JSON, which an integrator answers in
/// front of whatever the archive bought. Source: docs/how-to/connect-a-signing-server.md; decision 0038.
package struct SigningGateway: Sendable, Hashable {
    package let kind: SealKind
    package let address: String
    private let tokenFile: String?
    private let authorities: String?
    private let patience: Int64

    /// Bytes of an answer, and of a value: a real seal with its picture has some tens of thousands.
    private static let mostBytes = 2 << 20
    private static let mostValue = 1 << 20

    /// A connection for each question: they are rare, and one that was kept may have been closed at the other end.
    private static let client: HTTPClient = {
        var settings = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(5), read: .seconds(60)))
        settings.httpVersion = .http1Only
        settings.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
    }()

    /// `nil` unless `address` is one of `https`, or of `http` on this machine: a token must not be seen on the way.
    /// - Parameters:
    ///   - tokenFile: holds the token by which the server knows this archive. Read for each question, as is the next.
    ///   - authorities: a PEM file of authorities to trust for TLS; `nil`: those of the system.
    ///   - patience: seconds waited for its answer.
    package init?(
        _ kind: SealKind, _ address: String, tokenFile: String? = nil, authorities: String? = nil, patience: Int64 = 30
    ) {
        guard let url = URL(string: address), let host = url.host, !host.isEmpty, url.user == nil else { return nil }
        let isHere = ["127.0.0.1", "localhost", "::1", "[::1]"].contains(host)
        guard url.scheme == "https" || url.scheme == "http" && isHere else { return nil }
        (self.kind, self.address, self.tokenFile) = (kind, address, tokenFile)
        (self.authorities, self.patience) = (authorities, patience)
    }

    /// The value, in DER. It is of the form that was asked for; what it says and by whom is for the asker to judge.
    /// - Throws: `SigningProblem`, `CancellationError`
    package func value(for asked: SigningRequest) async throws -> [UInt8] {
        let (status, body) = try await send(asked.json(kind).canonical)
        let answer = try? JSON(parsing: body)
        switch status {
        case 200: break
        case 400..<500:
            throw SigningProblem.refused(address, answer?["reason"]?.string.flatMap(Self.line) ?? "HTTP \(status)")
        default: throw SigningProblem.silent(address, "HTTP \(status)")
        }
        let text = answer?["value"]?.string?.filter { !$0.isWhitespace }
        guard answer?["kind"]?.string == kind.rawValue, let bytes = text.flatMap({ Data(base64Encoded: $0) }),
            bytes.count <= Self.mostValue
        else { throw SigningProblem.unreadable(address) }
        let value = Array(bytes)
        switch kind {
        case .cms: guard SignedMessage(value) != nil else { throw SigningProblem.unreadable(address) }
        case .seal: guard SealedSignature(value) != nil else { throw SigningProblem.unreadable(address) }
        }
        return value
    }

    /// A reason as one line of a page; `nil` if nothing is left of it.
    private static func line(_ reason: String) -> String? {
        let line = reason.unicodeScalars.prefix(300).map { $0.value < 32 || $0.value == 127 ? " " : String($0) }
            .joined()
        let text = line.trimmingCharacters(in: .whitespaces)
        return text.isEmpty ? nil : text
    }

    private func send(_ question: [UInt8]) async throws -> (status: UInt, body: [UInt8]) {
        var request = HTTPClientRequest(url: address)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.headers.add(name: "accept", value: "application/json")
        request.headers.add(name: "connection", value: "close")
        if let tokenFile {
            request.headers.add(name: "authorization", value: "Bearer \(try await Self.token(in: tokenFile))")
        }
        if let authorities { request.tlsConfiguration = try await Self.trust(in: authorities) }
        request.body = .bytes(ByteBuffer(bytes: question))
        do {
            let answer = try await Self.client.execute(request, timeout: .seconds(patience))
            let body = try await answer.body.collect(upTo: Self.mostBytes)
            return (answer.status.code, Array(body.readableBytesView))
        } catch let error as CancellationError {
            throw error
        } catch is NIOTooManyBytesError {
            throw SigningProblem.unreadable(address)
        } catch {
            try Task.checkCancellation()
            throw SigningProblem.silent(address, "\(error)")
        }
    }

    private static func token(in file: String) async throws -> String {
        let bytes = try await onFileThread { try? DurableFile.read(file) }
        let token = bytes.map { String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines) }
        guard let token, !token.isEmpty, token.utf8.allSatisfy({ (33...126).contains($0) }) else {
            throw SigningProblem.file(file)
        }
        return token
    }

    private static func trust(in file: String) async throws -> TLSConfiguration {
        let certificates = try await onFileThread { try? NIOSSLCertificate.fromPEMFile(file) }
        guard let certificates, !certificates.isEmpty else { throw SigningProblem.file(file) }
        var trust = TLSConfiguration.makeClientConfiguration()
        trust.trustRoots = .certificates(certificates)
        return trust
    }
}
