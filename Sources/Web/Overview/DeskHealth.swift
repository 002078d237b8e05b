import Archive
import Ledger
import Preservation

// How the system is, beside the tasks: each line only for those whose duty it is.

extension HTML {
    mutating func wellbeing(_ visit: Visit, _ view: OverviewView) {
        div(.class("ph")) { $0.h2(Words(zh: "系统安否", en: "How the system is"), .id("well")) }
        div(.class("card")) { h in
            h.dl { h in
                if visit.may(.seeLedger) || visit.may(.seeParked) { h.ledgerVital(visit, view) }
                if visit.may(.seeParked) { h.followersVital(view) }
                if let storage = view.storage { h.storageVitals(visit, storage) }
                if let free = view.freeSpace, visit.may(.submit) || visit.may(.seeStorage) {
                    h.vital(
                        Words(zh: "暂存余量", en: "Staging space"),
                        { h in
                            if free < view.freeSpaceFloor {
                                h.stopBadge(Words(zh: "不足，暂停接收", en: "low: uploads are refused"))
                            } else {
                                h.text(free.size)
                            }
                        })
                }
                if let days = view.certificateDays {
                    h.vital(Words(zh: "TLS证书", en: "TLS certificate")) { h in
                        let words = Words(zh: "还有\(days)天", en: "\(days) days left")
                        if days < 0 {
                            h.stopBadge(Words(zh: "已过期", en: "run out"))
                        } else if days < 30 {
                            h.warnBadge(words)
                        } else {
                            h.text(words)
                        }
                    }
                }
            }
        }
    }

    private mutating func ledgerVital(_ visit: Visit, _ view: OverviewView) {
        vital(
            Words(zh: "账簿", en: "Ledger"),
            { h in
                if view.damage == nil {
                    h.goodBadge(Words(zh: "可验证", en: "verifiable"))
                } else {
                    h.stopBadge(Words(zh: "不符", en: "damaged"))
                }
            },
            under: { h in
                h.text(
                    Words(
                        zh: "共\((view.events + 1).grouped)条，\(view.unsealed.grouped)条待封段。",
                        en: "\((view.events + 1).grouped) events, \(view.unsealed.grouped) to be sealed."))
            })
    }

    private mutating func followersVital(_ view: OverviewView) {
        vital(
            Words(zh: "后续办理", en: "Followers"),
            { h in
                if let narrowing = view.troubles.first(where: \.isNarrowing) {
                    h.stopBadge(Words(zh: "收窄未生效", en: "narrowing held up"))
                    h.text(narrowing.what)
                } else if !view.troubles.isEmpty {
                    h.warnBadge(Words(zh: "暂停重试", en: "pausing"))
                } else if view.behind > 0 {
                    h.text(Words(zh: "\(view.behind.grouped)条待办", en: "\(view.behind.grouped) behind"))
                } else {
                    h.goodBadge(Words(zh: "都办完了", en: "up to date"))
                }
            })
    }

    /// Oldest check, copies, growth, backup.
    private mutating func storageVitals(_ visit: Visit, _ state: StorageState) {
        vital(Words(zh: "最久的核验", en: "Oldest check")) { $0.oldestCheck(state) }
        vital(
            Words(zh: "副本", en: "Copies"),
            { h in
                let waiting = state.replicas.map(\.waiting).reduce(0, +)
                if state.replicas.isEmpty {
                    h.warnBadge(Words(zh: "还没有", en: "none yet"))
                } else if state.replicas.contains(where: { $0.trouble != nil }) {
                    h.stopBadge(Words(zh: "复制不了", en: "cannot copy"))
                } else if waiting > 0 {
                    h.text(Words(zh: "\(waiting.grouped)个对象待复制", en: "\(waiting.grouped) objects wait"))
                } else {
                    h.goodBadge(Words(zh: "齐全", en: "complete"))
                }
            },
            under: state.replicas.compactMap(\.oldestWaiting).min().map { since in
                { h in
                    h.text(
                        Words(zh: "最早的一件等候自\(Words.slot)", en: "The oldest has waited since \(Words.slot)")
                    ) { $0.moment(since, visit.clock) }
                }
            })
        vital(
            Words(zh: "磁盘", en: "Disk"),
            { h in
                if let free = state.free {
                    h.text(Words(zh: "余\(free.size)", en: "\(free.size) free"))
                } else {
                    h.text(Words(zh: "由对象存储管", en: "of the bucket"))
                }
            },
            under: { h in
                h.text(Words(zh: "近30天每天增\(state.growth.size)", en: "grows \(state.growth.size) a day"))
                if let days = state.daysLeft, days <= 3650 {
                    h.text(Words(zh: "，约\(days.grouped)天后到下限", en: "; full in about \(days.grouped) days"))
                }
            })
        vital(Words(zh: "最近的备份", en: "Last backup")) { h in
            if let backup = state.backup {
                h.moment(backup, visit.clock)
            } else {
                h.warnBadge(Words(zh: "还没有", en: "none yet"))
            }
        }
    }

    /// The newest acts with which much harm could be done, for those who look after the others.
    mutating func graveActs(_ visit: Visit, _ view: OverviewView) {
        let name = Words(zh: "近30天的重要操作", en: "Grave acts of the last 30 days")
        section(.class("pane")) { h in
            h.div(.class("ph")) { h in
                h.h2(name)
                h.a(DeskPlace.ledger.words, .href("/desk/ledger"))
            }
            guard !view.grave.isEmpty else {
                h.p(
                    Words(
                        zh: "没有：账号、设置、密钥没有变动，没有收窄或撤回，也没有损坏。",
                        en:
                            "None: no account, setting or key was changed, nothing narrowed or withdrawn, nothing damaged."
                    ),
                    .class("quiet"))
                return
            }
            let act = Words(zh: "操作", en: "Act")
            let agent = Words(zh: "经办", en: "By")
            h.table(name, [Column(act), Column(agent), Column(Phrases.time)]) { h in
                for (index, event) in view.grave {
                    h.tr { h in
                        h.th(.scope("row")) { $0.a(event.kind.words, .href("/desk/ledger/\(index)")) }
                        h.cell(agent) { $0.agent(event.agent, view.names) }
                        h.cell(Phrases.time, class: "nb") { $0.moment(event.at, visit.clock) }
                    }
                }
            }
        }
    }
}

extension EventKind {
    /// What an auditor looks at first: who may do what, keys, settings, what was taken from readers, what was damaged.
    static let grave: Set<EventKind> = [
        .accountChanged, .settingsChanged, .keyChanged, .signInLocked, .proofFailed, .narrowed, .withdrawn,
        .quarantined,
        .damageFound, .portalClosed, .portalOpened, .restored, .logContinued,
    ]
}
