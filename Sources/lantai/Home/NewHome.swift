import Archive
import Bytes
import Foundation
import Web

/// Makes a home: everything, or nothing that `open` would take for a home (`format` is written last).
struct NewHome: Sendable {
    let home: Home
    let settings: Settings
    /// The demo that the home begins with: made when it is first opened.
    var demo: DemoSize?

    /// With an account for each role, whose passwords are made and kept in `accounts.txt`.
    func make() async throws -> [FirstAccounts.Account] {
        try await make { house in
            let accounts = try await FirstAccounts.make(in: house)
            try DurableFile.write(Array(FirstAccounts.text(accounts).utf8), to: home.accounts, mode: 0o600)
            return accounts
        }
    }

    /// With the accounts that `people` makes.
    ///
    /// A making that was cut off is cleared away and begun anew: nobody can have worked in it.
    func make<Result: Sendable>(_ people: (House) async throws -> Result) async throws -> Result {
        guard !home.exists else { throw HomeProblem.already(home.path) }
        try home.create()
        guard let lock = try HomeLock(home) else { throw HomeProblem.locked(home.path) }
        // Whoever held the lock until now may have made it.
        guard !home.exists else { throw HomeProblem.already(home.path) }
        let mark = home.isHalfMade ? try DurableFile.read(home.making) : []
        if home.isHalfMade { try home.clear() }
        try DurableFile.write(mark, to: home.making)
        let settings = try places(of: settings)
        try DurableFile.write(Array(settings.yaml.utf8), to: home.settings, mode: 0o600)
        // A making that was killed left a key: using it again is as good as a new one.
        if !DurableFile.exists(home.signingKey) { try SigningKey.generate().save(to: home.signingKey) }
        let inForce = try Settings.load(home)
        try await home.claim(inForce.store, mark: mark)
        try home.claim(inForce.database)
        let house = try await House.open(home)
        let result: Result
        do {
            result = try await people(house)
        } catch {
            await house.close()
            throw error
        }
        await house.close()
        if let demo { try home.want(demo: demo) }
        try home.writeFormat()
        try DurableFile.removeAll(home.making)
        _ = consume lock
        return result
    }

    /// Where bytes and rows are kept cannot be changed later: what the environment says of it goes into the file. Secrets do
    /// not, but for a password that came inside an address, which gets a file of its own.
    private func places(of settings: Settings) throws -> Settings {
        var settings = try Settings(
            yaml: settings.yaml, environment: Settings.aboutPlaces(ProcessInfo.processInfo.environment))
        let given = settings.database
        settings.database = try given.inParts()
        if given.password.isEmpty { settings.database.passwordFile = try home.keep(passwordOf: settings.database) }
        return settings
    }
}

extension Home {
    /// There while a home is being made.
    var making: String { path + "/making" }

    /// Whether a making was cut off here.
    var isHalfMade: Bool { !exists && DurableFile.exists(making) }

    /// Takes away what a making that was cut off left, but for the key, the lock and the mark itself.
    fileprivate func clear() throws {
        let parts = [
            settings, zone, storeFile, ledger, ledgerTail, publicLog, keys + "/history", stacks, scratch, index, run,
            logs, accounts, demoWanted,
            path + "/.ledger.tmp", path + "/.stacks.tmp", path + "/.ledger.quarantine", path + "/.stacks.quarantine",
        ]
        for part in parts + ["", "-wal", "-shm"].map({ database + $0 }) { try DurableFile.removeAll(part) }
        try create()
    }

    /// What an archive puts into its folder, and nobody else.
    static let own: Set<String> = [
        "lantai.yaml", "format", "lock", "lantai.sqlite", "lantai.sqlite-wal", "lantai.sqlite-shm", "stacks", "ledger",
        "ledger-tail", "public-log", "scratch", "index", "keys", "run", "logs", "accounts.txt", "zone", "store",
        "database", "making", "demo-wanted", "backup", "backup-state.json",
        ".ledger.tmp", ".stacks.tmp", ".ledger.quarantine", ".stacks.quarantine",
    ]
}
