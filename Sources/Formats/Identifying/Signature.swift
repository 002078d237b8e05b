import CWorker
import Glibc

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
            case .within(let reach): head.first(mark.bytes).map { $0 < reach } ?? false
            }
        }
    }

    func identification(_ basis: Identification.Basis) -> Identification {
        Identification(
            puid: puid, name: name, mime: mime, version: version, basis: basis, kind: kind, extensions: extensions)
    }
}

// Searching is libc's: it looks at every file's first and last 64 KB.
extension [UInt8] {
    func has(_ run: [UInt8], at offset: Int) -> Bool {
        guard offset >= 0, run.count <= count, offset <= count - run.count else { return false }
        return withUnsafeBytes { memcmp($0.baseAddress! + offset, run, run.count) == 0 }
    }

    /// Where `run` first begins, from `from` on.
    func first(_ run: [UInt8], from: Int = 0) -> Int? {
        guard from >= 0, from < count else { return nil }
        return withUnsafeBytes { all in
            let place = cworker_find(all.baseAddress! + from, count - from, run, run.count)
            return place < 0 ? nil : from + place
        }
    }

    /// Where `run` last begins, not before `from`.
    func last(_ run: [UInt8], from: Int) -> Int? {
        var found: Int?
        var next = first(run, from: from)
        while let place = next {
            found = place
            next = first(run, from: place + 1)
        }
        return found
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
