import Archive
import Catalogue
import Sharing

// The viewer alone on its page, and all pages of a file as thumbnails: for readers and for staff.

/// A published record in the viewer, as wide as the window.
func viewPage(_ visit: Visit, _ record: PublicRecord, _ viewer: Viewer) -> [UInt8] {
    portalPage(visit, title: titled(record.title, viewer), at: .search) { h in
        h.crumbs([(Words(asIs: record.code), viewer.recordPath)], here: Viewer.words)
        h.h1(record.title, .class("v-title"), .lang(Tongue.tag(of: record.title, on: visit.language)))
        h.viewer(viewer)
        h.p(.class("print-only small")) { h in
            h.code(record.code)
            h.text(Words(zh: "　\(visit.site.name.zh)　以原件为准。", en: "　\(visit.site.name.en)　The original prevails."))
        }
    }
}

/// The same of any unit, for staff.
func deskViewPage(_ visit: Visit, _ record: DeskRecordAtPage, _ viewer: Viewer) -> [UInt8] {
    deskPage(visit, title: titled(record.unit.code, viewer), at: .catalogue, keys: [.viewer]) { h in
        h.crumbs([(Words(asIs: record.unit.code), "/desk/units/\(record.unit.id.text)")], here: Viewer.words)
        h.h1(record.unit.title, .class("v-title"), .lang(Tongue.tag(of: record.unit.title, on: visit.language)))
        h.viewer(viewer)
    }
}

/// All pages of a file of a published record.
func leavesPage(_ visit: Visit, _ record: PublicRecord, _ viewer: Viewer) -> [UInt8] {
    portalPage(visit, title: titled(record.title, viewer), at: .search) { h in
        h.crumbs([(Words(asIs: record.code), viewer.recordPath)], here: Words(zh: "各页", en: "Pages"))
        h.h1(record.title, .class("v-title"), .lang(Tongue.tag(of: record.title, on: visit.language)))
        h.sheetOfLeaves(viewer)
    }
}

/// The same of any unit, for staff.
func deskLeavesPage(_ visit: Visit, _ record: DeskRecordAtPage, _ viewer: Viewer) -> [UInt8] {
    deskPage(visit, title: titled(record.unit.code, viewer), at: .catalogue) { h in
        h.crumbs(
            [(Words(asIs: record.unit.code), "/desk/units/\(record.unit.id.text)")], here: Words(zh: "各页", en: "Pages"))
        h.h1(record.unit.title, .class("v-title"), .lang(Tongue.tag(of: record.unit.title, on: visit.language)))
        h.sheetOfLeaves(viewer)
    }
}

private func titled(_ title: String, _ viewer: Viewer) -> Words {
    Words(zh: "\(title)　第\(viewer.view.page)页", en: "\(title), page \(viewer.view.page)")
}

extension Viewer {
    fileprivate static let words = Words(zh: "看原件", en: "View")

    /// The record's own page, at the page shown.
    fileprivate var recordPath: Path {
        base.adding("file", view.file.n == view.files.first?.n ? nil : String(view.file.n))
            .adding("page", view.page == 1 ? nil : String(view.page)).adding("q", query)
    }
}

extension HTML {
    /// Thumbnails from the page shown on, as many as a window takes, with the way forward and back.
    fileprivate mutating func sheetOfLeaves(_ viewer: Viewer) {
        let view = viewer.view
        let last = min(view.pages, view.page + Viewer.perSheet - 1)
        p(.class("quiet num")) { h in
            h.text(
                Words(
                    zh: "第\(view.page)至\(last)页，共\(view.pages)页", en: "Pages \(view.page) to \(last) of \(view.pages)"))
        }
        ul(.class("leaves grid"), .ariaLabel(Words(zh: "各页", en: "Pages"))) { h in
            for page in view.page...last { h.leaf(page, viewer) }
        }
        pager(
            Words(zh: "翻页", en: "Pages"), where: nil,
            previous: view.page > 1 ? viewer.leaves(from: max(1, view.page - Viewer.perSheet)) : nil,
            next: last < view.pages ? viewer.leaves(from: last + 1) : nil)
    }
}
