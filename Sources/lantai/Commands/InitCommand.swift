import Archive
import ArgumentParser
import Bytes
import Foundation
import Web

/// `lantai init`: make a new, empty archive.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a new archive: folder, settings, keys, first accounts.",
        discussion:
            "The first passwords are printed and kept in accounts.txt (mode 0600). Exit status: 0 made · 1 could not.")

    @OptionGroup var common: CommonOptions
    @Option(help: "The archive's name.") var name: String?
    @Option(help: "The IANA time zone in which days begin; cannot be changed later.") var zone: String?

    func run() async throws {
        let home = Home.locate(common.home)
        let io = CommandIO.terminal(input: nil)
        var settings = try Settings(of: zone.map { [("zone", $0)] } ?? [])
        if let name { settings.archiveName = Words(zh: name, en: name) }
        let accounts = try await NewHome(home: home, settings: settings).make()
        if common.json {
            io.json([
                "schema": 1, "home": .string(home.path),
                "accounts": .array(
                    accounts.map { JSON.object(["name": .string($0.name), "password": .string($0.password)]) }),
            ])
        } else {
            io.say(Words(zh: "已建立档案馆：\(home.path)", en: "Made the archive in \(home.path)"))
            FirstAccounts.print(accounts, io, home)
            io.say(home.inodeBudget)
        }
    }
}
