import Archive
import Synchronization
import Tables

/// That the server could not be reached a moment ago: while it is away, whoever asks next is told at once, instead of waiting
/// for the same answer one after the other.
final class Outage: Sendable {
    private let last = Mutex<(until: ContinuousClock.Instant, problem: TablesProblem)?>(nil)

    /// How long one failure counts for all.
    private static let length = Duration.seconds(1)

    /// - Throws: what was found a moment ago.
    func check() throws {
        if let last = last.withLock({ $0 }), ContinuousClock.now < last.until { throw last.problem }
    }

    func begin(_ problem: TablesProblem) { last.withLock { $0 = (.now + Outage.length, problem) } }

    func end() { last.withLock { $0 = nil } }
}
