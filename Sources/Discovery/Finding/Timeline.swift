package import Appraisal
import Archive
import Synchronization

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

/// A timeline with what it is good for: one reach at one state of the index.
struct KeptTimeline: Sendable {
    struct Key: Hashable, Sendable {
        let path: String
        let bookmark: Int64?
        let entries: Int
        let epoch: Int64
        let reach: String
    }

    let key: Key
    let timeline: Timeline
}

extension Finder {
    /// How many records within `reach` there are of which years. One pass over the columns and one a bar; it is kept until the
    /// index or the reach is another.
    package func timeline(reach: Reach) async throws(DiscoveryProblem) -> Timeline {
        let index = index(for: reach)
        do {
            let file = try await index.catchUp()
            return try file.read { db, shelf in
                let key = KeptTimeline.Key(
                    path: file.path, bookmark: try db.number(.bookmark), entries: shelf.count, epoch: shelf.epoch,
                    reach: reach.fingerprint)
                if let kept = timelines.withLock({ $0 }), kept.key == key { return kept.timeline }
                let search = Search(
                    db: db, shelf: shelf, reach: reach, admitted: file.admittance.admitted(shelf.facts, by: reach),
                    frequencies: file.frequencies, lists: file.lists)
                let timeline = try search.timeline()
                timelines.withLock { $0 = KeptTimeline(key: key, timeline: timeline) }
                return timeline
            }
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
