package import Archive
import Bytes

/// What fetch.txt of a bag led to.
struct BagFetching: Hashable, Sendable {
    /// Why the file of a line is not there.
    enum Fault: Hashable, Sendable {
        /// No configured source covers its address.
        case notConfigured
        /// Its path leads outside, cannot be one, or is no payload.
        case path
        /// An earlier line fetches a file of this name, or of one that differs only by writing.
        case twice
        /// The line gives a number of bytes that is none.
        case promise
        /// More lines than are fetched.
        case tooMany
        case fault(FetchFault)
    }

    /// A source that was asked and gave nothing, and may do so later.
    struct Silence: Hashable, Sendable {
        let file: FileName
        let line: Int
        let address: String
        let reason: String
    }

    /// In the order of the lines.
    var files: [FetchedFile] = []
    /// By line.
    var faults: [Int: Fault] = [:]
    /// The first source that was silent: after it none was asked.
    var silent: Silence?
}

/// A file that was fetched for a package, and from where: kept with its report.
package struct FetchedFile: Hashable, Sendable {
    package let path: FileName
    /// As fetch.txt writes it.
    package let address: String
    package let bytes: Int64
    package let sha256: Digest
    package let at: Instant

    package init(path: FileName, address: String, bytes: Int64, sha256: Digest, at: Instant) {
        (self.path, self.address, self.bytes) = (path, address, bytes)
        (self.sha256, self.at) = (sha256, at)
    }

    var json: JSON {
        [
            "file": .string(path.display), "url": .string(address), "bytes": .int(bytes),
            "sha256": .string(sha256.hex), "at": .string(at.text),
        ]
    }

    /// Reads what `json` writes; `nil` for anything else.
    init?(json: JSON) {
        guard let path = json["file"]?.string, let address = json["url"]?.string, let bytes = json["bytes"]?.int,
            let sha256 = json["sha256"]?.string.flatMap({ Digest(.sha256, hex: $0) }),
            let at = json["at"]?.string.flatMap(Instant.init(text:))
        else { return nil }
        self.init(path: FileName(path), address: address, bytes: bytes, sha256: sha256, at: at)
    }
}

/// One line of fetch.txt: an address, the number of bytes or `-`, and a path in the bag. Source: RFC 8493, 2.2.3.
struct FetchLine {
    let address: String
    /// As written.
    let length: String
    let path: String

    /// `nil` for a line that is none.
    init?(_ text: String) {
        let parts = text.split(maxSplits: 2, whereSeparator: { $0 == " " || $0 == "\t" }).map { String($0) }
        guard parts.count == 3 else { return nil }
        (address, length, path) = (parts[0], parts[1], parts[2])
    }
}
