import Foundation
import Glibc

/// Starts servers that tests talk to, written in Python, which end with the process of the tests.
package enum RunningScript {
    private struct NotStarted: Error, CustomStringConvertible { let description: String }

    /// Starts `Tests/Fixtures/…` in a folder, which is made, and waits until it has written its ports there.
    package static func start(_ fixture: String, in folder: String, ports count: Int) throws -> [Int] {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures/" + fixture).path
        // Not Foundation's `Process`: it would hold the ends by which that sees other commands of these tests end.
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, folder + "/log", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        let words: [String] = ["python3", script, folder]
        var arguments = words.map { strdup($0) } + [nil]
        defer { for text in arguments { free(text) } }
        var process = pid_t()
        guard posix_spawnp(&process, "python3", &actions, nil, &arguments, environ) == 0 else {
            throw NotStarted(description: "python3 cannot be run")
        }
        for _ in 0..<1200 {
            usleep(25_000)
            let said = try? String(contentsOfFile: folder + "/ports", encoding: .utf8)
            let ports = said?.split(separator: " ").compactMap { Int($0) } ?? []
            if ports.count == count { return ports }
        }
        let log = try? String(contentsOfFile: folder + "/log", encoding: .utf8)
        throw NotStarted(description: log ?? "no ports")
    }
}
