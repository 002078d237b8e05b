package import Archive
package import Bytes

/// A signed statement (检查点) that the ledger had `size` events and what the root of their Merkle tree was:
/// `checkpoints/<size>`, canonical JSON, signed without its `signature`.
package struct Checkpoint: Sendable, Hashable {
    package let size: Int64
    package let root: [UInt8]
    package let at: Instant
    /// The signing key's name.
    package let key: String
    package let signature: [UInt8]

    static let schema = "lantai-checkpoint-1"

    package static func key(_ size: Int64) -> ByteKey { numbered("checkpoints", size) }

    init(of frontier: MerkleFrontier, at now: Instant, signedBy key: SigningKey) {
        (size, root, at, self.key) = (frontier.size, frontier.root, now, key.id)
        signature = key.sign(Checkpoint.statement(size, root, at, key.id).canonical)
    }

    /// `nil` unless writing it again gives the same bytes.
    package init?(_ bytes: [UInt8]) {
        guard let json = try? JSON(parsing: bytes), json["schema"]?.string == Checkpoint.schema,
            let size = json["size"]?.int, let root = json["root"]?.string.flatMap({ [UInt8](hex: $0) }),
            let at = json["at"]?.string.flatMap(Instant.init(text:)), let key = json["key"]?.string,
            let signature = json["signature"]?.string.flatMap({ [UInt8](hex: $0) })
        else { return nil }
        (self.size, self.root, self.at, self.key, self.signature) = (size, root, at, key, signature)
        guard self.bytes == bytes else { return nil }
    }

    package var bytes: [UInt8] {
        guard case .object(var members) = Checkpoint.statement(size, root, at, key) else { return [] }
        members["signature"] = .string(signature.hex)
        return JSON.object(members).canonical
    }

    package func isSigned(by key: VerifyingKey) -> Bool {
        key.id == self.key && key.verify(signature, of: Checkpoint.statement(size, root, at, self.key).canonical)
    }

    private static func statement(_ size: Int64, _ root: [UInt8], _ at: Instant, _ key: String) -> JSON {
        [
            "at": .string(at.text), "key": .string(key), "root": .string(root.hex), "schema": .string(schema),
            "size": .int(size),
        ]
    }

    /// The checkpoint of `size` events, signed by one of `trusted`; or what is wrong with it.
    static func read(
        _ size: Int64, from store: any ByteStore, trusted: [VerifyingKey]
    ) async throws -> Result<Checkpoint, Refusal> {
        let key = key(size)
        guard try await store.size(of: key) != nil else {
            return .failure(Refusal(fault: .checkpointMissing(key.text)))
        }
        guard let checkpoint = Checkpoint(try await store.bytes(of: key)), checkpoint.size == size else {
            return .failure(Refusal(fault: .checkpointAltered(key.text)))
        }
        guard let signer = trusted.first(where: { $0.id == checkpoint.key }) else {
            return .failure(Refusal(fault: .checkpointKey(key.text, checkpoint.key)))
        }
        guard checkpoint.isSigned(by: signer) else { return .failure(Refusal(fault: .checkpointAltered(key.text))) }
        return .success(checkpoint)
    }

    struct Refusal: Error { let fault: LedgerFault }
}
