import Archive
import Bytes
import HTTPTypes
import Hummingbird
import NIOCore

// Ways to answer: a page, a redirect, JSON, a file or a part of one.

extension Call {
    /// A page. For visitors without a session it carries an ETag and is checked again each time: what is withdrawn
    /// is gone from the next request on. What staff see is stored nowhere.
    func page(_ bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Response {
        var headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .contentLanguage: visit.language.tag,
        ]
        guard visit.person == nil, status == .ok else {
            headers[.cacheControl] = "no-store"
            return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        }
        headers[.cacheControl] = "no-cache"
        headers[.vary] = "Accept-Language, Cookie, Accept-Encoding"
        let packs = packs(bytes)
        // The same page in other bytes has another tag.
        let tag = EntityTag.quoted(Hash.short(bytes) + (packs ? "-gz" : ""))
        headers[.eTag] = tag
        if EntityTag.matches(header(.ifNoneMatch), tag) { return Response(status: .notModified, headers: headers) }
        if packs { headers[.contentEncoding] = "gzip" }
        return Response(
            status: status, headers: headers,
            body: .init(byteBuffer: ByteBuffer(bytes: packs ? bytes.gzipped() : bytes)))
    }

    /// On to another page after something was done, so that reloading does not do it again.
    func redirect(to path: Path, saying notice: String? = nil) -> Response {
        Response(
            status: .seeOther,
            headers: [.location: path.adding("done", notice).text, .cacheControl: "no-store"])
    }

    func json(_ bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Response {
        var headers: HTTPFields = [
            .contentType: "application/json; charset=utf-8", .cacheControl: "no-cache",
            .accessControlAllowOrigin: "*", .vary: "Accept-Encoding",
        ]
        let packs = packs(bytes)
        if packs { headers[.contentEncoding] = "gzip" }
        return Response(
            status: status, headers: headers,
            body: .init(byteBuffer: ByteBuffer(bytes: packs ? bytes.gzipped() : bytes)))
    }

    func plain(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    /// A file whose bytes never change under its tag: whole, a part, or nothing new. `read` is asked for the part only.
    func file(
        _ file: ServedFile, _ read: @escaping @Sendable (Range<Int64>) async throws -> ByteStream
    ) -> Response {
        let tag = EntityTag.quoted(file.tag)
        var headers: HTTPFields = [
            .contentType: file.mime, .acceptRanges: "bytes", .eTag: tag,
            // Even what never changes may be withdrawn: it is asked for again each time.
            .cacheControl: "private, no-cache",
            // Whatever the file holds, it runs nothing here.
            .contentSecurityPolicy: "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        ]
        if let name = file.name { headers[.contentDisposition] = ServedFile.disposition(name) }
        if EntityTag.matches(header(.ifNoneMatch), tag) { return Response(status: .notModified, headers: headers) }
        var wanted = ByteRange(header(.range), of: file.bytes)
        if let condition = header(.ifRange), condition != tag { wanted = .whole }
        let range: Range<Int64>
        var status = HTTPResponse.Status.ok
        switch wanted {
        case .whole: range = 0..<file.bytes
        case .part(let part):
            range = part
            status = .partialContent
            headers[.contentRange] = "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(file.bytes)"
        case .unsatisfiable:
            headers[.contentRange] = "bytes */\(file.bytes)"
            return Response(status: .rangeNotSatisfiable, headers: headers)
        }
        if request.method == .head {
            headers[.contentLength] = String(range.count)
            return Response(status: status, headers: headers)
        }
        let body = ResponseBody(contentLength: range.count) { writer in
            if !range.isEmpty {
                for try await chunk in try await read(range) { try await writer.write(ByteBuffer(bytes: chunk)) }
            }
            try await writer.finish(nil)
        }
        return Response(status: status, headers: headers, body: body)
    }
}

/// What is said about a file before its bytes.
struct ServedFile {
    var mime: String
    var bytes: Int64
    /// Stands for the bytes: their digest.
    var tag: String
    /// The name to save it under; `nil` for an image of the page itself.
    var name: String?

    /// An attachment with its name in both forms of RFC 6266: ASCII for old programs, UTF-8 for the rest.
    static func disposition(_ name: String) -> String {
        let plain = String(
            decoding: name.utf8.map { byte -> UInt8 in
                switch byte {
                case 48...57, 65...90, 97...122, UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"): byte
                default: UInt8(ascii: "_")
                }
            }, as: UTF8.self)
        return "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(name.percentEncoded)"
    }
}

extension HTTPField.Name {
    static let contentSecurityPolicy = HTTPField.Name("Content-Security-Policy")!
}
