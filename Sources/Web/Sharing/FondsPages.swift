import Archive
import Sharing

/// Every 全宗 in which something is published.
func fondsListPage(_ visit: Visit, _ counts: PublicCounts) -> [UInt8] {
    let title = PortalPlace.fonds.words
    return portalPage(visit, title: title, at: .fonds) { h in
        h.div(.class("plain")) { $0.h1(title) }
        if counts.fonds.isEmpty {
            h.void(
                Words(zh: "还没有公布档案", en: "Nothing has been published yet"),
                Words(
                    zh: "档案公布后，可以从所属的全宗进入。", en: "Once records are published they can be reached through their fonds."))
            return
        }
        h.p(
            Words(
                zh: "一个全宗是一个机关或个人形成的全部档案。已公布\(counts.records.grouped)件，分属\(counts.fonds.count.grouped)个全宗。",
                en: "A fonds holds all the records of one body or person. "
                    + "\(Phrases.items(counts.records).en) published in \(counts.fonds.count.grouped) fonds."),
            .class("prose"))
        h.section(.class("sect"), .labelledBy("all")) { h in
            h.h2(Words(zh: "有已公布档案的全宗", en: "Fonds with published records"), .class("vh"), .id("all"))
            h.fondsCards(counts.fonds)
        }
    }
}

/// One 全宗: its categories, and a page of what is published in the one chosen.
struct FondsView {
    let fonds: PublicFonds
    let chosen: PublicFonds.Category
    let entries: [PublicEntry]
    let previous: Path?
    let next: Path?
}

func fondsPage(_ visit: Visit, _ view: FondsView) -> [UInt8] {
    let place = view.fonds.place
    let chosen = view.chosen.place
    return portalPage(visit, title: Words(asIs: place.title), at: .fonds) { h in
        h.crumbs([(PortalPlace.fonds.words, "/fonds")], here: Words(asIs: place.code))
        h.header(.class("rec-head")) { h in
            h.h1(place.title, .lang(Tongue.tag(of: place.title, on: visit.language)))
            h.p(.class("facts")) { h in
                h.code(place.code)
                h.span(
                    Words(
                        zh: "已公布\(view.fonds.records.grouped)件", en: "\(Phrases.items(view.fonds.records).en) published"
                    ))
            }
        }
        h.form(.role("search"), .action("/search"), .method("get"), .class("stack")) { h in
            h.label(Words(zh: "在本全宗内检索", en: "Search in this fonds"), .for("q"))
            h.input(.type("hidden"), .name("fonds"), .value(place.code))
            h.seek("", Words(zh: "题名、正文、档号", en: "Title, text or code"))
        }
        h.div(.class("browse")) { h in
            h.nav(.class("tree"), .ariaLabel(Words(zh: "类别", en: "Categories"))) { h in
                h.ul { h in
                    for category in view.fonds.categories {
                        h.li { h in
                            h.a(
                                .href("/fonds/\(place.publicID)?in=\(category.place.publicID)"),
                                .when(category.place == chosen, .current("page"))
                            ) { h in
                                h.span { $0.recordText(category.place.title) }
                                h.span(category.records.grouped, .class("num push quiet"))
                            }
                        }
                    }
                }
            }
            h.section(.class("pane"), .labelledBy("shelf")) { h in
                h.div(.class("row apart")) { h in
                    h.h2(.id("shelf")) { h in
                        h.recordText(chosen.title)
                        h.text("　")
                        h.code(chosen.code)
                    }
                    h.searchWithin(chosen.code)
                }
                if view.entries.isEmpty {
                    h.void(
                        Words(zh: "这里没有更多了", en: "There is nothing more here"),
                        Words(zh: "可以在本类里检索。", en: "Search within this category instead."))
                } else {
                    h.entries(view.entries)
                }
                h.pager(
                    Words(zh: "翻页", en: "Pages"), where: nil,
                    previous: view.previous, next: view.next)
            }
        }
    }
}

extension HTML {
    /// A search limited to codes that begin so.
    fileprivate mutating func searchWithin(_ code: String) {
        a(.class("btn"), .href("/search?q=\("档号:" + code)")) { h in
            h.icon(.search)
            h.text(Words(zh: "只在这里检索", en: "Search here only"))
        }
    }
}
