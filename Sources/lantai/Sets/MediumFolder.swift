import Archive
import Bytes
import Preservation

/// A medium being written: files with their digests, the manifest last.
final class MediumFolder {
    /// A file written piece by piece.
    final class Growing {
        let path: String
        fileprivate let file: OpenFile
        fileprivate var digest = MultiDigest([.sha512])
        fileprivate var bytes: Int64 = 0

        fileprivate init(_ path: String, _ file: OpenFile) { (self.path, self.file) = (path, file) }

        func write(_ text: String) throws { try write(Array(text.utf8)) }

        fileprivate func write(_ chunk: [UInt8]) throws {
            try file.write(chunk)
            digest.update(chunk)
            bytes += Int64(chunk.count)
        }
    }

    private let root: String
    private let manifest: OpenFile
    private var folders: Set<String> = []
    /// Of all files so far.
    private(set) var bytes: Int64 = 0
    /// Lines of the manifest that are not in it yet.
    private var lines: [UInt8] = []
    private var isTrying = false
    private var bytesBefore: Int64 = 0

    private static let unfinished = MediumTest.manifest + ".new"

    init(_ root: String) throws {
        self.root = root
        try DurableFile.makeFolder(root)
        manifest = try OpenFile.creating(root + "/" + Self.unfinished)
    }

    func open(_ path: String) throws -> Growing {
        let full = root + "/" + path
        let folder = DurableFile.folder(of: full)
        if folders.insert(folder).inserted { try DurableFile.makeFolder(folder) }
        return Growing(path, try OpenFile.creating(full))
    }

    /// - Returns: the SHA-512 of the file, now in the manifest.
    @discardableResult func close(_ growing: Growing) throws -> String {
        let hex = growing.digest.finish()[0].hex
        bytes += growing.bytes
        lines += Array("\(hex)  \(growing.path)\n".utf8)
        if lines.count > 1 << 20, !isTrying { try writeLines() }
        return hex
    }

    /// What is written from now on can be taken back by `giveUp`.
    func begin() throws {
        try writeLines()
        (isTrying, bytesBefore) = (true, bytes)
    }

    func keep() { isTrying = false }

    /// Takes back all that was written since `begin`, which lies in the folder at `path`.
    func giveUp(_ path: String) throws {
        (lines, bytes, isTrying) = ([], bytesBefore, false)
        folders = folders.filter { !($0 + "/").hasPrefix(root + "/" + path + "/") }
        try DurableFile.removeAll(root + "/" + path)
    }

    private func writeLines() throws {
        try manifest.write(lines)
        lines = []
    }

    func copy(_ content: ByteStream, to path: String) async throws -> String {
        let growing = try open(path)
        for try await chunk in content { try growing.write(chunk) }
        return try close(growing)
    }

    /// All of it on the medium, read back from there, and then the manifest under its name.
    /// - Returns: the SHA-512 of the manifest.
    func finish(_ number: String) async throws -> String {
        try writeLines()
        try manifest.syncFileSystem()
        let back = try await MediumTest(folder: root, manifestName: Self.unfinished).run()
        if let fault = back.faults.first { throw OfflineSetProblem.notAsWritten(number, path: fault.path) }
        let path = root + "/" + MediumTest.manifest
        try DurableFile.rename(root + "/" + Self.unfinished, to: path)
        return try digests(ofFile: path, [.sha512]).digests[.sha512]?.hex ?? ""
    }
}
