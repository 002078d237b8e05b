import Appraisal
import Archive
import Catalogue
import Intake

/// What was drafted from one transfer, to be confirmed, opened or published together or one by one.
func accessionUnitsPage(
    _ visit: Visit, _ accession: Accession, _ units: [ArchivalUnit], access: [UnitID: AccessRow], first: Path?,
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
