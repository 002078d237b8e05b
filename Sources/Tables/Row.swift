/// One value in a row or bound to a query. Doubles are only for scores.
package enum Value: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
}

/// One row of an answer. Columns are read by name; a missing column or a value of another type is a programming
/// error and stops the program, since the query stands beside its reader.
package struct Row: Sendable {
    /// Column names in the order of the answer, shared by its rows.
    package let columns: [String]
    package let values: [Value]

    package init(columns: [String], values: [Value]) {
        self.columns = columns
        self.values = values
    }

    package subscript(_ column: String) -> Value {
        guard let place = columns.firstIndex(of: column) else {
            preconditionFailure("no column \(column) among \(columns)")
        }
        return values[place]
    }

    package func text(_ column: String) -> String {
        guard let text = optionalText(column) else { preconditionFailure("\(column) is null") }
        return text
    }

    package func optionalText(_ column: String) -> String? {
        switch self[column] {
        case .text(let text): text
        case .null: nil
        default: preconditionFailure("\(column) is not text")
        }
    }

    package func int(_ column: String) -> Int64 {
        guard let number = optionalInt(column) else { preconditionFailure("\(column) is null") }
        return number
    }

    package func optionalInt(_ column: String) -> Int64? {
        switch self[column] {
        case .integer(let number): number
        case .null: nil
        default: preconditionFailure("\(column) is not a whole number")
        }
    }

    package func bool(_ column: String) -> Bool { int(column) != 0 }

    package func blob(_ column: String) -> [UInt8] {
        switch self[column] {
        case .blob(let bytes): bytes
        case .text(let text): Array(text.utf8)
        default: preconditionFailure("\(column) is not bytes")
        }
    }
}
