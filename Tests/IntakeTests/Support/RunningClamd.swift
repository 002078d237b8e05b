import Foundation
import Testing

/// A ClamAV daemon of the test's own with one signature besides the test virus, ended with its last reference.
final class RunningClamd: Sendable {
    static let program = "/usr/sbin/clamd"
    /// What its own signature finds, written in two halves so that no scanner takes this file for it.
    static let worm = Array(("linjiang-trial" + "-worm").utf8)
    /// The largest file it takes.
    static let largest = 100_000

    let folder: TestFolder
    nonisolated let process: Int32
    var socket: String { folder.path + "/s" }

    /// `nil` where there is none, which in CI is a failure.
    static func start() async throws -> RunningClamd? {
        guard FileManager.default.isExecutableFile(atPath: program) else {
            let words = "\(program) is not there (script/setup test): left out: scanning for viruses"
            if ProcessInfo.processInfo.environment["CI"] == "true" { Issue.record("\(words)") } else { print(words) }
            return nil
        }
        let daemon = try RunningClamd()
        for _ in 0..<600 where !FileManager.default.fileExists(atPath: daemon.socket) {
            try await Task.sleep(for: .milliseconds(100))
        }
        return daemon
    }

    private init() throws {
        folder = try TestFolder()
        let base = folder.path + "/base"
        try FileManager.default.createDirectory(atPath: base, withIntermediateDirectories: true)
        let hex = Self.worm.map { String(format: "%02x", $0) }.joined()
        try "Trial.Worm:0:*:\(hex)\n".write(toFile: base + "/local.ndb", atomically: true, encoding: .utf8)
        try """
        DatabaseDirectory \(base)
        LocalSocket \(folder.path)/s
        Foreground yes
        StreamMaxLength \(Self.largest)

        """.write(toFile: folder.path + "/conf", atomically: true, encoding: .utf8)
        let daemon = Process()
        daemon.executableURL = URL(fileURLWithPath: Self.program)
        daemon.arguments = ["-c", folder.path + "/conf"]
        daemon.standardOutput = FileHandle.nullDevice
        daemon.standardError = FileHandle.nullDevice
        try daemon.run()
        process = daemon.processIdentifier
    }

    deinit { kill(process, SIGKILL) }
}
