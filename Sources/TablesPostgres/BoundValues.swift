import CLibPQ
import Tables

/// The values of one statement as libpq takes them: pointers into one buffer, with types, lengths and formats.
///
/// Numbers and text travel as text, bytes as they are. Types are said, so that a number means a number wherever it
/// stands; NULL has none and takes that of its place.
struct BoundValues {
    private var bytes: [UInt8] = []
    /// Where each value begins; `nil` for NULL.
    private var starts: [Int?] = []
    private(set) var lengths: [Int32] = []
    private(set) var formats: [Int32] = []
    private(set) var types: [Oid] = []

    /// - Throws: `TablesProblem.constraint` for text with a zero character, which PostgreSQL cannot keep.
    init(_ values: [Value]) throws {
        for value in values {
            let start = bytes.count
            switch value {
            case .null:
                add(nil, 0, PostgresType.unknown)
                continue
            case .integer(let number): bytes += String(number).utf8
            case .real(let number): bytes += String(number).utf8
            case .text(let text):
                bytes += text.utf8
                guard !bytes[start...].contains(0) else {
                    throw TablesProblem.constraint(detail: "text with a zero character (U+0000)")
                }
            case .blob(let blob):
                bytes += blob
                add(start, Int32(blob.count), PostgresType.bytea, format: 1)
                bytes.append(0)
                continue
            }
            bytes.append(0)
            add(start, 0, PostgresType.of(value))
        }
        bytes.append(0)
    }

    private mutating func add(_ start: Int?, _ length: Int32, _ type: Oid, format: Int32 = 0) {
        starts.append(start)
        lengths.append(length)
        formats.append(format)
        types.append(type)
    }

    var count: Int32 { Int32(starts.count) }

    /// Gives the pointers; they hold as long as `body` runs.
    func withPointers<R>(_ body: (UnsafePointer<UnsafePointer<CChar>?>?) throws -> R) rethrows -> R {
        try bytes.withUnsafeBytes { buffer in
            let base = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            let pointers = starts.map { start in start.flatMap { base?.advanced(by: $0) } }
            return try pointers.withUnsafeBufferPointer { try body($0.baseAddress) }
        }
    }
}

/// The server's own numbers for its types (fixed in its catalogue).
enum PostgresType {
    static let unknown: Oid = 0
    static let bool: Oid = 16
    static let bytea: Oid = 17
    static let int8: Oid = 20
    static let int2: Oid = 21
    static let int4: Oid = 23
    static let text: Oid = 25
    static let oid: Oid = 26
    static let float4: Oid = 700
    static let float8: Oid = 701
    static let numeric: Oid = 1700

    static func of(_ value: Value) -> Oid {
        switch value {
        case .null: unknown
        case .integer: int8
        case .real: float8
        case .text: text
        case .blob: bytea
        }
    }
}
