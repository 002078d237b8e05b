import Archive
import Bytes
import Foundation
import Preservation

/// Media taken in so far, in a folder of the home that is being restored: a folder for each, and a note once all of it is on
/// disk and is what its manifest says. What bears no note was cut off and is taken again.
struct StagedMedia: Sendable {
    let folder: String

    func folder(of number: String) -> String { folder + "/" + number }
    private func note(of number: String) -> String { folder + "/" + number + ".json" }

    func all() throws -> [TakenMedium] {
        guard DurableFile.isFolder(folder) else { return [] }
        return try DurableFile.entries(of: folder).filter { !$0.isFolder && $0.name.hasSuffix(".json") }.compactMap {
            TakenMedium(try JSON(parsing: try DurableFile.read(folder + "/" + $0.name)))
        }
    }

    /// Gives a medium up: it is not what it should be.
    func forget(_ number: String) throws {
        try DurableFile.removeAll(note(of: number))
        try DurableFile.removeAll(folder(of: number))
        try DurableFile.syncFolder(folder)
    }

    /// Copies the medium at `source`, holding every file against the manifest while it is read.
    /// - Parameters:
    ///   - damagedToo: whether objects with a damaged file are left out, instead of the whole medium.
    ///   - progress: told the bytes so far.
    /// - Throws: `MediaRestoreProblem.damaged` with the first file that is not what the manifest says.
    func take(
        _ card: MediumCard, from source: String, manifest: String, damagedToo: Bool, progress: (Int64) -> Void
    ) throws -> TakenMedium {
        let target = folder(of: card.number)
        try DurableFile.removeAll(target)
        try DurableFile.makeFolder(target, mode: 0o700)
        var (objects, bytes, hasCard) = (Int64(0), Int64(0), false)
        var made: Set<String> = []
        var damaged: [(path: String, fault: MediumFault)] = []
        let lines = try ManifestLines(source + "/" + MediumTest.manifest)
        while let (hex, path) = try lines.next() {
            guard hex.count == 128, Self.isPath(path) else {
                throw MediaRestoreProblem.damaged(card.number, path: MediumTest.manifest, .manifest)
            }
            var copy: OpenFile?
            if ["stacks/", "ledger/", "archive/"].contains(where: path.hasPrefix) {
                let parent = DurableFile.folder(of: target + "/" + path)
                if made.insert(parent).inserted {
                    try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
                }
                copy = try OpenFile.creating(target + "/" + path)
            }
            do {
                bytes += try take(path, of: card, from: source, digest: hex, to: copy) { progress(bytes + $0) }
            } catch MediaRestoreProblem.damaged(_, let path, let fault)
                where damagedToo && Self.place(of: path) != nil
            {
                damaged.append((path, fault))
            }
            if path == MediumTest.card { hasCard = true }
            if Self.object(of: path) != nil { objects += 1 }
        }
        guard hasCard, try fileDigest(source + "/" + MediumTest.manifest) == manifest else {
            throw MediaRestoreProblem.damaged(card.number, path: MediumTest.manifest, .manifest)
        }
        for place in Set(damaged.compactMap { Self.place(of: $0.path) }) {
            try DurableFile.removeAll(target + "/stacks/" + place)
            objects -= 1
        }
        try DurableFile.write(
            try DurableFile.read(source + "/" + MediumTest.manifest), to: target + "/" + MediumTest.manifest)
        try OpenFile.folder(target).syncFileSystem()
        let taken = TakenMedium(
            card: card, manifest: manifest, objects: objects, bytes: bytes, damaged: damaged)
        try DurableFile.write(taken.json.canonical, to: note(of: card.number))
        return taken
    }

    /// One file; its bytes.
    private func take(
        _ path: String, of card: MediumCard, from source: String, digest hex: String, to copy: OpenFile?,
        progress: (Int64) -> Void
    ) throws -> Int64 {
        var digest = MultiDigest([.sha512])
        var done: Int64 = 0
        guard DurableFile.exists(source + "/" + path) else {
            throw MediaRestoreProblem.damaged(card.number, path: path, .missing)
        }
        var file: OpenFile?
        while true {
            let piece: [UInt8]
            do {
                let open = try file ?? OpenFile.reading(source + "/" + path)
                file = open
                piece = try open.read(upTo: 1 << 20, at: done)
            } catch {
                throw MediaRestoreProblem.damaged(card.number, path: path, .unreadable)
            }
            if piece.isEmpty { break }
            digest.update(piece)
            try copy?.write(piece)
            done += Int64(piece.count)
            progress(done)
        }
        guard digest.finish()[0].hex == hex else {
            throw MediaRestoreProblem.damaged(card.number, path: path, .changed)
        }
        return done
    }

    /// Whether it leads downwards only.
    private static func isPath(_ path: String) -> Bool {
        path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !["", ".", ".."].contains($0) }
    }

    // MARK: Objects

    /// The place of the object to which the file at `path` belongs; `nil` for what is no object's.
    private static func place(of path: String) -> String? {
        let parts = path.split(separator: "/")
        return parts.count > 5 && parts[0] == "stacks" && parts[1] != "extensions"
            ? parts[1...4].joined(separator: "/") : nil
    }

    /// The place of the object whose root inventory `path` is: `1ab/c23/4de/urn%3auuid%3a…`.
    static func object(of path: String) -> String? {
        let parts = path.split(separator: "/")
        guard parts.count == 6, parts[0] == "stacks", parts[5] == "inventory.json" else { return nil }
        return parts[1...4].joined(separator: "/")
    }

    /// The objects on a medium, with the SHA-512 of the inventory of each.
    func objects(of number: String) throws -> [(unit: String, inventory: String)] {
        let lines = try ManifestLines(folder(of: number) + "/" + MediumTest.manifest)
        var found: [(unit: String, inventory: String)] = []
        while let (hex, path) = try lines.next() {
            if let place = Self.object(of: path) { found.append((Self.unit(at: place), hex)) }
        }
        return found
    }

    /// How many files a medium holds beside its manifest.
    func files(of number: String) throws -> Int64 {
        let lines = try ManifestLines(folder(of: number) + "/" + MediumTest.manifest)
        var count: Int64 = 0
        while try lines.next() != nil { count += 1 }
        return count
    }

    /// How many events are sealed in the ledger on a medium: what its last checkpoint says by its name.
    func events(on number: String) throws -> Int64 {
        let lines = try ManifestLines(folder(of: number) + "/" + MediumTest.manifest)
        let checkpoints = "ledger/checkpoints/"
        var most: Int64 = 0
        while let (_, path) = try lines.next() {
            if path.hasPrefix(checkpoints) { most = max(most, Int64(path.dropFirst(checkpoints.count)) ?? 0) }
        }
        return most
    }

    static func unit(at place: String) -> String { String(place.split(separator: "%").last?.dropFirst(2) ?? "") }

    /// The folder of an object in just the state whose inventory has this digest; `nil` if no medium taken in has it.
    func object(_ place: String, inventory hex: String, among media: [TakenMedium]) throws -> String? {
        try media.lazy.map { folder(of: $0.card.number) + "/stacks/" + place }.first {
            DurableFile.exists($0 + "/inventory.json") ? try fileDigest($0 + "/inventory.json") == hex : false
        }
    }
}

/// SHA-512 of a file, in hexadecimal digits.
func fileDigest(_ path: String) throws -> String { try digests(ofFile: path, [.sha512]).digests[.sha512]?.hex ?? "" }
