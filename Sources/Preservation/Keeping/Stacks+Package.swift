import Archive
import Bytes
import Intake
import Tables

extension Stacks {
    /// Keeps what of `package` belongs to no record, and the listing of all its files, once its records are kept.
    func keepPackage(_ package: AcceptedPackage) async throws -> HoldingRow {
        let unit = UnitID.of(package: package.accession.id)
        if let row = try await database.read({ tx in try HoldingRow.one(unit, in: tx) }) { return row }
        var listing = PackageListing()
        var after: Int64 = 0
        while case let records = try await package.records(after: after, limit: 500), let last = records.last {
            for record in records { listing.add(record) }
            after = last.sequence
        }
        let folder = try scratch.folder("stacks", package.accession.id.text)
        let path = folder + "/listing"
        let (own, digests) = try await write(&listing, of: package, to: path)
        let now = clock.now
        let intent = try await database.write { tx in
            try Intent(
                unit: unit, accession: package.accession.id, sequence: 0, version: 1, at: now,
                message: "accession \(package.accession.number)"
            ).write(in: tx)
        }
        var content = ContentPaths()
        let files = own.enumerated().map { place, file in
            let shown = content.path(of: file.digests.sha512, shownAt: "data/\(place + 1)")
            return KeptFile(file, n: Int64(place + 1), of: unit, content: shown)
        }
        let document = PackageDocument(package.accession, files: files)
        let kept =
            own.enumerated().map { FileToKeep(path: "data/\($0 + 1)", $1, in: package) } + [
                FileToKeep(path: PackageDocument.path, bytes: document.bytes),
                FileToKeep(
                    path: PackageDocument.listing, source: .file(path), sha512: digests.sha512,
                    sha256: digests.sha256),
            ]
        let version = ObjectVersion(first: kept, of: unit, intent.note)
        let row = HoldingRow(
            unit: unit, kind: .package, accession: package.accession.id, sequence: 0, code: package.accession.number,
            files: Int64(files.count), bytes: files.reduce(0) { $0 + $1.bytes }, version: 1,
            inventory: version.inventoryDigest, preservedAt: nil)
        try await keep([KeptObject(intent: intent, version: version, row: row, files: files, text: [])])
        try scratch.remove("stacks", package.accession.id.text)
        return row
    }

    /// Writes the listing to a file, a page of files at a time; the package's own files and the listing's digests.
    private func write(_ listing: inout PackageListing, of package: AcceptedPackage, to path: String) async throws -> (
        own: [PackagedFile], digests: (sha512: Digest, sha256: Digest)
    ) {
        try DurableFile.removeAll(path)
        let out = try OpenFile.creating(path)
        var own: [PackagedFile] = []
        var digest = MultiDigest([.sha512, .sha256])
        var after: Int64 = 0
        while case let files = try await package.files(after: after, limit: 500), let last = files.last {
            var lines: [UInt8] = []
            // What was taken out of a capsule comes out of it again.
            for file in files where file.source == nil {
                if listing.isOwn(file) {
                    own.append(file)
                    listing.addOwn(file, as: Int64(own.count))
                }
                lines += listing.line(file, of: package.accession)
            }
            digest.update(lines)
            let bytes = lines
            try await onFileThread { try out.write(bytes) }
            after = last.n
        }
        let digests = digest.finish()
        return (own, (digests[0], digests[1]))
    }
}
