import Archive
import ArgumentParser
import Intake

/// `lantai review`: enter what a person found where a check could not judge.
struct ReviewCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "Enter an opinion (复核意见) on what the checks left for review, or list what is left.",
        discussion: """
            Without --check prints each check for review with its opinion. The latest opinion counts, until the handover is signed.
            Exit status: 0 entered, or nothing is left · 1 refused · 3 some have no opinion yet.
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "Receipt number.") var accession: String
    @Option(help: "The check, as the report names it: virus-free.") var check: String?
    @Option(help: "passed, failed or not-applicable.") var opinion: String?
    @Option(help: "How it was looked at, or what is wrong.") var note: String = ""
    @Option(help: "Your name, as it stands on the form.") var name: String?

    func validate() throws {
        guard (check == nil) == (opinion == nil), (check == nil) == (name == nil) else {
            throw ValidationError("Give --check, --opinion and --name together.")
        }
        guard opinion.map({ Review.Opinion(rawValue: $0) != nil }) ?? true else {
            throw ValidationError("--opinion is passed, failed or not-applicable.")
        }
    }

    func run(in house: House, _ io: CommandIO) async throws {
        let agent = try await house.agent(for: common, io, role: .archivist)
        let found = try await house.accession(named: accession)
        if let check, let opinion = opinion.flatMap(Review.Opinion.init(rawValue:)) {
            let entry = ReviewEntry(check: check, opinion: opinion, note: note)
            try await house.desk.review(found.id, [entry], name: name ?? "", by: agent)
        }
        let reviews = try await house.desk.reviews(of: found.id)
        let waiting = try await house.desk.report(found.id)?.toReview ?? []
        if common.json {
            io.json([
                "schema": 1, "number": .string(found.number),
                "checks": .array(
                    waiting.map { outcome in
                        let review = reviews[outcome.check]
                        return [
                            "check": .string(outcome.check), "opinion": JSON(review?.opinion.rawValue),
                            "note": JSON(review?.note), "name": JSON(review?.name), "at": JSON(review?.at.text),
                        ]
                    }),
            ])
        } else {
            for outcome in waiting {
                let review = reviews[outcome.check]
                let opinion = review?.opinion.words ?? Words(zh: "待填", en: "to be filled in")
                let parts = [outcome.check, opinion[io.language], review?.note ?? ""]
                io.line(parts.filter { !$0.isEmpty }.joined(separator: "  "))
            }
        }
        if check == nil, waiting.contains(where: { reviews[$0.check] == nil }) { throw ExitCode(3) }
    }
}
