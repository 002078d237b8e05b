import ArgumentParser
import CLinux
import Formats
import Glibc

/// The program: one binary with a command for each act of an archive.
struct Lantai: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lantai",
        abstract: "兰台: an archive's whole work in one program.",
        discussion: """
            Every command takes --home DIR (or LANTAI_HOME). While a server holds the home, commands go to it through its
            local socket; otherwise they open the home themselves.
            Exit status: 0 done · 1 could not do the work · 2 wrong usage · 3 looked and found faults.
            """,
        version: Version.number,
        subcommands: [
            InitCommand.self, DemoCommand.self, ServeCommand.self, StewardCommand.self, SettingsCommand.self,
            UserCommand.self, MaintenanceCommand.self,
            PackCommand.self, ReceiveCommand.self, CheckCommand.self, ItemsCommand.self, IdentifyCommand.self,
            FormatsCommand.self,
            ReviewCommand.self, HandoverCommand.self, ReturnCommand.self, EvidenceCommand.self,
            SchemesCommand.self, RuleBookCommand.self,
            DescribeCommand.self, FindCommand.self, OpenCommand.self, CloseCommand.self, PublishCommand.self,
            WithdrawCommand.self, ProveCommand.self, KeyCommand.self, CopiesCommand.self, FixityCommand.self,
            VirusesCommand.self,
            VerifyLedgerCommand.self, ExportCommand.self,
            ReplicasCommand.self,
            BackupCommand.self, RestoreCommand.self, SetsCommand.self,
            RebuildCommand.self, MigrateCommand.self,
            BenchDataCommand.self, BenchFindCommand.self, BenchCommitsCommand.self,
        ])
}

@main enum Program {
    static func main() async {
        // Chinese names in packages and terminals need a UTF-8 locale in the C libraries, whatever the user's is.
        setlocale(LC_CTYPE, "C.UTF-8")
        // The C library gives each thread a heap of its own and never returns what one of them once needed: with many
        // threads taking turns at large work, memory grew with the work done. Two heaps serve all, at the same speed.
        mallopt(M_ARENA_MAX, 2)
        // Large pieces come from the system and go back to it, however often; left to itself the library learns to keep them.
        mallopt(M_MMAP_THRESHOLD, 1 << 20)
        let arguments = Array(CommandLine.arguments.dropFirst())
        // Before anything is set up: a worker opens foreign files and shall have nothing of the house in its memory.
        if arguments.first == "__worker" { WorkerMain.run() }
        if arguments.first == "__tool" { ToolMain.run(Array(arguments.dropFirst())) }
        let status = await runReporting(.terminal(input: nil)) {
            if arguments.first == "__digest" { return try DigestMain.run(Array(arguments.dropFirst())) }
            if arguments.first == "__s3" { return try await S3Main.run(Array(arguments.dropFirst())) }
            var command = try Lantai.parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        }
        exit(status)
    }
}
