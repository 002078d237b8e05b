import Archive
import ArgumentParser
import Bytes
import Safekeeping
import TablesSQLite

/// `lantai backup`: make, list, check, drill and prune backups.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Back up the archive while it works (备份); check backups, drill restoring them; keys to open them.",
        subcommands: [Make.self, Key.self], defaultSubcommand: Make.self)

    struct Make: HouseCommand {
        static let configuration = CommandConfiguration(
            commandName: "make",
            abstract: "Back up to a folder or to s3://bucket/prefix; only what is not there yet is written.",
            discussion: """
                Everything is encrypted for the keys of lantai backup key, written, and read back. Killed at any point, the
                next run goes on. With --list, --verify, --drill or --prune: does that instead.
                Exit status: 0 done · 1 could not · 3 made, but some of the archive could not be read; or faults found.
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "Where: a folder that is there, or s3://bucket/prefix; the setting backup.to, if not given.")
        var place: String?
        @Flag(help: "List the backups there.") var list = false
        @Flag(help: "Read everything there and compare it with its digests; needs no key.") var verify = false
        @Flag(help: "Restore the newest into a temporary home, look at it, write a certificate.") var drill = false
        @Flag(help: "Remove all but the newest backups (--keep).") var prune = false
        @Option(help: "With --prune: how many stay.") var keep: Int?
        @Flag(help: "Do not encrypt records and rows: whoever holds the disk can read closed records.") var plain =
            false
        @Flag(help: "Begin anew in a place that has lost its mark.") var newPlace = false
        @Option(help: "With --drill: this backup, not the newest.") var at: String?
        @Option(help: "With --drill: the folder to restore into, on another disk.") var into: String?
        @Option(help: "With --drill: the private key; that of lantai backup key drill, if not given.") var key: String?
        @Option(help: "With --drill: read this many bytes of kept files again; all, if not given.") var budget: Int64?

        func validate() throws {
            guard [list, verify, drill, prune].filter(\.self).count <= 1 else {
                throw ValidationError("Only one of --list, --verify, --drill and --prune.")
            }
            if prune, keep.map({ $0 < 1 }) ?? true { throw ValidationError("--prune needs --keep, 1 or more.") }
        }

        func run(in house: House, _ io: CommandIO) async throws {
            let agent = try await house.agent(for: common, io, role: .systemAdministrator)
            let settings = house.settings.backup
            let given = place ?? settings.to
            if drill { return try await drill(given, house, io, agent) }
            let place = try await BackupPlace.open(given, settings, home: house.home)
            if list { return try await list(place, io) }
            if verify { return try await verify(place, house, io) }
            if prune { return try await prune(place, house, io) }
            try await make(place, house, io, agent)
        }

        private func make(_ place: BackupPlace, _ house: House, _ io: CommandIO, _ agent: Agent) async throws {
            if plain {
                io.err(
                    Words(
                        zh: "警告：除密钥和口令外都不加密；拿到这块磁盘的人能读到未开放的档案。\n",
                        en: """
                            Warning: nothing but keys and passwords is encrypted; whoever holds this disk can read closed \
                            records.

                            """
                    )[io.language])
            }
            let teller = Teller(io)
            var backup = HouseBackup(house: house, place: place)
            (backup.isPlain, backup.mayBeNew) = (plain, newPlace)
            let outcome = try await backup.make(by: agent) { progress in
                teller.tell(
                    Words(
                        zh: "已看 \(progress.seen)/\(progress.total) 件，写入 \(progress.written >> 20) MB",
                        en: "\(progress.seen)/\(progress.total) objects, \(progress.written >> 20) MB written"))
            }
            let manifest = outcome.manifest
            if common.json {
                io.json([
                    "schema": "lantai/backup/1", "backup": .string(manifest.id), "place": .string(place.name),
                    "at": .string(manifest.at.text), "entries": .int(manifest.entries), "files": .int(manifest.files),
                    "bytes": .int(manifest.bytes), "written": .int(outcome.written), "new": .int(outcome.fresh),
                    "faults": .array(
                        outcome.faults.map { ["key": .string($0.key), "what": JSON($0.problem.what)] }),
                ])
            } else {
                io.say(
                    Words(
                        zh: """
                            备份 \(manifest.id) 已完成并读回核对：\(manifest.files) 个文件，\(manifest.bytes) 字节；本次新写 \
                            \(outcome.written) 字节。
                            """,
                        en: """
                            Backup \(manifest.id) is made and read back: \(manifest.files) files, \(manifest.bytes) bytes; \
                            \(outcome.written) bytes written now.
                            """))
                for fault in outcome.faults { io.line("\(fault.key): \(fault.problem.what[io.language])") }
            }
            if !outcome.faults.isEmpty { throw ExitCode(3) }
        }

        private func list(_ place: BackupPlace, _ io: CommandIO) async throws {
            guard let vault = try await Vault.find(in: place.store, name: place.name) else {
                throw SafekeepingProblem.notAPlace(place.name)
            }
            var entries: [JSON] = []
            for id in try await vault.backups() {
                let manifest = try? await vault.manifest(id)
                if common.json {
                    entries.append([
                        "backup": .string(id), "at": JSON(manifest?.at.text), "files": JSON(manifest?.files),
                        "bytes": JSON(manifest?.bytes), "stored": JSON(manifest?.storedBytes),
                        "events": manifest?.facts["events"] ?? .null,
                    ])
                } else if let manifest {
                    io.say(
                        Words(
                            zh: "\(id)  截至 \(manifest.at.text)  \(manifest.files) 个文件  \(manifest.bytes) 字节",
                            en: "\(id)  as of \(manifest.at.text)  \(manifest.files) files  \(manifest.bytes) bytes"))
                } else {
                    io.say(Words(zh: "\(id)  清单损坏", en: "\(id)  its manifest is damaged"))
                }
            }
            if common.json { io.json(["schema": "lantai/backups/1", "backups": .array(entries)]) }
        }

        private func verify(_ place: BackupPlace, _ house: House, _ io: CommandIO) async throws {
            guard let vault = try await Vault.find(in: place.store, name: place.name) else {
                throw SafekeepingProblem.notAPlace(place.name)
            }
            guard let turn = try house.home.takeBackupTurn() else {
                throw SafekeepingProblem.underWay(house.home.backup)
            }
            defer { withExtendedLifetime(turn) {} }
            let teller = Teller(io)
            let check = try await VaultCheck(of: vault, trusted: house.signers) { packs, bytes in
                teller.tell(
                    Words(zh: "已读 \(packs) 包，\(bytes >> 20) MB", en: "\(packs) packs, \(bytes >> 20) MB read"))
            }
            if !check.lost.isEmpty, vault.archive == house.archiveID {
                let database = try await house.notes(of: vault)
                try await VaultNotes(of: vault, in: database).forget(check.lost)
                try await database.close()
            }
            if common.json {
                io.json([
                    "schema": "lantai/backup-check/1", "backups": .int(check.backups), "packs": .int(check.packs),
                    "bytes": .int(check.bytes),
                    "faults": .array(
                        check.faults.map {
                            [
                                "place": .string($0.place), "code": .string($0.problem.code),
                                "what": JSON($0.problem.what),
                            ]
                        }),
                ])
            } else {
                io.say(
                    Words(
                        zh: "读过 \(check.backups) 份备份，\(check.packs) 包，\(check.bytes) 字节；发现 \(check.faults.count) 处损坏。",
                        en:
                            "Read \(check.backups) backups, \(check.packs) packs, \(check.bytes) bytes: \(check.faults.count == 1 ? "1 fault" : "\(check.faults.count) faults")."
                    ))
                for fault in check.faults { io.line("\(fault.place): \(fault.problem.what[io.language])") }
                if !check.lost.isEmpty {
                    io.say(
                        Words(
                            zh: "请马上再运行一次 lantai backup：损坏的部分会重新写入。",
                            en: "Run lantai backup again now: what is damaged is written anew."))
                }
            }
            if !check.isClean { throw ExitCode(3) }
        }

        private func prune(_ place: BackupPlace, _ house: House, _ io: CommandIO) async throws {
            guard let vault = try await Vault.find(in: place.store, name: place.name) else {
                throw SafekeepingProblem.notAPlace(place.name)
            }
            guard vault.archive == house.archiveID else {
                throw SafekeepingProblem.otherArchive(place.name, archive: vault.archive)
            }
            guard let turn = try house.home.takeBackupTurn() else {
                throw SafekeepingProblem.underWay(house.home.backup)
            }
            defer { withExtendedLifetime(turn) {} }
            let gone = try await vault.prune(keeping: keep ?? 1)
            if common.json {
                io.json(["schema": "lantai/backup-prune/1", "removed": .array(gone.map(JSON.string))])
            } else {
                io.say(Words(zh: "已删除 \(gone.count) 份旧备份。", en: "Removed \(gone.count) old backups."))
            }
        }

        private func drill(_ given: String, _ house: House, _ io: CommandIO, _ agent: Agent) async throws {
            let settings = house.settings.backup
            var drill = RestoreDrill(house: house, place: given)
            drill.backup = at
            if let into { drill.folder = WorkingFolder.absolute(into) }
            if let budget { drill.budget = budget }
            let path = key.map(WorkingFolder.absolute)
            let teller = Teller(io)
            let certificate = try await drill.hold(
                by: agent,
                open: { try await BackupPlace.open(given, settings, home: house.home) },
                key: {
                    guard let path else { return try house.home.readDrillKey() }
                    return try RecipientKey(pem: DurableFile.read(path), passphrase: nil, from: path)
                },
                progress: { report in
                    teller.tell(
                        Words(
                            zh: "已恢复 \(report.files) 个文件，\(report.bytes >> 20) MB",
                            en: "\(report.files) files, \(report.bytes >> 20) MB restored"))
                })
            if common.json {
                io.json(certificate.json)
            } else {
                io.out(certificate.text(io.language, house.clock.zone))
                io.say(
                    Words(
                        zh: "证书存于 \(house.home.drillCertificates)",
                        en: "The certificate is in \(house.home.drillCertificates)"))
            }
            if !certificate.hasPassed { throw ExitCode(3) }
        }
    }
}
