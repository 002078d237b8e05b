import Appraisal
import Archive
import Catalogue

/// What was chosen, counted before anything is decided.
struct ChosenView {
    var selection: Selection
    var count: Int64
    var sample: [ArchivalUnit]
    /// How many stand how with opening.
    var standing: [AccessStatus: Int64] = [:]
    /// How many are public now.
    var published: Int64 = 0
    /// Open on the day the publication begins.
    var open: Int64 = 0
}

extension HTML {
    mutating func chosen(_ view: ChosenView) {
        h2(Words(zh: "选中的\(view.count.grouped)件", en: "\(Phrases.items(view.count).en) chosen"))
        standing(view)
        unitSample(view.sample, of: view.count)
    }

    /// How the chosen stand now, in a line of marks with counts.
    mutating func standing(_ view: ChosenView) {
        p(.class("row")) { h in
            for status in AccessStatus.allCases {
                guard let count = view.standing[status], count > 0 else { continue }
                h.span(.class("row")) { h in
                    h.badge(status)
                    h.span(.class("num")) { $0.text(Phrases.items(count)) }
                }
            }
            if view.published > 0 {
                h.span(
                    Words(zh: "已公布\(view.published.grouped)件", en: "\(view.published.grouped) public now"),
                    .class("quiet"))
            }
        }
    }

    mutating func refused(_ refusals: [Refusal], of count: Int64) {
        guard !refusals.isEmpty else { return }
        note(
            .stop,
            Words(
                zh: "\(refusals.count)件不能这样办，会留下不动",
                en: "\(refusals.count) cannot be decided so and are left as they are")
        ) { h in
            h.ul { h in
                for refusal in refusals.prefix(20) {
                    h.li { h in
                        h.code(refusal.code)
                        h.text(Words(zh: "：", en: ": "))
                        h.text(refusal.what)
                        h.text(Words(zh: "。", en: ". "))
                        h.span(refusal.next, .class("quiet"))
                    }
                }
                if refusals.count > 20 {
                    h.li(Words(zh: "……等\(refusals.count)件", en: "… \(refusals.count) in all"), .class("quiet"))
                }
            }
        }
    }
}

extension Path {
    /// With a choice of items as query.
    func adding(_ selection: Selection) -> Path {
        selection.fields.reduce(self) { $0.adding($1.name, $1.value) }
    }
}
