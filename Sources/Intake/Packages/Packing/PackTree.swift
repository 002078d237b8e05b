import Archive
import Bytes

/// A package before it is written: its paths, and where the bytes of each lie. What comes from the agency stays where it is.
struct PackTree: Sendable {
    /// Where a file of the package comes from.
    enum Origin: Sendable {
        /// The agency's file of this number.
        case source(Int64?)
        /// The list of records.
        case list
        /// What is said of one record, by its place in the list.
        case record(Int)
        /// Notes, manifests: made from all of it.
        case made
    }

    private(set) var listing = Listing()
    private let input: UnpackedPackage
    /// For what is made here.
    private let area: String
    private var origins: [Origin] = []
    /// Where files lie that were made here, by number.
    private var made: [Int64: String] = [:]
    /// Rows of the agency's table in the order of the list.
    private var rows: [Int32] = []

    /// Lines above the first entry of a list that is made here.
    static let listHead = 2

    init(_ input: UnpackedPackage, area: String) { (self.input, self.area) = (input, area) }

    /// Puts the agency's file `n` at `path`.
    mutating func put(_ n: Int64, at path: FileName) {
        listing.add(path: path, rawPath: path, bytes: input.listing.bytes(n), digests: input.listing.digests(n))
        origins.append(.source(n))
    }

    /// Puts bytes that are made here at `path`.
    mutating func make(_ bytes: [UInt8], at path: FileName, _ origin: Origin) throws {
        let place = "\(area)/\(listing.count + 1)"
        let file = try OpenFile.creating(place, mode: 0o600)
        try file.write(bytes)
        try take(place, at: path, origin)
    }

    mutating func make(_ text: String, at path: FileName, _ origin: Origin) throws {
        try make(Array(text.utf8), at: path, origin)
    }

    /// Puts a file that was made here at `path`.
    mutating func take(_ place: String, at path: FileName, _ origin: Origin) throws {
        let (found, bytes) = try Bytes.digests(ofFile: place, Set(Unpacker.algorithms))
        let digests = Unpacker.algorithms.compactMap { found[$0] }
        listing.add(
            path: path, rawPath: path, bytes: bytes,
            digests: FileDigests(sha512: digests[0], sha256: digests[1], sm3: digests[2]))
        origins.append(origin)
        made[Int64(listing.count)] = place
    }

    mutating func add(row: Int) { rows.append(Int32(clamping: row)) }

    /// The row of the agency's table that line `line` of the list was made of.
    func row(ofListLine line: Int) -> Int? {
        let place = line - PackTree.listHead - 1
        return rows.indices.contains(place) ? Int(rows[place]) : nil
    }

    mutating func seal() { listing.seal() }

    func origin(_ n: Int64) -> Origin { origins[Int(n) - 1] }

    func place(_ n: Int64) -> String {
        if case .source(let source?) = origins[Int(n) - 1] { return input.path(source) }
        return made[n] ?? "\(area)/\(n)"
    }

    /// As if it had been received and unpacked. What was wrong with the agency's folder itself stays wrong.
    func package(in area: String) -> UnpackedPackage {
        UnpackedPackage(listing: listing, faults: input.faults, area: area, path: { [self] in place($0) })
    }

    /// Takes over a listing that grew by files taken out of capsules, and where each of them comes from.
    mutating func adopt(_ unfolded: UnpackedPackage, _ sources: [Origin]) {
        listing = unfolded.listing
        origins += sources
    }
}
