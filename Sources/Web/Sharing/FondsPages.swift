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

/// One 全宗: its categories, and a page of what is published in the one chosen, or in an 案卷 of it.
struct FondsView {
    let fonds: PublicFonds
    let chosen: PublicFonds.Category
    let volume: PublicVolume?
    var entries: [PublicEntry] = []
    var pages = Around()
    /// The 案卷 of the category, where one of them is not chosen.
    var volumes: [PublicVolume] = []
    var volumePages = Around()

    /// The pages before and after one.
    struct Around {
        var previous: Path?
        var next: Path?
    }
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
                                h.span { $0.shelfName(category.place, in: place) }
                                h.span(category.records.grouped, .class("num push quiet"))
                            }
                        }
                    }
                }
            }
            h.section(.class("pane"), .labelledBy("shelf")) { h in
                h.div(.class("row apart")) { h in
                    h.h2(.id("shelf")) { h in
                        h.shelfName(chosen, in: place)
                        h.text("　")
                        h.code(view.volume?.code ?? chosen.code)
                    }
                    h.searchWithin(view.volume?.code ?? chosen.code)
                }
                if let volume = view.volume {
                    h.p { h in
                        h.a(
                            .href(
                                Path("/fonds/\(place.publicID)").adding("in", chosen.publicID).adding(
                                    "at", volume.publicID))
                        ) { $0.text(Words(zh: "本类全部案卷", en: "All volumes of this category")) }
                    }
                }
                if !view.volumes.isEmpty { h.volumes(view) }
                if !view.entries.isEmpty {
                    h.entries(view.entries)
                } else if view.volumes.isEmpty {
                    h.void(
                        Words(zh: "这里没有更多了", en: "There is nothing more here"),
                        Words(zh: "可以在本类里检索。", en: "Search within this category instead."))
                }
                h.pager(
                    Words(zh: "翻页", en: "Pages"), where: nil,
                    previous: view.pages.previous, next: view.pages.next)
            }
        }
    }
}

extension HTML {
    /// What a category is called; what stands in none, right below its 全宗.
    fileprivate mutating func shelfName(_ place: PublicPlace, in fonds: PublicPlace) {
        if place == fonds {
            text(Words(zh: "未分类别", en: "In no category"))
        } else {
            recordText(place.title)
        }
    }

    /// The 案卷 of a category, each with how much of it is published.
    fileprivate mutating func volumes(_ view: FondsView) {
        h3(Words(zh: "案卷", en: "Volumes"))
        ul(.class("ledger")) { h in
            for volume in view.volumes {
                h.li { h in
                    h.div { h in
                        h.a(
                            .class("t code"),
                            .href(Path("/fonds/\(view.fonds.place.publicID)").adding("in", volume.publicID))
                        ) { $0.text(volume.code) }
                    }
                    h.div(.class("m")) { $0.text(Phrases.items(volume.records)) }
                }
            }
        }
        pager(
            Words(zh: "案卷翻页", en: "Pages of volumes"), where: nil, previous: view.volumePages.previous,
            next: view.volumePages.next)
    }

    /// A search limited to codes that begin so.
    fileprivate mutating func searchWithin(_ code: String) {
        a(.class("btn"), .href("/search?q=\("档号:" + code)")) { h in
            h.icon(.search)
            h.text(Words(zh: "只在这里检索", en: "Search here only"))
        }
    }
}
