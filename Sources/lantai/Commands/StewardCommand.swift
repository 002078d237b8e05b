import Archive
import ArgumentParser
import Logging
import TablesPostgres
import Web

/// `lantai steward`: does the work of an archive that several processes serve; any number stand by, one works.
struct StewardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "steward",
        abstract: "Do the work behind several lantai serve --no-steward; more of them stand by.",
        discussion: """
            Needs the rows in PostgreSQL. One steward at a time writes: it takes in what the servers pass on, and does what \
            follows from acts. When it ends, however it ends, one that stands by goes on within a second or two. Exit \
            status: 0 stopped · 1 could not work, or another took over while the database was away.
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: "Where the servers reach it, in the house's own network: ADDRESS:PORT; port 0 takes any free one.")
    var listen = "127.0.0.1:0"

    func run() async throws {
        let home = Home.locate(common.home)
        let io = CommandIO.terminal(input: nil)
        try home.checkFormat()
        try Settings.load(home).needSeveralProcesses()
        let (host, port) = try place()
        io.say(Words(zh: "兰台管家已启动，等待接手。", en: "Lantai's steward stands by."))
        let lock = try await HomeLock.waiting(for: home)
        let house = try await waiting(for: home)
        do {
            try await work(house, io, host: host, port: port)
        } catch {
            await house.close()
            throw error
        }
        await house.close()
        _ = consume lock
    }

    private func place() throws -> (host: String, port: Int) {
        guard let colon = listen.lastIndex(of: ":"), let port = Int(listen[listen.index(after: colon)...]),
            (0...65_535).contains(port), colon > listen.startIndex
        else { throw ValidationError("--listen \(listen): write it like 127.0.0.1:7001") }
        return (listen[..<colon].filter { !"[]".contains($0) }, port)
    }

    /// Opens the archive as soon as nobody else has it, on whatever machine.
    private func waiting(for home: Home) async throws -> House {
        while true {
            do {
                return try await House.open(home)
            } catch let problem as any Explained where problem.isTransient {
                // Another writes, or the database is away.
                try await Task.sleep(for: .milliseconds(100))
            }
        }
    }

    private func work(_ house: House, _ io: CommandIO, host: String, port: Int) async throws {
        let logger = Logger(label: "lantai") { _ in SwiftLogNoOpLogHandler() }
        let front = Front(rooms: house.webRooms, log: AccessLog(descriptor: try house.home.openLog("access.jsonl")))
        let work = try HouseAtWork(house, logger: logger)
        defer { work.stop() }
        try await Listening(host: host, port: port, logger: logger).run(front) { port in
            work.takeCommands()
            io.say(
                Words(
                    zh: "兰台管家已接手：\(House.address(host, port))",
                    en: "Lantai's steward is at work: \(House.address(host, port))"))
        } beside: { port in
            try await house.keepPlace(at: House.address(host, port))
        }
    }
}

extension HomeLock {
    /// The lock, as soon as no other process holds it.
    static func waiting(for home: Home) async throws -> HomeLock {
        while true {
            if let lock = try HomeLock(home) { return lock }
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}
