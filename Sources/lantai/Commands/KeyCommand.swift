import Archive
import ArgumentParser
import Bytes
import Ledger

/// `lantai key`: the key that signs the ledger and the public log.
struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "The archive's signing keys (签名密钥): list, rotate, revoke.",
        discussion: "Rotation and revocation are events of the ledger, signed, and public at /ledger/key.",
        subcommands: [List.self, Rotate.self, Revoke.self], defaultSubcommand: List.self)

    struct List: HouseCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the keys, with the size of the log up to which each counts.",
            discussion: "With --file: print the key file that lantai-verify takes.")
        @OptionGroup var common: CommonOptions
        @Flag(help: "Print the key file itself.") var file = false

        func run(in house: House, _ io: CommandIO) async throws {
            _ = try await house.agent(for: common, io, role: .securityOfficer, or: [.auditor, .systemAdministrator])
            let book = house.publicLog.book
            // Of logs before this one.
            let lost = house.home.keyPlace.lost().flatMap { $0.keys.map(\.key) }
            if file {
                io.out(book.text)
            } else if common.json {
                io.json([
                    "schema": 1, "log": .string(house.publicLog.origin), "entries": .int(house.publicLog.size),
                    "keys": .array(
                        book.keys.map { key, limit in
                            ["key": .string(key.text), "id": .string(key.key.id), "countsUpTo": JSON(limit)]
                        }),
                    "changes": .array(book.changes.map { .string($0.note.whole) }),
                    "lost": .array(lost.map { ["key": .string($0.text), "id": .string($0.key.id)] }),
                ])
            } else {
                for (key, limit) in book.keys {
                    let state =
                        limit.map {
                            Words(zh: "停用：认可到 \($0) 条", en: "retired: counts up to \($0) entries")
                        } ?? Words(zh: "现用", en: "in use")
                    io.line("\(key.number.hex)  \(state[io.language])  \(key.text)")
                }
                let state = Words(zh: "已丢失，签过的仍可核对", en: "lost: what it signed can still be checked")
                for key in lost { io.line("\(key.number.hex)  \(state[io.language])  \(key.text)") }
            }
        }
    }

    struct Rotate: HouseCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a new key that signs from now on; the old one signs the statement that names it.",
            discussion: "Exit status: 0 rotated · 1 could not.")
        @OptionGroup var common: CommonOptions

        func run(in house: House, _ io: CommandIO) async throws {
            let agent = try await house.agent(for: common, io, role: .securityOfficer)
            try await house.publicLog.keepTime()
            try await house.publicLog.rotate(by: agent)
            KeyCommand.tell(house, io, common)
        }
    }

    struct Revoke: HouseCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say in public that signatures of a key count no more.",
            discussion: """
                The key that signs now is first replaced. Proofs signed after the moment are refused from then on; new ones
                are given in their place. Exit status: 0 revoked · 1 could not.
                """)
        @OptionGroup var common: CommonOptions
        @Argument(help: "The key: its number, or the first digits of it.") var key: String
        @Option(help: "Why, in a sentence: it is public.") var reason: String
        @Option(help: "The moment (2026-11-26T08:00:00Z) since which signatures count no more; now, if not given.")
        var since: Moment?

        func run(in house: House, _ io: CommandIO) async throws {
            let agent = try await house.agent(for: common, io, role: .securityOfficer)
            try await house.publicLog.keepTime()
            try await house.publicLog.revoke(key, reason: reason, since: since?.instant, by: agent)
            KeyCommand.tell(house, io, common)
        }
    }

    /// A moment as people type it: to the second or finer, in UTC.
    struct Moment: ExpressibleByArgument, Sendable {
        let instant: Instant

        init?(argument: String) {
            let long = argument.count == 20 ? argument.dropLast() + ".000000Z" : argument[...]
            guard let instant = Instant(text: String(long)) else { return nil }
            self.instant = instant
        }
    }

    fileprivate static func tell(_ house: House, _ io: CommandIO, _ common: CommonOptions) {
        let key = house.publicLog.book.current
        if common.json {
            io.json(["schema": 1, "key": .string(key.text), "id": .string(key.key.id)])
        } else {
            io.say(
                Words(
                    zh: "现用密钥：\(key.text)\n请把密钥文件（lantai key list --file）重新公告。",
                    en: "In use now: \(key.text)\nAnnounce the key file (lantai key list --file) anew."))
        }
    }
}
