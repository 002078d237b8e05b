import Archive
import Foundation
package import Tables

/// Rows in one schema of a PostgreSQL database: several readers beside one writer that commits in groups.
///
/// Each connection has a thread of its own. The server must keep UTF-8; its order of text does not matter, codes and keys
/// are compared byte by byte. A body must not wait for another `read` or `write`: there is one writer.
package final class PostgresDatabase: Database {
    package let dialect = Dialect.postgres
    package let settings: PostgresSettings
    /// What the server shows the writing connection as.
    package let writerName: String
    private let readers: ConnectionThreads
    /// `nil` where another process writes.
    private let writer: ConnectionThreads?
    private let outage: Outage
    private let queue: CommitQueue

    /// Connects once, waiting for it, to see that the server will do, and makes the schema if it is not there.
    ///
    /// - Parameters:
    ///   - owner: the home that claimed the schema. Nobody else may then open it to write as long as this is open.
    ///   - readers: connections that may read at the same time.
    ///   - group: bodies that share one COMMIT at most.
    /// - Throws: `TablesProblem.unopened` if the server refuses or will not do, `.unreachable` if there is none;
    ///   `ClaimProblem` at the first write where the schema is not the owner's or another program has it.
    package init(_ settings: PostgresSettings, owner: String? = nil, readers: Int? = nil, group: Int = 50) throws {
        self.settings = settings
        let (schema, outage) = (SchemaCount(), Outage(settings))
        try Schema.prepare(PostgresSession(settings, name: "lantai", schema: schema), owner: owner)
        self.outage = outage
        self.readers = PostgresDatabase.readers(readers, settings, schema, outage)
        let name = "lantai writer \(UUID().uuidString.lowercased())"
        writerName = name
        writer = ConnectionThreads(1, name: "commits") {
            PostgresSession(
                settings, name: name, schema: schema, outage: outage, holder: owner.map { Holder(owner: $0, settings) })
        }
        queue = CommitQueue(limit: group)
    }

    /// Opens the schema of `owner` only to read it: another process writes. Every `write` throws `ReadsOnly`.
    package init(following settings: PostgresSettings, owner: String, readers: Int? = nil) throws {
        self.settings = settings
        let (schema, outage) = (SchemaCount(), Outage(settings))
        let session = PostgresSession(settings, name: "lantai", schema: schema)
        try Schema.check(session)
        try Schema.hold(session, to: owner)
        session.drop()
        self.outage = outage
        self.readers = PostgresDatabase.readers(readers, settings, schema, outage)
        (writerName, writer, queue) = ("", nil, CommitQueue(limit: 1))
    }

    private static func readers(
        _ count: Int?, _ settings: PostgresSettings, _ schema: SchemaCount, _ outage: Outage
    ) -> ConnectionThreads {
        let usual = min(max(4, ProcessInfo.processInfo.activeProcessorCount), 16)
        return ConnectionThreads(count ?? usual, name: "rows") {
            PostgresSession(settings, name: "lantai reader", schema: schema, outage: outage)
        }
    }

    deinit {
        // Threads end with who used them; what waits is finished first.
        let (readers, writer) = (readers, writer)
        Task {
            await writer?.close()
            await readers.close()
        }
    }

    package func attach(_ hook: any CommitHook) { queue.attach(hook) }

    package func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        while true {
            do {
                return try await readOnce(body)
            } catch let problem as TablesProblem {
                // Another server takes over in a moment; a read can be asked again.
                guard case .unreachable = problem, outage.age < settings.patience, settings.hasStandby else {
                    throw problem
                }
                try await Task.sleep(for: .milliseconds(50))
            }
        }
    }

    private func readOnce<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let isTaken = readers.add { session in
                continuation.resume(with: Result { try PostgresDatabase.read(body, on: session) })
            }
            if !isTaken { continuation.resume(throwing: TablesProblem.closed) }
        }
    }

    private static func read<T>(
        _ body: (any Transaction) throws -> T, on session: PostgresSession
    ) throws -> T {
        try session.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        // A read has nothing to keep; ROLLBACK also ends a failed transaction.
        defer { do { try session.simple("ROLLBACK") } catch { session.drop() } }
        return try PostgresTransaction.run(on: session, notes: nil, body)
    }

    @discardableResult
    package func write<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        guard let writer else { throw ReadsOnly() }
        return try await withCheckedThrowingContinuation { continuation in
            guard queue.add(CommitQueue.Job(body, continuation)) else { return }
            let isTaken = writer.add { [queue] session in queue.drain(on: session.writer) }
            if !isTaken { queue.refuse(TablesProblem.closed) }
        }
    }

    /// Waits for work under way and closes the connections. Later calls fail.
    package func close() async throws {
        await writer?.close()
        await readers.close()
    }
}

extension Outage {
    /// Where another server may take over it is asked for at once, and again and again.
    convenience init(_ settings: PostgresSettings) {
        self.init(length: settings.hasStandby ? .milliseconds(100) : .seconds(1))
    }
}
