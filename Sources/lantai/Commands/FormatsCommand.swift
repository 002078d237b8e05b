import Archive
import ArgumentParser
import Bytes
import Formats
import Ledger
import Tables

/// `lantai formats`: the signatures by which formats are told, and the policy of formats.
struct FormatsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "formats",
        abstract: "Formats: the signatures by which they are told (格式特征), and what becomes of them (格式策略).",
        discussion: "They are public data of The National Archives (UK), which registers formats as PRONOM.",
        subcommands: [Show.self, Update.self, Policy.self, Round.self], defaultSubcommand: Show.self)

    struct Show: HouseCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell which signatures are in use.",
            discussion: "Exit status: 0 told · 1 could not · 3 there are none: this program's own table is used.")
        @OptionGroup var common: CommonOptions

        func run(in house: House, _ io: CommandIO) async throws {
            let shelf = house.rooms.signatures
            let known = try shelf.signatures()
            if common.json {
                io.json(known?.json(in: shelf) ?? ["schema": 1, "signatures": .null])
            } else {
                io.say(shelf.words)
                if known != nil, let path = shelf.files()?.signatures.path { io.line(DurableFile.folder(of: path)) }
            }
            if known == nil { throw ExitCode(3) }
        }
    }

    struct Update: HouseCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put newer signature files into the home.",
            discussion: """
                DROID_SignatureFile_V….xml, container-signature-….xml, or both. They are read and checked first; what they replace
                stays beside them. What is identified from then on says which version told it. Exit status: 0 done · 1 could not.
                """)
        @OptionGroup var common: CommonOptions
        @Argument(help: "The files.", transform: WorkingFolder.absolute) var files: [String]
        @Flag(help: "Also files that are older than those in use.") var older = false

        func validate() throws {
            guard (1...2).contains(files.count) else { throw ValidationError("Name one or two files.") }
        }

        func run(in house: House, _ io: CommandIO) async throws {
            let agent = try await house.agent(for: common, io, role: .systemAdministrator)
            let known = try await house.update(signatures: files, older: older, by: agent)
            if common.json {
                io.json(known.json(in: house.rooms.signatures))
            } else {
                io.say(known.words)
            }
        }
    }
}

extension SignatureShelf {
    /// What is in use, or why nothing is.
    var words: Words {
        do {
            if let known = try signatures() { return known.words }
            return Words(
                zh: "\(folders[0]) 里没有 PRONOM 特征文件：只用兰台自带的格式表。",
                en: "No PRONOM signatures are in \(folders[0]): this program's own table of formats is used.")
        } catch let problem as any Explained {
            return problem.what
        } catch {
            return Words(zh: "\(error)", en: "\(error)")
        }
    }
}

extension PronomSignatures {
    var words: Words {
        let containers = Words(
            zh: containerVersion.map { "容器特征 \($0)" } ?? "无容器特征",
            en: containerVersion.map { "container signatures \($0)" } ?? "no container signatures")
        return Words(
            zh: "PRONOM 特征文件 V\(version)（\(date)），\(containers.zh)：\(formatCount) 种格式，\(signatureCount) 条特征。",
            en:
                "PRONOM signatures V\(version) (\(date)), \(containers.en): \(formatCount) formats, \(signatureCount) signatures."
        )
    }

    func json(in shelf: SignatureShelf) -> JSON {
        [
            "schema": 1, "signatures": .string(version), "date": .string(date), "containers": JSON(containerVersion),
            "formats": .int(Int64(formatCount)), "count": .int(Int64(signatureCount)),
            "unreadable": .int(Int64(unreadable)), "path": JSON(shelf.files()?.signatures.path),
        ]
    }
}

extension House {
    /// Puts signature files into the home, checked first, as an event.
    /// - Throws: `SignatureProblem`, `XMLProblem`.
    func update(signatures paths: [String], older: Bool, by agent: Agent) async throws -> PronomSignatures {
        let shelf = rooms.signatures
        let folder = home.signatures(settings)
        let heads = try paths.map { try SignatureFileHead(path: $0) }
        guard Set(heads.map(\.kind)).count == heads.count else { throw SignatureProblem.notSignatures(paths[1]) }
        let inUse = shelf.files()
        for head in heads {
            guard let one = head.kind == .signatures ? inUse?.signatures : inUse?.containers else { continue }
            if head.isOlder(than: one), !older { throw SignatureProblem.older(head.version, inUse: one.version) }
        }
        let signatures = heads.first { $0.kind == .signatures } ?? inUse?.signatures
        guard let signatures else { throw SignatureProblem.none(folder) }
        let containers = heads.first { $0.kind == .containers } ?? inUse?.containers
        let known = try PronomSignatures(signatures: signatures.path, containers: containers?.path)

        // What a file in use is taken from elsewhere (a bundle) goes along: the home's folder is the only one looked into then.
        let wanted = [signatures, containers].compactMap(\.self)
        let contents = try wanted.map { (name: $0.fileName, bytes: try DurableFile.read($0.path)) }
        let act: JSON = [
            "act": "formats", "signatures": .string(known.version), "date": .string(known.date),
            "containers": JSON(known.containerVersion),
            "before": [
                "signatures": JSON(inUse?.signatures.version), "containers": JSON(inUse?.containers?.version),
            ],
            "files": .array(
                contents.map { ["name": .string($0.name), "sha256": .string(sha256($0.bytes).hex)] }),
        ]
        try DurableFile.makeFolder(folder, mode: 0o700)
        for (name, bytes) in contents { try DurableFile.write(bytes, to: folder + "/" + name, mode: 0o600) }
        // Set aside, not removed: what they told stays to be told again.
        for path in [inUse?.signatures.path, inUse?.containers?.path].compactMap(\.self)
        where DurableFile.folder(of: path) == folder && !contents.contains(where: { folder + "/" + $0.name == path }) {
            try DurableFile.rename(path, to: path + ".earlier")
        }
        let event = ledger.event(
            kind: .settingsChanged, subject: "formats", agent: agent, act: try await ledger.write(act: act),
            facts: ["signatures": .string(known.version)])
        try await database.write { [ledger] tx in ledger.append(event, in: tx) }
        shelf.forget()
        return known
    }
}
