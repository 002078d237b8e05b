package import Archive
import Foundation

// Going to a thread and back costs more than opening and reading a small file: so many files are looked at in one go.
extension FolderStore {
    private static let share = 32

    /// `answer` of each of `asked`, in shares on as many threads as there are processors.
    private func shared<Asked: Sendable, T: Sendable>(
        _ asked: [Asked], _ answer: @escaping @Sendable (Asked) throws -> T
    ) async throws -> [Result<T, any Error>] {
        let shares = stride(from: 0, to: asked.count, by: Self.share).map { $0..<min(asked.count, $0 + Self.share) }
        return try await shares.concurrentMap(atMost: ProcessInfo.processInfo.activeProcessorCount) { share in
            try await onFileThread { asked[share].map { one in Result { try answer(one) } } }
        }.flatMap(\.self)
    }

    package func digests(ofAll files: [(key: ByteKey, algorithms: Set<Digest.Algorithm>)]) async throws
        -> [Result<Digested, any Error>]
    {
        try await shared(files) { [self] file in try Bytes.digests(ofFile: path(of: file.key), file.algorithms) }
    }

    package func bytes(ofAll keys: [ByteKey]) async throws -> [Result<[UInt8]?, any Error>] {
        try await shared(keys) { [self] key in
            do {
                return try DurableFile.read(path(of: key))
            } catch BytesProblem.absent {
                return nil
            }
        }
    }

    package func keys(underEach prefixes: [ByteKey]) async throws -> [Result<[ByteKey], any Error>] {
        try await shared(prefixes) { [self] prefix in try allKeys(under: prefix) }
    }
}
