package import Archive
import COpenSSL

/// Several digests (数字摘要) of the same bytes, fed once: each algorithm reads a piece while it is in the cache.
package struct MultiDigest: ~Copyable, @unchecked Sendable {
    private let algorithms: [Digest.Algorithm]
    private let contexts: [OpaquePointer]

    package init(_ algorithms: some Sequence<Digest.Algorithm>) {
        self.algorithms = Array(algorithms)
        contexts = self.algorithms.map(newContext)
    }

    deinit { contexts.forEach(EVP_MD_CTX_free) }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        // 64 KiB stays in the second-level cache while all algorithms pass over it.
        var start = 0
        while start < bytes.count {
            let count = min(65536, bytes.count - start)
            for context in contexts { EVP_DigestUpdate(context, bytes.baseAddress! + start, count) }
            start += count
        }
    }

    package mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// The digests in the order of the algorithms, of all bytes so far; then it starts anew.
    package mutating func finish() -> [Digest] {
        zip(algorithms, contexts).map { algorithm, context in
            let digest = finished(context, algorithm)
            start(context, algorithm)
            return digest
        }
    }
}

/// SHA-256 of bytes in memory.
package func sha256(_ bytes: [UInt8]) -> Digest { bytes.withUnsafeBytes { digest($0, .sha256) } }

package func sha256(_ bytes: UnsafeRawBufferPointer) -> Digest { digest(bytes, .sha256) }

/// Digest of bytes in memory by any of the algorithms.
package func digest(_ bytes: [UInt8], _ algorithm: Digest.Algorithm) -> Digest {
    bytes.withUnsafeBytes { digest($0, algorithm) }
}

package func digest(_ bytes: UnsafeRawBufferPointer, _ algorithm: Digest.Algorithm) -> Digest {
    let bits = [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { out, count in
        var length: UInt32 = 0
        let done = EVP_Digest(bytes.baseAddress, bytes.count, out.baseAddress, &length, engine(algorithm), nil)
        precondition(done == 1, "OpenSSL cannot compute \(algorithm.name)")
        count = Int(length)
    }
    return Digest(algorithm, bits)
}

// Fetched once: a look-up in OpenSSL's providers costs more than hashing a short text.
nonisolated(unsafe) private let sha256Engine = EVP_MD_fetch(nil, "SHA2-256", nil)
nonisolated(unsafe) private let sha512Engine = EVP_MD_fetch(nil, "SHA2-512", nil)
nonisolated(unsafe) private let sm3Engine = EVP_MD_fetch(nil, "SM3", nil)

private func engine(_ algorithm: Digest.Algorithm) -> OpaquePointer {
    let engine =
        switch algorithm {
        case .sha256: sha256Engine
        case .sha512: sha512Engine
        case .sm3: sm3Engine
        }
    guard let engine else { preconditionFailure("this OpenSSL has no \(algorithm.name)") }
    return engine
}

func newContext(_ algorithm: Digest.Algorithm) -> OpaquePointer {
    guard let context = EVP_MD_CTX_new() else { preconditionFailure("no memory for a digest") }
    start(context, algorithm)
    return context
}

private func start(_ context: OpaquePointer, _ algorithm: Digest.Algorithm) {
    precondition(EVP_DigestInit_ex2(context, engine(algorithm), nil) == 1, "OpenSSL cannot start \(algorithm.name)")
}

func finished(_ context: OpaquePointer, _ algorithm: Digest.Algorithm) -> Digest {
    let bits = [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { out, count in
        var length: UInt32 = 0
        precondition(EVP_DigestFinal_ex(context, out.baseAddress, &length) == 1, "OpenSSL cannot end a digest")
        count = Int(length)
    }
    return Digest(algorithm, bits)
}
