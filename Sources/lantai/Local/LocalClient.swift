import Archive
import ArgumentParser
import Bytes
import Foundation
import Glibc

/// Hands a command to the server that holds the home, and prints what it says.
struct LocalClient: Sendable {
    let socket: FrameSocket

    /// `nil` if nobody answers.
    init?(_ home: Home) {
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard withUnixAddress(home.socket, { connect(descriptor, $0, $1) }) == 0 else {
            close(descriptor)
            return nil
        }
        socket = FrameSocket(descriptor: descriptor)
    }

    /// Runs the command there; its exit status.
    func run(_ arguments: [String], input: ByteStream?, _ io: CommandIO) async throws -> Int32 {
        let request: JSON = [
            "arguments": .array(arguments.map(JSON.string)), "folder": .string(WorkingFolder.current),
            "input": .bool(input != nil), "user": .string(io.user),
            "password": JSON(io.password), "language": .string(io.language.rawValue),
        ]
        try socket.write(Frame(kind: .command, bytes: request.canonical))
        // Answers are read on a thread of their own: the server may refuse a package before all of it is sent.
        async let status = answers(io)
        if let input {
            do {
                for try await piece in input { try socket.write(Frame(kind: .input, bytes: piece)) }
                try socket.write(Frame(kind: .inputEnd, bytes: []))
            } catch is LocalProblem {
                // The server stopped listening: its answer says why.
            } catch {
                // The package could not be read to its end: hang up, so that the server keeps nothing of it.
                shutdown(socket.descriptor, Int32(SHUT_RDWR))
                _ = try? await status
                throw error
            }
        }
        return try await status
    }

    private func answers(_ io: CommandIO) async throws -> Int32 {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        while let frame = try socket.read() {
                            let text = String(decoding: frame.bytes, as: UTF8.self)
                            switch frame.kind {
                            case .output: io.out(text)
                            case .error: io.err(text)
                            case .exit: return Int32(frame.bytes.first ?? 1)
                            default: throw LocalProblem.garbled
                            }
                        }
                        throw LocalProblem.gone
                    })
            }
        }
    }
}
