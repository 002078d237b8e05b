import Archive
import NIOHTTP1
import Synchronization

/// One walk through an object, 4 MiB a request: each can be asked for again, so a lost connection is no error to a reader.
final class S3Reader: Sendable {
    private struct State {
        var next: Int64
        var end: Int64
        var tag: String?
        var waiting: ArraySlice<UInt8> = []
    }

    private static let window: Int64 = 4 << 20

    private let connection: S3Connection
    private let key: ByteKey
    private let name: Result<String, any Error>
    private let state: Mutex<State>

    init(_ connection: S3Connection, _ key: ByteKey, _ range: Range<Int64>?) {
        (self.connection, self.key) = (connection, key)
        name = Result { try connection.address.name(of: key) }
        state = Mutex(State(next: range?.lowerBound ?? 0, end: range?.upperBound ?? .max))
    }

    /// The whole object called `name`.
    init(_ connection: S3Connection, named name: String) {
        self.connection = connection
        key = ByteKey(trusted: name)
        self.name = .success(name)
        state = Mutex(State(next: 0, end: .max))
    }

    /// The next chunk. A stream has one consumer, so calls come one after the other.
    func next() async throws -> [UInt8]? {
        if let chunk = state.withLock({ take(&$0) }) { return chunk }
        let (start, end, tag) = state.withLock { ($0.next, $0.end, $0.tag) }
        guard start < end else { return nil }
        let (bytes, size, found) = try await fetch(start..<min(end, start + Self.window), tag)
        return state.withLock { state in
            state.next += Int64(bytes.count)
            state.end = min(state.end, size)
            state.tag = found
            state.waiting = bytes[...]
            return take(&state)
        }
    }

    private func take(_ state: inout State) -> [UInt8]? {
        guard !state.waiting.isEmpty else { return nil }
        let chunk = Array(state.waiting.prefix(ByteStream.chunk))
        state.waiting = state.waiting.dropFirst(chunk.count)
        return chunk
    }

    /// Bytes of `range` (cut to what is there), the object's size and tag.
    private func fetch(_ range: Range<Int64>, _ tag: String?) async throws -> ([UInt8], Int64, String?) {
        let name = try name.get()
        var request = S3Request(method: .GET, name: name, limit: Int(Self.window))
        request.headers = [("range", "bytes=\(range.lowerBound)-\(range.upperBound - 1)")]
        if let tag { request.headers.append(("if-match", tag)) }
        let reply = try await connection.send(request)
        switch reply.status {
        // Some servers send a part with status 200; what counts is that they say which part it is.
        case 200, 206:
            guard let said = reply.headers.first(name: "content-range") else {
                // The whole, where it is not longer than was asked for.
                guard reply.status == 200, range.lowerBound == 0, reply.body.count <= range.count else { break }
                return (reply.body, Int64(reply.body.count), reply.tag)
            }
            guard let slash = said.lastIndex(of: "/"), let size = Int64(said[said.index(after: slash)...]),
                said.hasPrefix("bytes \(range.lowerBound)-"),
                reply.body.count == Int(min(range.upperBound, size) - range.lowerBound)
            else { break }
            return (reply.body, size, reply.tag)
        case 416: return ([], range.lowerBound, tag)
        case 404: throw BytesProblem.absent(connection.place(name))
        case 412: throw BytesProblem.headMoved(key)
        default: throw S3Problem.refused(connection.place(name), status: reply.status, "GetObject")
        }
        throw S3Problem.answer(connection.place(name), "a range of other bytes")
    }
}
