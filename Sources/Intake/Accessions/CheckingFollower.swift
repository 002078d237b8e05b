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
    /// Under which the progress of the first part is told.
    static let unpacking = "intake.unpacking"
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
        guard accession.state == .checking else {
            // Settled before: a kill may have come between the rows and the folders.
            try await tidy(id)
            return try await mark.move(to: index)
        }
        let progress = Progress(database: desk.database, clock: desk.clock)
        let settled = try await settle(accession, isMarked: event.facts["marked"]?.bool == true, progress)
        try await desk.database.write { [ledger = desk.ledger, name] tx in
            guard try Accession.named(id, in: tx).state == .checking else { return }
            if let parts = settled.parts {
                for part in parts { try ReceivingDesk.replay(settled.event, part, in: tx) }
            }
            try ReceivingDesk.replay(settled.event, settled.act, in: tx)
            ledger.append(settled.event, in: tx)
            try progress.finish(event.subject, by: name, in: tx)
            try progress.finish(event.subject, by: CheckingFollower.unpacking, in: tx)
            try mark.move(to: index, in: tx)
        }
        try await tidy(id)
    }

    /// What the transaction is to write.
    private struct Settled: Sendable {
        let event: Event
        let act: JSON
        /// Made anew for each use: a large package's lines are never all in memory.
        var parts: CheckedParts?
    }

    /// Brings the folders in line with the rows: a quarantined package leaves staging, a returned one keeps its container only.
    private func tidy(_ id: AccessionID) async throws {
        let state = try await desk.database.read { tx in try Accession.named(id, in: tx).state }
        try await desk.tidy(id, state)
    }
}

extension CheckingFollower {
    private func settle(_ accession: Accession, isMarked: Bool, _ progress: Progress) async throws -> Settled {
        if isMarked, !desk.settings.classified {
            return try await quarantine(accession, try await markedName(accession))
        }
        let outcome = try await check(accession, progress)
        return outcome.isMarked
            ? try await quarantine(accession, outcome.report) : try await conclude(accession, outcome)
    }

    private func check(_ accession: Accession, _ progress: Progress) async throws -> CheckRun.Outcome {
        let staging = desk.staging(accession.id)
        let sort = try await onFileThread {
            let (found, bytes) = try digests(ofFile: staging.container, [.sha256])
            guard found[.sha256] == accession.sha256, bytes == accession.bytes else {
                throw IntakeProblem.altered(number: accession.number)
            }
            try staging.clear()
            return try ContainerSort(path: staging.container, name: accession.name)
        }
        let subject = accession.id.text
        let unpacked = try await PackageUnpacking.unpack(
            path: staging.container, sort: sort, into: staging.folder, limits: desk.settings.limits,
            sources: desk.settings.sources, clock: desk.clock
        ) { now in
            try await progress.report(
                subject, by: CheckingFollower.unpacking, done: now.done, of: now.total, bytes: now.bytes,
                ofBytes: now.totalBytes)
        }
        try await desk.database.write { tx in try progress.finish(subject, by: CheckingFollower.unpacking, in: tx) }
        // A server that is silent today says nothing about the transfer, which cannot be sent a second time as it is: it waits on
        // the desk with the reason until somebody has it tried again.
        if let silent = unpacked.fetching.silent {
            throw FetchProblem(number: accession.number, silence: silent)
        }
        var settings = desk.settings
        settings.mappings = try await desk.keptMappings()
        // The day of receipt decides, however long the transfer has waited.
        let received = desk.clock.day(of: accession.receivedAt)
        let schemes = try await desk.schemes(on: received)
        let formats = try await desk.formatPolicy(on: received)
        let rules = try await desk.ruleBook(on: received)
        let outcome = try await CheckRun(
            name: accession.name, package: unpacked, settings: settings, workers: desk.workers,
            texts: staging.texts, today: desk.clock.today,
            held: { [desk] keys in try await desk.heldCodes(among: keys) }, waiting: desk.entries,
            heldContents: { [desk] digests in try await desk.heldContents(among: digests, but: accession) },
            agency: accession.agency, schemes: schemes, formats: formats, rules: rules, received: received,
            progress: { [name] now in
                try await progress.report(
                    subject, by: name, done: now.done, of: now.total, bytes: now.bytes, ofBytes: now.totalBytes)
            }
        ).run()
        // What the stacks will take from here, texts too, must be on disk before anything says so.
        try await onFileThread { try OpenFile.folder(staging.files).syncFileSystem() }
        return outcome
    }

    /// The package waits for its handover, or goes back.
    private func conclude(_ accession: Accession, _ outcome: CheckRun.Outcome) async throws -> Settled {
        let parts = CheckedParts(accession.id, outcome)
        var digests: [Digest] = []
        for part in parts { digests.append(try await desk.ledger.write(act: part)) }
        let report = outcome.report.document
        let isReturned = outcome.report.verdict == .return
        let notes = outcome.package.contents?.notes.value
        let bag = outcome.package.contents?.bag?.info.value
        let act: JSON = [
            "schema": "lantai.checked/1", "accession": .string(accession.id.text), "at": .string(desk.clock.now.text),
            "parts": .array(digests.map { .string($0.hex) }), "report": report,
            "carries": .string((outcome.package.contents?.carries ?? .records).rawValue),
            "reportDigest": .string(sha256(report.canonical).hex),
            "listingDigest": .string(CheckedParts.listingDigest(outcome.package.listing).hex),
            "sender": JSON(outcome.package.contents?.sender),
            "content": JSON(notes?.value("内容描述") ?? bag?["External-Description"]?.value),
            "media": JSON(notes?.value("载体编号")), "mediumType": JSON(notes?.value("离线载体参数")),
        ]
        let findings = outcome.report.findings
        let event = desk.ledger.event(
            kind: isReturned ? .returned : .checked, subject: accession.id.text, agent: .steward,
            act: try await desk.ledger.write(act: act),
            facts: [
                "verdict": .string(outcome.report.verdict.rawValue), "records": .int(outcome.report.records),
                "files": .int(outcome.report.files), "parts": .int(Int64(digests.count)),
                "blocking": .int(Int64(findings.count { $0.severity == .blocking })),
                "warnings": .int(Int64(findings.count { $0.severity == .warning })),
            ])
        return Settled(event: event, act: act, parts: parts)
    }

    /// A secrecy mark: the ledger and the register learn no names; the full report lies beside the container, for the
    /// person in charge.
    private func quarantine(_ accession: Accession, _ report: CheckReport) async throws -> Settled {
        let staging = desk.staging(accession.id)
        let full = report.document.canonical
        try await onFileThread { try DurableFile.write(full, to: staging.fullReport, mode: 0o600) }
        let marks = report.findings.count { $0.check == "secrecy-marks" && $0.severity == .blocking }
        let now = desk.clock.now
        let act: JSON = [
            "schema": "lantai.quarantined/1", "accession": .string(accession.id.text), "at": .string(now.text),
            "marks": .int(Int64(marks)), "incident": .string(AccessionID.new(at: now).text),
            "name": .string(FileName("withheld").bytes.hex), "report": report.withheld(marks: marks).document,
        ]
        let event = desk.ledger.event(
            kind: .quarantined, subject: accession.id.text, agent: .steward,
            act: try await desk.ledger.write(act: act), facts: ["marks": .int(Int64(marks))])
        return Settled(event: event, act: act)
    }

    /// The report on a package that was stopped for its name alone: it is not opened.
    private func markedName(_ accession: Accession) async throws -> CheckReport {
        let staging = desk.staging(accession.id)
        let name = try await onFileThread {
            DurableFile.exists(staging.name) ? FileName(bytes: try DurableFile.read(staging.name)) : accession.name
        }
        let found = SecrecyMarks().marked(SecrecyMark.mark(inName: name) ?? SecrecyMark(text: "密级标志"), file: name)
        return CheckReport(
            package: name.display, kind: .unknown, verdict: .return, records: 0, files: 0, bytes: 0, seconds: 0,
            findings: [found], outcomes: [])
    }
}
