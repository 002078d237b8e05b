import Appraisal
import Archive
import Catalogue

/// Publishing: from which day and to which level.
func publishPage(
    _ visit: Visit, _ view: ChosenView, level: PublicationLevel = .text, from: String = "", refusals: [Refusal] = [],
    errors: [FieldError] = []
) -> [UInt8] {
    let title = Words(zh: "公布", en: "Publish")
    let left = view.count - Int64(refusals.count)
    return deskPage(visit, title: title, at: .opening) { h in
        h.section(.class("dialog")) { h in
            h.h1(Words(zh: "公布\(left.grouped)件？", en: "Publish \(Phrases.items(left).en)?"))
            h.errorSummary(errors, Words(zh: "还不能公布", en: "Not yet"))
            h.standing(view)
            h.refused(refusals, of: view.count)
            if refusals.isEmpty, view.open < view.count {
                h.note(
                    .warn,
                    Words(
                        zh: "其中\((view.count - view.open).grouped)件还没有开放，不能公布",
                        en: "\((view.count - view.open).grouped) of them are not open and cannot be published")
                ) { h in
                    h.p { h in
                        h.a(
                            Words(zh: "先作开放审核", en: "Decide their opening first"),
                            .href(Path("/desk/opening/decide").adding(view.selection)))
                    }
                }
            }
            h.unitSample(view.sample, of: view.count)
            h.postForm(to: "/desk/opening/publish", visit, class: "") { h in
                h.selectionFields(view.selection)
                for refusal in refusals { h.hiddenField("leave", refusal.unit.text) }
                h.fieldset { h in
                    h.legend(Words(zh: "公布到什么程度", en: "To which level"), .class("legend"))
                    h.radio(
                        "level", value: "1", Words(zh: "目录　只有著录", en: "Catalogue entry: the description only"),
                        checked: level == .catalogue)
                    h.radio(
                        "level", value: "2", Words(zh: "图像　著录和页图", en: "Page images: description and images"),
                        checked: level == .image)
                    h.radio(
                        "level", value: "3",
                        Words(zh: "全文　著录、页图、全文检索和下载", en: "Full text: also text, search in it, and download"),
                        checked: level == .text)
                }
                h.textField(
                    Field(
                        name: "from", label: Words(zh: "公布日", en: "Public from"), value: from,
                        help: Words(zh: "留空即今天，立即可见。", en: "Empty means today: visible at once."), errors: errors),
                    inputmode: "numeric")
                h.p(
                    Words(
                        zh: "公布后任何人都能看到和保存。撤回即时生效，但已被下载的收不回来。",
                        en:
                            "Anybody can then see and keep them. Withdrawal is at once, but cannot reach what was downloaded."
                    ),
                    .class("help"))
                h.div(.class("acts")) { h in
                    if left > 0 {
                        h.button(
                            Words(zh: "公布\(left.grouped)件", en: "Publish \(Phrases.items(left).en)"),
                            .class("btn first"), .type("submit"))
                    }
                    h.a(Phrases.cancel, .class("btn bare"), .href("/desk/opening"))
                }
            }
        }
    }
}

/// Withdrawing from the public, at once.
func withdrawPage(_ visit: Visit, _ view: ChosenView, reason: String = "", errors: [FieldError] = []) -> [UInt8] {
    let title = Words(zh: "撤回公布", en: "Withdraw")
    return deskPage(visit, title: title, at: .opening) { h in
        h.section(.class("dialog")) { h in
            if view.published == 0 {
                h.h1(Words(zh: "选中的都没有公布", en: "None of the chosen is published"))
                h.p(Words(zh: "无需撤回。", en: "There is nothing to withdraw."))
                h.div(.class("acts")) { $0.a(Phrases.cancel, .class("btn"), .href("/desk/opening")) }
                return
            }
            h.h1(
                Words(
                    zh: "撤回公布\(view.published.grouped)件？", en: "Withdraw \(Phrases.items(view.published).en)?"))
            h.errorSummary(errors, Words(zh: "没有撤回", en: "Nothing was withdrawn"))
            h.p(
                Words(
                    zh: "撤回后，检索、单件页、图像、文件与接口立即不再显示。已被下载的无法收回。开放状态不变。",
                    en:
                        "Search, pages, images, files and the API stop showing them at once. What was downloaded cannot be called back. They stay open."
                ))
            h.unitSample(view.sample, of: view.count)
            h.postForm(to: "/desk/opening/withdraw", visit, class: "") { h in
                h.selectionFields(view.selection)
                h.textArea(
                    Field(
                        name: "reason", label: Words(zh: "缘由", en: "Reason"), value: reason,
                        help: Words(zh: "记入账簿，不对外显示。", en: "Kept in the ledger, never shown to the public."),
                        errors: errors, required: true), rows: 2)
                h.div(.class("acts")) { h in
                    h.button(
                        Words(
                            zh: "撤回公布\(view.published.grouped)件",
                            en: "Withdraw \(Phrases.items(view.published).en)"), .class("btn grave"), .type("submit"))
                    h.a(Words(zh: "不撤回", en: "Do not withdraw"), .class("btn bare"), .href("/desk/opening"))
                }
            }
        }
    }
}
