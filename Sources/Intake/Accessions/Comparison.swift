package import Archive
import Tables

/// What a resubmission changed against the package it is sent in place of (重新提交比对).
package struct Comparison: Hashable, Sendable {
    package let earlier: Accession
    /// Findings of the earlier report that the later one has no more; those only the later has; those in both.
    package let gone: [Finding]
    package let new: [Finding]
    package let still: [Finding]
    /// Paths that only the later package has, that only the earlier had, and that have other bytes now; the first of each.
    package let added: Paths
    package let removed: Paths
    package let changed: Paths
    /// Files with the same path and the same bytes.
    package let unchanged: Int64

    package struct Paths: Hashable, Sendable {
        package let count: Int64
        package let first: [FileName]
    }
}

extension CheckReport {
    /// Checks that were not run, by the scheme (检测方案): what they found before may be there still.
    package var notRun: Set<String> { Set(outcomes.filter { $0.result == .off }.map(\.check)) }

    /// Which findings of `earlier` are gone, which are new here, which are still there. A finding is the same if check and
    /// place are, whatever numbers its sentence holds; gone is only what was looked for again.
    package func compared(with earlier: CheckReport) -> (gone: [Finding], new: [Finding], still: [Finding]) {
        struct Place: Hashable {
            let check: String
            let file: FileName?
            let element: String?
            let record: String?

            init(_ finding: Finding) {
                (check, file, element, record) = (finding.check, finding.file, finding.element, finding.record)
            }
        }
        let before = Set(earlier.findings.map(Place.init))
        let now = Set(findings.map(Place.init))
        return (
            earlier.findings.filter { !now.contains(Place($0)) && !notRun.contains($0.check) },
            findings.filter { !before.contains(Place($0)) },
            findings.filter { before.contains(Place($0)) }
        )
    }
}

extension ReceivingDesk {
    /// How many paths of each sort are named.
    private static let named = 100

    /// What this package changed against the one it replaces; `nil` if it replaces none, or one of the two is not checked.
    package func comparison(_ id: AccessionID) async throws -> Comparison? {
        guard let accession = try await accession(id), let before = accession.supersedes,
            let earlier = try await self.accession(before), let now = try await report(id),
            let then = try await report(before)
        else { return nil }
        let (gone, new, still) = now.compared(with: then)
        return try await database.read { tx in
            let added = try ReceivingDesk.onlyIn(id, not: before, in: tx)
            let removed = try ReceivingDesk.onlyIn(before, not: id, in: tx)
            let both: Query =
                """
                FROM package_file AS mine JOIN package_file AS other ON other.path = mine.path
                WHERE mine.accession = \(id) AND other.accession = \(before)
                """
            let changed = try ReceivingDesk.paths("\(sql: both) AND mine.sha512 <> other.sha512", in: tx)
            let unchanged = try tx.row("SELECT count(*) AS c \(sql: both) AND mine.sha512 = other.sha512")!.int("c")
            return Comparison(
                earlier: earlier, gone: gone, new: new, still: still, added: added, removed: removed, changed: changed,
                unchanged: unchanged)
        }
    }

    private static func onlyIn(
        _ id: AccessionID, not other: AccessionID, in tx: any Transaction
    ) throws -> Comparison.Paths {
        try paths(
            """
            FROM package_file AS mine WHERE mine.accession = \(id) AND NOT EXISTS (
              SELECT 1 FROM package_file AS other WHERE other.accession = \(other) AND other.path = mine.path)
            """, in: tx)
    }

    private static func paths(_ query: Query, in tx: any Transaction) throws -> Comparison.Paths {
        let count = try tx.row("SELECT count(*) AS c \(sql: query)")!.int("c")
        let first = try tx.rows("SELECT mine.path AS path \(sql: query) ORDER BY mine.path LIMIT \(named)").map {
            FileName(bytes: $0.blob("path"))
        }
        return Comparison.Paths(count: count, first: first)
    }
}
