import Archive
import Preservation

/// What a person wrote of a case and could not save.
struct VirusDraft {
    let id: VirusCaseID
    let said: String
    let errors: [FieldError]
}

struct VirusView {
    static let title = Words(zh: "馆藏查毒", en: "Scans for viruses")

    let care: VirusCare
    let open: [VirusCase]
    let cases: [VirusCase]
    let names: [String: String]
    let draft: VirusDraft?
    let isFirst: Bool
    let older: Path?
}

/// The last round, the cases that are open with what to do, and all there were.
func virusPage(_ visit: Visit, _ view: VirusView) -> [UInt8] {
    deskPage(visit, title: VirusView.title, at: .storage) { h in
        h.crumbs([(DeskPlace.storage.words, DeskPlace.storage.path)], here: VirusView.title)
        h.div(.class("h")) { h in
            h.h1(VirusView.title)
            if view.care.openCases > 0 {
                h.stopBadge(
                    Words(
                        zh: "\(view.care.openCases.grouped)个个案没有了结",
                        en: view.care.openCases == 1
                            ? "1 case is open" : "\(view.care.openCases.grouped) cases are open"))
            }
        }
        if let draft = view.draft { h.errorSummary(draft.errors, Words(zh: "没有保存", en: "Nothing was saved")) }
        h.virusCare(visit, view.care)
        for one in view.open { h.openCase(visit, one, view.draft) }
        let name = Words(zh: "全部染毒个案", en: "All cases of viruses")
        h.section(.class("pane sect"), .labelledBy("all-cases")) { h in
            h.div(.class("ph")) { $0.h2(name, .id("all-cases")) }
            if view.cases.isEmpty {
                h.void(
                    Words(zh: "没有个案", en: "There are no cases"),
                    Words(
                        zh: "查毒发现染毒的馆藏文件时，个案出现在这里：哪一件、哪个文件、什么病毒、怎样处置。",
                        en:
                            "A kept file in which a scan finds a virus appears here: which record and file, what, and what was done."
                    ))
            } else {
                h.virusTable(visit, view, name)
            }
        }
        h.pager(name, where: nil, previous: view.isFirst ? nil : "/desk/storage/viruses", next: view.older)
    }
}

extension HTML {
    /// How the scans stand, on their page and on that of the storage.
    fileprivate mutating func virusCare(_ visit: Visit, _ care: VirusCare) {
        section(.class("pane sect"), .labelledBy("last-scan")) { h in
            h.div(.class("ph")) { $0.h2(Words(zh: "上次查毒", en: "The last round"), .id("last-scan")) }
            guard let last = care.last, let at = care.at else {
                h.void(
                    Words(zh: "馆藏从来没有查过毒", en: "What is kept was never scanned"),
                    Words(
                        zh: "系统管理员接上 clamd（设置 intake.virus-scanner）后，系统按期查毒；也可以运行 lantai viruses。",
                        en:
                            "Once the system administrator connects clamd (setting intake.virus-scanner), scans are done by themselves, and by lantai viruses."
                    ))
                return
            }
            h.div(.class("card")) { h in
                h.definitions(wide: true) { h in
                    h.definition(Words(zh: "何时", en: "When")) { h in
                        h.stamp(at, visit.clock)
                        if !last.stopped.isEmpty || last.isCutOff {
                            h.text(Words(zh: "，没有查完", en: ", not finished"))
                        }
                    }
                    h.definition(Words(zh: "软件与病毒库", en: "Scanner and signatures"), Words(asIs: last.engine))
                    h.definition(
                        Words(zh: "查了", en: "Scanned"),
                        Words(
                            zh: "\(last.objects.grouped)个对象，\(last.files.grouped)个文件，\(last.bytes.size)",
                            en: "\(last.objects.grouped) objects, \(last.files.grouped) files, \(last.bytes.size)"))
                    h.definition(Words(zh: "染毒文件", en: "Infected files"), Words(asIs: last.infected.grouped))
                    if last.left > 0 {
                        h.definition(Words(zh: "没能查的文件", en: "Files not scanned")) { h in
                            h.warnBadge(Words(asIs: last.left.grouped))
                        }
                    }
                    if care.never > 0 {
                        h.definition(
                            Words(zh: "还没有查过的对象", en: "Objects never scanned"), Words(asIs: care.never.grouped))
                    }
                    if let oldest = care.oldest {
                        h.definition(Words(zh: "最久没有查的，自", en: "Longest not scanned, since")) {
                            $0.moment(oldest, visit.clock)
                        }
                    }
                }
            }
        }
    }

    fileprivate mutating func subject(_ visit: Visit, _ one: VirusCase) {
        if visit.may(.browse), !one.code.isEmpty {
            a(one.code, .href("/desk/units/\(one.unit.text)"))
        } else {
            code(one.unit.text)
        }
    }

    fileprivate mutating func openCase(_ visit: Visit, _ one: VirusCase, _ draft: VirusDraft?) {
        section(.class("pane sect"), .labelledBy("case-\(one.id.text)")) { h in
            h.div(.class("ph")) { h in
                h.h2(Words(zh: "染毒：\(one.virus)", en: "Infected: \(one.virus)"), .id("case-\(one.id.text)"))
            }
            h.div(.class("card stack")) { h in
                h.definitions(wide: true) { h in
                    h.definition(Words(zh: "对象", en: "Object")) { $0.subject(visit, one) }
                    h.definition(Words(zh: "文件", en: "File")) { h in
                        if visit.may(.browse) { h.recordText(one.name.display) } else { h.text("\(one.n)") }
                    }
                    h.definition(Words(zh: "发现", en: "Found")) { $0.stamp(one.foundAt, visit.clock) }
                    h.definition(Words(zh: "软件与病毒库", en: "Scanner and signatures"), Words(asIs: one.engine))
                }
                h.p(
                    Words(
                        zh: "档案原件不删不改。先用另一种杀毒软件查实；是误报的，写明依据；确实染毒的，限制利用，提供清除病毒后的利用副本，并查接收时的检测报告和移交单位。",
                        en:
                            "The record itself is neither deleted nor changed. First scan it by another scanner. If it is a false alarm, say why; if not, restrict its use, serve a cleaned copy, and look into the report of its transfer."
                    ))
                guard visit.may(.repairStorage) else {
                    h.p(Words(zh: "由档案员处置。", en: "An archivist deals with it."), .class("quiet"))
                    return
                }
                let mine = draft.flatMap { $0.id == one.id ? $0 : nil }
                h.postForm(to: "/desk/storage/viruses/\(one.id.text)/settle", visit, class: "form") { h in
                    h.textArea(
                        Field(
                            name: "said", label: Words(zh: "查实与处置情况", en: "What was found out and done"),
                            value: mine?.said ?? "", errors: mine?.errors ?? [], required: true), rows: 3,
                        lang: "zh-Hans"
                    )
                    h.div(.class("acts")) { h in
                        h.button(Words(zh: "了结个案", en: "Settle the case"), .class("btn first"), .type("submit"))
                    }
                }
            }
        }
    }

    fileprivate mutating func virusTable(_ visit: Visit, _ view: VirusView, _ name: Words) {
        let object = Words(zh: "对象", en: "Object")
        let (virus, found) = (Words(zh: "病毒", en: "Virus"), Words(zh: "发现", en: "Found"))
        let done = Words(zh: "处置", en: "What was done")
        table(name, [object, virus, found, Phrases.state, done].map { Column($0) }) { h in
            for one in view.cases {
                h.tr { h in
                    h.th(.scope("row"), .class("code")) { $0.subject(visit, one) }
                    h.cell(virus, one.virus)
                    h.cell(found, class: "nb") { $0.moment(one.foundAt, visit.clock) }
                    h.cell(Phrases.state, class: "nb") { h in
                        if one.settled == nil {
                            h.stopBadge(Words(zh: "未了结", en: "open"))
                        } else {
                            h.goodBadge(Words(zh: "已了结", en: "settled"))
                        }
                    }
                    h.cell(done) { h in
                        guard let settled = one.settled else { return h.text("—") }
                        if let engine = settled.cleanBy {
                            h.text(Words(zh: "再查无毒：\(engine)", en: "Clean by newer signatures: \(engine)"))
                        } else {
                            h.recordText(settled.said)
                        }
                        h.p(.class("quiet")) { h in
                            h.text(view.names[settled.by.id] ?? settled.by.role.words[visit.language])
                            h.text("　")
                            h.moment(settled.at, visit.clock)
                        }
                    }
                }
            }
        }
    }
}
