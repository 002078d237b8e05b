import Archive

/// The fixed names of a transfer of capsules: those of the rules of 2012, and an XML for each record that is all of it.
struct CapsuleNames: PackageNames {
    private let layout: Transfer2012Names

    init(_ listing: Listing, prefix: FileName?) { layout = Transfer2012Names(listing, prefix: prefix) }

    var prefix: FileName? { layout.prefix }
    var notes: Int64? { layout.notes }
    var list: Int64? { layout.list }
    var own: Set<Int64> { layout.own }

    func holdsRecords(_ folder: FileName) -> Bool { layout.holdsRecords(folder) }

    /// `X013-WS·2020-Y-BGS-0001.xml`, `….eep`
    func isMetadata(_ name: FileName) -> Bool {
        ["xml", "eep"].contains(name.pathExtension) && !Leftovers.contains(name)
    }

    /// The capsules of a package, in the order of their paths.
    func capsules(in listing: Listing) -> [Int64] {
        listing.files(under: prefix).filter { n in
            let parts = inside(listing.path(n))
            guard parts.count > 1, let first = parts.first, let last = parts.last else { return false }
            return holdsRecords(first) && isMetadata(last) && listing.source(n) == nil
        }
    }
}
