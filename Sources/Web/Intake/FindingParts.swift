import Archive
import Intake

extension HTML {
    /// The name of a check with its number in the standard, quiet.
    mutating func label(of check: String, _ label: String) {
        let parts = label.split(separator: " ", maxSplits: 1)
        // A name may hold a space itself (XML 不含…): only what looks like a number of the standard is one.
        let (number, name) =
            parts.count == 2 && CheckStage.allCases.contains { parts[0].hasPrefix($0.code + "-") }
            ? (String(parts[0]), String(parts[1])) : ("", label)
        let english =
            ListedCheck.name(of: check)?.en ?? CheckItems.item(check, at: .transfer)?.name.en
            ?? check.replacing("-", with: " ")
        text(Words(zh: name, en: english.capitalisedFirst))
        if !number.isEmpty {
            text(Words(asIs: "　"))
            span(Words(asIs: number), .class("quiet small num nb"))
        }
    }

    /// One finding in three columns: what, where, what to do.
    ///
    /// - Parameter place: its number in the report, and the page that shows what it points at.
    mutating func finding(_ finding: Finding, place: (number: Int, path: Path)? = nil) {
        let name: StaticString =
            switch finding.severity {
            case .blocking: "finding block"
            case .warning: "finding"
            case .review: "finding look"
            }
        article(.class(name), .some("id", place.map { "f-\($0.number)" })) { h in
            h.h3(.some("id", place.map { "f-\($0.number)-h" })) { h in
                h.badge(finding.severity)
                h.span { $0.label(of: finding.check, finding.label) }
            }
            h.dl(.class("wwn")) { h in
                h.div { h in
                    h.dt(Phrases.what)
                    h.dd { h in
                        h.text(finding.what)
                        if let usual = finding.usual {
                            h.p(
                                Words(
                                    zh: "检测项自己判为\(usual.words.zh)，按该单位的方案作\(finding.severity.words.zh)。",
                                    en:
                                        "By itself it is \(usual.words.en); the agency's scheme makes it \(finding.severity.words.en)."
                                ), .class("small quiet"))
                        }
                    }
                }
                h.div { h in
                    h.dt(Phrases.place)
                    h.dd { h in
                        if let record = finding.record { h.p { $0.code(record) } }
                        if let file = finding.file { h.p { $0.code(file.display) } }
                        if let element = finding.element {
                            h.p(Words(zh: "“\(element)”", en: "“\(element)”"))
                        }
                        if let line = finding.line { h.p(Words(zh: "第\(line)行", en: "line \(line)")) }
                        if finding.record == nil, finding.file == nil, finding.element == nil {
                            h.p(Words(zh: "整个移交包", en: "the package as a whole"))
                        } else if let place {
                            h.p(.class("no-print")) { h in
                                h.a(
                                    Words(zh: "查看", en: "Show me"), .href(place.path),
                                    .describedBy("f-\(place.number)-h"))
                            }
                        }
                    }
                }
                h.div { h in
                    h.dt(Phrases.next)
                    h.dd(finding.next)
                }
            }
        }
    }
}

extension Words {
    /// With a capital first letter in English.
    var capitalised: Words { Words(zh: zh, en: en.capitalisedFirst) }
}

extension String {
    var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
