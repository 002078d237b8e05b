import Archive
import ArgumentParser
import Bytes
import Intake
import Preservation

extension FormatsCommand {
    /// `lantai formats policy`: what becomes of files of each format.
    struct Policy: HouseCommand {
        static let configuration = CommandConfiguration(
            abstract: "The format policy (格式策略): which formats are taken, taken and to be migrated, or returned.",
            discussion: """
                By PUID (fmt/95), its beginning (fmt/70*), family (pdf, audio, …) or any (*), for one category (WS, ZP …) or all.
                With --decide, a new version from a file written as --json prints "policy" ({"rows": [{"target": "pdf",
                "treatment": "accept", "reason": "…"}]}); treatments are "accept", "migrate" or "return". Exit status: 0 done ·
                1 could not.
                """)

        @OptionGroup var common: CommonOptions
        @Option(help: "Decide a new version from this file.", transform: WorkingFolder.absolute) var decide: String?
        @Option(help: "The day from which it holds (2026-12-01); by default today.") var from: String?
        @Option(help: "Why, for the ledger.") var reason: String?
        @Flag(help: "Every version there was, instead of what holds today.") var history = false

        func validate() throws {
            if decide != nil, reason == nil { throw ValidationError("Say why with --reason.") }
        }

        func input() throws -> ByteStream? { try decide.map { try Package($0).stream() } }

        func run(in house: House, _ io: CommandIO) async throws {
            if decide != nil { try await enter(house, io) }
            if history { return try await versions(house, io) }
            let inForce = try await house.desk.formatPolicy(on: house.clock.today)
            if common.json {
                var members = inForce.json.object ?? [:]
                members["schema"] = 1
                members["day"] = .string(house.clock.today.text)
                return io.json(.object(members))
            }
            io.say(inForce.words)
            for row in inForce.policy.rows {
                let name = row.target.name[io.language]
                io.line(
                    [
                        row.target.text, name == row.target.text ? "" : name, row.category,
                        row.treatment.words[io.language], row.reason[io.language],
                    ].filter { !$0.isEmpty }.joined(separator: "  "))
            }
        }

        private func enter(_ house: House, _ io: CommandIO) async throws {
            let agent = try await house.agent(for: common, io, role: .archivist)
            guard let input = io.input else { throw NamingProblem.noFile(decide ?? "") }
            var bytes: [UInt8] = []
            for try await piece in input {
                bytes += piece
                guard bytes.count <= 1 << 20 else { throw FormatPolicyProblem.unreadable("> 1 MB") }
            }
            let json: JSON
            do {
                json = try JSON(parsing: bytes)
            } catch {
                throw FormatPolicyProblem.unreadable("\(error)")
            }
            var day = house.clock.today
            if let from {
                guard let said = Day(text: from) else { throw FormatPolicyProblem.badDay }
                day = said
            }
            // What --json prints is the policy with what is known of it around it.
            let policy = try FormatPolicy(json: json["policy"] ?? json)
            _ = try await house.desk.decide(policy, from: day, reason: reason ?? "", by: agent)
        }

        private func versions(_ house: House, _ io: CommandIO) async throws {
            let history = try await house.desk.policyHistory()
            if common.json { return io.json(["schema": 1, "versions": .array(history.map(\.json))]) }
            for decided in history { io.line("\(decided.version)  \(decided.from)  \(decided.reason)") }
        }
    }

    /// `lantai formats round`: what is kept, held against the policy.
    struct Round: HouseCommand {
        static let configuration = CommandConfiguration(
            abstract: "Hold the formats of everything kept against the policy of today (格式巡检); an entry in the ledger.",
            discussion:
                "Exit status: 0 everything is accepted · 1 could not · 3 some files would be migrated or returned today."
        )

        @OptionGroup var common: CommonOptions
        @Flag(help: "Only show what the last round found.") var last = false

        func run(in house: House, _ io: CommandIO) async throws {
            let round: FormatRound?
            if last {
                round = try await house.stacks.lastFormatRound()
            } else {
                let agent = try await house.agent(for: common, io, role: .archivist)
                round = try await house.stacks.formatRound(
                    by: try await house.desk.formatPolicy(on: house.clock.today), agent: agent)
            }
            guard let round else {
                if common.json { return io.json(["schema": 1, "formats": []]) }
                return io.say(Words(zh: "还没有做过格式巡检。", en: "There was no round over the formats yet."))
            }
            if common.json {
                io.json(round.json)
            } else {
                io.say(round.words)
                for each in round.atRisk { io.line(each.line(io.language)) }
            }
            if round.filesAtRisk > 0 { throw ExitCode(3) }
        }
    }
}

extension FormatRound {
    fileprivate var words: Words {
        Words(
            zh: "馆藏 \(files) 个文件，按格式策略第 \(policy) 版，应转换或不再收的 \(filesAtRisk) 个。",
            en:
                "\(files) files are kept; by version \(policy) of the format policy \(filesAtRisk) would be migrated or returned."
        )
    }
}

extension JudgedFormat {
    fileprivate func line(_ language: Language) -> String {
        [
            group.puid ?? "-", group.name, group.category, "\(amount.files)", "\(amount.bytes)",
            row?.treatment.words[language] ?? Words(zh: "没有规定", en: "no row")[language],
            row?.reason[language] ?? "",
        ].filter { !$0.isEmpty }.joined(separator: "  ")
    }
}
