import Archive
import Bytes

/// What the tail file says: event lines, and after each commit a mark `{"committed":57}` that the database then held so
/// many events. The mark is not synced by itself: it goes to disk with the next group at the latest. So only the last
/// group may lack one, and events before a mark were answered.
struct TailReading: Sendable {
    struct Line: Sendable {
        let index: EventIndex
        let event: Event
        let bytes: [UInt8]
        let offset: Int64
        /// Counted from 1, for messages.
        let number: Int
    }

    /// Events with consecutive indices.
    private(set) var lines: [Line] = []
    /// The index after the last event; `nil` in an empty tail.
    private(set) var end: EventIndex?
    /// Where the last line that could be read ends, in bytes.
    private(set) var readTo: Int64 = 0
    /// The first line that is neither an event in its place nor a mark, or is not whole.
    private(set) var badLine: Int?
    /// The largest number of committed events that any mark tells, those after a bad line included.
    private(set) var committed: Int64 = 0
    /// Whether a mark is the last thing.
    private(set) var isMarked = false

    init(_ bytes: [UInt8]) {
        var start = 0
        var number = 1
        while start < bytes.count {
            let lineBreak = bytes[start...].firstIndex(of: UInt8(ascii: "\n"))
            let line = bytes[start..<(lineBreak ?? bytes.count)]
            if badLine == nil, lineBreak == nil || !take(line, at: start, number) { badLine = number }
            if badLine != nil, let size = TailReading.mark(line) { committed = max(committed, size) }
            start = (lineBreak ?? bytes.count) + 1
            if badLine == nil { readTo = Int64(start) }
            number += 1
        }
    }

    private mutating func take(_ line: ArraySlice<UInt8>, at offset: Int, _ number: Int) -> Bool {
        if let size = TailReading.mark(line) {
            guard end == nil || end == size else { return false }
            (end, committed, isMarked) = (size, size, true)
            return true
        }
        guard let (index, event) = EventLine.read(line), end == nil || end == index else { return false }
        lines.append(Line(index: index, event: event, bytes: Array(line), offset: Int64(offset), number: number))
        (end, isMarked) = (index + 1, false)
        return true
    }

    /// The mark that `size` events are committed, with its line break.
    static func mark(_ size: Int64) -> [UInt8] { Array("{\"committed\":\(size)}\n".utf8) }

    private static func mark(_ line: ArraySlice<UInt8>) -> Int64? {
        guard line.count < 40, let size = (try? JSON(parsing: line))?["committed"]?.int,
            mark(size).dropLast().elementsEqual(line)
        else { return nil }
        return size
    }

    /// The events from `first` to before `end` as a tail would hold them.
    static func contents(_ lines: some Sequence<[UInt8]>, end: EventIndex) -> [UInt8] {
        lines.reduce(into: []) { $0 += $1 + [UInt8(ascii: "\n")] } + mark(end)
    }
}
