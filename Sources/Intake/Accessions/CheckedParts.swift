import Archive
import Bytes

/// The listing and the records of a checked package as act documents, a thousand lines each, made one by one, and the pictures of the
/// seals on it.
struct CheckedParts: Sequence, Sendable {
    private let accession: AccessionID
    private let listing: Listing
    private let facts: FileFactsTable
    private let records: RowsOnDisk<RecordLine>
    private let pictures: [SealPicture]
    /// By place.
    private let roles: [FileRole]

    private static let lines = 1000

    init(_ accession: AccessionID, _ outcome: CheckRun.Outcome) {
        self.accession = accession
        listing = outcome.package.listing
        facts = outcome.package.facts
        records = outcome.package.records
        pictures = outcome.package.signatures.content.pictures.sorted { $0.key.hex < $1.key.hex }.map(\.value)
        var roles = [FileRole](repeating: .package, count: listing.count)
        for record in records {
            if record.metadata > 0 { roles[Int(record.metadata) - 1] = .metadata }
            for content in record.contents { roles[Int(content.file) - 1] = content.role }
        }
        self.roles = roles
    }

    func makeIterator() -> some IteratorProtocol<JSON> {
        let files = stride(from: 0, to: listing.count, by: CheckedParts.lines).lazy.map { start in
            let end = Swift.min(start + CheckedParts.lines, listing.count)
            return part("files", (start..<end).map { file(Int64($0) + 1).json })
        }
        let lines = stride(from: 0, to: records.count, by: CheckedParts.lines).lazy.map { start in
            part("records", records[start..<Swift.min(start + CheckedParts.lines, records.count)].map(\.json))
        }
        let shown = pictures.lazy.map { picture in picture.act(accession) }
        return [AnySequence(files), AnySequence(lines), AnySequence(shown)].lazy.joined().makeIterator()
    }

    private func part(_ what: String, _ lines: [JSON]) -> JSON {
        ["schema": "lantai.checked-part/1", "accession": .string(accession.text), what: .array(lines)]
    }

    private func file(_ n: Int64) -> PackagedFile {
        PackagedFile(
            n: n, path: listing.path(n), rawPath: listing.rawPath(n), bytes: listing.bytes(n),
            digests: listing.digests(n), format: facts[n]?.format, role: roles[Int(n) - 1], pages: facts[n]?.pages,
            hasText: facts[n]?.hasText ?? false, source: listing.source(n))
    }

    /// SHA-256 of the lines that both sides sign.
    static func listingDigest(_ listing: Listing) -> Digest {
        var digest = MultiDigest([.sha256])
        listing.eachSumLine { digest.update($0) }
        return digest.finish()[0]
    }
}
