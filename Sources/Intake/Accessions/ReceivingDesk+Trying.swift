package import Archive
import Bytes
import Formats

extension ReceivingDesk {
    /// Reads a table for trial with the checks it would meet when received. Nothing is written down.
    ///
    /// - Parameters:
    ///   - chosen: how its columns are to be read; `nil`: as kept, or by their usual names.
    ///   - agency: whose scheme of checks it would be judged by; empty: that of all.
    /// - Throws: `TableProblem` if it is no table at all.
    package func tryTable(path: String, name: FileName, chosen: [ItemColumn?]? = nil, agency: String = "")
        async throws -> TableTrial
    {
        var mappings = try await keptMappings()
        let shape = try await onFileThread { [mappings] in try TableShape(path: path, kept: mappings, chosen: chosen) }
        if let mapping = shape.mapping { mappings[mapping.fingerprint] = mapping }
        var settings = settings
        settings.mappings = mappings
        let area = scratch.path("tables", "trial-" + randomBytes(8).hex)
        try await onFileThread { try DurableFile.makeFolder(area, mode: 0o700) }
        defer { try? DurableFile.removeAll(area) }
        let unpacked = try await PackageUnpacking.unpack(
            path: path, sort: .table(name), into: area, limits: settings.limits, progress: { _ in })
        let outcome = try await CheckRun(
            name: name, package: unpacked, settings: settings, workers: workers, texts: nil, today: clock.today,
            held: { [self] keys in try await heldCodes(among: keys) }, waiting: entries,
            agency: agency, schemes: try await schemes(on: clock.today),
            formats: try await formatPolicy(on: clock.today), rules: try await ruleBook(on: clock.today),
            progress: { _ in }
        ).run()
        return TableTrial(
            name: name, mapping: shape.mapping, headingRow: shape.row, isKept: shape.isKept,
            rows: outcome.isMarked ? [] : shape.rows, entries: outcome.report.records, report: outcome.report,
            isMarked: outcome.isMarked)
    }
}

/// What a table looks like before its entries are judged.
private struct TableShape: Sendable {
    var mapping: ColumnMapping?
    var row = 0
    var isKept = false
    var rows: [TableRow] = []

    init(path: String, kept: KeptMappings, chosen: [ItemColumn?]?) throws {
        let table = try OpenTable(path: path)
        for sheet in table.sheets.indices {
            guard
                let (found, row) = try ItemTable.headings(table, sheet: sheet, kept: kept)
                    ?? TableShape.widest(table, sheet: sheet)
            else { continue }
            mapping = chosen.map { ColumnMapping(headings: found.headings, columns: $0) } ?? found
            self.row = row
            isKept = kept[found.fingerprint] != nil
            rows = try TableShape.entries(table, sheet: sheet, below: row)
            return
        }
    }

    /// Where no heading is known: the first row of several cells, so that a person can say what they mean.
    private static func widest(_ table: OpenTable, sheet: Int) throws -> (ColumnMapping, row: Int)? {
        var first: TableRow?
        struct Enough: Error {}
        do {
            try table.rows(of: sheet) { row in
                guard row.cells.count(where: { !$0.isEmpty }) >= 2 else { return }
                first = row
                throw Enough()
            }
        } catch is Enough {}
        return first.map { (ColumnMapping(headings: $0.cells), $0.number) }
    }

    private static func entries(_ table: OpenTable, sheet: Int, below row: Int) throws -> [TableRow] {
        var rows: [TableRow] = []
        struct Enough: Error {}
        do {
            try table.rows(of: sheet) { line in
                guard line.number > row else { return }
                rows.append(line)
                if rows.count == TableTrial.shown { throw Enough() }
            }
        } catch is Enough {}
        return rows
    }
}
