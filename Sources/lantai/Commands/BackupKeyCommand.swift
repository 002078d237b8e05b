import Archive
import ArgumentParser
import Bytes
import Foundation

extension BackupCommand {
    /// `lantai backup key`: who can open backups.
    struct Key: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "key",
            abstract: "Keys that open backups (备份密钥): make, list, add, remove; the key of drills.",
            subcommands: [List.self, New.self, Drill.self, Add.self, Remove.self], defaultSubcommand: List.self)

        struct List: AsyncParsableCommand {
            static let configuration = CommandConfiguration(abstract: "List who can open backups made from now on.")
            @OptionGroup var common: CommonOptions

            func run() async throws {
                let home = try Key.home(common)
                let io = CommandIO.terminal(input: nil)
                let recipients = try home.readRecipients()
                let drill = DurableFile.exists(home.drillKey) ? try home.readDrillKey().certificate : nil
                if common.json {
                    io.json([
                        "schema": "lantai/backup-keys/1",
                        "keys": .array(
                            recipients.map { ["id": .string($0.id), "drill": .bool($0 == drill)] }),
                    ])
                } else {
                    if recipients.isEmpty {
                        io.say(Words(zh: "还没有备份密钥：lantai backup key new", en: "None yet: lantai backup key new"))
                    }
                    for recipient in recipients {
                        let kind =
                            recipient == drill
                            ? Words(zh: "演练密钥", en: "key of drills") : Words(zh: "备份密钥", en: "backup key")
                        io.line("\(recipient.id)  \(kind[io.language])")
                    }
                }
            }
        }

        struct New: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Make a pair: the private half goes into a file, under a passphrase; the public half stays.",
                discussion: """
                    Keep the file and the passphrase apart from this machine and from each other, twice each. Without them no
                    backup can be opened. The passphrase: LANTAI_BACKUP_PASSPHRASE, or the terminal.
                    Exit status: 0 made · 1 could not.
                    """)
            @OptionGroup var common: CommonOptions
            @Option(help: "The file for the private half; it must not be there yet.") var out: String

            func run() async throws {
                let home = try Key.home(common)
                let io = CommandIO.terminal(input: nil)
                let path = WorkingFolder.absolute(out)
                guard !DurableFile.exists(path) else { throw BackupProblem.keyThere(path) }
                guard let passphrase = BackupPassphrase.ask() else { throw BackupProblem.noPassphrase }
                guard passphrase.count >= 12 else { throw BackupProblem.shortPassphrase }
                let key = try RecipientKey.generate(name: "lantai backup")
                // The private half first: a recipient whose key nobody has would seal for ever.
                try DurableFile.write(key.file(passphrase: passphrase), to: path, mode: 0o600)
                _ = try RecipientKey(pem: DurableFile.read(path), passphrase: passphrase, from: path)
                try home.add(recipient: key.certificate)
                if common.json {
                    io.json([
                        "schema": "lantai/backup-key/1", "id": .string(key.certificate.id), "file": .string(path),
                    ])
                } else {
                    io.say(
                        Words(
                            zh: """
                                备份密钥 \(key.certificate.id) 已生成，私钥在 \(path)。
                                请把这个文件移到别处（至少两份），口令另外保存；两者缺一，备份就打不开。本机上不要留私钥。
                                """,
                            en: """
                                Made the backup key \(key.certificate.id); its private half is in \(path).
                                Move that file elsewhere, two copies at least, and keep the passphrase apart from it. Without \
                                both no backup can be opened. Leave no private key on this machine.
                                """))
                }
            }
        }

        struct Drill: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Make the key with which this machine opens backups in drills.",
                discussion: """
                    It lies here without a passphrase, so that drills need nobody. It opens backups made from now on. Whoever
                    takes this machine has the archive itself already; who may not also get what was disposed of since should
                    not have it, and drills by hand with --key.
                    Exit status: 0 made · 1 could not.
                    """)
            @OptionGroup var common: CommonOptions

            func run() async throws {
                let home = try Key.home(common)
                let io = CommandIO.terminal(input: nil)
                if !DurableFile.exists(home.drillKey) {
                    let key = try RecipientKey.generate(name: "lantai drill")
                    try home.makeBackupFolder(home.backup)
                    try DurableFile.write(key.file(passphrase: nil), to: home.drillKey, mode: 0o600)
                }
                let key = try home.readDrillKey()
                try home.add(recipient: key.certificate, as: "drill")
                if common.json {
                    io.json(["schema": "lantai/backup-key/1", "id": .string(key.certificate.id)])
                } else {
                    io.say(
                        Words(
                            zh: "演练密钥 \(key.certificate.id) 已就绪；再备份一次，之后的备份即可演练。",
                            en: "The key of drills is \(key.certificate.id); backups made from now on can be drilled."))
                }
            }
        }

        struct Add: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Let another certificate open backups made from now on: PEM, RSA of 3072 bits or more.")
            @OptionGroup var common: CommonOptions
            @Argument(help: "The certificate's file.") var certificate: String

            func run() async throws {
                let home = try Key.home(common)
                let path = WorkingFolder.absolute(certificate)
                let recipient = try RecipientCertificate(pem: DurableFile.read(path), from: path)
                try home.add(recipient: recipient)
                let io = CommandIO.terminal(input: nil)
                if common.json {
                    io.json(["schema": "lantai/backup-key/1", "id": .string(recipient.id)])
                } else {
                    io.say(Words(zh: "已加入 \(recipient.id)。", en: "Added \(recipient.id)."))
                }
            }
        }

        struct Remove: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Seal for a key no more; what was sealed for it stays so.")
            @OptionGroup var common: CommonOptions
            @Argument(help: "The key: the first digits of its number.") var key: String

            func run() async throws {
                let home = try Key.home(common)
                let io = CommandIO.terminal(input: nil)
                var removed: [String] = []
                for entry in DurableFile.isFolder(home.recipients) ? try DurableFile.entries(of: home.recipients) : [] {
                    let path = home.recipients + "/" + entry.name
                    let recipient = try RecipientCertificate(pem: DurableFile.read(path), from: path)
                    guard key.count >= 4, recipient.id.hasPrefix(key) else { continue }
                    try DurableFile.removeAll(path)
                    if entry.name == "drill.pem" { try DurableFile.removeAll(home.drillKey) }
                    removed.append(recipient.id)
                }
                guard let first = removed.first else { throw BackupProblem.noSuchRecipient(key) }
                if common.json {
                    io.json(["schema": "lantai/backup-key/1", "id": .string(first)])
                } else {
                    io.say(
                        Words(
                            zh: "以后的备份不再封给 \(first)；以前的仍能用它打开。",
                            en: "Backups are sealed for \(first) no more; earlier ones can still be opened with it."))
                }
            }
        }

        fileprivate static func home(_ common: CommonOptions) throws -> Home {
            let home = Home.locate(common.home)
            try home.checkFormat()
            return home
        }
    }
}

/// The passphrase of a backup key: from `LANTAI_BACKUP_PASSPHRASE`, or asked at the terminal.
enum BackupPassphrase {
    static func ask() -> String? {
        Password.ask("备份私钥口令 / passphrase of the backup key: ", variable: "LANTAI_BACKUP_PASSPHRASE")
    }
}
