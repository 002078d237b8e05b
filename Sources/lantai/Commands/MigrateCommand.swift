import Archive
import ArgumentParser

/// `lantai migrate`: move the rows of an archive from its file into PostgreSQL.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Move the rows from lantai.sqlite into a PostgreSQL database.",
        discussion: """
            Stop the server first. Every table is copied and compared on both sides; only when all agree does the archive \
            change over, in one step. Cut off at any point, run it again: it goes on. The file stays beside as \
            lantai.sqlite.before-migrate. A password inside the address can be seen by others on this machine while the \
            command runs: better set LANTAI_DATABASE_PASSWORD, or the setting database.password-file.
            Exit status: 0 moved · 1 could not: nothing was changed.
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: "Where to: postgres://user@host:5432/database?schema=lantai") var to: String

    func run() async throws {
        let home = Home.locate(common.home)
        try home.checkFormat()
        guard let lock = try HomeLock(home) else { throw HomeProblem.locked(home.path) }
        let io = CommandIO.terminal(input: nil)
        let tables = try await ChangeOver(home: home, to: to).run { table in
            let words =
                table.old == table.new
                ? Words(zh: table.wasThere ? "已在" : "一致", en: table.wasThere ? "there already" : "equal")
                : Words(zh: "不一致", en: "DIFFERENT")
            io.err("\(table.name)\t\(table.old.rows)\t\(words[io.language])\n")
        } progress: { name, done, all in
            io.err("\(name)\t\(done)/\(all)\n")
        }
        _ = consume lock
        if common.json {
            io.json(ChangeOver.report(tables))
        } else {
            io.say(
                Words(
                    zh: "\(tables.count) 个表、\(tables.reduce(0) { $0 + $1.old.rows }) 行已搬到 PostgreSQL，两边逐表一致。",
                    en: """
                        Moved \(tables.count) tables with \(tables.reduce(0) { $0 + $1.old.rows }) rows to PostgreSQL; every \
                        table reads the same on both sides.
                        """))
            io.say(
                Words(
                    zh: "逐表对照在 \(ChangeOver.reportFile(home))；原文件留在 \(ChangeOver.kept(home))。",
                    en:
                        "The comparison is in \(ChangeOver.reportFile(home)); the old file stays as \(ChangeOver.kept(home))."
                ))
        }
    }
}
