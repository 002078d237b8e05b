import Archive
import ArgumentParser
import Web

/// `lantai maintenance`: closes the portal to readers and opens it again (门户维护).
struct MaintenanceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "maintenance",
        abstract: "Close the portal to readers for maintenance, and open it again.",
        discussion: """
            A closed portal answers 503 with the words and the time given here; the desk, transfers and backups go on. It stays \
            closed over a restart, until it is opened: nothing opens by itself. Exit status: 0 done · 1 could not.
            """,
        subcommands: [Show.self, On.self, Off.self], defaultSubcommand: Show.self)

    struct Show: HouseCommand {
        static let configuration = CommandConfiguration(abstract: "Tell whether the portal is closed.")
        @OptionGroup var common: CommonOptions

        func run(in house: House, _ io: CommandIO) async throws {
            _ = try await house.agent(for: common, io, role: .systemAdministrator)
            try await house.tellPortal(common, io)
        }
    }

    struct On: HouseCommand {
        static let configuration = CommandConfiguration(
            abstract: "Close the portal, or tell something else about a closed one.")
        @OptionGroup var common: CommonOptions
        @Option(help: "When it is expected back, in the archive's zone: 2026-12-01T08:00.") var until: String?
        @Option(help: "What readers are told.") var words: String?
        @Option(help: "The same in English.") var wordsEn: String?

        func run(in house: House, _ io: CommandIO) async throws {
            let agent = try await house.agent(for: common, io, role: .systemAdministrator)
            let moment = try until.map { text in
                guard let moment = PortalClosure.moment(text, house.clock) else {
                    throw MaintenanceProblem.badMoment(text)
                }
                return moment
            }
            try await house.doorkeeper.close(
                until: moment, said: words ?? "", saidInEnglish: wordsEn ?? "", by: agent)
            try await house.tellPortal(common, io)
        }
    }

    struct Off: HouseCommand {
        static let configuration = CommandConfiguration(abstract: "Open the portal again.")
        @OptionGroup var common: CommonOptions

        func run(in house: House, _ io: CommandIO) async throws {
            let agent = try await house.agent(for: common, io, role: .systemAdministrator)
            try await house.doorkeeper.open(by: agent)
            try await house.tellPortal(common, io)
        }
    }
}

extension House {
    fileprivate var doorkeeper: Doorkeeper { Doorkeeper(database: database, ledger: ledger, clock: clock) }

    fileprivate func tellPortal(_ common: CommonOptions, _ io: CommandIO) async throws {
        let closure = try await doorkeeper.closure()
        if common.json {
            io.json([
                "schema": 1, "portal": closure == nil ? "open" : "closed", "since": JSON(closure?.since.text),
                "until": JSON(closure?.until?.text), "words": JSON(closure?.said),
                "wordsInEnglish": JSON(closure?.saidInEnglish),
            ])
            return
        }
        guard let closure else { return io.say(Words(zh: "门户开放。", en: "The portal is open.")) }
        io.say(Words(zh: "门户已关闭，工作台照常。", en: "The portal is closed; the desk goes on."))
        if let until = closure.until {
            let until = clock.wordsWithZone(until)
            io.say(Words(zh: "预计恢复：\(until.zh)", en: "Expected back: \(until.en)"))
        }
        let said = closure.said(in: io.language)
        if !said.isEmpty { io.line(said) }
        io.say(Words(zh: "重新开放：lantai maintenance off", en: "To open it: lantai maintenance off"))
    }
}
