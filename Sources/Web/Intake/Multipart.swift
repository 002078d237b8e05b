import Archive
import Glibc

/// A reader of `multipart/form-data` that is fed bytes as they come and hands on parts as they become clear. A boundary
/// may lie across any number of chunks; nothing is kept but what could still become one. Source: RFC 7578, RFC 2046.
struct Multipart {
    /// What the bytes turned out to be.
    enum Piece: Hashable, Sendable {
        case part(PartHead)
        case bytes([UInt8])
        case partEnd
        /// The closing boundary: the body is complete. What follows is not read.
        case end
    }

    /// More than a form of ours ever has.
    struct Limits: Sendable {
        var head = 16_384
        var parts = 200
        /// Bytes before the first boundary.
        var preamble = 65_536
    }

    private enum State: Equatable {
        case preamble, afterDelimiter, head, body, done
    }

    private let delimiter: [UInt8]
    private let limits: Limits
    private var state = State.preamble
    /// Bytes seen and not yet understood. It begins with a line end, so that the first boundary looks like the others.
    private var held: [UInt8] = Array("\r\n".utf8)
    private var skipped = 0
    private var parts = 0

    /// - Parameter contentType: The request's header; `nil` if it names no usable boundary.
    init?(contentType: String?, limits: Limits = Limits()) {
        guard let boundary = Multipart.boundary(in: contentType) else { return nil }
        delimiter = Array("\r\n--\(boundary)".utf8)
        self.limits = limits
    }

    /// The bytes of the body are over. Throws if its closing boundary has not been seen.
    func finish() throws(WebProblem) {
        guard state == .done else { throw .cutOff }
    }

    /// Reads more of the body.
    mutating func feed(_ bytes: some Collection<UInt8>) throws(WebProblem) -> [Piece] {
        guard state != .done else { return [] }
        held.append(contentsOf: bytes)
        var pieces: [Piece] = []
        var start = 0
        while try step(from: &start, into: &pieces) {}
        held.removeFirst(start)
        return pieces
    }

    /// One step from `start`; `false` when more bytes are needed.
    private mutating func step(from start: inout Int, into pieces: inout [Piece]) throws(WebProblem) -> Bool {
        switch state {
        case .preamble:
            let found = Multipart.search(delimiter, in: held, from: start)
            skipped += found.place - start
            guard skipped <= limits.preamble else { throw Multipart.bad }
            start = found.isWhole ? found.place + delimiter.count : found.place
            if found.isWhole { state = .afterDelimiter }
            return found.isWhole
        case .afterDelimiter:
            guard held.count - start >= 2 else { return false }
            if held[start] == UInt8(ascii: "-"), held[start + 1] == UInt8(ascii: "-") {
                state = .done
                start = held.count
                pieces.append(.end)
                return false
            }
            // White space is allowed between the boundary and the end of its line.
            guard let end = held[start...].firstIndex(where: { $0 != 32 && $0 != 9 }), end + 1 < held.count else {
                guard held.count - start < 256 else { throw Multipart.bad }
                return false
            }
            guard held[end] == 13, held[end + 1] == 10 else { throw Multipart.bad }
            parts += 1
            guard parts <= limits.parts else {
                throw .malformed(Words(zh: "表单的部分太多。", en: "The form has too many parts."))
            }
            // The line end stays: a head without lines is followed by its empty line at once.
            start = end
            state = .head
            return true
        case .head:
            let found = Multipart.search(Multipart.headEnd, in: held, from: start)
            guard found.place - start <= limits.head else { throw Multipart.bad }
            guard found.isWhole else { return false }
            pieces.append(.part(try PartHead(held[start..<found.place])))
            start = found.place + Multipart.headEnd.count
            state = .body
            return true
        case .body:
            let found = Multipart.search(delimiter, in: held, from: start)
            if found.place > start { pieces.append(.bytes(Array(held[start..<found.place]))) }
            start = found.place
            guard found.isWhole else { return false }
            pieces.append(.partEnd)
            start += delimiter.count
            state = .afterDelimiter
            return true
        case .done: return false
        }
    }

    private static let headEnd = Array("\r\n\r\n".utf8)
    static let bad = WebProblem.malformed(
        Words(zh: "表单的格式不对（multipart/form-data）。", en: "The form is not well-formed multipart/form-data."))

    /// Where `wanted` begins at or after `start`; or, if it is not there as a whole, from where on the rest could be its
    /// beginning.
    private static func search(_ wanted: [UInt8], in bytes: [UInt8], from start: Int) -> (place: Int, isWhole: Bool) {
        bytes.withUnsafeBufferPointer { bytes in
            wanted.withUnsafeBufferPointer { wanted in
                var place = start
                while place < bytes.count {
                    // All we look for begin with a carriage return, rare in the middle of files.
                    guard let here = memchr(bytes.baseAddress! + place, 13, bytes.count - place) else { break }
                    place = UnsafeRawPointer(here) - UnsafeRawPointer(bytes.baseAddress!)
                    var same = 1
                    while same < wanted.count, place + same < bytes.count, bytes[place + same] == wanted[same] {
                        same += 1
                    }
                    if same == wanted.count { return (place, true) }
                    if place + same == bytes.count { return (place, false) }
                    place += 1
                }
                return (bytes.count, false)
            }
        }
    }

    /// The boundary of the header, quoted or not. Source: RFC 2046, 5.1.1.
    private static func boundary(in header: String?) -> String? {
        guard let header else { return nil }
        let parts = header.split(separator: ";")
        guard parts.first?.trimmed.lowercased() == "multipart/form-data" else { return nil }
        for part in parts.dropFirst() {
            guard let equals = part.firstIndex(of: "="), part[..<equals].trimmed.lowercased() == "boundary" else {
                continue
            }
            var value = part[part.index(after: equals)...].trimmed
            if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") {
                value = String(value.dropFirst().dropLast())
            }
            let fits =
                (1...70).contains(value.utf8.count)
                && value.utf8.allSatisfy { $0 > 31 && $0 < 127 && $0 != UInt8(ascii: "\"") }
            return fits ? value : nil
        }
        return nil
    }
}
