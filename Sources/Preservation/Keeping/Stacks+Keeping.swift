import Archive
import Bytes
import Foundation
import Intake
import Synchronization
import Tables

extension Stacks {
    /// Records in one batch: all on disk together, then known together.
    static let batch = 200
    /// A batch ends earlier when it holds this many bytes.
    static let batchBytes: Int64 = 256 << 20

    /// Keeps all records of `package` that are not kept yet. `report` is told how many are, from time to time.
    func keepRecords(of package: AcceptedPackage, report: @escaping @Sendable (Int64) async throws -> Void) async throws
    {
        let starts = Array(stride(from: Int64(0), to: package.accession.records, by: Stacks.batch))
        let done = Mutex(Int64(0))
        // Two batches at a time: one is digested while the other waits for the disk.
        _ = try await starts.concurrentMap(atMost: 2) { [self] start in
            let end = min(start + Int64(Stacks.batch), package.accession.records)
            let kept = try await keptSequences(of: package.accession.id, after: start, to: end)
            var todo: [PackagedRecord] = []
            if kept.count < Int(end - start) {
                todo = try await package.records(after: start, limit: Int(end - start))
                    .filter { $0.sequence <= end && !kept.contains($0.sequence) }
            }
            for share in Stacks.shares(todo) { try await keep(share, of: package) }
            try await report(
                done.withLock { done in
                    done += end - start
                    return done
                })
        }
        let kept = try await database.read { tx in
            try tx.row(
                "SELECT count(*) AS kept FROM holding WHERE accession = \(package.accession.id) AND kind = 'item'"
            )?.int("kept") ?? 0
        }
        guard kept == package.accession.records else {
            throw PreservationProblem.recordsMissing(
                package.accession.id, promised: package.accession.records, kept: kept)
        }
    }

    private func keptSequences(of accession: AccessionID, after start: Int64, to end: Int64) async throws -> Set<Int64>
    {
        try await database.read { tx in
            let rows = try tx.rows(
                """
                SELECT sequence FROM holding
                WHERE accession = \(accession) AND sequence > \(start) AND sequence <= \(end)
                """)
            return Set(rows.map { $0.int("sequence") })
        }
    }

    /// `records` cut where a share becomes too large to write and read back in one go.
    private static func shares(_ records: [PackagedRecord]) -> [[PackagedRecord]] {
        var shares: [[PackagedRecord]] = []
        var bytes: Int64 = 0
        for record in records {
            let size = record.contents.reduce(record.metadata?.bytes ?? 0) { $0 + $1.bytes }
            if shares.isEmpty || bytes + size > batchBytes {
                shares.append([])
                bytes = 0
            }
            shares[shares.count - 1].append(record)
            bytes += size
        }
        return shares
    }

    /// Keeps `records`: intents, then content, read back, then rows. Done again after a crash it finds its identifiers and
    /// its bytes, and goes on.
    func keep(_ records: [PackagedRecord], of package: AcceptedPackage) async throws {
        guard !records.isEmpty else { return }
        let now = clock.now
        let intents = try await database.write { tx in
            try records.map { record in
                try Intent(
                    unit: .of(record: record.sequence, in: package.accession), accession: package.accession.id,
                    sequence: record.sequence, version: 1, at: now, message: "accession \(package.accession.number)"
                ).write(in: tx)
            }
        }
        let half = (records.count + 1) / 2
        let objects = try await [0..<half, half..<records.count].concurrentMap(atMost: 2) { range in
            try await onFileThread {
                try range.map { try KeptObject(records[$0], of: package, intent: intents[$0]) }
            }
        }.flatMap(\.self)
        try await keep(objects)
    }

    /// Writes new objects, reads them back, and makes them known.
    func keep(_ objects: [KeptObject]) async throws {
        var objects = objects
        do {
            try await store.putAll(objects.flatMap(\.version.puts))
        } catch BytesProblem.taken {
            objects = try await objects.concurrentMap(atMost: 4) { [self] in try await adopted(or: $0) }
            try await store.putAll(objects.filter { !$0.isAdopted }.flatMap(\.version.puts))
        }
        do {
            try await ReadBack.check(objects.filter { !$0.isAdopted }.map(\.readBack), in: store)
        } catch let problem as PreservationProblem {
            // Never acknowledged, so nothing is lost; the next try begins with nothing.
            for object in objects where !object.isAdopted { try await clearUnfinished(object.version) }
            throw problem
        }
        let now = clock.now
        let kept = objects
        try await database.write { tx in
            for object in kept {
                try object.row.write(checked: now, in: tx)
                for file in object.files { try file.write(checked: now, in: tx) }
                for page in object.text { try page.write(of: object.row.unit, in: tx) }
                try object.intent.remove(in: tx)
            }
        }
    }

    /// Other bytes than ours lie where `object` goes: left by a run of which no intent tells any more, or by an earlier
    /// Lantai that wrote its descriptions differently. A whole and valid object with the same content is taken as it is;
    /// anything less was never acknowledged and makes room.
    private func adopted(or object: KeptObject) async throws -> KeptObject {
        if let found = try await readObject(at: object.version.place), found.row.version == 1,
            try await ObjectCheck.faults(of: object.version.place, in: store, content: true).isEmpty,
            found.files.map(\.digests) == object.files.map(\.digests)
        {
            return object.adopting(found)
        }
        try await clearUnfinished(object.version)
        return object
    }

    /// Removes what an unfinished run left of `version`. Only what was never acknowledged: no row knows the object, and it
    /// has no later version.
    private func clearUnfinished(_ version: ObjectVersion) async throws {
        let unit = version.unit
        guard try await database.read({ tx in try HoldingRow.one(unit, in: tx) }) == nil else {
            throw PreservationProblem.foreignObject(unit)
        }
        var keys: [ByteKey] = []
        let prefix = version.place.text + "/"
        for try await key in store.keys(under: version.place) {
            let part = key.text.dropFirst(prefix.count).prefix { $0 != "/" }
            if let number = String(part).versionNumber, number > version.head {
                throw PreservationProblem.foreignObject(unit)
            }
            keys.append(key)
        }
        for key in keys { try await store.remove(key) }
    }
}
