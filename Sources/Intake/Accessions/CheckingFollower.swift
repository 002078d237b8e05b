import Archive
import Bytes
import Ledger
import Tables

/// Unpacks what was received, runs the checks, and says what becomes of it: 待交接, 退回 or 隔离.
///
/// Killed at any point it starts over from the container, which nothing changes.
struct CheckingFollower: Follower {
    let desk: ReceivingDesk

    let name = "intake.checking"
    let kinds: Set<EventKind> = [.received]

    private var mark: TableBookmark { TableBookmark(follower: name, database: desk.database) }

    func bookmark() async throws -> EventIndex { try await mark.read() }
    func skip(to index: EventIndex) async throws { try await mark.move(to: index) }

    func handle(_ event: Event, at index: EventIndex) async throws {
        let id = AccessionID(trusted: event.subject)
        let mark = mark
        let accession = try await desk.database.write { tx -> Accession in
            try tx.run("UPDATE accession SET state = 'checking' WHERE id = \(id) AND state = 'received'")
            return try Accession.named(id, in: tx)
        }
        guard accession.state == .checking else { return try await mark.move(to: index) }
        let progress = Progress(database: desk.database, clock: desk.clock)
        let outcome = try await check(accession, progress)
        let result =
            outcome.isMarked && !desk.settings.classified
            ? try await quarantine(accession, outcome) : try await settle(accession, outcome)
        try await desk.database.write { [ledger = desk.ledger, name] tx in
            guard try Accession.named(id, in: tx).state == .checking else { return }
            for part in result.parts { try ReceivingDesk.replay(result.event, part, in: tx) }
            try ReceivingDesk.replay(result.event, result.act, in: tx)
            if let report = result.report {
                try tx.run("INSERT INTO check_report (accession, document) VALUES (\(id), \(report))")
            }
            ledger.append(result.event, in: tx)
            try progress.finish(event.subject, by: name, in: tx)
            try mark.move(to: index, in: tx)
        }
    }

    /// What the transaction is to write.
    private struct Result: Sendable {
        let event: Event
        let act: JSON
        var parts: [JSON] = []
        /// A report that must not stand in the ledger: it names what is quarantined.
        var report: String?
    }
}

extension CheckingFollower {
    private func check(_ accession: Accession, _ progress: Progress) async throws -> CheckRun.Outcome {
        let staging = desk.staging(accession.id)
        let sort = try await onFileThread {
            let (found, bytes) = try digests(ofFile: staging.container, [.sha256])
            guard found[.sha256] == accession.sha256, bytes == accession.bytes else {
                throw IntakeProblem.altered(number: accession.number)
            }
            try staging.clear()
            return try ContainerSort(path: staging.container)
        }
        let unpacked = try await PackageUnpacking.unpack(
            path: staging.container, sort: sort, into: staging.folder, limits: desk.settings.limits, progress: { _ in })
        // What the stacks will take from here must be on disk before anything says so.
        try await onFileThread { try OpenFile.folder(staging.files).syncFileSystem() }
        let subject = accession.id.text
        return try await CheckRun(
            name: accession.name,
            package: unpacked, settings: desk.settings, workers: desk.workers, texts: staging.texts,
            today: desk.clock.today, held: try await desk.heldCodes(),
            progress: { [name] done, total in try await progress.report(subject, by: name, done: done, of: total) }
        ).run()
    }

    /// The package waits for its handover, or goes back.
    private func settle(_ accession: Accession, _ outcome: CheckRun.Outcome) async throws -> Result {
        let parts = CheckedParts(accession.id, outcome).all
        let digests = try await desk.ledger.write(acts: parts)
        let report = outcome.report.document
        let isReturned = outcome.report.verdict == .return
        let act: JSON = [
            "schema": "lantai.checked/1", "accession": .string(accession.id.text), "at": .string(desk.clock.now.text),
            "parts": .array(digests.map { .string($0.hex) }), "report": report,
            "reportDigest": .string(sha256(report.canonical).hex),
            "listingDigest": .string(try CheckedParts.listingDigest(outcome.package.listing).hex),
            "sender": JSON(outcome.package.contents?.notes.value?.value("移交单位")),
        ]
        let findings = outcome.report.findings
        let event = desk.ledger.event(
            kind: isReturned ? .returned : .checked, subject: accession.id.text, agent: .steward,
            act: try await desk.ledger.write(act: act),
            facts: [
                "verdict": .string(outcome.report.verdict.rawValue), "records": .int(outcome.report.records),
                "files": .int(outcome.report.files),
                "blocking": .int(Int64(findings.count { $0.severity == .blocking })),
                "warnings": .int(Int64(findings.count { $0.severity == .warning })),
            ])
        return Result(event: event, act: act, parts: parts)
    }

    /// A secrecy mark: everything of the package leaves staging for the quarantine area, and the ledger learns no names.
    private func quarantine(_ accession: Accession, _ outcome: CheckRun.Outcome) async throws -> Result {
        let staging = desk.staging(accession.id)
        let marks = outcome.report.findings.count { $0.check == "secrecy-marks" && $0.severity == .blocking }
        try await onFileThread { try staging.removeUnpacked() }
        let act: JSON = [
            "schema": "lantai.quarantined/1", "accession": .string(accession.id.text),
            "at": .string(desk.clock.now.text), "marks": .int(Int64(marks)),
            "incident": .string(AccessionID.new(at: desk.clock.now).text),
            "name": .string(FileName("withheld").bytes.hex),
        ]
        let event = desk.ledger.event(
            kind: .quarantined, subject: accession.id.text, agent: .steward,
            act: try await desk.ledger.write(act: act), facts: ["marks": .int(Int64(marks))])
        return Result(event: event, act: act, report: outcome.report.document.text)
    }
}

/// The listing and the records of a checked package as act documents, a thousand lines each.
struct CheckedParts {
    private let accession: AccessionID
    private let outcome: CheckRun.Outcome

    private static let lines = 1000

    init(_ accession: AccessionID, _ outcome: CheckRun.Outcome) {
        self.accession = accession
        self.outcome = outcome
    }

    var all: [JSON] {
        let roles = roles
        let listing = outcome.package.listing
        var parts: [JSON] = []
        for start in stride(from: Int64(1), through: Int64(listing.count), by: CheckedParts.lines) {
            let end = min(start + Int64(CheckedParts.lines), Int64(listing.count) + 1)
            parts.append(part("files", (start..<end).map { file($0, roles[$0] ?? .package).json }))
        }
        let records = outcome.package.records
        for start in stride(from: 0, to: records.count, by: CheckedParts.lines) {
            parts.append(part("records", records[start..<min(start + CheckedParts.lines, records.count)].map(\.json)))
        }
        return parts
    }

    private func part(_ what: String, _ lines: [JSON]) -> JSON {
        ["schema": "lantai.checked-part/1", "accession": .string(accession.text), what: .array(lines)]
    }

    private var roles: [Int64: FileRole] {
        var roles: [Int64: FileRole] = [:]
        for record in outcome.package.records {
            if record.metadata > 0 { roles[record.metadata] = .metadata }
            for content in record.contents { roles[content.file] = content.role }
        }
        return roles
    }

    private func file(_ n: Int64, _ role: FileRole) -> PackagedFile {
        let listing = outcome.package.listing
        let facts = outcome.package.facts[n]
        return PackagedFile(
            n: n, path: listing.path(n), rawPath: listing.rawPath(n), bytes: listing.bytes(n),
            digests: listing.digests(n), format: facts?.format, role: role, pages: facts?.pages,
            hasText: facts?.hasText ?? false)
    }

    /// SHA-256 of the lines that both sides sign.
    static func listingDigest(_ listing: Listing) throws -> Digest {
        var digest = MultiDigest([.sha256])
        listing.eachSumLine { digest.update($0) }
        return digest.finish()[0]
    }
}
