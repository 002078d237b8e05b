import Archive
import Discovery

// When the published records are from: a drawing made on the server, and the same as a table with links.

extension HTML {
    /// How many published records are of which years: in a sentence, as bars, as a table.
    mutating func timeline(_ timeline: Timeline) {
        guard let years = timeline.years, let most = timeline.bars.max(by: { $0.count < $1.count }) else { return }
        section(.class("sect"), .labelledBy("h-years")) { h in
            h.h2(Words(zh: "已公布档案的年代", en: "Years of the published records"), .id("h-years"))
            h.p(
                timeline.bars.count == 1
                    ? Words(
                        zh: "已公布的档案形成于\(most.words.zh)。", en: "The published records are from \(most.words.en).")
                    : Words(
                        zh: "最早\(years.lowerBound)年，最晚\(years.upperBound)年；以\(most.words.zh)最多，\(most.count.grouped)件。",
                        en:
                            "From \(years.lowerBound) to \(years.upperBound); most of them, \(most.count.grouped), from "
                            + "\(most.words.en)."),
                .class("lede"))
            h.figure(.class("chart")) { h in
                if timeline.bars.count > 1 {
                    // Two drawings, so that figures keep their size on a narrow screen. Bars there are too thin to press.
                    h.drawing(Drawing(timeline.bars, width: 960, height: 220, links: true))
                    h.drawing(Drawing(timeline.bars, width: 340, height: 180, links: false))
                }
                h.details(.class("more")) { h in
                    h.summary(Words(zh: "以表格查看", en: "As a table"))
                    h.yearTable(timeline.bars)
                }
            }
        }
    }

    private mutating func yearTable(_ bars: [Timeline.Bar]) {
        table(.class("tbl")) { h in
            h.caption(Words(zh: "已公布档案按形成年代分布", en: "Published records by year"))
            h.thead { h in
                h.tr { h in
                    h.th(Words(zh: "年代", en: "Years"), .scope("col"))
                    h.th(Words(zh: "件数", en: "Records"), .scope("col"), .class("n"))
                }
            }
            h.tbody { h in
                for bar in bars where bar.count > 0 {
                    h.tr { h in
                        h.th(.scope("row"), .class("num")) { $0.a(bar.words, .href(bar.path)) }
                        h.td(bar.count.grouped, .class("n"))
                    }
                }
            }
        }
    }

    private mutating func drawing(_ drawing: Drawing) {
        let attributes: [Attribute] = [
            .class(drawing.links ? "wide" : "narrow"), .some("viewBox", "0 0 \(drawing.width) \(drawing.height)"),
            drawing.links ? .role("group") : .ariaHidden,
            .when(drawing.links, .ariaLabel(Words(zh: "已公布档案按形成年代分布", en: "Published records by year"))),
        ]
        element("svg", attributes) { h in
            for (place, bar) in drawing.bars.enumerated() {
                if drawing.links, bar.count > 0 {
                    let name = bar.words + Words(zh: "，\(bar.count.grouped)件", en: ": \(bar.count.grouped)")
                    h.a(.href(bar.path), .ariaLabel(name)) { h in
                        h.element("title", [], name)
                        // The whole column can be pressed, however low its bar is.
                        h.rect("hit", drawing.column(place))
                        h.rect(drawing.isMost(place) ? "bar on" : "bar", drawing.bar(place))
                    }
                } else {
                    h.rect(drawing.isMost(place) ? "bar on" : "bar", drawing.bar(place))
                }
                if place % drawing.every == 0 {
                    h.label(String(bar.from), x: drawing.middle(place), y: drawing.height - 6)
                }
                if drawing.isMost(place) {
                    h.label(bar.count.grouped, x: drawing.middle(place), y: drawing.bar(place).y - 7)
                }
            }
            h.rect("axis", (0, drawing.ground, drawing.width, 1))
        }
    }

    private mutating func rect(_ name: StaticString, _ box: Drawing.Box) {
        element(
            "rect",
            [
                .class(name), .some("x", String(box.x)), .some("y", String(box.y)), .some("width", String(box.width)),
                .some("height", String(box.height)),
            ], "")
    }

    private mutating func label(_ text: String, x: Int, y: Int) {
        element(
            "text", [.some("x", String(x)), .some("y", String(y)), .some("text-anchor", "middle"), .ariaHidden], text)
    }
}

/// Where the bars of a timeline stand, in the units of their drawing.
private struct Drawing {
    typealias Box = (x: Int, y: Int, width: Int, height: Int)

    let bars: [Timeline.Bar]
    let width: Int
    let height: Int
    let links: Bool
    private let most: Int

    init(_ bars: [Timeline.Bar], width: Int, height: Int, links: Bool) {
        (self.bars, self.width, self.height, self.links) = (bars, width, height, links)
        most = max(1, bars.map(\.count).max() ?? 1)
    }

    /// The line the bars stand on; years are written below it.
    var ground: Int { height - 24 }
    private var top: Int { 24 }
    private var step: Int { width / bars.count }
    private var left: Int { (width - step * bars.count) / 2 }

    /// One year is written for so many bars, so that they do not touch.
    var every: Int { max(1, (48 + step - 1) / step) }

    func isMost(_ place: Int) -> Bool { bars.firstIndex { $0.count == most } == place }

    func middle(_ place: Int) -> Int {
        // The first and the last figure would stick out.
        min(max(left + place * step + step / 2, 18), width - 18)
    }

    func column(_ place: Int) -> Box { (left + place * step, top, step, ground - top) }

    func bar(_ place: Int) -> Box {
        let count = bars[place].count
        // What is there is seen, be it one record beside thousands.
        let tall = count == 0 ? 0 : max(2, (ground - top) * count / most)
        let gap = max(1, step / 8)
        return (left + place * step + gap, ground - tall, step - 2 * gap, tall)
    }
}

extension Timeline.Bar {
    var words: Words {
        if from == to { return Words(zh: "\(from)年", en: String(from)) }
        if to - from == 9, from % 10 == 0 { return Words(zh: "\(from)年代", en: "the \(from)s") }
        return Words(zh: "\(from)—\(to)年", en: "\(from)–\(to)")
    }

    /// The search that finds as many.
    fileprivate var path: Path { "/search?from=\(from)&to=\(to)&sort=date-ascending" }
}
