import Foundation
import Tables
import TablesSQLite
import TestGround
import Testing

/// An engine under the contract. PostgreSQL joins in where `script/test-postgres` has started a server.
struct Engine: Sendable, CustomTestStringConvertible {
    let name: String
    /// An empty database of its own for each test.
    let make: @Sendable () async throws -> any Database

    var testDescription: String { name }

    static let all: [Engine] =
        [
            Engine(name: "SQLite") { try SQLiteDatabase(path: try TemporaryFolder.shared.fresh() + "/lantai.db") }
        ] + postgres

    /// PostgreSQL on a database that orders text by bytes, and on one that orders it as Chinese.
    static let postgres: [Engine] = [("PostgreSQL C", TestGround.Engine.postgres), ("PostgreSQL zh", .postgresZh)]
        .compactMap { name, engine in
            guard TestGround.url(of: engine) != nil else { return nil }
            return Engine(name: name) { try TestGround.postgres(engine) }
        }
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
