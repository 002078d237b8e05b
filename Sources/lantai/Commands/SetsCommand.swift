import Archive
import ArgumentParser
import Bytes
import Ledger
import Tables

/// `lantai sets`: offline sets of media, readable without Lantai.
struct SetsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sets",
        abstract: "Offline sets (离线套): write media, register them, read them again.",
        discussion:
            "A medium is a folder to be burnt on a disc, or on a mounted disk or tape, readable without Lantai.",
        subcommands: [
            SetsListCommand.self, SetsWriteCommand.self, SetsLabelCommand.self, SetsMoveCommand.self,
            SetsTestCommand.self, SetsRestoreCommand.self,
        ],
        defaultSubcommand: SetsListCommand.self)
}

/// `lantai sets list`: the register of media.
struct SetsListCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The register of media: where each is, when it must be read again.",
        discussion: "Exit status: 0 · 3 a medium was found damaged, or a test is overdue.")

    @OptionGroup var common: CommonOptions

    func run(in house: House, _ io: CommandIO) async throws {
        _ = try await house.agent(for: common, io, role: .archivist)
        let media = try await SetRegister.read(house.ledger).media
        let today = house.clock.today
        if common.json {
            io.json(["schema": "lantai.sets/1", "media": .array(media.map(\.json))])
        } else if media.isEmpty {
            io.say(Words(zh: "还没有离线套。", en: "There are no offline sets yet."))
        } else {
            for medium in media { print(medium, house.clock, io) }
        }
        if media.contains(where: { $0.faults > 0 || $0.due(house.clock) < today }) { throw ExitCode(3) }
    }

    private func print(_ medium: RegisteredMedium, _ clock: Clock, _ io: CommandIO) {
        let (kind, carrier) = (medium.kind.words[io.language], medium.carrier.words[io.language])
        io.line("\(medium.number)  \(medium.n)/\(medium.of)  \(kind)  \(carrier)  \(medium.location)")
        let (written, due) = (clock.day(of: medium.writtenAt).text, medium.due(clock).text)
        io.say(
            Words(
                zh: "  \(medium.objects) 个对象，\(medium.bytes) 字节；\(written) 写入",
                en: "  \(medium.objects) objects, \(medium.bytes) bytes; written \(written)"))
        guard let tested = medium.testedAt.map({ clock.day(of: $0).text }) else {
            io.say(Words(zh: "  还没有检测过；应在 \(due) 前检测", en: "  never tested since; to be tested by \(due)"))
            return
        }
        io.say(
            medium.faults > 0
                ? Words(
                    zh: "  \(tested) 检测：损坏 \(medium.faults) 处，应换载体",
                    en: "  tested \(tested): \(medium.faults) faults; replace it")
                : Words(zh: "  \(tested) 检测完好；下次在 \(due) 前", en: "  tested \(tested): intact; again by \(due)"))
    }
}

/// `lantai sets write`: one set, as a folder for each medium.
struct SetsWriteCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "write", abstract: "Write what is in no set of this kind yet, a folder for each medium.",
        discussion:
            "FOLDER must be empty. Cut off, the same command begins again. Exit status: 0 written · 1 could not.")

    @OptionGroup var common: CommonOptions
    @Option(help: "sealed (封存), use (利用) or remote (异地).") var kind: SetKind
    @Option(help: "The empty folder.", completion: .directory, transform: WorkingFolder.absolute) var to: String
    @Option(help: "What the media are: disc, tape or disk.") var carrier = Carrier.disc
    @Option(help: "Of one medium: 25GB, 700MB. If not said, 25GB for discs, else one medium for all.")
    var capacity: Capacity?
    @Flag(help: "Also what is in a set of this kind already.") var all = false
    @Flag(help: "Only records open today, and no ledger.") var openedOnly = false
    @Flag(help: "Closed records may lie on the media in plain.") var confirm = false

    func run(in house: House, _ io: CommandIO) async throws {
        let agent = try await house.agent(for: common, io, role: .archivist)
        guard confirm || openedOnly else { throw OfflineSetProblem.notConfirmed }
        let usual: Int64 = carrier == .disc ? 25_000_000_000 : .max
        let writer = SetWriter(
            house: house, kind: kind, carrier: carrier, folder: to, capacity: capacity?.bytes ?? usual,
            isOpenedOnly: openedOnly, takesAll: all)
        let number = try await writer.write(by: agent) { n, count in
            io.err(Words(zh: "第 \(n) 张，共 \(count) 张\n", en: "Medium \(n) of \(count)\n")[io.language])
        }
        let media = try await SetRegister.read(house.ledger).media.filter { $0.set == number }
        if common.json {
            io.json(["schema": "lantai.sets/1", "media": .array(media.map(\.json))])
            return
        }
        for medium in media {
            io.say(
                Words(
                    zh: "\(medium.number)：\(medium.objects) 个对象，\(medium.bytes) 字节，已读回核对。",
                    en: "\(medium.number): \(medium.objects) objects, \(medium.bytes) bytes, read back."))
        }
    }
}

/// `lantai sets label`: the label of a medium, to print.
struct SetsLabelCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "label", abstract: "Print the label of a medium as HTML: lantai sets label N > label.html")

    @OptionGroup var common: CommonOptions
    @Argument(help: "The medium's number.") var number: String

    func run(in house: House, _ io: CommandIO) async throws {
        _ = try await house.agent(for: common, io, role: .archivist)
        let medium = try await SetRegister.read(house.ledger).medium(number)
        io.out(
            MediumPapers.label(
                medium, archive: house.settings.archiveName.zh, day: house.clock.day(of: medium.writtenAt)))
    }
}

/// `lantai sets move`: where a medium is now.
struct SetsMoveCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: "Register where a medium is kept now, and why it was moved.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "The medium's number.") var number: String
    @Option(help: "The place: \"库房2 柜3\".") var to: String
    @Option(help: "Why.") var reason: String

    func run(in house: House, _ io: CommandIO) async throws {
        let agent = try await house.agent(for: common, io, role: .archivist)
        let medium = try await SetRegister.read(house.ledger).medium(number)
        let act: JSON = [
            "schema": "lantai/offline-medium-moved/1", "medium": .string(number), "from": .string(medium.location),
            "location": .string(to), "reason": .string(reason),
        ]
        let ledger = house.ledger
        let event = ledger.event(
            kind: .mediumMoved, subject: medium.set, agent: agent, act: try await ledger.write(act: act),
            facts: ["medium": .string(number)])
        try await house.database.write { tx in ledger.append(event, in: tx) }
        io.say(Words(zh: "\(number)：\(to)", en: "\(number): \(to)"))
    }
}

/// `lantai sets test`: read a medium again.
struct SetsTestCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Read a medium again, and register what was found.",
        discussion: "Exit status: 0 intact · 1 could not · 3 faults, each file named.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "The medium's number.") var number: String
    @Option(help: "Where it is mounted.", completion: .directory, transform: WorkingFolder.absolute) var at: String
    @Option(help: "How many of a hundred files to read, chosen by chance; that all are there is looked at always.")
    var sample = 100

    func validate() throws {
        if !(1...100).contains(sample) { throw ValidationError("--sample is a number from 1 to 100.") }
    }

    func run(in house: House, _ io: CommandIO) async throws {
        let agent = try await house.agent(for: common, io, role: .archivist)
        let medium = try await SetRegister.read(house.ledger).medium(number)
        guard DurableFile.isFolder(at) else { throw OfflineSetProblem.noFolder(at) }
        let outcome = try await MediumTest(folder: at).run(number: number, digest: medium.manifest, percent: sample)
        // Another medium in the drive says nothing about this one.
        if !outcome.faults.contains(where: { $0.fault == .otherMedium }) {
            let act: JSON = [
                "schema": "lantai/offline-medium-tested/1", "medium": .string(number), "percent": .int(Int64(sample)),
                "faults": .array(
                    outcome.faults.prefix(10_000).map {
                        ["path": .string($0.path), "fault": .string($0.fault.rawValue)]
                    }),
            ]
            let ledger = house.ledger
            let event = ledger.event(
                kind: .mediumTested, subject: medium.set, agent: agent, act: try await ledger.write(act: act),
                facts: [
                    "medium": .string(number), "files": .int(outcome.files), "read": .int(outcome.read),
                    "bytes": .int(outcome.bytes), "faults": .int(Int64(outcome.faults.count)),
                ])
            try await house.database.write { tx in ledger.append(event, in: tx) }
        }
        if common.json {
            io.json([
                "schema": "lantai.set-test/1", "medium": .string(number), "files": .int(outcome.files),
                "read": .int(outcome.read), "bytes": .int(outcome.bytes),
                "faults": .array(
                    outcome.faults.map { ["path": .string($0.path), "fault": .string($0.fault.rawValue)] }),
            ])
        } else {
            io.say(
                Words(
                    zh: "\(outcome.files) 个文件，读了 \(outcome.read) 个，损坏 \(outcome.faults.count) 处。",
                    en: "\(outcome.files) files, \(outcome.read) read, \(outcome.faults.count) faults."))
            for (path, fault) in outcome.faults { io.line("\(path): \(fault.words[io.language])") }
        }
        if !outcome.faults.isEmpty { throw ExitCode(3) }
    }
}
