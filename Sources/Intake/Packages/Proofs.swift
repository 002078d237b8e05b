/// A package with nothing blocking (待交接). Only the checking of `Intake` makes one; checked is not accepted.
package struct CheckedPackage: Sendable {
    package let accession: Accession
    package let report: CheckReport

    init?(_ accession: Accession, _ report: CheckReport) {
        guard accession.state == .awaiting, report.verdict != .return else { return nil }
        (self.accession, self.report) = (accession, report)
    }
}

/// A package whose handover form both sides signed: custody changed. `Preservation` takes nothing else.
package struct AcceptedPackage: Sendable {
    package let accession: Accession
    let source: any AcceptedSource

    init?(_ accession: Accession, _ source: any AcceptedSource) {
        guard accession.state.isHeld else { return nil }
        (self.accession, self.source) = (accession, source)
    }

    /// Records in the order of the listing, after `sequence` (0: from the first), with all elements of their metadata.
    package func records(after sequence: Int64, limit: Int) async throws -> [PackagedRecord] {
        try await source.records(after: sequence, limit: limit)
    }

    /// All files of the package in the order of the container, after number `n` (0: from the first).
    package func files(after n: Int64, limit: Int) async throws -> [PackagedFile] {
        try await source.files(after: n, limit: limit)
    }

    /// Where the bytes of `file` lie in staging, on disk already.
    package func path(of file: PackagedFile) -> String { source.path(of: file.n) }

    /// The extracted text of `file`, page by page; `nil` if none was extracted.
    package func text(of file: PackagedFile) throws -> [String]? {
        file.hasText ? try source.text(of: file.n) : nil
    }
}

/// Where an accepted package is read from.
protocol AcceptedSource: Sendable {
    func records(after sequence: Int64, limit: Int) async throws -> [PackagedRecord]
    func files(after n: Int64, limit: Int) async throws -> [PackagedFile]
    func path(of n: Int64) -> String
    func text(of n: Int64) throws -> [String]
}
