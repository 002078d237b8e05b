import Synchronization

/// Bytes in order, in chunks of at most 1 MiB. Pulled: nothing is read ahead of who asks.
package typealias ByteStream = AsyncThrowingStream<[UInt8], any Error>

extension AsyncThrowingStream where Element == [UInt8], Failure == any Error {
    /// The size of a chunk.
    package static var chunk: Int { 1 << 20 }

    /// Bytes in memory.
    package static func of(_ bytes: [UInt8]) -> ByteStream {
        let start = Mutex(0)
        return ByteStream {
            start.withLock { start in
                guard start < bytes.count else { return nil }
                let end = Swift.min(bytes.count, start + chunk)
                defer { start = end }
                return start == 0 && end == bytes.count ? bytes : Array(bytes[start..<end])
            }
        }
    }

    /// The bytes of the file at `path`, or those of `range` (cut to what is there).
    package static func file(_ path: String, range: Range<Int64>? = nil) -> ByteStream {
        let reader = FileReader(path, range)
        return ByteStream { try await reader.next() }
    }

    /// All bytes, for streams known to be small.
    package func gathered() async throws -> [UInt8] {
        var all: [UInt8] = []
        for try await chunk in self { all = all.isEmpty ? chunk : all + chunk }
        return all
    }
}

/// One walk through a file. A stream has one consumer, so calls come one after the other.
private final class FileReader: Sendable {
    private struct State {
        var file: OpenFile?
        var next: Int64
        var end: Int64
    }

    private let path: String
    private let state: Mutex<State>

    init(_ path: String, _ range: Range<Int64>?) {
        self.path = path
        state = Mutex(State(next: range?.lowerBound ?? 0, end: range?.upperBound ?? .max))
    }

    func next() async throws -> [UInt8]? {
        // The end is known without asking a thread for it.
        if state.withLock({ $0.next >= $0.end }) { return nil }
        return try await onFileThread { [self] in try state.withLock { try step(&$0) } }
    }

    private func step(_ state: inout State) throws -> [UInt8]? {
        if state.file == nil {
            let file = try OpenFile.reading(path)
            state.end = min(state.end, try file.size())
            state.file = file
        }
        guard let file = state.file, state.next < state.end else { return nil }
        let count = Int(min(Int64(ByteStream.chunk), state.end - state.next))
        let bytes = try file.read(upTo: count, at: state.next)
        // A file that became shorter meanwhile is not a file that ends here.
        guard bytes.count == count else { throw BytesProblem.unreadable(path, system: 5) }
        state.next += Int64(count)
        return bytes
    }
}
