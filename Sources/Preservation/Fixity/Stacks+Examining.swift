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

/// Files of an object to be read, each once, and compared with their digests.
struct Look: Sendable {
    let unit: UnitID
    let files: [ObjectPlan.File]
    /// The whole object: swapped bytes are looked for in it first.
    var plan: ObjectPlan?
    /// Whether files are looked for that lie in the object and do not belong to `plan`.
    var findsStrangers = false
}

extension Stacks {
    /// What `looks` come to on `shelf`, in their order. A file that cannot be read is a fault, never a success; of a look that
    /// met another problem, that problem.
    func examine(_ looks: [Look], on shelf: any ByteShelf) async throws -> [Result<Examination, any Error>] {
        let places = looks.map { StorageLayout.place(of: $0.unit) }
        let found = try await shelf.digests(
            ofAll: zip(looks, places).flatMap { look, place in
                look.files.map { (place / $0.path, Set($0.digests.map(\.algorithm))) }
            })
        let listed = looks.indices.filter { looks[$0].findsStrangers }
        let keys = Dictionary(
            uniqueKeysWithValues: zip(listed, try await shelf.keys(underEach: listed.map { places[$0] })))
        var answers: [Result<Examination, any Error>] = []
        var start = 0
        for (index, look) in looks.enumerated() {
            let share = found[start..<start + look.files.count]
            start += look.files.count
            do {
                var examination = try await judge(look, found: share)
                if let plan = look.plan, let keys = keys[index] {
                    examination.faults += try Stacks.strangers(to: plan, among: keys)
                }
                answers.append(.success(examination))
            } catch {
                answers.append(.failure(error))
            }
        }
        return answers
    }

    private func judge(_ look: Look, found: ArraySlice<Result<Digested, any Error>>) async throws -> Examination {
        var examination = Examination()
        for (file, found) in zip(look.files, found) {
            examination.files += 1
            do {
                let found = try found.get()
                examination.bytes += found.bytes
                // No digest to compare with is no proof of anything.
                if !file.digests.isEmpty, file.digests.allSatisfy({ found.digests[$0.algorithm] == $0 }) {
                    examination.intact += 1
                } else {
                    let kind = try await kind(of: file, found: found.digests, bytes: found.bytes, among: look.plan)
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
    private static func strangers(to plan: ObjectPlan, among keys: Result<[ByteKey], any Error>) throws
        -> [Examination.Fault]
    {
        do {
            let known = Set(plan.files.map(\.path))
            return try keys.get().compactMap { key in
                let path = String(key.text.dropFirst(plan.place.text.utf8.count + 1))
                return known.contains(path) || isBelow(known, path) ? nil : .init(path, .extra)
            }
        } catch let problem as any Explained where problem.isOfOneFile {
            return [.init("", .unreadable, said: problem.what)]
        }
    }

    /// A file below a folder that took the place of a known file goes with that folder.
    private static func isBelow(_ known: Set<String>, _ path: String) -> Bool {
        var parts = path.split(separator: "/").dropLast()
        while !parts.isEmpty {
            if known.contains(parts.joined(separator: "/")) { return true }
            parts = parts.dropLast()
        }
        return false
    }

    /// Reads `files` of one object.
    func examine(_ files: [ObjectPlan.File], of unit: UnitID, on shelf: any ByteShelf) async throws -> Examination {
        try await examine([Look(unit: unit, files: files)], on: shelf)[0].get()
    }

    /// All of an object, with what does not belong to it.
    func examine(_ plan: ObjectPlan, on shelf: any ByteShelf) async throws -> Examination {
        let look = Look(unit: plan.unit, files: plan.files, plan: plan, findsStrangers: true)
        return try await examine([look], on: shelf)[0].get()
    }
}
