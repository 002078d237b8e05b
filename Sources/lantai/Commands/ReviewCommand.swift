import Archive
import ArgumentParser
import Intake

/// `lantai review`: enter what a person found where a check could not judge.
struct ReviewCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract:
            "Enter an opinion (复核意见) on what the checks left for review, or on what is kept, or list what is left.",
        discussion: """
            Without --check prints each check for review with its opinion. The latest opinion counts, until the handover is signed.
            With --keeping instead of a receipt number: the items of keeping that a person judges (lantai items --stage keeping), for
            the archive's periodic check; each time is kept, the latest counts.
            Exit status: 0 entered, or nothing is left · 1 refused · 3 some have no opinion yet.
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "Receipt number.") var accession: String?
    @Flag(help: "Opinions on what is kept (长期保存), not on a transfer.") var keeping = false
    @Option(help: "The check, as the report names it: virus-free.") var check: String?
    @Option(help: "passed, failed or not-applicable.") var opinion: String?
    @Option(help: "How it was looked at, or what is wrong.") var note: String = ""
    @Option(help: "Your name, as it stands on the form.") var name: String?

    func validate() throws {
        guard (accession == nil) == keeping else { throw ValidationError("Give a receipt number, or --keeping.") }
        guard (check == nil) == (opinion == nil), (check == nil) == (name == nil) else {
            throw ValidationError("Give --check, --opinion and --name together.")
        }
        guard opinion.map({ Review.Opinion(rawValue: $0) != nil }) ?? true else {
            throw ValidationError("--opinion is passed, failed or not-applicable.")
        }
    }

    func run(in house: House, _ io: CommandIO) async throws {
        let agent = try await house.agent(for: common, io, role: .archivist)
        guard let accession else { return try await keep(house, agent, io) }
        let found = try await house.accession(named: accession)
        if let check, let opinion = opinion.flatMap(Review.Opinion.init(rawValue:)) {
            let entry = ReviewEntry(check: check, opinion: opinion, note: note)
            try await house.desk.review(found.id, [entry], name: name ?? "", by: agent)
        }
        let reviews = try await house.desk.reviews(of: found.id)
        let waiting = try await house.desk.report(found.id)?.toReview ?? []
        tell(waiting.map(\.check), reviews, of: ["number": .string(found.number)], io)
        if check == nil, waiting.contains(where: { reviews[$0.check] == nil }) { throw ExitCode(3) }
    }

    private func keep(_ house: House, _ agent: Agent, _ io: CommandIO) async throws {
        if let check, let opinion = opinion.flatMap(Review.Opinion.init(rawValue:)) {
            let entry = ReviewEntry(check: check, opinion: opinion, note: note)
            try await house.desk.reviewKeeping([entry], name: name ?? "", by: agent)
        }
        let reviews = try await house.desk.keepingReviews()
        let items = CheckItems.items(of: .keeping).filter { $0.form != nil }.map(\.key)
        tell(items, reviews, of: ["stage": "keeping"], io)
        if check == nil, items.contains(where: { reviews[$0] == nil }) { throw ExitCode(3) }
    }

    private func tell(_ checks: [String], _ reviews: [String: Review], of subject: [String: JSON], _ io: CommandIO) {
        if common.json {
            var members = subject
            members["schema"] = 1
            members["checks"] = .array(
                checks.map { check in
                    let review = reviews[check]
                    return [
                        "check": .string(check), "opinion": JSON(review?.opinion.rawValue),
                        "note": JSON(review?.note), "name": JSON(review?.name), "at": JSON(review?.at.text),
                    ]
                })
            return io.json(.object(members))
        }
        for check in checks {
            let review = reviews[check]
            let opinion = review?.opinion.words ?? Words(zh: "待填", en: "to be filled in")
            io.line([check, opinion[io.language], review?.note ?? ""].filter { !$0.isEmpty }.joined(separator: "  "))
        }
    }
}
