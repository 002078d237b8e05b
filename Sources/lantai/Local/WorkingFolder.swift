import Foundation

/// The folder in which a person typed a command: the server that runs it works in another one.
enum WorkingFolder {
    @TaskLocal static var current = FileManager.default.currentDirectoryPath

    static func absolute(_ path: String) -> String {
        URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: current, isDirectory: true)).standardizedFileURL
            .path
    }
}
