/// Where the text of a page stands on it: pieces of its lines in reading order, each with its box.
///
/// The page is `across` wide, whatever its size; boxes begin at its upper left corner.
package struct PagePlaces: Hashable, Sendable {
    package static let across = 10_000

    /// What is read in one go: a line, or the part of one that a wide gap ends.
    package struct Run: Hashable, Sendable {
        package var text: String
        package var x: Int
        package var y: Int
        package var width: Int
        package var height: Int
        /// From above (竖排).
        package var isVertical: Bool
        /// Another line begins after it.
        package var endsLine: Bool
    }

    /// The page's height where it is `across` wide.
    package let height: Int
    package let runs: [Run]

    package init(height: Int, runs: [Run]) { (self.height, self.runs) = (height, runs) }

    /// A page without text, or of which nothing is known.
    package static let nothing = PagePlaces(height: across, runs: [])

    /// Pieces, and bytes of one piece: more no page has that somebody reads.
    static let mostRuns = 5_000
    static let mostBytes = 4_096
    /// The longest page, a scroll, and how far outside of it text may stand.
    static let longest = 100 * across
}

// As it goes over the channel, and as it is kept beside the copies of the page.
extension PagePlaces {
    private static let version: UInt8 = 1

    package var bytes: [UInt8] {
        var writer = WireWriter()
        writer.put(Self.version)
        writer.put(Int64(height))
        writer.put(Int64(runs.count))
        for run in runs {
            writer.put(run.text)
            for number in [run.x, run.y, run.width, run.height] { writer.put(Int64(number)) }
            writer.put(UInt8((run.isVertical ? 1 : 0) + (run.endsLine ? 2 : 0)))
        }
        return writer.bytes
    }

    /// `nil` for anything that `bytes` does not write.
    package init?(bytes: [UInt8]) {
        var reader = WireReader(bytes)
        do {
            guard try reader.byte() == Self.version else { return nil }
            height = Int(try reader.number(1...Int64(Self.longest)))
            let count = try reader.count(atMost: Self.mostRuns)
            var runs: [Run] = []
            for _ in 0..<count {
                let text = try reader.string(atMost: Self.mostBytes)
                let box = try (0..<4).map { _ in
                    Int(try reader.number(Int64(-Self.longest)...Int64(Self.longest)))
                }
                let marks = try reader.byte()
                guard marks < 4, box[2] > 0, box[3] > 0 else { return nil }
                runs.append(
                    Run(
                        text: text, x: box[0], y: box[1], width: box[2], height: box[3], isVertical: marks & 1 == 1,
                        endsLine: marks & 2 == 2))
            }
            guard reader.isAtEnd else { return nil }
            self.runs = runs
        } catch {
            return nil
        }
    }
}
