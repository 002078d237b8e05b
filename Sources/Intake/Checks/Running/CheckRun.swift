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
    /// Who sent it; empty where only the package says.
    var agency = ""
    /// The schemes that hold on the day of receipt; `nil`: none was decided.
    var schemes: SchemesInForce?
    let progress: @Sendable (_ done: Int64, _ total: Int64) async throws -> Void

    /// Records read between two looks at whether the work is still wanted.
    private static let batch = 200

    func run() async throws -> Outcome {
        let clock = ContinuousClock()
        let start = clock.now
        let isWhole = !package.faults.contains(where: \.kind.stops)
        let (reader, contents) = try await onFileThread {
            [package, settings] () -> ((any PackageReader)?, PackageContents?) in
            let prefix = package.wrapper
            guard isWhole, let reader = PackageReaders.reader(for: package.listing, prefix: prefix) else {
                return (nil, nil)
            }
            return (reader, try reader.open(package, prefix: prefix, settings: settings))
        }
        let total = Int64(package.listing.count + (contents?.folders.count ?? 0))
        let describing = contents?.describing ?? []
        let facts = try await Examination(
            package: package, describing: isWhole ? describing : Set(package.listing.numbers), workers: workers,
            texts: texts
        ) { [progress] done in try await progress(done, total) }.run()
        let heldCodes = try await held(for: contents)
        let waitingEntries = try await waiting(for: contents)
        let sender = agency.isEmpty ? contents?.notes.value?.value("移交单位") ?? "" : agency
        let (scheme, applied) = (schemes ?? SchemesInForce(on: today)).scheme(for: sender)
        var state = State(
            PackageUnderCheck(
                name: name, package: package, contents: contents, facts: facts, settings: settings, today: today,
                scheme: scheme, held: heldCodes, waiting: waitingEntries))
        if let contents, let reader {
            let reading = RecordReading(state.package, contents, reader)
            var rest = reading.order[...]
            while !rest.isEmpty {
                try Task.checkCancellation()
                let batch = rest.prefix(CheckRun.batch)
                rest = rest.dropFirst(CheckRun.batch)
                let first = Int64(state.package.records.count) + 1
                let (lines, found) = try await onFileThread { try CheckRun.read(batch, from: first, by: reading) }
                state.package.records += lines
                state.findings.add(found)
                try await progress(Int64(package.listing.count - describing.count + state.package.records.count), total)
            }
        }
        state = try await onFileThread { [state] in try state.finishing() }
        return outcome(state, applied, seconds: start.duration(to: clock.now))
    }

    /// Reads some records, the first of them number `first` of the transfer, and lets every check look at each.
    private static func read(_ folders: ArraySlice<RecordFolder>, from first: Int64, by reading: RecordReading) throws
        -> (lines: [RecordLine], findings: [Finding])
    {
        var lines: [RecordLine] = []
        var findings: [Finding] = []
        let (checks, scheme) = (reading.package.checks, reading.package.scheme)
        for (folder, sequence) in zip(folders, first...) {
            let (record, line) = try reading.read(folder, sequence: sequence)
            for check in checks {
                findings += try check.findings(in: record, of: reading.package).compactMap(scheme.weighed)
            }
            lines.append(line)
        }
        return (lines, findings)
    }

    private func waiting(for contents: PackageContents?) async throws -> WaitingEntries? {
        guard let waiting, let contents else { return nil }
        let texts = (contents.list.value?.items.map(\.code) ?? []) + contents.folders.map(\.name.display)
        return try await waiting(Set(texts.map(ReferenceCode.key)).sorted())
    }

    /// Asks for the codes of the package, and for those whose absence from it would be a gap.
    private func held(for contents: PackageContents?) async throws -> Set<String>? {
        guard let held else { return nil }
        guard let contents else { return [] }
        let texts = (contents.list.value?.items.map(\.code) ?? []) + contents.folders.map(\.name.display)
        let missing = UnbrokenSequence.missing(from: texts, rules: settings.codeRules)
        return try await held(Set(texts.map(ReferenceCode.key)).union(missing.map(\.key)).sorted())
    }

    private func outcome(_ state: State, _ scheme: AppliedScheme, seconds: Duration) -> Outcome {
        let package = state.package
        var findings: [Finding] = []
        var outcomes: [CheckReport.Outcome] = []
        for check in Checks.all {
            let found = state.findings.findings(of: check.key)
            findings += found
            let label = CheckLabels.label(check.key)
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
        let report = CheckReport(
            package: name.display, kind: package.contents?.kind ?? KnownLayouts.kind(of: package.package),
            verdict: Verdict(of: sorted), records: Int64(package.records.count), files: Int64(package.listing.count),
            bytes: package.listing.totalBytes, seconds: Int64((seconds / .seconds(1)).rounded(.up)), findings: sorted,
            outcomes: outcomes, scheme: scheme)
        return Outcome(report: report, package: package, isMarked: !marked.isEmpty)
    }
}

/// What has been found so far.
private struct State: Sendable {
    var package: PackageUnderCheck
    var findings = FindingCollector()

    init(_ package: PackageUnderCheck) { self.package = package }

    func finishing() throws -> State {
        var next = self
        for check in package.checks {
            next.findings.add(try check.findings(in: package).compactMap(package.scheme.weighed))
        }
        return next
    }
}
