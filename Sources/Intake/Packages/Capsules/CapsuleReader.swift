import Archive

/// Reads a transfer whose records are capsules (封装包, EEP): the layout of 2012, and in each record's folder one XML that holds
/// metadata, files and signatures.
///
/// The files were taken out of the capsules when the package was unpacked (`CapsuleUnfolding`). Source: DA/T 48-2009.
struct CapsuleReader: PackageReader {
    let kind = PackageKind.capsules

    func recognises(_ listing: Listing, prefix: FileName?) -> Bool {
        KnownLayouts.kind(of: listing, prefix: prefix) == kind
    }

    func open(_ package: UnpackedPackage, prefix: FileName?, settings: IntakeSettings) throws -> PackageContents {
        let names = CapsuleNames(package.listing, prefix: prefix)
        var contents = PackageContents(kind: kind, layout: .capsules, of: package)
        if let n = names.notes { contents.notes = try NotesFile.read(n, in: package) }
        if let n = names.list { contents.list = try ItemList.read(n, in: package, as: .transfer2012) }
        try contents.readRecords(of: package, names)
        return contents
    }

    func metadata(of folder: RecordFolder, in package: UnpackedPackage) throws -> RecordMetadata? {
        let n = folder.metadata[0]
        guard package.listing.bytes(n) > 0 else { throw UnreadableReason.empty }
        // As long as what was unpacked: whatever comes here was weighed there.
        let capsule = try CapsuleReading.read(package.path(n), limit: max(1, package.listing.bytes(n)))
        return RecordMetadata(capsule, taken: package.taken[n] ?? [])
    }
}
