import ArgumentParser
import Formats
import GRDB
import Hummingbird
import Logging
import Yams

@main enum Lantai {
    static func main() async {
        // Before anything is set up: a worker opens foreign files and shall have nothing of the house in its memory.
        if CommandLine.arguments.dropFirst().first == "__worker" { WorkerMain.run() }
        await LantaiCommand.main()
    }
}

struct LantaiCommand: AsyncParsableCommand {
    func run() async throws { print("兰台") }
}
