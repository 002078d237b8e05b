/// An address of HTTP taken apart by our own hand: what a package names is compared with what was configured piece by piece, and
/// nothing about it is left to be understood in another way by whoever sends the request.
///
/// Source: RFC 3986, 3.
package struct FetchAddress: Hashable, Sendable {
    /// `http` or `https`.
    let scheme: String
    /// In small letters; an address of IPv6 in its brackets.
    let host: String
    let port: Int
    /// The path, decoded, without an empty one at its end.
    let segments: [String]
    /// From the question mark on; `nil`: none.
    let query: String?
    /// What is asked for: path and query as written, characters beyond ASCII encoded.
    private let target: String

    /// What a request is sent to.
    package var text: String { "\(scheme)://\(host):\(port)\(target)" }

    /// `nil` for what is no such address, and for what may mean another place than it seems to: a user in front of the host, a
    /// fragment, a backslash, `..` or a slash within a segment in whatever encoding, empty segments.
    package init?(_ written: String) {
        guard written.utf8.allSatisfy({ $0 > 127 || Self.letters.contains($0) }),
            let colon = written.firstRange(of: "://")
        else {
            return nil
        }
        let scheme = written[..<colon.lowerBound].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        let rest = written[colon.upperBound...]
        let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        guard !rest.contains("#"), let (host, port) = Self.place(rest[..<end].lowercased()) else { return nil }
        let asked = rest[end...]
        guard !asked.contains(where: { "[]".contains($0) }) else { return nil }
        let mark = asked.firstIndex(of: "?") ?? asked.endIndex
        var segments: [String] = []
        var parts = asked[..<mark].split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        if parts.last?.isEmpty == true { parts.removeLast() }
        for part in parts {
            guard let segment = Self.decoded(part) else { return nil }
            segments.append(segment)
        }
        self.scheme = scheme
        (self.host, self.port) = (host, port ?? (scheme == "https" ? 443 : 80))
        self.segments = segments
        query = mark == asked.endIndex ? nil : String(asked[mark...])
        target = (asked.first == "/" ? "" : "/") + Self.encoded(asked)
    }

    /// What may stand in an address, beside characters beyond ASCII.
    private static let letters = Set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%".utf8)

    /// Host and port; a host has letters, digits, dots and hyphens, or is an address of IPv6.
    private static func place(_ authority: String) -> (host: String, port: Int?)? {
        let isNumbered = authority.first == "["
        let end =
            isNumbered
            ? authority.firstIndex(of: "]").map(authority.index(after:))
            : authority.firstIndex(of: ":") ?? authority.endIndex
        guard let end else { return nil }
        let host = String(authority[..<end])
        let letters = Set(isNumbered ? "0123456789abcdef:." : "0123456789abcdefghijklmnopqrstuvwxyz-._")
        guard !host.isEmpty, (isNumbered ? host.dropFirst().dropLast() : host[...]).allSatisfy(letters.contains) else {
            return nil
        }
        let rest = authority[end...]
        if rest.isEmpty { return (host, nil) }
        guard rest.first == ":", let port = Int(rest.dropFirst()), (1...65_535).contains(port),
            rest.dropFirst().allSatisfy(\.isASCII), rest.dropFirst().first != "+"
        else { return nil }
        return (host, port)
    }

    /// A segment as its server may understand it, decoded once; `nil` if it leads elsewhere, decoded ever so often.
    private static func decoded(_ part: Substring) -> String? {
        guard !part.isEmpty, var plain = once(part) else { return nil }
        let first = plain
        for _ in 0..<4 {
            if plain.isEmpty || plain == "." || plain == ".." { return nil }
            if plain.unicodeScalars.contains(where: { $0 == "/" || $0 == "\\" || $0.value < 32 || $0.value == 127 }) {
                return nil
            }
            guard let next = once(plain[...]), next != plain else { return first }
            plain = next
        }
        return nil
    }

    /// `nil` unless each `%` stands before two digits, and all is UTF-8.
    private static func once(_ part: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(part.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private static func encoded(_ text: Substring) -> String {
        text.utf8.map { byte in
            guard byte > 127 else { return String(UnicodeScalar(byte)) }
            return "%" + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}

/// What addresses a configured source vouches for: those of the same scheme, host and port whose path goes on from its own.
package struct FetchPrefix: Hashable, Sendable {
    private let address: FetchAddress
    /// As it was written, with a slash at its end.
    package let text: String

    /// `nil` for what is no address of HTTP, or has a query.
    package init?(_ written: String) {
        guard let address = FetchAddress(written), address.query == nil else { return nil }
        self.address = address
        text = written.hasSuffix("/") ? written : written + "/"
    }

    /// Whole segments are compared, so `…/2026` says nothing of `…/2026-secret`.
    package func covers(_ other: FetchAddress) -> Bool {
        (other.scheme, other.host, other.port) == (address.scheme, address.host, address.port)
            && other.segments.count > address.segments.count && other.segments.starts(with: address.segments)
    }
}
