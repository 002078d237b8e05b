import Archive
import Preservation

/// Where a medium is to be written down as being, as somebody typed it.
struct MoveDraft {
    var place = ""
    var reason = ""
    var errors: [FieldError] = []
}

/// One offline medium and what happened to it.
struct MediumView {
    var medium: RegisteredMedium
    /// The newest first.
    var history: [MediumEntry]
    var names: [String: String]
    var draft: MoveDraft
    /// So many faults of a test are shown; the command shows all.
    fileprivate static let mostFaults = 100
}

func mediumPage(_ visit: Visit, _ view: MediumView) -> [UInt8] {
    let medium = view.medium
    let title = Words(asIs: medium.number)
    return deskPage(visit, title: title, at: .storage) { h in
        h.mediumCrumbs(here: title)
        h.div(.class("h")) { h in
            h.h1 { $0.recordText(medium.number) }
            if medium.replacedBy != nil {
                h.plainBadge(Words(zh: "已更换", en: "replaced"))
            } else if medium.isDamaged {
                h.stopBadge(Words(zh: "损坏", en: "damaged"))
            } else if medium.isOverdue(visit.clock) {
                h.warnBadge(Words(zh: "检测过期", en: "test overdue"))
            }
            h.span(.class("push row no-print")) { h in
                h.a(.class("btn"), .href("/desk/storage/media/\(medium.number)/label")) { h in
                    h.icon(.print)
                    h.text(Words(zh: "标签", en: "Label"))
                }
            }
        }
        h.advice(visit, medium)
        h.div(.class("panes sect")) { h in
            h.div(.class("stack")) { h in
                h.facts(visit, medium)
                h.section(.class("pane"), .labelledBy("history")) { h in
                    h.div(.class("ph")) { $0.h2(Words(zh: "经过", en: "What happened"), .id("history")) }
                    h.history(visit, view)
                }
            }
            h.aside(.class("pane stack no-print")) { h in
                if visit.may(.keepMedia), medium.replacedBy == nil { h.moveForm(visit, view) }
                if medium.replacedBy == nil { h.commands(medium) }
            }
        }
    }
}

/// The label alone, for paper.
func mediumLabelPage(_ visit: Visit, _ medium: RegisteredMedium, _ label: MediumLabel) -> [UInt8] {
    let title = Words(zh: "载体标签　\(medium.number)", en: "Label of \(medium.number)")
    return deskPage(visit, title: title, at: .storage) { h in
        h.mediumCrumbs(medium, here: Words(zh: "标签", en: "Label"))
        h.p(
            Words(zh: "用浏览器的“打印”印出，贴在盒上。", en: "Print it from the browser, and put it on the box."),
            .class("help no-print"))
        h.section(.class("tag"), .ariaLabel(Words(zh: "标签", en: "Label"))) { h in
            h.p(label.archive)
            h.h1 { $0.recordText(label.number) }
            h.definitions { h in
                for line in label.lines {
                    h.definition(line.name.capitalised) { h in
                        if line.isDigest { h.span(line.value, .class("code small")) } else { h.text(line.value) }
                    }
                }
            }
            h.p(.class("tag-notice")) { $0.strong(label.notice) }
        }
    }
}

extension HTML {
    fileprivate mutating func mediumCrumbs(_ medium: RegisteredMedium? = nil, here: Words) {
        var way: [(words: Words, path: Path)] = [
            (DeskPlace.storage.words, DeskPlace.storage.path), (MediaView.title, "/desk/storage/media"),
        ]
        if let medium { way.append((Words(asIs: medium.number), "/desk/storage/media/\(medium.number)")) }
        crumbs(way, here: here)
    }

    /// What asks for somebody, and what to do.
    fileprivate mutating func advice(_ visit: Visit, _ medium: RegisteredMedium) {
        if let new = medium.replacedBy {
            note(.info, Words(zh: "这张载体已经更换，不再需要检测", en: "This medium is replaced; it need not be tested any more")) {
                h in
                h.p { $0.a(.href("/desk/storage/media/\(new)")) { $0.recordText(new) } }
            }
        } else if medium.isDamaged {
            note(
                .stop,
                Words(
                    zh: "检测发现损坏\(medium.faults.grouped)处",
                    en: "A test found \(medium.faults == 1 ? "1 fault" : "\(medium.faults.grouped) faults")")
            ) { h in
                h.p(
                    Words(
                        zh: "插入这张载体和一张新的，在服务器上写新的一张；坏了的对象由主库补。",
                        en:
                            "Write a new one on the server, from this one and, for what is damaged, from the archive's own store."
                    ))
                h.command(
                    "lantai sets refresh \(medium.number) --from /media/cdrom --to /srv/discs"
                        + (medium.isOpenedOnly ? "" : " --confirm"))
            }
        } else if medium.isOverdue(visit.clock) {
            note(.warn, Words(zh: "机读检验已过期", en: "Its read test is overdue"))
        }
    }

    fileprivate mutating func facts(_ visit: Visit, _ medium: RegisteredMedium) {
        div(.class("card")) { h in
            h.definitions(wide: true) { h in
                h.definition(Words(zh: "用途", en: "Kind"), medium.kind.words)
                h.definition(
                    Words(zh: "套内第几张", en: "Place in its set"),
                    Words(
                        zh: "第 \(medium.n) 张，共 \(medium.of) 张，\(medium.carrier.words.zh)",
                        en: "\(medium.n) of \(medium.of), \(medium.carrier.words.en)"))
                h.definition(Words(zh: "存放处", en: "Place")) { h in
                    h.recordText(medium.location.isEmpty ? "—" : medium.location)
                }
                h.definition(
                    Words(zh: "内容", en: "Holds"),
                    Words(
                        zh: "\(medium.objects.grouped)个对象，\(medium.bytes.size)",
                        en: "\(medium.objects.grouped) objects, \(medium.bytes.size)"))
                h.definition(
                    Words(zh: "开放状况", en: "Access"),
                    medium.isOpenedOnly
                        ? Words(zh: "仅含已开放档案", en: "opened records only")
                        : Words(zh: "含未开放档案，明文", en: "contains closed records in plain"))
                if let old = medium.replaces {
                    h.definition(Words(zh: "更换的是", en: "In place of")) { h in
                        h.a(.href("/desk/storage/media/\(old)")) { $0.recordText(old) }
                    }
                }
                h.definition(Words(zh: "最近检测", en: "Last test")) { $0.lastTest(visit, medium) }
                h.definition(Words(zh: "下次检测", en: "Next test by")) { $0.nextTest(visit, medium) }
                h.definition(Words(zh: "清单摘要", en: "Digest of its manifest")) { $0.code("SHA-512 " + medium.manifest) }
            }
        }
    }

    fileprivate mutating func history(_ visit: Visit, _ view: MediumView) {
        timeline { h in
            for entry in view.history {
                h.li(.class("done")) { h in
                    h.stamp(entry.at, visit.clock)
                    h.what(entry.what)
                    h.p(.class("small quiet")) { $0.recordText(view.names[entry.agent.id] ?? entry.agent.id) }
                    if case .tested(let test) = entry.what, !test.found.isEmpty { h.faults(test) }
                }
            }
        }
    }

    private mutating func what(_ what: MediumEntry.What) {
        switch what {
        case .written(let old):
            text(Words(zh: "写入，读回核对", en: "Written and read back"))
            if let old {
                text(Words(zh: "，更换 \(Words.slot)", en: ", in place of \(Words.slot)")) { $0.recordText(old) }
            }
        case .replaced(let new):
            text(Words(zh: "已更换为 \(Words.slot)", en: "Replaced by \(Words.slot)")) { $0.recordText(new) }
        case .moved(let from, let to, let reason):
            text(
                from.isEmpty
                    ? Words(zh: "存放于\(Words.slot)", en: "Put in \(Words.slot)")
                    : Words(zh: "移至\(Words.slot)", en: "Moved to \(Words.slot)")
            ) { $0.recordText(to) }
            if !from.isEmpty {
                text(Words(zh: "，原在\(Words.slot)", en: ", from \(Words.slot)")) { $0.recordText(from) }
            }
            text(Words(zh: "；原因：", en: "; reason: "))
            recordText(reason)
        case .tested(let test):
            text(
                Words(
                    zh: "机读检验：\(test.files.grouped)个文件，读了\(test.read.grouped)个，",
                    en: "Read test: \(test.files.grouped) files, \(test.read.grouped) read, "))
            if test.faults > 0 {
                stopBadge(
                    Words(
                        zh: "损坏\(test.faults.grouped)处",
                        en: test.faults == 1 ? "1 fault" : "\(test.faults.grouped) faults"))
            } else {
                goodBadge(Words(zh: "完好", en: "intact"))
            }
        }
    }

    private mutating func faults(_ test: MediumTestEntry) {
        ul { h in
            for each in test.found.prefix(MediumView.mostFaults) {
                h.li { h in
                    h.code(each.path)
                    h.text(Words(zh: "：", en: ": "))
                    h.text(each.fault.words)
                }
            }
        }
        let left = test.faults - Int64(min(test.found.count, MediumView.mostFaults))
        if left > 0 {
            p(
                Words(
                    zh: "还有\(left.grouped)处；lantai sets show 列出。",
                    en: "And \(left.grouped) more: lantai sets show lists them."),
                .class("small quiet"))
        }
    }

    fileprivate mutating func moveForm(_ visit: Visit, _ view: MediumView) {
        let draft = view.draft
        section(.class("card stack"), .labelledBy("move")) { h in
            h.h2(Words(zh: "登记存放处", en: "Write down where it is"), .id("move"))
            h.errorSummary(draft.errors, Words(zh: "没有登记", en: "Nothing was written down"))
            h.postForm(to: "/desk/storage/media/\(view.medium.number)/move", visit) { h in
                h.textField(
                    Field(
                        name: "place", label: Words(zh: "新的存放处", en: "Where it is now"), value: draft.place,
                        help: Words(zh: "库房、柜、格", en: "room, cabinet, shelf"), errors: draft.errors, required: true))
                h.textField(
                    Field(
                        name: "reason", label: Words(zh: "原因", en: "Reason"), value: draft.reason,
                        help: Words(zh: "入库、外借、归还……", en: "shelved, lent, returned …"), errors: draft.errors,
                        required: true))
                h.div(.class("acts gap")) { h in
                    h.button(Words(zh: "登记", en: "Write it down"), .class("btn first"), .type("submit"))
                }
            }
        }
    }

    fileprivate mutating func commands(_ medium: RegisteredMedium) {
        section(.class("card stack"), .labelledBy("test")) { h in
            h.h2(Words(zh: "检测", en: "Test it"), .id("test"))
            h.p(
                Words(
                    zh: "载体插在服务器上的，由档案员运行：", en: "Put it into the server, where an archivist gives the command:"))
            h.command("lantai sets test \(medium.number) --at /media/cdrom")
            h.p(
                Words(
                    zh: "没有本系统的电脑上，在载体的文件夹里运行，没有输出就是完好：",
                    en: "On a computer without this system, in the medium's folder; silence means intact:"))
            h.command("sha512sum -c --quiet manifest-sha512.txt")
        }
    }
}
