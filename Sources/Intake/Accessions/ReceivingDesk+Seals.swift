package import Archive
import Tables

extension ReceivingDesk {
    /// The picture of a seal in a transfer or under its form, by its digest; `nil` if there is none of it, or it may not be shown.
    package func sealPicture(_ id: AccessionID, _ digest: Digest) async throws -> SealPicture? {
        let bytes = try await database.read { tx in
            try tx.row("SELECT bytes FROM seal_picture WHERE accession = \(id) AND sha256 = \(digest.hex)")?.blob(
                "bytes")
        }
        if let bytes { return SealPicture(bytes) }
        let signatures = try await database.read { tx in try ReceivingDesk.signatures(id, in: tx) }
        return signatures.compactMap { $0.seal?.picture }.first { $0.digest == digest }
    }
}
