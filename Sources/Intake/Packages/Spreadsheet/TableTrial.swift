package import Archive
package import Formats

/// A table read for trial (试读), nothing taken in yet: what its columns seem to say, its first rows, and what is wrong.
package struct TableTrial: Sendable {
    /// Rows that are shown.
    package static let shown = 50

    package let name: FileName
    /// Which column says what; `nil` if no row looks like headings.
    package let mapping: ColumnMapping?
    /// The row the headings stand in, as the spreadsheet numbers it.
    package let headingRow: Int
    /// Somebody chose and kept this mapping before.
    package let isKept: Bool
    /// The first entries as they stand.
    package let rows: [TableRow]
    /// How many entries there are in all.
    package let entries: Int64
    /// All findings, not only those of the rows shown.
    package let report: CheckReport
    /// A secrecy mark: nothing of the table may be shown.
    package let isMarked: Bool

    /// What was found in each of the rows shown: by row, then by column (from 0; -1: the row as a whole).
    package var findings: [Int: [Int: [Finding]]] {
        let shown = Set(rows.map(\.number))
        var found: [Int: [Int: [Finding]]] = [:]
        for finding in report.findings {
            guard let line = finding.line, shown.contains(line) else { continue }
            let column = finding.element.flatMap { mapping?.place(of: $0) } ?? -1
            found[line, default: [:]][column, default: []].append(finding)
        }
        return found
    }
}

extension ColumnMapping {
    /// The column (from 0) an element of a finding stands in; `nil` if none.
    package func place(of element: String) -> Int? {
        // The running number is part of the code.
        let name = element == "件号" || element == "完整档号" ? ItemColumn.code.rawValue : element
        if let column = ItemColumn(rawValue: name) { return self[column] }
        return headings.firstIndex(of: name)
    }
}
