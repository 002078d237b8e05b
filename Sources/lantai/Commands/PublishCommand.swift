import Appraisal
import Archive
import ArgumentParser

extension PublicationLevel: ExpressibleByArgument {
    /// `catalogue`, `image`, `text`, or the Chinese words.
    package init?(argument: String) {
        let names: [String: PublicationLevel] = [
            "catalogue": .catalogue, "image": .image, "text": .text, "目录": .catalogue, "图像": .image, "全文": .text,
        ]
        guard let level = names[argument] else { return nil }
        self = level
    }

    package static var allValueStrings: [String] { ["catalogue", "image", "text"] }
}

/// `lantai publish`: make opened units public, at a level.
struct PublishCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Publish (公布) opened units: catalogue entry, page images, or full text.",
        discussion: "Exit status: 0 published · 1 refused (a unit that is not open cannot be published).")

    @OptionGroup var common: CommonOptions
    @OptionGroup var selection: UnitArguments
    @Option(help: "catalogue (目录), image (图像) or text (全文).") var level: PublicationLevel

    func run(in house: House, _ io: CommandIO) async throws {
        let agent = try await house.agent(for: common, io, role: .reviewer)
        let units = try await selection.selection(in: house)
        let receipt = try await house.board.publish(units, level: level, by: agent)
        try await house.followUp(io)
        if common.json {
            io.json([
                "schema": 1, "decision": .string(receipt.id.text), "units": .int(Int64(receipt.units)),
                "level": .string(PublicationLevel.allValueStrings[level.rawValue - 1]),
            ])
        } else {
            io.say(
                Words(
                    zh: "公布 \(receipt.units) 件，层次：\(level.words.zh)。",
                    en: "Published \(receipt.units) units: \(level.words.en)."))
        }
    }
}

/// `lantai withdraw`: take back what was published, at once.
struct WithdrawCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Withdraw (撤回) published units: hidden from the next request on.",
        discussion: "Exit status: 0 withdrawn · 1 refused.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var selection: UnitArguments
    @Option(help: "Why, in a sentence.") var reason: String

    func run(in house: House, _ io: CommandIO) async throws {
        let agent = try await house.agent(for: common, io, role: .reviewer)
        let units = try await selection.selection(in: house)
        let receipt = try await house.board.withdraw(units, reason: reason, by: agent)
        try await house.followUp(io)
        if common.json {
            io.json(["schema": 1, "decision": .string(receipt.id.text), "units": .int(Int64(receipt.units))])
        } else {
            io.say(Words(zh: "已撤回 \(receipt.units) 件。", en: "Withdrew \(receipt.units) units."))
        }
    }
}
