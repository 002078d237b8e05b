import CZlib

/// zlib streams (RFC 1950) of bytes in memory, at the fastest level: rows and metadata become a quarter.
enum Deflate {
    static func compressed(_ bytes: [UInt8]) -> [UInt8] {
        let most = compressBound(uLong(bytes.count))
        return [UInt8](unsafeUninitializedCapacity: Int(most)) { out, count in
            var length = uLong(most)
            let done = compress2(out.baseAddress, &length, bytes, uLong(bytes.count), 1)
            precondition(done == Z_OK, "zlib cannot compress")
            count = Int(length)
        }
    }

    /// `nil` unless `bytes` are a whole stream of just `size` bytes.
    static func expanded(_ bytes: [UInt8], to size: Int) -> [UInt8]? {
        var isWhole = false
        let out = [UInt8](unsafeUninitializedCapacity: max(size, 1)) { out, count in
            var length = uLong(size)
            isWhole = uncompress(out.baseAddress, &length, bytes, uLong(bytes.count)) == Z_OK && length == uLong(size)
            count = isWhole ? size : 0
        }
        return isWhole ? out : nil
    }
}
