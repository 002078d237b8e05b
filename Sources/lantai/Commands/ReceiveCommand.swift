import Archive
import ArgumentParser
import Bytes
import Formats
import Intake

/// `lantai receive`: take in a package: a folder, a ZIP or a TAR.
struct ReceiveCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "receive",
        abstract: "Receive a package (接收): folder, ZIP or TAR. Received means on disk.",
        discussion: """
            With --wait, waits for the checks and prints their result. Checked is not accepted: see handover.
            Exit status: 0 received (with --wait: accepted by the checks) · 1 could not · 3 to be returned.
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "The package.", transform: WorkingFolder.absolute) var package: String
    @Option(help: "The sending agency (移交单位); by default as the package says.") var agency = ""
    @Option(help: "The returned transfer that this one is sent in place of.") var supersedes: String?
    @Option(help: "A note for the register.") var note: String?
    @Flag(help: "Wait for the checks.") var wait = false
    @Flag(help: "With --wait, tell once a second on standard error how far they are: files and bytes.") var progress =
        false

    func input() throws -> ByteStream? { try Package(package).stream() }

    func run(in house: House, _ io: CommandIO) async throws {
        let agent = try await house.agent(for: common, io, role: .archivist)
        guard let input = io.input else { throw NamingProblem.noFile(package) }
        let earlier = try await supersedes.asyncMap { try await house.accession(named: $0).id }
        let accession = try await house.desk.receive(
            input, name: Package.name(package), agency: agency, by: agent, supersedes: earlier, note: note)
        if wait {
            try await finish(accession, in: house, io)
        } else if common.json {
            io.json([
                "schema": 1, "accession": .string(accession.id.text), "number": .string(accession.number),
                "bytes": .int(accession.bytes), "sha256": .string(accession.sha256.hex),
            ])
        } else {
            io.say(
                Words(
                    zh:
                        "已接收，收件号 \(accession.number)，\(accession.bytes) 字节。检测完成后用 lantai handover \(accession.number) 查看。",
                    en:
                        "Received as \(accession.number), \(accession.bytes) bytes. When checked, see lantai handover \(accession.number)."
                ))
        }
    }

    private func finish(_ accession: Accession, in house: House, _ io: CommandIO) async throws {
        if progress {
            try await house.tellingProgress(of: accession.id, io) { try await house.followUp(io) }
        } else {
            try await house.followUp(io)
        }
        guard let report = try await house.desk.report(accession.id) else {
            throw CheckingProblem.stuck(accession.number)
        }
        if common.json {
            io.json(report.json)
        } else {
            io.say(Words(zh: "收件号 \(accession.number)", en: "Receipt \(accession.number)"))
            report.print(io)
        }
        if report.verdict == .return { throw ExitCode(3) }
    }
}

/// `lantai check`: judge a package without taking it in; needs no home.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check a package (四性检测) without receiving it. Needs no home.",
        discussion: """
            What compares with the holdings is left out, and said so.
            What the items of DA/T 70 are, and what judges each: lantai items.
            --schemes and --rules judge as the archive would: their files are what lantai schemes AGENCY --json and lantai
            rule-book --json print there.
            Exit status: 0 accept (also with warnings) · 1 could not look · 3 to be returned.
            """)

    @Argument(help: "The package: folder, ZIP or TAR.", transform: WorkingFolder.absolute) var package: String
    @Flag(help: "Print JSON instead of sentences.") var json = false
    @Flag(help: "Judge as a node that may hold state secrets would.") var classified = false
    @Option(help: "The stage (环节) whose items it is held to: filing (归档) or transfer (移交与接收).") var stage =
        PackageStage.transfer
    @Option(
        help: "The folder of trusted certificates and revocation lists, for signatures of capsules (EEP), PDF and OFD.",
        transform: WorkingFolder.absolute)
    var trust: String?
    @Option(
        help: "Judge by the schemes of checks (检测方案) in this file, as lantai schemes AGENCY --json prints them.",
        transform: WorkingFolder.absolute)
    var schemes: String?
    @Option(
        help: "Judge by the rule book (检测依据) in this file, as lantai rule-book --json prints it.",
        transform: WorkingFolder.absolute)
    var rules: String?
    @Flag(help: "Tell once a second on standard error how far it is.") var progress = false
    @Option(
        help: "Ask this virus scanner (clamd) about every file: its socket file, or host:port.",
        transform: {
            guard let scanner = ScannerAddress($0) else {
                throw ValidationError("“\($0)” is neither a socket file nor host:port.")
            }
            return scanner
        }) var virusScanner: ScannerAddress?
    @Option(
        help: "Fetch what fetch.txt of a bag names below this address; may be given more than once.",
        transform: {
            guard let prefix = FetchPrefix($0) else {
                throw ValidationError("“\($0)” is no address of https or http.")
            }
            return prefix
        }) var fetch: [FetchPrefix] = []

    func run() async throws {
        let io = CommandIO.terminal(input: nil)
        let workers = House.workers(count: 2)
        let line = progress ? ProgressLine() : nil
        let report: CheckReport
        do {
            var settings = IntakeSettings(classified: classified, scanner: virusScanner, trust: trust)
            settings.media = MediaTools(lantai: "/proc/self/exe")
            settings.sources = FetchSources(fetch)
            let clock = Clock.system()
            var decided: (agency: String, schemes: SchemesInForce)?
            if let schemes { decided = try await SchemesInForce.read(file: schemes, on: clock.today) }
            let book = if let rules { try await RuleBookCommand.read(file: rules) } else { RuleBookInForce.standard }
            report = try await PackageCheck.run(
                path: package, workers: workers, settings: settings, clock: clock, stage: stage.stage,
                agency: decided?.agency ?? "", schemes: decided?.schemes, rules: book
            ) { line?.tell($0) }
        } catch {
            await workers.close()
            throw error
        }
        await workers.close()
        if json { io.json(report.json) } else { report.print(io) }
        if report.verdict == .return { throw ExitCode(3) }
    }
}

/// The stages at which packages are checked.
enum PackageStage: String, ExpressibleByArgument, CaseIterable {
    case filing, transfer

    var stage: CheckStage { self == .filing ? .filing : .transfer }
}

extension CheckReport {
    /// The report as a person reads it at a terminal.
    func print(_ io: CommandIO) {
        io.say(
            Words(
                zh: "\(package)：\(verdict.words.zh)。\(records) 件，\(files) 个文件，\(bytes) 字节。",
                en: "\(package): \(verdict.words.en). \(records) records, \(files) files, \(bytes) bytes."))
        if !fetched.isEmpty {
            io.say(
                Words(
                    zh: "从设置的来源取来 \(fetched.count) 个文件：",
                    en: "Fetched from the configured sources: \(fetched.count) files."))
            for file in fetched {
                io.line("  \(file.path.display) ← \(file.address) · \(file.bytes) · SHA-256 \(file.sha256.hex)")
            }
        }
        for finding in findings {
            let place = [finding.record, finding.file?.display, finding.element, finding.line.map { "\($0)" }]
                .compactMap(\.self).joined(separator: " · ")
            let usual = finding.usual.map { Words(zh: "，本为\($0.words.zh)", en: ", by itself \($0.words.en)") }
            io.line(
                "[\(finding.severity.words[io.language])\(usual?[io.language] ?? "")] \(finding.label) \(place)")
            io.line("  \(finding.what[io.language])")
            io.line("  → \(finding.next[io.language])")
        }
    }
}

/// A package on this machine, as bytes to send: a file as it is, a folder wrapped as TAR.
struct Package {
    let path: String

    init(_ path: String) throws {
        guard DurableFile.exists(path) else { throw NamingProblem.noFile(path) }
        self.path = path
    }

    func stream() throws -> ByteStream {
        DurableFile.isFolder(path) ? try TarWriter(folder: path).bytes : ByteStream.file(path)
    }

    static func name(_ path: String) -> FileName {
        let last = FileName(path).lastComponent
        return DurableFile.isFolder(path) ? FileName(bytes: last.bytes + Array(".tar".utf8)) : last
    }
}

/// A check that did not come to an end.
enum CheckingProblem: Explained {
    case stuck(String)

    var code: String { "command.check-stuck" }
    var what: Words {
        switch self {
        case .stuck(let number): Words(zh: "\(number) 的检测没有完成。", en: "The checks of \(number) did not finish.")
        }
    }
    var next: Words {
        Words(
            zh: "包已收妥。在网页的“卡住的工作”里看原因并重试。",
            en: "The package is safe. See the desk's parked work for the reason, and retry.")
    }
}

extension Optional {
    func asyncMap<T>(_ transform: (Wrapped) async throws -> T) async throws -> T? {
        if let self { try await transform(self) } else { nil }
    }
}
