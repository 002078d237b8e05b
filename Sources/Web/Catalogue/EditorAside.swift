import Appraisal
import Archive
import Catalogue

// What stands around the form: the description as it is read only, files, what the transfer carried, opening.

extension HTML {
    mutating func readOnly(_ view: EditorView) {
        for area in DescriptiveElement.Area.allCases {
            let values = view.unit.description.values.filter { DescriptiveElement.named($0.element)?.area == area }
            guard area != .carried, !values.isEmpty else { continue }
            section(.class("area")) { h in
                h.h2(area.name)
                h.definitions { h in
                    for value in values {
                        h.definition(DescriptiveElement.named(value.element)!.name) { $0.recordText(value.value) }
                    }
                }
            }
        }
    }

    mutating func files(_ view: EditorView) {
        let n = Words(zh: "号", en: "No.")
        let role = Words(zh: "用途", en: "Role")
        let format = Words(zh: "格式", en: "Format")
        let size = Words(zh: "大小", en: "Size")
        table(
            Words(zh: "文件", en: "Files"), shown: true,
            [Column(n, number: true), Column(role), Column(format), Column(size, number: true)]
        ) { h in
            for file in view.files {
                h.tr { h in
                    h.cell(n, class: "n") { $0.text(file.n) }
                    h.th(.scope("row")) { h in
                        h.a(file.role, .href("/desk/units/\(view.unit.id.text)/files/\(file.n)"))
                    }
                    h.cell(format) { h in
                        h.text(file.format)
                        if let identified = file.identified { h.p(identified, .class("small quiet")) }
                    }
                    h.cell(size, class: "n", file.bytes.size)
                }
            }
        }
    }

    /// What the agency carried over for the review, as it wrote it.
    mutating func carried(_ unit: ArchivalUnit) {
        let values = unit.description.values.filter { DescriptiveElement.named($0.element)?.area == .carried }
        guard !values.isEmpty else { return }
        section(.class("area")) { h in
            h.h2(DescriptiveElement.Area.carried.name)
            h.definitions { h in
                for value in values {
                    h.definition(DescriptiveElement.named(value.element)!.name) { $0.recordText(value.value) }
                }
            }
        }
    }

    mutating func opening(_ visit: Visit, _ view: EditorView) {
        let unit = view.unit
        guard unit.level == .item else { return }
        h2(Words(zh: "开放与公布", en: "Opening and publication"))
        p(.class("row")) { $0.access(view.access, on: visit.clock.today) }
        if visit.may(.decide) {
            div(.class("acts")) { h in
                h.a(
                    Words(zh: "开放审核", en: "Decide opening"), .class("btn"),
                    .href("/desk/opening/decide?unit=\(unit.id.text)"))
                h.a(
                    Words(zh: "公布", en: "Publish"), .class("btn"), .href("/desk/opening/publish?unit=\(unit.id.text)"))
                if view.access?.level ?? 0 > 0 {
                    h.a(
                        Words(zh: "撤回公布", en: "Withdraw"), .class("btn grave"),
                        .href("/desk/opening/withdraw?unit=\(unit.id.text)"))
                }
            }
        }
        if view.access?.isPublished(at: .catalogue, on: visit.clock.today) ?? false {
            p(.class("row")) {
                $0.a(Words(zh: "看公开的这一页", en: "See the public page"), .href("/records/\(unit.publicID)"))
            }
        }
        guard !view.decisions.isEmpty else { return }
        timeline { h in
            for (place, decision) in view.decisions.enumerated() {
                h.li(.class(place == 0 ? "now" : "done")) { h in
                    h.moment(decision.decidedAt, visit.clock)
                    h.text(decision.verdict.words)
                    h.text("　")
                    h.text(Ground.named(decision.ground.code)?.name ?? Words(asIs: decision.ground.code))
                    if !decision.ground.text.isEmpty {
                        h.p(.class("quiet")) { $0.text(decision.ground.text) }
                    }
                    h.p(.class("small quiet")) { h in
                        h.text(view.names[decision.decidedBy.id] ?? decision.decidedBy.role.words[visit.language])
                        h.text(Words(zh: "，自\(Words.slot)", en: ", from \(Words.slot)")) { $0.day(decision.effective) }
                        if let review = decision.reviewOn {
                            h.text(Words(zh: "，复审\(Words.slot)", en: ", review on \(Words.slot)")) { $0.day(review) }
                        }
                    }
                }
            }
        }
    }
}
