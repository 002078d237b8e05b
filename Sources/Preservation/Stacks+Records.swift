package import Archive
import Bytes
import Intake
package import Tables

/// A kept record with everything its transfer said of it, as the sender wrote it: what a description is drafted from.
package struct TransferredRecord: Sendable {
    package let unit: UnitID
    /// Its place in the transfer, from 1.
    package let sequence: Int64
    package let code: String
    /// What the record says of itself: `fondsCode`, `fondsName`, `category`, `title`, `openingOpinion` …
    package let values: [String: String]
    /// All elements of its metadata with a value: path (`内容描述/题名`) and text, in document order.
    package let elements: [(path: String, value: String)]
    /// Whether it came with content; an entry of a catalogue alone did not.
    package let hasFiles: Bool
}

extension Stacks {
    /// The records of a transfer in its order, after `sequence` (0: from the first), read from the kept objects.
    package func records(of accession: AccessionID, after sequence: Int64, limit: Int) async throws
        -> [TransferredRecord]
    {
        try await holdings(of: accession, after: sequence, limit: limit).concurrentMap(atMost: 4) { [self] holding in
            let key = StorageLayout.place(of: holding.unit) / "v1/content/\(RecordDocument.path)"
            guard let document = RecordDocument(bytes: try await store.bytes(of: key)) else {
                throw PreservationProblem.damaged(holding.unit, path: RecordDocument.path)
            }
            return TransferredRecord(
                unit: document.unit, sequence: document.sequence, code: document.code, values: document.values,
                elements: document.elements.map { ($0.name, $0.value) },
                hasFiles: document.files.contains { $0.n > 0 })
        }
    }

    /// How many records a transfer has.
    package func recordCount(of accession: AccessionID) async throws -> Int64 {
        try await database.read { tx in
            try tx.row("SELECT count(*) AS records FROM holding WHERE accession = \(accession) AND sequence > 0")?
                .int("records") ?? 0
        }
    }

    /// The agency that sent a transfer.
    package func agency(of accession: AccessionID) async throws -> String {
        try await packages(accession).accession.agency
    }

    /// As `holding(_:)`, inside a transaction.
    package func holding(_ unit: UnitID, in tx: any Transaction) throws -> Holding? {
        guard let row = try HoldingRow.one(unit, in: tx) else { return nil }
        return Holding(row, files: try KeptFile.all(of: unit, in: tx))
    }

    /// Extracted text of one page (from 1) of file `n`; `nil` where there is none.
    package func text(_ unit: UnitID, file n: Int64, page: Int64, in tx: any Transaction) throws -> String? {
        try TextPage.one(of: unit, file: n, page: page, in: tx)?.text
    }

    /// How many pages of file `n` have text.
    package func textPages(_ unit: UnitID, file n: Int64, in tx: any Transaction) throws -> Int {
        Int(
            try tx.row("SELECT max(page) AS last FROM holding_text WHERE unit = \(unit) AND file = \(n)")?.optionalInt(
                "last") ?? 0)
    }

    /// The first `limit` pages of `unit` in the order of its files, those whose text satisfies `condition`. One page is held
    /// at a time.
    package func pages(
        of unit: UnitID, limit: Int, in tx: any Transaction, where condition: (String) -> Bool
    ) throws -> [(file: Int64, page: Int64)] {
        var found: [(file: Int64, page: Int64)] = []
        try tx.each("SELECT file, page, text FROM holding_text WHERE unit = \(unit) ORDER BY file, page LIMIT \(limit)")
        {
            row in
            if condition(row.text("text")) { found.append((row.int("file"), row.int("page"))) }
        }
        return found
    }
}
