import Archive
import Foundation
import Glibc

/// What goes over the local socket: a kind, a length (4 bytes, big end first), that many bytes.
struct Frame: Sendable {
    enum Kind: UInt8, Sendable {
        /// To the server: the command (JSON), a piece of the package to receive, its end.
        case command = 1
        case input, inputEnd
        /// To the client: a piece for standard output, for standard error, the exit status (one byte).
        case output, error, exit
    }

    let kind: Kind
    let bytes: [UInt8]

    static let largest = 4 << 20
}

/// Blocking reads and writes of frames on one socket. Used from threads of its own, never from the cooperative pool.
struct FrameSocket: Sendable {
    let descriptor: Int32

    func write(_ frame: Frame) throws {
        let length = UInt32(frame.bytes.count)
        let head = [frame.kind.rawValue] + (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * UInt32($0))) }
        try writeAll(head)
        try writeAll(frame.bytes)
    }

    /// The next frame; `nil` when the other side has gone.
    func read() throws -> Frame? {
        guard let head = try readAll(5) else { return nil }
        let length = head[1...].reduce(0) { $0 << 8 | Int($1) }
        guard let kind = Frame.Kind(rawValue: head[0]), length <= Frame.largest else { throw LocalProblem.garbled }
        guard let bytes = try readAll(length) else { return nil }
        return Frame(kind: kind, bytes: bytes)
    }

    private func writeAll(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                send(descriptor, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw LocalProblem.gone }
            sent += count
        }
    }

    private func readAll(_ count: Int) throws -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        var got = 0
        while got < count {
            let step = bytes.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress! + got, count - got, 0) }
            if step < 0 && errno == EINTR { continue }
            guard step > 0 else { return nil }
            got += step
        }
        return bytes
    }
}

/// Why a command could not be handed to the running server.
enum LocalProblem: Explained {
    case gone
    case garbled

    var code: String { self == .gone ? "local.gone" : "local.garbled" }

    var what: Words {
        switch self {
        case .gone: Words(zh: "正在运行的兰台中断了本机连接。", en: "The running Lantai closed the local connection.")
        case .garbled: Words(zh: "本机套接字上的内容无法辨认。", en: "What came over the local socket makes no sense.")
        }
    }

    var next: Words {
        switch self {
        case .gone: Words(zh: "看它是否还在运行；命令可以再执行一次。", en: "See whether it still runs; the command may be run again.")
        case .garbled: Words(zh: "服务与命令要用同一版本的兰台。", en: "Use the same version of Lantai for server and command.")
        }
    }
}

/// The address of a Unix socket, or `nil` where the path is longer than the system takes (107 bytes).
func withUnixAddress<T>(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> T) -> T? {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    let room = MemoryLayout.size(ofValue: address.sun_path)
    guard bytes.count < room else { return nil }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    return withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
    }
}
