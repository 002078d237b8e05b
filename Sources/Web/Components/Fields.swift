import Archive

// Fields that say what they want before, and what is wrong beside themselves after.

/// What is wrong with a field, and what to write instead.
struct FieldError: Sendable {
    let field: String
    let words: Words
}

/// A field of a form: name, label, what was written last time, help, and what was wrong with it.
struct Field {
    var name: String
    var label: Words
    var value = ""
    var help: Words?
    /// What is to be known of the value that stands there: how it came, what others made of it.
    var remark: Words?
    var errors: [FieldError] = []
    var required = false

    fileprivate var mine: [FieldError] { errors.filter { $0.field == name } }
    fileprivate var describedBy: String? {
        let ids =
            (help == nil ? [] : ["\(name)-h"]) + (remark == nil ? [] : ["\(name)-r"])
            + (mine.isEmpty ? [] : ["\(name)-e"])
        return ids.isEmpty ? nil : ids.joined(separator: " ")
    }
}

extension HTML {
    private mutating func wrapped(_ field: Field, control: (inout HTML) -> Void) {
        div(.class("field")) { h in
            h.label(.for(field.name)) { h in
                h.text(field.label)
                if field.required { h.span(Phrases.required, .class("need")) }
            }
            h.div { h in
                control(&h)
                if !field.mine.isEmpty {
                    h.p(.class("err"), .id("\(field.name)-e")) { h in
                        h.icon(.stop)
                        h.span { h in
                            for (place, error) in field.mine.enumerated() {
                                if place > 0 { h.text(" ") }
                                h.text(error.words)
                            }
                        }
                    }
                }
                if let remark = field.remark { h.p(remark, .class("help remark"), .id("\(field.name)-r")) }
                if let help = field.help { h.p(help, .class("help"), .id("\(field.name)-h")) }
            }
        }
    }

    mutating func textField(
        _ field: Field, type: StaticString = "text", autocomplete: StaticString = "off",
        inputmode: StaticString = "text", lang: String? = nil
    ) {
        wrapped(field) { h in
            h.input(
                .class("in"), .id(field.name), .name(field.name), .type(type), .value(field.value),
                .lang(lang ?? Tongue.tag(of: field.value, on: h.language)),
                .autocomplete(autocomplete), .inputmode(inputmode), .when(field.required, .required),
                .when(!field.mine.isEmpty, .invalid), .describedBy(field.describedBy))
        }
    }

    mutating func textArea(_ field: Field, rows: Int64 = 3, lang: String? = nil) {
        wrapped(field) { h in
            h.textarea(
                .class("in"), .id(field.name), .name(field.name), .rows(rows),
                .lang(lang ?? Tongue.tag(of: field.value, on: h.language)),
                .when(field.required, .required), .when(!field.mine.isEmpty, .invalid),
                .describedBy(field.describedBy)
            ) { h in
                // A first line end after the tag would be swallowed.
                h.text("\n")
                h.text(field.value)
            }
        }
    }

    mutating func choice(_ field: Field, _ options: [(value: String, words: Words)]) {
        wrapped(field) { h in
            h.select(
                .class("in"), .id(field.name), .name(field.name), .when(field.required, .required),
                .when(!field.mine.isEmpty, .invalid), .describedBy(field.describedBy)
            ) { h in
                for option in options {
                    // An option holds nothing but text, so it carries the language itself.
                    h.option(
                        option.words, .value(option.value), .when(option.value == field.value, .selected),
                        .lang(Tongue.tag(of: option.words[h.language], on: h.language)))
                }
            }
        }
    }

    mutating func fileField(_ field: Field, accept: StaticString? = nil) {
        wrapped(field) { h in
            h.input(
                .class("in"), .id(field.name), .name(field.name), .type("file"), .when(field.required, .required),
                .when(accept != nil, .accept(accept ?? "")), .when(!field.mine.isEmpty, .invalid),
                .describedBy(field.describedBy))
        }
    }

    /// A tick box with its label beside it.
    mutating func tick(_ name: String, value: String, _ words: Words, checked: Bool = false) {
        label(.class("tick")) { h in
            h.input(.type("checkbox"), .name(name), .value(value), .when(checked, .checked))
            h.span(words)
        }
    }

    /// One of several, with its label beside it.
    mutating func radio(_ name: String, value: String, _ words: Words, checked: Bool = false) {
        label(.class("tick")) { h in
            h.input(.type("radio"), .name(name), .value(value), .when(checked, .checked))
            h.span(words)
        }
    }

    mutating func hiddenField(_ name: String, _ value: String) {
        input(.type("hidden"), .name(name), .value(value))
    }

    /// The token that shows a form came from a page of ours. Every form that changes something carries one.
    mutating func token(_ visit: Visit) { hiddenField(FormToken.field, visit.formToken) }

    /// A form that changes something.
    mutating func postForm(
        to path: Path, _ visit: Visit, class name: StaticString = "form", content: (inout HTML) -> Void
    ) {
        form(.class(name), .method("post"), .action(path), .acceptCharset("utf-8")) { h in
            h.token(visit)
            content(&h)
        }
    }

    /// A button that does one thing by itself.
    mutating func postButton(
        _ words: Words, to path: Path, _ visit: Visit, class name: StaticString = "btn",
        fields: [(String, String)] = []
    ) {
        form(.method("post"), .action(path)) { h in
            h.token(visit)
            for (name, value) in fields { h.hiddenField(name, value) }
            h.button(words, .class(name), .type("submit"))
        }
    }

    /// What is wrong with the form as a whole, with a link to each field.
    mutating func errorSummary(_ errors: [FieldError], _ what: Words) {
        guard !errors.isEmpty else { return }
        note(.stop, what, alert: true) { h in
            h.ul { h in
                for error in errors { h.li { $0.a(error.words, .href(fragment: error.field)) } }
            }
        }
    }

    /// A definition list: what it is called, what it says.
    ///
    /// `wide` leaves room for the long names a form has.
    mutating func definitions(wide: Bool = false, _ body: (inout HTML) -> Void) {
        dl(.class(wide ? "dl wide" : "dl"), content: body)
    }

    mutating func definition(_ term: Words, _ content: (inout HTML) -> Void) {
        div { h in
            h.dt(term)
            h.dd(content: content)
        }
    }

    mutating func definition(_ term: Words, _ content: some Writable) {
        div { h in
            h.dt(term)
            h.dd(content)
        }
    }
}
