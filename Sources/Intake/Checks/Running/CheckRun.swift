import Archive
import Bytes
import Formats

/// Which of some codes (档号 keys) the archive holds.
typealias HeldCodes = @Sendable (_ keys: [String]) async throws -> Set<String>

/// One checking of one package, from its unpacked files to the report.
struct CheckRun: Sendable {
    /// What came of it: the report, and what the desk keeps of the package.
    struct Outcome: Sendable {
        let report: CheckReport
        let package: PackageUnderCheck
        /// A secrecy mark was found on a node that is not classified.
        let isMarked: Bool
    }

    let name: FileName
    let package: UnpackedPackage
    let settings: IntakeSettings
    let workers: WorkerPool?
    let texts: String?
    let today: Day
    /// Answers which of these codes (档号 keys) the archive holds; `nil` where there is no archive to ask.
    let held: HeldCodes?
    /// The same for entries of the catalogue that wait for files.
    var waiting: EntryBook?
    /// Which of some contents the archive holds already; `nil` where there is no archive to ask.
    var heldContents: HeldContents?
    /// Who sent it; empty where only the package says.
    var agency = ""
    /// The schemes that hold on the day of receipt; `nil`: none was decided.
    var schemes: SchemesInForce?
    /// At which point of its life it is checked, for which there may be other schemes.
    var stage = CheckStage.transfer
    /// The format policy that holds on the day of receipt.
    var formats = PolicyInForce.standard
    /// The edition of the rule book that holds on the day of receipt.
    var rules = RuleBookInForce.standard
    /// The day of receipt; `nil`: today.
    var received: Day?
    /// What reads the package; `nil`: the first that recognises it.
    var reader: (any PackageReader)?
    /// What is known of its files already; they are not opened once more.
    var known: FileFactsTable?
    let progress: @Sendable (CheckProgress) async throws -> Void

    /// Records read between two looks at whether the work is still wanted.
    private static let batch = 200

    func run() async throws -> Outcome {
        let clock = ContinuousClock()
        let start = clock.now
        let isWhole = !package.faults.contains(where: \.kind.stops)
        let (reader, contents) = try await onFileThread {
            [package, settings, chosen = self.reader] () -> ((any PackageReader)?, PackageContents?) in
            let prefix = package.wrapper
            guard isWhole, let reader = chosen ?? PackageReaders.reader(for: package.listing, prefix: prefix) else {
                return (nil, nil)
            }
            return (reader, try reader.open(package, prefix: prefix, settings: settings))
        }
        let total = Int64(package.listing.count + (contents?.folders.count ?? 0))
        let describing = contents?.describing ?? []
        // Signatures that cannot be read hold no transfer up: the desk's settings say what is wrong with them.
        let signatures = try await onFileThread { [settings] in try? settings.signatures?.signatures() }
        let facts = try await Examination(
            package: package, describing: isWhole ? describing : Set(package.listing.numbers), workers: workers,
            signatures: signatures, media: settings.media, looks: contents?.kind == .digitised,
            photographs: contents?.kind == .photographs, texts: texts, known: known
        ) { [progress, package] done, bytes in
            try await progress(
                CheckProgress(
                    stage: .checking, done: done, total: total, bytes: bytes, totalBytes: package.listing.totalBytes))
        }.run()
        let scan = try await scan()
        let heldCodes = try await held(for: contents)
        let waitingEntries = try await waiting(for: contents)
        let sender = agency.isEmpty ? contents?.sender ?? "" : agency
        let judging = try await judging(contents, of: sender)
        var state = State(
            PackageUnderCheck(
                name: name, package: package, contents: contents, facts: facts, settings: settings, today: today,
                scan: scan, scheme: judging.scheme, termsByCategory: judging.terms, formats: formats, rules: rules,
                records: RowsOnDisk(in: package.area), held: heldCodes,
                trust: try await onFileThread { [settings] in
                    try settings.trust.map { try TrustStore(folder: $0) } ?? TrustStore()
                }, waiting: waitingEntries))
        if let contents, let reader {
            let reading = RecordReading(state.package, contents, reader)
            let checks = reading.package.checks
            var rest = try await onFileThread { reading.order[...] }
            while !rest.isEmpty {
                try Task.checkCancellation()
                let batch = rest.prefix(CheckRun.batch)
                rest = rest.dropFirst(CheckRun.batch)
                let first = Int64(state.package.records.count) + 1
                let (found, categories) = try await onFileThread {
                    try CheckRun.read(batch, from: first, by: reading, checks)
                }
                state.findings.add(found)
                // A package may write anything there; no archive has a hundred.
                if state.categories.count < 100 { state.categories.formUnion(categories) }
                let done = Int64(package.listing.count - describing.count + state.package.records.count)
                let bytes = package.listing.totalBytes
                try await progress(
                    CheckProgress(stage: .checking, done: done, total: total, bytes: bytes, totalBytes: bytes))
            }
            state.package.heldContents = try await contentsHeld(of: state.package)
        }
        state = try await onFileThread { [state] in try state.finishing() }
        try contents?.check()
        try state.package.records.check()
        try facts.check()
        return outcome(state, judging.applied, seconds: start.duration(to: clock.now))
    }

    /// Reads some records, the first of them number `first` of the transfer, and lets every check look at each.
    private static func read(
        _ places: ArraySlice<Int32>, from first: Int64, by reading: RecordReading, _ checks: [any Check]
    ) throws -> ([Finding], categories: Set<String>) {
        var (findings, categories): ([Finding], Set<String>) = ([], [])
        let scheme = reading.package.scheme
        for (place, sequence) in zip(places, first...) {
            let (record, line) = try reading.read(at: place, sequence: sequence)
            for check in checks {
                findings += try check.findings(in: record, of: reading.package).compactMap(scheme.weighed)
            }
            try reading.package.records.append(line)
            categories.insert(line.categoryCode ?? "")
        }
        return (findings, categories)
    }

    /// Asks for the main text of each record: the digests of a batch in one question.
    private func contentsHeld(of package: PackageUnderCheck) async throws -> [Int: HeldContent] {
        guard let heldContents else { return [:] }
        var found: [Int: HeldContent] = [:]
        for start in stride(from: 0, to: package.records.count, by: 500) {
            let digests = try await onFileThread {
                (start..<min(start + 500, package.records.count)).map { place in
                    SameContent.main(of: package.records[place], in: package.listing).map {
                        package.listing.digests($0).sha256.hex
                    }
                }
            }
            let held = try await heldContents(Set(digests.compactMap(\.self)).sorted())
            for (offset, digest) in digests.enumerated() {
                if let digest, let content = held[digest] { found[start + offset] = content }
            }
        }
        return found
    }

    /// Has the files looked at for viruses, if a scanner is connected.
    private func scan() async throws -> VirusScan? {
        guard let scanner = settings.scanner else { return nil }
        let bytes = package.listing.totalBytes
        return try await VirusScan.run(package, by: scanner) { [progress, package] done in
            try await progress(
                CheckProgress(
                    stage: .checking, done: done, total: Int64(package.listing.count), bytes: bytes, totalBytes: bytes))
        }
    }

    private func waiting(for contents: PackageContents?) async throws -> WaitingEntries? {
        guard let waiting, let contents else { return nil }
        return try await waiting(try await onFileThread { contents.codeKeys })
    }

    /// Asks for the codes of the package, and for those whose absence from it would be a gap.
    private func held(for contents: PackageContents?) async throws -> Set<String>? {
        guard let held else { return nil }
        guard let contents else { return [] }
        let rules = settings.codeRules
        let keys = try await onFileThread {
            contents.codeKeys + UnbrokenSequence.missing(from: contents, rules: rules).map(\.key)
        }
        return try await held(keys)
    }

    /// The schemes of its 门类, which are looked up only where there is one for any.
    private func judging(_ contents: PackageContents?, of sender: String) async throws -> JudgingScheme {
        let schemes = schemes ?? SchemesInForce(on: today)
        let rules = settings.codeRules
        let isByCategory = !schemes.categories(of: sender, at: stage).isEmpty
        let categories = try await onFileThread {
            isByCategory ? contents?.categories(rules: rules) ?? PackageCategories() : PackageCategories()
        }
        return schemes.judging(categories, of: sender, at: stage)
    }

    private func outcome(_ state: State, _ schemes: [AppliedScheme], seconds: Duration) -> Outcome {
        let package = state.package
        var findings: [Finding] = []
        var outcomes: [CheckReport.Outcome] = []
        for check in Checks.all {
            let label = rules.book.label(check.key)
            var found = state.findings.findings(of: check.key)
            for place in found.indices { found[place].label = label.text }
            findings += found
            let result: CheckReport.Outcome.Result =
                switch found.first?.severity {
                case .blocking: .failed
                case .warning: .warned
                case .review: .review
                case nil where package.scheme.choice(of: check.key) == .off: .off
                case nil: check.applies(to: package) ? .passed : .notApplicable
                }
            outcomes.append(
                CheckReport.Outcome(
                    check: check.key, label: label.text, property: label.property, result: result, findings: found.count
                ))
        }
        // Of a package that cannot be read only its container is judged, and whether it must be quarantined.
        let marked = findings.filter { $0.check == "secrecy-marks" && $0.severity == .blocking }
        if package.contents == nil {
            findings = marked + findings.filter { Checks.ofContainers.contains($0.check) }
        }
        let order = Finding.Severity.allCases
        let sorted = findings.enumerated().sorted { left, right in
            let (a, b) = (order.firstIndex(of: left.element.severity)!, order.firstIndex(of: right.element.severity)!)
            return (a, left.offset) < (b, right.offset)
        }.map(\.element)
        let book = package.signatures.content
        let report = CheckReport(
            package: name.display, kind: package.contents?.kind ?? KnownLayouts.kind(of: package.package),
            verdict: Verdict(of: sorted), records: Int64(package.records.count), files: Int64(package.listing.received),
            bytes: package.listing.totalBytes, seconds: Int64((seconds / .seconds(1)).rounded(.up)), findings: sorted,
            outcomes: outcomes, schemes: schemes, rules: rules.applied(on: received ?? today),
            categories: package.contents == nil ? nil : state.categories.sorted(),
            scanner: package.scan.flatMap { $0.engine.isEmpty ? nil : $0.engine },
            fetched: package.package.fetching.files,
            signatures: ToldSignatures(told: book.told, count: book.count))
        return Outcome(report: report, package: package, isMarked: !marked.isEmpty)
    }
}

/// What has been found so far.
private struct State: Sendable {
    var package: PackageUnderCheck
    var findings = FindingCollector()
    /// Codes of the 门类 of the records read so far.
    var categories: Set<String> = []

    init(_ package: PackageUnderCheck) { self.package = package }

    func finishing() throws -> State {
        var next = self
        for check in package.checks {
            try check.tell(of: package) { finding in
                if let weighed = package.scheme.weighed(finding) { next.findings.add(weighed) }
            }
        }
        return next
    }
}
