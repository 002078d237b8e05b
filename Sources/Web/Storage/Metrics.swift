import Archive
import Ledger
import Preservation

/// Numbers in the text form that Prometheus and its like read.
///
/// Source: Prometheus exposition format 0.0.4.
struct Metrics {
    private(set) var text = ""

    init(_ state: StorageState) {
        add("lantai_storage_primary_ok", "Whether the primary store can be used.", state.failure == nil ? 1 : 0)
        add("lantai_storage_objects", "Objects kept.", state.objects)
        add("lantai_storage_bytes", "Content bytes kept.", state.bytes)
        if let free = state.free { add("lantai_storage_free_bytes", "Bytes free on the primary disk.", free) }
        add("lantai_storage_floor_bytes", "Bytes that are to stay free.", state.floor)
        add("lantai_storage_growth_bytes_per_day", "Growth over the last 30 days.", state.growth)
        if let days = state.daysLeft { add("lantai_storage_days_left", "Days until the floor at that growth.", days) }
        if let oldest = state.oldestCheck {
            add(
                "lantai_fixity_oldest_check_seconds", "Age of the oldest check of kept bytes.",
                (state.at.microseconds - oldest.microseconds) / 1_000_000)
        }
        add("lantai_damage_open_cases", "Cases of damage that are not repaired.", state.openCases)
        if let at = state.formats.at {
            add(
                "lantai_formats_round_age_seconds", "Age of the last round over the formats.",
                (state.at.microseconds - at.microseconds) / 1_000_000)
        }
        add(
            "lantai_formats_files_at_risk", "Kept files that the policy of today would not take.",
            state.formats.filesAtRisk)
        if let oldest = state.viruses.oldest {
            add(
                "lantai_viruses_oldest_scan_seconds", "For how long some record was not scanned for viruses.",
                (state.at.microseconds - oldest.microseconds) / 1_000_000)
        }
        add("lantai_viruses_never_scanned_objects", "Objects that were never scanned.", state.viruses.never)
        add("lantai_viruses_open_cases", "Cases of viruses that nobody settled.", state.viruses.openCases)
        add("lantai_offline_media", "Offline media in use.", state.offline.media)
        add("lantai_offline_media_damaged", "Offline media found damaged.", state.offline.damaged)
        add("lantai_offline_media_test_overdue", "Offline media whose read test is overdue.", state.offline.overdue)
        if let backup = state.backup {
            add(
                "lantai_backup_age_seconds", "Age of the last backup.",
                (state.at.microseconds - backup.microseconds) / 1_000_000)
        }
        add(replicas: state)
        head("lantai_alarm", "1 for each alarm.")
        for alarm in state.alarms {
            line("lantai_alarm", [("code", alarm.kind.rawValue), ("replica", alarm.copy ?? "")], 1)
        }
    }

    private mutating func add(replicas state: StorageState) {
        let numbers: [(name: String, help: String, value: (ReplicaState) -> Int64)] = [
            ("ok", "Whether the last try to copy succeeded.", { $0.trouble == nil ? 1 : 0 }),
            ("objects", "Objects the copy has.", { $0.objects }),
            ("waiting_objects", "Objects to be copied.", { $0.waiting }),
            ("waiting_bytes", "Content bytes to be copied.", { $0.waitingBytes }),
            ("waiting_events", "Events of the ledger to be copied.", { $0.waitingEvents }),
            (
                "lag_seconds", "How long the oldest has waited.",
                { copy in
                    copy.oldestWaiting.map { (state.at.microseconds - $0.microseconds) / 1_000_000 } ?? 0
                }
            ),
            ("damaged_objects", "Objects damaged in the copy.", { $0.damaged }),
        ]
        for (name, help, value) in numbers where !state.replicas.isEmpty {
            head("lantai_replica_\(name)", help)
            for copy in state.replicas { line("lantai_replica_\(name)", [("replica", copy.name)], value(copy)) }
        }
    }

    mutating func add(ledger events: Int64, unsealed: Int64) {
        add("lantai_ledger_events", "Events in the ledger.", events)
        add("lantai_ledger_unsealed_events", "Events not sealed yet.", unsealed)
    }

    mutating func add(followers: [FollowerState]) {
        head("lantai_follower_behind", "Events a follower has not settled.")
        for each in followers { line("lantai_follower_behind", [("follower", each.name)], Int64(each.behind)) }
        head("lantai_follower_parked", "Events a follower has set aside.")
        for each in followers { line("lantai_follower_parked", [("follower", each.name)], Int64(each.parked)) }
    }

    private mutating func add(_ name: String, _ help: String, _ value: Int64) {
        head(name, help)
        line(name, [], value)
    }

    private mutating func head(_ name: String, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) gauge\n"
    }

    /// Labels are names of the house: letters, digits, `.` and `-`.
    private mutating func line(_ name: String, _ labels: [(String, String)], _ value: Int64) {
        let inside = labels.map { "\($0)=\"\($1)\"" }.joined(separator: ",")
        text += name + (inside.isEmpty ? "" : "{\(inside)}") + " \(value)\n"
    }
}
