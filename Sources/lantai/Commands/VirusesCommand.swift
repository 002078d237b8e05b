import Archive
import ArgumentParser
import Bytes
import Preservation

/// `lantai viruses`: give what is kept to the virus scanner; cases of what was found.
struct VirusesCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "viruses",
        abstract: "Scan everything kept for viruses, the longest unscanned first (馆藏查毒).",
        discussion: """
            Asks the scanner of the setting intake.virus-scanner (clamd). What is found becomes a case; the record stays as it is.
            A file the scanner does not take is told, and never counts as clean. Exit status: 0 all scanned and clean · 1 could
            not scan, or the scanner fell silent · 3 something was found, files were left out, or cases are open.
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: "Stop after this many bytes.") var budget: Int64?
    @Flag(help: "Only list the open cases (染毒个案).") var cases = false
    @Option(help: "Only settle this case; say with --because what was found out and done.") var settle: String?
    @Option(help: "What was found out and done about the case.") var because: String?

    func validate() throws {
        guard let settle else { return }
        if VirusCaseID(text: settle) == nil {
            throw ValidationError("\(settle) is not the identifier of a case; lantai viruses --cases lists them.")
        }
        if because == nil { throw ValidationError("Say with --because what was found out and done.") }
    }

    func run(in house: House, _ io: CommandIO) async throws {
        defer { house.storage.forget() }
        if let settle {
            let agent = try await house.agent(for: common, io, role: .archivist)
            try await house.stacks.settleVirus(VirusCaseID(trusted: settle), saying: because ?? "", by: agent)
        }
        if cases || settle != nil { return try await list(house, io) }
        let teller = Teller(io)
        let report = try await house.stacks.virusRound(
            by: house.settings.scanner,
            FixityPace(
                budget: budget,
                tell: { files, bytes in
                    teller.tell(
                        Words(zh: "已查 \(files) 个文件，\(bytes) 字节", en: "\(files) files, \(bytes) bytes scanned"))
                }))
        if common.json { io.json(report.json) } else { io.say(report.words) }
        if !report.stopped.isEmpty { throw ExitCode(1) }
        let open = try await house.stacks.virusCare().openCases
        if report.infected > 0 || report.left > 0 || open > 0 { throw ExitCode(3) }
    }

    private func list(_ house: House, _ io: CommandIO) async throws {
        var (found, before): ([VirusCase], VirusCaseID?) = ([], nil)
        while case let page = try await house.stacks.virusCases(openOnly: true, before: before, limit: 200),
            let last = page.last
        {
            found += page
            before = last.id
        }
        if common.json {
            io.json(["schema": "lantai.virus-cases/1", "cases": .array(found.map(\.json))])
        } else if found.isEmpty {
            io.say(Words(zh: "没有未了结的染毒个案。", en: "No case of a virus is open."))
        } else {
            for one in found {
                io.line("\(one.id.text)  \(one.code)  \(one.name.display)  \(one.virus)  \(one.engine)")
            }
        }
        if !found.isEmpty { throw ExitCode(3) }
    }
}

extension VirusReport {
    fileprivate var words: Words {
        let end =
            stopped.isEmpty
            ? Words(zh: "", en: "") : Words(zh: "杀毒软件中途没有应答，没有查完。", en: " The scanner fell silent before the end.")
        return Words(
            zh: "查了 \(objects) 个对象，\(files) 个文件，\(bytes) 字节（\(engine)）：染毒 \(infected)，没能查 \(left)。\(end.zh)",
            en:
                "Scanned \(objects) objects, \(files) files, \(bytes) bytes by \(engine): \(infected) infected, \(left) not scanned.\(end.en)"
        )
    }
}

extension VirusCase {
    fileprivate var json: JSON {
        [
            "id": .string(id.text), "unit": .string(unit.text), "code": .string(code), "n": .int(n),
            "name": .string(name.display), "virus": .string(virus), "engine": .string(engine),
            "foundAt": .string(foundAt.text),
        ]
    }
}
