import Archive
import Discovery
import Sharing

/// What the portal's first page tells: how much is published, what is new, where to begin.
struct HomeView {
    var counts: PublicCounts
    var newest: [PublicEntry]
    /// `nil` while the index cannot tell.
    var timeline: Timeline?
    /// What the archive wants to be read first; empty where it names nothing that is public.
    var featured: [Featured] = []
}

func homePage(_ visit: Visit, _ view: HomeView) -> [UInt8] {
    portalPage(visit, at: .home) { h in
        h.hero(visit, view.counts)
        guard view.counts.records > 0 else {
            h.section(.class("sect")) { h in
                h.void(
                    Words(zh: "还没有公布档案", en: "Nothing has been published yet"),
                    Words(
                        zh: "档案经开放审核并公布后，会出现在这里。",
                        en: "Records appear here once they have been opened and published."))
            }
            return
        }
        if let timeline = view.timeline { h.timeline(timeline) }
        h.div(.class("split")) { h in
            h.section(.class("sect"), .labelledBy("h-new")) { h in
                h.div(.class("head")) { h in
                    h.h2(Words(zh: "新近公布", en: "Newly published"), .id("h-new"))
                    h.a(Words(zh: "全部已公布的", en: "All published records"), .href("/search"))
                }
                h.entries(view.newest)
            }
            h.section(.class("sect"), .labelledBy("h-how")) { $0.howToSearch() }
        }
        h.section(.class("sect"), .labelledBy("h-fonds")) { h in
            h.div(.class("head")) { h in
                h.h2(
                    view.featured.isEmpty
                        ? Words(zh: "从几个全宗读起", en: "Begin with a fonds") : Words(zh: "从这里读起", en: "Begin here"),
                    .id("h-fonds"))
                h.a(
                    Words(
                        zh: "全部\(view.counts.fonds.count.grouped)个全宗",
                        en: view.counts.fonds.count == 1
                            ? "The one fonds" : "All \(view.counts.fonds.count.grouped) fonds"),
                    .href("/fonds"))
            }
            if view.featured.isEmpty {
                h.fondsCards(Array(view.counts.fonds.sorted { $0.records > $1.records }.prefix(3)))
            } else {
                h.div(.class("trio")) { h in
                    for each in view.featured {
                        switch each {
                        case .fonds(let fonds): h.fondsCard(fonds)
                        case .record(let entry): h.recordCard(entry)
                        }
                    }
                }
            }
        }
    }
}

extension HTML {
    fileprivate mutating func hero(_ visit: Visit, _ counts: PublicCounts) {
        div(.class("hero")) { h in
            h.div { h in
                // In phrases, so that a narrow screen breaks the line between them and not inside one.
                h.h1 { h in
                    if h.language == .zh {
                        h.span("查旧事，", .class("phrase"))
                        h.span("从一个名字开始", .class("phrase"))
                    } else {
                        h.text("Start from a name")
                    }
                }
                h.p(.class("lede")) { h in
                    h.text(
                        Words(
                            zh: "人名、地名、文号、档号都可以。简体繁体一并查找，两个字就能查。",
                            en: "A person, a place, a document number or a reference code. Two characters are enough; "
                                + "traditional and simplified forms are both found."))
                    if counts.records > 0 {
                        h.text(
                            Words(
                                zh: "已向社会公布\(counts.records.grouped)件，其中\(counts.withText.grouped)件可读全文。",
                                en:
                                    " \(Phrases.items(counts.records).en) published, \(counts.withText.grouped) with full text."
                            ))
                    }
                }
                h.form(.role("search"), .action("/search"), .method("get")) { h in
                    h.label(Words(zh: "检索已公布的档案", en: "Search published records"), .class("vh"), .for("q"))
                    h.seek("", Words(zh: "题名、正文、档号", en: "Title, text or code"))
                }
            }
            // An inscription as on a case of books: the same facts as in the text, for the eye only.
            if visit.language == .zh, counts.records > 0 {
                h.div(.class("inscr"), .ariaHidden) { h in
                    h.p(visit.site.name.zh + "藏")
                    h.p("凡" + ChineseNumeral.text(Int64(counts.fonds.count)) + "全宗")
                    h.p("公布" + ChineseNumeral.text(counts.records) + "件")
                }
            }
        }
    }

    fileprivate mutating func howToSearch() {
        h2(Words(zh: "怎样检索", en: "How to search"), .id("h-how"))
        ol(.class("steps")) { h in
            for (title, help) in [
                (
                    Words(zh: "几个词，都要有", en: "Several words, all of them"),
                    Words(zh: "词与词之间空一格，如“柳家桥 卖契”。", en: "Put a space between them.")
                ),
                (
                    Words(zh: "一字不差", en: "Word for word"),
                    Words(zh: "用引号括起来，如“土地房产所有证”。", en: "Put the phrase in quotation marks.")
                ),
                (
                    Words(zh: "档号与年份", en: "Codes and years"),
                    Words(
                        zh: "写档号的开头，如 X013-WS；年份写 1951 至 1953。",
                        en: "The beginning of a reference code, or years such as 1951..1953.")
                ),
            ] {
                h.li { h in
                    h.h3(title)
                    h.p(help)
                }
            }
        }
    }

    /// Published records, one below the other: title, code, date, level.
    mutating func entries(_ entries: [PublicEntry]) {
        ul(.class("ledger")) { h in
            for entry in entries {
                h.li { h in
                    h.div { h in
                        h.a(
                            entry.title, .class("t"), .href("/records/\(entry.publicID)"),
                            .lang(Tongue.tag(of: entry.title, on: h.language)))
                    }
                    h.div(.class("m")) { h in
                        h.code(entry.code)
                        if let date = entry.date { h.recordDate(date) }
                        h.badge(entry.published)
                    }
                }
            }
        }
    }

    mutating func fondsCards(_ fonds: [PublicFonds]) {
        div(.class("trio")) { h in
            for each in fonds { h.fondsCard(each) }
        }
    }

    fileprivate mutating func fondsCard(_ fonds: PublicFonds) {
        card(fonds.place.title, "/fonds/\(fonds.place.publicID)") { h in
            h.p(.class("num")) { h in
                h.code(fonds.place.code)
                h.text("　")
                h.text(Phrases.items(fonds.records))
            }
            h.p { h in
                let categories = fonds.categories.filter { $0.place != fonds.place }
                for (place, category) in categories.prefix(4).enumerated() {
                    if place > 0 { h.text(Words(zh: "、", en: ", ")) }
                    h.recordText(category.place.title)
                }
            }
        }
    }

    fileprivate mutating func recordCard(_ entry: PublicEntry) {
        card(entry.title, "/records/\(entry.publicID)") { h in
            h.p(.class("num")) { $0.code(entry.code) }
            h.p(.class("row")) { h in
                if let date = entry.date { h.recordDate(date) }
                h.badge(entry.published)
            }
        }
    }

    private mutating func card(_ title: String, _ path: Path, _ facts: (inout HTML) -> Void) {
        article(.class("fonds-card")) { h in
            h.div(.class("spine"), .ariaHidden) { $0.text(String(title.prefix(12))) }
            h.div { h in
                h.h3 { $0.a(title, .href(path), .lang(Tongue.tag(of: title, on: $0.language))) }
                facts(&h)
            }
        }
    }
}

/// Whole numbers in Chinese characters: 一万二千三百零四.
enum ChineseNumeral {
    private static let digits = Array("零一二三四五六七八九").map(String.init)
    private static let places = ["", "十", "百", "千"]
    private static let groups = ["", "万", "亿", "万亿"]

    static func text(_ number: Int64) -> String {
        guard number > 0 else { return digits[0] }
        var parts: [Int64] = []
        var rest = number
        while rest > 0 {
            parts.append(rest % 10_000)
            rest /= 10_000
        }
        var text = ""
        var needsZero = false
        for (place, part) in parts.enumerated().reversed() {
            guard part > 0 else {
                needsZero = !text.isEmpty
                continue
            }
            if !text.isEmpty, needsZero || part < 1000 { text += digits[0] }
            text += group(part) + groups[min(place, groups.count - 1)]
            needsZero = false
        }
        // 十 alone, not 一十, at the beginning.
        return text.hasPrefix("一十") ? String(text.dropFirst()) : text
    }

    private static func group(_ number: Int64) -> String {
        var text = ""
        var hasZero = false
        for place in stride(from: 3, through: 0, by: -1) {
            var digit = number
            for _ in 0..<place { digit /= 10 }
            digit %= 10
            if digit == 0 {
                hasZero = !text.isEmpty
            } else {
                text += (hasZero ? digits[0] : "") + digits[Int(digit)] + places[place]
                hasZero = false
            }
        }
        return text
    }
}
