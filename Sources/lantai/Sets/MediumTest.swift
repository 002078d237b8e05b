import Archive
import Bytes
import Glibc
import Preservation

/// Reads a medium again and holds it against its manifest.
struct MediumTest: Sendable {
    struct Outcome: Sendable {
        var files: Int64 = 0
        var read: Int64 = 0
        var bytes: Int64 = 0
        var faults: [MediumTestEntry.Found] = []

        fileprivate mutating func find(_ path: String, _ fault: MediumFault) {
            faults.append(.init(path: path, fault: fault))
        }
    }

    static let manifest = "manifest-sha512.txt"
    static let card = "medium.json"

    let folder: String
    /// The name by which the manifest lies there.
    var manifestName = MediumTest.manifest

    /// - Parameters:
    ///   - number, digest: of the medium that should lie there, as the register says.
    ///   - percent: of the objects' files to read, never fewer, chosen by chance; what else is there is read always.
    func run(number: String? = nil, digest promised: String? = nil, percent: Int = 100) async throws -> Outcome {
        try await onFileThread { try work(number, promised, percent) }
    }

    private func work(_ number: String?, _ promised: String?, _ percent: Int) throws -> Outcome {
        var outcome = Outcome()
        if let number, let bytes = try? DurableFile.read(folder + "/" + Self.card),
            let found = try? JSON(parsing: bytes)["number"]?.string, found != number
        {
            outcome.find(found, .otherMedium)
            return outcome
        }
        if let promised {
            let found = try? fresh(folder + "/" + manifestName).digest
            guard found == promised else {
                outcome.find(manifestName, .manifest)
                return outcome
            }
        }
        var sample = try Sample(percent, of: percent < 100 ? objectFiles() : 0)
        var named: Set<String> = [manifestName]
        let lines = try ManifestLines(folder + "/" + manifestName)
        while let (hex, path) = try lines.next() {
            named.insert(path)
            outcome.files += 1
            let full = folder + "/" + path
            let isChosen = percent == 100 || !path.hasPrefix("stacks/") || sample.takesNext()
            guard DurableFile.exists(full) else {
                outcome.find(path, .missing)
                continue
            }
            if !isChosen { continue }
            do {
                let (found, bytes) = try fresh(full)
                outcome.read += 1
                outcome.bytes += bytes
                if found != hex { outcome.find(path, .changed) }
            } catch {
                outcome.find(path, .unreadable)
            }
        }
        try findExtra("", named, &outcome)
        return outcome
    }

    private func objectFiles() throws -> Int {
        let lines = try ManifestLines(folder + "/" + manifestName)
        var count = 0
        while let (_, path) = try lines.next() {
            if path.hasPrefix("stacks/") { count += 1 }
        }
        return count
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
                outcome.find(path, .extra)
            }
        }
    }
}

/// Chooses by chance, and in the end neither more nor fewer than it should: each of those left has the same chance.
private struct Sample {
    private var left: Int
    private var wanted: Int

    init(_ percent: Int, of count: Int) { (left, wanted) = (count, (count * percent + 99) / 100) }

    mutating func takesNext() -> Bool {
        defer { left -= 1 }
        guard left > 0, Int.random(in: 0..<left) < wanted else { return false }
        wanted -= 1
        return true
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
