import Archive
import Bytes
import Glibc

/// Reads a medium again and holds it against its manifest.
struct MediumTest: Sendable {
    enum Fault: String, Sendable {
        case missing, changed, unreadable, extra, manifest
        case otherMedium = "other-medium"

        var words: Words {
            switch self {
            case .missing: Words(zh: "文件不在", en: "missing")
            case .changed: Words(zh: "内容与写入时不同", en: "not the bytes that were written")
            case .unreadable: Words(zh: "读不出", en: "cannot be read")
            case .extra: Words(zh: "清单里没有的文件", en: "not in the manifest")
            case .manifest: Words(zh: "清单被改动或不在", en: "the manifest is changed or missing")
            case .otherMedium: Words(zh: "这是另一张载体", en: "this is another medium")
            }
        }
    }

    struct Outcome: Sendable {
        var files: Int64 = 0
        var read: Int64 = 0
        var bytes: Int64 = 0
        var faults: [(path: String, fault: Fault)] = []
    }

    static let manifest = "manifest-sha512.txt"
    static let card = "medium.json"

    let folder: String
    /// The name by which the manifest lies there.
    var manifestName = MediumTest.manifest

    /// - Parameters:
    ///   - number, digest: of the medium that should lie there, as the register says.
    ///   - percent: of the objects' files to read, chosen by chance; what else is there is read always.
    func run(number: String? = nil, digest promised: String? = nil, percent: Int = 100) async throws -> Outcome {
        try await onFileThread { try work(number, promised, percent) }
    }

    private func work(_ number: String?, _ promised: String?, _ percent: Int) throws -> Outcome {
        var outcome = Outcome()
        if let number, let bytes = try? DurableFile.read(folder + "/" + Self.card),
            let found = try? JSON(parsing: bytes)["number"]?.string, found != number
        {
            outcome.faults.append((found, .otherMedium))
            return outcome
        }
        if let promised {
            let found = try? fresh(folder + "/" + manifestName).digest
            guard found == promised else {
                outcome.faults.append((manifestName, .manifest))
                return outcome
            }
        }
        var named: Set<String> = [manifestName]
        let lines = try ManifestLines(folder + "/" + manifestName)
        while let (hex, path) = try lines.next() {
            named.insert(path)
            outcome.files += 1
            let full = folder + "/" + path
            guard DurableFile.exists(full) else {
                outcome.faults.append((path, .missing))
                continue
            }
            if path.hasPrefix("stacks/"), percent < 100, Int.random(in: 0..<100) >= percent { continue }
            do {
                let (found, bytes) = try fresh(full)
                outcome.read += 1
                outcome.bytes += bytes
                if found != hex { outcome.faults.append((path, .changed)) }
            } catch {
                outcome.faults.append((path, .unreadable))
            }
        }
        try findExtra("", named, &outcome)
        return outcome
    }

    /// From the medium, and not from what the system remembers of it.
    private func fresh(_ path: String) throws -> (digest: String, bytes: Int64) {
        try OpenFile.reading(path).forget()
        let (digests, bytes) = try digests(ofFile: path, [.sha512])
        return (digests[.sha512]?.hex ?? "", bytes)
    }

    private func findExtra(_ below: String, _ named: Set<String>, _ outcome: inout Outcome) throws {
        for entry in try DurableFile.entries(of: folder + "/" + below) {
            let path = below + entry.name
            if entry.isFolder {
                try findExtra(path + "/", named, &outcome)
            } else if !named.contains(path) {
                outcome.faults.append((path, .extra))
            }
        }
    }
}

/// The lines of a manifest in order, as `sha512sum` writes them: digest, two spaces, path.
final class ManifestLines {
    private let file: OpenFile
    private var buffer: [UInt8] = []
    private var start = 0
    private var offset: Int64 = 0

    init(_ path: String) throws { file = try OpenFile.reading(path) }

    func next() throws -> (hex: String, path: String)? {
        while true {
            if let end = buffer[start...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: buffer[start..<end], as: UTF8.self)
                start = end + 1
                return (String(line.prefix(128)), String(line.dropFirst(130)))
            }
            let more = try file.read(upTo: 1 << 20, at: offset)
            if more.isEmpty { return nil }
            offset += Int64(more.count)
            buffer = Array(buffer[start...]) + more
            start = 0
        }
    }
}
