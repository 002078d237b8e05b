import Archive
import Catalogue

/// Asks before drafts are confirmed: how many, and which first.
func confirmUnitsPage(_ visit: Visit, _ selection: Selection, count: Int64, drafts: Int64, sample: [ArchivalUnit])
    -> [UInt8]
{
    let title = Words(zh: "确认著录", en: "Confirm descriptions")
    return deskPage(visit, title: title, at: .catalogue) { h in
        h.section(.class("dialog")) { h in
            guard drafts > 0 else {
                h.h1(Words(zh: "选中的都已确认", en: "All that was chosen is confirmed"))
                h.p(Words(zh: "无需再确认。", en: "There is nothing to confirm."))
                h.div(.class("acts")) { $0.a(Phrases.cancel, .class("btn"), .href("/desk/catalogue")) }
                return
            }
            h.h1(
                Words(
                    zh: "确认\(drafts.grouped)件的著录？",
                    en: "Confirm the description of \(Phrases.items(drafts).en)?"))
            h.p(
                Words(
                    zh: "共选\(count.grouped)件，其中待确认\(drafts.grouped)件。缺必著项目的会留作待确认，并列出缺什么。",
                    en:
                        "\(Phrases.items(count).en) chosen, of which \(drafts.grouped) are drafts. What lacks a mandatory "
                        + "element stays a draft and is listed."))
            h.unitSample(sample, of: count)
            h.postForm(to: "/desk/catalogue/confirm", visit, class: "") { h in
                h.selectionFields(selection)
                h.div(.class("acts")) { h in
                    h.button(.class("btn first"), .type("submit")) { h in
                        h.icon(.tick)
                        h.text(Words(zh: "确认\(drafts.grouped)件", en: "Confirm \(Phrases.items(drafts).en)"))
                    }
                    h.a(Phrases.cancel, .class("btn bare"), .href("/desk/catalogue"))
                }
            }
        }
    }
}

/// What came of confirming.
func confirmedPage(_ visit: Visit, _ report: ConfirmationReport) -> [UInt8] {
    let title = Words(
        zh: "已确认\(report.confirmed.grouped)件", en: "\(Phrases.items(Int64(report.confirmed)).en) confirmed")
    return deskPage(visit, title: title, at: .catalogue) { h in
        h.div(.class("h")) { $0.h1(title) }
        if report.incomplete.isEmpty {
            h.note(.good, Words(zh: "全部办妥", en: "All done")) { h in
                h.p(
                    Words(
                        zh: "确认后工作人员可检索到新内容；公众仍看不到，直到开放并公布。",
                        en: "Staff find them as described now; the public does not until they are opened and published."
                    ))
            }
        } else {
            h.note(
                .warn,
                Words(
                    zh: "\(report.incomplete.count)件还缺必著项目，仍待确认",
                    en: "\(report.incomplete.count) still lack mandatory elements and stay drafts"))
            let missing = Words(zh: "缺", en: "Missing")
            h.table(title, [Column(Phrases.code), Column(missing)]) { h in
                for each in report.incomplete.prefix(200) {
                    h.tr { h in
                        h.th(.scope("row")) { h in
                            h.a(each.code, .href("/desk/units/\(each.unit.text)"), .class("code"))
                        }
                        h.cell(missing) { h in
                            for (place, element) in each.missing.enumerated() {
                                if place > 0 { h.text(Words(zh: "、", en: ", ")) }
                                h.text(element)
                            }
                        }
                    }
                }
            }
        }
        h.p(.class("row sect")) { h in
            h.a(DeskPlace.catalogue.words, .class("btn"), .href("/desk/catalogue"))
            if let batch = report.batch {
                h.a(Words(zh: "撤销这次确认", en: "Undo this"), .class("btn grave"), .href("/desk/batches/\(batch.text)"))
            }
        }
    }
}

extension HTML {
    /// The first few of what was chosen, so that one sees it is the right choice.
    mutating func unitSample(_ sample: [ArchivalUnit], of count: Int64) {
        ul(.class("sample")) { h in
            for unit in sample {
                h.li { h in
                    h.code(unit.code)
                    h.text(" ")
                    h.recordText(unit.title)
                }
            }
            if count > sample.count {
                h.li(
                    Words(
                        zh: "……等\(count.grouped)件", en: "… \(count.grouped) in all"), .class("quiet"))
            }
        }
    }
}
