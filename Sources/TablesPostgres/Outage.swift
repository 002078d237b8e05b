import Archive
import Synchronization
import Tables

/// That the server could not be reached a moment ago: while it is away, whoever asks next is told at once, instead of waiting
/// for the same answer one after the other.
final class Outage: Sendable {
    private struct State {
        var last: (until: ContinuousClock.Instant, problem: TablesProblem)?
        var since: ContinuousClock.Instant?
    }

    private let state = Mutex(State())
    /// How long one failure counts for all.
    private let length: Duration

    init(length: Duration = .seconds(1)) { self.length = length }

    /// - Throws: what was found a moment ago.
    func check() throws {
        if let last = state.withLock({ $0.last }), ContinuousClock.now < last.until { throw last.problem }
    }

    func begin(_ problem: TablesProblem) {
        state.withLock { state in
            state.last = (.now + length, problem)
            state.since = state.since ?? .now
        }
    }

    func end() { state.withLock { $0 = State() } }

    /// How long it has lasted; zero where nothing is known of one.
    var age: Duration { state.withLock { $0.since.map { .now - $0 } ?? .zero } }
}
