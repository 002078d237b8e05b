import Archive
import Foundation
import Testing

@testable import Intake

/// The packages of the transfers, judged as `expected.tsv` says.
@Suite("Real transfers are judged right and their faults named", .enabled(if: Material.isThere, Material.missing))
struct MaterialTests {
    /// The kinds that can be read.
    private static let read = ["dat93", "law2012", "catalogue", "bagit", "eep", "digitised", "disclosure"]

    @Test("every package of a kind that is read: verdict, fault detected, fault named, no false alarm", arguments: read)
    func transfers(kind: String) async throws {
        let packages = Material.expected.filter { $0.kind == kind }
        try #require(
            packages.count >= (kind == "dat93" ? 12 : ["bagit", "digitised", "disclosure"].contains(kind) ? 1 : 2),
            Material.missing)
        var lines = ["package | verdict | detected | named | false alarms"]
        var (detected, named, missed, alarms) = (0, 0, 0, 0)
        for expected in packages {
            let report = try await Judged.shared.report(Material.path(expected.package))
            let (isRight, found, alarming) = expected.judge(report)
            alarms += alarming.count
            if !expected.isGood {
                detected += isRight ? 1 : 0
                missed += isRight ? 0 : 1
                named += found == nil ? 0 : 1
            }
            let mark = expected.isGood ? "good" : found == nil ? "not named" : "named"
            lines.append("\(expected.package) | \(report.verdict.rawValue) | \(isRight) | \(mark) | \(alarming.count)")
            #expect(isRight, "\(expected.package): \(report.findings.map(\.summary))")
            #expect(expected.isGood || found != nil, "\(expected.package): \(report.findings.map(\.summary))")
            #expect(alarming.isEmpty, "\(expected.package): \(alarming.map(\.summary))")
            // Their texts are those the metadata was made from: nothing in a good one is to be looked at for that.
            let differing = expected.isGood ? report.findings.filter { $0.check == "text-agrees" } : []
            #expect(differing.isEmpty, "\(expected.package): \(differing.map(\.summary))")
        }
        lines.append("faults detected \(detected), missed \(missed), named \(named); false alarms \(alarms)")
        print(lines.joined(separator: "\n"))
    }

    @Test("a fault brings no crowd: every fault found in a faulty package belongs to what was done to it")
    func consequences() async throws {
        for expected in Material.expected where Self.read.contains(expected.kind) && !expected.isGood {
            let report = try await Judged.shared.report(Material.path(expected.package))
            #expect(report.faults.count <= 8, "\(expected.package): \(report.faults.map(\.summary))")
        }
    }
}
