import Archive
import ArgumentParser
import Bytes
import Foundation
import Ledger
import Logging
import Sharing
import Synchronization
import Web

/// `lantai serve`: the portal, the desk, and everything that follows from acts, until stopped.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the portal and the desk, and do the work that follows from acts.",
        discussion: """
            Where there is no archive yet, serves a wizard that makes one, and prints the address with its one-time code. \
            Stops cleanly on Ctrl-C or TERM; killed at any point, it goes on at the next start. Exit status: 0 stopped · \
            1 could not serve.
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: "Port; overrides the setting listen.port.") var port: Int?
    @Option(help: "Address; overrides the setting listen.host.") var host: String?
    @Flag(help: "Make a home with the demo archive if there is none yet, without the wizard.") var firstRun = false
    @Flag(
        help:
            "Only serve: read, and pass on what is to be done to the lantai steward at work. Any number may (PostgreSQL)."
    )
    var noSteward = false
    @Option(help: "With --no-steward: a folder for this process's indexes. Default: a free one in the home.") var index:
        String?
    @Option(help: "How much of the demo archive a first run makes: full, small (12 records).") var size = DemoSize.full

    func run() async throws {
        let home = Home.locate(common.home)
        let io = CommandIO.terminal(input: nil)
        var fresh: [FirstAccounts.Account] = []
        if firstRun && !home.exists {
            io.say(Words(zh: "建立示范档案馆：\(home.path)", en: "Making a demo archive in \(home.path)"))
            fresh = try await NewHome(home: home, settings: Settings(), demo: size).make()
        }
        if noSteward {
            try home.checkFormat()
            return try await follow(home, io)
        }
        guard home.exists else { return try await setUp(home, io) }
        try home.checkFormat()
        guard let lock = try HomeLock(home) else { throw HomeProblem.locked(home.path) }
        var settings = try Settings.load(home)
        settings.take(host: host, port: port)
        let house = try await House.open(home, settings: settings)
        do {
            // Before the first page, with a line for each transfer: the server's own followers would work beside it, and it
            // would decide about records that are not in the catalogue yet.
            if let size = home.wantedDemo { try await DemoArchive(house: house, size: size).make(io) }
            try await serve(house, io, fresh)
        } catch {
            await house.close()
            throw error
        }
        await house.close()
        _ = consume lock
    }

    private var logger: Logger { Logger(label: "lantai") { _ in SwiftLogNoOpLogHandler() } }

    private func serve(
        _ house: House, _ io: CommandIO, _ fresh: [FirstAccounts.Account]
    ) async throws {
        let host = house.settings.host
        let log = AccessLog(descriptor: try house.home.openLog("access.jsonl"))
        let work = try HouseAtWork(house, logger: logger)
        defer { work.stop() }
        let front = Front(rooms: house.webRooms, log: log)
        let listening = try listening(host, house.settings.port, house.settings, house.home, io)
        await warnOfFeatured(house, io)
        try await listening.run(front) { port in
            work.takeCommands()
            sayReady(house.settings, house.storeWords, io, listening, port: port)
            if fresh.isEmpty {
                if DurableFile.exists(house.home.accounts) {
                    io.say(
                        Words(
                            zh: "账号与口令在 \(house.home.accounts)",
                            en: "Accounts and passwords are in \(house.home.accounts)"))
                }
            } else {
                FirstAccounts.print(fresh, io, house.home)
            }
        } beside: { port in
            try await house.keepPlace(at: listening.address(port))
        }
    }

    /// Tells which codes of `site.featured` readers will not see. It keeps nothing from starting.
    private func warnOfFeatured(_ house: House, _ io: CommandIO) async {
        guard let codes = try? await house.readingRoom.notFeatured(house.settings.featured), !codes.isEmpty else {
            return
        }
        let names = codes.joined(separator: " ")
        io.err("\(FeaturedWords.notShown[io.language]): \(names)\n\(FeaturedWords.remedy[io.language])\n")
    }

    /// Serves what others write.
    private func follow(_ home: Home, _ io: CommandIO) async throws {
        let house = try await FollowingHouse.open(home, index: index)
        let settings = house.rooms.settings
        let host = host ?? settings.host
        let front = Front(rooms: house.webRooms, log: AccessLog(descriptor: try home.openLog("access.jsonl")))
        do {
            let listening = try listening(host, port ?? settings.port, settings, home, io)
            try await listening.run(front) { port in
                sayReady(settings, nil, io, listening, port: port)
            } beside: { _ in
                await house.run(logger)
            }
        } catch {
            await house.close()
            throw error
        }
        await house.close()
    }

    private func sayReady(_ settings: Settings, _ store: Words?, _ io: CommandIO, _ listening: Listening, port: Int) {
        let site = "\(listening.scheme)://\(listening.host):\(port)"
        io.say(
            Words(
                zh: "兰台已就绪：\(site)  工作台：\(site)/desk",
                en: "Lantai is ready: \(site)  desk: \(site)/desk"))
        if let store { io.say(store) }
        if listening.isInTheOpen, !settings.behindTLSProxy {
            io.say(
                Words(
                    zh: """
                        其他机器可以查阅门户，但没有加密连接，只能在本机登录工作台。需从其他机器登录，请给出证书（site.tls.certificate、\
                        site.tls.key），或配置 TLS 代理（web.tls-proxy）。
                        """,
                    en: """
                        Other machines can read the portal; without TLS the desk lets nobody in from there. For that, name a \
                        certificate (site.tls.certificate, site.tls.key), or put a TLS proxy in front (web.tls-proxy).
                        """))
        }
    }

    // MARK: Where there is no archive yet

    /// Serves the wizard; from the moment the archive is made, this same process serves it.
    private func setUp(_ home: Home, _ io: CommandIO) async throws {
        let settings = try Settings(yaml: "", environment: ProcessInfo.processInfo.environment)
        let listening = try listening(host ?? settings.host, port ?? settings.port, settings, home, io)
        let code = FirstAccounts.newPassword()
        let opened = Mutex<(work: HouseAtWork, lock: HeldLock)?>(nil)
        let front = Mutex<Front?>(nil)
        let listened = Mutex(0)
        let place = SetUpPlace(home) { house, lock in
            let log = AccessLog(descriptor: try home.openLog("access.jsonl"))
            let work = try HouseAtWork(house, logger: logger)
            work.takeCommands()
            opened.withLock { $0 = (work, lock) }
            front.withLock { $0 }?.open(house.webRooms, log: log)
            sayReady(house.settings, house.storeWords, io, listening, port: listened.withLock { $0 })
        }
        let made = Front(
            setUp: SetUpDesk(code: code, place: place, behindTLSProxy: settings.behindTLSProxy))
        front.withLock { $0 = made }
        let result: Result<Void, any Error>
        do {
            result = .success(
                try await listening.run(made) { port in
                    listened.withLock { $0 = port }
                    io.say(
                        Words(
                            zh: "\(home.path) 里还没有档案馆。在浏览器里打开下面的地址来建立（建馆码只能用一次）：",
                            en:
                                "There is no archive in \(home.path) yet. Open this address to set one up (the code works once):"
                        ))
                    io.line("  \(listening.scheme)://\(listening.host):\(port)/setup?code=\(code)")
                    if listening.isInTheOpen, !settings.behindTLSProxy {
                        io.say(
                            Words(
                                zh: "没有加密连接，只能在本机的浏览器里建立。",
                                en: "Without TLS this works in a browser on this machine only."))
                    }
                } beside: { port in
                    // From the moment the archive is made other processes may join.
                    while opened.withLock({ $0 == nil }) { try await Task.sleep(for: .seconds(1)) }
                    try await opened.withLock { $0?.work.house }?.keepPlace(at: listening.address(port))
                })
        } catch {
            result = .failure(error)
        }
        if let (work, lock) = opened.withLock({ $0 }) {
            work.stop()
            await work.house.close()
            withExtendedLifetime(lock) {}
        }
        try result.get()
    }

    private func listening(
        _ host: String, _ port: Int, _ settings: Settings, _ home: Home, _ io: CommandIO
    ) throws -> Listening {
        let certificate = try settings.tls.open(home).map {
            CertificateKeeper(tls: $0, clock: .system(zone: settings.zone), io: io)
        }
        return Listening(host: host, port: port, certificate: certificate, logger: logger)
    }
}
