import Archive
import ArgumentParser
import Foundation

/// `lantai settings`: every setting in force, from the file and the environment.
struct SettingsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings",
        abstract: "Print the settings in force.",
        discussion: "The lines can be put into lantai.yaml as they are. Exit status: 0 done · 1 a setting is wrong.")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let home = Home.locate(common.home)
        try home.checkFormat()
        let settings = try Settings.load(home)
        let io = CommandIO.terminal(input: nil)
        if common.json {
            io.json(.object(Dictionary(uniqueKeysWithValues: settings.lines.map { ($0.key, .string($0.value)) })))
        } else {
            for line in settings.lines { io.line("\(line.key): \(line.value)") }
        }
    }
}

extension Settings {
    static func load(_ home: Home) throws -> Settings {
        let yaml = (try? String(contentsOfFile: home.settings, encoding: .utf8)) ?? ""
        var settings = try Settings(yaml: yaml, environment: ProcessInfo.processInfo.environment)
        settings.database.find(in: home)
        return settings
    }
}
