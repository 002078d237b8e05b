import Archive
import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL

/// One question to an object store. Bodies are in memory: nothing larger than a part is ever sent or asked for at once.
struct S3Request: Sendable {
    var method: HTTPMethod
    /// The object's name; `nil` for the bucket itself.
    var name: String?
    var query: [(name: String, value: String)] = []
    /// Names in lower case.
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []
    /// SHA-256 of the body, where it is known already.
    var payload: Digest?
    /// May it be sent again when nobody knows whether it arrived?
    var isRepeatable = true
    /// Bytes an answer may have.
    var limit = S3Element.limit
    /// How often it is sent at most; `nil` as often as the connection does.
    var attempts: Int?
}

/// An answer, its body read. Statuses: 2xx, and those the asker must judge (304, 404, 409, 412, 416).
struct S3Reply: Sendable {
    let status: Int
    let headers: HTTPHeaders
    /// The body, in pieces of at most `S3Reply.piece` bytes.
    let pieces: [[UInt8]]

    /// Bytes of a piece: with its head it stays below what the system is asked for anew each time (`Lantai.swift`).
    static let piece = ByteStream.chunk - 64

    var body: [UInt8] { pieces.count == 1 ? pieces[0] : Array(pieces.joined()) }

    var isDone: Bool { (200...299).contains(status) }
    var tag: String? { headers.first(name: "etag") }
}

/// Sends signed requests and tells what went wrong; sends again, with growing pauses, what may be sent again.
struct S3Connection: Sendable {
    var address: S3Address
    let bucket: String
    private let signer: S3Signer
    private let trust: TLSConfiguration?
    private let attempts: Int
    private let now: @Sendable () -> Date

    /// One client for the program: it keeps connections, and threads of its own kind that are never given back.
    static let client: HTTPClient = {
        var settings = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(5), read: .seconds(60)),
            connectionPool: .init(idleTimeout: .seconds(50), concurrentHTTP1ConnectionsPerHostSoftLimit: 16))
        settings.httpVersion = .http1Only
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
    }()

    init(_ settings: S3Settings, attempts: Int, now: @escaping @Sendable () -> Date) throws {
        address = try settings.address()
        bucket = settings.bucket
        signer = S3Signer(credentials: settings.credentials, region: settings.region)
        (self.attempts, self.now) = (attempts, now)
        if let file = settings.authorities {
            var trust = TLSConfiguration.makeClientConfiguration()
            do {
                // Read now, so that a wrong path is told when the house opens, not with the first request.
                trust.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(file))
            } catch {
                throw S3Problem.setting("ca-file", file)
            }
            self.trust = trust
        } else {
            trust = nil
        }
    }

    /// How a place is called in errors.
    func place(_ name: String?) -> String { "\(address.host)/\(bucket)" + (name.map { "/" + $0 } ?? "") }

    /// - Throws: `S3Problem`, `CancellationError`
    func send(_ request: S3Request) async throws -> S3Reply {
        let attempts = request.attempts ?? attempts
        for attempt in 1... {
            do {
                let reply = try await once(request)
                guard let problem = problem(of: reply, to: request) else { return reply }
                let again = problem.isTransient && problem != .full(place(request.name)) && !problem.isClock
                guard again, attempt < attempts else { throw problem }
            } catch let problem as S3Problem {
                throw problem
            } catch let error as CancellationError {
                throw error
            } catch {
                try Task.checkCancellation()
                guard request.isRepeatable, attempt < attempts else {
                    throw S3Problem.unreachable(place(request.name), told(error))
                }
            }
            // 0.1 s doubled each time to 5 s, up to half of it more so that many do not come back together.
            let pause = min(5000, 100 << min(attempt - 1, 6))
            try await Task.sleep(for: .milliseconds(pause + Int.random(in: 0...pause / 2)))
        }
        preconditionFailure("a loop without end")
    }

    private func once(_ request: S3Request) async throws -> S3Reply {
        let path = address.path + "/" + s3Encoded(request.name ?? "", keepingSlashes: true)
        let query = request.query.map { (s3Encoded($0.name), s3Encoded($0.value)) }.sorted { $0 < $1 }
            .map { "\($0.0)=\($0.1)" }.joined(separator: "&")
        let moment = S3Moment(now())
        let payload = (request.payload ?? sha256(request.body)).hex
        let headers =
            (request.headers + [
                ("host", address.host), ("x-amz-content-sha256", payload), ("x-amz-date", moment.text),
            ]).sorted { $0.0 < $1.0 }
        let signature = signer.authorization(
            method: request.method.rawValue, path: path, query: query, headers: headers, payload: payload, at: moment)
        var sent = HTTPClientRequest(
            url: "\(address.scheme)://\(address.host)\(path)" + (query.isEmpty ? "" : "?" + query))
        sent.method = request.method
        for header in headers { sent.headers.add(name: header.name, value: header.value) }
        sent.headers.add(name: "authorization", value: signature)
        sent.tlsConfiguration = trust
        if !request.body.isEmpty { sent.body = .bytes(ByteBuffer(bytes: request.body)) }
        // A minute, and a second for each 256 KiB there and back.
        let size = request.body.count + (request.method == .GET ? request.limit : 0)
        let answer = try await S3Connection.client.execute(sent, timeout: .seconds(60 + Int64(size >> 18)))
        let length = request.method == .HEAD ? 0 : answer.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
        var pieces: [[UInt8]] = []
        var piece: [UInt8] = []
        var count = 0
        for try await part in answer.body {
            var part = part
            guard count + part.readableBytes <= request.limit else {
                throw S3Problem.answer(place(request.name), "over \(request.limit) bytes")
            }
            while part.readableBytes > 0 {
                if piece.isEmpty { piece.reserveCapacity(max(0, min(length - count, S3Reply.piece))) }
                let taken = min(part.readableBytes, S3Reply.piece - piece.count)
                part.readWithUnsafeReadableBytes { bytes in
                    piece.append(contentsOf: bytes.prefix(taken))
                    return taken
                }
                count += taken
                if piece.count == S3Reply.piece {
                    pieces.append(piece)
                    piece = []
                }
            }
        }
        if !piece.isEmpty { pieces.append(piece) }
        return S3Reply(status: Int(answer.status.code), headers: answer.headers, pieces: pieces)
    }

    /// What an answer that is no good means; `nil` if the asker must judge it.
    private func problem(of reply: S3Reply, to request: S3Request) -> S3Problem? {
        // A multipart upload can fail after its 200 has been sent.
        let error =
            reply.isDone && request.method != .POST
            ? nil
            : S3Element(reply.body).flatMap {
                $0.name == "Error" ? $0 : nil
            }
        if reply.isDone && error == nil { return nil }
        let code = error?.first("Code") ?? ""
        let place = place(request.name)
        let said = code.isEmpty ? "HTTP \(reply.status)" : code
        switch code {
        case "NoSuchBucket": return .noBucket(bucket)
        case "RequestTimeTooSkewed", "RequestExpired": return .clockSkew(place, seconds: skew(reply))
        case "BadDigest", "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch", "ContentSHA256Mismatch":
            return .checksum(place)
        case "SlowDown", "InternalError", "ServiceUnavailable", "RequestTimeout", "OperationAborted",
            "ConditionalRequestConflict":
            return .busy(place, said)
        case "QuotaExceeded", "StorageFull", "XMinioStorageFull", "QuotaExceededException": return .full(place)
        case "NoSuchUpload", "NoSuchKey", "PreconditionFailed", "InvalidRange": return nil
        default: break
        }
        switch reply.status {
        case 304, 404, 412, 416: return nil
        case 401, 403: return .denied(place, said)
        case 409, 408, 429, 500, 502, 503, 504: return .busy(place, said)
        case 507: return .full(place)
        default: return .refused(place, status: reply.status, code)
        }
    }

    private func skew(_ reply: S3Reply) -> Int? {
        let reader = DateFormatter()
        reader.locale = Locale(identifier: "en_US_POSIX")
        reader.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
        guard let text = reply.headers.first(name: "date"), let theirs = reader.date(from: text) else { return nil }
        return Int(now().timeIntervalSince(theirs))
    }
}

extension S3Problem {
    fileprivate var isClock: Bool { if case .clockSkew = self { true } else { false } }
}

/// A network's error in a line.
private func told(_ error: any Error) -> String {
    String("\(error)".prefix { $0 != "\n" }.prefix(160))
}
