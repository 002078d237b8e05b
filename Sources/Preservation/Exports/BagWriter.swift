import Archive
import Bytes
import Glibc

/// Writes a BagIt bag (RFC 8493): payload files as they come, then manifests and tag files; on disk when `finish` returns.
struct BagWriter {
    private let path: String
    private var payload: [(path: FileName, digests: [Digest])] = []
    private var tags: [(path: FileName, digests: [Digest])] = []
    private var payloadBytes: Int64 = 0

    /// The manifests, in the order of the digests kept here.
    private static let algorithms: [Digest.Algorithm] = [.sha256, .sha512]

    /// Begins a bag in a new folder.
    init(at path: String) throws {
        guard !DurableFile.exists(path) else { throw PreservationProblem.exportExists(path: path) }
        try DurableFile.makeFolder(path + "/data")
        self.path = path
    }

    /// Writes `content` below `data/`; its digests are returned so that the caller can compare them with what was kept.
    mutating func add(_ content: ByteStream, at name: FileName) async throws -> (digests: [Digest], bytes: Int64) {
        let inside = FileName(bytes: Array("data/".utf8) + name.bytes)
        let written = try await write(content, at: inside)
        payload.append((inside, written.digests))
        payloadBytes += written.bytes
        return written
    }

    /// Writes a tag file.
    mutating func addTag(_ content: ByteStream, at name: String) async throws {
        let written = try await write(content, at: FileName(name))
        tags.append((FileName(name), written.digests))
    }

    /// Writes manifests and tag files; `facts` are the lines of `bag-info.txt` beside those the bag knows itself.
    mutating func finish(facts: [(label: String, value: String)]) async throws {
        try await addTag(.of(Array("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".utf8)), at: "bagit.txt")
        let oxum = [(label: "Payload-Oxum", value: "\(payloadBytes).\(payload.count)")]
        let info = (facts + oxum).map { "\($0.label): \($0.value.onOneLine)\n" }.joined()
        try await addTag(.of(Array(info.utf8)), at: "bag-info.txt")
        for place in BagWriter.algorithms.indices {
            let name = "manifest-\(BagWriter.algorithms[place].rawValue).txt"
            try await addTag(.of(BagWriter.manifest(payload, place)), at: name)
        }
        let listed = tags
        for place in BagWriter.algorithms.indices {
            let name = "tagmanifest-\(BagWriter.algorithms[place].rawValue).txt"
            _ = try await write(.of(BagWriter.manifest(listed, place)), at: FileName(name))
        }
        let folder = try OpenFile.folder(path)
        try await onFileThread { try folder.syncFileSystem() }
    }

    private static func manifest(_ files: [(path: FileName, digests: [Digest])], _ place: Int) -> [UInt8] {
        files.sorted { $0.path < $1.path }.reduce(into: []) { lines, file in
            lines += "\(file.digests[place].hex)  ".utf8
            for byte in file.path.bytes {
                switch byte {
                case 10: lines += "%0A".utf8
                case 13: lines += "%0D".utf8
                case UInt8(ascii: "%"): lines += "%25".utf8
                default: lines.append(byte)
                }
            }
            lines.append(10)
        }
    }

    private func write(_ content: ByteStream, at name: FileName) async throws -> (digests: [Digest], bytes: Int64) {
        let target = Array(path.utf8) + [UInt8(ascii: "/")] + name.bytes
        let file = try NewFile(target, below: path.utf8.count)
        var digest = MultiDigest(BagWriter.algorithms)
        var bytes: Int64 = 0
        for try await chunk in content {
            digest.update(chunk)
            bytes += Int64(chunk.count)
            try await onFileThread { try file.write(chunk) }
        }
        return (digest.finish(), bytes)
    }
}

extension String {
    /// A value of `bag-info.txt` is one line.
    fileprivate var onOneLine: String {
        String(decoding: utf8.map { $0 == 10 || $0 == 13 ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
    }
}

/// A new file whose path is bytes: a name need not be UTF-8.
private final class NewFile: Sendable {
    private let descriptor: Int32
    private let shown: String

    /// Makes the file and the folders above it, as far as they are longer than `base`.
    init(_ path: [UInt8], below base: Int) throws {
        shown = String(decoding: path, as: UTF8.self)
        for place in path.indices where place > base && path[place] == UInt8(ascii: "/") {
            let folder = path[..<place].map(CChar.init(bitPattern:)) + [0]
            guard mkdir(folder, 0o755) == 0 || errno == EEXIST else { throw BytesProblem.writing(shown) }
        }
        descriptor = open(path.map(CChar.init(bitPattern:)) + [0], O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw BytesProblem.writing(shown) }
    }

    deinit { close(descriptor) }

    func write(_ bytes: [UInt8]) throws {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + done, bytes.count - done) }
            guard count >= 0 || errno == EINTR else { throw BytesProblem.writing(shown) }
            done += max(0, count)
        }
    }
}
