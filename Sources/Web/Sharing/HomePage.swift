import Archive
import Sharing

/// The portal's first page: what is here, what is new, and where to ask.
func homePage(_ visit: Visit, _ counts: PublicCounts, newest: [PublicEntry]) -> [UInt8] {
    portalPage(visit, at: .home) { h in
        h.section(.class("hero")) { h in
            h.div { h in
                h.h1(visit.site.name)
                h.p(homeLede(counts), .class("lede"))
                h.form(.role("search"), .action("/search"), .method("get")) { h in
                    h.label(Words(zh: "检索已公布的档案", en: "Search published records"), .class("vh"), .for("q"))
                    h.div(.class("seek")) { h in
                        h.input(
                            .class("in"), .id("q"), .name("q"), .type("search"),
                            .placeholder(Words(zh: "人名、地名、事由、档号，两个字就够", en: "A name, a place, a matter, a code")))
                        h.button(.class("btn first"), .type("submit")) { h in
                            h.icon(.search)
                            h.text(Phrases.search)
                        }
                    }
                }
            }
        }
        h.section(.class("sect"), .labelledBy("new")) { h in
            h.div(.class("head")) { h in
                h.h2(.id("new")) { $0.text(Words(zh: "新近公布", en: "Newly published")) }
                if counts.records > Int64(newest.count) {
                    h.a(Words(zh: "看全部", en: "See all"), .href("/search"))
                }
            }
            if newest.isEmpty {
                h.void(
                    Words(zh: "还没有公布的档案", en: "Nothing is published yet"),
                    Words(
                        zh: "档案开放并公布后会出现在这里。可以先到馆咨询。",
                        en: "Records appear here once they are opened and published."))
            } else {
                h.ol(.class("ledger")) { h in for entry in newest { h.entry(entry) } }
            }
        }
        if !counts.fonds.isEmpty {
            h.section(.class("sect"), .labelledBy("by-fonds")) { h in
                h.h2(.id("by-fonds")) { $0.text(PortalPlace.fonds.words) }
                h.ul(.class("trio")) { h in for fonds in counts.fonds.prefix(6) { h.fondsCard(fonds) } }
            }
        }
    }
}

private func homeLede(_ counts: PublicCounts) -> Words {
    guard counts.records > 0 else {
        return Words(zh: "这里查阅已开放并公布的档案。", en: "Here the archive's opened and published records are read.")
    }
    return Words(
        zh: "已公布档案\(counts.records.grouped)件，其中\(counts.withText.grouped)件可读全文，"
            + "\(counts.withImages.grouped)件可看原件图像。繁体简体都能查。",
        en: "\(counts.records.grouped) records are published, \(counts.withText.grouped) of them in full text, "
            + "\(counts.withImages.grouped) with images of the originals.")
}

extension HTML {
    /// A published record in a list.
    mutating func entry(_ entry: PublicEntry) {
        let tag = Tongue.tag(of: entry.title, on: language)
        li { h in
            h.a(.class("t"), .href("/records/\(entry.publicID)"), .lang(tag)) { $0.text(entry.title) }
            h.p(.class("m")) { h in
                h.code(entry.code)
                if let date = entry.date { h.span(date, .class("num")) }
                h.badge(entry.published)
            }
        }
    }

    mutating func fondsCard(_ fonds: PublicFonds) {
        li(.class("fonds-card")) { h in
            h.span(.class("spine"), .ariaHidden) { $0.text(fonds.place.title) }
            h.div { h in
                h.h3 { h in
                    h.a(.href("/fonds/\(fonds.place.publicID)")) { $0.recordText(fonds.place.title) }
                }
                h.p { $0.code(fonds.place.code) }
                h.p(Words(zh: "已公布", en: "Published: ") + Phrases.items(fonds.records))
            }
        }
    }
}
