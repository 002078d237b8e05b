import Archive
import ArgumentParser
import Intake

/// `lantai items`: the table of DA/T 70, and what judges each item here.
struct ItemsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "items",
        abstract: "Every item of DA/T 70 (检测项目) at each stage: automated, or a form for a person. Needs no home.",
        discussion: """
            After an item stand the checks (docs/explanations/checks.md) or the rounds that judge it. Where a form is to be filled
            in, lantai review enters it under the key of the item, which stands first. Numbers without a source are left out.
            Exit status: 0.
            """)

    @Option(help: "Only this stage: filing (归档), transfer (移交与接收) or keeping (长期保存).") var stage: CheckStage?
    @Flag(help: "Print JSON instead of lines.") var json = false

    func run() async throws {
        let io = CommandIO.terminal(input: nil)
        let stages = stage.map { [$0] } ?? CheckStage.allCases
        if json {
            io.json([
                "schema": 1, "standard": "DA/T 70-2018",
                "items": .array(stages.flatMap { CheckItems.items(of: $0) }.map(\.json)),
                "beyond": .array(CheckItems.beyond.map { .string($0) }),
            ])
            return
        }
        for stage in stages {
            let items = CheckItems.items(of: stage)
            let (automated, partly, forms) = (
                items.count { $0.mode == .automated }, items.count { $0.mode == .partly },
                items.count { $0.mode == .form }
            )
            io.say(
                Words(
                    zh:
                        "\(stage.words.zh)（\(stage.code)）：\(items.count) 项，自动检测 \(automated)，自动检测另填表 \(partly)，人工填表 \(forms)。",
                    en:
                        "\(stage.words.en) (\(stage.code)): \(items.count) items, \(automated) automated, \(partly) automated and a form, \(forms) a form."
                ))
            for item in items {
                let number = item.number.map { "\(stage.code)-\($0)" } ?? "-"
                io.line(
                    [
                        "  \(item.key)", item.property.words[io.language], number, item.name[io.language],
                        item.mode.words[io.language], item.judges.joined(separator: ", "),
                    ].filter { !$0.isEmpty }.joined(separator: "  "))
            }
        }
    }
}

extension CheckStage: ExpressibleByArgument {}
