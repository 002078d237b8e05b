import Archive
import Glibc

/// Finds the place that a finding means in a text, and the lines around it.
struct ShownText {
    private let bytes: [UInt8]

    /// Lines before and after.
    private static let around = 6
    /// Characters of a line, and of what is marked, that a page can hold; beside what is marked fewer.
    private static let widest = 240
    private static let beside = 90

    init(_ text: String) { bytes = Array(text.utf8) }

    func around(_ finding: Finding) -> [ShownLine] {
        let meant = place(of: finding)
        let target = meant.map { lineNumber(at: $0.lowerBound) }
        let first = max(1, (target ?? 1) - ShownText.around)
        let last = (target ?? ShownText.around * 2) + ShownText.around
        var shown: [ShownLine] = []
        var (number, start) = (1, 0)
        while start <= bytes.count, number <= last {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            if number >= first, start < bytes.count {
                shown.append(line(number, start..<end, number == target ? meant : nil))
            }
            (number, start) = (number + 1, end + 1)
        }
        return shown
    }

    // MARK: The place

    /// What is to be marked: the element where its name stands, else the whole line, else the record's code.
    private func place(of finding: Finding) -> Range<Int>? {
        let name = finding.element.map { String($0.split(separator: "/").last ?? "") } ?? ""
        if let line = finding.line {
            guard let start = start(ofLine: line) else { return nil }
            let own = start..<end(ofLineAt: start)
            // A line that holds many records says nothing of which one is meant: its code does.
            if own.count > 2000, let code = finding.record, let place = find(code, in: own) { return place }
            if let element = element(name, in: start..<end(ofNodeIn: own)) { return element }
            return own
        }
        if let element = element(name, in: bytes.indices) { return element }
        if !name.isEmpty, let key = key(name) { return key }
        return finding.record.flatMap { find($0, in: bytes.indices) }
    }

    /// `<题名>…</题名>`, with or without a prefix or attributes, as far as it stands on one line.
    private func element(_ name: String, in range: Range<Int>) -> Range<Int>? {
        guard !name.isEmpty else { return nil }
        var from = range.lowerBound
        while let found = find(name, in: from..<range.upperBound) {
            from = found.upperBound
            guard found.upperBound < bytes.count, " \t\r\n>/".utf8.contains(bytes[found.upperBound]) else { continue }
            // Back over a prefix, `da:题名`.
            var start = found.lowerBound
            while start > 0, bytes[start - 1] != UInt8(ascii: "<"), found.lowerBound - start < 64,
                !" \t\r\n>/".utf8.contains(bytes[start - 1])
            {
                start -= 1
            }
            guard start > 0, bytes[start - 1] == UInt8(ascii: "<") else { continue }
            let end = end(ofLineAt: start)
            let qualified = String(decoding: bytes[start..<found.upperBound], as: UTF8.self)
            let close = find("</\(qualified)>", in: found.upperBound..<end)
            return (start - 1)..<(close?.upperBound ?? end)
        }
        return nil
    }

    /// The line of `键：值`.
    private func key(_ name: String) -> Range<Int>? {
        for colon in ["：", ":"] {
            guard let found = find(name + colon, in: bytes.indices) else { continue }
            return found.lowerBound..<end(ofLineAt: found.lowerBound)
        }
        return nil
    }

    /// Where the element that begins on `line` ends; the line's own end if none does, or it ends there.
    private func end(ofNodeIn line: Range<Int>) -> Int {
        guard let open = bytes[line].firstIndex(of: UInt8(ascii: "<")) else { return line.upperBound }
        let rest = bytes[(open + 1)...]
        let end = rest.firstIndex { " \t\r\n>/".utf8.contains($0) } ?? rest.endIndex
        guard end > open + 1 else { return line.upperBound }
        let close = find("</" + String(decoding: bytes[(open + 1)..<end], as: UTF8.self), in: end..<bytes.count)
        return max(line.upperBound, close?.lowerBound ?? 0)
    }

    private func find(_ text: String, in range: Range<Int>) -> Range<Int>? {
        let wanted = Array(text.utf8)
        guard let first = wanted.first else { return nil }
        return bytes.withUnsafeBytes { all in
            let end = range.upperBound - wanted.count + 1
            var from = range.lowerBound
            while from < end, let found = memchr(all.baseAddress! + from, Int32(first), end - from) {
                from = UnsafeRawPointer(found) - all.baseAddress!
                if memcmp(all.baseAddress! + from, wanted, wanted.count) == 0 { return from..<(from + wanted.count) }
                from += 1
            }
            return nil
        }
    }

    private func start(ofLine number: Int) -> Int? {
        var (line, start) = (1, 0)
        while line < number {
            guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            (line, start) = (line + 1, end + 1)
        }
        return start < bytes.count ? start : nil
    }

    private func end(ofLineAt place: Int) -> Int { bytes[place...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count }
    private func lineNumber(at place: Int) -> Int { 1 + bytes[..<place].count { $0 == UInt8(ascii: "\n") } }

    // MARK: The line

    private func line(_ number: Int, _ own: Range<Int>, _ meant: Range<Int>?) -> ShownLine {
        guard let meant else {
            return ShownLine(number: number, before: cut(own, to: ShownText.widest), marked: "", after: "")
        }
        return ShownLine(
            number: number, before: cut(own.lowerBound..<meant.lowerBound, toLast: ShownText.beside),
            marked: cut(meant, to: ShownText.widest),
            after: cut(meant.upperBound..<own.upperBound, to: ShownText.beside))
    }

    // By scalars: one character of a hostile text may be as long as the text.
    private func cut(_ range: Range<Int>, to count: Int) -> String {
        let text = String(decoding: bytes[range].prefix(count * 4), as: UTF8.self).unicodeScalars
        let isCut = range.count > count * 4 || text.count > count
        return ShownText.visible(text.prefix(count)) + (isCut ? "…" : "")
    }

    private func cut(_ range: Range<Int>, toLast count: Int) -> String {
        let text = String(decoding: bytes[range].suffix(count * 4), as: UTF8.self).unicodeScalars
        let isCut = range.count > count * 4 || text.count > count
        return (isCut ? "…" : "") + ShownText.visible(text.suffix(count))
    }

    /// Characters that cannot be seen, or turn the text around them, by their number.
    static func visible(_ scalars: some Sequence<UnicodeScalar>) -> String {
        var text = String.UnicodeScalarView()
        for scalar in scalars {
            switch scalar.properties.generalCategory {
            case .control where scalar == "\t": text.append(" ")
            case .control where scalar == "\r": break
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
                text.append(contentsOf: "[U+\(String(scalar.value, radix: 16, uppercase: true))]".unicodeScalars)
            default: text.append(scalar)
            }
        }
        return String(text)
    }
}
