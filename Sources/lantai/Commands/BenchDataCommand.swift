import Archive
import ArgumentParser
import Foundation

/// `lantai bench-data`: records to measure with, the same on every machine.
struct BenchDataCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench-data",
        abstract: "Print records to measure with, one JSON object a line, the same on every machine.",
        discussion: """
            Each line: code, title, author, date, documentNumber, category, fonds, retention, year; text if asked for.
            Record n is the same whatever --records is. Exit status: 0 done · 1 could not be written.
            """)

    @Option(help: "How many.") var records = 1000
    @Option(help: "Characters of full text in each, about; none when left out.") var text = 0

    func validate() throws {
        guard (1...100_000_000).contains(records) else {
            throw ValidationError("--records: a number from 1 to 100,000,000.")
        }
        guard (0...100_000).contains(text) else { throw ValidationError("--text: a number from 0 to 100,000.") }
    }

    func run() async throws {
        var lines: [UInt8] = []
        for number in 0..<records {
            lines += BenchRecord(number, textLength: text).json.canonical
            lines.append(UInt8(ascii: "\n"))
            if lines.count > 1 << 20 || number == records - 1 {
                try FileHandle.standardOutput.write(contentsOf: lines)
                lines.removeAll(keepingCapacity: true)
            }
        }
    }
}
