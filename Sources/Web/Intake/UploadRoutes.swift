import Archive
import Foundation
import HTTPTypes
import Hummingbird
import Intake

// Uploads that survive a broken line, for the desk and for programs: tus 1.0 with creation, expiration and termination.

extension Pages {
    var uploadRoutes: [Route] {
        [
            .stream(.options, "/api/v1/uploads", .anyone) { _ in Tus.capabilities(largest: gate.largest) },
            .stream(.post, "/api/v1/uploads", .duty(.submit)) { call in try await tus(call, beginUpload) },
            .get("/api/v1/uploads/{id}", .duty(.submit)) { call in try await tus(call, askUpload) },
            .stream(.patch, "/api/v1/uploads/{id}", .duty(.submit)) { call in try await tus(call, continueUpload) },
            .stream(.delete, "/api/v1/uploads/{id}", .duty(.submit)) { call in try await tus(call, dropUpload) },
        ]
    }

    /// Answers in the words of the protocol, problems too.
    private func tus(_ call: Call, _ answer: (Call, Agent) async throws -> Response) async throws -> Response {
        var response: Response
        do {
            if call.route.method != .get { try checkToken(call, call.header(.formToken)) }
            guard call.header(.tusResumable) == Tus.version || call.request.method == .get else {
                throw Tus.Problem.version
            }
            response = try await answer(call, try call.agent(.submit))
        } catch let problem as any Explained {
            response = call.json(problemJSON(problem, request: call.id).canonical, status: Tus.status(of: problem))
            if problem.isTransient || (problem as? WebProblem)?.retryAfter != nil {
                response.headers[.retryAfter] = String((problem as? WebProblem)?.retryAfter ?? 30)
            }
        }
        response.headers[.tusResumable] = Tus.version
        response.headers[.cacheControl] = "no-store"
        response.headers[.accessControlAllowOrigin] = nil
        return response
    }

    private func beginUpload(_ call: Call, _ agent: Agent) async throws -> Response {
        guard let length = call.header(.uploadLength).flatMap({ Int64($0) }), length > 0 else {
            throw Tus.Problem.header("Upload-Length")
        }
        guard length <= gate.largest else { throw WebProblem.tooLarge(limit: gate.largest) }
        let about = try Tus.metadata(call.header(.uploadMetadata))
        guard let name = about["filename"].map({ FileName($0) }), !name.bytes.isEmpty else {
            throw Tus.Problem.header("Upload-Metadata: filename")
        }
        let person = try call.person()
        let own = person.roles.contains(.agencyOfficer) ? person.agency ?? "" : nil
        let digest = try about["sha256"].map { text in
            guard let digest = Digest(.sha256, hex: text.lowercased()) else {
                throw Tus.Problem.header("Upload-Metadata: sha256")
            }
            return digest
        }
        let upload = OpenUpload(
            name: name, length: length, agency: own ?? about["agency"] ?? "",
            supersedes: try await supersedes(about["supersedes"], own), note: about["note"], sha256: digest,
            owner: agent, at: rooms.clock.now)
        try await rooms.desk.begin(upload)
        var response = Response(status: .created)
        response.headers[.location] = "/api/v1/uploads/\(upload.id)"
        Tus.describe(upload, in: &response)
        return response
    }

    private func askUpload(_ call: Call, _ agent: Agent) async throws -> Response {
        var upload = try await rooms.desk.upload(try call.value("id"), of: agent)
        var response = Response(status: .ok)
        // The last answer may have been lost: whoever asks about a whole upload is told its receipt.
        if upload.isWhole { upload = try await finish(upload, agent, &response) }
        Tus.describe(upload, in: &response)
        return response
    }

    private func continueUpload(_ call: Call, _ agent: Agent) async throws -> Response {
        guard call.header(.contentType) == "application/offset+octet-stream" else { throw Tus.Problem.contentType }
        guard let offset = call.header(.uploadOffset).flatMap({ Int64($0) }), offset >= 0 else {
            throw Tus.Problem.header("Upload-Offset")
        }
        let id = try call.value("id")
        let length = call.header(.contentLength).flatMap { Int64($0) }
        var upload = try await gate.pass(length) {
            let body = UploadBody(raw: call.request.body, length: length, gate: gate)
            return try await rooms.desk.append(body.bytes(), at: offset, to: id, of: agent)
        }
        var response = Response(status: .noContent)
        if upload.isWhole { upload = try await finish(upload, agent, &response) }
        Tus.describe(upload, in: &response)
        return response
    }

    private func finish(_ upload: OpenUpload, _ agent: Agent, _ response: inout Response) async throws -> OpenUpload {
        let accession = try await rooms.desk.receive(upload)
        response.headers[.receipt] = accession.number
        response.headers[.receiptPage] = "/desk/accessions/\(accession.id.text)"
        return try await rooms.desk.upload(upload.id, of: agent)
    }

    private func dropUpload(_ call: Call, _ agent: Agent) async throws -> Response {
        try await rooms.desk.drop(try await rooms.desk.upload(try call.value("id"), of: agent))
        return Response(status: .noContent)
    }
}

/// What the tus protocol asks for. Source: tus resumable upload protocol 1.0.0.
enum Tus {
    static let version = "1.0.0"

    enum Problem: Explained, Hashable {
        case version
        case contentType
        /// A header is missing or cannot be read.
        case header(String)

        var code: String {
            switch self {
            case .version: "web.tus-version"
            case .contentType: "web.tus-content-type"
            case .header: "web.tus-header"
            }
        }

        var what: Words {
            switch self {
            case .version: Words(zh: "这里用的是 tus 1.0.0。", en: "This speaks tus 1.0.0.")
            case .contentType:
                Words(
                    zh: "续传的内容类型应是 application/offset+octet-stream。",
                    en: "The content type is application/offset+octet-stream.")
            case .header(let name):
                Words(zh: "请求头 \(name) 缺失或读不懂。", en: "The header \(name) is missing or cannot be read.")
            }
        }

        var next: Words { Words(zh: "请按 tus 1.0.0 发送。", en: "Send it as tus 1.0.0 says.") }
    }

    static func status(of problem: any Explained) -> HTTPResponse.Status {
        switch problem {
        case Problem.version: .preconditionFailed
        case Problem.contentType: .unsupportedMediaType
        case Problem.header: .badRequest
        case UploadProblem.otherOffset: .conflict
        case UploadProblem.busy: HTTPResponse.Status(code: 423, reasonPhrase: "Locked")
        case UploadProblem.tooLong: .contentTooLarge
        case UploadProblem.otherDigest: HTTPResponse.Status(code: 460, reasonPhrase: "Checksum Mismatch")
        default: problem.httpStatus
        }
    }

    static func capabilities(largest: Int64) -> Response {
        var response = Response(status: .noContent)
        response.headers[.tusResumable] = version
        response.headers[.init("Tus-Version")!] = version
        response.headers[.init("Tus-Extension")!] = "creation,expiration,termination"
        response.headers[.init("Tus-Max-Size")!] = String(largest)
        return response
    }

    static func describe(_ upload: OpenUpload, in response: inout Response) {
        response.headers[.uploadOffset] = String(upload.offset)
        response.headers[.uploadLength] = String(upload.length)
        if upload.accession == nil { response.headers[.uploadExpires] = upload.expiresAt.httpDate }
    }

    /// `filename d29ybGQ=,note`: names with values in base64.
    static func metadata(_ header: String?) throws(Problem) -> [String: String] {
        var values: [String: String] = [:]
        for pair in (header ?? "").split(separator: ",") {
            let parts = pair.split(separator: " ", omittingEmptySubsequences: true)
            guard let name = parts.first, parts.count <= 2 else { throw .header("Upload-Metadata") }
            guard parts.count == 2 else { continue }
            guard let bytes = Data(base64Encoded: String(parts[1])), let text = String(validating: bytes, as: UTF8.self)
            else {
                throw .header("Upload-Metadata: \(name)")
            }
            values[String(name)] = text
        }
        return values.filter { !$0.value.isEmpty }
    }
}

extension Instant {
    /// `Wed, 25 Nov 2026 17:28:43 GMT`. Source: RFC 9110, 5.6.7.
    fileprivate var httpDate: String {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(identifier: "GMT")
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        return format.string(from: Date(timeIntervalSince1970: Double(microseconds / 1_000_000)))
    }
}

extension HTTPField.Name {
    static let tusResumable = Self("Tus-Resumable")!
    static let uploadOffset = Self("Upload-Offset")!
    static let uploadLength = Self("Upload-Length")!
    static let uploadMetadata = Self("Upload-Metadata")!
    static let uploadExpires = Self("Upload-Expires")!
    /// The receipt number of what an upload became.
    static let receipt = Self("Lantai-Receipt")!
    static let receiptPage = Self("Lantai-Page")!
}
