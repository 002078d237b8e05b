import Archive
import ArgumentParser
import Sharing

/// `lantai copies`: how far work on access copies is; makes what is left; retries what was set aside.
struct CopiesCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "copies",
        abstract: "Access copies of kept pages (利用件): what is waiting, what could not be made.",
        discussion: """
            A server makes them by itself. They may be deleted at any time and are made again when somebody looks.
            Exit status: 0 done · 1 could not do the work · 3 some could not be made.
            """)

    @OptionGroup var common: CommonOptions
    @Flag(help: "Make now what is waiting.") var make = false
    @Flag(help: "Put back to work what was set aside.") var retry = false

    func run(in house: House, _ io: CommandIO) async throws {
        // What could not be made is named by reference code.
        _ = try await house.agent(for: common, io, role: .archivist)
        if retry { try await house.copyRoom.retry() }
        if make { try await house.copyRoom.settle() }
        let (waiting, parked) = try await house.copyRoom.counts()
        let list = try await house.copyRoom.parked()
        if common.json {
            io.json([
                "schema": "lantai.copies/1", "waitingPages": .int(waiting), "parkedPieces": .int(parked),
                "parked": .array(
                    list.map { piece in
                        [
                            "unit": .string(piece.unit.text), "code": .string(piece.code), "file": .int(piece.file),
                            "firstPage": .int(piece.firstPage), "pages": .int(piece.pages),
                            "reason": .string(piece.reason), "what": JSON(piece.what),
                        ]
                    }),
            ])
        } else {
            io.say(
                Words(
                    zh: "待制作 \(waiting) 页；没有做成 \(parked) 处。",
                    en: "\(waiting) pages are waiting; \(parked) pieces could not be made."))
            for piece in list { io.line("\(piece.code) \(piece.file)/\(piece.firstPage): \(piece.what[io.language])") }
        }
        if parked > 0 { throw ExitCode(3) }
    }
}
