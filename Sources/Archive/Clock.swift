package import Foundation

/// Where the time comes from: the system's clock, or a fixed one in a test. Days are those of the archive's zone.
package struct Clock: Sendable {
    package let zone: TimeZone
    private let read: @Sendable () -> Instant

    package init(zone: TimeZone, now: @escaping @Sendable () -> Instant) {
        self.zone = zone
        read = now
    }

    package var now: Instant { read() }
    package var today: Day { day(of: now) }

    /// The day in the archive's zone on which `instant` falls.
    package func day(of instant: Instant) -> Day {
        let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.microseconds) / 1e6))
        let local = instant.microseconds + Int64(offset) * 1_000_000
        let days = local / 86_400_000_000 - (local % 86_400_000_000 < 0 ? 1 : 0)
        return Day(daysSince1970: Int(days))
    }

    /// The moment at which `day` begins in the archive's zone.
    package func start(of day: Day) -> Instant {
        let midnight = Int64(day.daysSince1970) * 86_400
        var seconds = midnight
        // The zone's distance is that of the moment looked for, which a second look has even where clocks are changed.
        for _ in 0..<2 {
            seconds = midnight - Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
        }
        return Instant(microseconds: seconds * 1_000_000)
    }

    /// The system's clock, in `zone` (an IANA name; the default is China's).
    package static func system(zone: String = "Asia/Shanghai") -> Clock {
        Clock(zone: TimeZone(identifier: zone) ?? TimeZone(secondsFromGMT: 8 * 3600)!) {
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
        }
    }

    /// A clock that stands still at `instant`.
    package static func fixed(_ instant: Instant, zone: String = "Asia/Shanghai") -> Clock {
        Clock(zone: TimeZone(identifier: zone)!) { instant }
    }
}
