import Archive

/// One line of a manifest.
struct ManifestLine {
    let digest: String
    /// The path as it stands.
    let path: String
    /// `*` in front of the path, as md5sum marks binary files.
    let isMarked: Bool

    /// `nil` for a line that is none.
    init?(_ text: String) {
        let plain = text.drop { $0 == " " || $0 == "\t" }
        guard let end = plain.firstIndex(where: { $0 == " " || $0 == "\t" }) else { return nil }
        let rest = plain[end...].drop { $0 == " " || $0 == "\t" }
        let path = rest.first == "*" ? rest.dropFirst() : rest
        guard !path.isEmpty else { return nil }
        (digest, self.path, isMarked) = (plain[..<end].lowercased(), String(path), rest.first == "*")
    }
}

/// Finds the files that manifests name, in whatever way they write the names.
final class BagNames {
    /// How a name is written that is not written as it should be.
    enum Oddity: Hashable { case dotSlash, backslash, normalised }

    enum Place {
        case file(Int64, Oddity?)
        /// Nothing lies there.
        case missing
        /// It leads out of the bag.
        case outside
    }

    private let listing: Listing
    private let bag: Bag
    /// Paths by what they look like; made when the first name is not found byte by byte.
    private lazy var alike = FirstPlaces(count: listing.count) { [listing] in listing.path(Int64($0) + 1).display }

    init(_ bag: Bag, _ listing: Listing) { (self.bag, self.listing) = (bag, listing) }

    func isPayload(_ n: Int64) -> Bool { listing.path(n).bytes.starts(with: bag.payload.bytes + [UInt8(ascii: "/")]) }

    func find(_ path: String) -> Place {
        let spellings = BagNames.decoded(path).map { [$0, path] } ?? [path]
        for spelling in spellings {
            if let n = exact(spelling) { return .file(n, nil) }
        }
        if BagNames.leadsOutside(path) { return .outside }
        for spelling in spellings {
            if spelling.hasPrefix("./"), let n = exact(String(spelling.dropFirst(2))) { return .file(n, .dotSlash) }
            let turned = spelling.replacing("\\", with: "/")
            let plain = turned.hasPrefix("./") ? String(turned.dropFirst(2)) : turned
            if plain != spelling, let n = exact(plain) { return .file(n, .backslash) }
            let whole = inside(plain).display
            if let place = alike.place(of: whole, keyAt: { [listing] in listing.path(Int64($0) + 1).display }) {
                return .file(Int64(place) + 1, .normalised)
            }
        }
        return .missing
    }

    private func inside(_ path: String) -> FileName { bag.prefix.map { $0 / FileName(path) } ?? FileName(path) }

    private func exact(_ path: String) -> Int64? { path.isEmpty ? nil : listing.find(inside(path)) }

    /// `%0A`, `%0D` and `%25` as what they stand for; `nil` if there is none of them.
    static func decoded(_ path: String) -> String? {
        guard path.utf8.contains(UInt8(ascii: "%")) else { return nil }
        let plain = path.replacing("%0A", with: "\n").replacing("%0a", with: "\n").replacing("%0D", with: "\r")
            .replacing("%0d", with: "\r").replacing("%25", with: "%")
        return plain == path ? nil : plain
    }

    /// Absolute, in someone's home, on a drive, or upwards, with slashes of either kind.
    static func leadsOutside(_ path: String) -> Bool {
        let bytes = Array(path.utf8)
        guard let first = bytes.first else { return true }
        if first == UInt8(ascii: "/") || first == UInt8(ascii: "\\") || first == UInt8(ascii: "~") { return true }
        if bytes.count >= 2, bytes[1] == UInt8(ascii: ":"), (65...90).contains(first) || (97...122).contains(first) {
            return true
        }
        return path.split { $0 == "/" || $0 == "\\" }.contains("..")
    }
}
