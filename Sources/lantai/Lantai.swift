import ArgumentParser
import Formats
import GRDB
import Hummingbird
import Logging
import Yams

@main enum Lantai {
    static func main() async throws {
        // Before anything is set up: a worker opens foreign files and shall have nothing of the house in its memory.
        if CommandLine.arguments.dropFirst().first == "__worker" { WorkerMain.run() }
        if CommandLine.arguments.dropFirst().first == "__digest" {
            return try DigestMain.run(Array(CommandLine.arguments.dropFirst(2)))
        }
        await LantaiCommand.main()
    }
}

struct LantaiCommand: AsyncParsableCommand {
    func run() async throws { print("兰台") }
}
