import Archive
import Bytes
import Foundation

@testable import Intake

/// The corpus of the specification's authors: each row of `expected.tsv` says of one requirement whether one package meets it.
enum EArkCorpus {
    static var folder: URL? {
        guard let place = Material.root?.deletingLastPathComponent().appendingPathComponent("eark"),
            FileManager.default.fileExists(atPath: place.appendingPathComponent("corpus.tar.xz").path)
        else { return nil }
        return place
    }

    static var isThere: Bool { folder != nil || ProcessInfo.processInfo.environment["CI"] == "true" }

    struct Outcome: Sendable {
        var rows = 0
        var right = 0
        /// Each row that is judged otherwise, with the reason.
        var explained: [String] = []
        var unexplained: [String] = []
        var lines: [String] = []
    }

    /// Judged once for all tests.
    static let judged = Task { try await judge() }

    /// The requirements a finding is about.
    static func rules(of finding: Finding) -> Set<String> {
        guard finding.check.hasPrefix("eark-"), let end = finding.what.en.range(of: " (") else { return [] }
        return Set(finding.what.en[..<end.lowerBound].components(separatedBy: ", "))
    }

    /// Rows we judge otherwise on purpose, and why; `nil` where the reason does not hold, looked at anew each time.
    private static func reason(
        _ rule: String, level: String, expected: String, _ report: CheckReport, _ found: [Finding], in folder: String
    ) throws -> String? {
        if level == "INFO", expected == "invalid", found.isEmpty {
            return "the requirement is MAY: what it allows is absent, which is no fault and is not told"
        }
        if expected == "valid", !found.isEmpty,
            try found.allSatisfy({ try hasLostLineEnds($0.file?.display ?? "", in: folder) })
        {
            return
                "METS promises the file with line ends of Windows; in the corpus they are gone, so the file is another"
        }
        if rule == "CSIP61", expected == "invalid",
            report.findings.contains(where: { rules(of: $0).contains("CSIP91") })
        {
            return
                "ADMID of the group names administrative metadata alone; the ID that is none stands in the division Metadata, told as CSIP91"
        }
        return nil
    }

    /// Whether METS promises the size and the digest that a file has with the line ends of Windows.
    private static func hasLostLineEnds(_ path: String, in folder: String) throws -> Bool {
        let bytes = try DurableFile.read(folder + "/" + path)
        guard !bytes.contains(13) else { return false }
        let turned = bytes.flatMap { $0 == 10 ? [13, 10] : [$0] }
        var md5 = ForeignDigest(named: "md5")!
        md5.update(turned)
        let digests = [md5.finish().hex, digest(turned, .sha256).hex]
        let mets = String(decoding: try DurableFile.read(folder + "/METS.xml"), as: UTF8.self)
        return mets.contains("SIZE=\"\(turned.count)\"") && digests.contains { mets.contains("CHECKSUM=\"\($0)\"") }
    }

    /// Reports on packages, a few at a time. The rules need no worker; that real packages go through workers too, the made ones show.
    private static func reports(_ packages: Set<String>, in area: String) async throws -> [String: CheckReport] {
        try await withThrowingTaskGroup(of: (String, CheckReport).self) { group in
            var reports: [String: CheckReport] = [:]
            for (place, package) in packages.sorted().enumerated() {
                if place >= 4, let (name, report) = try await group.next() { reports[name] = report }
                group.addTask {
                    (package, try await PackageCheck.run(path: area + "/" + package, workers: nil, clock: testClock))
                }
            }
            for try await (name, report) in group { reports[name] = report }
            return reports
        }
    }

    private static func judge() async throws -> Outcome {
        guard let folder else { return Outcome() }
        let area = try TestFolder()
        let tar = Process()
        tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        tar.arguments = ["tar", "-xJf", folder.appendingPathComponent("corpus.tar.xz").path, "-C", area.path]
        try tar.run()
        tar.waitUntilExit()
        func rows(_ name: String) throws -> [[String]] {
            try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8).split(separator: "\n")
                .dropFirst()
                .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map { String($0) } }
        }
        let peers = Dictionary(
            try rows("peer-eark-validator.tsv").map { ($0[0], $0.dropFirst().joined(separator: " ")) },
            uniquingKeysWith: { first, _ in first })
        var outcome = Outcome()
        let expectations = try rows("expected.tsv")
        let reports = try await reports(Set(expectations.map { $0[0] }), in: area.path)
        var byPeer: [String: (same: Int, other: Int)] = [:]
        for (package, report) in reports {
            let structure = peers[package]?.components(separatedBy: " ").first ?? "-"
            let isSound = !report.findings.contains { $0.check == "eark-structure" && $0.severity == .blocking }
            // Where the peer breaks down it says nothing of the structure.
            let isSame = structure == "CRASH" || isSound == (structure == "WellFormed")
            byPeer[structure, default: (0, 0)].same += isSame ? 1 : 0
            byPeer[structure, default: (0, 0)].other += isSame ? 0 : 1
        }
        for row in expectations {
            let (package, rule, number, level, expected) = (row[0], row[1], row[3], row[4], row[5])
            guard let report = reports[package] else { continue }
            let found = report.findings.filter { rules(of: $0).contains(rule) }
            // A requirement that only warns leaves a package valid.
            let isRight = expected == "invalid" ? !found.isEmpty : !found.contains { $0.severity == .blocking }
            outcome.rows += 1
            outcome.right += isRight ? 1 : 0
            guard !isRight else { continue }
            let line =
                "\(package) | \(rule)-\(number) \(level) \(expected) | found: \(found.map(\.summary)) | eark-validator: \(peers[package] ?? "-")"
            let blocking = expected == "valid" ? found.filter { $0.severity == .blocking } : found
            if let reason = try reason(
                rule, level: level, expected: expected, report, blocking, in: area.path + "/" + package)
            {
                outcome.explained.append("\(line) | \(reason)")
            } else {
                outcome.unexplained.append(line)
            }
        }
        outcome.lines =
            ["E-ARK corpus: \(outcome.rows) rows, \(outcome.right) right, \(outcome.rows - outcome.right) otherwise"]
            + outcome.explained + outcome.unexplained
            + byPeer.sorted { $0.key < $1.key }.map {
                "structure by eark-validator \($0.key): \($0.value.same) packages as here, \($0.value.other) otherwise"
            }
        return outcome
    }
}
