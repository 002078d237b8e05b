import COpenSSL

/// A digest by an algorithm that Lantai does not write but meets in what others wrote: `md5`, `sha1`, `blake2b-512`.
package struct ForeignDigest: ~Copyable, @unchecked Sendable {
    private let context: OpaquePointer

    /// `nil` if OpenSSL has no algorithm of that name.
    package init?(named name: String) {
        let engine = EVP_MD_fetch(nil, name == "blake2b-512" ? "BLAKE2B-512" : name, nil)
        // The missing algorithm left its reason in this thread's queue; nobody else shall find it there.
        guard let engine else {
            ERR_clear_error()
            return nil
        }
        defer { EVP_MD_free(engine) }
        guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex2(context, engine, nil) == 1 else { return nil }
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    package mutating func update(_ bytes: [UInt8]) { EVP_DigestUpdate(context, bytes, bytes.count) }

    /// The digest of all bytes so far; nothing may follow.
    package mutating func finish() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { out, count in
            var length: UInt32 = 0
            precondition(EVP_DigestFinal_ex(context, out.baseAddress, &length) == 1, "OpenSSL cannot end a digest")
            count = Int(length)
        }
    }
}
