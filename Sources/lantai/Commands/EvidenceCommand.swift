import Archive
import ArgumentParser
import Bytes
import Intake
import Ledger
import Web

/// `lantai evidence`: the records behind each item of the checks, for an expert panel.
struct EvidenceCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence",
        abstract: "Write the records behind each item of DA/T 70 (检测佐证): who, what, with which result, signed by whom.",
        discussion: """
            DEST must not exist; it becomes a folder with evidence.html (to print), evidence.csv and evidence.json. Without receipt
            numbers: all transfers that were checked. Quarantined ones are never in it. It says of how many agencies and of which
            material it is, and what a panel asks for besides.
            Exit status: 0 written · 1 could not · 3 written, but agencies or material a panel asks for are missing.
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "The new folder.", completion: .directory, transform: WorkingFolder.absolute) var destination:
        String
    @Argument(help: "Receipt numbers.") var accessions: [String] = []

    /// More transfers are not held in memory at once.
    private static let most = 2000
    /// With more of them, each would have to be proved by reading the whole ledger again.
    private static let proved = 200

    func run(in house: House, _ io: CommandIO) async throws {
        _ = try await house.agent(for: common, io, role: .archivist, or: [.reviewer])
        guard try await onFileThread({ !DurableFile.exists(destination) }) else {
            throw EvidenceProblem.exists(destination)
        }
        var transfers: [AccessionEvidence] = []
        for accession in try await chosen(in: house) {
            if let evidence = try await house.desk.evidence(of: accession) { transfers.append(evidence) }
        }
        let agents = Set(
            transfers.flatMap { transfer in
                transfer.events.map { $0.event.agent.id } + [transfer.accession.receivedBy.id]
            })
        let indices = transfers.compactMap { $0.checked?.index }
        let book = EvidenceBook(
            archive: house.settings.archiveName[io.language], madeAt: house.clock.now, transfers: transfers,
            names: try await house.accounts.names(of: agents),
            proofs: indices.count <= Self.proved ? try await house.ledger.inclusionProofs(of: indices) : nil,
            rounds: try await house.desk.lastRounds(), opinions: try await house.desk.keepingReviews())
        let files = [
            ("evidence.html", evidencePage(book, io.language, house.clock)), ("evidence.csv", book.csv(io.language)),
            ("evidence.json", book.json.canonical),
        ]
        try await onFileThread {
            try DurableFile.makeFolder(destination, mode: 0o700)
            for (name, bytes) in files { try DurableFile.write(bytes, to: "\(destination)/\(name)") }
        }
        tell(book, io)
        if !book.missing.isEmpty { throw ExitCode(3) }
    }

    /// The transfers asked for, the oldest first.
    private func chosen(in house: House) async throws -> [Accession] {
        guard accessions.isEmpty else {
            var found: [Accession] = []
            for number in accessions { found.append(try await house.accession(named: number)) }
            return found
        }
        let all = try await house.desk.list(limit: Self.most + 1)
        guard all.count <= Self.most else { throw EvidenceProblem.tooMany(Self.most) }
        return all.reversed()
    }

    private func tell(_ book: EvidenceBook, _ io: CommandIO) {
        if common.json {
            io.json([
                "schema": 1, "path": .string(destination), "transfers": .int(Int64(book.transfers.count)),
                "agencies": .int(Int64(book.agencies.count)),
                "material": .object(
                    Dictionary(
                        uniqueKeysWithValues: book.material.map {
                            ($0.key.rawValue, JSON.int(Int64($0.value.transfers)))
                        })),
                "missing": .array(book.missing.map { JSON($0) }),
            ])
            return
        }
        io.say(
            Words(
                zh: "已写出：\(destination)。移交 \(book.transfers.count) 次，移交单位 \(book.agencies.count) 家。",
                en: "Written: \(destination). \(book.transfers.count) transfers of \(book.agencies.count) agencies."))
        for each in book.missing {
            io.say(Words(zh: "  专家组还要：\(each.zh)。", en: "  A panel asks for more: \(each.en)."))
        }
    }
}

/// Why no evidence was written.
enum EvidenceProblem: Explained {
    case exists(String)
    case tooMany(Int)

    var code: String {
        switch self {
        case .exists: "command.evidence-exists"
        case .tooMany: "command.evidence-too-many"
        }
    }

    var what: Words {
        switch self {
        case .exists(let path): Words(zh: "\(path) 已经存在。", en: "\(path) is there already.")
        case .tooMany(let most):
            Words(zh: "检测过的移交超过 \(most) 次。", en: "More than \(most) transfers were received.")
        }
    }

    var next: Words {
        switch self {
        case .exists: Words(zh: "换一个新的文件夹。", en: "Name a new folder.")
        case .tooMany: Words(zh: "写明要哪些收件号。", en: "Name the receipt numbers you want.")
        }
    }
}
