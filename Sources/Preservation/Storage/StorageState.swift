package import Archive

/// How everything that keeps bytes stands (存储状况): computed in one place, shown on the desk, in `/readyz` and in `/metrics`.
package struct StorageState: Sendable {
    package let at: Instant
    /// Why the archive's own store cannot be used just now.
    package let failure: Failure?
    /// Objects and content bytes in the archive's own store.
    package let objects: Int64
    package let bytes: Int64
    /// Bytes free on its disk, and how many are to stay free; `nil` where nobody can tell (a bucket).
    package let free: Int64?
    package let floor: Int64
    /// Bytes a day, over the last thirty days.
    package let growth: Int64
    /// Days until only `floor` is left, at that growth; `nil` where nothing grows or nobody can tell.
    package let daysLeft: Int64?
    package let replicas: [ReplicaState]
    /// When the least recently checked bytes were checked; long before everything where some never were.
    package let oldestCheck: Instant?
    package let openCases: Int64
    package let formats: FormatCare
    package let viruses: VirusCare
    package let offline: OfflineCare
    /// When the last backup was made; `nil`: never.
    package let backup: Instant?
    /// The gravest first.
    package internal(set) var alarms: [StorageAlarm]

    package struct Failure: Sendable, Hashable {
        package let code: String
        package let what: Words
        package let next: Words
    }

    /// Whole days since the oldest check; `nil` where there is nothing to check or something never was checked.
    package var oldestCheckDays: Int64? {
        guard let oldestCheck, !hasUnchecked else { return nil }
        return max(0, (at.microseconds - oldestCheck.microseconds) / 86_400_000_000)
    }

    /// Whether some bytes were never checked since the rows were made.
    package var hasUnchecked: Bool { oldestCheck.map { $0.microseconds == 0 } ?? false }
}

/// One thing about the storage that asks for somebody (存储告警).
package struct StorageAlarm: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case primaryFailing = "storage.primary-failing"
        case damage = "storage.damage"
        case virusFound = "storage.virus-found"
        case spaceOut = "storage.space-out"
        case space = "storage.space"
        case copyTrouble = "storage.copy-trouble"
        case copyBehind = "storage.copy-behind"
        case setDamaged = "storage.set-damaged"
        case checksOverdue = "storage.checks-overdue"
        case scansOverdue = "storage.scans-overdue"
        case scanPartial = "storage.scan-partial"
        case formatsAtRisk = "storage.formats-at-risk"
        case formatsOverdue = "storage.formats-overdue"
        case backupOverdue = "storage.backup-overdue"
        case setTestOverdue = "storage.set-test-overdue"
        case setBehind = "storage.set-behind"
        case sameDisk = "storage.copy-same-disk"

        /// Whether work must stop for it.
        package var isGrave: Bool { self == .primaryFailing }
    }

    package let kind: Kind
    /// The copy it is about; `nil`: the archive itself.
    package let copy: String?
    /// Neither paths nor names of records: anybody may read it.
    package let what: Words
    package let next: Words
}
