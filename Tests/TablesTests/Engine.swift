import Foundation
import Tables
import TablesSQLite
import Testing

/// An engine under the contract. A second engine joins by one more line in `all`.
struct Engine: Sendable, CustomTestStringConvertible {
    let name: String
    /// An empty database of its own for each test.
    let make: @Sendable () async throws -> any Database

    var testDescription: String { name }

    static let all = [
        Engine(name: "SQLite") { try SQLiteDatabase(path: try temporaryFolder() + "/lantai.db") }
    ]
}

/// A new empty folder that goes with the machine's temporary files.
func temporaryFolder() throws -> String {
    let path = NSTemporaryDirectory() + "lantai-tables-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
}

/// A failure a body may choose.
struct Refused: Error, Equatable {
    let number: Int
}
