import Archive
import Glibc
import HTTPTypes

// Pages on the wire by gzip, for readers who take it: a page of results is a fifth then.

extension Call {
    /// Shorter ones gain nothing.
    private static let shortest = 1000

    /// Whether `bytes` go packed: for readers without a session, and never with a form's token. A secret packed together with
    /// what somebody else may choose (a query) can be guessed from lengths (BREACH).
    func packs(_ bytes: [UInt8]) -> Bool {
        visit.person == nil && bytes.count >= Self.shortest && takesGzip && !Self.holdsToken(bytes)
    }

    /// Whether the reader takes gzip (RFC 9110, `Accept-Encoding`).
    var takesGzip: Bool {
        header(.acceptEncoding)?.split(separator: ",").contains { each in
            let parts = each.lowercased().split(separator: ";").map { $0.trimmed.replacing(" ", with: "") }
            guard let name = parts.first, ["gzip", "x-gzip"].contains(name) else { return false }
            return !parts.dropFirst().contains {
                $0.hasPrefix("q=0") && $0.dropFirst(3).allSatisfy { ".0".contains($0) }
            }
        } ?? false
    }

    private static let tokenField = Array("name=\"\(FormToken.field)\"".utf8)

    private static let hyphen = tokenField.firstIndex(of: UInt8(ascii: "-")) ?? 0

    private static func holdsToken(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { bytes in
            var start = 0
            while let base = bytes.baseAddress, start + tokenField.count <= bytes.count,
                let found = memchr(base + start, Int32(UInt8(ascii: "-")), bytes.count - start)
            {
                // The hyphen of the name: everything around it must fit.
                let begin = base.distance(to: UnsafeRawPointer(found)) - hyphen
                if begin >= 0, begin + tokenField.count <= bytes.count,
                    memcmp(base + begin, tokenField, tokenField.count) == 0
                {
                    return true
                }
                start = begin + hyphen + 1
            }
            return false
        }
    }
}

extension [UInt8] {
    /// By gzip: level 4 takes a third of the time of 9, and a page is hardly larger.
    func gzipped(level: Int32 = 4) -> [UInt8] { Deflater(.gzip, level: level).add(self, isLast: true) }
}
