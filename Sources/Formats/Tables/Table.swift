import Glibc

/// A table that somebody made in a spreadsheet program: XLSX, or CSV in UTF-8, GB18030, Big5 or UTF-16.
///
/// Rows are read one by one; what the file says of its own size is not believed.
package enum Table {
    /// The names of its sheets in order, hidden ones left out; one without a name for CSV.
    /// - Throws: `TableProblem`
    package static func sheets(path: String) throws -> [String] { try OpenTable(path: path).sheets }

    /// Gives every row of sheet `place` (from 0) that has any text to `body`.
    /// - Throws: `TableProblem`, or what `body` throws.
    package static func rows(
        path: String, sheet place: Int = 0, limits: TableLimits = TableLimits(), body: (TableRow) throws -> Void
    ) throws {
        try OpenTable(path: path).rows(of: place, limits: limits, body: body)
    }

    /// Whether the file can be opened as a table at all; what is in it may still be damaged.
    package static func isTable(path: String) throws -> Bool {
        do {
            return try !sheets(path: path).isEmpty
        } catch let problem as TableProblem {
            // An old or locked spreadsheet is one, and is told as such by whoever reads it.
            if case .tooLarge = problem { return true }
            return problem == .oldSpreadsheet || problem == .locked
        }
    }

    fileprivate enum Kind { case workbook, text }

    fileprivate static func kind(_ path: String) throws -> Kind {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw TableProblem.unreadable(system: errno) }
        defer { close(file) }
        var head = [UInt8](repeating: 0, count: 8)
        head.removeLast(8 - max(0, pread(file, &head, 8, 0)))
        if head.starts(with: [0x50, 0x4B, 3, 4]) { return .workbook }
        if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { throw TableProblem.oldSpreadsheet }
        return .text
    }
}

/// A table opened once and read several times, for its headings and then for its rows: what its cells share is read only once.
package struct OpenTable {
    private enum Form {
        case workbook(Workbook)
        case text(SeparatedText)
    }

    private let form: Form

    /// - Parameter mostText: bytes that a table of text may have.
    /// - Throws: `TableProblem`
    package init(path: String, mostText: Int64 = TableLimits.textBytes) throws {
        form =
            switch try Table.kind(path) {
            case .workbook: .workbook(try Workbook(path: path))
            case .text: .text(try SeparatedText(path: path, most: mostText))
            }
    }

    /// The names of its sheets in order, hidden ones left out; one without a name for CSV.
    package var sheets: [String] {
        switch form {
        case .workbook(let workbook): workbook.sheets.map(\.name)
        case .text: [""]
        }
    }

    /// Gives every row of sheet `place` (from 0) that has any text to `body`.
    /// - Throws: `TableProblem`, or what `body` throws.
    package func rows(
        of place: Int, limits: TableLimits = TableLimits(), body: (TableRow) throws -> Void
    ) throws {
        switch form {
        case .workbook(let workbook): try workbook.rows(of: place, limits: limits, body: body)
        case .text(let text): try text.rows(limits: limits, body: body)
        }
    }
}
