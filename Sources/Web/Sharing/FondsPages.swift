import Archive
import Sharing

/// All 全宗 in which something is published.
func fondsListPage(_ visit: Visit, _ counts: PublicCounts) -> [UInt8] {
    portalPage(visit, title: PortalPlace.fonds.words, at: .fonds) { h in
        h.section(.class("sect")) { h in
            h.h1(PortalPlace.fonds.words)
            if counts.fonds.isEmpty {
                h.void(
                    Words(zh: "还没有公布的全宗", en: "No fonds is published yet"),
                    Words(zh: "全宗里有档案公布后会出现在这里。", en: "A fonds appears here once something of it is published."))
            } else {
                h.ul(.class("trio")) { h in for fonds in counts.fonds { h.fondsCard(fonds) } }
            }
        }
    }
}

/// One 全宗: its categories, and a page of what is published in the one chosen.
struct FondsView {
    let fonds: PublicFonds
    let chosen: PublicPlace?
    let entries: [PublicEntry]
    let isFirst: Bool
    let next: Path?
}

func fondsPage(_ visit: Visit, _ view: FondsView) -> [UInt8] {
    let place = view.fonds.place
    return portalPage(visit, title: Words(asIs: place.title), at: .fonds) { h in
        h.crumbs([(PortalPlace.fonds.words, "/fonds")], here: Words(asIs: place.title))
        h.header(.class("rec-head")) { h in
            h.h1 { $0.recordText(place.title) }
            h.p(.class("facts")) { h in
                h.code(place.code)
                h.span(Words(zh: "已公布", en: "Published: ") + Phrases.items(view.fonds.records))
            }
        }
        h.div(.class("browse")) { h in
            h.nav(.class("tree"), .ariaLabel(Words(zh: "类别", en: "Series"))) { h in
                h.ul { h in
                    for category in view.fonds.categories {
                        h.li { h in
                            h.a(
                                .href("/fonds/\(place.publicID)?in=\(category.place.publicID)"),
                                .when(category.place == view.chosen, .current("page"))
                            ) { h in
                                h.recordText(category.place.title)
                                h.span("　" + category.records.grouped, .class("num quiet"))
                            }
                        }
                    }
                }
            }
            h.section(.ariaLabel(Words(zh: "已公布的档案", en: "Published records"))) { h in
                h.ol(.class("ledger")) { h in for entry in view.entries { h.entry(entry) } }
                let first: Path = "/fonds/\(place.publicID)"
                h.pager(
                    Words(zh: "翻页", en: "Pages"), where: nil,
                    previous: view.isFirst ? nil : first.adding("in", view.chosen?.publicID), next: view.next)
            }
        }
    }
}
