import Archive

/// Understands packages of one layout. A new layout is a new folder with one of these in it.
protocol PackageReader: Sendable {
    var kind: PackageKind { get }

    /// Whether the names of its files say that a package is of this kind. `prefix` is the single folder around
    /// everything, if there is one.
    func recognises(_ listing: Listing, prefix: FileName?) -> Bool

    /// Reads what describes the package; the records stay unread. What is missing or wrong is told in the contents.
    func open(_ package: UnpackedPackage, prefix: FileName?, settings: IntakeSettings) throws -> PackageContents

    /// Reads the metadata of one record; `nil` where the layout has none and the list says it all.
    func metadata(of folder: RecordFolder, in package: UnpackedPackage) throws -> RecordMetadata?
}

extension PackageReader {
    /// Reads the metadata file `file`, whose bytes lie at `path`, without the rest of its package.
    func metadata(in file: PackagedFile, at path: String) throws -> RecordMetadata? {
        // A reader asks for one file of a listing: a listing of that one file is enough.
        var listing = Listing()
        listing.add(path: file.path, rawPath: file.rawPath, bytes: file.bytes, digests: file.digests)
        listing.seal()
        let alone = UnpackedPackage(listing: listing, faults: [], path: { _ in path })
        return try metadata(of: RecordFolder(path: file.path, metadata: [1], contents: []), in: alone)
    }
}

/// The readers of the house, the most particular first.
enum PackageReaders {
    static let all: [any PackageReader] = [
        BagItReader(), Transfer2022Reader(), CapsuleReader(), Transfer2012Reader(), DigitisedReader(),
        DisclosureReader(), EArkReader(), DatabaseReader(), MediaReader.photographs, MediaReader.recordings,
        SpreadsheetReader(), LinkingReader(),
    ]

    static func reader(for listing: Listing, prefix: FileName?) -> (any PackageReader)? {
        all.first { $0.recognises(listing, prefix: prefix) }
    }
}

/// A package whose container is unpacked: names, bytes, digests, and where the bytes lie.
struct UnpackedPackage: Sendable {
    var listing: Listing
    var faults: [UnpackFault]
    /// A folder for what the checks lay aside while they run; `nil`: the system's temporary one.
    var area: String?
    /// Where file `n` can be read.
    var path: @Sendable (Int64) -> String
    /// Files taken out of capsules, by the capsule: the number of each of its documents, `nil` where none could be taken.
    var taken: [Int64: [Int64?]] = [:]
    /// What `fetch.txt` of a bag led to.
    var fetching = BagFetching()

    /// The one folder that everything lies in, if there is one: packing "the folder" instead of "what is in it" is common.
    var wrapper: FileName? {
        guard let first = listing.count > 0 ? listing.path(1).components.first : listing.folders.first?.components.first
        else { return nil }
        let inside = listing.files(under: first).count == listing.count
        return inside && listing.folders.allSatisfy { $0.components.first == first } ? first : nil
    }
}
