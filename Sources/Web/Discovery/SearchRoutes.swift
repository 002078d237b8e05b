import Appraisal
import Archive
import Discovery
import HTTPTypes
import Hummingbird

// Finding: the portal's and the desk's result pages, and the same answers for programs.

extension Pages {
    var searchRoutes: [Route] {
        [
            .get("/search", .anyone) { call in
                let reach = Reach.public(on: rooms.clock.today)
                return call.page(searchPage(call.visit, try await search(call, .portal, reach)))
            },
            .get("/desk/search", .duty(.search)) { call in
                let reach = Reach.staff(try call.agent(.search), on: rooms.clock.today)
                return call.page(searchPage(call.visit, try await search(call, .desk, reach)))
            },
            .get("/api/v1/find", .anyone) { call in
                let view = try await search(call, .portal, Reach.public(on: rooms.clock.today))
                return call.json(view.answer.json(publicly: true).canonical)
            },
        ]
    }

    private static let perPage = 20
    private static let most = 100

    private func search(_ call: Call, _ side: SearchView.Side, _ reach: Reach) async throws -> SearchView {
        let asked = call.query["q"] ?? ""
        let (from, to) = (try year(call, "from"), try year(call, "to"))
        var words = asked
        if from != nil || to != nil { words += " \(from.map { String($0) } ?? "")..\(to.map { String($0) } ?? "")" }
        let query = FindQuery(parsing: words)
        let sort = call.query["sort"].flatMap(FindSort.init(typed:)) ?? query.sort ?? .date
        let limit = call.query["limit"].flatMap { Int($0) }.map { min(max($0, 1), Self.most) } ?? Self.perPage
        let after = try call.query["after"].map { try FindCursor(text: $0) }
        let answer = try await rooms.finder.find(query, reach: reach, sort: sort, after: after, limit: limit)
        return SearchView(
            side: side, asked: asked, from: from.map { String($0) }, to: to.map { String($0) }, sort: sort,
            answer: answer, isFirst: after == nil)
    }

    private func year(_ call: Call, _ name: String) throws -> Int? {
        guard let text = call.query[name] else { return nil }
        guard let year = Int(text), (1000...2999).contains(year) else {
            throw WebProblem.malformed(
                Words(zh: "“\(text)”不是年份；写四位数字，如1951。", en: "“\(text)” is no year; write four digits, such as 1951."))
        }
        return year
    }
}
