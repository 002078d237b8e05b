package import Archive
import Foundation

/// The portal is closed for maintenance (门户维护): since when, until when it is expected to be, what readers are told.
package struct PortalClosure: Hashable, Sendable {
    package let since: Instant
    /// When it is expected to end. Nothing opens by itself then: the work may take longer.
    package let until: Instant?
    /// What the archive says to readers, in its own words; empty where it says nothing of its own.
    package let said: String
    /// The same in English, if somebody wrote it.
    package let saidInEnglish: String

    /// In which words readers are told in `language`: the archive's own in the other one rather than none.
    package func said(in language: Language) -> String {
        language == .en && !saidInEnglish.isEmpty ? saidInEnglish : said
    }

    /// Whether it lasts longer than was said.
    func isOverdue(at now: Instant) -> Bool { until.map { $0 <= now } ?? false }

    /// Seconds after which it makes sense to ask again: when it is to be over, within a day.
    func retryAfter(at now: Instant) -> Int {
        guard let until else { return 3600 }
        let left = (until.microseconds - now.microseconds + 999_999) / 1_000_000
        return left <= 0 ? 600 : Int(min(max(left, 60), 86_400))
    }
}

extension PortalClosure {
    /// Reads a moment on the wall clock of the archive's zone, `2026-12-01T08:00` or with a space, or a day, which is then
    /// meant to its beginning.
    package static func moment(_ text: String, _ clock: Clock) -> Instant? {
        let parts = text.trimmed.split(whereSeparator: { "T ".contains($0) }).map(String.init)
        guard (1...2).contains(parts.count), let day = Day(text: parts[0]) else { return nil }
        guard parts.count == 2 else { return clock.start(of: day) }
        let numbers = parts[1].split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(numbers.count), numbers.allSatisfy({ $0.utf8.count == 2 }),
            case let read = numbers.compactMap({ Int64($0) }), read.count == numbers.count, read[0] < 24,
            read[1...].allSatisfy({ (0..<60).contains($0) }), read[0] >= 0
        else { return nil }
        let asked = read[0] * 3600 + read[1] * 60
        // Where clocks are changed that day the hour counts, not how long the day has lasted.
        var moment = clock.start(of: day) + .seconds(asked)
        let local = LocalTime(moment, clock)
        let off = asked - (local.hour * 3600 + local.minute * 60)
        if local.day == day, abs(off) <= 7200 { moment = moment + .seconds(off) }
        return moment
    }

    /// A moment as a form writes and reads it.
    static func written(_ moment: Instant, _ clock: Clock) -> String {
        let local = LocalTime(moment, clock)
        return "\(local.day)T\(local.clockText)"
    }
}

extension Clock {
    /// What the time of the archive's zone is called.
    package var zoneWords: Words {
        ["Asia/Shanghai", "Asia/Chongqing", "Asia/Harbin", "PRC"].contains(zone.identifier)
            ? Words(zh: "北京时间", en: "Beijing time") : Words(asIs: zone.identifier)
    }

    /// A moment with its full date and the name of the zone, for who may be in another one.
    package func wordsWithZone(_ moment: Instant) -> Words {
        let full = LocalTime(moment, self).full
        return Words(
            zh: "\(full.zh)（\(zoneWords.zh)）", en: "\(full.en) (\(zoneWords.en))")
    }
}
