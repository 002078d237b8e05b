import Archive
import Catalogue

// What was typed and not saved, and what others made of the entry meanwhile: shown side by side, so that somebody chooses.

extension HTML {
    /// What changed in a text: what is the same at both ends stands, the rest is struck out and put in.
    mutating func difference(_ before: String, _ after: String) {
        let (old, new) = (Array(before), Array(after))
        let tag = Tongue.tag(of: before + after, on: language)
        let head = zip(old, new).prefix { $0 == $1 }.count
        let most = min(old.count, new.count) - head
        let tail = zip(old.reversed(), new.reversed()).prefix(most).prefix { $0 == $1 }.count
        // Where little is the same, marks between scraps of it are harder to read than both texts.
        let isClose = (head + tail) * 2 >= min(old.count, new.count)
        let (first, last) = isClose ? (head, tail) : (0, 0)
        span(.lang(tag)) { h in
            h.text(String(old[..<first]))
            if old.count > first + last { h.del(String(old[first..<(old.count - last)])) }
            if new.count > first + last { h.ins(String(new[first..<(new.count - last)])) }
            h.text(String(old[(old.count - last)...]))
        }
    }

    /// That the fields hold what was not saved, what that is, and how to be rid of it.
    mutating func unsavedNote(_ visit: Visit, _ view: EditorView) {
        guard let unsaved = view.unsaved else { return localNote() }
        let fields = unsaved.texts.keys.compactMap(DescriptiveElement.named)
        note(
            .info,
            Words(
                zh: "接着你上次没有保存的改动：\(fields.count)项",
                en:
                    "Going on with what you did not save: \(fields.count == 1 ? "one element" : "\(fields.count) elements")"
            )
        ) { h in
            h.p { h in
                h.text(
                    Words(
                        zh: "\(Words.slot)自动留下的，下面各项里就是；只有你看得到，保存之后才算数。",
                        en:
                            "Kept by itself on \(Words.slot); it stands in the fields below. Only you see it until you save."
                    )
                ) { $0.moment(unsaved.at, visit.clock) }
            }
            h.details(.class("more")) { h in
                h.summary(Words(zh: "与现在存的对照", en: "Compare with what is saved"))
                h.definitions(wide: true) { h in
                    for element in DescriptiveElement.all where unsaved.texts[element.identifier] != nil {
                        h.definition(element.name) {
                            $0.difference(
                                view.unit.description.text(element.identifier), unsaved.texts[element.identifier] ?? "")
                        }
                    }
                }
            }
            h.div(.class("acts")) { h in
                if let first = DescriptiveElement.all.first(where: { unsaved.texts[$0.identifier] != nil }) {
                    h.a(Words(zh: "接着改", en: "Go on"), .class("btn"), .href(fragment: first.identifier))
                }
                h.postButton(
                    Words(zh: "扔掉这些改动", en: "Throw these changes away"),
                    to: "/desk/units/\(view.unit.id.text)/unsaved/drop", visit, class: "btn grave",
                    fields: view.list.text.map { [("list", $0)] } ?? [])
            }
        }
        localNote()
    }

    /// For the script: what this browser kept, where the server has something later of another window.
    private mutating func localNote() {
        element("div", [.hidden, .data("data-local", "")]) { h in
            h.note(
                .warn, Words(zh: "这个浏览器里还有一份没送到服务器的改动", en: "This browser has changes that did not reach the server")
            ) { h in
                h.p(
                    Words(
                        zh: "服务器上的那份是你在别的窗口后来改的。",
                        en: "What the server has is what you typed later in another window."))
                h.div(.class("acts")) { h in
                    h.button(
                        Words(zh: "改用这个浏览器里的", en: "Use what is in this browser"), .class("btn"), .type("button"),
                        .data("data-use", ""))
                    h.button(
                        Words(zh: "扔掉这个浏览器里的", en: "Throw away what is in this browser"), .class("btn grave"),
                        .type("button"), .data("data-forget", ""))
                }
            }
        }
    }

    /// Inside the form: what others changed, and a choice for each element that both changed.
    mutating func meetingFields(_ visit: Visit, _ view: EditorView) {
        guard let meeting = view.meeting, meeting.isContested else { return }
        let (clashes, theirs) = (meeting.clashes, meeting.theirs)
        note(
            clashes.isEmpty ? .info : .warn,
            Words(zh: "你修改期间，别人已经改过这一件", en: "Somebody else changed this entry meanwhile"), alert: true
        ) { h in
            h.ul { h in
                for change in view.later {
                    h.li { h in
                        h.moment(change.at, visit.clock)
                        h.text("　")
                        h.text(view.names[change.agent.id] ?? change.agent.role.words[visit.language])
                        h.text(Words(zh: "，第\(change.version)版", en: ", version \(change.version)"))
                    }
                }
            }
            if !theirs.isEmpty {
                h.p(
                    Words(
                        zh: "下面这些只有别人改了，保存时照别人的：", en: "Only they changed these; saving leaves them as they are:"))
                h.definitions(wide: true) { h in
                    for field in theirs {
                        h.definition(field.element.name) { $0.difference(field.opened, field.now) }
                    }
                }
            }
            if !clashes.isEmpty {
                h.p(
                    Words(
                        zh: "下面\(clashes.count)项你们都改了。逐项选定，再保存：",
                        en: "Both of you changed what follows. Choose for each, then save:"))
            }
        }
        for field in clashes { clash(field, view) }
    }

    private mutating func clash(_ field: Meeting.Field, _ view: EditorView) {
        let name = "keep." + field.element.identifier
        fieldset(.class("clash")) { h in
            h.legend(field.element.name)
            if let error = view.errors.first(where: { $0.field == name }) {
                h.p(.class("err"), .id("\(name)-e")) { h in
                    h.icon(.stop)
                    h.span(error.words)
                }
            }
            h.label(.class("tick")) { h in
                h.input(.type("radio"), .name(name), .id(name), .value("now"))
                h.span { h in
                    h.strong(Words(zh: "用别人存的：", en: "Theirs: "))
                    h.difference(field.opened, field.now)
                }
            }
            h.label(.class("tick")) { h in
                h.input(.type("radio"), .name(name), .value("mine"))
                h.span { h in
                    h.strong(Words(zh: "用我填的：", en: "Mine: "))
                    h.difference(field.opened, field.typed)
                }
            }
        }
    }

    /// Entries this person changed and did not save.
    mutating func unsavedList(_ visit: Visit, _ unsaved: [(edit: UnsavedEdit, unit: ArchivalUnit)]) {
        guard !unsaved.isEmpty else { return }
        note(
            .info,
            Words(
                zh: "你有\(unsaved.count)件改了没有保存",
                en: unsaved.count == 1
                    ? "You changed one entry and did not save it"
                    : "You changed \(unsaved.count) entries and did not save them"
            )
        ) { h in
            h.ul { h in
                for (edit, unit) in unsaved {
                    h.li { h in
                        h.a(unit.code, .class("code"), .href("/desk/units/\(unit.id.text)"))
                        h.text("　")
                        h.recordText(unit.title)
                        h.text("　")
                        h.moment(edit.at, visit.clock)
                    }
                }
            }
        }
    }
}
