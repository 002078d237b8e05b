import Archive

/// The form at the door of the desk.
func signInPage(_ visit: Visit, name: String = "", back: Path?, problem: AccountProblem? = nil) -> [UInt8] {
    gatePage(visit, title: Words(zh: "登录案头", en: "Sign in to the desk")) { h in
        h.h1(Words(zh: "登录案头", en: "Sign in to the desk"))
        h.p(.class("quiet")) { h in
            h.text(Words(zh: "查阅已公布的档案不用登录，", en: "Published records need no sign-in: "))
            h.a(Words(zh: "直接检索", en: "search them here"), .href("/search"))
            h.text(Words(zh: "。", en: "."))
        }
        if let notice = visit.notice { h.note(.good, notice.words) }
        if let problem {
            h.note(.stop, problem.what, alert: true) { $0.p(problem.next) }
        }
        h.postForm(to: "/desk/sign-in", visit, class: "gate-form") { h in
            if let back { h.hiddenField("back", back.text) }
            h.textField(
                Field(name: "name", label: Words(zh: "账号", en: "Account name"), value: name, required: true),
                autocomplete: "username")
            h.textField(
                Field(
                    name: "password", label: Words(zh: "口令", en: "Password"),
                    help: Words(zh: "可以粘贴，也可以用口令管理软件填写。", en: "Pasting and password managers are welcome."),
                    required: true), type: "password", autocomplete: "current-password")
            h.button(Phrases.signIn, .class("btn first"), .type("submit"))
        }
        h.p(.class("gap")) { $0.forgottenLink() }
        h.p(.class("help foot-note")) { h in
            h.text(
                visit.site.isClassified
                    ? Words(zh: "本机为涉密网节点。", en: "This node is on a classified network. ")
                    : Words(zh: "本机为非涉密网节点。", en: "This node is not on a classified network. "))
            h.text(Words(zh: "登录、查看与修改都会记入账簿。", en: "Signing in and every change go into the ledger."))
        }
    }
}

/// One's own password. `mustChange`: it was set by somebody else.
func passwordPage(_ visit: Visit, mustChange: Bool, errors: [FieldError] = []) -> [UInt8] {
    deskPage(visit, title: Words(zh: "修改口令", en: "Change password")) { h in
        h.div(.class("h")) { $0.h1(Words(zh: "修改口令", en: "Change password")) }
        if mustChange {
            h.note(
                .info, Words(zh: "口令由别人设定，先改成自己的", en: "Somebody else set this password: choose your own first"))
        }
        if !mustChange {
            h.p {
                $0.a(Words(zh: "接口令牌：给程序用的钥匙", en: "Tokens: keys for programs"), .href("/desk/tokens"))
            }
            h.p {
                $0.a(Words(zh: "二次验证：手机验证码、口令纸", en: "Second factor: telephone, sheet"), .href("/desk/second-factor"))
            }
            h.p { $0.a(Words(zh: "在哪里登录着", en: "Where you are signed in"), .href("/desk/sessions")) }
        }
        h.errorSummary(errors, Words(zh: "没有修改", en: "Nothing was changed"))
        h.postForm(to: "/desk/password", visit) { h in
            h.hiddenField("username", visit.person?.name ?? "")
            h.textField(
                Field(
                    name: "old", label: Words(zh: "现在的口令", en: "Present password"), errors: errors, required: true),
                type: "password", autocomplete: "current-password")
            h.textField(
                Field(
                    name: "new", label: Words(zh: "新口令", en: "New password"),
                    help: Words(
                        zh: "至少\(PasswordRules.shortest)个字符，可以是一句话。修改后其他地方的登录失效。",
                        en: "At least \(PasswordRules.shortest) characters; a sentence is fine. Other sessions end."),
                    errors: errors, required: true), type: "password", autocomplete: "new-password")
            h.textField(
                Field(
                    name: "again", label: Words(zh: "再写一遍新口令", en: "New password again"), errors: errors,
                    required: true), type: "password", autocomplete: "new-password")
            h.div(.class("acts")) {
                $0.button(Words(zh: "修改口令", en: "Change password"), .class("btn first"), .type("submit"))
            }
        }
    }
}
