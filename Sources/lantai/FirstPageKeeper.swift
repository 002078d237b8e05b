import Appraisal
import Archive
import Discovery
import Logging
import Sharing

/// Counts what the portal's first page says before a reader asks: of some hundred thousand records that takes seconds, and is known
/// afterwards until something is opened or withdrawn.
struct FirstPageKeeper: Sendable {
    let room: ReadingRoom
    let finder: Finder
    let clock: Clock
    let logger: Logger

    /// Works until cancelled.
    func run() async {
        while !Task.isCancelled {
            let began = ContinuousClock.now
            await logger.attempt("first-page") { _ = try await room.counts() }
            // While its index is built anew the page does without.
            _ = try? await finder.timeline(reach: Reach.public(on: clock.today))
            // While much is opened it takes a twentieth of the time at most.
            try? await Task.sleep(for: max(.seconds(5), (ContinuousClock.now - began) * 20))
        }
    }
}
