import Archive
import Bytes
import Preservation

/// A medium that is being written again: gives the files of its objects, one object after the other, with the digests it
/// promised when it was written.
final class OldMedium {
    private let folder: String
    private let lines: ManifestLines
    private var line: (hex: String, path: String)?

    /// `nil` where its manifest is not the one the register knows: then nothing it says can be believed.
    /// - Throws: `OfflineSetProblem.otherMedium`
    init?(at folder: String, _ medium: RegisteredMedium) throws {
        guard DurableFile.isFolder(folder) else { throw OfflineSetProblem.noFolder(folder) }
        self.folder = folder
        if let bytes = try? DurableFile.read(folder + "/" + MediumTest.card),
            let found = try? JSON(parsing: bytes)["number"]?.string, found != medium.number
        {
            throw OfflineSetProblem.otherMedium(medium.number, found: found)
        }
        let path = folder + "/" + MediumTest.manifest
        guard let (digests, _) = try? digests(ofFile: path, [.sha512]), digests[.sha512]?.hex == medium.manifest,
            let lines = try? ManifestLines(path)
        else { return nil }
        self.lines = lines
        line = try? lines.next()
    }

    /// The files of an object, asked for in the order of the manifest; none where it promises none.
    func files(of object: HeldObject) throws -> [(path: String, content: ByteStream, promised: String)] {
        let prefix = "stacks/\(object.place.text)/"
        while let line, !line.path.hasPrefix(prefix) { self.line = try lines.next() }
        var files: [(path: String, content: ByteStream, promised: String)] = []
        while let (hex, path) = line, path.hasPrefix(prefix) {
            files.append((String(path.dropFirst(prefix.count)), .file(folder + "/" + path), hex))
            line = try lines.next()
        }
        return files
    }
}
