import Archive

/// What an OCFL object holds, version by version (OCFL 清单): content paths by digest, and which of them each version shows.
struct Inventory: Sendable, Equatable {
    struct Version: Sendable, Equatable {
        /// RFC 3339.
        let created: String
        let message: String
        let user: User
        /// Logical paths by SHA-512.
        var state: [Digest: [String]]
    }

    struct User: Sendable, Equatable {
        let name: String
        /// A URI.
        let address: String
    }

    let id: String
    /// Content paths (`v1/content/data/1`) by SHA-512.
    var manifest: [Digest: [String]]
    /// Content paths by SHA-256: the second digest that OCFL lets us write here. SM3 is no algorithm of OCFL's; it is
    /// kept in the record's own description (`metadata/record.json`).
    var fixity: [Digest: [String]]
    /// From the first, `v1`.
    var versions: [Version]

    var head: Int { versions.count }

    /// What this inventory was when `version` was the newest.
    func truncated(to version: Int) -> Inventory {
        func before(_ paths: [Digest: [String]]) -> [Digest: [String]] {
            paths.compactMapValues { paths in
                let left = paths.filter { path in
                    String(path.prefix { $0 != "/" }).versionNumber.map { $0 <= version } ?? false
                }
                return left.isEmpty ? nil : left
            }
        }
        return Inventory(
            id: id, manifest: before(manifest), fixity: before(fixity), versions: Array(versions.prefix(version)))
    }

    /// The digest that `path` has in the newest version.
    func digest(ofLogical path: String) -> Digest? {
        versions.last?.state.first { $0.value.contains(path) }?.key
    }

    /// The content path of what the newest version shows at logical `path`.
    func content(ofLogical path: String) -> String? {
        digest(ofLogical: path).flatMap { manifest[$0]?.first }
    }

    /// All content paths with the digests written here, in order.
    var contents: [(path: String, sha512: Digest, sha256: Digest?)] {
        let second = Dictionary(
            fixity.flatMap { digest, paths in paths.map { ($0, digest) } }, uniquingKeysWith: { first, _ in first })
        return manifest.flatMap { digest, paths in paths.map { ($0, digest, second[$0]) } }.sorted { $0.path < $1.path }
    }
}
