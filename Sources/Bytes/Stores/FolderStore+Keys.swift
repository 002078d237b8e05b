import Archive
import Synchronization

extension FolderStore {
    package func keys(under prefix: ByteKey?) -> AsyncThrowingStream<ByteKey, any Error> {
        let walk = FolderWalk(root: root, prefix: prefix)
        return AsyncThrowingStream { try await walk.next() }
    }

    /// The same at once, on this thread.
    func allKeys(under prefix: ByteKey) throws -> [ByteKey] {
        var found: [ByteKey] = []
        var stack = [FolderWalk.Entry(key: prefix.text, isFolder: true)]
        while let entry = stack.popLast() {
            if entry.isFolder {
                stack += try FolderWalk.list(entry.key, in: root)
            } else {
                found.append(ByteKey(trusted: entry.key))
            }
        }
        return found
    }
}

/// One walk through a tree of folders, in the byte order of the keys. A stream has one consumer.
private final class FolderWalk: Sendable {
    struct Entry {
        let key: String
        let isFolder: Bool
    }

    private let root: String
    /// What is still to be visited, the next one last.
    private let stack: Mutex<[Entry]>

    init(root: String, prefix: ByteKey?) {
        self.root = root
        stack = Mutex([Entry(key: prefix?.text ?? "", isFolder: true)])
    }

    func next() async throws -> ByteKey? {
        while let entry = stack.withLock({ $0.popLast() }) {
            guard entry.isFolder else { return ByteKey(trusted: entry.key) }
            let below = try await onFileThread { [self] in try Self.list(entry.key, in: root) }
            stack.withLock { $0.append(contentsOf: below) }
        }
        return nil
    }

    static func list(_ folder: String, in root: String) throws -> [Entry] {
        let entries: [(name: String, isFolder: Bool)]
        do {
            entries = try DurableFile.entries(of: folder.isEmpty ? root : root + "/" + folder)
        } catch BytesProblem.absent {
            return []
        }
        // A folder's keys sort as its name with a slash: "a-b" comes before "a/b".
        return entries.filter { !(folder.isEmpty && [".tmp", ".quarantine"].contains($0.name)) }
            .sorted { left, right in
                Array((right.name + (right.isFolder ? "/" : "")).utf8)
                    .lexicographicallyPrecedes(Array((left.name + (left.isFolder ? "/" : "")).utf8))
            }
            .map { Entry(key: folder.isEmpty ? $0.name : folder + "/" + $0.name, isFolder: $0.isFolder) }
    }
}
