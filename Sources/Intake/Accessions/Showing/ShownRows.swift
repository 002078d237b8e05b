import Archive
import Formats

/// Finds the row of a table that a finding means, and the rows around it.
struct ShownRows {
    private let finding: Finding
    private let kept: KeptMappings

    private static let around = 3
    private static let columns = 60

    init(_ finding: Finding, _ kept: KeptMappings) { (self.finding, self.kept) = (finding, kept) }

    /// - Throws: `TableProblem`
    func read(_ path: String) throws -> ShownContent {
        let table = try OpenTable(path: path)
        for sheet in table.sheets.indices {
            let headings = try ItemTable.headings(table, sheet: sheet, kept: kept)
            guard headings != nil || sheet == table.sheets.indices.last else { continue }
            return try rows(table, sheet, headings?.0, headings?.row ?? 0)
        }
        return .withheld(.damaged)
    }

    private func rows(_ table: OpenTable, _ sheet: Int, _ mapping: ColumnMapping?, _ headingRow: Int) throws
        -> ShownContent
    {
        struct Enough: Error {}
        let key = finding.line == nil ? finding.record.map { ReferenceCode.key(of: $0) } : nil
        let codes = mapping?[.code]
        var shown: [ShownRow] = []
        var target = finding.line
        do {
            try table.rows(of: sheet) { row in
                guard row.number > headingRow || row.number == finding.line else { return }
                if target == nil, let key, let codes, ReferenceCode.key(of: row[codes]) == key {
                    target = row.number
                }
                if let target, row.number > target + ShownRows.around { throw Enough() }
                shown.append(
                    ShownRow(number: row.number, cells: row.cells.prefix(ShownRows.columns).map(ShownRows.cut)))
                if target == nil, key == nil, shown.count > ShownRows.around * 2 { throw Enough() }
                // What comes long before the row meant is not kept while it is looked for.
                let first = target ?? row.number
                shown.removeAll { $0.number < first - ShownRows.around && (target != nil || key != nil) }
            }
        } catch is Enough {}
        let column = finding.element.flatMap { element in
            mapping?.columns.firstIndex { $0?.rawValue == element }
                ?? mapping?.headings.firstIndex { ItemColumn.plain($0) == ItemColumn.plain(element) }
        }
        return .rows(
            headings: (mapping?.headings ?? []).prefix(ShownRows.columns).map(ShownRows.cut), shown,
            row: target, column: column)
    }

    static func cut(_ text: String) -> String {
        let scalars = text.unicodeScalars
        return ShownText.visible(scalars.prefix(200)) + (scalars.count > 200 ? "…" : "")
    }
}
