import Glibc

/// A connection to a scanner, closed with its last reference. Its calls block, each for `patience` seconds at most.
final class ScannerSocket: Sendable {
    private let descriptor: Int32
    private let address: ScannerAddress

    init(_ address: ScannerAddress, patience: Int) throws(ScannerProblem) {
        self.address = address
        switch address {
        case .socket(let path): descriptor = try Self.connected(toFile: path, address, patience)
        case .host(let host, let port): descriptor = try Self.connected(to: host, port, address, patience)
        }
    }

    deinit { close(descriptor) }

    private static func connected(
        toFile path: String, _ address: ScannerAddress, _ patience: Int
    ) throws(ScannerProblem) -> Int32 {
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path.utf8) }
        return try withUnsafePointer(to: &name) { (name) throws(ScannerProblem) in
            try name.withMemoryRebound(to: sockaddr.self, capacity: 1) { (name) throws(ScannerProblem) in
                try connected(AF_UNIX, name, socklen_t(MemoryLayout<sockaddr_un>.size), address, patience)
            }
        }
    }

    private static func connected(
        to host: String, _ port: UInt16, _ address: ScannerAddress, _ patience: Int
    ) throws(ScannerProblem) -> Int32 {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0, let found else {
            throw .noAnswer(address, "the name leads nowhere")
        }
        defer { freeaddrinfo(found) }
        var problem = ScannerProblem.noAnswer(address, "the name leads nowhere")
        for one in sequence(first: found, next: { $0.pointee.ai_next }) {
            do throws(ScannerProblem) {
                return try connected(
                    one.pointee.ai_family, one.pointee.ai_addr, one.pointee.ai_addrlen, address, patience)
            } catch {
                problem = error
            }
        }
        throw problem
    }

    private static func connected(
        _ family: Int32, _ name: UnsafePointer<sockaddr>, _ length: socklen_t, _ address: ScannerAddress,
        _ patience: Int
    ) throws(ScannerProblem) -> Int32 {
        let descriptor = socket(family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .noAnswer(address, lastError) }
        var time = timeval(tv_sec: patience, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        // The first bounds connecting too.
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, size)
        guard connect(descriptor, name, length) == 0 else {
            let words = lastError
            close(descriptor)
            throw .noAnswer(address, words)
        }
        return descriptor
    }

    private static var lastError: String { String(cString: strerror(errno)) }

    /// Sends all of `bytes`; `false` if the other side takes no more, which it says in its answer.
    func send(_ bytes: UnsafeRawBufferPointer) throws(ScannerProblem) -> Bool {
        var done = 0
        while done < bytes.count {
            let count = Glibc.send(
                descriptor, bytes.baseAddress! + done, bytes.count - done, Int32(MSG_NOSIGNAL))
            if count < 0 {
                switch errno {
                case EINTR: continue
                case EPIPE, ECONNRESET: return false
                default: throw .noAnswer(address, Self.lastError)
                }
            }
            done += count
        }
        return true
    }

    /// The answer, up to its zero byte or the end, at most 4,096 bytes.
    func answer() throws(ScannerProblem) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 512)
        while bytes.count < 4096 {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count < 0 {
                if errno == EINTR { continue }
                // It may have answered before it closed the line.
                if errno == ECONNRESET, !bytes.isEmpty { break }
                throw .noAnswer(address, Self.lastError)
            }
            if count == 0 { break }
            let piece = buffer[..<count]
            if let end = piece.firstIndex(of: 0) {
                bytes += piece[..<end]
                return String(decoding: bytes, as: UTF8.self)
            }
            bytes += piece
        }
        guard !bytes.isEmpty else { throw .noAnswer(address, "the line was closed without an answer") }
        return String(decoding: bytes, as: UTF8.self)
    }
}
