package import Appraisal
import Archive

/// How many records there are of which years, in bars of one length.
package struct Timeline: Hashable, Sendable {
    package struct Bar: Hashable, Sendable {
        /// First and last year, both included.
        package let from: Int
        package let to: Int
        /// As many as a search of these years finds.
        package let count: Int
    }

    /// Every bar from the first to the last, those with nothing too; empty if no record has a year.
    package let bars: [Bar]
    /// The first and the last year there is a record of.
    package let years: ClosedRange<Int>?

    /// More bars than these nobody tells apart.
    static let most = 24
    static let lengths = [1, 2, 5, 10, 20, 50, 100, 500]

    package init(bars: [Bar], years: ClosedRange<Int>?) { (self.bars, self.years) = (bars, years) }

    /// Where bars begin, and how long they are, for these years: years while they are few, then decades and longer.
    static func starts(_ years: ClosedRange<Int>) -> (starts: [Int], length: Int) {
        let length =
            lengths.first { years.upperBound / $0 - years.lowerBound / $0 < most } ?? lengths[lengths.count - 1]
        let first = years.lowerBound / length * length
        return (Array(stride(from: first, through: years.upperBound, by: length)), length)
    }
}

extension Finder {
    /// How many records within `reach` there are of which years. One pass over the columns and one a bar, once for each state
    /// of the index.
    package func timeline(reach: Reach) async throws(DiscoveryProblem) -> Timeline {
        let (file, state) = try await state(for: reach)
        if let kept = kept(for: state).timeline { return kept }
        do {
            let timeline = try file.read { db, shelf in
                try Search(
                    db: db, shelf: shelf, reach: reach, admitted: file.admittance.admitted(shelf.facts, by: reach),
                    frequencies: file.frequencies, lists: file.lists
                ).timeline()
            }
            keep(for: state) { $0.timeline = timeline }
            return timeline
        } catch let problem as DiscoveryProblem {
            throw problem
        } catch {
            throw .unavailable(detail: "index")
        }
    }
}

extension Search {
    fileprivate func timeline() throws -> Timeline {
        let years = try found(.everything, isRanked: false, counts: true).years
        guard let first = years.first.flatMap({ Int($0.text) }), let last = years.last.flatMap({ Int($0.text) }) else {
            return Timeline(bars: [], years: nil)
        }
        let (starts, length) = Timeline.starts(first...last)
        let bars = try starts.map { from in
            // Of several years a record is counted once in each bar, so the years of a bar cannot be added up.
            var query = FindQuery()
            query.years = Years(from: from, to: from + length - 1)
            return Timeline.Bar(from: from, to: from + length - 1, count: try hits(query).total)
        }
        return Timeline(bars: bars, years: first...last)
    }
}
