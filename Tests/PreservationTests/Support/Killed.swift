import Archive
import Bytes
import Synchronization
import Tables

/// The process was killed: from here on nothing it does has any effect.
struct Killed: Error {}

/// Counts the steps of a run and kills it at one of them. Around the real store and the real database: what they did before
/// is really there.
final class Killer: Sendable {
    /// Steps still to be done; `nil`: all of them.
    private let rest: Mutex<Int?>
    let steps = Mutex(0)
    /// Whether of the contents that were under way the first ones are there, or others: after a power cut it may be any.
    let spares: Spares

    enum Spares { case first, last, everyOther }

    init(after steps: Int?, spares: Spares = .first) {
        rest = Mutex(steps)
        self.spares = spares
    }

    /// How many of `count` steps are still done.
    func take(_ count: Int = 1) -> Int {
        steps.withLock { $0 += count }
        return self.rest.withLock { left in
            guard let rest = left else { return count }
            left = max(0, rest - count)
            return min(rest, count)
        }
    }

    /// Steps still to be done.
    var left: Int { rest.withLock { $0 ?? .max } }

    func step() throws { guard take() == 1 else { throw Killed() } }
}

/// The real folder store, until the killer strikes: a batch is then left half done.
struct MortalStore: ByteStore {
    let store: FolderStore
    let killer: Killer

    func put(_ content: ByteStream, at key: ByteKey) async throws {
        try killer.step()
        try await store.put(content, at: key)
    }

    func putAll(_ contents: [(key: ByteKey, bytes: ByteSource)]) async throws {
        let done = killer.take(contents.count)
        if done == contents.count { return try await store.putAll(contents) }
        switch killer.spares {
        case .first: try await store.putAll(Array(contents.prefix(done)))
        case .last: try await store.putAll(Array(contents.suffix(done)))
        case .everyOther:
            try await store.putAll(contents.enumerated().filter { $0.offset % 2 == 0 }.prefix(done).map(\.element))
        }
        throw Killed()
    }

    func replaceHeads(_ heads: [HeadToReplace]) async throws {
        let done = killer.take(heads.count)
        try await store.replaceHeads(Array(heads.prefix(done)))
        if done < heads.count { throw Killed() }
    }

    func read(_ key: ByteKey, range: Range<Int64>?) -> ByteStream { store.read(key, range: range) }

    func digests(of key: ByteKey, _ algorithms: Set<Digest.Algorithm>) async throws
        -> (digests: [Digest.Algorithm: Digest], bytes: Int64)
    {
        try await store.digests(of: key, algorithms)
    }

    func size(of key: ByteKey) async throws -> Int64? { try await store.size(of: key) }
    func keys(under prefix: ByteKey?) -> AsyncThrowingStream<ByteKey, any Error> { store.keys(under: prefix) }
    func localPath(of key: ByteKey) -> String? { store.localPath(of: key) }

    func mend(_ key: ByteKey, with content: ByteStream, promised: [Digest], aside: ByteKey) async throws {
        try killer.step()
        try await store.mend(key, with: content, promised: promised, aside: aside)
        try killer.step()
    }

    func setAside(_ key: ByteKey, as aside: ByteKey) async throws -> Bool {
        try killer.step()
        return try await store.setAside(key, as: aside)
    }

    func remove(_ key: ByteKey) async throws {
        try killer.step()
        try await store.remove(key)
    }
}

/// The real database, until the killer strikes: before a transaction, or after its COMMIT and before anybody knows.
struct MortalDatabase: Database {
    let database: any Database
    let killer: Killer

    var dialect: Dialect { database.dialect }
    func attach(_ hook: any CommitHook) { database.attach(hook) }
    func close() async throws { try await database.close() }

    func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await database.read(body)
    }

    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try killer.step()
        let answer = try await database.write(body)
        try killer.step()
        return answer
    }
}
