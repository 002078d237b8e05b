import Archive
import Foundation
import Intake
import Ledger
import Synchronization

/// Tells on standard error how far long work is, at most once a second: `checking 1200/100000, 31/400 MB`.
final class ProgressLine: Sendable {
    private let told = Mutex(ContinuousClock.now - .seconds(1))

    func tell(_ progress: CheckProgress) {
        let isDue = told.withLock { last in
            let now = ContinuousClock.now
            guard now - last >= .seconds(1) else { return false }
            last = now
            return true
        }
        if isDue { FileHandle.standardError.write(Data((ProgressLine.text(progress) + "\n").utf8)) }
    }

    private static func text(_ progress: CheckProgress) -> String {
        text(
            progress.stage.rawValue, done: progress.done, total: progress.total, bytes: progress.bytes,
            totalBytes: progress.totalBytes)
    }

    /// `checking 1200/100000, 31/400 MB`; what is not known in all is left out.
    static func text(_ name: String, done: Int64, total: Int64, bytes: Int64, totalBytes: Int64) -> String {
        let files = total > 0 ? "\(done)/\(total)" : "\(done)"
        let mega = totalBytes > 0 ? "\(bytes / 1_000_000)/\(totalBytes / 1_000_000) MB" : "\(bytes / 1_000_000) MB"
        return "\(name) \(files), \(mega)"
    }
}

extension House {
    /// Tells on the error stream of a command, once a second, how far the checks of a transfer are, until `work` ends.
    func tellingProgress(
        of accession: AccessionID, _ io: CommandIO, during work: @escaping @Sendable () async throws -> Void
    ) async throws {
        let progress = Progress(database: database, clock: clock)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await work() }
            group.addTask {
                while true {
                    do { try await Task.sleep(for: .seconds(1)) } catch { return }
                    for step in try await progress.of(accession.text) where step.total > 0 || step.totalBytes > 0 {
                        let name = step.follower.split(separator: ".").last.map { String($0) } ?? step.follower
                        io.err(
                            ProgressLine.text(
                                name, done: step.done, total: step.total, bytes: step.bytes, totalBytes: step.totalBytes
                            )
                                + "\n")
                    }
                }
            }
            _ = try await group.next()
            group.cancelAll()
        }
    }
}
