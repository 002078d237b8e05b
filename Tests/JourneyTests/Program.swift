import Foundation
import Glibc
import Synchronization
import Testing

/// The built program, run from outside as a person runs it.
enum Program {
    /// The folder of built products: `lantai` stands beside the tests.
    static let folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()

    /// The clone this file was compiled in.
    static let clone = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let journeys = clone.appendingPathComponent("Tests/Journeys")
    static let python = clone.appendingPathComponent(".build/test-tools/venv/bin/python")

    struct Answer {
        let status: Int32
        let output: String

        /// Its last lines, which say what went wrong.
        var end: String { output.split(separator: "\n").suffix(12).joined(separator: "\n") }
    }

    /// Runs `line` in a shell in `folder`, with the program and the clone's scripts on PATH and a home of its own.
    ///
    /// What the line leaves running (a server) goes on until `place` is gone. Status 124: ended after `seconds`.
    static func shell(_ line: String, in place: TemporaryFolder, seconds: Int = 300) throws -> Answer {
        let inherited = ProcessInfo.processInfo.environment
        var environment = inherited.filter { !$0.key.hasPrefix("LANTAI_") && !$0.key.hasPrefix("LC_") }
        environment["PATH"] = "\(folder.path):\(clone.path)/script:" + (inherited["PATH"] ?? "/usr/bin:/bin")
        environment["HOME"] = place.url.path
        environment["LANTAI_HOME"] = place.url.path + "/home"
        environment["LANTAI_PROGRAM"] = folder.path + "/lantai"
        environment["LANTAI_DATA"] = inherited["LANTAI_DATA"]
        environment["LANG"] = "C.UTF-8"
        // A file, not a pipe: a server started by the line would hold a pipe open for ever.
        let log = place.url.appendingPathComponent(".output-" + UUID().uuidString)
        let group = try ProcessGroup(["/bin/sh", "-c", line], environment: environment, in: place.url, log: log)
        place.keep(group)
        let status = group.status(within: seconds)
        var output = String(decoding: try Data(contentsOf: log), as: UTF8.self)
        if status == 124 { output += "\nended after \(seconds) s: \(line)\n" }
        return Answer(status: status, output: output)
    }

    /// Whether an outside tool is there. Where there is none a journey says what it leaves out; in CI that is a failure.
    static func has(_ tool: String, for what: String) -> Bool {
        let places =
            tool.hasPrefix("/")
            ? [tool] : (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { $0 + "/" + tool }
        if places.contains(where: { access($0, X_OK) == 0 }) { return true }
        let words = "\(tool) is not there (script/setup test, script/test-tools): left out: \(what)"
        if ProcessInfo.processInfo.environment["CI"] == "true" {
            Issue.record("\(words)")
        } else {
            print(words)
        }
        return false
    }
}

/// A folder that is gone when the test is, and with it whatever was started in it and still runs.
final class TemporaryFolder: Sendable {
    let url: URL
    private let groups = Mutex<[ProcessGroup]>([])

    init() throws {
        url = URL(fileURLWithPath: NSTemporaryDirectory()).appendingPathComponent("lantai-journey-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    func keep(_ group: ProcessGroup) { groups.withLock { $0.append(group) } }

    deinit {
        groups.withLock { for group in $0 { group.end() } }
        try? FileManager.default.removeItem(at: url)
    }
}
