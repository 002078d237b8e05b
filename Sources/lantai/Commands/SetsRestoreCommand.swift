import Archive
import ArgumentParser
import Bytes
import Ledger

/// `lantai sets restore`: an archive from its offline media and nothing else.
struct SetsRestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Make an archive's home from offline media alone, in an empty folder (恢复).",
        discussion: """
            FOLDER is a medium, or a folder whose subfolders are media. Put in all at once, or one after the other, in any order,
            with the same command: it says which one is next. Every file is held against its digest while it is copied. Killed,
            it goes on when it is run again.
            Exit status: 0 restored · 1 could not, or media are missing · 3 restored, but not all is as the media say.
            """)

    @OptionGroup var common: CommonOptions
    @Option(
        help: "A medium, or a folder of media; may be given several times.", completion: .directory,
        transform: WorkingFolder.absolute)
    var from: [String] = []
    @Option(help: "What a label says, NUMBER=SHA512 of the manifest: another medium is refused.")
    var manifest: [String] = []
    @Option(help: "Restore this set, not the newest of those put in.") var set: String?
    @Flag(help: "Take the whole objects of a damaged medium; what is left out must come from another one.")
    var damagedToo = false
    @Flag(help: "Media of another kind may make up for lost or damaged ones.") var anotherKind = false

    func validate() throws {
        guard manifest.allSatisfy({ Self.pair($0) != nil }) else {
            throw ValidationError("--manifest is NUMBER=SHA512, with 128 hexadecimal digits.")
        }
    }

    private static func pair(_ text: String) -> (String, String)? {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, let digest = Digest(.sha512, hex: parts[1].lowercased()) else { return nil }
        return (parts[0], digest.hex)
    }

    func run() async throws {
        let io = CommandIO.terminal(input: nil)
        let home = Home.locate(common.home)
        let teller = Teller(io)
        let restore = MediaRestore(
            home: home, promised: Dictionary(manifest.compactMap(Self.pair), uniquingKeysWith: { $1 }), set: set,
            takesOtherKinds: anotherKind, takesDamaged: damagedToo
        ) { words in
            io.err(words[io.language] + "\n")
        } progress: { medium, bytes in
            teller.tell(Words(zh: "\(medium)：已读 \(bytes >> 20) MB", en: "\(medium): \(bytes >> 20) MB read"))
        }
        try restore.prepare()
        guard let lock = try HomeLock(home) else { throw HomeProblem.locked(home.path) }
        // Whoever held the lock until now may have finished it.
        try restore.prepare()
        let agent = Agent(id: "local:\(io.user)", role: .systemAdministrator)
        guard let outcome = try await restore.run(from: from, by: agent) else {
            return io.say(Words(zh: "\(home.path) 已经恢复完毕。", en: "\(home.path) was restored already."))
        }
        _ = consume lock
        if common.json { print(json: outcome, home, io) } else { print(outcome, home, io) }
        if !outcome.faults.isEmpty || !outcome.isProven { throw ExitCode(3) }
    }

    private func print(_ outcome: MediaRestore.Outcome, _ home: Home, _ io: CommandIO) {
        let facts = outcome.facts
        let end = outcome.lastEvent.map { Clock.system(zone: facts.settings.zone).day(of: $0).text } ?? "-"
        io.say(
            Words(
                zh: """
                    已由 \(outcome.set) 恢复到 \(home.path)：\(outcome.objects) 个对象；台账 \(outcome.events) 条，最后一条是 \(end) 的。
                    此后所做的不在载体上，需要重做。
                    新的签名密钥：\(outcome.key)
                    原密钥和原公开日志（\(facts.log)）没有恢复：公开日志已停，见 lantai restore continue-log --new-log。
                    """,
                en: """
                    Restored from \(outcome.set) to \(home.path): \(outcome.objects) objects; the ledger on it has \
                    \(outcome.events) events, the last of \(end).
                    What was done after that is not on the media and must be done again.
                    New signing key: \(outcome.key)
                    The old key and the old public log (\(facts.log)) are not restored: the public log is held, see lantai \
                    restore continue-log --new-log.
                    """))
        if facts.older + facts.lacking > 0 {
            io.say(
                Words(
                    zh: "写这一套时，另有 \(facts.lacking) 个对象不在任何一套上，\(facts.older) 个只有较旧的版本。",
                    en: """
                        When this set was written, \(facts.lacking) objects were on no set, and of \(facts.older) only an older \
                        version was.
                        """))
        }
        if !outcome.unkept.isEmpty {
            let numbers = outcome.unkept
            io.say(
                Words(
                    zh: """
                        写这一套时还没有入库的移交包，内容不在载体上：\(numbers.joined(separator: "、"))。不要签署，退回（lantai return），请移交单位重新打包移交。
                        """,
                    en: """
                        Transfers that were not kept yet are not on the media: \(numbers.joined(separator: ", ")). Do not sign \
                        them: return them (lantai return), and have them packed and sent again.
                        """))
        }
        if facts.store == StoreSettings.Kind.s3.rawValue || facts.database == DatabaseSettings.Kind.postgres.rawValue {
            io.say(
                Words(
                    zh: "原来的档案或数据表在存储桶或 PostgreSQL 里，现在都在本机文件夹里；数据表可用 lantai migrate --to postgres://… 搬走。",
                    en: """
                        Records or rows were in a bucket or in PostgreSQL, and are in the folder now; lantai migrate --to \
                        postgres://… moves the rows.
                        """))
        }
        for fault in outcome.ledgerFaults { io.line("\(fault.place): \(fault.what[io.language])") }
        for fault in outcome.faults { io.say(fault) }
        if !outcome.isProven {
            io.say(
                Words(
                    zh: "台账没有证实到最后一个检查点：公开网站停用，直到 lantai verify-ledger 查不出问题。",
                    en: """
                        The ledger is not proven up to its last checkpoint: the public site stays off until lantai \
                        verify-ledger finds nothing.
                        """))
        }
        if outcome.accounts.isEmpty {
            io.say(Words(zh: "账号在 \(home.accounts)。", en: "The accounts are in \(home.accounts)."))
        } else {
            FirstAccounts.print(outcome.accounts, io, home)
        }
    }

    private func print(json outcome: MediaRestore.Outcome, _ home: Home, _ io: CommandIO) {
        io.json([
            "schema": "lantai.sets-restore/1", "home": .string(home.path), "set": .string(outcome.set),
            "objects": .int(Int64(outcome.objects)), "events": .int(outcome.events),
            "lastEvent": JSON(outcome.lastEvent?.text), "key": .string(outcome.key),
            "older": .int(outcome.facts.older), "lacking": .int(outcome.facts.lacking),
            "unkept": .array(outcome.unkept.map { .string($0) }), "isProven": .bool(outcome.isProven),
            "faults": .array(outcome.faults.map { JSON($0) }),
            "ledgerFaults": .array(outcome.ledgerFaults.map(\.json)),
            "accounts": .array(outcome.accounts.map { .string($0.name) }),
        ])
    }
}
