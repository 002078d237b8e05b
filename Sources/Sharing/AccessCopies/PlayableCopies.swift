import Archive
import Bytes
import Formats
import Glibc
import Intake
import Preservation

/// Copies of sound and film that browsers play (可播放的利用件), beside the page images in the scratch area: never the original, and
/// never in its place.
extension AccessCopies {
    private nonisolated func playablePath(_ kind: MediaTools.Playable, of file: KeptFile) -> String {
        let digest = file.digests.sha256.hex
        return scratch.path("access", String(digest.prefix(2)), "\(digest)-play.\(kind.suffix)")
    }

    /// The copy of a file, and where it is; `nil` while there is none, or where none is needed.
    nonisolated func playable(of file: KeptFile) -> (kind: MediaTools.Playable, path: String)? {
        guard let mime = file.format?.mime, let kind = PlayedMedia.kind(of: mime) else { return nil }
        let path = playablePath(kind, of: file)
        return DurableFile.exists(path) ? (kind, path) : nil
    }

    /// Makes the copy of a file, unless it is there, or browsers play the file itself.
    ///
    /// Written beside its place, on disk, then moved to it: whoever is killed leaves nothing that is taken for a copy.
    /// - Throws: `WorkerProblem.notCopied` when it cannot be made.
    nonisolated func makePlayable(_ file: KeptFile, from stacks: Stacks, by tools: MediaTools) async throws {
        guard let mime = file.format?.mime, let kind = PlayedMedia.kind(of: mime), playable(of: file) == nil else {
            return
        }
        let path = playablePath(kind, of: file)
        let folder = DurableFile.folder(of: path)
        let part = "\(path).part-\(randomBytes(6).hex)"
        try await onFileThread { [self] in
            try DurableFile.makeFolder(folder)
            try removeParts(of: path, in: folder)
        }
        do {
            let isMade = try await stacks.withFile(file) { local -> Bool in
                // A container that may hold anything is looked into first.
                if PlayedMedia.type(of: mime) != nil {
                    guard let facts = try await tools.facts(path: local), !MediaTools.isPlayed(facts, mime: mime) else {
                        return false
                    }
                }
                try await tools.makePlayable(kind, path: local, bytes: file.bytes, output: part, folder: folder)
                return true
            }
            guard isMade else { return }
            try await onFileThread {
                try OpenFile.reading(part).sync()
                try DurableFile.rename(part, to: path)
            }
        } catch {
            try? DurableFile.removeAll(part)
            throw error
        }
    }

    /// What was left half-made longer than a copy can take: by somebody who was killed.
    private nonisolated func removeParts(of path: String, in folder: String) throws {
        let name = path.split(separator: "/").last.map { String($0) } ?? path
        for entry in try DurableFile.entries(of: folder) where entry.name.hasPrefix(name + ".part-") {
            var about = stat()
            let part = folder + "/" + entry.name
            guard lstat(part, &about) == 0, time(nil) - about.st_mtim.tv_sec > 3600 else { continue }
            try DurableFile.removeAll(part)
        }
    }
}
