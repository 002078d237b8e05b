import Archive
import Bytes
import Foundation
import Tables
import TablesPostgres
import TablesSQLite

extension Home {
    /// Which database holds this archive's rows: `sqlite`, or `postgres` and the name under which the schema was claimed.
    var databaseFile: String { path + "/database" }
    /// The name of the schema claimed by this home; `nil` where rows are in its file.
    private var claim: String? {
        guard let words = databaseWords, words.first == DatabaseSettings.Kind.postgres.rawValue else { return nil }
        return words.dropFirst().first
    }

    /// What `databaseFile` says; `nil` where there is none.
    private var databaseWords: [String]? {
        guard let bytes = try? DurableFile.read(databaseFile) else { return nil }
        return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).map(String.init)
    }

    /// The kind of database that holds this archive's rows.
    var databaseKind: DatabaseSettings.Kind {
        databaseWords?.first.flatMap { DatabaseSettings.Kind(rawValue: $0) } ?? .sqlite
    }

    func note(database kind: DatabaseSettings.Kind, claim: String? = nil) throws {
        let line = ([kind.rawValue] + (claim.map { [$0] } ?? [])).joined(separator: " ") + "\n"
        try DurableFile.write(Array(line.utf8), to: databaseFile)
    }

    /// Holds the archive to its database: with another one, empty, it would look as if everything were lost.
    func hold(database now: DatabaseSettings) throws {
        if !DurableFile.exists(databaseFile) {
            // An archive of before there was a choice is in its file, whatever the environment says today.
            guard now.kind == .sqlite || DurableFile.exists(database) else { throw unclaimed }
            try note(database: .sqlite)
        }
        guard now.kind != databaseKind else { return }
        throw HomeProblem.setting(
            key: "database.kind",
            databaseKind == .sqlite
                ? Words(
                    zh: "本馆的数据在本机文件 lantai.sqlite 里，不在 PostgreSQL；要搬过去，请停止服务后运行 lantai migrate --to postgres://…。",
                    en: """
                        The rows of this archive are in its own file lantai.sqlite. To move them to PostgreSQL stop the \
                        server and run lantai migrate --to postgres://….
                        """)
                : Words(
                    zh: "本馆的数据在 PostgreSQL 里，不能改为 \(now.kind.rawValue)；检查 lantai.yaml 与环境变量。",
                    en: """
                        The rows of this archive are in PostgreSQL; that cannot become \(now.kind.rawValue). Look at \
                        lantai.yaml and the environment.
                        """))
    }

    /// Opens the database that this home is held to.
    func openDatabase(_ settings: DatabaseSettings) throws -> any Database {
        switch settings.kind {
        case .sqlite: return try SQLiteDatabase(path: database)
        case .postgres: return try PostgresDatabase(settings.postgres(), owner: claimed())
        }
    }

    /// Opens the database that this home is held to for a process that only reads.
    func followDatabase(_ settings: DatabaseSettings) throws -> PostgresDatabase {
        try PostgresDatabase(following: settings.postgres(), owner: claimed())
    }

    private func claimed() throws -> String {
        guard let claim else { throw unclaimed }
        return claim
    }

    private var unclaimed: HomeProblem {
        .setting(
            key: "database",
            Words(
                zh: "\(databaseFile) 没有写明本馆的数据库；请从备份恢复该文件。",
                en: "\(databaseFile) does not say which database is this archive's; restore that file from the backup.")
        )
    }

    /// Takes an empty schema for a new archive.
    ///
    /// A making that was cut off left the name it had chosen: what bears it there is of that making, and is begun anew.
    func claim(_ settings: DatabaseSettings) throws {
        guard settings.kind == .postgres else { return try note(database: .sqlite) }
        let name = claim ?? UUID().uuidString.lowercased()
        // Written down here before it is there: a making that is killed in between begins anew.
        try note(database: .postgres, claim: name)
        try PostgresDatabase.claim(settings.postgres(), for: name, clearing: true)
    }

    // MARK: Aside, while a rebuild makes new rows

    private static let aside = "before-rebuild"

    /// Forgets what an earlier rebuild set aside.
    func forgetAside(_ settings: DatabaseSettings) throws {
        switch settings.kind {
        case .sqlite: for part in Home.parts { try DurableFile.removeAll("\(database).\(Home.aside)\(part)") }
        case .postgres:
            let place = try settings.postgres()
            try PostgresDatabase.forget(place, schema: place.schemaAside, of: claimed())
        }
    }

    /// Moves the old rows aside, if there are any and it was not done yet: the accounts are nowhere else.
    func setAside(_ settings: DatabaseSettings) throws {
        switch settings.kind {
        case .sqlite:
            for part in Home.parts where DurableFile.exists(database + part) {
                try DurableFile.rename(database + part, to: "\(database).\(Home.aside)\(part)")
            }
        case .postgres:
            let (place, name) = (try settings.postgres(), try claimed())
            // Both happen in one transaction there: what stands aside is whole.
            if try PostgresDatabase.has(place, schema: place.schemaAside, of: name) { return }
            try PostgresDatabase.setAside(place, as: place.schemaAside, for: name)
        }
    }

    /// Throws away rows that a rebuild had half made.
    func beginAnew(_ settings: DatabaseSettings) throws {
        switch settings.kind {
        case .sqlite: for part in Home.parts { try DurableFile.removeAll(database + part) }
        case .postgres: try PostgresDatabase.claim(settings.postgres(), for: claimed(), clearing: true)
        }
    }

    /// The rows set aside; `nil` if there were none.
    func openAside(_ settings: DatabaseSettings) throws -> (any Database)? {
        switch settings.kind {
        case .sqlite:
            let before = "\(database).\(Home.aside)"
            return DurableFile.exists(before) ? try SQLiteDatabase(path: before) : nil
        case .postgres:
            var place = try settings.postgres()
            guard try PostgresDatabase.has(place, schema: place.schemaAside, of: claimed()) else { return nil }
            place.schema = place.schemaAside
            return try PostgresDatabase(place, owner: claimed())
        }
    }

    /// A database file and its log: the log first, so that a file that is there alone is whole.
    static let parts = ["-wal", "-shm", ""]
}

extension PostgresSettings {
    fileprivate var schemaAside: String { schema + "_before_rebuild" }
}
