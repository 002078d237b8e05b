import Archive
import ArgumentParser
import Bytes
import Formats
import Foundation
import Intake

/// `lantai identify`: what files are, by PRONOM's signatures; needs no home.
struct IdentifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "identify",
        abstract: "Tell what files are (格式识别), by PRONOM. Needs no home.",
        discussion: """
            Folders are gone through; links are not followed. Each file is told as soon as it is known: with --json as one object
            a line, else as PUID, name and version, basis and path. Signatures come from --signatures, else from the setting
            formats.signatures, else from the bundle; without any, this program's own table of a few formats is used, and it says so.
            A file that nothing tells is no fault. Exit status: 0 all were looked at · 1 one could not be read.
            """)

    @Argument(help: "Files and folders.", transform: WorkingFolder.absolute) var paths: [String]
    @Option(help: "The home whose signatures are used (or LANTAI_HOME; else ~/lantai).") var home: String?
    @Option(help: "A folder with signature files of DROID.", transform: WorkingFolder.absolute) var signatures: String?
    @Flag(help: "Print one JSON object a line.") var json = false

    func validate() throws {
        guard !paths.isEmpty else { throw ValidationError("Name files or folders.") }
    }

    func run() async throws {
        let io = CommandIO.terminal(input: nil)
        let shelf = try signatures.map { SignatureShelf(folders: [$0]) } ?? SignatureShelf(Home.locate(home))
        let known = try shelf.signatures()
        if known == nil {
            // Who names a place means it; elsewhere the fallback does.
            if let signatures { throw SignatureProblem.none(signatures) }
            io.err(FormatAnswer.Warning.noSignatures.words[io.language] + "\n")
        }
        var looking = Looking(signatures: known, io: io, json: json)
        for path in paths { looking.look(at: path) }
        looking.flush()
        if looking.failed { throw ExitCode(1) }
    }

    /// Answers, printed a few at a time: a line of its own for each of a million files would be a million calls.
    private struct Looking {
        let signatures: PronomSignatures?
        let io: CommandIO
        let json: Bool
        var failed = false
        private var waiting = ""
        private var lastPrinted = ContinuousClock.now

        init(signatures: PronomSignatures?, io: CommandIO, json: Bool) {
            (self.signatures, self.io, self.json) = (signatures, io, json)
        }

        mutating func look(at path: String) {
            do {
                guard DurableFile.isFolder(path) else {
                    return tell(
                        try FormatAnswer.of(path: path, name: FileName(path).lastComponent, by: signatures), path)
                }
                var walk = try FolderWalk(root: path, depth: .max)
                while let step = try walk.next() {
                    guard step.sort == .file else { continue }
                    do {
                        let file = try walk.open(step.name)
                        tell(
                            FormatAnswer.of(
                                descriptor: file.descriptor, name: step.name.lastComponent, by: signatures),
                            path + "/" + step.name.display)
                    } catch {
                        fail(error)
                    }
                }
            } catch {
                fail(error)
            }
        }

        private mutating func fail(_ error: any Error) {
            failed = true
            flush()
            if let problem = error as? any Explained { io.explain(problem) } else { io.err("\(error)\n") }
        }

        private mutating func tell(_ answer: FormatAnswer, _ path: String) {
            let found = answer.identification
            if json {
                waiting += answer.json(path: path).text + "\n"
            } else {
                let what =
                    found.version.map { found.name.hasSuffix($0) ? found.name : "\(found.name) \($0)" } ?? found.name
                // Said once, before the first.
                let warnings = answer.warnings.filter { $0 != .noSignatures }.map { $0.words[io.language] }
                let others = answer.others.isEmpty ? "" : " (\(answer.others.joined(separator: " ")))"
                let note = warnings.isEmpty ? "" : "  [\(warnings.joined(separator: "; "))]"
                waiting += "\(found.puid ?? "-")\(others)  \(what)  \(found.basis.rawValue)  \(path)\(note)\n"
            }
            if waiting.utf8.count > 16_384 || ContinuousClock.now - lastPrinted > .milliseconds(200) { flush() }
        }

        mutating func flush() {
            if !waiting.isEmpty { io.out(waiting) }
            waiting = ""
            lastPrinted = .now
        }
    }
}

extension FormatAnswer {
    func json(path: String) -> JSON {
        [
            "path": .string(path), "puid": JSON(identification.puid), "name": .string(identification.name),
            "version": JSON(identification.version), "mime": .string(identification.mime),
            "basis": .string(identification.basis.rawValue), "others": .array(others.map(JSON.string)),
            "warnings": .array(warnings.map { .string($0.rawValue) }), "signatures": JSON(signatures),
        ]
    }
}
