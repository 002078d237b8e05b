import Archive
import Preservation

/// How everything that keeps bytes stands: what asks for somebody first, then the numbers, the copies, the open cases.
func storagePage(_ visit: Visit, _ state: StorageState, cases: [DamageCase]) -> [UInt8] {
    let title = DeskPlace.storage.words
    return deskPage(visit, title: title, at: .storage) { h in
        h.div(.class("h")) { h in
            h.h1(title)
            if state.alarms.isEmpty {
                h.goodBadge(Words(zh: "没有告警", en: "no alarms"))
            } else {
                h.warnBadge(
                    Words(
                        zh: "\(state.alarms.count)项告警",
                        en: state.alarms.count == 1 ? "1 alarm" : "\(state.alarms.count) alarms"))
            }
        }
        for alarm in state.alarms {
            h.note(alarm.kind.isGrave ? .stop : .warn, alarm.what) { h in
                h.p(alarm.next)
                if alarm.kind == .primaryFailing, let failure = state.failure {
                    h.p(failure.what)
                    h.p(failure.next, .class("quiet"))
                }
            }
        }
        h.primary(visit, state)
        h.copies(visit, state)
        h.offline(state.offline)
        h.p(.class("sect")) { h in
            h.a(Words(zh: "馆藏格式与格式巡检", en: "Formats of the holdings"), .href("/desk/storage/formats"))
            h.text("　")
            h.a(VirusView.title, .href("/desk/storage/viruses"))
        }
        h.section(.class("pane sect"), .labelledBy("cases")) { h in
            h.div(.class("ph")) { h in
                h.h2(Words(zh: "未了结的损坏个案", en: "Open cases of damage"), .id("cases"))
                h.a(Words(zh: "全部个案", en: "All cases"), .href("/desk/storage/cases"))
            }
            if cases.isEmpty {
                h.void(
                    Words(zh: "没有未了结的个案", en: "No case is open"),
                    Words(
                        zh: "核验发现损坏时，个案会出现在这里：哪一份、哪个文件、何时发现、用哪一份修复。",
                        en:
                            "Damage that a check finds appears here: where, which file, when, and what it was repaired from."
                    ))
            } else {
                h.caseTable(visit, cases, Words(zh: "未了结的损坏个案", en: "Open cases of damage"))
            }
        }
    }
}

extension HTML {
    fileprivate mutating func primary(_ visit: Visit, _ state: StorageState) {
        section(.class("pane sect"), .labelledBy("primary")) { h in
            h.div(.class("ph")) { h in
                h.h2(Words(zh: "主库与核验", en: "Primary store and checks"), .id("primary"))
            }
            h.div(.class("card")) { h in
                h.definitions(wide: true) { h in
                    h.definition(Words(zh: "最久的核验", en: "Oldest check")) { $0.oldestCheck(state) }
                    h.definition(
                        Words(zh: "保存", en: "Kept"),
                        Words(
                            zh: "\(state.objects.grouped)个对象，\(state.bytes.size)",
                            en: "\(state.objects.grouped) objects, \(state.bytes.size)"))
                    if let free = state.free {
                        h.definition(
                            Words(zh: "磁盘余量", en: "Free on its disk"),
                            Words(
                                zh: "\(free.size)（下限 \(state.floor.size)）",
                                en: "\(free.size) (to stay free: \(state.floor.size))"))
                    }
                    h.definition(Words(zh: "近 30 天的增长", en: "Growth, last 30 days")) { h in
                        h.text(Words(zh: "每天 \(state.growth.size)", en: "\(state.growth.size) a day"))
                        // Beyond ten years it is no forecast any more.
                        if let days = state.daysLeft, days <= 3650 {
                            h.text(
                                Words(
                                    zh: "，约 \(days.grouped) 天后到下限", en: "; full in about \(days.grouped) days"))
                        }
                    }
                    h.definition(Words(zh: "上次格式巡检", en: "Last round over formats")) { h in
                        if let at = state.formats.at {
                            h.moment(at, visit.clock)
                        } else {
                            h.text(Words(zh: "还没有", en: "none yet"))
                        }
                    }
                    h.definition(Words(zh: "上次查毒", en: "Last scan for viruses")) { h in
                        if let at = state.viruses.at {
                            h.moment(at, visit.clock)
                        } else {
                            h.text(Words(zh: "还没有", en: "none yet"))
                        }
                    }
                    h.definition(Words(zh: "最近的备份", en: "Last backup")) { h in
                        if let backup = state.backup {
                            h.moment(backup, visit.clock)
                        } else {
                            h.text(Words(zh: "还没有", en: "none yet"))
                        }
                    }
                }
            }
        }
    }

    /// The headline of all checks: how old the oldest is.
    mutating func oldestCheck(_ state: StorageState) {
        if let days = state.oldestCheckDays {
            text(
                days == 0
                    ? Words(zh: "今天：所有内容都在 24 小时内核验过", en: "all bytes were checked within a day")
                    : Words(zh: "\(days.grouped) 天前", en: days == 1 ? "1 day ago" : "\(days.grouped) days ago"))
        } else if state.hasUnchecked {
            text(Words(zh: "有内容还没有核验过", en: "some bytes were never checked"))
        } else {
            text(Words(zh: "还没有可核验的内容", en: "there is nothing to check yet"))
        }
    }

    fileprivate mutating func copies(_ visit: Visit, _ state: StorageState) {
        let name = Words(zh: "副本", en: "Copies")
        section(.class("pane sect"), .labelledBy("copies")) { h in
            h.div(.class("ph")) { $0.h2(name, .id("copies")) }
            guard !state.replicas.isEmpty else {
                h.void(
                    Words(zh: "还没有副本", en: "There is no copy yet"),
                    Words(
                        zh: "只有一份的档案，一块坏盘就会失去。请系统管理员在设置里声明副本（replicas）。",
                        en:
                            "What exists once is lost with one disk. The system administrator declares copies (setting replicas)."
                    ))
                return
            }
            let what = Words(zh: "副本与地点", en: "Copy and place")
            let condition = Words(zh: "状况", en: "Condition")
            let has = Words(zh: "已有对象", en: "Objects")
            let waiting = Words(zh: "待复制", en: "Waiting")
            let oldest = Words(zh: "最早从何时在等", en: "Oldest waits since")
            let last = Words(zh: "最近成功", en: "Last success")
            h.table(
                name,
                [
                    Column(what), Column(condition), Column(has, number: true), Column(waiting, number: true),
                    Column(oldest), Column(last),
                ]
            ) { h in
                for copy in state.replicas {
                    h.tr { h in
                        h.th(.scope("row")) { h in
                            h.code(copy.name)
                            if !copy.location.isEmpty { h.p(copy.location, .class("quiet")) }
                        }
                        h.cell(condition) { $0.condition(visit, copy) }
                        h.cell(has, class: "n", copy.objects.grouped)
                        h.cell(waiting, class: "n") { h in
                            h.text(copy.waiting.grouped)
                            if copy.waitingBytes > 0 { h.p(copy.waitingBytes.size, .class("quiet")) }
                        }
                        h.cell(oldest, class: "nb") { h in
                            // What only waits for its seal, a minute at most, waits for nobody.
                            if let at = copy.oldestWaiting, copy.waiting > 0 || copy.lacksSealed {
                                h.moment(at, visit.clock)
                            } else {
                                h.text("—")
                            }
                        }
                        h.cell(last, class: "nb") { h in
                            if let at = copy.succeededAt { h.moment(at, visit.clock) } else { h.text("—") }
                        }
                    }
                }
            }
        }
    }

    fileprivate mutating func offline(_ care: OfflineCare) {
        section(.class("pane sect"), .labelledBy("offline")) { h in
            h.div(.class("ph")) { h in
                h.h2(MediaView.title, .id("offline"))
                h.a(Words(zh: "登记", en: "Register"), .href("/desk/storage/media"))
            }
            guard care.media > 0 else {
                h.p(Words(zh: "还没有离线套。", en: "There are no offline sets yet."), .class("quiet"))
                return
            }
            h.div(.class("card")) { h in
                h.definitions(wide: true) { h in
                    h.definition(Words(zh: "在用", en: "In use"), MediaView.count(care.media))
                    h.definition(Words(zh: "检测出损坏", en: "Found damaged")) { h in
                        if care.damaged > 0 { h.stopBadge(MediaView.count(care.damaged)) } else { h.text(Phrases.none) }
                    }
                    h.definition(Words(zh: "检测过期", en: "Test overdue")) { h in
                        if care.overdue > 0 { h.warnBadge(MediaView.count(care.overdue)) } else { h.text(Phrases.none) }
                    }
                }
            }
        }
    }

    private mutating func condition(_ visit: Visit, _ copy: ReplicaState) {
        if let trouble = copy.trouble {
            stopBadge(Words(zh: "复制不了", en: "cannot copy"))
            p(trouble.what)
            p(trouble.next, .class("quiet"))
        } else if copy.damaged > 0 {
            warnBadge(Words(zh: "\(copy.damaged.grouped)个损坏", en: "\(copy.damaged.grouped) damaged"))
        } else if copy.succeededAt == nil {
            plainBadge(Words(zh: "还没有开始", en: "not begun"))
        } else if copy.waiting > 0 {
            plainBadge(Words(zh: "正在复制", en: "copying"))
        } else {
            goodBadge(Words(zh: "齐全", en: "complete"))
        }
        if copy.sharesDisk {
            p(Words(zh: "与主库在同一块磁盘上", en: "on the disk of the archive itself"), .class("quiet"))
        }
    }
}
