import Archive
import Sharing

/// What other programs show of a page that somebody passes on (Open Graph), and search engines below its title.
struct PageCard {
    let title: String
    let about: String
    let site: Words
}

extension PageCard {
    /// Of a published record: what its page says first, nothing else.
    init(_ record: PublicRecord, _ site: Site) {
        title = record.title
        about = [record.code, record.date, record.author].compactMap { $0 }.joined(separator: " · ")
        self.site = site.name
    }
}

extension HTML {
    mutating func card(_ card: PageCard) {
        meta(.name("description"), .content(card.about))
        meta(.property("og:type"), .content("article"))
        meta(.property("og:title"), .content(card.title))
        meta(.property("og:description"), .content(card.about))
        meta(.property("og:site_name"), .content(card.site))
    }
}
