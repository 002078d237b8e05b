import Foundation
import Glibc

/// The simulator of a signature server and a seal platform (`Tests/Fixtures/signing/simulator.py`), one for all tests of a process,
/// with which it ends.
package final class RunningSigningServer: Sendable {
    /// Made when it is first asked for: its keys take a moment.
    package static let shared = Result { try RunningSigningServer() }

    package let folder: String
    private let plain: Int
    private let secure: Int

    /// The folder of certificates to trust.
    package var trust: String { folder + "/trust" }
    package var token: String { folder + "/token" }
    /// The authority of its TLS.
    package var authorities: String { folder + "/tls.pem" }

    /// - Parameters:
    ///   - path: `/cms`, `/cms-rsa`, `/seal`.
    ///   - mood: how it misbehaves: `other`, `stranger`, `refuse`, `broken`, `large`, `silent`.
    package func address(_ path: String, as mood: String? = nil, byTLS: Bool = false) -> String {
        (byTLS ? "https://127.0.0.1:\(secure)" : "http://127.0.0.1:\(plain)") + path + (mood.map { "?as=" + $0 } ?? "")
    }

    private struct NotStarted: Error, CustomStringConvertible { let description: String }

    private init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/signing-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures/signing/simulator.py").path
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
        var ports: [Int] = []
        for _ in 0..<1200 where ports.count != 2 {
            usleep(25_000)
            let said = try? String(contentsOfFile: folder + "/ports", encoding: .utf8)
            ports = said?.split(separator: " ").compactMap { Int($0) } ?? []
        }
        guard ports.count == 2 else {
            let log = try? String(contentsOfFile: folder + "/log", encoding: .utf8)
            throw NotStarted(description: log ?? "no ports")
        }
        (plain, secure) = (ports[0], ports[1])
    }
}
