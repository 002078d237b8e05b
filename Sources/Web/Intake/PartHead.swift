import Archive
import Intake

/// The head of one part of a form: the field's name, and the file's if it is one.
struct PartHead: Hashable, Sendable {
    let name: String
    /// The name the sender's machine gives the file, without folders; `nil` for an ordinary field.
    let fileName: FileName?
    let contentType: String?

    /// Reads the header lines between a boundary and the empty line.
    init(_ bytes: some Collection<UInt8>) throws(WebProblem) {
        var name: String?
        var fileName: FileName?
        var type: String?
        for line in PartHead.lines(Array(bytes)) {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { throw Multipart.bad }
            let key = String(decoding: line[..<colon], as: UTF8.self).trimmed.lowercased()
            let value = Array(line[(colon + 1)...])
            switch key {
            case "content-disposition":
                let values = PartHead.parameters(value)
                name = values["name"].map { String(decoding: PartHead.unescaped($0), as: UTF8.self) }
                // The extended form says its encoding; where both are there, it is the better one (RFC 6266).
                fileName = values["filename*"].flatMap(PartHead.extended) ?? values["filename"].map(PartHead.plain)
            case "content-type": type = String(decoding: value, as: UTF8.self).trimmed
            default: break
            }
        }
        guard let name else { throw Multipart.bad }
        self.name = name
        self.fileName = fileName
        contentType = type
    }

    private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        bytes.split(separator: 10).map { line in line.last == 13 ? line.dropLast() : line }.filter { !$0.isEmpty }
    }

    /// `form-data; name="a"; filename="b"` as raw values. A backslash escapes only a quote or itself: in names from
    /// Windows it is a backslash.
    private static func parameters(_ value: [UInt8]) -> [String: [UInt8]] {
        var found: [String: [UInt8]] = [:]
        var place = value.firstIndex(of: UInt8(ascii: ";")).map { $0 + 1 } ?? value.count
        // In GBK a backslash or a quote may be the second half of a character.
        let isGBK = String(validating: value, as: UTF8.self) == nil
        while place < value.count {
            guard let equals = value[place...].firstIndex(of: UInt8(ascii: "=")) else { break }
            let key = String(decoding: value[place..<equals], as: UTF8.self)
                .trimmed.lowercased()
            place = equals + 1
            while place < value.count, value[place] == 32 { place += 1 }
            var text: [UInt8] = []
            if place < value.count, value[place] == UInt8(ascii: "\"") {
                place += 1
                while place < value.count, value[place] != UInt8(ascii: "\"") {
                    if isGBK, value[place] > 0x80, place + 1 < value.count {
                        text.append(value[place])
                        place += 1
                    } else if value[place] == UInt8(ascii: "\\"), place + 1 < value.count,
                        value[place + 1] == UInt8(ascii: "\"") || value[place + 1] == UInt8(ascii: "\\")
                    {
                        place += 1
                    }
                    text.append(value[place])
                    place += 1
                }
                place =
                    value[min(place, value.count)...].firstIndex(of: UInt8(ascii: ";")).map { $0 + 1 } ?? value.count
            } else {
                let end = value[place...].firstIndex(of: UInt8(ascii: ";")) ?? value.count
                text = Array(String(decoding: value[place..<end], as: UTF8.self).trimmed.utf8)
                place = min(end + 1, value.count)
            }
            if found[key] == nil { found[key] = text }
        }
        return found
    }

    /// What browsers percent-encode in names, and only that: a quote and line ends (WHATWG).
    private static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        var place = 0
        while place < bytes.count {
            let rest = bytes[place...].prefix(3)
            switch rest {
            case [UInt8(ascii: "%"), UInt8(ascii: "2"), UInt8(ascii: "2")]: out.append(UInt8(ascii: "\""))
            case [UInt8(ascii: "%"), UInt8(ascii: "0"), UInt8(ascii: "D")]: out.append(13)
            case [UInt8(ascii: "%"), UInt8(ascii: "0"), UInt8(ascii: "A")]: out.append(10)
            default:
                out.append(bytes[place])
                place += 1
                continue
            }
            place += 3
        }
        return out
    }

    /// `filename="…"`: UTF-8, or GBK from old programs.
    private static func plain(_ bytes: [UInt8]) -> FileName {
        let raw = FileName(bytes: unescaped(bytes))
        return last(of: ChineseText.name(raw) ?? raw)
    }

    /// `filename*=UTF-8''%E7…`; `nil` if it says an encoding we do not know.
    private static func extended(_ bytes: [UInt8]) -> FileName? {
        let parts = bytes.split(separator: UInt8(ascii: "'"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        let raw = FileName(bytes: parts[2].percentDecoded(plus: false))
        switch String(decoding: parts[0], as: UTF8.self).uppercased() {
        case "UTF-8", "GBK", "GB2312", "GB18030": return last(of: ChineseText.name(raw) ?? raw)
        default: return nil
        }
    }

    /// Without the folders some browsers send along.
    private static func last(of name: FileName) -> FileName {
        let part = name.bytes.split(omittingEmptySubsequences: true) {
            $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\")
        }.last
        return FileName(bytes: part.map(Array.init) ?? [])
    }
}
