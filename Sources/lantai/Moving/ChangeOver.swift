import Archive
import Bytes
import Foundation
import Tables
import TablesPostgres
import TablesSQLite

/// The change of a home from its file to PostgreSQL, from the first look to the settings. The home must be locked.
///
/// Up to its last step the file is what the archive uses: cut off before, a server can go on with it, or this be run
/// again. The last step is one file written: `home/database`.
struct ChangeOver: Sendable {
    let home: Home
    let to: String

    static func reportFile(_ home: Home) -> String { home.logs + "/migrate.json" }
    static func kept(_ home: Home) -> String { home.database + ".before-migrate" }

    func run(
        _ tell: @escaping @Sendable (Moving.Table) -> Void,
        progress: @escaping @Sendable (_ table: String, _ done: Int64, _ all: Int64) -> Void
    ) async throws -> [Moving.Table] {
        guard home.databaseKind == .sqlite else {
            try putAway()
            throw MovingProblem.already
        }
        guard DurableFile.exists(home.database) else { throw MovingProblem.notHere(home.database) }
        let (target, hasOwnPassword) = try target()
        let place = try target.postgres()
        let claim = try claimed()
        try PostgresDatabase.claim(place, for: claim)

        let old = try SQLiteDatabase(path: home.database)
        try await old.migrate(House.migrations)
        let new = try PostgresDatabase(place, owner: claim)
        try await new.migrate(House.migrations)
        let tables = try await Moving(old: old, new: new, progress: progress).run(tell)
        try await new.close()
        try await old.close()

        try DurableFile.write(
            Array((ChangeOver.report(tables).text + "\n").utf8), to: ChangeOver.reportFile(home), mode: 0o600)
        try change(to: target, keeping: hasOwnPassword)
        try home.note(database: .postgres, claim: claim)
        try putAway()
        return tables
    }

    /// The address as settings, and whether a password came inside it.
    private func target() throws -> (DatabaseSettings, hasOwnPassword: Bool) {
        var target = DatabaseSettings(try DatabaseSettings.read(to, key: "--to"))
        _ = try Settings(of: [("database.schema", target.schema)])
        if !target.password.isEmpty { return (target, true) }
        let now = try Settings.load(home).database
        (target.password, target.passwordFile) = (now.password, now.passwordFile)
        return (target, false)
    }

    /// The name under which this home takes a schema: chosen once, so that a later attempt finds its own.
    private func claimed() throws -> String {
        if DurableFile.exists(mark) {
            return String(decoding: try DurableFile.read(mark), as: UTF8.self).filter { !$0.isNewline }
        }
        let name = UUID().uuidString.lowercased()
        try DurableFile.write(Array((name + "\n").utf8), to: mark)
        return name
    }

    /// There while the rows are being moved.
    private var mark: String { home.path + "/migrating" }

    /// Writes the settings, and looks that they are what will be in force: the environment has the last word.
    private func change(to target: DatabaseSettings, keeping hasOwnPassword: Bool) throws {
        var written = target
        if hasOwnPassword { written.passwordFile = try home.keep(passwordOf: target) }
        var settings = Settings()
        settings.database = written
        let old = String(decoding: try DurableFile.read(home.settings), as: UTF8.self)
        let yaml = Settings.replacing(
            // An address in one piece would go before its parts.
            Settings.databaseFields.filter { !$0.isSecret }.map { ($0.key, $0.write(settings)) },
            removing: ["database.url"], in: old)
        var then = try Settings(yaml: yaml, environment: ProcessInfo.processInfo.environment).database
        then.find(in: home)
        let (meant, said) = (try target.postgres(), try? then.inParts().postgres())
        guard then.kind == .postgres, let said, said.placeWithoutPassword == meant.placeWithoutPassword else {
            throw HomeProblem.setting(
                key: "database",
                Words(
                    zh: "环境变量 LANTAI_DATABASE_… 与要搬去的地方不一致；没有切换。请改正或去掉这些环境变量，再运行一次。",
                    en: """
                        The variables LANTAI_DATABASE_… of the environment name another place. Nothing was switched: correct \
                        or remove them, then run this again.
                        """))
        }
        try DurableFile.write(Array(yaml.utf8), to: home.settings, mode: 0o600)
    }

    /// Puts the old file beside and forgets the move: all that is left once it is done.
    private func putAway() throws {
        guard DurableFile.exists(mark) else { return }
        for part in Home.parts where DurableFile.exists(home.database + part) {
            try DurableFile.rename(home.database + part, to: ChangeOver.kept(home) + part)
        }
        try DurableFile.removeAll(mark)
    }

    static func report(_ tables: [Moving.Table]) -> JSON {
        [
            "schema": "lantai.migrate/1",
            "tables": .array(
                tables.map {
                    [
                        "name": .string($0.name), "rows": JSON($0.old.rows), "old": .string($0.old.hex),
                        "new": .string($0.new.hex), "equal": .bool($0.old == $0.new),
                    ]
                }),
        ]
    }
}

extension PostgresSettings {
    fileprivate var placeWithoutPassword: PostgresSettings {
        var place = self
        place.password = nil
        return place
    }
}
