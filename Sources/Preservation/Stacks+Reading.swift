package import Archive
package import Bytes
import Intake
import Tables

extension Stacks {
    /// The record kept as `unit`; `nil` if there is none, or it is not in custody yet.
    package func holding(_ unit: UnitID) async throws -> Holding? {
        try await database.read { tx in
            guard let row = try HoldingRow.one(unit, in: tx) else { return nil }
            return Holding(row, files: try KeptFile.all(of: unit, in: tx))
        }
    }

    /// The records of a package in the order of the transfer, after `sequence` (0: from the first).
    package func holdings(of accession: AccessionID, after sequence: Int64, limit: Int) async throws -> [Holding] {
        try await database.read { tx in
            let rows = try tx.rows(
                """
                SELECT \(sql: HoldingRow.columns) FROM holding
                WHERE accession = \(accession) AND sequence > \(sequence) ORDER BY sequence LIMIT \(limit)
                """
            ).map(HoldingRow.init(row:))
            guard let first = rows.first, let last = rows.last else { return [] }
            let files = try tx.rows(
                """
                SELECT \(sql: KeptFile.columns) FROM holding_file WHERE unit IN (
                  SELECT unit FROM holding WHERE accession = \(accession)
                    AND sequence BETWEEN \(first.sequence) AND \(last.sequence))
                ORDER BY unit, n
                """
            ).map(KeptFile.init(row:))
            let byUnit = Dictionary(grouping: files, by: \.unit)
            return rows.compactMap { Holding($0, files: byUnit[$0.unit] ?? []) }
        }
    }

    /// Bytes of a kept file, or those of `range` (cut to what is there).
    package func read(_ file: KeptFile, range: Range<Int64>? = nil) -> ByteStream { store.read(file.key, range: range) }

    /// Bytes of file `n` of `unit` (0: the metadata of the transfer), or those of `range`.
    package func read(_ unit: UnitID, file n: Int64, range: Range<Int64>? = nil) async throws -> ByteStream {
        guard let file = try await database.read({ tx in try KeptFile.one(n, of: unit, in: tx) }) else {
            throw PreservationProblem.noSuchFile(unit, n)
        }
        return read(file, range: range)
    }

    /// Extracted text of a record, page by page, in the order of its files.
    package func text(_ unit: UnitID) async throws -> [TextPage] {
        try await database.read { tx in try TextPage.all(of: unit, in: tx) }
    }

    /// Hands `body` the path of a file with the bytes of `file`, to be read only and not kept: for programs that cannot read
    /// a stream. Where the store has no such file, it is copied to scratch for as long as `body` works.
    package func withFile<T: Sendable>(_ file: KeptFile, _ body: @Sendable (String) async throws -> T) async throws -> T
    {
        if let path = store.localPath(of: file.key) { return try await body(path) }
        let path = try scratch.folder("stacks", "reading") + "/" + randomBytes(12).hex
        let copy = try OpenFile.creating(path)
        do {
            for try await chunk in read(file) { try await onFileThread { try copy.write(chunk) } }
            let answer = try await body(path)
            try DurableFile.removeAll(path)
            return answer
        } catch {
            try DurableFile.removeAll(path)
            throw error
        }
    }
}
