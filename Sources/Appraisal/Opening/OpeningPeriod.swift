package import Archive

/// After how many years records are to be opened (开放年限), and from when that rule holds: data with dates.
package struct OpeningPeriod: Hashable, Sendable {
    /// The first day the rule is in force.
    package let from: Day
    package let years: Int
    package let source: String

    package static let all: [OpeningPeriod] = [
        OpeningPeriod(from: Day(year: 1988, month: 1, day: 1)!, years: 30, source: "档案法（1987）19 条"),
        OpeningPeriod(from: Day(year: 2021, month: 1, day: 1)!, years: 25, source: "档案法（2020）27 条"),
    ]

    /// The rule in force on `day`; before the first one, the first.
    package static func inForce(on day: Day) -> OpeningPeriod { all.last { $0.from <= day } ?? all[0] }

    /// Records formed on this day or before are due on `day`.
    package static func cutoff(on day: Day) -> Day { day.adding(years: -inForce(on: day).years) }

    /// Whether something formed until `formed` is due on `day`.
    package static func hasPassed(formed: Day, on day: Day) -> Bool { formed <= cutoff(on: day) }
}
