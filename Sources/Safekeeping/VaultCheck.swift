package import Archive
import Bytes

/// What was found when a vault was read through (备份核验): every pack of every backup against its digest. No key is needed.
package struct VaultCheck: Sendable {
    package struct Fault: Sendable {
        /// Where in the vault.
        package let place: String
        package let problem: any Explained
    }

    package private(set) var backups: Int64 = 0
    package private(set) var packs: Int64 = 0
    package private(set) var bytes: Int64 = 0
    package private(set) var faults: [Fault] = []
    /// Packs that are not as they were written: `VaultNotes.forget` has them written again.
    package private(set) var lost: [(run: String, n: Int64)] = []

    package var isClean: Bool { faults.isEmpty }

    /// Reads everything. `trusted`: keys that may have signed; `nil` where nobody knows them.
    /// - Parameter progress: told the packs and bytes read so far.
    package init(
        of vault: Vault, trusted: [VerifyingKeyID]? = nil, progress: @Sendable (Int64, Int64) -> Void = { _, _ in }
    ) async throws {
        let ids = try await vault.backups()
        guard !ids.isEmpty else { throw SafekeepingProblem.noBackup(vault.name) }
        var done: Set<String> = []
        for id in ids {
            backups += 1
            do {
                let manifest = try await vault.manifest(id)
                if let trusted, !trusted.contains(manifest.signer.id) {
                    throw SafekeepingProblem.foreignSignature(id, key: manifest.signer.id)
                }
                for run in manifest.runs where done.insert(run.list.text).inserted {
                    try await check(run, in: vault, progress)
                }
            } catch let problem as any Explained where !problem.isTransient {
                faults.append(Fault(place: "backups/" + id, problem: problem))
            }
        }
    }

    private mutating func check(
        _ run: Manifest.Run, in vault: Vault, _ progress: @Sendable (Int64, Int64) -> Void
    ) async throws {
        for pack in try await vault.packs(of: run) {
            try Task.checkCancellation()
            let problem: SafekeepingProblem?
            do {
                problem = try await vault.digest(of: pack.key) == pack.digest ? nil : .packAltered(pack.key.text)
            } catch BytesProblem.absent {
                problem = .packMissing(pack.key.text)
            } catch let failure as BytesProblem where !failure.isTransient {
                problem = .placeFails(pack.key.text, failure)
            }
            packs += 1
            bytes += pack.bytes
            if let problem {
                faults.append(Fault(place: pack.key.text, problem: problem))
                lost.append((pack.run, pack.n))
            }
            progress(packs, bytes)
        }
    }
}

/// The name of a signing key.
package typealias VerifyingKeyID = String
