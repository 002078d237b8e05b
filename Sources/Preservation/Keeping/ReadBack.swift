import Archive
import Bytes

/// A version just put, to be read back from its store and compared with what it was to be.
struct ReadBack: Sendable {
    let version: ObjectVersion
    /// SM3 of content files, by their path in the object.
    var sm3: [String: Digest] = [:]

    /// What each file must have.
    private var promises: [(key: ByteKey, digests: [Digest])] {
        let place = version.place.text.utf8.count + 1
        return version.contents.map { key, file in
            let path = String(key.text.dropFirst(place))
            return (key, [file.sha512, file.sha256] + [sm3[path]].compactMap(\.self))
        } + version.frame.map { ($0.key, [digest($0.bytes, .sha512)]) }
    }

    /// Reads everything that `all` put.
    /// - Throws: `PreservationProblem.notAsWritten` for the first difference.
    static func check(_ all: [ReadBack], in store: any ByteStore) async throws {
        let promises = all.flatMap(\.promises)
        let found = try await store.digests(ofAll: promises.map { ($0.key, Set($0.digests.map(\.algorithm))) })
        for (promise, found) in zip(promises, found) {
            let digests = try found.get().digests
            guard promise.digests.allSatisfy({ digests[$0.algorithm] == $0 }) else {
                throw PreservationProblem.notAsWritten(path: promise.key.text)
            }
        }
    }
}
