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
        Engine(name: "SQLite") { try SQLiteDatabase(path: try TemporaryFolder.shared.fresh() + "/lantai.db") }
    ]
}

/// New empty folders, gone when the tests are.
final class TemporaryFolder: Sendable {
    static let shared = TemporaryFolder()

    private let path = NSTemporaryDirectory() + "lantai-tables-\(getpid())"

    private init() {
        atexit { try? FileManager.default.removeItem(atPath: TemporaryFolder.shared.path) }
    }

    func fresh() throws -> String {
        let path = path + "/" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }
}

/// A failure a body may choose.
struct Refused: Error, Equatable {
    let number: Int
}
