package import Appraisal
import Archive
import Synchronization

/// Where records are found (检索): one question, one reach, one page of hits with an exact count.
///
/// What the public may find is answered from an index that holds nothing else; everything else from the staff's.
package final class Finder: Sendable {
    package let staff: SearchIndex
    package let `public`: SearchIndex
    /// Answers that many pages ask for, of the state last asked about.
    let answers = Mutex<KeptAnswers?>(nil)

    package init(staff: SearchIndex, public: SearchIndex) {
        self.staff = staff
        self.public = `public`
    }

    package static let longestPage = 1000

    /// The index that answers for a reach.
    package func index(for reach: Reach) -> SearchIndex { reach.publishedLevel == nil ? staff : self.public }

    /// The records within `reach` that answer `query`, from the first or from where a page ended.
    ///
    /// - Parameters:
    ///   - sort: The order; `nil`: the one asked for in the query, or by relevance where words are
    ///     looked for, else by date, latest first.
    ///   - facets: Whether all hits are counted by what they have, too.
    ///   - marked: Whether what was searched for is marked, which needs the texts; without it there are no snippets.
    ///   - limit: How many hits, at most `longestPage`; with 0 only the count is given.
    /// - Throws: `DiscoveryProblem.unavailable` if what holds now about access cannot be read: no hits rather than wrong ones.
    package func find(
        _ query: FindQuery, reach: Reach, sort: FindSort? = nil, after cursor: FindCursor? = nil, limit: Int = 20,
        facets: Bool = false, marked: Bool = true
    ) async throws(DiscoveryProblem) -> FindAnswer {
        let sort = sort ?? query.sort ?? (query.hasWords ? .relevance : .date)
        if let cursor, cursor.sort != sort { throw .badCursor }
        let limit = min(max(limit, 0), Finder.longestPage)
        let index = index(for: reach)
        do {
            let page = try await page(query, reach, sort, cursor, limit, facets, in: index)
            let hits = try await shown(page.entries, marked ? query.phrases : [], in: index)
            let next = page.hasMore ? page.entries.last.map { $0.cursor(sort, page.weights) } : nil
            return FindAnswer(total: page.total, hits: hits, next: next, notes: query.notes, facets: page.facets)
        } catch let problem as DiscoveryProblem {
            throw problem
        } catch {
            throw .unavailable(detail: "index")
        }
    }

    private struct Page: Sendable {
        let total: Int
        let entries: [Search.Entry]
        let hasMore: Bool
        let weights: Weights?
        let facets: [Facet]
    }

    private func page(
        _ query: FindQuery, _ reach: Reach, _ sort: FindSort, _ cursor: FindCursor?, _ limit: Int,
        _ facets: Bool, in index: SearchIndex
    ) async throws -> Page {
        let file = try await index.catchUp()
        return try file.read { db, shelf in
            let admitted = file.admittance.admitted(shelf.facts, by: reach)
            let search = Search(
                db: db, shelf: shelf, reach: reach, admitted: admitted, frequencies: file.frequencies,
                lists: file.lists)
            let found = try search.found(
                query, isRanked: sort == .relevance && limit > 0, weights: cursor?.weights, counts: facets)
            let (entries, hasMore) = try search.page(found, sort, after: cursor, limit: limit)
            return Page(
                total: found.hits.total, entries: entries, hasMore: hasMore, weights: found.weights,
                facets: try search.titled(found.facets))
        }
    }

    /// Marks what was found. The texts are asked for anew, so one that may not be shown any more is not.
    private func shown(_ entries: [Search.Entry], _ phrases: [Phrase], in index: SearchIndex) async throws -> [Hit] {
        let highlighter = Highlighter(phrases: phrases)
        var texts: [UnitID: IndexedUnit] = [:]
        if !highlighter.phrases.isEmpty, !entries.isEmpty {
            for unit in try await index.source.load(entries.map(\.unit)) { texts[unit.unit] = unit }
        }
        return entries.map { entry in
            let text = texts[entry.unit]
            return Hit(
                unit: entry.unit, publicID: entry.publicID, code: entry.code, title: entry.title,
                markedTitle: highlighter.marked(entry.title), date: entry.date, level: entry.level,
                fondsCode: entry.facts.fondsCode, category: entry.facts.category, status: entry.facts.status,
                snippet: highlighter.snippet(
                    of: (text?.text ?? []) + (text?.meta ?? []) + (text?.authors ?? []) + (text?.numbers ?? [])))
        }
    }
}

extension Search.Entry {
    fileprivate func cursor(_ sort: FindSort, _ weights: Weights?) -> FindCursor {
        FindCursor(sort: sort, key: score ?? day, codeKey: codeKey, publicID: publicID, weights: weights)
    }
}
