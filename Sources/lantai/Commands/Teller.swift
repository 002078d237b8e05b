import Archive
import Synchronization

/// Tells on a command's error stream how far long work is, at most once a second.
final class Teller: Sendable {
    private let io: CommandIO
    private let told = Mutex(ContinuousClock.now)

    init(_ io: CommandIO) { self.io = io }

    func tell(_ words: @autoclosure () -> Words) {
        let isDue = told.withLock { last in
            let now = ContinuousClock.now
            guard now - last >= .seconds(1) else { return false }
            last = now
            return true
        }
        if isDue { io.err(words()[io.language] + "\n") }
    }
}
