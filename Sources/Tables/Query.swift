package import Archive

/// One SQL statement written as a string literal. Each interpolation becomes a bound value, never text:
/// `"SELECT title FROM unit WHERE id = \(id.text)"`. Pieces of SQL are joined with `\(sql: other)`.
package struct Query: Sendable, ExpressibleByStringInterpolation {
    /// SQL between the bound values: always one more than `values`.
    package private(set) var pieces: [String]
    package private(set) var values: [Value]

    package init(stringLiteral value: String) {
        pieces = [value]
        values = []
    }

    package init(stringInterpolation: StringInterpolation) {
        pieces = stringInterpolation.pieces
        values = stringInterpolation.values
    }

    /// The statement with `?` (SQLite) or `$1` (PostgreSQL) in place of each value.
    package func text(_ placeholder: (Int) -> String) -> String {
        var text = pieces[0]
        for place in values.indices { text += placeholder(place + 1) + pieces[place + 1] }
        return text
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        var pieces: [String] = [""]
        var values: [Value] = []

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ literal: String) { pieces[pieces.count - 1] += literal }

        mutating func bind(_ value: Value) {
            values.append(value)
            pieces.append("")
        }

        package mutating func appendInterpolation(_ value: Value) { bind(value) }
        package mutating func appendInterpolation(_ text: String?) { bind(text.map(Value.text) ?? .null) }
        package mutating func appendInterpolation(_ number: Int64?) { bind(number.map(Value.integer) ?? .null) }
        package mutating func appendInterpolation(_ number: Int?) { bind(number.map { .integer(Int64($0)) } ?? .null) }
        package mutating func appendInterpolation(_ flag: Bool) { bind(.integer(flag ? 1 : 0)) }
        package mutating func appendInterpolation(_ bytes: [UInt8]?) { bind(bytes.map(Value.blob) ?? .null) }
        package mutating func appendInterpolation(_ day: Day?) { bind(day.map { .text($0.text) } ?? .null) }
        package mutating func appendInterpolation(_ instant: Instant?) { bind(instant.map { .text($0.text) } ?? .null) }
        package mutating func appendInterpolation<ID: Identifier>(_ id: ID?) {
            bind(id.map { .text($0.text) } ?? .null)
        }

        /// Joins another piece of SQL with its own values.
        package mutating func appendInterpolation(sql other: Query) {
            pieces[pieces.count - 1] += other.pieces[0]
            for place in other.values.indices {
                bind(other.values[place])
                pieces[pieces.count - 1] += other.pieces[place + 1]
            }
        }
    }
}

extension Query {
    /// `parts` with `separator` between them, as in `a AND b AND c`.
    package static func joined(_ parts: [Query], by separator: Query) -> Query {
        guard var whole = parts.first else { return "" }
        for part in parts.dropFirst() { whole = "\(sql: whole)\(sql: separator)\(sql: part)" }
        return whole
    }
}
