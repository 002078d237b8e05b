import Appraisal
import Archive
import Catalogue

/// What the editor shows: the unit, its place, what was typed last, and what is wrong with it.
struct EditorView {
    var unit: ArchivalUnit
    var path: [ArchivalUnit]
    var previous: ArchivalUnit?
    var next: ArchivalUnit?
    var access: AccessRow?
    var decisions: [OpeningDecision] = []
    var names: [String: String] = [:]
    /// The images of the first file's pages, if there are any.
    var image: Path?
    var pages: Int64?
    /// Where its pages are read one by one.
    var viewer: Path?
    var files: [FileLine] = []
    /// Typed values by element; what is not here stands as it is.
    var typed: [String: String] = [:]
    var errors: [FieldError] = []
    /// Somebody else changed the unit: what they changed, by element, now.
    var changedMeanwhile: [String] = []

    struct FileLine {
        let n: Int64
        let role: Words
        let format: String
        let bytes: Int64
    }

    /// The text in the field of an element: one value a line.
    static func text(of element: DescriptiveElement, in unit: ArchivalUnit) -> String {
        unit.description.all(element.identifier).map(\.value).joined(separator: "\n")
    }

    /// The elements that can be edited at the unit's level.
    static func editable(_ unit: ArchivalUnit) -> [DescriptiveElement] {
        DescriptiveElement.used(at: unit.level).filter { $0.type != .kept && $0.area != .carried }
    }
}

/// One unit: described by area, corrected, confirmed. The original wording stands under each value that was changed.
func editorPage(_ visit: Visit, _ view: EditorView) -> [UInt8] {
    let unit = view.unit
    return deskPage(visit, title: Words(asIs: unit.code), at: .catalogue) { h in
        h.unitCrumbs(view.path, here: unit)
        h.div(.class("h")) { h in
            h.h1(unit.code, .class("code"))
            h.plainBadge(unit.level.words)
            h.unitState(unit.state)
            if unit.isWaiting { h.waitingBadge() }
            h.access(view.access, on: visit.clock.today)
            h.span(.class("push row")) { h in
                if view.image == nil, let viewer = view.viewer {
                    h.a(Words(zh: "逐页看", en: "Read page by page"), .class("btn"), .href(viewer))
                }
                if let previous = view.previous {
                    h.a(.class("btn"), .href("/desk/units/\(previous.id.text)"), .rel("prev")) { h in
                        h.icon(.left)
                        h.text(Words(zh: "上一件", en: "Previous"))
                    }
                }
                if let next = view.next {
                    h.a(.class("btn"), .href("/desk/units/\(next.id.text)"), .rel("next")) { h in
                        h.text(Words(zh: "下一件", en: "Next"))
                        h.icon(.right)
                    }
                }
            }
        }
        if unit.codeConflict {
            h.note(.warn, Words(zh: "还有别的条目用着同一个档号", en: "Another entry has the same reference code")) { h in
                h.p(Words(zh: "更正其中一个。在此之前两个都会显示。", en: "Correct one of them. Until then both are shown."))
            }
        }
        if !view.changedMeanwhile.isEmpty {
            h.note(.info, Words(zh: "你修改期间，别人已经改过这一件", en: "Somebody else changed this entry meanwhile"), alert: true) {
                h in
                h.p(
                    Words(
                        zh: "下面是你填的内容；“现在”一行是别人存下的。核对后再存，将以你的为准。",
                        en:
                            "Below is what you typed; the line “now” is what they saved. Check, then save: yours will stand."
                    ))
            }
        }
        h.errorSummary(
            view.errors,
            Words(
                zh: "没有保存：还有\(view.errors.count)处要改",
                en: "Not saved: \(view.errors.count == 1 ? "one thing" : "\(view.errors.count) things") to correct"))
        h.div(.class(view.image == nil ? "edit sect" : "edit two sect")) { h in
            if let image = view.image {
                h.section(.class("viewer"), .ariaLabel(Words(zh: "页图", en: "Page image"))) { h in
                    h.div(.class("sheet")) { h in
                        h.img(
                            .src(image), .alt(Words(zh: "第1页页图", en: "Image of page 1")), .width(1000), .height(1414))
                    }
                    h.p(.class("help")) { h in
                        if let pages = view.pages {
                            h.text(Phrases.pages(pages))
                            h.text("　")
                        }
                        if let viewer = view.viewer { h.a(Words(zh: "逐页看", en: "Read page by page"), .href(viewer)) }
                    }
                }
            }
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
    fileprivate mutating func editor(_ visit: Visit, _ view: EditorView) {
        let unit = view.unit
        postForm(to: "/desk/units/\(unit.id.text)", visit, class: "") { h in
            h.hiddenField("version", String(unit.version))
            for area in DescriptiveElement.Area.allCases {
                let elements = EditorView.editable(unit).filter { $0.area == area }
                guard !elements.isEmpty else { continue }
                h.fieldset { h in
                    h.legend(area.name)
                    let isShown = { (element: DescriptiveElement) in
                        element.obligation(at: unit.level) != .optional
                            || unit.description[element.identifier] != nil
                            || !(view.typed[element.identifier] ?? "").isEmpty
                            || view.errors.contains { $0.field == element.identifier }
                    }
                    for element in elements where isShown(element) { h.field(element, view) }
                    let rest = elements.filter { !isShown($0) }
                    if !rest.isEmpty {
                        h.details(.class("more")) { h in
                            h.summary(
                                Words(zh: "未填的\(rest.count)项", en: "\(rest.count) more that may be described"))
                            for element in rest { h.field(element, view) }
                        }
                    }
                }
            }
            h.div(.class("acts-bar")) { h in
                if unit.state == .draft, unit.level == .item {
                    h.button(.class("btn first"), .type("submit"), .name("then"), .value("confirm")) { h in
                        h.icon(.tick)
                        h.text(
                            view.next == nil
                                ? Words(zh: "保存并确认", en: "Save and confirm")
                                : Words(zh: "确认，看下一件", en: "Confirm, go to the next"))
                    }
                    h.button(Words(zh: "保存", en: "Save"), .class("btn"), .type("submit"))
                } else {
                    h.button(Words(zh: "保存", en: "Save"), .class("btn first"), .type("submit"))
                }
                h.a(.class("btn bare"), .href("/desk/units/\(unit.id.text)")) { h in
                    h.icon(.undo)
                    h.text(Words(zh: "放弃改动", en: "Discard changes"))
                }
                h.a(.class("push"), .href("/desk/units/\(unit.id.text)/history")) { h in
                    h.text(Words(zh: "修改经过", en: "History"))
                    h.text("　")
                    h.text(Words(zh: "第\(unit.version)版", en: "version \(unit.version)"))
                }
            }
        }
    }

    private mutating func field(_ element: DescriptiveElement, _ view: EditorView) {
        let unit = view.unit
        let current = EditorView.text(of: element, in: unit)
        let received = unit.description.all(element.identifier).compactMap(\.asReceived).joined(separator: "；")
        var help: Words?
        if view.changedMeanwhile.contains(element.identifier) {
            help = Words(
                zh: "现在：\(current.isEmpty ? "（空）" : current)", en: "now: \(current.isEmpty ? "(empty)" : current)")
        } else if !received.isEmpty, received != current {
            help = Words(zh: "移交时写：\(received)", en: "as transferred: \(received)")
        } else if element.repeatable {
            help = Words(zh: "一行一个。", en: "One a line.")
        } else if element.type == .date {
            help = Words(
                zh: "只知年月时写1998-06；考证的加方括号。", en: "1998-06 if only the month is known; brackets if inferred.")
        } else if element.type == .classification {
            help = Words(
                zh: "非涉密网上不得存放带密级的档案。", en: "State secrets must not be on a network that is not classified.")
        }
        let field = Field(
            name: element.identifier, label: element.name, value: view.typed[element.identifier] ?? current, help: help,
            errors: view.errors, required: element.obligation(at: unit.level) == .mandatory)
        switch element.type {
        case .domain(let values): choice(field, options(values, current: field.value))
        case .retention:
            choice(field, options(["永久", "30年", "10年", "长期", "短期"], current: field.value))
        case .prose: textArea(field, rows: 4)
        default:
            if element.repeatable || element.identifier == "title" || current.contains("\n") {
                textArea(field, rows: element.identifier == "title" ? 2 : 3)
            } else {
                textField(field, inputmode: element.type == .number ? "numeric" : "text")
            }
        }
    }

    /// The values of a list; the present one stays choosable whatever it is.
    private func options(_ values: [String], current: String) -> [(value: String, words: Words)] {
        var all = [(value: "", words: Words(zh: "（未填）", en: "(not filled in)"))]
        if !current.isEmpty, !values.contains(current) { all.append((current, Words(asIs: current))) }
        return all + values.map { ($0, Words(asIs: $0)) }
    }

    fileprivate mutating func readOnly(_ view: EditorView) {
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

    fileprivate mutating func files(_ view: EditorView) {
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
                    h.cell(format, file.format)
                    h.cell(size, class: "n", file.bytes.size)
                }
            }
        }
    }

    /// What the agency carried over for the review, as it wrote it.
    fileprivate mutating func carried(_ unit: ArchivalUnit) {
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

    fileprivate mutating func opening(_ visit: Visit, _ view: EditorView) {
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
