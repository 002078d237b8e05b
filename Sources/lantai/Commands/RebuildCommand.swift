import Appraisal
import Archive
import ArgumentParser
import Bytes
import Catalogue
import Discovery
import Formats
import Intake
import Ledger
import Preservation
import Tables
import Web

/// `lantai rebuild`: make the database and the indexes again from the preserved objects and the ledger.
struct RebuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Make the database and the search indexes again from preserved bytes and the ledger.",
        discussion: """
            Stop the server first. The old database, if there is one, is kept beside as lantai.sqlite.before-rebuild (on
            PostgreSQL: as a schema whose name ends in _before_rebuild). Sign-in is not part of the ledger: accounts are
            taken from the old database, or made anew.
            Exit status: 0 rebuilt and proven · 1 could not · 3 rebuilt, but not proven up to the last checkpoint: the public
            site stays off until lantai verify-ledger finds nothing.
            """)

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let home = Home.locate(common.home)
        try home.checkFormat(mayBeRebuilding: true)
        guard let lock = try HomeLock(home) else { throw HomeProblem.locked(home.path) }
        let io = CommandIO.terminal(input: nil)
        let report = try await Rebuild(home: home).run()
        if common.json {
            io.json([
                "schema": 1, "events": .int(report.ledger.events), "proven": .int(report.ledger.provenTo),
                "isProven": .bool(report.ledger.isProven), "faults": .array(report.ledger.faults.map(\.json)),
                "accounts": .array(report.accounts.map { .string($0.name) }),
            ])
        } else {
            io.say(
                Words(
                    zh: "由台账 \(report.ledger.events) 条重建；已证实到第 \(report.ledger.provenTo) 条。",
                    en: "Rebuilt from \(report.ledger.events) events; proven up to \(report.ledger.provenTo)."))
            for fault in report.ledger.faults { io.line("\(fault.place): \(fault.what[io.language])") }
            if !report.accounts.isEmpty { FirstAccounts.print(report.accounts, io, home) }
        }
        _ = consume lock
        if !report.ledger.isProven { throw ExitCode(3) }
    }
}

/// Remakes the rows from what cannot be remade: objects and ledger.
struct Rebuild: Sendable {
    let home: Home

    struct Report: Sendable {
        let ledger: LedgerArchive.Report
        /// Accounts made anew because the old ones were gone.
        let accounts: [FirstAccounts.Account]
    }

    func run() async throws -> Report {
        let settings = try Settings.load(home)
        try home.hold(store: settings.store)
        try home.hold(database: settings.database)
        try setAside(settings.database)
        try DurableFile.removeAll(home.index)
        try DurableFile.makeFolder(home.index, mode: 0o700)
        let ledger = try await restore(settings)
        try home.note(proven: ledger.isProven)
        let house = try await House.open(home)
        // Objects are the truth of what is kept; the acts say afterwards which of them are holdings.
        _ = try await house.stacks.rebuildHoldings { [workers = house.workers] file, path in
            try await workers.examine(path: path, name: file.name).text
        }
        try await replayHoldings(in: house)
        try await house.followUp()
        let accounts = try await accounts(in: house)
        await house.close()
        if !accounts.isEmpty {
            try DurableFile.write(Array(FirstAccounts.text(accounts).utf8), to: home.accounts, mode: 0o600)
        }
        try DurableFile.removeAll(home.rebuilding)
        return Report(ledger: ledger, accounts: accounts)
    }

    /// Moves the old rows aside: the accounts are nowhere else.
    ///
    /// A rebuild that was killed left a mark. It says whether the old rows are aside whole, and what stands in their
    /// place is half-made; or whether they may still be there (of a file, its log moved and itself not).
    private func setAside(_ database: DatabaseSettings) throws {
        let isMoved = Array("moved\n".utf8)
        if !DurableFile.exists(home.rebuilding) {
            try home.forgetAside(database)
            try DurableFile.write(Array("moving\n".utf8), to: home.rebuilding)
        }
        if try DurableFile.read(home.rebuilding) == isMoved { return try home.beginAnew(database) }
        try home.setAside(database)
        try DurableFile.write(isMoved, to: home.rebuilding)
    }

    /// Every room makes its rows from the acts, in the order of the ledger.
    private func restore(_ settings: Settings) async throws -> LedgerArchive.Report {
        let database = try home.openDatabase(settings.database)
        try await database.migrate(House.migrations)
        let key = try SigningKey(from: home.signingKey)
        let archive = LedgerArchive(
            store: try await home.grounds(settings.store).ledger, tailPath: home.ledgerTail,
            keys: [key.verifying] + home.keyPlace.known())
        let report = try await Ledger.restore(archive, into: database) { _, event, act, tx in
            try ReceivingDesk.replay(event, act, in: tx)
            try FindingAids.replay(event, act, in: tx)
            try AppraisalBoard.replay(event, act, in: tx)
        }
        try await database.close()
        return report
    }

    private func replayHoldings(in house: House) async throws {
        var last: EventIndex = -1
        while true {
            let page = try await house.ledger.events(after: last, limit: 500)
            for (index, event) in page {
                last = index
                guard let digest = event.act else { continue }
                let act = try await house.ledger.act(digest)
                try await house.database.write { tx in try Stacks.replay(event, act, in: tx) }
            }
            if page.count < 500 { return }
        }
    }

    private func accounts(in house: House) async throws -> [FirstAccounts.Account] {
        // An old database that cannot be read any more is why somebody rebuilds: then accounts are made anew. One that
        // cannot be read just now (the disk is full) is no reason to forget everybody's password.
        do {
            if let old = try home.openAside(house.settings.database) {
                let taken = try await house.accounts.copy(from: old)
                try await old.close()
                if taken > 0 { return [] }
            }
        } catch let problem as any Explained where problem.isTransient {
            throw problem
        } catch {
            // Unreadable for good: as if it were not there.
        }
        return try await FirstAccounts.make(in: house)
    }
}

extension Home {
    /// There while a rebuild is under way.
    var rebuilding: String { path + "/rebuilding" }
    /// There after a rebuild that was not proven up to the last checkpoint: nothing is shown to the public meanwhile.
    private var unproven: String { path + "/unproven" }
    var isProven: Bool { !DurableFile.exists(unproven) }

    func note(proven: Bool) throws {
        if proven { try DurableFile.removeAll(unproven) } else { try DurableFile.write([], to: unproven) }
    }
}
