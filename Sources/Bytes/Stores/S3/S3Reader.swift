import Archive
import NIOHTTP1
import Synchronization

/// One walk through an object, 4 MiB a request: each can be asked for again, so a lost connection is no error to a reader.
/// While one is taken the next is on its way, so that neither side waits for the other. None waits for its reader: with one long
/// answer, sixteen slow readers would hold every connection.
final class S3Reader: Sendable {
    private struct State {
        /// Where the next window taken begins, and the next one asked for.
        var next: Int64
        var asked: Int64
        var end: Int64
        var tag: String?
        var waiting: [[UInt8]] = []
        var coming: [Task<Window, any Error>] = []
    }

    /// Bytes of a range (cut to what is there) in pieces as they are handed out, how many, the object's size and tag.
    private typealias Window = (pieces: [[UInt8]], count: Int, size: Int64, tag: String?)

    private static let window: Int64 = 4 << 20
    private static let ahead = 1

    private let connection: S3Connection
    private let key: ByteKey
    private let name: Result<String, any Error>
    private let state: Mutex<State>

    init(_ connection: S3Connection, _ key: ByteKey, _ range: Range<Int64>?) {
        (self.connection, self.key) = (connection, key)
        name = Result { try connection.address.name(of: key) }
        let start = range?.lowerBound ?? 0
        state = Mutex(State(next: start, asked: start, end: range?.upperBound ?? .max))
    }

    /// The whole object called `name`.
    init(_ connection: S3Connection, named name: String) {
        self.connection = connection
        key = ByteKey(trusted: name)
        self.name = .success(name)
        state = Mutex(State(next: 0, asked: 0, end: .max))
    }

    /// The next chunk. A stream has one consumer, so calls come one after the other.
    func next() async throws -> [UInt8]? {
        if let piece = state.withLock({ $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }) { return piece }
        let (start, end, tag, coming) = state.withLock { state in
            (state.next, state.end, state.tag, state.coming.isEmpty ? nil : state.coming.removeFirst())
        }
        guard start < end else { return nil }
        let window: Window
        if let coming {
            window = try await withTaskCancellationHandler {
                try await coming.value
            } onCancel: {
                coming.cancel()
            }
        } else {
            window = try await fetch(range(from: start, to: end), tag)
        }
        return state.withLock { state in
            state.next += Int64(window.count)
            state.asked = max(state.asked, state.next)
            // Nothing where something should be: there is no more.
            state.end = window.count == 0 ? state.next : min(state.end, window.size)
            state.tag = window.tag
            while state.asked < state.end, state.coming.count < Self.ahead {
                let range = range(from: state.asked, to: state.end)
                state.asked = range.upperBound
                // Not of `self`: who lets go of the walk ends it.
                state.coming.append(
                    Task { [connection, key, name] in
                        try await S3Reader.fetch(range, window.tag, connection, key, name)
                    })
            }
            state.waiting = window.pieces
            return state.waiting.isEmpty ? nil : state.waiting.removeFirst()
        }
    }

    deinit { state.withLock { state in for task in state.coming { task.cancel() } } }

    private func range(from start: Int64, to end: Int64) -> Range<Int64> { start..<min(end, start + Self.window) }

    private func fetch(_ range: Range<Int64>, _ tag: String?) async throws -> Window {
        try await Self.fetch(range, tag, connection, key, name)
    }

    private static func fetch(
        _ range: Range<Int64>, _ tag: String?, _ connection: S3Connection, _ key: ByteKey,
        _ name: Result<String, any Error>
    ) async throws -> Window {
        let name = try name.get()
        var request = S3Request(method: .GET, name: name, limit: Int(window))
        request.headers = [("range", "bytes=\(range.lowerBound)-\(range.upperBound - 1)")]
        if let tag { request.headers.append(("if-match", tag)) }
        let reply = try await connection.send(request)
        let count = reply.pieces.reduce(0) { $0 + $1.count }
        switch reply.status {
        // Some servers send a part with status 200; what counts is that they say which part it is.
        case 200, 206:
            guard let said = reply.headers.first(name: "content-range") else {
                // The whole, where it is not longer than was asked for.
                guard reply.status == 200, range.lowerBound == 0, count <= range.count else { break }
                return (reply.pieces, count, Int64(count), reply.tag)
            }
            guard let slash = said.lastIndex(of: "/"), let size = Int64(said[said.index(after: slash)...]),
                said.hasPrefix("bytes \(range.lowerBound)-"),
                count == Int(min(range.upperBound, size) - range.lowerBound)
            else { break }
            return (reply.pieces, count, size, reply.tag)
        case 416: return ([], 0, range.lowerBound, tag)
        case 404: throw BytesProblem.absent(connection.place(name))
        case 412: throw BytesProblem.headMoved(key)
        default: throw S3Problem.refused(connection.place(name), status: reply.status, "GetObject")
        }
        throw S3Problem.answer(connection.place(name), "a range of other bytes")
    }
}
