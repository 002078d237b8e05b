import Archive
import Bytes

/// The character encoding of a bag's tag files, by the name `bagit.txt` gives it.
struct TagEncoding: Hashable, Sendable {
    let name: String

    static let utf8 = TagEncoding(name: "UTF-8")

    /// Encodings whose lines can be told apart before they are decoded, as all but UTF-16 and UTF-32 can.
    var isByteWise: Bool { !name.hasPrefix("UTF-16") && !name.hasPrefix("UTF-32") }

    private init(name: String) { self.name = name }

    /// `nil` if this system does not read it.
    init?(declared: String) {
        let plain = declared.uppercased()
        guard !plain.isEmpty, plain.utf8.count <= 40,
            plain.utf8.allSatisfy({ (48...57).contains($0) || (65...90).contains($0) || [45, 46, 58, 95].contains($0) })
        else { return nil }
        self.init(name: plain == "UTF8" ? "UTF-8" : plain)
        guard ChineseText.decode([], as: name) != nil else { return nil }
    }

    /// The text of `bytes`; if they are not of this encoding, what they most likely say.
    func decode(_ bytes: [UInt8]) -> (text: String, isAsDeclared: Bool)? {
        if let text = ChineseText.decode(bytes, as: name) { return (text, true) }
        return ChineseText.decode(bytes).map { ($0, false) }
    }
}

/// Reads a tag file line by line, under limits, whatever ends its lines.
enum TagFile {
    /// Larger files in an encoding of two bytes a character are not read.
    private static let whole: Int64 = 16 << 20
    /// A digest and a path; more is no line of a manifest.
    private static let longest = 16 << 10

    enum Fault: Error {
        case encoding, tooLarge
        case tooLong(line: Int)
    }

    /// Gives each line that is not empty, without its end.
    /// - Throws: `Fault`
    static func lines(
        _ path: String, _ encoding: TagEncoding,
        body: (_ line: Int, _ text: String, _ isAsDeclared: Bool) throws -> Void
    ) throws {
        let file = try OpenFile.reading(path)
        guard encoding.isByteWise else { return try wholeLines(file, encoding, body: body) }
        var pending: [UInt8] = []
        var number = 1
        var isAfterReturn = false
        func give() throws {
            defer { pending.removeAll(keepingCapacity: true) }
            var bytes = pending
            if number == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
            guard !bytes.isEmpty else { return }
            guard let (text, isAsDeclared) = encoding.decode(bytes) else { throw Fault.encoding }
            // A mark of the byte order alone says nothing.
            guard !text.isEmpty else { return }
            try body(number, text, isAsDeclared)
        }
        var offset: Int64 = 0
        while true {
            let piece = try file.read(upTo: 65_536, at: offset)
            if piece.isEmpty { break }
            offset += Int64(piece.count)
            for byte in piece {
                if byte == 10, isAfterReturn {
                    isAfterReturn = false
                    continue
                }
                isAfterReturn = byte == 13
                if byte == 10 || byte == 13 {
                    try give()
                    number += 1
                } else {
                    pending.append(byte)
                    if pending.count > longest { throw Fault.tooLong(line: number) }
                }
            }
        }
        try give()
    }

    private static func wholeLines(
        _ file: OpenFile, _ encoding: TagEncoding, body: (Int, String, Bool) throws -> Void
    ) throws {
        let size = try file.size()
        guard size <= whole else { throw Fault.tooLarge }
        guard let (text, isAsDeclared) = encoding.decode(try file.read(upTo: Int(size), at: 0)) else {
            throw Fault.encoding
        }
        let plain = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        for (place, line) in plain.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
        where !line.isEmpty {
            try body(place + 1, String(line), isAsDeclared)
        }
    }
}

/// `bag-info.txt`: labels and values in their order, labels as often as they come.
struct BagInfo: Sendable {
    struct Field: Sendable {
        let label: String
        let value: String
        let line: Int
    }

    private(set) var fields: [Field] = []
    /// Lines that are neither `Label: value` nor the rest of one.
    private(set) var strayLines: [Int] = []
    private(set) var isAsDeclared = true

    /// The first field of this label, whatever its capitals.
    subscript(label: String) -> Field? { fields.first { $0.label.lowercased() == label.lowercased() } }

    private static let largest: Int64 = 1 << 20

    static func read(_ n: Int64, in package: UnpackedPackage, encoding: TagEncoding) throws -> Described<BagInfo> {
        let size = package.listing.bytes(n)
        guard size <= largest else { return .unreadable(file: n, .tooLarge(size)) }
        var info = BagInfo()
        do {
            try TagFile.lines(package.path(n), encoding) { line, text, isAsDeclared in
                if !isAsDeclared { info.isAsDeclared = false }
                info.take(text, line)
            }
        } catch is TagFile.Fault {
            return .unreadable(file: n, .encoding)
        }
        return .read(file: n, info)
    }

    private mutating func take(_ text: String, _ line: Int) {
        if text.first?.isWhitespace == true, let last = fields.popLast() {
            let more = NumberText.trimmed(text)
            fields.append(
                Field(label: last.label, value: last.value + (more.isEmpty ? "" : " " + more), line: last.line))
        } else if let colon = text.firstIndex(of: ":"), colon != text.startIndex {
            let label = NumberText.trimmed(String(text[..<colon]))
            let value = NumberText.trimmed(String(text[text.index(after: colon)...]))
            fields.append(Field(label: label, value: value, line: line))
        } else if !NumberText.trimmed(text).isEmpty {
            strayLines.append(line)
        }
    }
}
