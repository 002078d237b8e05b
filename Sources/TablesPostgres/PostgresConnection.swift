import Archive
import CLibPQ
import Glibc
import Tables

/// One connection of libpq: made and freed here, nowhere else.
struct PostgresConnection: ~Copyable {
    private let raw: OpaquePointer
    let place: String

    /// - Parameter name: what the server shows this connection as.
    init(_ settings: PostgresSettings, name: String) throws {
        let parameters = settings.parameters(name: name)
        // libpq copies both lists before it returns.
        var keywords = parameters.map { UnsafePointer(strdup($0.0)) } + [nil]
        var values = parameters.map { UnsafePointer(strdup($0.1)) } + [nil]
        defer { for text in keywords + values { free(UnsafeMutablePointer(mutating: text)) } }
        guard let raw = PQconnectdbParams(&keywords, &values, 0) else {
            throw TablesProblem.unreachable(detail: "no memory for a connection")
        }
        guard PQstatus(raw) == CONNECTION_OK else {
            let problem = PostgresFailure.unconnected(raw, settings)
            PQfinish(raw)
            throw problem
        }
        // Notices ("terminating connection") come as errors too; libpq would print them among the program's own words.
        PQsetNoticeProcessor(raw, { _, _ in }, nil)
        self.raw = raw
        place = settings.place
    }

    deinit { PQfinish(raw) }

    var isAlive: Bool { PQstatus(raw) == CONNECTION_OK }
    /// Whether a transaction is open and has not failed.
    var isInTransaction: Bool { [PQTRANS_INTRANS, PQTRANS_ACTIVE].contains(PQtransactionStatus(raw)) }
    /// Whether a statement of the open transaction failed, so that all that is left is to undo.
    var isInFailedTransaction: Bool { PQtransactionStatus(raw) == PQTRANS_INERROR }
    /// The server's process for this connection.
    var backend: Int32 { PQbackendPID(raw) }
    /// 150004.
    var version: Int32 { PQserverVersion(raw) }

    /// Runs statements without values, in one trip; the answer of the last.
    func simple(_ sql: String) throws -> PostgresAnswer { try answer(PQexec(raw, sql), sql) }

    func prepare(_ name: String, _ sql: String, _ types: [Oid]) throws {
        _ = try answer(PQprepare(raw, name, sql, Int32(types.count), types), sql)
    }

    /// Runs what was prepared as `name`.
    func execute(_ name: String, _ values: BoundValues, _ sql: String) throws -> PostgresAnswer {
        let result = values.withPointers {
            PQexecPrepared(raw, name, values.count, $0, values.lengths, values.formats, 0)
        }
        return try answer(result, sql)
    }

    /// Runs a statement once, without keeping it prepared.
    func once(_ sql: String, _ values: BoundValues) throws -> PostgresAnswer {
        let result = values.withPointers {
            PQexecParams(raw, sql, values.count, values.types, $0, values.lengths, values.formats, 0)
        }
        return try answer(result, sql)
    }

    /// Begins `COPY … FROM STDIN`: from now on only `sendCopy`, and `endCopy` once.
    func beginCopy(_ sql: String) throws {
        let result = PQexec(raw, sql)
        if let result, PQresultStatus(result) == PGRES_COPY_IN { return PQclear(result) }
        _ = try answer(result, sql)
    }

    func sendCopy(_ bytes: [UInt8]) throws {
        let sent = bytes.withUnsafeBytes {
            PQputCopyData(raw, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count))
        }
        guard sent == 1 else { throw TablesProblem.unreachable(detail: PostgresFailure.text(PQerrorMessage(raw))) }
    }

    func endCopy(_ sql: String) throws -> PostgresAnswer {
        guard PQputCopyEnd(raw, nil) == 1 else {
            throw TablesProblem.unreachable(detail: PostgresFailure.text(PQerrorMessage(raw)))
        }
        let result = PQgetResult(raw)
        while let more = PQgetResult(raw) { PQclear(more) }
        return try answer(result, sql)
    }

    private func answer(_ result: OpaquePointer?, _ sql: String) throws -> PostgresAnswer {
        guard let result else {
            throw TablesProblem.unreachable(detail: PostgresFailure.text(PQerrorMessage(raw)))
        }
        let status = PQresultStatus(result)
        if status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK { return PostgresAnswer(result) }
        defer { PQclear(result) }
        let state = PostgresFailure.text(PQresultErrorField(result, field("C")))
        let message = PostgresFailure.text(PQresultErrorField(result, field("M")))
        throw PostgresFailure.problem(
            state: state, message: message.isEmpty ? PostgresFailure.text(PQerrorMessage(raw)) : message, sql: sql,
            place: place)
    }

    /// libpq names the parts of an error by letters.
    private func field(_ letter: Unicode.Scalar) -> Int32 { Int32(letter.value) }
}
