import Archive
import ArgumentParser
import Catalogue
import Preservation

/// `lantai export`: one unit as a BagIt bag.
struct ExportCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write one unit's files, metadata and PREMIS as a BagIt bag.",
        discussion: "DEST must not exist. Exit status: 0 written · 1 could not.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "Reference code (档号) or identifier.") var unit: String
    @Argument(help: "The new folder.", completion: .directory, transform: WorkingFolder.absolute) var destination:
        String

    func run(in house: House, _ io: CommandIO) async throws {
        _ = try await house.agent(for: common, io, role: .archivist)
        let unit = try await house.unit(named: unit)
        try await house.stacks.export(unit.holding ?? unit.id, to: destination)
        if common.json {
            io.json(["schema": 1, "unit": .string(unit.id.text), "path": .string(destination)])
        } else {
            io.say(Words(zh: "已写出：\(destination)", en: "Written: \(destination)"))
        }
    }
}
