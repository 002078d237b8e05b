import Archive
import Catalogue
import Discovery
import Preservation
import Sharing

/// What the page of one published record shows. There is no way to make one of a closed record.
struct RecordView {
    let record: PublicRecord
    /// The page in the viewer; `nil` where there is nothing to look at.
    let viewer: Viewer?
    let related: RelatedRecords?

    /// - Parameter query: what was searched for when the record was found.
    init(_ shown: RecordAtPage, query: String? = nil, isVertical: Bool = false, related: RelatedRecords? = nil) {
        record = shown.record
        self.related = related
        let base: Path = "/records/\(shown.record.publicID)"
        viewer = shown.view.map {
            Viewer($0, base: base, query: query, isVertical: isVertical, downloads: shown.record.published == .text)
        }
    }
}

/// Published records by the same maker.
struct RelatedRecords {
    let author: String
    let hits: [Hit]
    /// With the record itself.
    let total: Int64

    static let most = 5
}

func recordPage(_ visit: Visit, _ view: RecordView) -> [UInt8] {
    let record = view.record
    let lang = Tongue.tag(of: record.title, on: visit.language)
    return portalPage(visit, title: Words(asIs: record.title), at: .search, card: PageCard(record, visit.site)) { h in
        // To where it stands: in its category, or in an 案卷 of it.
        let fonds: Path = "/fonds/\(record.fonds.publicID)"
        let shelf = record.shelf.map { fonds.adding("in", $0).adding("at", record.publicID) } ?? fonds
        var way = [
            (
                words: Words(asIs: "\(record.fonds.code) \(record.fonds.title)"),
                path: record.category == nil ? shelf : fonds
            )
        ]
        if let category = record.category { way.append((Words(asIs: category.title), shelf)) }
        h.crumbs(way, here: Words(asIs: record.code))
        h.header(.class("rec-head")) { h in
            h.h1(record.title, .lang(lang))
            h.p(.class("facts")) { h in
                h.code(record.code)
                if let date = record.date { h.bothCalendars(date, record.dates) }
                if let author = record.author { h.span { $0.recordText(author) } }
                let pages = record.files.compactMap(\.pages).reduce(0, +)
                if pages > 0 { h.span(Phrases.pages(Int64(pages))) }
                if let validity = record.validity { h.badge(validity) }
                h.badge(AccessStatus.open)
                h.badge(record.published)
            }
        }
        if let viewer = view.viewer { h.viewer(viewer) }
        h.relations(record)
        h.neighbours(record)
        h.div(.class("cols sect")) { h in
            h.div(.class("areas")) { $0.areas(record) }
            h.aside(.class("side"), .ariaLabel(Words(zh: "利用说明", en: "Using this record"))) { h in
                h.using(visit, record)
            }
        }
        if let related = view.related { h.related(related) }
        h.p(.class("print-only small")) { h in
            h.text(visit.site.name)
            h.text(Words(zh: "　本页印自公开档案，以原件为准。印于", en: "　Printed from the public record; the original prevails. "))
            h.text(visit.clock.today.words)
        }
    }
}

extension HTML {
    fileprivate mutating func neighbours(_ record: PublicRecord) {
        guard record.previous != nil || record.next != nil else { return }
        nav(.class("near no-print"), .ariaLabel(Words(zh: "前后件", en: "Neighbouring records"))) { h in
            if let previous = record.previous {
                h.a(.href("/records/\(previous.publicID)"), .rel("prev")) { h in
                    h.span(Words(zh: "前一件", en: "Previous"), .class("way"))
                    h.span(previous.title, .class("t"), .lang(Tongue.tag(of: previous.title, on: h.language)))
                }
            }
            if let next = record.next {
                h.a(.class("next"), .href("/records/\(next.publicID)"), .rel("next")) { h in
                    h.span(Words(zh: "后一件", en: "Next"), .class("way"))
                    h.span(next.title, .class("t"), .lang(Tongue.tag(of: next.title, on: h.language)))
                }
            }
        }
    }

    /// What repealed or amended it, and what it repealed or amended.
    fileprivate mutating func relations(_ record: PublicRecord) {
        guard !record.relations.isEmpty else { return }
        section(.class("area sect"), .labelledBy("relations")) { h in
            h.h2(Words(zh: "版本与效力", en: "Versions and validity"), .id("relations"))
            h.definitions { h in
                for relation in Relation.allCases {
                    let others = record.relations.filter { $0.relation == relation }
                    if !others.isEmpty {
                        h.div { h in
                            h.dt(relation.words)
                            for other in others {
                                h.dd { h in
                                    h.a(
                                        .href("/records/\(other.publicID)"),
                                        .lang(Tongue.tag(of: other.title, on: h.language))
                                    ) { $0.text(other.title) }
                                    h.code(other.code)
                                    if let validity = other.validity { h.badge(validity) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The description by the areas of DA/T 18.
    fileprivate mutating func areas(_ record: PublicRecord) {
        for area in DescriptiveElement.Area.allCases {
            let elements = record.description.filter { DescriptiveElement.named($0.identifier)?.area == area }
            guard !elements.isEmpty else { continue }
            let id = "area-\(area.rawValue)"
            section(.class("area"), .labelledBy(id)) { h in
                h.h2(area.name, .id(id))
                h.definitions { h in
                    for element in elements {
                        h.div { h in
                            h.dt(element.name)
                            if DescriptiveElement.named(element.identifier)?.type == .date {
                                h.dd {
                                    $0.bothCalendars(element.value, record.date == element.value ? record.dates : nil)
                                }
                            } else {
                                h.dd(element.value, .lang(Tongue.tag(of: element.value, on: h.language)))
                            }
                        }
                    }
                }
            }
        }
    }
}
