import Archive
import Bytes
import Tables

/// An accepted package as it lies in staging, with the desk's rows about it.
struct StagedPackage: AcceptedSource {
    let accession: Accession
    let desk: ReceivingDesk

    init(_ accession: Accession, desk: ReceivingDesk) {
        self.accession = accession
        self.desk = desk
    }

    private var staging: Staging { desk.staging(accession.id) }

    func records(after sequence: Int64, limit: Int) async throws -> [PackagedRecord] {
        let id = accession.id
        let (lines, files) = try await desk.database.read { tx in
            let lines = try tx.rows(
                """
                SELECT line FROM package_record WHERE accession = \(id) AND sequence > \(sequence)
                ORDER BY sequence LIMIT \(limit)
                """
            ).compactMap { RecordLine(json: try JSON(parsing: $0.text("line").utf8)) }
            var files: [Int64: PackagedFile] = [:]
            for n in lines.flatMap({ [$0.metadata] + $0.contents.map(\.file) }) {
                files[n] = try tx.row("SELECT * FROM package_file WHERE accession = \(id) AND n = \(n)").map(
                    PackagedFile.init(row:))
            }
            return (lines, files)
        }
        return try await onFileThread { try lines.map { try record($0, files) } }
    }

    func files(after n: Int64, limit: Int) async throws -> [PackagedFile] {
        try await desk.files(accession.id, after: n, limit: limit)
    }

    func path(of n: Int64) -> String { staging.file(n) }

    func text(of n: Int64) throws -> [String] {
        // By bytes: a form feed and what follows it can be one character to Swift.
        try DurableFile.read(staging.text(n)).split(separator: 0x0C, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
    }

    private func record(_ line: RecordLine, _ files: [Int64: PackagedFile]) throws -> PackagedRecord {
        guard line.metadata > 0 else { return packaged(line, files, metadata: nil, elements: line.elements) }
        guard let metadata = files[line.metadata],
            let reader = PackageReaders.all.first(where: { $0.kind == accession.kind })
        else { throw IntakeProblem.altered(number: accession.number) }
        let read = try reader.metadata(in: metadata, at: staging.file(line.metadata))
        let elements = (read?.elements ?? []).filter { !$0.value.isEmpty }.map {
            PackagedRecord.Element(name: $0.path, value: $0.value)
        }
        return packaged(line, files, metadata: metadata, elements: elements)
    }

    private func packaged(
        _ line: RecordLine, _ files: [Int64: PackagedFile], metadata: PackagedFile?, elements: [PackagedRecord.Element]
    ) -> PackagedRecord {
        PackagedRecord(
            sequence: line.sequence, code: line.code, fondsCode: line.fondsCode, category: line.category,
            year: line.year, office: line.office, title: line.title, author: line.author, date: line.date,
            documentNumber: line.documentNumber, retention: line.retention, secrecy: line.secrecy, pages: line.pages,
            recordNumber: line.recordNumber, fondsName: line.fondsName, openingOpinion: line.openingOpinion,
            disclosure: line.disclosure, secrecyChange: line.secrecyChange, volumeTitle: line.volumeTitle,
            metadata: metadata,
            contents: line.contents.compactMap { files[$0.file] },
            elements: elements)
    }
}
