import Archive
import Foundation

@testable import Intake

/// Reports on other people's packages, made once for all suites that look at them.
actor Judged {
    static let shared = Judged()

    private var reports: [String: Task<CheckReport, any Error>] = [:]

    /// The report on the package at `path`, with the authorities of the material trusted.
    func report(_ path: String) async throws -> CheckReport {
        if let known = reports[path] { return try await known.value }
        let settings = IntakeSettings(trust: Material.root.map { $0.appendingPathComponent("trust").path })
        let task = Task { try await check(path, settings: settings) }
        reports[path] = task
        return try await task.value
    }
}

/// A bag of the conformance suite, and what it must come to.
struct ConformanceBag: Sendable {
    let path: String
    let expected: String

    static let all: [ConformanceBag] = {
        guard let root = Material.root?.deletingLastPathComponent().appendingPathComponent("bagit"),
            let text = try? String(contentsOf: root.appendingPathComponent("expected.tsv"), encoding: .utf8)
        else { return [] }
        return text.split(separator: "\n").dropFirst().map { line in
            let fields = line.split(separator: "\t").map { String($0) }
            return ConformanceBag(path: root.appendingPathComponent(fields[0]).path, expected: fields[2])
        }
    }()

    private static let own = ["bag-declared", "bag-complete", "bag-digests"]

    /// What its own checks say, and whether that is right.
    func judge(_ report: CheckReport) -> (verdict: String, isRight: Bool, found: [Finding]) {
        let found = report.findings.filter { ConformanceBag.own.contains($0.check) }
        let isValid = !found.contains { $0.severity == .blocking }
        let verdict = isValid ? found.isEmpty ? "valid" : "valid-with-warning" : "invalid"
        let isRight =
            switch expected {
            case "valid": isValid
            case "valid-with-warning": verdict == expected
            // What leads out of the bag on one system is refused on all.
            default: !isValid
            }
        return (verdict, isRight && report.kind == .bagIt, found)
    }
}

extension Material.Expected {
    /// What a report makes of a package: whether the verdict is right, the fault that was looked for, and false alarms.
    func judge(_ report: CheckReport) -> (isRight: Bool, found: Finding?, alarms: [Finding]) {
        let found = isGood ? nil : report.faults.first { fault in named.contains(where: fault.names) }
        // In a good package any fault is a false alarm, but for warnings where they are no mistake.
        let mayWarn = verdicts.contains("accept-with-warnings")
        let alarms = isGood ? report.faults.filter { $0.severity == .blocking || !mayWarn } : []
        return (verdicts.contains(report.verdict.rawValue), found, alarms)
    }
}
