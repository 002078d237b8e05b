import Foundation

/// Commands and what they print, as a person would see them: `$ command`, the expected lines, `? status` if it is not 0.
///
/// `…` alone on a line stands for any lines, inside a line for any text. Lines that begin with `#` before the first
/// command say what is shown.
struct Transcript: Sendable, CustomStringConvertible {
    struct Step: Sendable {
        let line: Int
        let command: String
        var expected: [String] = []
        var status: Int32 = 0
    }

    let name: String
    let steps: [Step]
    var description: String { name }

    init(at url: URL) throws {
        name = url.deletingPathExtension().lastPathComponent
        var steps: [Step] = []
        for (place, line) in try String(contentsOf: url, encoding: .utf8).components(separatedBy: "\n").enumerated() {
            if line.hasPrefix("$ ") {
                steps.append(Step(line: place + 1, command: String(line.dropFirst(2))))
            } else if !steps.isEmpty, line.hasPrefix("? "), let status = Int32(line.dropFirst(2)) {
                steps[steps.count - 1].status = status
            } else if !steps.isEmpty {
                steps[steps.count - 1].expected.append(line)
            }
        }
        self.steps = steps.map { step in
            var step = step
            while step.expected.last?.isEmpty == true { step.expected.removeLast() }
            return step
        }
    }

    static func all() throws -> [Transcript] {
        let folder = Program.journeys.appendingPathComponent("transcripts")
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "transcript" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
            .map(Transcript.init(at:))
    }
}

extension Transcript.Step {
    /// Whether `output` is what was expected.
    func matches(_ output: String) -> Bool {
        var lines = output.components(separatedBy: "\n")
        while lines.last?.isEmpty == true { lines.removeLast() }
        return Self.matches(lines[...], expected[...])
    }

    private static func matches(_ lines: ArraySlice<String>, _ expected: ArraySlice<String>) -> Bool {
        guard let first = expected.first else { return lines.isEmpty }
        if first == "…" {
            return matches(lines, expected.dropFirst()) || !lines.isEmpty && matches(lines.dropFirst(), expected)
        }
        guard let line = lines.first, fits(line, first) else { return false }
        return matches(lines.dropFirst(), expected.dropFirst())
    }

    /// Whether `line` is `pattern`, where `…` stands for any text.
    private static func fits(_ line: String, _ pattern: String) -> Bool {
        let pieces = pattern.components(separatedBy: "…")
        guard pieces.count > 1 else { return line == pattern }
        guard line.hasPrefix(pieces[0]), line.hasSuffix(pieces[pieces.count - 1]) else { return false }
        var rest = line.dropFirst(pieces[0].count)
        for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
            guard let found = rest.range(of: piece) else { return false }
            rest = rest[found.upperBound...]
        }
        return rest.count >= pieces[pieces.count - 1].count
    }
}
