import Archive

/// What was written into the form that closes the portal.
struct ClosureDraft {
    var until = ""
    var said = ""
    var saidInEnglish = ""

    init(_ form: Form) {
        until = (form["until"] ?? "").trimmed
        said = form["words"] ?? ""
        saidInEnglish = form["words-en"] ?? ""
    }

    /// What is said of a closed portal now; nothing of an open one.
    init(_ closure: PortalClosure?, _ clock: Clock) {
        until = closure?.until.map { PortalClosure.written($0, clock) } ?? ""
        said = closure?.said ?? ""
        saidInEnglish = closure?.saidInEnglish ?? ""
    }
}

/// Closing the portal and opening it again, for the system administrator.
func maintenancePage(_ visit: Visit, _ draft: ClosureDraft, errors: [FieldError] = []) -> [UInt8] {
    let title = Words(zh: "门户维护", en: "Maintenance of the portal")
    let isClosed = visit.closure != nil
    return deskPage(visit, title: title, at: .settings) { h in
        h.crumbs([(DeskPlace.settings.words, DeskPlace.settings.path)], here: title)
        h.div(.class("h")) { h in
            h.h1(title)
            if isClosed {
                h.warnBadge(Words(zh: "已关闭", en: "closed"))
            } else {
                h.goodBadge(Words(zh: "开放", en: "open"))
            }
        }
        h.errorSummary(errors, Words(zh: "没有改动", en: "Nothing was changed"))
        h.p(
            Words(
                zh: "关闭期间，读者的每一页和给程序的接口都答503，并说明缘由和预计恢复的时间；工作台、移交上传、备份照常，本馆人员登录后仍看得到门户。",
                en:
                    "While it is closed, each page for readers and each interface for programs answers 503, says why, and when it is "
                    + "expected back. The desk, uploads of transfers and backups go on; the archive's own people see the portal "
                    + "when signed in."), .class("help"))
        if isClosed {
            h.section(.class("sect")) { h in
                h.h2(Words(zh: "重新开放", en: "Open again"))
                h.postButton(
                    Words(zh: "开放门户", en: "Open the portal"), to: "/desk/maintenance/off", visit, class: "btn first")
            }
        }
        h.section(.class("sect")) { h in
            h.h2(
                isClosed
                    ? Words(zh: "改说明或时间", en: "Tell something else") : Words(zh: "关闭门户", en: "Close the portal"))
            h.postForm(to: "/desk/maintenance/on", visit) { h in
                h.textField(
                    Field(
                        name: "until", label: Words(zh: "预计恢复", en: "Expected back"), value: draft.until,
                        help: Words(
                            zh: "\(visit.clock.zoneWords.zh)；可不填。到时不会自己开放。",
                            en: "In \(visit.clock.zoneWords.en); may be left empty. Nothing opens by itself then."),
                        errors: errors), type: "datetime-local")
                h.textArea(
                    Field(
                        name: "words", label: Words(zh: "对读者说的话", en: "Words to readers"), value: draft.said,
                        help: Words(
                            zh: "如“搬迁机房”。可不填；最多\(Doorkeeper.longest)个字。",
                            en: "Such as the reason. May be left empty; \(Doorkeeper.longest) characters are the most."),
                        errors: errors))
                h.textArea(
                    Field(
                        name: "words-en", label: Words(zh: "英文的话", en: "The same in English"),
                        value: draft.saidInEnglish,
                        help: Words(zh: "不填时，英文页也写上面的话。", en: "Left empty, English pages say the words above."),
                        errors: errors), lang: "en")
                h.div(.class("acts")) { h in
                    h.button(
                        isClosed
                            ? Words(zh: "照此改", en: "Change it") : Words(zh: "关闭门户", en: "Close the portal"),
                        .class(isClosed ? "btn" : "btn first"), .type("submit"))
                    h.a(Phrases.cancel, .class("btn bare"), .href(DeskPlace.settings.path))
                }
            }
        }
    }
}

extension HTML {
    /// On the page of the settings: how the portal is, and the way to close it.
    mutating func maintenanceLine(_ visit: Visit) {
        guard visit.may(.closePortal) else { return }
        p(.class("row")) { h in
            h.a(Words(zh: "门户维护", en: "Maintenance of the portal"), .class("btn"), .href("/desk/maintenance"))
            h.span(
                Words(
                    zh: "关闭门户、重新开放，在这里办理，不用改设置。",
                    en: "The portal is closed and opened here, without a change of settings."), .class("quiet"))
        }
    }
}
