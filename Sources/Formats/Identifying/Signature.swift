/// One format and the bytes that tell it: a row of `Signature.table`.
struct Signature: Sendable {
    /// Where a run of bytes stands.
    enum Place: Sendable {
        case at(Int)
        /// Begins at one of the first so many bytes.
        case within(Int)
    }

    /// A run of bytes: written as letters where it is letters.
    struct Mark: Sendable, ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
        let bytes: [UInt8]
        init(stringLiteral text: String) { bytes = Array(text.utf8) }
        init(arrayLiteral elements: UInt8...) { bytes = elements }
    }

    let puid: String?
    let name: String
    let mime: String
    let version: String?
    let kind: FormatKind
    let extensions: [String]
    let marks: [(place: Place, bytes: [UInt8])]

    init(
        _ puid: String?, _ name: String, _ mime: String, _ version: String? = nil, _ kind: FormatKind,
        _ extensions: String, _ marks: (Place, Mark)...
    ) {
        self.puid = puid
        self.name = name
        self.mime = mime
        self.version = version
        self.kind = kind
        self.extensions = extensions.split(separator: " ").map(String.init)
        self.marks = marks.map { (place: $0.0, bytes: $0.1.bytes) }
    }

    func matches(_ head: [UInt8]) -> Bool {
        marks.allSatisfy { mark in
            switch mark.place {
            case .at(let offset): head.has(mark.bytes, at: offset)
            case .within(let reach):
                (0..<min(reach, head.count)).contains { head[$0] == mark.bytes[0] && head.has(mark.bytes, at: $0) }
            }
        }
    }

    func identification(_ basis: Identification.Basis) -> Identification {
        Identification(
            puid: puid, name: name, mime: mime, version: version, basis: basis, kind: kind, extensions: extensions)
    }
}

extension [UInt8] {
    func has(_ run: [UInt8], at offset: Int) -> Bool {
        offset >= 0 && count >= offset + run.count && (0..<run.count).allSatisfy { self[offset + $0] == run[$0] }
    }

    /// A number of two or four bytes, little end first; `nil` beyond the end.
    func little16(_ offset: Int) -> Int? {
        guard offset >= 0, offset <= count - 2 else { return nil }
        return Int(self[offset]) | Int(self[offset + 1]) << 8
    }

    func little32(_ offset: Int) -> Int? {
        guard let low = little16(offset), let high = little16(offset + 2) else { return nil }
        return low | high << 16
    }
}
