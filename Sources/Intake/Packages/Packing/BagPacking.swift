import Archive
import Bytes

/// Lays out a bag (BagIt 1.0, RFC 8493): the agency's table and files as they are below `data`, manifests by SHA-512 and SHA-256.
struct BagPacking {
    let order: PackOrder
    let agency: String

    /// - Parameter files: the agency's files that are packed, and their paths below `data`.
    func lay(_ files: [(n: Int64, name: FileName)], in tree: inout PackTree) throws {
        let bag = FileName(order.stem)
        for (n, name) in files { tree.put(n, at: bag / FileName("data") / name) }
        let payload = tree.listing.numbers
        let info = info(tree.listing)
        try tree.make(
            "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", at: bag / FileName("bagit.txt"), .made)
        try tree.make(info, at: bag / FileName("bag-info.txt"), .made)
        for algorithm in [Digest.Algorithm.sha512, .sha256] {
            let name = "manifest-\(Self.name(algorithm)).txt"
            try tree.make(Self.lines(payload, algorithm, tree, below: bag), at: bag / FileName(name), .made)
        }
        let tags = payload.upperBound..<tree.listing.numbers.upperBound
        for algorithm in [Digest.Algorithm.sha512, .sha256] {
            let name = "tagmanifest-\(Self.name(algorithm)).txt"
            try tree.make(Self.lines(tags, algorithm, tree, below: bag), at: bag / FileName(name), .made)
        }
    }

    /// - Parameter listing: the payload alone.
    private func info(_ listing: Listing) -> String {
        var lines = ["Bagging-Date: \(order.moment.day.text)"]
        if !agency.isEmpty { lines.insert("Source-Organization: \(Self.line(agency))", at: 0) }
        if !order.about.isEmpty { lines.append("External-Description: \(Self.line(order.about))") }
        lines.append("Payload-Oxum: \(listing.totalBytes).\(listing.count)")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func name(_ algorithm: Digest.Algorithm) -> String { algorithm == .sha512 ? "sha512" : "sha256" }

    private static func line(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    /// `digest  path` a line; line ends and percent signs in names written as the standard writes them.
    private static func lines(
        _ numbers: Range<Int64>, _ algorithm: Digest.Algorithm, _ tree: PackTree, below bag: FileName
    ) -> [UInt8] {
        var out: [UInt8] = []
        for n in numbers {
            out += Array((tree.listing.digests(n)[algorithm].hex + "  ").utf8)
            for byte in tree.listing.path(n).bytes.dropFirst(bag.bytes.count + 1) {
                switch byte {
                case UInt8(ascii: "%"): out += Array("%25".utf8)
                case 0x0A: out += Array("%0A".utf8)
                case 0x0D: out += Array("%0D".utf8)
                default: out.append(byte)
                }
            }
            out.append(0x0A)
        }
        return out
    }
}
