import Archive
import ArgumentParser
import Bytes
import Intake

extension HandoverSide: ExpressibleByArgument {}
extension SealKind: ExpressibleByArgument {}

/// `lantai handover`: see where transfers stand; sign the handover form for one side.
struct HandoverCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "handover",
        abstract: "List transfers, show one's handover form (移交与接收登记表), or sign it for one side.",
        discussion: """
            Checked is not accepted: custody passes when both sides have signed, and no one signs for both.
            --with asks the signing server that the settings intake.signing name, for the receiving side only; what it gives
            is verified, and where it gives nothing that holds nothing is written.
            Exit status: 0 done · 1 refused.
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "Receipt number; left out, all transfers are listed.") var accession: String?
    @Option(help: "Sign for this side: sending or receiving.") var sign: HandoverSide?
    @Option(help: "The name of who signs.") var name: String?
    @Option(help: "A scan of the signed paper form.", transform: WorkingFolder.absolute) var scan: String?
    @Option(help: "Sign with the archive's own too: cms (signature server) or seal (seal platform).") var with:
        SealKind?

    func validate() throws {
        if sign != nil && (name == nil || accession == nil) {
            throw ValidationError("--sign needs the receipt number and --name.")
        }
        if with != nil && sign == nil { throw ValidationError("--with needs --sign.") }
    }

    func run(in house: House, _ io: CommandIO) async throws {
        guard let sign, let name, let accession else {
            _ = try await house.agent(for: common, io, role: .archivist, or: [.reviewer, .supervisor])
            guard let accession else { return try await list(house, io) }
            return try await show(house.accession(named: accession).id, house, io)
        }
        let found = try await house.accession(named: accession)
        let agent = try await house.agent(
            for: common, io, role: sign == .sending ? .agencyOfficer : .archivist, signing: name)
        let paper = try scan.map { try DurableFile.read($0) }
        let after = try await house.desk.sign(
            found.id, side: sign, by: agent, name: name, inspection: Inspection(),
            agency: try await house.agency(of: common), scan: paper, with: with)
        try await house.followUp(io)
        try await show(after.id, house, io)
    }

    private func list(_ house: House, _ io: CommandIO) async throws {
        var rows: [JSON] = []
        var after: AccessionID?
        while true {
            let page = try await house.desk.list(after: after, limit: 200)
            guard let last = page.last else { break }
            for accession in page {
                rows.append([
                    "number": .string(accession.number), "id": .string(accession.id.text),
                    "state": .string(accession.state.rawValue), "agency": .string(accession.agency),
                    "records": .int(accession.records), "bytes": .int(accession.bytes),
                ])
                if !common.json {
                    io.line(
                        "\(accession.number)  \(accession.state.words[io.language])  \(accession.agency)  \(accession.records)"
                    )
                }
            }
            after = last.id
        }
        if common.json { io.json(["schema": 1, "accessions": .array(rows)]) }
        if rows.isEmpty && !common.json { io.say(Words(zh: "还没有移交。", en: "No transfers yet.")) }
    }

    private func show(_ id: AccessionID, _ house: House, _ io: CommandIO) async throws {
        let accession = try await house.desk.accession(id)
        let form = try await house.desk.handoverForm(id)
        if common.json {
            io.json(form.json)
            return
        }
        if let accession { io.line("\(accession.number)  \(accession.state.words[io.language])") }
        for line in form.lines { io.line("\(line.label[io.language])：\(line.value)") }
    }
}

/// `lantai return`: send a checked package back instead of accepting it.
struct ReturnCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "return",
        abstract: "Return (退回) a package that waits for its handover.",
        discussion: "The report, listing and digests stay. Exit status: 0 returned · 1 refused.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "Receipt number.") var accession: String
    @Option(help: "Why, in a sentence the agency can act on.") var reason: String

    func run(in house: House, _ io: CommandIO) async throws {
        let agent = try await house.agent(for: common, io, role: .archivist)
        let found = try await house.accession(named: accession)
        let after = try await house.desk.returnPackage(found.id, by: agent, reason: reason)
        if common.json {
            io.json(["schema": 1, "number": .string(after.number), "state": .string(after.state.rawValue)])
        } else {
            io.line("\(after.number)  \(after.state.words[io.language])")
        }
    }
}
