import Archive
package import Bytes

/// The public halves of the keys that signed checkpoints, beside them as `keys/<key id>`: 64 hexadecimal digits and a line
/// break. So the ledger's folder alone is enough to check the signatures; that a key is this archive's must be known from
/// elsewhere.
package enum PublicKeys {
    package static func key(_ id: String) -> ByteKey { ByteKey(trusted: "keys/" + id) }

    static func contents(_ key: VerifyingKey) -> [UInt8] { Array((key.bytes.hex + "\n").utf8) }

    /// The key named `id`; `nil` if it is not there or is not the one so named.
    package static func read(_ id: String, from store: any ByteStore) async throws -> VerifyingKey? {
        guard try await store.size(of: key(id)) != nil else { return nil }
        let bytes = try await store.bytes(of: key(id))
        guard let raw = [UInt8](hex: String(decoding: bytes.dropLast(), as: UTF8.self)),
            let key = VerifyingKey(bytes: raw), key.id == id, contents(key) == bytes
        else { return nil }
        return key
    }
}
