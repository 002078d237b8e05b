import Archive
import ArgumentParser
import Bytes
import Preservation

/// `lantai sets label`: the label of a medium, to print.
struct SetsLabelCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "label", abstract: "Print the label of a medium as HTML: lantai sets label N > label.html")

    @OptionGroup var common: CommonOptions
    @Argument(help: "The medium's number.") var number: String

    func run(in house: House, _ io: CommandIO) async throws {
        _ = try await house.agent(for: common, io, role: .archivist)
        let medium = try await house.stacks.offline.medium(number)
        io.out(
            MediumPapers.page(MediumLabel(medium, archive: house.settings.archiveName, clock: house.clock)))
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
        try await house.stacks.offline.move(number, to: to, reason: reason, by: agent)
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
        if !(10...100).contains(sample) {
            throw ValidationError("--sample is a number from 10 to 100: GB/T 18894-2016 asks for a tenth at least.")
        }
    }

    func run(in house: House, _ io: CommandIO) async throws {
        let agent = try await house.agent(for: common, io, role: .archivist)
        let register = house.stacks.offline
        let medium = try await register.medium(number)
        guard DurableFile.isFolder(at) else { throw OfflineSetProblem.noFolder(at) }
        let outcome = try await MediumTest(folder: at).run(number: number, digest: medium.manifest, percent: sample)
        let test = MediumTestEntry(
            files: outcome.files, read: outcome.read, bytes: outcome.bytes, found: outcome.faults)
        // Another medium in the drive says nothing about this one.
        if !outcome.faults.contains(where: { $0.fault == .otherMedium }) {
            try await register.enter(test: test, percent: sample, of: medium, by: agent)
        }
        if common.json {
            io.json([
                "schema": "lantai.set-test/1", "medium": .string(number), "files": .int(test.files),
                "read": .int(test.read), "bytes": .int(test.bytes), "faults": test.json,
            ])
        } else {
            io.say(
                Words(
                    zh: "\(test.files) 个文件，读了 \(test.read) 个，损坏 \(test.faults) 处。",
                    en:
                        "\(test.files) files, \(test.read) read, \(test.faults == 1 ? "1 fault" : "\(test.faults) faults")."
                ))
            for each in test.found { io.line("\(each.path): \(each.fault.words[io.language])") }
        }
        if !outcome.faults.isEmpty { throw ExitCode(3) }
    }
}
