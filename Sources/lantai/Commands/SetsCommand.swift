import Archive
import ArgumentParser
import Preservation

/// `lantai sets`: offline sets of media, readable without Lantai.
struct SetsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sets",
        abstract: "Offline sets (离线套): write media, register them, read them again.",
        discussion:
            "A medium is a folder to be burnt on a disc, or on a mounted disk or tape, readable without Lantai.",
        subcommands: [
            SetsListCommand.self, SetsShowCommand.self, SetsWriteCommand.self, SetsRefreshCommand.self,
            SetsLabelCommand.self, SetsMoveCommand.self, SetsTestCommand.self, SetsRestoreCommand.self,
        ],
        defaultSubcommand: SetsListCommand.self)
}

/// `lantai sets write`: one set, as a folder for each medium.
struct SetsWriteCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "write", abstract: "Write what is in no set of this kind yet, a folder for each medium.",
        discussion:
            "FOLDER must be empty. Cut off, the same command goes on after the last medium that was finished. Exit status: 0 written · 1 could not."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var target: SetTarget
    @Option(help: "sealed (封存), use (利用) or remote (异地).") var kind: SetKind
    @Option(help: "What the media are: disc, tape or disk.") var carrier = Carrier.disc
    @Flag(help: "Also what is in a set of this kind already.") var all = false
    @Flag(help: "Only records open today, and no ledger.") var openedOnly = false
    @Option(help: "Only of the fonds (全宗) with this code; may be given several times.") var fonds: [String] = []
    @Option(help: "Only what was kept or changed on this day or later: 2026-01-31.", transform: SetTarget.day)
    var since: Day?

    func run(in house: House, _ io: CommandIO) async throws {
        let agent = try await house.agent(for: common, io, role: .archivist)
        guard target.confirm || openedOnly else { throw OfflineSetProblem.notConfirmed }
        let order = SetOrder(
            kind: kind, carrier: carrier, capacity: target.bytes(of: carrier), isOpenedOnly: openedOnly, takesAll: all,
            fonds: fonds, since: since)
        try await io.write(order, to: target.to, in: house, by: agent, json: common.json)
    }
}

/// `lantai sets refresh`: a medium written again.
struct SetsRefreshCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "refresh",
        abstract:
            "Write a medium again, from the old one and, for what is damaged there, from the archive's own store.",
        discussion: """
            The new medium takes the place of the old one in the register. Without --from all is taken from the store: for a \
            medium that is lost. Of opened records only those open today are written. Cut off, give the same command again. \
            Exit status: 0 written · 1 could not.
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "The number of the old medium.") var number: String
    @OptionGroup var target: SetTarget
    @Option(help: "Where the old medium is mounted.", completion: .directory, transform: WorkingFolder.absolute)
    var from: String?
    @Option(help: "What the new one is: disc, tape or disk. If not said, as the old one.") var carrier: Carrier?

    func run(in house: House, _ io: CommandIO) async throws {
        let agent = try await house.agent(for: common, io, role: .archivist)
        let old = try await house.stacks.offline.medium(number)
        guard target.confirm || old.isOpenedOnly else { throw OfflineSetProblem.notConfirmed }
        let carrier = carrier ?? old.carrier
        let order = SetOrder(
            kind: old.kind, carrier: carrier, capacity: target.bytes(of: carrier), isOpenedOnly: old.isOpenedOnly,
            replaces: old, from: from)
        try await io.write(order, to: target.to, in: house, by: agent, json: common.json)
    }
}

/// Where media are written, and how large each is.
struct SetTarget: ParsableArguments {
    @Option(help: "The empty folder.", completion: .directory, transform: WorkingFolder.absolute) var to: String
    @Option(help: "Of one medium: 25GB, 700MB. If not said, 25GB for discs, else one medium for all.")
    var capacity: Capacity?
    @Flag(help: "Closed records may lie on the media in plain.") var confirm = false

    func bytes(of carrier: Carrier) -> Int64 { capacity?.bytes ?? (carrier == .disc ? 25_000_000_000 : .max) }

    static func day(_ text: String) throws -> Day {
        guard let day = Day(text: text) else { throw ValidationError("“\(text)” is no day, as 2026-01-31 is.") }
        return day
    }
}

extension CommandIO {
    fileprivate func write(
        _ order: SetOrder, to folder: String, in house: House, by agent: Agent, json isJSON: Bool
    ) async throws {
        let writer = SetWriter(house: house, folder: folder, order: order)
        let numbers = try await writer.write(by: agent) { n, count in
            err(Words(zh: "第 \(n) 张，共 \(count) 张\n", en: "Medium \(n) of \(count)\n")[language])
        }
        let media = try await house.stacks.offline.media().filter { numbers.contains($0.number) }
        guard !isJSON else {
            return json(["schema": "lantai.sets/1", "media": .array(media.map(\.json))])
        }
        for medium in media {
            say(
                Words(
                    zh: "\(medium.number)：\(medium.objects) 个对象，\(medium.bytes) 字节，已读回核对。",
                    en: "\(medium.number): \(medium.objects) objects, \(medium.bytes) bytes, read back."))
        }
    }
}
