import Archive
import ArgumentParser
import Bytes
import Catalogue
import Ledger
import Sharing

/// `lantai prove`: the proof that a record was published, to be checked offline.
struct ProveCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Write the proof (.tlog-proof) of a published record.",
        discussion: """
            It is checked with lantai-verify, offline. A proof is ready when the public log has its next entry.
            Exit status: 0 written · 1 not published, or not ready yet.
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "Reference code (档号) or identifier.") var unit: String
    @Option(help: "Write it into this file.", completion: .file(), transform: WorkingFolder.absolute) var out: String?
    @Flag(help: "Wait until it is ready.") var wait = false

    func run(in house: House, _ io: CommandIO) async throws {
        _ = try await house.agent(for: common, io, role: .archivist, or: [.reviewer])
        let unit = try await house.unit(named: unit)
        let proof = try await proof(of: unit.publicID, in: house)
        if let out {
            try await onFileThread { try DurableFile.write(proof, to: out) }
            if common.json {
                io.json(["schema": 1, "unit": .string(unit.id.text), "path": .string(out)])
            } else {
                io.say(Words(zh: "已写出：\(out)", en: "Written: \(out)"))
            }
        } else if common.json {
            io.json([
                "schema": 1, "unit": .string(unit.id.text), "proof": .string(String(decoding: proof, as: UTF8.self)),
            ])
        } else {
            io.out(String(decoding: proof, as: UTF8.self))
        }
    }

    private func proof(of publicID: String, in house: House) async throws -> [UInt8] {
        while true {
            do {
                try await house.publicLog.keepTime()
                guard let proof = try await house.readingRoom.proof(publicID: publicID) else {
                    throw ProveProblem.notPublished(unit)
                }
                return proof
            } catch PublicLogProblem.notYet(let time, _) where wait {
                let left = Double(time.microseconds - house.clock.now.microseconds) / 1e6
                try await Task.sleep(for: .seconds(min(max(left, 0.2), 5)))
            }
        }
    }
}

/// Why there is no proof.
enum ProveProblem: Explained {
    case notPublished(String)

    var code: String { "command.not-published" }
    var what: Words {
        switch self {
        case .notPublished(let unit):
            Words(zh: "“\(unit)”现在没有公布。", en: "“\(unit)” is not published now.")
        }
    }
    var next: Words {
        Words(
            zh: "只为公布的档案出具证明；先用 lantai publish 公布。", en: "Proofs are given of published records only; publish it first."
        )
    }
}
