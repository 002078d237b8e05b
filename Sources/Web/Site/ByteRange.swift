/// What part of a file a request asks for (RFC 9110, `Range`). One range is served; several are answered with the whole.
enum ByteRange: Hashable, Sendable {
    case whole
    case part(Range<Int64>)
    case unsatisfiable

    init(_ header: String?, of total: Int64) {
        self = .whole
        guard let header, header.hasPrefix("bytes=") else { return }
        let text = header.dropFirst(6)
        // Several ranges, or anything that is not a range: the header is ignored, as the standard allows.
        guard !text.contains(","), let dash = text.firstIndex(of: "-") else { return }
        let (before, after) = (text[..<dash].trimmed, text[text.index(after: dash)...].trimmed)
        switch (before.isEmpty, after.isEmpty) {
        case (true, true): return
        case (true, false):
            guard let last = ByteRange.number(after) else { return }
            self = last > 0 && total > 0 ? .part(max(0, total - last)..<total) : .unsatisfiable
        case (false, _):
            guard let first = ByteRange.number(before) else { return }
            var end = total
            if !after.isEmpty {
                guard let last = ByteRange.number(after), last >= first else { return }
                end = last < total ? last + 1 : total
            }
            self = first < total ? .part(first..<end) : .unsatisfiable
        }
    }

    /// Digits only; more than 18 of them stand for a very large number.
    private static func number(_ text: String) -> Int64? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return text.utf8.count > 18 ? Int64.max / 2 : Int64(text)
    }
}

/// Whether what a browser holds is still good (RFC 9110, `If-None-Match`).
enum EntityTag {
    /// `"…"`, with quotes, as in the header.
    static func quoted(_ tag: String) -> String { "\"\(tag)\"" }

    static func matches(_ header: String?, _ tag: String) -> Bool {
        guard let header else { return false }
        return header.split(separator: ",").contains { each in
            let each = each.trimmed
            return each == "*" || each == tag || each == "W/" + tag
        }
    }
}
