import Archive
import Bytes

extension ObjectVersion {
    /// Reads everything this version put back from the store and compares it with what it was to be.
    /// - Throws: `PreservationProblem.notAsWritten` for the first difference.
    func readBack(from store: any ByteStore, sm3: [String: Digest]) async throws {
        for (key, file) in contents {
            let path = String(key.text.dropFirst(place.text.utf8.count + 1))
            let promised = [file.sha512, file.sha256] + (sm3[path].map { [$0] } ?? [])
            let found = try await store.digests(of: key, Set(promised.map(\.algorithm))).digests
            guard promised.allSatisfy({ found[$0.algorithm] == $0 }) else {
                throw PreservationProblem.notAsWritten(path: key.text)
            }
        }
        for (key, bytes) in frame where try await store.bytes(of: key) != bytes {
            throw PreservationProblem.notAsWritten(path: key.text)
        }
    }
}
