import Appraisal
import Archive
import ArgumentParser
import Discovery
import Web

extension FindSort: ExpressibleByArgument {}

/// `lantai find`: search, as the public may or as staff may.
struct FindCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "find",
        abstract: "Search what is published; with --staff, all that the account may see.",
        discussion: """
            Words are joined by AND; -left-out; "a phrase"; words in a field as 题名:… 责任者:… 文号:… 正文:… (title: author:
            number: text:), values as 全宗:… 门类:… 保管期限:… (fonds: category: retention:); a reference code (档号) or its
            beginning; years as 1990..1995. Put -- before the first word if it begins with a minus.
            Exit status: 0 looked (also when nothing was found) · 1 could not.
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "What to look for; everything when left out.") var words: [String] = []
    @Flag(help: "Search as staff, unpublished records too.") var staff = false
    @Option(help: "relevance (if words are looked for), date (latest first), date-ascending or code.") var sort:
        FindSort?
    @Flag(help: "Count all hits by fonds, year, category, author and retention too.") var facets = false
    @Option(help: "How many hits, at most 1,000.") var limit = 20
    @Option(help: "Go on after this place (next of the last answer).") var after: String?

    var searches: Bool { true }

    func validate() throws {
        guard (1...1000).contains(limit) else { throw ValidationError("--limit: a number from 1 to 1000.") }
    }

    func run(in house: House, _ io: CommandIO) async throws {
        guard staff || house.home.isProven else { throw WebProblem.notProven }
        let today = house.clock.today
        let reach =
            staff
            ? Reach.staff(try await house.agent(for: common, io, role: .archivist, or: [.reviewer]), on: today)
            : Reach.public(on: today)
        let answer = try await house.finder.find(
            FindQuery(parsing: words.joined(separator: " ")), reach: reach, sort: sort,
            after: try after.map { try FindCursor(text: $0) }, limit: limit, facets: facets)
        if common.json {
            io.json(answer.json(publicly: !staff))
            return
        }
        io.say(Words(zh: "共 \(answer.total) 件", en: "\(answer.total) found"))
        for hit in answer.hits {
            io.line("\(hit.code)  \(hit.date)  \(hit.title)")
            if !hit.snippet.isEmpty {
                io.line("    " + hit.snippet.map { $0.isMarked ? "【\($0.text)】" : $0.text }.joined())
            }
        }
        for facet in answer.facets where !facet.values.isEmpty {
            io.say(facet.field.words)
            for value in facet.values {
                io.line("    \(value.count)  \(value.text)" + (value.title.map { " " + $0 } ?? ""))
            }
        }
        if let next = answer.next { io.line("--after \(next.text)") }
    }
}
