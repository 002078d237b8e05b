import Archive
import Bytes
import Tables

/// What looking at some files of an object came to.
struct Examination: Sendable {
    var files: Int64 = 0
    var bytes: Int64 = 0
    var intact: Int64 = 0
    var faults: [Fault] = []

    struct Fault: Sendable, Hashable {
        let path: String
        let kind: DamageKind
        let what: Words

        init(_ path: String, _ kind: DamageKind, said: Words? = nil) {
            (self.path, self.kind, what) = (path, kind, said ?? kind.words)
        }
    }
}

extension Stacks {
    /// Reads `files` of an object on `shelf`, each once, and compares them with their digests. A file that cannot be read is a
    /// fault, never a success. `plan`: the whole object, in which swapped bytes are looked for first.
    func examine(_ files: [ObjectPlan.File], of unit: UnitID, on shelf: any ByteShelf, among plan: ObjectPlan? = nil)
        async throws -> Examination
    {
        let place = StorageLayout.place(of: unit)
        var examination = Examination()
        for file in files {
            examination.files += 1
            do {
                let promised = Dictionary(
                    file.digests.map { ($0.algorithm, $0) }, uniquingKeysWith: { first, _ in first })
                let found = try await shelf.digests(of: place / file.path, Set(promised.keys))
                examination.bytes += found.bytes
                // No digest to compare with is no proof of anything.
                if !promised.isEmpty, found.digests == promised {
                    examination.intact += 1
                } else {
                    let kind = try await kind(of: file, found: found.digests, bytes: found.bytes, among: plan)
                    examination.faults.append(.init(file.path, kind))
                }
            } catch BytesProblem.absent {
                examination.faults.append(.init(file.path, .missing))
            } catch let problem as any Explained where problem.isOfOneFile {
                examination.faults.append(.init(file.path, .unreadable, said: problem.what))
            }
        }
        return examination
    }

    private func kind(
        of file: ObjectPlan.File, found: [Digest.Algorithm: Digest], bytes: Int64, among plan: ObjectPlan?
    ) async throws -> DamageKind {
        if file.isInventory { return .inventory }
        if file.isSidecar { return .sidecar }
        if let size = file.size, bytes < size { return .truncated }
        if bytes == 0 { return .truncated }
        guard let sha512 = found[.sha512] else { return .altered }
        if plan?.files.contains(where: { $0.path != file.path && $0.digests.contains(sha512) }) == true {
            return .swapped
        }
        let other = try await database.read { tx in
            try tx.row("SELECT unit FROM holding_file WHERE sha512 = \(sha512.hex) LIMIT 1")
        }
        return other == nil ? .altered : .swapped
    }

    /// Files that lie in the object and do not belong to it.
    func strangers(to plan: ObjectPlan, on shelf: any ByteShelf) async throws -> [Examination.Fault] {
        let known = Set(plan.files.map(\.path))
        var found: [Examination.Fault] = []
        do {
            for try await key in shelf.keys(under: plan.place) {
                let path = String(key.text.dropFirst(plan.place.text.utf8.count + 1))
                if !known.contains(path), !isBelow(known, path) { found.append(.init(path, .extra)) }
            }
        } catch let problem as any Explained where problem.isOfOneFile {
            found.append(.init("", .unreadable, said: problem.what))
        }
        return found
    }

    /// A file below a folder that took the place of a known file goes with that folder.
    private func isBelow(_ known: Set<String>, _ path: String) -> Bool {
        var parts = path.split(separator: "/").dropLast()
        while !parts.isEmpty {
            if known.contains(parts.joined(separator: "/")) { return true }
            parts = parts.dropLast()
        }
        return false
    }

    /// All of an object, with what does not belong to it.
    func examine(_ plan: ObjectPlan, on shelf: any ByteShelf) async throws -> Examination {
        var examination = try await examine(plan.files, of: plan.unit, on: shelf, among: plan)
        examination.faults += try await strangers(to: plan, on: shelf)
        return examination
    }
}
