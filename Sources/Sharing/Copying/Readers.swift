import Archive
import Synchronization

/// How many pages are being read (阅览量), so that work which can wait gives way to readers.
final class Readers: Sendable {
    /// Pages a second from which readers are many: below, nobody notices that copies are made beside.
    static let many = 50

    private struct Seconds {
        var now: Int64 = 0
        /// Pages in the second `now`, and in the whole one before it.
        var pages = 0
        var before = 0

        mutating func turn(to second: Int64) {
            guard second != now else { return }
            before = second == now + 1 ? pages : 0
            pages = 0
            now = second
        }
    }

    private let seconds = Mutex(Seconds())

    /// A page was asked for.
    func came(at time: Instant) {
        seconds.withLock { seconds in
            seconds.turn(to: time.microseconds / 1_000_000)
            seconds.pages += 1
        }
    }

    /// Whether many pages were asked for in this second or the one before.
    func areMany(at time: Instant) -> Bool {
        seconds.withLock { seconds in
            seconds.turn(to: time.microseconds / 1_000_000)
            return max(seconds.pages, seconds.before) >= Readers.many
        }
    }
}
