import Archive
import ArgumentParser
import Bytes
import Foundation
import Glibc

/// Takes commands from the local socket while a server holds the home, and runs them in the open house.
final class LocalServer: Sendable {
    private let listener: Int32
    private let path: String
    private let house: House

    init(_ home: Home, house: House) throws {
        path = home.socket
        self.house = house
        unlink(path)
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        let bound = withUnixAddress(path) { bind(listener, $0, $1) }
        guard bound == 0, chmod(path, 0o600) == 0, listen(listener, 16) == 0 else {
            throw bound == nil ? HomeProblem.cannotCreate(path, "path too long") : HomeProblem.creating(path)
        }
    }

    func start() {
        Thread.detachNewThread { [self] in
            while true {
                let descriptor = accept(listener, nil, nil)
                if descriptor >= 0 {
                    Thread.detachNewThread { self.serve(FrameSocket(descriptor: descriptor)) }
                } else if errno != EINTR && errno != EMFILE {
                    return
                }
            }
        }
    }

    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
        unlink(path)
    }

    /// One command: its frame, then its input, if any, read as the command asks for it.
    private func serve(_ socket: FrameSocket) {
        guard let frame = try? socket.read(), frame.kind == .command, let request = try? JSON(parsing: frame.bytes),
            let arguments = request["arguments"]?.array?.compactMap(\.string)
        else {
            close(socket.descriptor)
            return
        }
        let queue = DispatchQueue(label: "lantai.local")
        let input = ByteStream(unfolding: {
            try await withCheckedThrowingContinuation { continuation in
                queue.async {
                    continuation.resume(
                        with: Result {
                            guard let frame = try socket.read() else { throw LocalProblem.gone }
                            return frame.kind == .input ? frame.bytes : nil
                        })
                }
            }
        })
        let io = CommandIO(
            out: { try? socket.write(Frame(kind: .output, bytes: Array($0.utf8))) },
            err: { try? socket.write(Frame(kind: .error, bytes: Array($0.utf8))) },
            input: request["input"]?.bool == true ? input : nil,
            user: request["user"]?.string ?? "?",
            password: request["password"]?.string,
            language: Language(rawValue: request["language"]?.string ?? "") ?? .zh)
        Task { [house] in
            let status = await runReporting(io) {
                let command = try WorkingFolder.$current.withValue(request["folder"]?.string ?? "/") {
                    try Lantai.parseAsRoot(arguments)
                }
                guard let command = command as? any HouseCommand else { throw LocalProblem.garbled }
                try await command.run(in: house, io)
            }
            try? socket.write(Frame(kind: .exit, bytes: [UInt8(truncatingIfNeeded: status)]))
            close(socket.descriptor)
        }
    }
}
