import Foundation
import Testing

@testable import Formats

/// The `lantai` program beside the test bundle, which answers to `__worker`.
enum LantaiProgram {
    /// Walks up from the running test program to the folder of products.
    static let path: String = {
        let running = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let source = URL(fileURLWithPath: #filePath)
        let package = source.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        var folders = CommandLine.arguments.filter { $0.hasPrefix("/") }.map { URL(fileURLWithPath: $0) } + [running]
        folders = folders.flatMap { start in
            sequence(first: start.deletingLastPathComponent()) { $0.path == "/" ? nil : $0.deletingLastPathComponent() }
        }
        folders += [package.appendingPathComponent(".build/debug"), package.appendingPathComponent(".build/release")]
        let found = folders.map { $0.appendingPathComponent("lantai").path }
            .first { FileManager.default.isExecutableFile(atPath: $0) && !isFolder($0) }
        guard let found else { fatalError("build the product lantai first: swift build") }
        return found
    }()

    private static func isFolder(_ path: String) -> Bool {
        var folder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &folder) && folder.boolValue
    }
}

/// Runs `body` with workers of its own, and ends them.
func withWorkers<T>(
    _ count: Int = 1, _ limits: WorkerLimits = WorkerLimits(), _ body: (WorkerPool) async throws -> T
) async throws -> T {
    let pool = WorkerPool(executable: LantaiProgram.path, count: count, limits: limits)
    do {
        let result = try await body(pool)
        await pool.close()
        return result
    } catch {
        await pool.close()
        throw error
    }
}

/// A folder that goes when the test has ended.
func withFolder<T>(_ body: (URL) async throws -> T) async throws -> T {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lantai-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder)
}

/// Other people's files to test with, outside the project: `LANTAI_DATA`, or `../shared/data`.
enum Material {
    static let root: URL? = {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let places = [
            ProcessInfo.processInfo.environment["LANTAI_DATA"].map { URL(fileURLWithPath: $0) },
            package.deletingLastPathComponent().appendingPathComponent("shared/data"),
        ]
        return places.compactMap(\.self).first { FileManager.default.fileExists(atPath: $0.path) }
    }()

    /// The files below a folder of the material whose names end in one of `extensions`, in order of their paths.
    static func files(_ folder: String, _ extensions: String...) -> [URL] {
        guard let start = root?.appendingPathComponent(folder) else { return [] }
        let paths = FileManager.default.enumerator(atPath: start.path)?.allObjects as? [String] ?? []
        return paths.sorted().map { start.appendingPathComponent($0) }.filter { file in
            extensions.contains(file.pathExtension.lowercased()) || extensions.isEmpty && !isFolder(file)
        }
    }

    /// What stands under `key` in each line of a packed file of JSON lines.
    static func strings(_ path: String, _ key: String) throws -> [String] {
        let file = try #require(root?.appendingPathComponent(path), missing)
        let unpacking = Process()
        unpacking.executableURL = URL(fileURLWithPath: "/bin/gzip")
        unpacking.arguments = ["-dc", file.path]
        let pipe = Pipe()
        unpacking.standardOutput = pipe
        try unpacking.run()
        let all = pipe.fileHandleForReading.readDataToEndOfFile()
        unpacking.waitUntilExit()
        return try all.split(separator: 10).compactMap {
            try (JSONSerialization.jsonObject(with: $0) as? [String: Any])?[key] as? String
        }
    }

    private static func isFolder(_ file: URL) -> Bool {
        (try? file.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) ?? false
    }

    static let missing: Comment = "the material is not there (LANTAI_DATA or ../shared/data): not tested"
    static var isThere: Bool { root != nil || ProcessInfo.processInfo.environment["CI"] == "true" }
}
