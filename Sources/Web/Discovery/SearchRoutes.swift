import Appraisal
import Archive
import Catalogue
import Discovery
import HTTPTypes
import Hummingbird
import NIOCore
import Sharing

// Finding: the portal's and the desk's result pages, and the same answers for programs.

extension Pages {
    var searchRoutes: [Route] {
        [
            .get("/search", .anyone) { call in
                try await result(call, .portal, Reach.public(on: rooms.clock.today))
            },
            .get("/desk/search", .duty(.search)) { call in
                try await result(call, .desk, Reach.staff(try call.agent(.search), on: rooms.clock.today))
            },
            .get("/search/export/{format}", .anyone, export),
            .get("/api/v1/find", .anyone) { call in
                let view = try await search(call, .portal, Reach.public(on: rooms.clock.today))
                return call.json(view.answer.json(publicly: true).canonical)
            },
            .get("/api/v1/suggest", .anyone) { call in
                try await suggest(call, Reach.public(on: rooms.clock.today))
            },
            .get("/desk/search/suggest", .duty(.search)) { call in
                try await suggest(call, Reach.staff(try call.agent(.search), on: rooms.clock.today))
            },
        ]
    }

    private static let perPage = 20
    private static let most = 100

    /// The result page. A year that is none is told beside its field, with everything else as it was typed.
    private func result(_ call: Call, _ side: SearchView.Side, _ reach: Reach) async throws -> Response {
        let mistakes = ["from", "to"].compactMap { name in
            call.query[name].flatMap(Self.mistake).map { FieldError(field: name, words: $0) }
        }
        guard mistakes.isEmpty else {
            let view = SearchView(
                side: side, asked: call.query["q"] ?? "", from: call.query["from"], to: call.query["to"],
                sort: call.query["sort"].flatMap(FindSort.init(typed:)) ?? .date,
                answer: FindAnswer(total: 0, hits: [], next: nil, notes: []), isFirst: true, mistakes: mistakes)
            return call.page(searchPage(call.visit, view), status: .badRequest)
        }
        return call.page(searchPage(call.visit, try await search(call, side, reach)))
    }

    private func search(_ call: Call, _ side: SearchView.Side, _ reach: Reach) async throws -> SearchView {
        let (asked, from, to, filters, typed, query, sort) = try question(call)
        let limit = call.query["limit"].flatMap { Int($0) }.map { min(max($0, 1), Self.most) } ?? Self.perPage
        let after = try call.query["after"].map { try FindCursor(text: $0) }
        let answer = try await rooms.finder.find(
            query, reach: reach, sort: sort, after: after, limit: limit, facets: true)
        let tries =
            answer.total == 0 ? try await rooms.finder.alternatives(to: typed, reach: reach, narrowed: filters) : []
        return SearchView(
            side: side, asked: asked, from: from.map { String($0) }, to: to.map { String($0) }, sort: sort,
            answer: answer, validities: try await rooms.aids.validities(of: answer.hits.map(\.unit)), filters: filters,
            tries: tries, isFirst: after == nil,
            isCompact: call.query["view"] == "compact")
    }

    private typealias Question = (
        asked: String, from: Int?, to: Int?, filters: [(field: FacetField, value: String)], typed: FindQuery,
        query: FindQuery, sort: FindSort
    )

    /// What the address asks for.
    private func question(_ call: Call) throws -> Question {
        let asked = call.query["q"] ?? ""
        let (from, to) = (try year(call, "from"), try year(call, "to"))
        var words = asked
        if from != nil || to != nil { words += " \(from.map { String($0) } ?? "")..\(to.map { String($0) } ?? "")" }
        let filters = FacetField.allCases.flatMap { field in
            call.query.all(field.rawValue).filter { !$0.isEmpty }.map { (field: field, value: $0) }
        }
        let typed = FindQuery(parsing: words)
        let query = filters.prefix(Self.mostFilters).reduce(typed) { $0.narrowed($1.field, to: $1.value) }
        let sort =
            call.query["sort"].flatMap(FindSort.init(typed:)) ?? query.sort ?? (query.hasWords ? .relevance : .date)
        return (asked, from, to, filters, typed, query, sort)
    }

    private static let exportedAtOnce = 500

    /// What the public finds as a file, page of hits by page of hits.
    private func export(_ call: Call) async throws -> Response {
        guard let format = ResultFormat(rawValue: try call.value("format")) else { throw WebProblem.notFound }
        let asked = try question(call)
        let (query, sort) = (asked.query, asked.sort)
        let (finder, room, clock) = (rooms.finder, rooms.readingRoom, rooms.clock)
        @Sendable func page(after cursor: FindCursor?, limit: Int) async throws -> FindAnswer {
            try await finder.find(
                query, reach: Reach.public(on: clock.today), sort: sort, after: cursor, limit: limit, marked: false)
        }
        // The first page before anything is sent: a question that cannot be answered gets an answer that says so.
        let first = try await page(after: nil, limit: Self.exportedAtOnce)
        let (zh, language) = (call.visit.language == .zh, call.visit.language)
        var name = zh ? "检索结果" : "results"
        if first.total > ResultFormat.most { name += zh ? "-前\(ResultFormat.most)件" : "-first-\(ResultFormat.most)" }
        let headers: HTTPFields = [
            .contentType: format.mime, .cacheControl: "no-store",
            .contentDisposition: ServedFile.disposition(name + "." + format.rawValue),
        ]
        let body = ResponseBody { writer in
            var file = format.writer(language)
            var (answer, left) = (first, ResultFormat.most)
            while true {
                left -= answer.hits.count
                try await writer.write(ByteBuffer(bytes: file.add(try await room.listed(answer.hits.map(\.publicID)))))
                guard left > 0, let next = answer.next else { break }
                answer = try await page(after: next, limit: min(left, Self.exportedAtOnce))
            }
            try await writer.write(ByteBuffer(bytes: file.end()))
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: headers, body: body)
    }

    private static let mostFilters = 20

    /// What to offer to one who is typing: nothing for fewer than two characters.
    private func suggest(_ call: Call, _ reach: Reach) async throws -> Response {
        let found = try await rooms.finder.suggestions(for: call.query["q"] ?? "", reach: reach)
        let json = JSON.object([
            "suggestions": .array(found.map { ["text": .string($0.text)] })
        ])
        return call.json(json.canonical)
    }

    private func year(_ call: Call, _ name: String) throws -> Int? {
        guard let text = call.query[name] else { return nil }
        if let mistake = Self.mistake(text) { throw WebProblem.malformed(mistake) }
        return Int(text)
    }

    /// What is wrong with a year as it was typed, if anything is.
    private static func mistake(_ text: String) -> Words? {
        if let year = Int(text), (1000...2999).contains(year) { return nil }
        return Words(zh: "“\(text)”不是年份；写四位数字，如1951。", en: "“\(text)” is no year; write four digits, such as 1951.")
    }
}
