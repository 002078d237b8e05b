import Archive
import Preservation

extension Settings {
    /// How what is kept is checked, and when the storage asks for somebody.
    static let keepingFields: [Field] = [
        Field(
            key: "fixity.bytes-per-second",
            read: { $0.fixity.bytesPerSecond = try whole("fixity.bytes-per-second", $1, in: 1...(1 << 40)) },
            write: { String($0.fixity.bytesPerSecond) }),
        Field(
            key: "fixity.hours", read: { $0.fixity.hours = try FixitySettings.Hours($1, key: "fixity.hours") },
            write: { $0.fixity.hours.text }),
        Field(
            key: "fixity.every-days",
            read: { $0.fixity.everyDays = try whole("fixity.every-days", $1, in: 0...36_500) },
            write: { String($0.fixity.everyDays) }),
        Field(
            key: "fixity.repair",
            read: { settings, text in
                guard let policy = RepairPolicy(rawValue: text) else {
                    throw HomeProblem.setting(
                        key: "fixity.repair",
                        Words(zh: "“\(text)”应是 automatic 或 ask。", en: "“\(text)” should be automatic or ask."))
                }
                settings.fixity.repair = policy
            }, write: { $0.fixity.repair.rawValue }),
        Field(
            key: "alarms.checks-days",
            read: { $0.alarms.checksDays = try whole("alarms.checks-days", $1, in: 1...36_500) },
            write: { String($0.alarms.checksDays) }),
        Field(
            key: "alarms.formats-days",
            read: { $0.alarms.formatsDays = try whole("alarms.formats-days", $1, in: 0...36_500) },
            write: { String($0.alarms.formatsDays) }),
        Field(
            key: "alarms.scans-days",
            read: { $0.alarms.scansDays = try whole("alarms.scans-days", $1, in: 0...36_500) },
            write: { String($0.alarms.scansDays) }),
        Field(
            key: "alarms.backup-days",
            read: { $0.alarms.backupDays = try whole("alarms.backup-days", $1, in: 0...36_500) },
            write: { String($0.alarms.backupDays) }),
        Field(
            key: "alarms.lag-hours", read: { $0.alarms.lagHours = try whole("alarms.lag-hours", $1, in: 1...8760) },
            write: { String($0.alarms.lagHours) }),
        Field(
            key: "alarms.space-days",
            read: { $0.alarms.spaceDays = try whole("alarms.space-days", $1, in: 0...3650) },
            write: { String($0.alarms.spaceDays) }),
        Field(
            key: "alarms.sets-days",
            read: { $0.alarms.setsDays = try whole("alarms.sets-days", $1, in: 0...36_500) },
            write: { String($0.alarms.setsDays) }),
    ]
}
