package import Archive
import Tables

extension ReceivingDesk {
    /// The picture of a seal in a transfer, by its digest; `nil` if there is none of it, or it may not be shown.
    package func sealPicture(_ id: AccessionID, _ digest: Digest) async throws -> SealPicture? {
        let bytes = try await database.read { tx in
            try tx.row("SELECT bytes FROM seal_picture WHERE accession = \(id) AND sha256 = \(digest.hex)")?.blob("bytes")
        }
        return bytes.flatMap { SealPicture($0) }
    }
}
