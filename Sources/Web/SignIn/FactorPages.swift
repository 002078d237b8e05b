import Archive

/// What there is of a second factor, and how to have one.
func factorPage(_ visit: Visit, _ factor: SecondFactor, isNeeded: Bool) -> [UInt8] {
    let title = Words(zh: "二次验证", en: "Second factor")
    let hasAny = factor.hasProgram || factor.codesLeft > 0
    return deskPage(visit, title: title) { h in
        h.div(.class("h")) { $0.h1(title) }
        if isNeeded, !hasAny {
            h.note(
                .info,
                Words(zh: "你的角色登录时需要验证码，请先设好一种", en: "Your role needs a code to sign in: set one of the two up first"))
        }
        h.p(
            Words(
                zh: "设好后，登录时除口令外还要填一个验证码：手机上的验证码程序给出，或打印在纸上。两种可以都设。",
                en:
                    "Once set up, signing in takes a code beside the password: from a program on a telephone, or from a sheet of "
                    + "paper. You may have both."), .class("help"))
        h.div(.class("panes")) { h in
            h.section(.class("pane stack"), .labelledBy("program")) { h in
                h.h2(Words(zh: "手机验证码", en: "Codes by telephone"), .id("program"))
                if factor.hasProgram {
                    h.p { $0.goodBadge(Words(zh: "已启用", en: "in use")) }
                } else {
                    h.p(
                        Words(
                            zh: "用任何一种通用的验证码程序（TOTP）。不需要手机信号或网络。",
                            en: "With any common program for codes (TOTP). The telephone needs no network."),
                        .class("help"))
                }
                h.postButton(
                    factor.hasProgram
                        ? Words(zh: "换一部手机", en: "Change the telephone")
                        : Words(zh: "设置手机验证码", en: "Set up a telephone"),
                    to: "/desk/second-factor/program", visit)
            }
            h.section(.class("pane stack"), .labelledBy("sheet")) { h in
                h.h2(Words(zh: "一次性口令纸", en: "Sheet of one-time codes"), .id("sheet"))
                if factor.codesLeft > 0 {
                    h.p(Words(zh: "还剩\(factor.codesLeft)个", en: "\(factor.codesLeft) left"))
                    if factor.codesLeft <= CodeSheet.few {
                        h.note(.warn, Words(zh: "快用完了，请另做一张", en: "They run out: make another sheet"))
                    }
                } else {
                    h.p(
                        Words(
                            zh: "不能带手机的场所用：打印\(CodeSheet.count)个口令，每个用一次。",
                            en: "Where telephones may not be carried: \(CodeSheet.count) printed codes, each used once."
                        ),
                        .class("help"))
                }
                h.postButton(
                    factor.codesLeft > 0
                        ? Words(zh: "另做一张，旧的作废", en: "Make another; the old one is void")
                        : Words(zh: "做一张", en: "Make a sheet"),
                    to: "/desk/second-factor/sheet", visit)
            }
        }
        if hasAny, !isNeeded {
            h.div(.class("gap")) { h in
                h.postButton(
                    Words(zh: "取消二次验证", en: "Take the second factor away"), to: "/desk/second-factor/remove", visit,
                    class: "btn grave")
            }
        }
    }
}

/// The secret of a program, and the first code of it.
func programPage(_ visit: Visit, _ secret: String, _ address: String, problem: AccountProblem?) -> [UInt8] {
    let title = Words(zh: "设置手机验证码", en: "Set up a telephone")
    return deskPage(visit, title: title) { h in
        h.crumbs([(Words(zh: "二次验证", en: "Second factor"), "/desk/second-factor")], here: title)
        h.div(.class("h")) { $0.h1(title) }
        if let problem { h.note(.stop, problem.what, alert: true) { $0.p(problem.next) } }
        h.div(.class("card scan")) { h in
            h.qrCode(address, name: Words(zh: "密钥的二维码，供手机扫描", en: "The key as a picture for the telephone's camera"))
            h.definitions { h in
                h.definition(
                    Words(zh: "用验证码程序扫描二维码", en: "Point the program's camera at the picture"),
                    Words(zh: "或者手工输入下面的密钥", en: "or type the key below by hand"))
                h.definition(Words(zh: "密钥", en: "Key")) { $0.code(secret) }
                h.definition(Words(zh: "方式", en: "Kind"), Words(zh: "基于时间，6位，30秒", en: "by time, 6 digits, 30 s"))
                h.definition(Words(zh: "或者粘贴这个地址", en: "Or paste this address")) { h in
                    h.span(address, .class("code"), .lang("und"))
                }
            }
        }
        h.p(
            Words(
                zh: "密钥只在设置时显示。不要截图，不要转发。", en: "The key is shown only now. Take no picture of it, send it to nobody."),
            .class("help"))
        h.div(.class("gap")) { h in
            h.postForm(to: "/desk/second-factor/confirm", visit) { h in
                h.textField(
                    Field(
                        name: "code", label: Words(zh: "程序显示的6位验证码", en: "The six digits the program shows"),
                        help: Words(zh: "填对一次才启用。", en: "It counts once one was right."), required: true),
                    autocomplete: "one-time-code", inputmode: "numeric")
                h.div(.class("acts")) { h in
                    h.button(Words(zh: "启用", en: "Use it"), .class("btn first"), .type("submit"))
                    h.a(Phrases.cancel, .class("btn bare"), .href("/desk/second-factor"))
                }
            }
        }
    }
}

/// A sheet, to be printed: the browser's own printing does it.
func sheetPage(_ visit: Visit, _ codes: [String], account: String) -> [UInt8] {
    let title = Words(zh: "一次性口令纸", en: "Sheet of one-time codes")
    return deskPage(visit, title: title) { h in
        h.crumbs([(Words(zh: "二次验证", en: "Second factor"), "/desk/second-factor")], here: title)
        h.div(.class("h")) { $0.h1(title) }
        h.p(.class("num")) { h in
            h.text(visit.site.name)
            h.text(" · ")
            h.code(account)
        }
        h.div(.class("gap")) { h in
            h.note(
                .info,
                Words(zh: "只在这里显示这一次：现在打印或抄下", en: "Shown here and never again: print it now, or copy it by hand")
            ) { h in
                h.p(
                    Words(
                        zh: "每个用一次，用过划掉。像钥匙一样保管；丢了就另做一张，旧的随即作废。",
                        en:
                            "Each is used once; cross it out. Keep it like a key: if it is lost, make another, which voids "
                            + "this one."
                    ))
            }
        }
        h.ol(.class("sheet-codes num gap")) { h in
            for code in codes { h.li { $0.code(code) } }
        }
        h.p(.class("no-print gap")) { h in
            h.a(Words(zh: "已打印，返回", en: "Printed; go back"), .class("btn"), .href("/desk/second-factor"))
        }
    }
}

/// The code after the password.
func codePage(_ visit: Visit, back: Path?, problem: AccountProblem? = nil) -> [UInt8] {
    let title = Words(zh: "填写验证码", en: "Give a code")
    return gatePage(visit, title: title) { h in
        h.h1(title)
        if let problem { h.note(.stop, problem.what, alert: true) { $0.p(problem.next) } }
        h.postForm(to: "/desk/sign-in/code", visit, class: "gate-form") { h in
            if let back { h.hiddenField("back", back.text) }
            h.textField(
                Field(
                    name: "code", label: Words(zh: "验证码", en: "Code"),
                    help: Words(
                        zh: "手机程序显示的6位数字，或口令纸上没用过的一个。",
                        en: "The six digits of the program, or one of the sheet that is unused."), required: true),
                autocomplete: "one-time-code")
            h.button(Phrases.signIn, .class("btn first"), .type("submit"))
        }
        h.p(.class("help foot-note")) { $0.forgottenLink() }
    }
}

/// Whom to ask.
func forgottenPage(_ visit: Visit) -> [UInt8] {
    let title = Words(zh: "口令忘了，或验证码没了", en: "Password forgotten, or no code left")
    return gatePage(visit, title: title) { h in
        h.h1(title)
        h.div(.class("prose")) { h in
            h.p(
                Words(
                    zh: "请当面找本馆的系统管理员重设。重设会给一个临时口令，并取消二次验证。",
                    en:
                        "Ask the archive's system administrator, in person, to reset it. That gives a temporary password and takes "
                        + "the second factor away."))
            h.p(
                Words(
                    zh: "随后由安全保密员核准，方可登录；登录后改成自己的口令，再设二次验证。",
                    en:
                        "The security officer then permits the account. Sign in, choose a password of your own, and set the second "
                        + "factor up again."))
            h.p(
                Words(
                    zh: "系统管理员自己忘了：由管理这台服务器的人运行 lantai user password 账号。",
                    en: "If you are the system administrator: who runs this server can use lantai user password NAME."))
        }
        h.p { $0.a(Words(zh: "回到登录", en: "Back to signing in"), .href("/desk/sign-in")) }
    }
}

/// The password again, before a grave act; what was sent comes along and is done at once.
func proofPage(_ visit: Visit, _ needed: ProofNeeded, to path: String) -> [UInt8] {
    let title = Words(zh: "再次确认是你本人", en: "Show once more that it is you")
    return deskPage(visit, title: title) { h in
        h.div(.class("h")) { $0.h1(title) }
        if let problem = needed.problem { h.note(.stop, problem.what, alert: true) { $0.p(problem.next) } }
        h.p(
            Words(
                zh: "这件事很要紧，距上次填口令已过十分钟。填写口令后即按你刚才填的办理。",
                en:
                    "This matters, and it is more than ten minutes since you gave your password. With it, what you have just sent "
                    + "is done."), .class("help"))
        h.postForm(to: Path(local: path) ?? "/desk", visit) { h in
            for field in needed.form.fields where ![FormToken.field, ProofNeeded.field].contains(field.name) {
                h.hiddenField(field.name, field.value)
            }
            h.textField(
                Field(name: "proof-password", label: Words(zh: "口令", en: "Password"), required: true), type: "password",
                autocomplete: "current-password")
            h.div(.class("acts")) { h in
                h.button(Words(zh: "继续办理", en: "Go on"), .class("btn first"), .type("submit"))
                h.a(Phrases.cancel, .class("btn bare"), .href("/desk"))
            }
        }
    }
}

extension HTML {
    /// Leads to whom to ask.
    mutating func forgottenLink() {
        a(Words(zh: "口令忘了，或验证码没了", en: "Password forgotten, or no code left"), .href("/desk/sign-in/forgotten"))
    }
}
