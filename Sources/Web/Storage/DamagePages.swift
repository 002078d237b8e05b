import Archive
import Preservation

/// Cases of damage, the newest first.
func damageCasesPage(_ visit: Visit, _ cases: [DamageCase], isFirst: Bool, older: Path?) -> [UInt8] {
    let title = Words(zh: "损坏个案", en: "Cases of damage")
    return deskPage(visit, title: title, at: .storage) { h in
        h.crumbs([(DeskPlace.storage.words, DeskPlace.storage.path)], here: title)
        h.div(.class("h")) { $0.h1(title) }
        if cases.isEmpty {
            h.void(
                Words(zh: "没有个案", en: "There are no cases"),
                Words(zh: "核验到现在，没有发现任何损坏。", en: "Until now no check has found any damage."))
        } else {
            h.caseTable(visit, cases, title)
        }
        h.pager(title, where: nil, previous: isFirst ? nil : "/desk/storage/cases", next: older)
    }
}

/// One case: what, where, since when, which copies are good, and what was done.
func damageCasePage(_ visit: Visit, _ one: DamageCase, names: [String: String]) -> [UInt8] {
    let title =
        Words(zh: "损坏个案　", en: "Case of damage　") + one.shownSubject(visit) + Words(zh: "　", en: ", ")
        + CopyName.words(one.copy)
    return deskPage(visit, title: title, at: .storage) { h in
        h.crumbs(
            [
                (DeskPlace.storage.words, DeskPlace.storage.path),
                (Words(zh: "损坏个案", en: "Cases of damage"), "/desk/storage/cases"),
            ], here: one.shownSubject(visit))
        h.div(.class("h")) { h in
            h.h1(title)
            h.badge(one)
        }
        h.div(.class("card")) { h in
            h.definitions(wide: true) { h in
                h.definition(Words(zh: "哪一份", en: "Where"), CopyName.words(one.copy))
                h.definition(Words(zh: "对象", en: "Object")) { h in
                    if visit.may(.browse), !one.code.isEmpty {
                        h.a(one.code, .href("/desk/units/\(one.unit.text)"))
                    } else {
                        h.code(one.unit.text)
                    }
                }
                h.definition(Words(zh: "发现", en: "Found")) { $0.stamp(one.foundAt, visit.clock) }
                if let closed = one.closedAt {
                    h.definition(Words(zh: "了结", en: "Closed")) { $0.stamp(closed, visit.clock) }
                } else {
                    h.definition(Words(zh: "证实完好的份", en: "Proven good")) { h in
                        h.text(
                            one.proven.isEmpty
                                ? Words(zh: "没有找到完好的另一份", en: "no other good copy was found")
                                : Words(
                                    zh: one.proven.map { CopyName.words($0).zh }.joined(separator: "、"),
                                    en: one.proven.map { CopyName.words($0).en }.joined(separator: ", ")))
                    }
                }
            }
        }
        h.files(visit, one, names)
        if !one.isClosed { h.acts(visit, one) }
    }
}

extension DamageCase {
    /// The reference code for those who may browse; others have no right over records.
    func shownSubject(_ visit: Visit) -> Words { Words(asIs: visit.may(.browse) && !code.isEmpty ? code : unit.text) }
}

extension HTML {
    mutating func badge(_ one: DamageCase) {
        if one.isClosed {
            goodBadge(Words(zh: "已修复", en: "repaired"))
        } else {
            stopBadge(Words(zh: "未了结", en: "open"))
        }
    }

    mutating func caseTable(_ visit: Visit, _ cases: [DamageCase], _ name: Words) {
        let object = Words(zh: "对象", en: "Object")
        let copy = Words(zh: "哪一份", en: "Where")
        let what = Words(zh: "损坏", en: "Damage")
        let found = Words(zh: "发现", en: "Found")
        table(name, [Column(object), Column(copy), Column(what), Column(found), Column(Phrases.state)]) { h in
            for one in cases {
                h.tr { h in
                    h.th(.scope("row"), .class("code")) { h in
                        h.a(one.shownSubject(visit), .href("/desk/storage/cases/\(one.id.text)"))
                    }
                    h.cell(copy, CopyName.words(one.copy))
                    h.cell(what) { h in
                        let kinds = DamageKind.allCases.filter { kind in one.files.contains { $0.kind == kind } }
                        h.text(
                            Words(
                                zh: kinds.map(\.name.zh).joined(separator: "、"),
                                en: kinds.map(\.name.en).joined(separator: ", ")))
                        h.text(Words(zh: "，", en: ", "))
                        h.text(Phrases.files(Int64(one.files.count)))
                    }
                    h.cell(found, class: "nb") { $0.moment(one.foundAt, visit.clock) }
                    h.cell(Phrases.state, class: "nb") { $0.badge(one) }
                }
            }
        }
    }

    fileprivate mutating func files(_ visit: Visit, _ one: DamageCase, _ names: [String: String]) {
        let name = Words(zh: "损坏的文件", en: "Damaged files")
        section(.class("pane sect"), .labelledBy("files")) { h in
            h.div(.class("ph")) { $0.h2(name, .id("files")) }
            let file = Words(zh: "文件", en: "File")
            let what = Words(zh: "损坏", en: "Damage")
            let found = Words(zh: "发现", en: "Found")
            let repaired = Words(zh: "修复", en: "Repaired")
            let source = Words(zh: "用哪一份", en: "From")
            h.table(name, [Column(file), Column(what), Column(found), Column(repaired), Column(source)]) { h in
                for each in one.files {
                    h.tr { h in
                        h.th(each.path, .scope("row"), .class("code"))
                        h.cell(what) { h in
                            h.b(each.kind.name)
                            h.p(each.what, .class("quiet"))
                        }
                        h.cell(found, class: "nb") { $0.moment(each.foundAt, visit.clock) }
                        h.cell(repaired, class: "nb") { h in
                            if let at = each.repairedAt { h.moment(at, visit.clock) } else { h.text("—") }
                        }
                        h.cell(source) { h in
                            guard let from = each.source else { return h.text("—") }
                            h.text(HTML.words(source: from))
                            if let agent = each.agent { h.p(names[agent] ?? agent, .class("quiet")) }
                        }
                    }
                }
            }
        }
    }

    private static func words(source: String) -> Words {
        switch source {
        case DamagedFile.itself: Words(zh: "对象自身可以重写", en: "written anew from the object itself")
        case DamagedFile.outside: Words(zh: "由他人恢复", en: "put right by somebody else")
        case DamagedFile.aside: Words(zh: "移入隔离区", en: "moved into the quarantine")
        default: CopyName.words(source)
        }
    }

    fileprivate mutating func acts(_ visit: Visit, _ one: DamageCase) {
        section(.class("pane sect"), .labelledBy("acts")) { h in
            h.div(.class("ph")) { $0.h2(Words(zh: "处置", en: "What to do"), .id("acts")) }
            h.div(.class("card stack")) { h in
                h.p(
                    Words(
                        zh: "修复只写入与登记摘要一致的内容；损坏的原文件移入隔离区，不会丢失。",
                        en: "Only bytes with the recorded digests are written; what was damaged is set aside."))
                guard visit.may(.repairStorage) else {
                    h.p(Words(zh: "由档案员处置。", en: "An archivist deals with it."), .class("quiet"))
                    return
                }
                let path: Path = "/desk/storage/cases/\(one.id.text)/repair"
                h.div(.class("row")) { h in
                    h.postButton(
                        Words(zh: "再查一遍并修复", en: "Look again and repair"), to: path, visit, class: "btn first",
                        fields: [("aside", "")])
                    if one.open.contains(where: { $0.kind == .extra }) {
                        h.postButton(
                            Words(zh: "把多余的文件移入隔离区", en: "Move files that do not belong into the quarantine"), to: path,
                            visit, fields: [("aside", "yes")])
                    }
                }
            }
        }
    }
}
