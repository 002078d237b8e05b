import Archive
import ArgumentParser
import Bytes
import Foundation
import Hummingbird
import Ledger
import Logging
import NIOCore
import Sharing
import UnixSignals
import Web

/// `lantai serve`: the portal, the desk, and everything that follows from acts, until stopped.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the portal and the desk, and do the work that follows from acts.",
        discussion:
            "Stops cleanly on Ctrl-C or TERM; killed at any point, it goes on at the next start. Exit status: 0 stopped · 1 could not serve."
    )

    @OptionGroup var common: CommonOptions
    @Option(help: "Port; overrides the setting listen.port.") var port: Int?
    @Option(help: "Address; overrides the setting listen.host.") var host: String?
    @Flag(help: "Make a home with the demo archive if there is none yet.") var firstRun = false
    @Option(help: "How much of the demo archive a first run makes: full, small (12 records).") var size = DemoSize.full

    func run() async throws {
        let home = Home.locate(common.home)
        let io = CommandIO.terminal(input: nil)
        var fresh: [FirstAccounts.Account] = []
        if firstRun && !home.exists {
            io.say(Words(zh: "建立示范档案馆：\(home.path)", en: "Making a demo archive in \(home.path)"))
            fresh = try await NewHome(home: home, settings: try Settings(yaml: "", environment: [:])).make()
            try home.want(demo: size)
        }
        try home.checkFormat()
        guard let lock = try HomeLock(home) else { throw HomeProblem.locked(home.path) }
        let house = try await House.open(home)
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

    private func serve(
        _ house: House, _ io: CommandIO, _ fresh: [FirstAccounts.Account]
    ) async throws {
        let host = host ?? house.settings.host
        let port = port ?? house.settings.port
        let logger = Logger(label: "lantai") { _ in SwiftLogNoOpLogHandler() }
        let local = try LocalServer(house.home, house: house)
        let log = AccessLog(descriptor: try house.home.openLog("access.jsonl"))
        let application = webApplication(rooms: house.webRooms, host: host, port: port, log: log, logger: logger) {
            port in
            local.start()
            io.say(
                Words(
                    zh: "兰台已就绪：http://\(host):\(port)  工作台：http://\(host):\(port)/desk",
                    en: "Lantai is ready: http://\(host):\(port)  desk: http://\(host):\(port)/desk"))
            if !["127.0.0.1", "::1", "localhost"].contains(host), !house.settings.behindTLSProxy {
                io.say(
                    Words(
                        zh: "其他机器可以查阅门户，但没有加密连接，只能在本机登录工作台。需从其他机器登录，请配置 TLS 代理（web.tls-proxy）。",
                        en: """
                            Other machines can read the portal; without TLS the desk lets nobody in from there. For that, put a \
                            TLS proxy in front (web.tls-proxy).
                            """))
            }
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
        }
        let followers = Task { await house.runner.run() }
        house.copyRoom.start()
        let steward = Task { await Steward(house: house, logger: logger).run() }
        defer {
            followers.cancel()
            steward.cancel()
            local.stop()
        }
        let result: Result<Void, any Error>
        do {
            result = .success(try await application.runService(gracefulShutdownSignals: [.sigterm, .sigint]))
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            result = .failure(HomeProblem.portTaken(host: host, port: port))
        } catch let error as IOError {
            result = .failure(
                HomeProblem.cannotListen(host: host, port: port, String(cString: strerror(error.errnoCode))))
        } catch {
            result = .failure(error)
        }
        try result.get()
    }
}
