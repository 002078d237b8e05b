import Appraisal
import Archive
import Catalogue
import Intake

/// What was drafted from one transfer, to be confirmed, opened or published together or one by one.
///
/// - Parameter drafts: Only what is still to be confirmed.
func accessionUnitsPage(
    _ visit: Visit, _ accession: Accession, _ units: [ArchivalUnit], drafts: Bool, access: [UnitID: AccessRow],
    first: Path?,
    next: Path?
) -> [UInt8] {
    let title = Words(zh: "收 \(accession.number) 的著录", en: "Descriptions of receipt \(accession.number)")
    return deskPage(visit, title: title, at: .catalogue) { h in
        h.crumbs(
            [
                (DeskPlace.accessions.words, "/desk/accessions"),
                (
                    Words(zh: "收 \(accession.number)", en: "Receipt \(accession.number)"),
                    "/desk/accessions/\(accession.id.text)"
                ),
            ], here: Words(zh: "著录", en: "Descriptions"))
        h.div(.class("h")) { h in
            h.h1(title)
            h.span(.class("quiet num")) { $0.text(Phrases.items(accession.records)) }
        }
        h.draftChips(accession, drafts: drafts)
        if units.isEmpty, drafts {
            h.void(
                Words(zh: "都已确认", en: "All are confirmed"),
                Words(zh: "这一批没有待确认的著录了。", en: "No description of this transfer is left to confirm."))
            return
        }
        if units.isEmpty {
            h.void(
                Words(zh: "还没有起草", en: "Nothing is drafted yet"),
                Words(zh: "入库并读回核对后，条目会起草到这里。", en: "Entries are drafted here once the transfer is kept and read back.")
            )
            return
        }
        h.chooser(visit) {
            $0.unitTable(
                visit, title, units, access: access, pick: true,
                list: accession.carries == .files ? .linked(accession.id) : .accession(accession.id))
        }
        h.pager(Words(zh: "条目翻页", en: "Pages of entries"), where: nil, previous: first, next: next)
        h.allBelow(
            visit, "accession", accession.id.text, Words(zh: "这一批的全部件", en: "Everything in this transfer"))
    }
}

extension HTML {
    /// All of the transfer, or what is still to be confirmed.
    fileprivate mutating func draftChips(_ accession: Accession, drafts: Bool) {
        let base: Path = "/desk/accessions/\(accession.id.text)/units"
        nav(.ariaLabel(Words(zh: "按状态筛选", en: "Filter by state"))) { h in
            h.ul(.class("chips bar-tools")) { h in
                h.li { h in
                    h.a(
                        Words(zh: "全部", en: "All"), .class("chip"), .href(base), .when(!drafts, .current("true")))
                }
                h.li { h in
                    h.a(
                        Words(zh: "待确认", en: "To confirm"), .class("chip"),
                        .href(base.adding("state", ArchivalUnit.State.draft.rawValue)), .when(drafts, .current("true")))
                }
            }
        }
    }
}
