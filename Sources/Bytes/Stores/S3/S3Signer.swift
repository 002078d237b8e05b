import Archive
import COpenSSL
import Foundation
import Synchronization

/// AWS Signature Version 4 of single requests, payload included.
///
/// Source: AWS General Reference, Signature Version 4 signing process.
struct S3Signer: Sendable {
    let credentials: S3Credentials
    let region: String

    /// The value of `Authorization`. `query` is encoded and sorted already, `path` encoded; `headers` in lower case,
    /// sorted by name, all of them signed.
    func authorization(
        method: String, path: String, query: String, headers: [(name: String, value: String)], payload: String,
        at moment: S3Moment
    ) -> String {
        let names = headers.map(\.name).joined(separator: ";")
        let request =
            ([method, path, query] + headers.map { "\($0.name):\($0.value)" } + ["", names, payload])
            .joined(separator: "\n")
        let scope = "\(moment.day)/\(region)/s3/aws4_request"
        let text = "AWS4-HMAC-SHA256\n\(moment.text)\n\(scope)\n\(sha256(Array(request.utf8)).hex)"
        let key = ["\(region)", "s3", "aws4_request"].reduce(
            hmac(Array(("AWS4" + credentials.secret).utf8), moment.day), hmac)
        return "AWS4-HMAC-SHA256 Credential=\(credentials.accessKey)/\(scope), SignedHeaders=\(names), Signature="
            + hmac(key, text).hex
    }
}

private func hmac(_ key: [UInt8], _ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    return [UInt8](unsafeUninitializedCapacity: 32) { out, count in
        var length: UInt32 = 0
        let done = HMAC(EVP_sha256(), key, Int32(key.count), bytes, bytes.count, out.baseAddress, &length)
        precondition(done != nil && length == 32, "OpenSSL cannot compute HMAC-SHA-256")
        count = 32
    }
}

/// A moment as signatures write it: `20261126T021500Z`, and its day.
struct S3Moment: Sendable {
    let text: String
    var day: String { String(text.prefix(8)) }

    init(_ date: Date) {
        text = date.formatted(.iso8601).filter { !"-:".contains($0) }
    }
}

/// Percent-encoded as signatures want it: all but unreserved characters, and slashes where they are kept.
func s3Encoded(_ text: String, keepingSlashes: Bool = false) -> String {
    var out: [UInt8] = []
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in text.utf8 {
        switch byte {
        case 48...57, 65...90, 97...122, 45, 46, 95, 126: out.append(byte)
        case 47 where keepingSlashes: out.append(byte)
        default: out += [37, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
    return String(decoding: out, as: UTF8.self)
}
