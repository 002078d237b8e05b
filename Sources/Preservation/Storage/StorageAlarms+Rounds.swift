import Archive

// Rounds over formats and viruses (格式巡检、馆藏查毒): overdue, or with something to be done about what they found.

extension StorageAlarms {
    private static let day: Int64 = 86_400_000_000

    /// Whether more than `days` have passed since `then`, or since the archive began where that was later.
    private func isOver(_ days: Int64, since then: Instant?, in state: StorageState) -> Bool {
        days > 0 && state.at.microseconds - max(then ?? began, began).microseconds > days * Self.day
    }

    func formats(_ state: StorageState) -> [StorageAlarm] {
        let care = state.formats
        var alarms: [StorageAlarm] = []
        if care.filesAtRisk > 0 {
            alarms.append(
                StorageAlarm(
                    kind: .formatsAtRisk, copy: nil,
                    what: Words(
                        zh: "按现行格式策略，馆藏有 \(care.filesAtRisk) 个文件应转换或不再收",
                        en: care.filesAtRisk == 1
                            ? "By the format policy of today, one kept file would be migrated or returned"
                            : "By the format policy of today, \(care.filesAtRisk) kept files would be migrated or returned"
                    ),
                    next: Words(
                        zh: "“存储”页的“馆藏格式”列出它们；安排转换，或在格式策略里写明照收",
                        en:
                            "The storage page lists them under formats; plan to migrate them, or accept them in the policy"
                    )))
        }
        // Where nothing is kept there is nothing to look at.
        if state.objects > 0, isOver(limits.formatsDays, since: care.at, in: state) {
            alarms.append(
                StorageAlarm(
                    kind: .formatsOverdue, copy: nil,
                    what: care.at == nil
                        ? Words(zh: "还没有做过格式巡检", en: "There was no round over the formats yet")
                        : Words(
                            zh: "超过 \(limits.formatsDays) 天没有做格式巡检",
                            en: "There was no round over the formats for over \(limits.formatsDays) days"),
                    next: Words(
                        zh: "运行 lantai formats round，或查看 formats.every-days",
                        en: "Run lantai formats round, or see the setting formats.every-days")))
        }
        return alarms
    }

    func viruses(_ state: StorageState) -> [StorageAlarm] {
        let care = state.viruses
        var alarms: [StorageAlarm] = []
        if care.openCases > 0 {
            alarms.append(
                StorageAlarm(
                    kind: .virusFound, copy: nil,
                    what: Words(
                        zh: "馆藏查出病毒，\(care.openCases) 个个案没有了结",
                        en: care.openCases == 1
                            ? "A virus was found in what is kept: one case is open"
                            : "Viruses were found in what is kept: \(care.openCases) cases are open"),
                    next: Words(
                        zh: "在“存储”页的“馆藏查毒”查看；档案不删除，先另行查实",
                        en:
                            "See the scans for viruses on the storage page; nothing is deleted, first scan by other means"
                    )
                ))
        }
        if let oldest = care.oldest, isOver(limits.scansDays, since: oldest, in: state) {
            alarms.append(
                StorageAlarm(
                    kind: .scansOverdue, copy: nil,
                    what: care.at.map { at in
                        Words(
                            zh: "有档案超过 \(limits.scansDays) 天没有查毒；上次查毒：\(at.text.prefix(10))",
                            en:
                                "Some records were not scanned for viruses for over \(limits.scansDays) days; the last scan: \(at.text.prefix(10))"
                        )
                    } ?? Words(zh: "馆藏从来没有查过毒", en: "What is kept was never scanned for viruses"),
                    next: limits.hasScanner
                        ? Words(
                            zh: "检查 clamd 是否在运行，再运行 lantai viruses，或放宽 viruses.hours 与 viruses.bytes-per-second",
                            en:
                                "See whether clamd runs, then run lantai viruses, or allow more by viruses.hours and viruses.bytes-per-second"
                        )
                        : Words(
                            zh: "安装 clamd，设置 intake.virus-scanner",
                            en: "Install clamd and set intake.virus-scanner")))
        }
        if care.partial > 0 {
            alarms.append(
                StorageAlarm(
                    kind: .scanPartial, copy: nil,
                    what: Words(
                        zh: "\(care.partial) 件有文件没能查毒（太大，或读不出）",
                        en: care.partial == 1
                            ? "One record has files that could not be scanned (too large, or unreadable)"
                            : "\(care.partial) records have files that could not be scanned (too large, or unreadable)"),
                    next: Words(
                        zh: "调大 clamd 的 StreamMaxLength，再运行 lantai viruses",
                        en: "Raise StreamMaxLength of clamd, then run lantai viruses")))
        }
        return alarms
    }
}
