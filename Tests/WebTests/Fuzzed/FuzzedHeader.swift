@testable import Web

/// Headers and queries of requests, and what must hold whatever the bytes are: see `fuzz/`.
enum FuzzedHeader {
    static let name = "headers"

    /// A range is a part of the file and not empty; a cookie is one of the header; a tag that matches stands there; of a query no
    /// more fields come out than were let in.
    static func broken(by bytes: [UInt8]) -> String? {
        let text = String(decoding: bytes, as: UTF8.self)
        for total: Int64 in [0, 1, 1000, .max] {
            guard case .part(let range) = ByteRange(text, of: total) else { continue }
            guard !range.isEmpty, range.lowerBound >= 0, range.upperBound <= total else {
                return "\(range) of \(total)"
            }
        }
        if let value = Cookies.value("session", in: text) {
            guard !value.contains(";"), text.contains(value) else { return "the cookie \(value)" }
        }
        if EntityTag.matches(text, "\"a\""), !text.contains("\"a\""), !text.contains("*") {
            return "a tag that is not there"
        }
        if let form = try? Form(urlEncoded: text, limit: 100) {
            guard form.fields.count <= 100 else { return "\(form.fields.count) fields" }
            for field in form.fields {
                guard field.name.utf8.count + field.value.utf8.count <= 3 * bytes.count else {
                    return "more than was sent"
                }
            }
        } else if bytes.count(where: { $0 == UInt8(ascii: "&") }) < 100 {
            return "a query of few fields is refused"
        }
        return nil
    }
}
