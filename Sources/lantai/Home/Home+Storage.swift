import Archive
import Bytes
import Intake
import Preservation

extension Home {
    /// When the last backup was finished, where, and how large: `{"at":"…Z","destination":"…","bytes":N}`.
    var backupState: String { path + "/backup-state.json" }

    /// When the last backup was made; `nil`: never, or nobody can read when.
    var lastBackup: Instant? {
        guard let bytes = try? DurableFile.read(backupState), let text = (try? JSON(parsing: bytes))?["at"]?.string
        else { return nil }
        return Instant(text: text) ?? Instant(seconds: text)
    }

    func watch(_ stacks: Stacks, _ desk: ReceivingDesk, _ settings: Settings, _ clock: Clock) -> StorageWatch {
        let isFolder = settings.store.kind == .folder
        let folder = self.stacks
        return StorageWatch(
            stacks, clock: clock,
            limits: StorageWatch.Limits(
                floor: settings.freeSpaceFloor, checksDays: settings.alarms.checksDays,
                backupDays: settings.alarms.backupDays, lagHours: settings.alarms.lagHours,
                spaceDays: settings.alarms.spaceDays, setsDays: settings.alarms.setsDays,
                formatsDays: settings.alarms.formatsDays, scansDays: settings.alarms.scansDays,
                hasScanner: settings.scanner != nil),
            free: { isFolder ? DiskFacts(at: folder)?.free : nil },
            isReadOnly: { isFolder && DiskFacts(at: folder)?.isReadOnly == true },
            backup: { self.lastBackup }, policy: { try await desk.formatPolicy(on: $0) })
    }
}

extension Instant {
    /// `2026-11-26T01:02:03Z`: without a fraction.
    fileprivate init?(seconds text: String) {
        guard text.hasSuffix("Z"), !text.contains(".") else { return nil }
        self.init(text: text.dropLast() + ".000000Z")
    }
}
