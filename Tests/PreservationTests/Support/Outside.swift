import Foundation
import Testing

/// What lies outside the package: test data, and the validators of others.
enum Outside {
    static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The folder of shared test data: `LANTAI_DATA`, or `shared/data` beside the package.
    static let data: URL = {
        if let folder = ProcessInfo.processInfo.environment["LANTAI_DATA"] { return URL(fileURLWithPath: folder) }
        return package.deletingLastPathComponent().appendingPathComponent("shared/data")
    }()

    static let python = package.appendingPathComponent(".build/test-tools/venv/bin/python").path

    /// On a build server nothing may be missing: there the test runs and fails instead of being skipped.
    static let mustRun = ProcessInfo.processInfo.environment["CI"] == "true"

    static func has(_ path: String) -> Bool { mustRun || FileManager.default.fileExists(atPath: path) }

    static var hasPython: Bool { has(python) }
    static var hasXMLLint: Bool { mustRun || run("/usr/bin/env", ["xmllint", "--version"]).status == 0 }
    static func hasData(_ path: String) -> Bool { has(data.appendingPathComponent(path).path) }

    /// Runs a program; its exit status and all it printed.
    static func run(_ program: String, _ arguments: [String], environment: [String: String] = [:]) -> (
        status: Int32, output: String
    ) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        do { try process.run() } catch { return (-1, "\(error)") }
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    /// What ocfl-py says of an object or a whole storage root.
    static func validateOCFL(_ path: String) -> (status: Int32, output: String) {
        let script = URL(fileURLWithPath: python).deletingLastPathComponent().appendingPathComponent("ocfl-validate.py")
        return run(python, [script.path, path])
    }

    /// What bagit-python says of a bag.
    static func validateBag(_ path: String) -> (status: Int32, output: String) {
        let script = URL(fileURLWithPath: python).deletingLastPathComponent().appendingPathComponent("bagit.py")
        return run(python, [script.path, "--validate", path])
    }
}
