import Archive

/// What was written into the form for a new account.
struct AccountDraft {
    var name = ""
    var displayName = ""
    var person = ""
    var agency = ""
    var roles: Set<Role> = []

    init() {}

    init(_ form: Form) {
        name = form["name"] ?? ""
        displayName = form["display-name"] ?? ""
        person = form["person"] ?? ""
        agency = form["agency"] ?? ""
        roles = Set(form.all("role").compactMap(Role.init(rawValue:)))
    }
}

/// All accounts, for the system administrator. Nothing here leads to records.
func accountsPage(_ visit: Visit, _ accounts: [Account]) -> [UInt8] {
    let title = DeskPlace.accounts.words
    return deskPage(visit, title: title, at: .accounts) { h in
        h.div(.class("h")) { h in
            h.h1(title)
            h.div(.class("push row")) { h in
                h.a(.class("btn first"), .href("/desk/accounts/new")) { h in
                    h.icon(.plus)
                    h.text(Words(zh: "建立账号", en: "New account"))
                }
            }
        }
        let name = Words(zh: "账号", en: "Account")
        let who = Words(zh: "姓名", en: "Name")
        let roles = Words(zh: "角色", en: "Roles")
        let seen = Words(zh: "最近登录", en: "Last sign-in")
        h.table(
            title,
            [Column(name), Column(who), Column(roles), Column(Phrases.agency), Column(Phrases.state), Column(seen)]
        ) { h in
            for account in accounts {
                h.tr { h in
                    h.th(.scope("row")) { h in
                        h.a(account.name, .href("/desk/accounts/\(account.id.text)"), .class("code"))
                    }
                    h.cell(who, account.displayName)
                    h.cell(roles) { $0.roles(account.roles) }
                    h.cell(Phrases.agency, account.agency ?? "")
                    h.cell(Phrases.state) { $0.accountState(account) }
                    h.cell(seen, class: "nb") { h in
                        if let at = account.lastSignedInAt {
                            h.moment(at, visit.clock)
                        } else {
                            h.span(Words(zh: "从未", en: "never"), .class("quiet"))
                        }
                    }
                }
            }
        }
        h.p(
            Words(
                zh: "系统管理员、安全保密员、安全审计员三员互相独立，都不接触档案。这里看不到任何档案内容。",
                en:
                    "The three administrators are kept apart and have no access to records. No record can be seen from here."
            ),
            .class("help gap"))
    }
}

func newAccountPage(_ visit: Visit, _ draft: AccountDraft = AccountDraft(), errors: [FieldError] = []) -> [UInt8] {
    let title = Words(zh: "建立账号", en: "New account")
    return deskPage(visit, title: title, at: .accounts) { h in
        h.crumbs([(DeskPlace.accounts.words, "/desk/accounts")], here: title)
        h.div(.class("h")) { $0.h1(title) }
        h.errorSummary(errors, Words(zh: "账号没有建立", en: "No account was made"))
        h.postForm(to: "/desk/accounts/new", visit) { h in
            h.textField(
                Field(
                    name: "name", label: Words(zh: "账号", en: "Account name"), value: draft.name,
                    help: Words(zh: "登录时填写，如 heruolan。", en: "Typed to sign in, such as heruolan."), errors: errors,
                    required: true))
            h.textField(
                Field(
                    name: "display-name", label: Words(zh: "姓名", en: "Name"), value: draft.displayName,
                    help: Words(zh: "显示在页面和登记表上。", en: "Shown on pages and on forms."), errors: errors,
                    required: true))
            h.textField(
                Field(
                    name: "person", label: Words(zh: "人员编号", en: "Staff number"), value: draft.person,
                    help: Words(zh: "一人一个账号，用它防止兼任。留空则用账号名。", en: "One account each. Left empty: the account name."),
                    errors: errors))
            h.fieldset(.id("role")) { h in
                h.legend(Words(zh: "角色", en: "Roles"), .class("legend"))
                for role in Role.allCases where role != .program {
                    h.tick("role", value: role.rawValue, role.words, checked: draft.roles.contains(role))
                }
                h.p(
                    Words(
                        zh: "档案员与开放审核员可以兼任；其余各由不同的人担任。",
                        en: "Archivist and opening reviewer go together; every other role needs a person of its own."),
                    .class("help"))
            }
            h.textField(
                Field(
                    name: "agency", label: Phrases.agency, value: draft.agency,
                    help: Words(zh: "只有移交单位人员填写，用单位全称。", en: "Only for an agency records officer: its full name."),
                    errors: errors))
            h.textField(
                Field(
                    name: "password", label: Words(zh: "初始口令", en: "First password"),
                    help: Words(
                        zh: "至少\(PasswordRules.shortest)个字符。安全保密员核准后方可登录，本人首次登录时须改掉。",
                        en:
                            "At least \(PasswordRules.shortest) characters. It works once the security officer permits the "
                            + "account, and is to be changed at the first sign-in."),
                    errors: errors, required: true), type: "password", autocomplete: "new-password")
            h.div(.class("acts")) { h in
                h.button(title, .class("btn first"), .type("submit"))
                h.a(Phrases.cancel, .class("btn bare"), .href("/desk/accounts"))
            }
        }
    }
}

func accountPage(_ visit: Visit, _ account: Account, errors: [FieldError] = []) -> [UInt8] {
    let isMe = visit.person?.account == account.id.text
    return deskPage(visit, title: Words(asIs: account.name), at: .accounts) { h in
        h.crumbs([(DeskPlace.accounts.words, "/desk/accounts")], here: Words(asIs: account.name))
        h.div(.class("h")) { h in
            h.h1(account.displayName)
            h.accountState(account)
        }
        h.div(.class("panes")) { h in
            h.section(.class("pane stack")) { h in
                h.div(.class("card")) { h in
                    h.definitions { h in
                        h.definition(Words(zh: "账号", en: "Account name")) { $0.code(account.name) }
                        h.definition(Words(zh: "人员编号", en: "Staff number")) { $0.code(account.person) }
                        h.definition(Words(zh: "角色", en: "Roles")) { $0.roles(account.roles) }
                        if let agency = account.agency { h.definition(Phrases.agency, agency) }
                        h.definition(Words(zh: "建立于", en: "Created")) { $0.moment(account.createdAt, visit.clock) }
                    }
                }
                h.h2(Words(zh: "重设口令", en: "Reset the password"))
                h.postForm(to: "/desk/accounts/\(account.id.text)/password", visit) { h in
                    h.textField(
                        Field(
                            name: "password", label: Words(zh: "临时口令", en: "Temporary password"),
                            help: Words(
                                zh: "当面告知本人。重设后其登录全部失效，二次验证取消，待安全保密员核准；下次登录须改掉。暂停登录也随之解除。",
                                en:
                                    "Tell it in person. All sessions end, the second factor is taken away, the security officer permits "
                                    + "again, and it must be changed at the next sign-in. Any lock-out is lifted."),
                            errors: errors, required: true), type: "password",
                        autocomplete: "new-password")
                    h.div(.class("acts")) {
                        $0.button(Words(zh: "重设口令", en: "Reset the password"), .class("btn"), .type("submit"))
                    }
                }
            }
            h.aside(.class("pane stack")) { h in
                h.h2(account.isEnabled ? Words(zh: "停用", en: "Stop") : Words(zh: "恢复", en: "Enable"))
                if isMe {
                    h.p(Words(zh: "不能停用自己的账号。", en: "You cannot stop your own account."), .class("help"))
                } else if account.isEnabled {
                    h.p(
                        Words(
                            zh: "停用后立即不能登录。账号与其记录保留，可以恢复。",
                            en:
                                "It cannot sign in from now on. The account and its history stay; it can be enabled again."
                        ),
                        .class("help"))
                    h.postButton(
                        Words(zh: "停用这个账号", en: "Stop this account"), to: "/desk/accounts/\(account.id.text)/disable",
                        visit, class: "btn grave")
                } else {
                    h.postButton(
                        Words(zh: "恢复这个账号", en: "Enable this account"), to: "/desk/accounts/\(account.id.text)/enable",
                        visit)
                }
            }
        }
    }
}

extension HTML {
    mutating func accountState(_ account: Account) {
        if !account.isEnabled {
            stopBadge(Words(zh: "已停用", en: "stopped"))
        } else if !account.isPermitted {
            warnBadge(Words(zh: "待核准", en: "waits for the security officer"))
        } else if account.mustChangePassword {
            warnBadge(Words(zh: "待改口令", en: "password to be changed"))
        } else {
            goodBadge(Words(zh: "可用", en: "working"))
        }
    }
}
