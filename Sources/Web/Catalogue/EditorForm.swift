import Archive
import Catalogue

// The form of the editor: fields by area, what may be done with it, what it tells the script.

extension HTML {
    mutating func editor(_ visit: Visit, _ view: EditorView) {
        let unit = view.unit
        let attributes: [Attribute] = [
            .class("describe"), .method("post"), .action(view.here), .acceptCharset("utf-8"),
        ]
        element("form", attributes + memory(visit, view)) { h in
            h.token(visit)
            h.hiddenField("version", String(unit.version))
            if view.since != unit.version { h.hiddenField("since", String(view.since)) }
            h.meetingFields(visit, view)
            let areas = DescriptiveElement.Area.allCases.map { area in
                (area, EditorView.editable(unit).filter { $0.area == area })
            }
            for (area, elements) in areas where elements.contains(where: view.isShown) {
                h.fieldset { h in
                    h.legend(area.name)
                    for element in elements where view.isShown(element) { h.field(element, view) }
                    let rest = elements.filter { !view.isShown($0) }
                    if !rest.isEmpty {
                        h.details(.class("more")) { h in
                            h.summary(
                                Words(zh: "未填的\(rest.count)项", en: "\(rest.count) more that may be described"))
                            for element in rest { h.field(element, view) }
                        }
                    }
                }
            }
            h.emptyAreas(areas.filter { !$0.1.isEmpty && !$0.1.contains(where: view.isShown) }, view)
            h.editorActs(view)
            // The script copies it beside a field; the server writes the same by itself.
            h.element("template", [.data("data-err", "")]) { h in
                h.p(.class("err")) { h in
                    h.icon(.stop)
                    h.element("span", [], "")
                }
            }
        }
    }

    /// What the script needs to keep what is typed and not saved: where to, for whom, and what to say of it.
    private func memory(_ visit: Visit, _ view: EditorView) -> [Attribute] {
        let unit = view.unit
        let marks = Secrecy.allCases.filter(\.isStateSecret).map { $0.rawValue + "★" }.joined(separator: " ")
        func say(_ name: StaticString, _ words: Words) -> Attribute { .data(name, words[visit.language]) }
        return [
            .data("data-draft", Path("/desk/units/\(unit.id.text)/unsaved").text),
            .data("data-mine", "\(visit.person?.account ?? "") \(unit.id.text)"),
            .data("data-seen", view.seen?.text ?? ""),
            .when(view.isAgain, .data("data-again", "")),
            .when(!visit.site.isClassified, .data("data-never", marks)),
            say("data-kept", Words(zh: "已自动保存为草稿", en: "Kept as your draft")),
            say("data-clean", Words(zh: "没有未保存的改动", en: "Nothing unsaved")),
            say("data-refused", Words(zh: "有国家秘密标志，没有保存", en: "A state secret mark: not kept")),
            say("data-here", Words(zh: "连不上服务器，暂存在这个浏览器里", en: "The server cannot be reached; kept in this browser")),
            say(
                "data-signed-out",
                Words(zh: "登录已失效，暂存在这个浏览器里；重新登录后会接着", en: "Signed out; kept in this browser until you sign in again")),
            say(
                "data-other",
                Words(
                    zh: "你在另一个窗口也改了这一件；这里的暂存在这个浏览器里",
                    en: "You changed this entry in another window too; what is here is kept in this browser")),
        ]
    }

    /// Areas of which nothing is described: folded away together.
    private mutating func emptyAreas(
        _ areas: [(DescriptiveElement.Area, [DescriptiveElement])], _ view: EditorView
    ) {
        guard !areas.isEmpty else { return }
        let count = areas.reduce(0) { $0 + $1.1.count }
        details(.class("more gap")) { h in
            h.summary(
                Words(zh: "其他可著录的\(count)项", en: "\(count) more elements that may be described"))
            for (area, elements) in areas {
                h.fieldset { h in
                    h.legend(area.name)
                    for element in elements { h.field(element, view) }
                }
            }
        }
    }

    private mutating func editorActs(_ view: EditorView) {
        let unit = view.unit
        let next = Words(zh: "保存，看下一件", en: "Save, go to the next")
        let save = Words(zh: "保存", en: "Save")
        div(.class("acts-bar")) { h in
            if unit.state == .draft, unit.level == .item {
                h.act(
                    view.next == nil
                        ? Words(zh: "保存并确认", en: "Save and confirm")
                        : Words(zh: "确认，看下一件", en: "Confirm, go to the next"),
                    then: "confirm", icon: .tick, "Ctrl ↵", .class("btn first"), .keys("Control+Enter"))
                h.act(save, then: "", "Ctrl S", .class("btn"), .keys("Control+S"))
                if view.next != nil { h.act(next, then: "next", nil, .class("btn"), .keys("Control+Shift+Enter")) }
            } else if view.next != nil {
                h.act(next, then: "next", "Ctrl ↵", .class("btn first"), .keys("Control+Enter"))
                h.act(save, then: "", "Ctrl S", .class("btn"), .keys("Control+S"))
            } else {
                h.act(save, then: "", "Ctrl S", .class("btn first"), .keys("Control+S Control+Enter"))
            }
            h.span(.class("push row small")) { h in
                h.span(.class("quiet"), .role("status"), .data("data-said", "")) { _ in }
                h.a(.href("/desk/units/\(unit.id.text)/history")) { h in
                    h.text(Words(zh: "修改经过", en: "History"))
                    h.text("　")
                    h.text(Words(zh: "第\(unit.version)版", en: "version \(unit.version)"))
                }
            }
        }
    }

    private mutating func act(
        _ words: Words, then: String, icon: Icon? = nil, _ key: String?, _ attributes: Attribute...
    ) {
        element("button", attributes + [.type("submit"), .name("then"), .value(then)]) { h in
            if let icon { h.icon(icon) }
            h.text(words)
            if let key { h.key(key) }
        }
    }

    private mutating func field(_ element: DescriptiveElement, _ view: EditorView) {
        let unit = view.unit
        let current = unit.description.text(element.identifier)
        let value = view.value(element)
        let received = unit.description.all(element.identifier).compactMap(\.asReceived).joined(separator: "；")
        var remark: Words?
        if !TypedText.same(value, current) {
            remark = Words(
                zh: "现在存的：\(current.isEmpty ? "（空）" : current)",
                en: "saved now: \(current.isEmpty ? "(empty)" : current)")
        } else if !received.isEmpty, received != current.replacing("\n", with: "；") {
            remark = Words(zh: "移交时写：\(received)", en: "as transferred: \(received)")
        }
        let field = Field(
            name: element.identifier, label: element.name, value: value, help: element.help, remark: remark,
            errors: view.errors, required: element.obligation(at: unit.level) == .mandatory)
        switch element.type {
        case .domain(let values): choice(field, options(values, current: value))
        case .retention: choice(field, options(["永久", "30年", "10年", "长期", "短期"], current: value))
        case .prose: textArea(field, rows: 4)
        default:
            if element.repeatable || element.identifier == "title" || value.contains("\n") {
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
}
