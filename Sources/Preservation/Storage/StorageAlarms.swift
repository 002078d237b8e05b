import Archive

/// Decides what of a state asks for somebody.
struct StorageAlarms {
    let limits: StorageWatch.Limits
    /// When the archive began: what cannot have been done yet is not overdue.
    let began: Instant

    private static let day: Int64 = 86_400_000_000
    private static let hour: Int64 = 3_600_000_000

    func all(of state: StorageState) -> [StorageAlarm] {
        let found =
            primary(state) + copies(state) + checks(state) + formats(state) + viruses(state) + backup(state)
            + offline(state)
        let order = Dictionary(
            uniqueKeysWithValues: StorageAlarm.Kind.allCases.enumerated().map { ($0.element, $0.offset) })
        return found.sorted { (order[$0.kind] ?? 0, $0.copy ?? "") < (order[$1.kind] ?? 0, $1.copy ?? "") }
    }

    private func primary(_ state: StorageState) -> [StorageAlarm] {
        var alarms: [StorageAlarm] = []
        if state.failure != nil {
            alarms.append(
                StorageAlarm(
                    kind: .primaryFailing, copy: nil,
                    what: Words(zh: "主库不能正常读写", en: "The primary store cannot be read or written as it should"),
                    next: Words(zh: "查看“存储”页和系统日志", en: "See the storage page and the system's log")))
        }
        if state.openCases > 0 {
            alarms.append(
                StorageAlarm(
                    kind: .damage, copy: nil,
                    what: Words(
                        zh: "\(state.openCases) 个损坏个案没有了结",
                        en: state.openCases == 1
                            ? "One case of damage is open" : "\(state.openCases) cases of damage are open"),
                    next: Words(zh: "在“存储”页查看个案并修复", en: "Look at it on the storage page, and repair it")))
        }
        if let free = state.free, free < state.floor {
            alarms.append(
                StorageAlarm(
                    kind: .spaceOut, copy: nil,
                    what: Words(zh: "主库磁盘的余量低于下限", en: "Less is free on the primary disk than is to stay free"),
                    next: Words(zh: "扩容；在此之前不接收移交", en: "Make it larger; no transfers are taken until then")))
        } else if let days = state.daysLeft, days <= limits.spaceDays {
            alarms.append(
                StorageAlarm(
                    kind: .space, copy: nil,
                    what: Words(
                        zh: "按近 30 天的增长，主库约 \(days) 天后写满",
                        en: "At the growth of the last 30 days the primary disk is full in about \(days) days"),
                    next: Words(zh: "准备扩容", en: "Prepare for more room")))
        }
        return alarms
    }

    private func copies(_ state: StorageState) -> [StorageAlarm] {
        state.replicas.flatMap { copy -> [StorageAlarm] in
            var alarms: [StorageAlarm] = []
            if let trouble = copy.trouble, state.at.microseconds - trouble.since.microseconds > StorageAlarms.hour {
                alarms.append(
                    StorageAlarm(
                        kind: .copyTrouble, copy: copy.name,
                        what: Words(
                            zh: "副本 \(copy.name) 一小时以上不能复制（\(trouble.code)）",
                            en: "Nothing could be copied to \(copy.name) for over an hour (\(trouble.code))"),
                        next: Words(zh: "在“存储”页查看原因", en: "See why on the storage page")))
            }
            if let oldest = copy.oldestWaiting,
                state.at.microseconds - oldest.microseconds > limits.lagHours * StorageAlarms.hour
            {
                alarms.append(
                    StorageAlarm(
                        kind: .copyBehind, copy: copy.name,
                        what: Words(
                            zh: "副本 \(copy.name) 落后 \(limits.lagHours) 小时以上",
                            en: "The copy \(copy.name) is more than \(limits.lagHours) hours behind"),
                        next: Words(zh: "检查它的磁盘或网络", en: "Check its disk or network")))
            }
            if copy.sharesDisk {
                alarms.append(
                    StorageAlarm(
                        kind: .sameDisk, copy: copy.name,
                        what: Words(
                            zh: "副本 \(copy.name) 与主库在同一块磁盘上",
                            en: "The copy \(copy.name) is on the disk of the archive itself"),
                        next: Words(zh: "把它移到另一块磁盘或另一处", en: "Move it to another disk, or elsewhere")))
            }
            return alarms
        }
    }

    private func checks(_ state: StorageState) -> [StorageAlarm] {
        guard let oldest = state.oldestCheck else { return [] }
        // What was made anew by a rebuild counts from the start: it is checked next.
        let days = (state.at.microseconds - max(oldest, began).microseconds) / StorageAlarms.day
        guard days > limits.checksDays else { return [] }
        return [
            StorageAlarm(
                kind: .checksOverdue, copy: nil,
                what: Words(
                    zh: "有内容超过 \(limits.checksDays) 天没有核验",
                    en: "Some bytes were not checked for over \(limits.checksDays) days"),
                next: Words(
                    zh: "运行 lantai fixity，或放宽 fixity.hours 与 fixity.bytes-per-second",
                    en: "Run lantai fixity, or allow more by fixity.hours and fixity.bytes-per-second"))
        ]
    }

    private func backup(_ state: StorageState) -> [StorageAlarm] {
        guard limits.backupDays > 0,
            state.at.microseconds - (state.backup ?? began).microseconds > limits.backupDays * StorageAlarms.day
        else { return [] }
        return [
            StorageAlarm(
                kind: .backupOverdue, copy: nil,
                what: state.backup == nil
                    ? Words(zh: "还没有做过备份", en: "No backup was ever made")
                    : Words(
                        zh: "超过 \(limits.backupDays) 天没有备份", en: "No backup was made for over \(limits.backupDays) days"
                    ),
                next: Words(zh: "做一次备份（见操作说明“备份与恢复”）", en: "Make one: see the page on backups"))
        ]
    }

    private func offline(_ state: StorageState) -> [StorageAlarm] {
        let (care, next) = (state.offline, Words(zh: "“存储”页的“离线载体”列出它们", en: "The storage page lists them"))
        var alarms: [StorageAlarm] = []
        if care.damaged > 0 {
            alarms.append(
                StorageAlarm(
                    kind: .setDamaged, copy: nil,
                    what: Words(
                        zh: "\(care.damaged) 张离线载体检测出损坏",
                        en: care.damaged == 1
                            ? "One offline medium was found damaged"
                            : "\(care.damaged) offline media were found damaged"),
                    next: Words(
                        zh: next.zh + "；用 lantai sets refresh 更换", en: next.en + "; replace them by lantai sets refresh"
                    )
                ))
        }
        if care.overdue > 0 {
            alarms.append(
                StorageAlarm(
                    kind: .setTestOverdue, copy: nil,
                    what: Words(
                        zh: "\(care.overdue) 张离线载体的机读检验过期",
                        en: care.overdue == 1
                            ? "The read test of one offline medium is overdue"
                            : "The read tests of \(care.overdue) offline media are overdue"),
                    next: Words(zh: next.zh + "；用 lantai sets test 检测", en: next.en + "; test them by lantai sets test")
                ))
        }
        if !care.behind.isEmpty {
            alarms.append(
                StorageAlarm(
                    kind: .setBehind, copy: nil,
                    what: Words(
                        zh: "有档案入库超过 \(limits.setsDays) 天，还不在\(care.behind.map(\.words.zh).joined(separator: "、"))套里",
                        en: "Some records are kept for over \(limits.setsDays) days and in no offline set ("
                            + care.behind.map(\.words.en).joined(separator: ", ") + ")"),
                    next: Words(zh: "用 lantai sets write 写新的一套", en: "Write a new set by lantai sets write")))
        }
        return alarms
    }
}
