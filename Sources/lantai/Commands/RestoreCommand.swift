import Archive
import ArgumentParser
import Bytes
import Foundation
import Ledger
import Safekeeping

/// `lantai restore`: make a home from a backup; let its public log go on.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Make an archive's home from a backup, in an empty folder (恢复).",
        subcommands: [Make.self, ContinueLog.self], defaultSubcommand: Make.self)

    struct Make: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "make",
            abstract: "Restore the newest backup, or that named with --at, into the folder --home.",
            discussion: """
                Every file is checked against its digest; then the ledger is verified and rows are counted. Killed, it goes on
                when it is run again. The passphrase: LANTAI_BACKUP_PASSPHRASE, or the terminal.
                Exit status: 0 restored · 1 could not · 3 restored, but not all is as the backup says.
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "Where the backups are: a folder, or s3://bucket/prefix (LANTAI_BACKUP_S3_… say the server).")
        var place: String
        @Option(help: "The private key that lantai backup key new made.") var key: String
        @Option(help: "This backup, not the newest.") var at: String?
        @Option(help: "The archive's key as noted at the backup: another signature is refused.") var signer: String?

        func run() async throws {
            let io = CommandIO.terminal(input: nil)
            let settings = try Settings(yaml: "", environment: ProcessInfo.processInfo.environment)
            let found = try await BackupPlace.open(place, settings.backup)
            guard let vault = try await Vault.find(in: found.store, name: found.name) else {
                throw SafekeepingProblem.notAPlace(found.name)
            }
            let manifest = try await vault.manifest(at)
            if let signer, !manifest.signer.id.hasPrefix(signer) {
                throw SafekeepingProblem.foreignSignature(manifest.id, key: manifest.signer.id)
            }
            let restore = HomeRestore(
                vault: vault, manifest: manifest, key: try privateKey(), home: Home.locate(common.home))
            if !common.json { announce(manifest, io) }
            let teller = Teller(io)
            let report = try await restore.bringBack { report in
                teller.tell(
                    Words(
                        zh: "已恢复 \(report.files)/\(manifest.files) 个文件，\(report.bytes >> 20) MB",
                        en: "\(report.files)/\(manifest.files) files, \(report.bytes >> 20) MB restored"))
            }
            let look = try await restore.look()
            try await restore.finish(by: Agent(id: "local:\(io.user)", role: .systemAdministrator))
            tell(report, look, manifest, restore.home, io)
            if !look.isClean { throw ExitCode(3) }
        }

        private func privateKey() throws -> RecipientKey {
            let path = WorkingFolder.absolute(key)
            let pem = try DurableFile.read(path)
            if let open = try? RecipientKey(pem: pem, passphrase: nil, from: path) { return open }
            guard let passphrase = BackupPassphrase.ask() else { throw BackupProblem.noPassphrase }
            return try RecipientKey(pem: pem, passphrase: passphrase, from: path)
        }

        private func announce(_ manifest: Manifest, _ io: CommandIO) {
            io.say(
                Words(
                    zh: """
                        \(manifest.facts["name"]?.string ?? "")：备份 \(manifest.id)，内容截至 \(manifest.at.text)，由密钥 \
                        \(manifest.signer.id) 签署。
                        """,
                    en: """
                        \(manifest.facts["name"]?.string ?? ""): backup \(manifest.id), as of \(manifest.at.text), signed by the \
                        key \(manifest.signer.id).
                        """))
        }

        private func tell(
            _ report: Restoring.Report, _ look: HomeRestore.Look, _ manifest: Manifest, _ home: Home, _ io: CommandIO
        ) {
            if common.json {
                return io.json([
                    "schema": "lantai/restore/1", "home": .string(home.path), "backup": .string(manifest.id),
                    "at": .string(manifest.at.text), "entries": .int(report.entries), "files": .int(report.files),
                    "bytes": .int(report.bytes), "events": .int(look.ledger.events),
                    "proven": .int(look.ledger.provenTo), "clean": .bool(look.isClean),
                    "faults": .array(
                        look.reasons.map { ["code": .string($0.code), "words": JSON($0.words)] }),
                ])
            }
            io.say(
                Words(
                    zh: """
                        已恢复到 \(home.path)：\(report.files) 个文件，\(report.bytes) 字节；台账 \(look.ledger.events) 条，已签署到第 \
                        \(look.ledger.provenTo) 条。
                        \(manifest.at.text) 之后所做的不在其中，需要重做。
                        公开日志已停：lantai restore continue-log 之前不追加，也不出证明。
                        """,
                    en: """
                        Restored to \(home.path): \(report.files) files, \(report.bytes) bytes; \(look.ledger.events) events, \
                        signed up to \(look.ledger.provenTo).
                        What was done after \(manifest.at.text) is not in it and must be done again.
                        The public log is held: until lantai restore continue-log nothing is added and nothing proven.
                        """))
            if manifest.facts["database"]?.string == DatabaseSettings.Kind.postgres.rawValue {
                io.say(
                    Words(
                        zh: "原来的数据表在 PostgreSQL，现在在文件里；要搬回去：lantai migrate --to postgres://…。",
                        en: """
                            The rows were in PostgreSQL and are in a file now; lantai migrate --to postgres://… moves them.
                            """))
            }
            for reason in look.reasons { io.line("\(reason.words[io.language]) [\(reason.code)]") }
        }
    }

    struct ContinueLog: HouseCommand {
        static let configuration = CommandConfiguration(
            commandName: "continue-log",
            abstract: "Let the public log of a restored home go on.",
            discussion: """
                Give the checkpoint that was published last (from /ledger/checkpoint, as anybody may have kept it): the log
                goes on only if nothing published is missing here. Where the old server was stopped before the backup was made,
                state that nothing was published after it. An archive restored from offline media has a new log and a new key:
                announce both, then say --new-log. It is an event of the ledger.
                Exit status: 0 goes on · 1 refused.
                """)

        @OptionGroup var common: CommonOptions
        @Option(help: "The file of the checkpoint published last.") var checkpoint: String?
        @Flag(help: "State that nothing was published after the backup.") var nothingWasPublished = false
        @Flag(help: "State that the old log is lost, and that it was announced that this is another one.")
        var newLog = false
        @Option(help: "How that is known, in a sentence.") var reason: String

        func validate() throws {
            guard [checkpoint != nil, nothingWasPublished, newLog].count(where: \.self) == 1 else {
                throw ValidationError("One of --checkpoint, --nothing-was-published, --new-log.")
            }
        }

        func run(in house: House, _ io: CommandIO) async throws {
            let agent = try await house.agent(for: common, io, role: .securityOfficer, or: [.systemAdministrator])
            var published: PublicCheckpoint?
            if let checkpoint {
                let text = String(decoding: try DurableFile.read(WorkingFolder.absolute(checkpoint)), as: UTF8.self)
                guard let read = PublicCheckpoint(text) else { throw PublicLogProblem.notOfThisLog }
                published = read
            }
            try await house.publicLog.goOn(knowing: published, asNew: newLog, reason: reason, by: agent)
            try await house.publicLog.keepTime()
            if common.json {
                io.json(["schema": 1, "entries": .int(house.publicLog.size)])
            } else {
                io.say(
                    Words(
                        zh: "公开日志继续，现有 \(house.publicLog.size) 条。",
                        en: "The public log goes on, with \(house.publicLog.size) entries."))
            }
        }
    }
}
