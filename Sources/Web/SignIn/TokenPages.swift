import Archive

struct TokenDraft {
    var name = ""
    var scopes: Set<TokenScope> = []
    var days = "180"
}

struct TokensView {
    var tokens: [APIToken]
    var roles: Set<Role>
    /// The text of one just made: shown here and never again.
    var made: String?
    var draft: TokenDraft
    var problem: AccountProblem?
}

/// One's own tokens: for the office system that submits, for the program that searches.
func tokensPage(_ visit: Visit, _ view: TokensView) -> [UInt8] {
    let title = Words(zh: "接口令牌", en: "Tokens for programs")
    return deskPage(visit, title: title) { h in
        h.div(.class("h")) { $0.h1(title) }
        if let made = view.made {
            h.note(.good, Words(zh: "令牌已建立，只在这里显示这一次", en: "The token is made; it is shown here and never again")) {
                h in
                h.p { $0.code(made) }
                h.p(
                    Words(
                        zh: "请现在抄进要用它的程序：请求头 Authorization: Bearer 令牌。谁拿到它，谁就能以你的名义办下面写的事。",
                        en:
                            "Copy it now into the program: header Authorization: Bearer TOKEN. Whoever has it can do in your name what is written below."
                    ))
            }
        }
        if let problem = view.problem { h.note(.stop, problem.what, alert: true) { $0.p(problem.next) } }
        h.div(.class("panes")) { h in
            h.section(.class("pane")) { h in
                h.ownTokens(visit, view.tokens)
            }
            h.aside(.class("pane stack")) { h in
                h.newToken(visit, view)
            }
        }
    }
}

extension HTML {
    fileprivate mutating func ownTokens(_ visit: Visit, _ tokens: [APIToken]) {
        if tokens.isEmpty {
            void(
                Words(zh: "还没有令牌", en: "There is no token yet"),
                Words(
                    zh: "办公系统要自动移交，或别的程序要检索，就给它建一个。",
                    en: "Make one for an office system that is to submit, or a program that is to search."))
            return
        }
        let (name, may, until) = (
            Words(zh: "名称", en: "Name"), Words(zh: "能办", en: "May"), Words(zh: "有效期至", en: "Until")
        )
        let (used, act) = (Words(zh: "最近使用", en: "Last used"), Words(zh: "操作", en: "Act"))
        table(Words(zh: "我的令牌", en: "My tokens"), [name, may, until, used, act].map { Column($0) }) { h in
            for token in tokens {
                h.tr { h in
                    h.th(.scope("row")) { $0.recordText(token.name) }
                    h.cell(may) { h in
                        for scope in TokenScope.allCases where token.scopes.contains(scope) { h.p(scope.words) }
                    }
                    h.cell(until) { h in
                        h.moment(token.expiresAt, visit.clock)
                        if token.expiresAt < visit.clock.now {
                            h.p(Words(zh: "已过期", en: "ran out"), .class("small err"))
                        }
                    }
                    h.cell(used) { h in
                        if let at = token.usedAt {
                            h.moment(at, visit.clock)
                        } else {
                            h.text(Words(zh: "从未", en: "never"))
                        }
                    }
                    h.cell(act, class: "do") { h in
                        h.postButton(
                            Words(zh: "撤销", en: "Revoke"), to: "/desk/tokens/\(token.id.text)/revoke", visit,
                            class: "linklike")
                    }
                }
            }
        }
    }

    fileprivate mutating func newToken(_ visit: Visit, _ view: TokensView) {
        h2(Words(zh: "新建", en: "Make one"))
        postForm(to: "/desk/tokens", visit) { h in
            h.textField(
                Field(
                    name: "name", label: Words(zh: "给谁用", en: "For which program"), value: view.draft.name,
                    help: Words(zh: "如：OA 系统", en: "Such as: office system"), required: true))
            h.fieldset { h in
                h.legend(Words(zh: "能办的事", en: "What it may do"), .class("legend"))
                for scope in TokenScope.allCases
                where scope.duties.contains(where: { $0.role(among: view.roles) != nil }) {
                    h.tick("scope", value: scope.rawValue, scope.words, checked: view.draft.scopes.contains(scope))
                }
            }
            h.textField(
                Field(
                    name: "days", label: Words(zh: "有效天数", en: "Days it holds"), value: view.draft.days,
                    help: Words(zh: "1—366天；到期前另建一个换上。", en: "1 to 366; make another before it runs out."),
                    required: true), inputmode: "numeric")
            h.div(.class("acts")) { h in
                h.button(Words(zh: "建立令牌", en: "Make the token"), .class("btn first"), .type("submit"))
            }
        }
    }
}
