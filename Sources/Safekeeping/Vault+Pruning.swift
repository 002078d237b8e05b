import Archive
import Bytes

extension Vault {
    /// Removes all but the newest `count` backups, and the runs that none of those needs (备份清理). Killed half-way it can be
    /// done again: manifests go first, so no backup is ever left without its packs.
    /// - Returns: the backups removed.
    package func prune(keeping count: Int) async throws -> [String] {
        let ids = try await backups()
        let old = Array(ids.dropLast(max(1, count)))
        var needed: Set<String> = []
        // Kept backups are read before anything goes: one that cannot be read protects everything.
        for id in ids.suffix(max(1, count)) {
            for run in try await manifest(id).runs { needed.formUnion([run.name, run.list.text]) }
        }
        for id in old { try await store.remove(Vault.manifestKey(id)) }
        for prefix in ["packs", "runs"] {
            for try await key in store.keys(under: ByteKey(trusted: prefix)) {
                let parts = key.text.split(separator: "/")
                guard parts.count == 3 else { continue }
                let isNeeded =
                    prefix == "packs" ? needed.contains(String(parts[1])) : needed.contains(key.text)
                if !isNeeded { try await store.remove(key) }
            }
        }
        return old
    }
}
