import CZlib

/// Packs bytes as they come (RFC 1951): for pages on the wire, and for workbooks.
final class Deflater {
    enum Wrap {
        /// Nothing around it, as in a ZIP.
        case raw
        /// RFC 1952.
        case gzip
    }

    // zlib remembers where its stream lies: it must not move.
    private let stream: UnsafeMutablePointer<z_stream>

    /// - Parameter level: 1 quick to 9 small.
    init(_ wrap: Wrap, level: Int32) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let code = deflateInit2_(
            stream, level, Z_DEFLATED, wrap == .raw ? -15 : 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        // It fails without memory, and for a library of another version than its header.
        precondition(code == Z_OK)
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// What is ready after `bytes`; with `isLast` all of it.
    func add(_ bytes: [UInt8], isLast: Bool) -> [UInt8] {
        var out: [UInt8] = []
        var bytes = bytes
        bytes.withUnsafeMutableBufferPointer { input in
            stream.pointee.next_in = input.baseAddress
            stream.pointee.avail_in = UInt32(input.count)
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32_768) { room in
                repeat {
                    stream.pointee.next_out = room.baseAddress
                    stream.pointee.avail_out = UInt32(room.count)
                    deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
                    out.append(contentsOf: room[..<(room.count - Int(stream.pointee.avail_out))])
                } while stream.pointee.avail_out == 0
            }
        }
        return out
    }
}
