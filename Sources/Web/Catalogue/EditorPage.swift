import Appraisal
import Archive
import Catalogue

/// One unit: its pages beside its description by area, corrected, confirmed.
func editorPage(_ visit: Visit, _ view: EditorView) -> [UInt8] {
    let unit = view.unit
    return deskPage(visit, title: Words(asIs: unit.code), at: .catalogue, keys: [.describing, .viewer]) { h in
        h.unitCrumbs(view.path, here: unit)
        h.div(.class("h")) { h in
            h.h1(unit.code, .class("code"))
            h.plainBadge(unit.level.words)
            h.unitState(unit.state)
            if unit.isWaiting { h.waitingBadge() }
            h.access(view.access, on: visit.clock.today)
            h.neighbours(view)
        }
        if unit.codeConflict {
            h.note(.warn, Words(zh: "还有别的条目用着同一个档号", en: "Another entry has the same reference code")) { h in
                h.p(Words(zh: "更正其中一个。在此之前两个都会显示。", en: "Correct one of them. Until then both are shown."))
            }
        }
        h.errorSummary(
            view.errors,
            Words(
                zh: "没有保存：还有\(view.errors.count)处要改",
                en: "Not saved: \(view.errors.count == 1 ? "one thing" : "\(view.errors.count) things") to correct"))
        if visit.may(.describe) { h.unsavedNote(visit, view) }
        h.div(.class(view.viewer == nil ? "edit sect" : "edit two sect")) { h in
            if let viewer = view.viewer { h.viewer(viewer) }
            if visit.may(.describe) {
                h.editor(visit, view)
            } else {
                h.div { $0.readOnly(view) }
            }
        }
        h.div(.class("panes sect")) { h in
            h.section(.class("pane stack")) { h in
                if !view.files.isEmpty { h.files(view) }
                h.carried(unit)
            }
            h.aside(.class("pane stack")) { $0.opening(visit, view) }
        }
    }
}

extension HTML {
    /// A key that does what the control it stands on does; shown where there is a script to hear it.
    mutating func key(_ keys: String) { element("kbd", [.class("hot"), .ariaHidden], keys) }

    /// The entries before and after, along the list one came by.
    fileprivate mutating func neighbours(_ view: EditorView) {
        span(.class("push row")) { h in
            if let back = view.list.back { h.a(back.words, .class("btn bare"), .href(back.path)) }
            if let previous = view.previous {
                h.a(
                    .class("btn"), .href(view.list.path(of: previous.id)), .rel("prev"), .keys("Alt+PageUp")
                ) { h in
                    h.icon(.left)
                    h.text(Words(zh: "上一件", en: "Previous"))
                    h.key("Alt PgUp")
                }
            }
            if let next = view.next {
                h.a(
                    .class("btn"), .href(view.list.path(of: next.id)), .rel("next"), .keys("Alt+PageDown")
                ) { h in
                    h.text(Words(zh: "下一件", en: "Next"))
                    h.key("Alt PgDn")
                    h.icon(.right)
                }
            }
        }
    }
}
