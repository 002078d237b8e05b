package import Archive
import Bytes
package import Formats
import Foundation
import Synchronization

/// Checks a package where it lies, without a home (`lantai check`): what compares with the archive is left out and said so.
package enum PackageCheck {
    /// - Parameters:
    ///   - path: a folder, a ZIP or a TAR.
    ///   - stage: at which point of its life; rounds over what is kept check no packages.
    ///   - agency: whose package it is; empty: as it says itself.
    ///   - schemes: what an archive decided; `nil`: every check as usual.
    ///   - rules: the edition of the archive's rule book.
    ///   - workers: `nil` leaves content unopened, which the report says.
    package static func run(
        path: String, workers: WorkerPool?, settings: IntakeSettings = IntakeSettings(),
        clock: Clock = .system(), stage: CheckStage = .transfer, agency: String = "", schemes: SchemesInForce? = nil,
        rules: RuleBookInForce = .standard,
        progress: @escaping @Sendable (CheckProgress) async throws -> Void = { _ in }
    ) async throws -> CheckReport {
        var plain = path
        while plain.count > 1, plain.hasSuffix("/") { plain.removeLast() }
        guard DurableFile.exists(plain) else { throw IntakeProblem.unreadable(path) }
        let area = try TemporaryFolder()
        defer { area.remove() }
        let name = FileName(URL(fileURLWithPath: plain).lastPathComponent)
        let sort = try await onFileThread { [plain] in try ContainerSort(path: plain, name: name) }
        let package = try await PackageUnpacking.unpack(
            path: plain, sort: sort, into: area.path, limits: settings.limits, sources: settings.sources,
            clock: clock, progress: progress)
        let run = CheckRun(
            name: name, package: package, settings: settings, workers: workers, texts: nil, today: clock.today,
            held: nil, agency: agency, schemes: schemes, stage: stage, rules: rules, progress: progress)
        return try await run.run().report.at(stage)
    }
}

/// A folder of the system's temporary area, for one check.
private struct TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "lantai-check-" + randomBytes(8).hex).path
        try DurableFile.makeFolder(path, mode: 0o700)
    }

    func remove() { try? DurableFile.removeAll(path) }
}
