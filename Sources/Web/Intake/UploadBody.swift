import Archive
import Bytes
import Hummingbird
import NIOCore

/// The body of an upload, pulled as fast as it can be stored and no faster: what is not asked for stays with the sender.
///
/// One task pulls at a time: the answer that reads the fields, and within it whoever stores the bytes.
final class UploadBody: @unchecked Sendable {
    private var iterator: RequestBody.AsyncIterator
    private let gate: UploadGate
    private let expected: Int64?
    private var received: Int64 = 0
    private var measuredAt: Int64 = 0

    private var parser: Multipart?
    private var pieces: [Multipart.Piece] = []
    private var next = 0

    /// Raw bytes: the body is the file.
    init(raw body: RequestBody, length: Int64?, gate: UploadGate) {
        iterator = body.makeAsyncIterator()
        expected = length
        self.gate = gate
    }

    /// A form with a file in it.
    init(form body: RequestBody, contentType: String?, length: Int64?, gate: UploadGate) throws(WebProblem) {
        guard let parser = Multipart(contentType: contentType) else { throw Multipart.bad }
        iterator = body.makeAsyncIterator()
        self.parser = parser
        expected = length
        self.gate = gate
    }

    /// How often the free space is looked at while bytes come in.
    private static let measure: Int64 = 256 << 20

    private func chunk() async throws -> ByteBuffer? {
        let buffer: ByteBuffer?
        do {
            buffer = try await iterator.next()
        } catch is CancellationError {
            throw WebProblem.shuttingDown
        } catch {
            throw WebProblem.cutOff
        }
        guard let buffer else {
            // A connection that breaks may look like an end.
            if let expected, received != expected { throw WebProblem.cutOff }
            return nil
        }
        received += Int64(buffer.readableBytes)
        guard received <= gate.largest else { throw WebProblem.tooLarge(limit: gate.largest) }
        if received - measuredAt >= UploadBody.measure {
            measuredAt = received
            try gate.room(for: 0)
        }
        return buffer
    }

    // MARK: Raw

    /// The body as it comes, in large chunks.
    func bytes() -> ByteStream {
        ByteStream { [self] in
            var gathered: [UInt8] = []
            while gathered.count < ByteStream.chunk / 2, let buffer = try await chunk() {
                if gathered.isEmpty { gathered.reserveCapacity(ByteStream.chunk) }
                gathered.append(contentsOf: buffer.readableBytesView)
            }
            return gathered.isEmpty ? nil : gathered
        }
    }

    // MARK: Form

    private func piece() async throws -> Multipart.Piece? {
        while next == pieces.count {
            guard let buffer = try await chunk() else {
                try parser?.finish()
                return nil
            }
            pieces = try parser?.feed(buffer.readableBytesView) ?? []
            next = 0
        }
        defer { next += 1 }
        return pieces[next]
    }

    /// The fields before the first file, and the head of that file; `nil` if none was chosen.
    func fields() async throws -> (form: Form, file: PartHead?) {
        var form = Form()
        while let piece = try await piece() {
            guard case .part(let head) = piece else { break }
            if let name = head.fileName {
                // A form without a chosen file sends one without a name and without bytes.
                if name.bytes.isEmpty {
                    _ = try await value(limit: 0)
                    continue
                }
                return (form, head)
            }
            form.append(head.name, String(decoding: try await value(limit: 65_536), as: UTF8.self))
        }
        return (form, nil)
    }

    /// The rest of the current part, whole.
    private func value(limit: Int) async throws -> [UInt8] {
        var value: [UInt8] = []
        while let piece = try await piece() {
            switch piece {
            case .bytes(let bytes):
                value += bytes
                guard value.count <= limit else { throw WebProblem.tooLarge(limit: Int64(limit)) }
            case .partEnd: return value
            case .part, .end: throw Multipart.bad
            }
        }
        throw WebProblem.cutOff
    }

    /// A small file whole: a scan of a signed form.
    func smallFile(limit: Int) async throws -> [UInt8] { try await value(limit: limit) }

    /// The bytes of the file whose head `fields` gave. They end only where the part's closing boundary was seen.
    func fileBytes() -> ByteStream {
        ByteStream { [self] in
            var gathered: [UInt8] = []
            while gathered.count < ByteStream.chunk / 2, let piece = try await current() {
                switch piece {
                case .bytes(let bytes):
                    next += 1
                    if gathered.isEmpty { gathered.reserveCapacity(ByteStream.chunk) }
                    gathered += bytes
                case .partEnd: return gathered.isEmpty ? nil : gathered
                case .part, .end: throw Multipart.bad
                }
            }
            return gathered
        }
    }

    /// The piece that comes next, without taking it: the end of a part is seen again and again.
    private func current() async throws -> Multipart.Piece? {
        guard let found = try await piece() else { throw WebProblem.cutOff }
        next -= 1
        return found
    }

    /// Reads to the closing boundary: nothing of ours follows the file.
    func finish() async throws {
        while let piece = try await piece() {
            if piece == .end { return }
        }
    }
}
