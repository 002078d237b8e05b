import Archive
import Bytes
import Intake
import Ledger
import Tables

/// One round of virus scans under way. What it comes to is recorded every few objects, so that a round that is killed loses
/// little, and the next one goes on where it was.
struct VirusRound {
    let stacks: Stacks
    let clamd: Clamd
    let pace: FixityPace
    let agent: Agent
    let token: String
    let start: Instant
    var report: VirusReport

    /// What the scanner said of one object.
    private struct Scanned: Sendable {
        let unit: UnitID
        var bytes: Int64 = 0
        var clean: [Int64] = []
        var infected: [(file: KeptFile, virus: String)] = []
        var left: Int64 = 0

        var files: Int64 { Int64(clean.count + infected.count) }
        var result: String { !infected.isEmpty ? "infected" : left > 0 ? "partial" : "clean" }
    }

    /// Objects scanned together, and recorded together.
    private static let group = 64
    /// A group ends at so many bytes; one object may have more.
    private static let most: Int64 = 64 << 20

    mutating func run() async throws {
        let began = ContinuousClock.now
        while report.bytes < pace.budget ?? .max, !pace.isOver() {
            try Task.checkCancellation()
            let most = min(pace.bytesPerSecond ?? Self.most, Self.most, (pace.budget ?? .max) - report.bytes)
            let objects = try await next(most)
            if objects.isEmpty { return }
            do {
                let scanned = try await objects.concurrentMap(atMost: 2) { [stacks, clamd] unit, files in
                    try await VirusRound.scan(unit, files, by: clamd, in: stacks)
                }
                try await record(scanned)
            } catch let problem as ScannerProblem {
                // What was not recorded is scanned by the next round.
                report.stopped = problem.code
                return
            }
            pace.tell(report.files, report.bytes)
            if let rate = pace.bytesPerSecond {
                try await Task.sleep(until: began + .seconds(Double(report.bytes) / Double(max(1, rate))))
            }
        }
    }

    /// The objects whose last scan is the longest ago, with all their files.
    private func next(_ most: Int64) async throws -> [(UnitID, [KeptFile])] {
        let (start, token) = (start, token)
        return try await stacks.database.read { tx in
            let rows = try tx.rows(
                """
                SELECT unit, bytes FROM holding
                WHERE kind <> 'node' AND preserved_at IS NOT NULL AND scanned_at <= \(start) AND scan_round <> \(token)
                ORDER BY scanned_at, unit LIMIT \(Self.group)
                """)
            var sum: Int64 = 0
            return
                try rows
                .prefix { row in
                    defer { sum += row.int("bytes") }
                    return sum == 0 || sum + row.int("bytes") <= most
                }
                .map { row in
                    let unit = UnitID(trusted: row.text("unit"))
                    return (unit, try KeptFile.all(of: unit, in: tx))
                }
        }
    }

    private static func scan(
        _ unit: UnitID, _ files: [KeptFile], by clamd: Clamd, in stacks: Stacks
    ) async throws -> Scanned {
        var scanned = Scanned(unit: unit)
        for file in files {
            do {
                switch try await clamd.scan(stacks.read(file)) {
                case .clean: scanned.clean.append(file.n)
                case .infected(let virus): scanned.infected.append((file, virus))
                case .tooLarge: scanned.left += 1
                }
                scanned.bytes += file.bytes
            } catch BytesProblem.absent {
                // Damage is a matter of the fixity check; here it is a file that nobody scanned.
                scanned.left += 1
            } catch let problem as any Explained where problem.isOfOneFile {
                scanned.left += 1
            }
        }
        return scanned
    }

    private mutating func record(_ scanned: [Scanned]) async throws {
        for object in scanned { try await enterCases(of: object) }
        var sums = VirusReport(engine: report.engine)
        for object in scanned {
            sums.objects += 1
            sums.files += object.files
            sums.bytes += object.bytes
            sums.infected += Int64(object.infected.count)
            sums.left += object.left
        }
        let (known, engine, now, token) = (sums, report.engine, stacks.clock.now, token)
        try await stacks.database.write { tx in
            for object in scanned {
                try tx.run(
                    """
                    UPDATE holding SET scanned_at = \(now), scan_round = \(token), scan_result = \(object.result),
                      scan_engine = \(engine)
                    WHERE unit = \(object.unit)
                    """)
            }
            try tx.run(
                """
                UPDATE virus_round SET objects = objects + \(known.objects), files = files + \(known.files),
                  bytes = bytes + \(known.bytes), infected = infected + \(known.infected),
                  not_scanned = not_scanned + \(known.left)
                WHERE token = \(token)
                """)
        }
        report.objects += known.objects
        report.files += known.files
        report.bytes += known.bytes
        report.infected += known.infected
        report.left += known.left
    }

    /// Opens cases of what was found and not told yet, and closes those whose file is clean by these signatures. What a person
    /// settled is not asked about again, unless something else is found there.
    private func enterCases(of object: Scanned) async throws {
        let known = try await stacks.database.read { tx in
            try VirusCase.list(where: "c.unit = \(object.unit)", limit: 1000, in: tx)
        }
        let now = stacks.clock.now
        let news = object.infected.compactMap { file, virus -> VirusFound.Item? in
            let isTold = known.contains {
                $0.n == file.n && $0.virus == virus && ($0.settled == nil || $0.settled?.cleanBy == nil)
            }
            guard !isTold else { return nil }
            return .init(id: .new(at: now), n: file.n, sha512: file.digests.sha512.hex, virus: virus)
        }
        if !news.isEmpty {
            let act = VirusFound(object.unit, engine: report.engine, news).json
            try await stacks.append(
                .virusFound, object.unit.text, act, facts: ["files": .int(Int64(news.count))], by: agent)
        }
        let clean = known.filter { $0.settled == nil && object.clean.contains($0.n) }.map(\.id)
        if !clean.isEmpty {
            let act = VirusSettled(clean, cleanBy: report.engine).json
            try await stacks.append(
                .virusSettled, object.unit.text, act, facts: ["cases": .int(Int64(clean.count))], by: agent)
        }
    }
}
