import Archive
import Sharing

extension HTML {
    /// Access copies that could not be made, by unit, each with its reason and a way to try again. The system's administrator
    /// sees which object it is, and has no right over records: the reference code is for those who may browse.
    mutating func parkedCopies(_ visit: Visit, _ copies: [ParkedCopy]) {
        let name = Words(zh: "没有做成的利用件", en: "Access copies that could not be made")
        section(.class("pane sect")) { h in
            h.div(.class("ph")) { h in
                h.h2(name)
                h.postButton(
                    Words(zh: "全部重试", en: "Try all again"), to: "/desk/parked/copies/retry", visit,
                    fields: [("unit", "")])
            }
            let subject = Words(zh: "对象", en: "Subject")
            let pages = Words(zh: "文件与页", en: "File and pages")
            let reason = Words(zh: "缘由", en: "Reason")
            let since = Words(zh: "停于", en: "Since")
            let act = Words(zh: "操作", en: "Act")
            h.table(name, [Column(subject), Column(pages), Column(reason), Column(since), Column(act)]) { h in
                for each in copies {
                    h.tr { h in
                        h.th(.scope("row"), .class("code")) { h in
                            if visit.may(.browse) {
                                h.a(each.code, .href("/desk/units/\(each.unit.text)"))
                            } else {
                                h.text(each.unit.text)
                            }
                        }
                        h.cell(
                            pages,
                            Words(
                                zh: "文件\(each.file)，第\(each.firstPage)页起\(each.pages)页",
                                en: "file \(each.file), \(each.pages) from page \(each.firstPage)"))
                        h.cell(reason) { h in
                            h.text(each.what)
                            h.p(each.next, .class("quiet"))
                        }
                        h.cell(since, class: "nb") { $0.moment(each.since, visit.clock) }
                        h.cell(act, class: "nb") { h in
                            h.postButton(
                                Words(zh: "重试", en: "Try again"), to: "/desk/parked/copies/retry", visit,
                                fields: [("unit", each.unit.text)])
                        }
                    }
                }
            }
        }
    }
}
