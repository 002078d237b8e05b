import Archive
import Bytes
import Formats
import Foundation

@testable import Intake

/// The `lantai` program beside the test bundle, which answers to `__worker`.
enum Program {
    static let path: String = {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let running = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let starts = CommandLine.arguments.filter { $0.hasPrefix("/") }.map { URL(fileURLWithPath: $0) } + [running]
        var folders = starts.flatMap { start in
            sequence(first: start.deletingLastPathComponent()) { $0.path == "/" ? nil : $0.deletingLastPathComponent() }
        }
        folders.append(package.appendingPathComponent(".build/debug"))
        let found = folders.map { $0.appendingPathComponent("lantai").path }.first { path in
            FileManager.default.isExecutableFile(atPath: path) && !DurableFile.isFolder(path)
        }
        guard let found else { fatalError("build the product lantai first: swift build") }
        return found
    }()

    /// Shared by all tests: starting workers costs more than most checks.
    static let workers = WorkerPool(executable: path, count: 2)
}

/// The day on which packages are checked in tests.
let testClock = Clock.fixed(Instant(text: "2026-11-23T04:00:00.000000Z")!)

/// Checks the package at `path` as `lantai check` does.
func check(_ path: String, settings: IntakeSettings = IntakeSettings()) async throws -> CheckReport {
    try await PackageCheck.run(path: path, workers: Program.workers, settings: settings, clock: testClock)
}

extension CheckReport {
    func findings(_ severity: Finding.Severity) -> [Finding] { findings.filter { $0.severity == severity } }

    /// Findings that are not for review.
    var faults: [Finding] { findings.filter { $0.severity != .review } }

    /// Whether a fault names `text` in any of its places or sentences.
    func names(_ text: String) -> Bool { faults.contains { $0.names(text) } }
}

extension Finding {
    func names(_ text: String) -> Bool {
        [file?.display, element, record, what.zh, what.en].compactMap(\.self).contains { $0.contains(text) }
    }

    var summary: String {
        "\(severity.rawValue) \(check) file=\(file?.display ?? "-") element=\(element ?? "-") line=\(line ?? 0) record=\(record ?? "-"): \(what.zh)"
    }
}

/// A folder of its own for one test, removed with its last reference.
final class TestFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("lantai-intake-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
