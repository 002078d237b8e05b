import CLibPQ
import Tables

/// The server's answer to one statement; its memory is freed with it.
struct PostgresAnswer: ~Copyable {
    private let raw: OpaquePointer

    init(_ raw: OpaquePointer) { self.raw = raw }

    deinit { PQclear(raw) }

    /// `INSERT 0 3`, `COMMIT`.
    var tag: String { PostgresFailure.text(PQcmdStatus(raw)) }

    /// How many rows the statement changed; 0 for one that changes none.
    var changed: Int {
        if tag.hasPrefix("SELECT") || tag.hasPrefix("FETCH") { return 0 }
        return Int(PostgresFailure.text(PQcmdTuples(raw))) ?? 0
    }

    var rows: [Row] {
        let width = PQnfields(raw)
        let columns = (0..<width).map { PostgresFailure.text(PQfname(raw, $0)) }
        let types = (0..<width).map { PQftype(raw, $0) }
        return (0..<PQntuples(raw)).map { row in
            Row(columns: columns, values: (0..<width).map { value(row, $0, types[Int($0)]) })
        }
    }

    private func value(_ row: Int32, _ column: Int32, _ type: Oid) -> Value {
        guard PQgetisnull(raw, row, column) == 0, let start = PQgetvalue(raw, row, column) else { return .null }
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(raw, row, column)))
        switch type {
        case PostgresType.int8, PostgresType.int4, PostgresType.int2, PostgresType.oid:
            return Int64(String(decoding: bytes, as: UTF8.self)).map(Value.integer) ?? .null
        case PostgresType.bool: return .integer(bytes.first == UInt8(ascii: "t") ? 1 : 0)
        case PostgresType.float8, PostgresType.float4:
            return Double(String(decoding: bytes, as: UTF8.self)).map(Value.real) ?? .null
        case PostgresType.numeric:
            // Sums of whole numbers are numeric to the server.
            let text = String(decoding: bytes, as: UTF8.self)
            return Int64(text).map(Value.integer) ?? Double(text).map(Value.real) ?? .null
        case PostgresType.bytea: return .blob(PostgresAnswer.bytes(hex: bytes))
        default: return .text(String(decoding: bytes, as: UTF8.self))
        }
    }

    /// From `\x00ff`.
    private static func bytes(hex: UnsafeRawBufferPointer) -> [UInt8] {
        func half(_ digit: UInt8) -> UInt8 {
            digit <= UInt8(ascii: "9") ? digit - UInt8(ascii: "0") : digit - UInt8(ascii: "a") + 10
        }
        return stride(from: 2, to: hex.count - 1, by: 2).map { half(hex[$0]) << 4 | half(hex[$0 + 1]) }
    }
}
