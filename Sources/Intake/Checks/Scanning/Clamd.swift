package import Bytes

/// A ClamAV daemon, asked file by file: the bytes go over the line (`INSTREAM`), so that it needs no right to read the
/// archive's folders and may run on another machine. Source: clamd(8), section COMMANDS.
package struct Clamd: Sendable {
    package let address: ScannerAddress
    /// Seconds until it must have taken or said something.
    let patience: Int

    package init(address: ScannerAddress, patience: Int = 120) {
        (self.address, self.patience) = (address, patience)
    }

    package enum Answer: Equatable, Sendable {
        case clean
        /// The name of what it found.
        case infected(String)
        /// Larger than it takes (`StreamMaxLength`).
        case tooLarge
    }

    /// Engine, number and day of its signatures: `ClamAV 1.0.9/27811/Thu Nov 26 09:21:10 2026`; without the last two if its
    /// signatures are of the archive's own making.
    package func version() throws -> String {
        let socket = try ScannerSocket(address, patience: patience)
        guard try Array("zVERSION\0".utf8).withUnsafeBytes(socket.send) else {
            throw ScannerProblem.noAnswer(address, "the line was closed")
        }
        let said = try socket.answer()
        guard said.hasPrefix("ClamAV ") else { throw ScannerProblem.strange(address, said) }
        return said
    }

    /// What it says of the file at `path`.
    func scan(_ path: String) throws -> Answer {
        let socket = try ScannerSocket(address, patience: patience)
        try send(path, over: socket)
        return try answer(over: socket)
    }

    /// What it says of `content`, a stream whose chunks have fewer than 2³² bytes. A problem of the stream is thrown as it is.
    package func scan(_ content: ByteStream) async throws -> Answer {
        let socket = try await onFileThread {
            let socket = try ScannerSocket(address, patience: patience)
            return try Array("zINSTREAM\0".utf8).withUnsafeBytes(socket.send) ? socket : nil
        }
        guard let socket else { throw ScannerProblem.noAnswer(address, "the line was closed") }
        for try await chunk in content where !chunk.isEmpty {
            let hears = try await onFileThread {
                let length = withUnsafeBytes(of: UInt32(chunk.count).bigEndian, Array.init)
                return try length.withUnsafeBytes(socket.send) && chunk.withUnsafeBytes(socket.send)
            }
            // It takes no more of a file that is too large, and says so.
            guard hears else { return try await onFileThread { try answer(over: socket) } }
        }
        return try await onFileThread {
            _ = try [UInt8](repeating: 0, count: 4).withUnsafeBytes(socket.send)
            return try answer(over: socket)
        }
    }

    private func answer(over socket: ScannerSocket) throws -> Answer {
        let said = try socket.answer()
        if said.hasSuffix(" FOUND") {
            let name = said.dropLast(6)
            return .infected(String(name.hasPrefix("stream: ") ? name.dropFirst(8) : name))
        }
        if said.contains("size limit exceeded") { return .tooLarge }
        guard said == "stream: OK" else { throw ScannerProblem.strange(address, said) }
        return .clean
    }

    /// Blocks of the file, each after its length in four bytes; none is the end. Stops where the other side hears no more.
    private func send(_ path: String, over socket: ScannerSocket) throws {
        guard try Array("zINSTREAM\0".utf8).withUnsafeBytes(socket.send) else { return }
        let file = try OpenFile.reading(path)
        var block = [UInt8](repeating: 0, count: 4 + (1 << 18))
        var done: Int64 = 0
        while true {
            let count = try block.withUnsafeMutableBytes { buffer in
                let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[4...])
                let count = try file.read(into: rest, at: done)
                buffer.storeBytes(of: UInt32(count).bigEndian, as: UInt32.self)
                return count
            }
            guard try block.withUnsafeBytes({ try socket.send(UnsafeRawBufferPointer(rebasing: $0[..<(4 + count)])) }),
                count > 0
            else { return }
            done += Int64(count)
        }
    }
}
