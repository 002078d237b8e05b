import Archive
import ArgumentParser
import Bytes
import Intake

/// `lantai demo`: a new archive filled with the records of an invented city.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract:
            "Make a new archive and fill it with a demo: an invented city, 600 records, work waiting in every room.",
        discussion:
            """
            Every record is received, checked, signed, kept, described and decided by the same acts as real ones. Killed at \
            any point, the same command goes on. Exit status: 0 made · 1 could not, or there is an archive already.
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: "full: 600 records in four fonds; small: 12 records.") var size = DemoSize.full

    func run() async throws {
        let home = Home.locate(common.home)
        let io = CommandIO.terminal(input: nil)
        var fresh: [FirstAccounts.Account] = []
        if !home.exists {
            fresh = try await NewHome(
                home: home, settings: try Settings(yaml: "", environment: [:]), demo: size
            ).make()
        }
        try home.checkFormat()
        guard let lock = try HomeLock(home) else { throw HomeProblem.locked(home.path) }
        let house = try await House.open(home)
        do {
            if home.wantedDemo == nil {
                // A home that was made and never used takes a demo; nothing is mixed with real transfers.
                guard try await house.desk.list(limit: 1).isEmpty else { throw DemoProblem.inUse(home.path) }
                try home.want(demo: size)
            }
            try await DemoArchive(house: house, size: home.wantedDemo ?? size).make(io)
        } catch {
            await house.close()
            throw error
        }
        await house.close()
        _ = consume lock
        if fresh.isEmpty {
            io.say(Words(zh: "账号与口令在 \(home.accounts)", en: "Accounts and passwords are in \(home.accounts)"))
        } else {
            FirstAccounts.print(fresh, io, home)
        }
    }
}

/// Why no demo is made.
enum DemoProblem: Explained {
    case inUse(String)

    var code: String { "demo.in-use" }

    var what: Words {
        switch self {
        case .inUse(let path):
            Words(zh: "\(path) 里已有移交，不能再放示范档案。", en: "The archive in \(path) has transfers; no demo is put among them.")
        }
    }

    var next: Words {
        Words(zh: "用 --home 另选一个文件夹。", en: "Choose another folder with --home.")
    }
}
