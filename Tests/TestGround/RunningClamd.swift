import Foundation

/// A ClamAV daemon of the test's own with one signature besides the test virus, ended with its last reference.
package final class RunningClamd: Sendable {
    static let program = "/usr/sbin/clamd"
    /// What its own signature finds, written in two halves so that no scanner takes this file for it.
    package static let worm = Array(("linjiang-trial" + "-worm").utf8)
    /// The largest file it takes.
    package static let largest = 100_000

    private let folder: String
    package let process: Int32
    package var socket: String { folder + "/s" }

    private struct Missing: Error, CustomStringConvertible { let description: String }

    /// `nil` where there is none, which in CI is a failure.
    package static func start() async throws -> RunningClamd? {
        guard FileManager.default.isExecutableFile(atPath: program) else {
            let words = "\(program) is not there (script/setup test): left out: scanning for viruses"
            if ProcessInfo.processInfo.environment["CI"] == "true" { throw Missing(description: words) }
            print(words)
            return nil
        }
        let daemon = try RunningClamd()
        for _ in 0..<600 where !FileManager.default.fileExists(atPath: daemon.socket) {
            try await Task.sleep(for: .milliseconds(100))
        }
        return daemon
    }

    private init() throws {
        // Short: the address of a socket has room for about a hundred bytes.
        folder = FileManager.default.temporaryDirectory.path + "/clamd-" + UUID().uuidString.prefix(8)
        let base = folder + "/base"
        try FileManager.default.createDirectory(atPath: base, withIntermediateDirectories: true)
        let hex = Self.worm.map { String(format: "%02x", $0) }.joined()
        try "Trial.Worm:0:*:\(hex)\n".write(toFile: base + "/local.ndb", atomically: true, encoding: .utf8)
        try """
        DatabaseDirectory \(base)
        LocalSocket \(folder)/s
        Foreground yes
        StreamMaxLength \(Self.largest)

        """.write(toFile: folder + "/conf", atomically: true, encoding: .utf8)
        let daemon = Process()
        daemon.executableURL = URL(fileURLWithPath: Self.program)
        daemon.arguments = ["-c", folder + "/conf"]
        daemon.standardOutput = FileHandle.nullDevice
        daemon.standardError = FileHandle.nullDevice
        try daemon.run()
        process = daemon.processIdentifier
    }

    deinit {
        kill(process, SIGKILL)
        try? FileManager.default.removeItem(atPath: folder)
    }
}
