package import Archive
import Bytes
import Tables

extension ReceivingDesk {
    /// What finding `number` (from 0) of the report on `accession` points at; `nil` if there is no such finding, or it
    /// is nobody's to see (隔离).
    ///
    /// - Parameter content: whether whoever asks may see what is in the files; otherwise only the rows of the listing are told.
    package func place(ofFinding number: Int, in accession: Accession, content: Bool) async throws -> FindingPlace? {
        guard accession.state != .quarantined, let report = try await report(accession.id),
            report.findings.indices.contains(number)
        else { return nil }
        var place = FindingPlace(finding: report.findings[number])
        let line = try await recordLine(of: place.finding, in: accession.id)
        try await find(line, in: accession.id, &place)
        guard content else {
            place.content = .withheld(.notYours)
            return place
        }
        let staging = staging(accession.id)
        guard
            try await onFileThread({
                DurableFile.exists(staging.container) || DurableFile.exists(staging.files)
            })
        else {
            place.content = .withheld(.gone)
            return place
        }
        let kept = try await keptMappings()
        let area = scratch.path("tables", "shown-" + randomBytes(8).hex)
        let source = StagedFiles(accession: accession, staging: staging, area: area, limits: settings.limits)
        let found = place
        let metadata = try await metadataFile(of: line, named: found.file, in: accession.id)
        return try await onFileThread {
            defer { try? DurableFile.removeAll(area) }
            var place = found
            place.content = try source.content(place.finding, place.file, kept)
            place.record = try source.record(place.finding, line, metadata)
            return place
        }
    }

    /// The line of the record that a finding names.
    private func recordLine(of finding: Finding, in id: AccessionID) async throws -> RecordLine? {
        guard let record = finding.record else { return nil }
        let key = ReferenceCode.key(of: record)
        let text = try await database.read { tx in
            try tx.row(
                """
                SELECT line FROM package_record WHERE accession = \(id) AND code_key = \(key)
                ORDER BY sequence LIMIT 1
                """
            )?.text("line")
        }
        return try text.flatMap { RecordLine(json: try JSON(parsing: $0.utf8)) }
    }

    /// The file a finding names and the rows around it.
    private func find(_ line: RecordLine?, in id: AccessionID, _ place: inout FindingPlace) async throws {
        let finding = place.finding
        (place.file, place.beside) = try await database.read { tx in
            var file: PackagedFile?
            if let name = finding.file {
                file = try PackagedFile.one("path = \(name.bytes)", of: id, in: tx)
            } else if let line, line.metadata > 0 {
                file = try PackagedFile.one("n = \(line.metadata)", of: id, in: tx)
            } else if finding.record == nil, finding.element != nil {
                // What is said of the transfer as a whole stands in its notes file.
                file = try PackagedFile.several("role = 'package'", limit: 20, of: id, in: tx).first {
                    $0.path.lastComponent.display.hasPrefix("说明文件")
                }
            }
            if let file {
                return (file, try PackagedFile.several("n BETWEEN \(file.n - 3) AND \(file.n + 3)", of: id, in: tx))
            }
            guard let name = finding.file else { return (nil, []) }
            var folder: FileName? = name
            while let some = folder {
                // `/` is followed by `0`: all that begins with the folder and a slash lies between the two.
                let (first, end) = (some.bytes + [UInt8(ascii: "/")], some.bytes + [UInt8(ascii: "0")])
                let rows = try PackagedFile.several("path >= \(first) AND path < \(end)", of: id, in: tx)
                if !rows.isEmpty { return (nil, rows) }
                let parts = some.components.count - 1
                folder = parts > 0 ? some.prefix(parts: parts) : nil
            }
            return (nil, try PackagedFile.several("1 = 1", of: id, in: tx))
        }
    }

    /// The metadata file to read for a finding on a record.
    private func metadataFile(of line: RecordLine?, named file: PackagedFile?, in id: AccessionID) async throws
        -> PackagedFile?
    {
        if let file, file.role == .metadata { return file }
        guard let line, line.metadata > 0 else { return nil }
        return try await database.read { tx in try PackagedFile.one("n = \(line.metadata)", of: id, in: tx) }
    }
}

extension PackagedFile {
    fileprivate static func one(_ condition: Query, of id: AccessionID, in tx: any Transaction) throws -> PackagedFile?
    {
        try several(condition, limit: 1, of: id, in: tx).first
    }

    fileprivate static func several(
        _ condition: Query, limit: Int = 20, of id: AccessionID, in tx: any Transaction
    ) throws -> [PackagedFile] {
        try tx.rows(
            """
            SELECT * FROM package_file WHERE accession = \(id) AND (\(sql: condition)) ORDER BY n LIMIT \(limit)
            """
        ).map(PackagedFile.init(row:))
    }
}
