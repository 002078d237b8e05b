import Archive
import Preservation

/// How kept bytes are read again by the steward.
struct FixitySettings: Sendable {
    /// At most so many bytes a second.
    var bytesPerSecond: Int64 = 8_000_000
    var hours = Hours()
    /// What was checked so many days ago is due; 0: the steward checks nothing.
    var everyDays: Int64 = 90
    var repair = RepairPolicy.automatic

    /// Hours of the day, in the archive's zone: from the first, up to the second. `20-6` passes midnight.
    struct Hours: Sendable, Hashable {
        var from = 0
        var until = 24

        init() {}

        /// - Parameter key: of the setting, for the message.
        init(_ text: String, key: String) throws {
            let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
            guard parts.count == 2, let from = parts[0], let until = parts[1], (0...23).contains(from),
                (1...24).contains(until), from != until
            else {
                throw HomeProblem.setting(
                    key: key,
                    Words(
                        zh: "“\(text)”应是两个钟点，例如 20-6（晚上八点到早上六点）或 0-24。",
                        en: "“\(text)” should be two hours, as 20-6 (from 8 p.m. to 6 a.m.) or 0-24."))
            }
            (self.from, self.until) = (from, until)
        }

        var text: String { "\(from)-\(until)" }

        func contains(_ hour: Int) -> Bool {
            from < until ? (from..<until).contains(hour) : hour >= from || hour < until
        }
    }
}

/// How kept files are scanned for viruses by the steward.
struct VirusSettings: Sendable {
    /// At most so many bytes a second.
    var bytesPerSecond: Int64 = 4_000_000
    var hours = FixitySettings.Hours()
    /// What was scanned so many days ago is due; 0: the steward scans nothing.
    var everyDays: Int64 = 90

    static let fields: [Settings.Field] = [
        Settings.Field(
            key: "viruses.bytes-per-second",
            read: { $0.viruses.bytesPerSecond = try Settings.whole("viruses.bytes-per-second", $1, in: 1...(1 << 40)) },
            write: { String($0.viruses.bytesPerSecond) }),
        Settings.Field(
            key: "viruses.hours",
            read: { $0.viruses.hours = try FixitySettings.Hours($1, key: "viruses.hours") },
            write: { $0.viruses.hours.text }),
        Settings.Field(
            key: "viruses.every-days",
            read: { $0.viruses.everyDays = try Settings.whole("viruses.every-days", $1, in: 0...36_500) },
            write: { String($0.viruses.everyDays) }),
    ]
}

/// When the storage asks for somebody.
struct AlarmSettings: Sendable {
    /// Days without a check of some kept bytes.
    var checksDays: Int64 = 180
    /// Days without a round over the formats; 0: none is expected.
    var formatsDays: Int64 = 60
    /// Days for which some kept file may not have been scanned for viruses; 0: for ever.
    var scansDays: Int64 = 180
    /// Days without a backup; 0: none is expected.
    var backupDays: Int64 = 7
    /// Hours for which something may wait to be copied.
    var lagHours: Int64 = 24
    /// Days until the disk is full, at the growth of the last thirty.
    var spaceDays: Int64 = 30
    /// Days for which a record may be in no offline set of a kind that the archive keeps; 0: for ever.
    var setsDays: Int64 = 365
}
