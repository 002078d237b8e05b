package import Archive
package import Bytes
package import Intake

/// A record that is kept, its digests read back from the store (馆藏). Only `Preservation` makes one.
package struct Holding: Sendable, Hashable {
    package let unit: UnitID
    package let accession: AccessionID
    /// Its place in the transfer, from 1.
    package let sequence: Int64
    /// The reference code (档号) as transferred.
    package let code: String
    /// Content bytes, its metadata included.
    package let bytes: Int64
    /// The newest OCFL version: 1, and one more for each new description.
    package let version: Int64
    package let preservedAt: Instant
    /// Content files in the order of the metadata, from 1.
    package let files: [KeptFile]
    /// The metadata file of the transfer, byte by byte: file 0; `nil` where a list alone described the record.
    package let metadata: KeptFile?

    init?(_ row: HoldingRow, files: [KeptFile]) {
        guard row.kind == .item, let accession = row.accession, let preservedAt = row.preservedAt else { return nil }
        unit = row.unit
        self.accession = accession
        sequence = row.sequence
        code = row.code
        bytes = row.bytes
        version = row.version
        self.preservedAt = preservedAt
        self.files = files.filter { $0.n > 0 }
        metadata = files.first { $0.n == 0 }
    }
}

/// One file of a kept object.
package struct KeptFile: Sendable, Hashable {
    package let unit: UnitID
    /// Its number in the object, from 1; 0 is the metadata of the transfer.
    package let n: Int64
    /// Where its bytes are in the store.
    package var key: ByteKey { StorageLayout.place(of: unit) / content }
    /// The path inside the OCFL object: `v1/content/data/1`.
    let content: String
    /// The path it had in the transfer, byte by byte.
    package let name: FileName
    package let role: FileRole
    package let bytes: Int64
    package let digests: FileDigests
    package let format: FileFormat?
    package let pages: Int64?
}

/// The row of any kept object.
struct HoldingRow: Sendable, Hashable {
    enum Kind: String { case item, package, node }

    let unit: UnitID
    let kind: Kind
    let accession: AccessionID?
    let sequence: Int64
    let code: String
    let files: Int64
    let bytes: Int64
    let version: Int64
    /// SHA-512 of the root inventory.
    let inventory: Digest
    /// When the event `preserved` stood; `nil` until then.
    let preservedAt: Instant?
}
