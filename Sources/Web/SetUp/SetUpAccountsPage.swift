import Archive

/// The first four accounts: three administrators kept apart, and who does the records.
func setUpAccountsPage(_ visit: Visit, _ answers: SetUpAnswers, _ errors: [FieldError]) -> [UInt8] {
    let title = Words(zh: "最初的四个账号", en: "The first four accounts")
    return setUpPage(visit, title: title, at: .accounts) { h in
        h.h1(title)
        h.p(
            Words(
                zh: "系统管理员、安全保密员、安全审计员三员分立，由不同的人担任，都不接触档案；档案员办理档案业务。每人首次登录时改成自己的口令。",
                en:
                    "System administrator, security officer and auditor are three persons kept apart, none with access to records; the archivist does the records. Each chooses a password of their own at the first sign-in."
            ))
        h.p(PasswordRules.words, .class("quiet"))
        // Above the four, each fault says whose it is; beside its field it need not.
        h.errorSummary(
            answers.people.flatMap { person in
                errors.filter { $0.field.hasPrefix(person.role.rawValue + "-") }.map { error in
                    FieldError(field: error.field, words: person.role.words + Words(zh: "：", en: ": ") + error.words)
                }
            }, Words(zh: "还不能继续", en: "Not yet"))
        h.setUpForm(visit, .accounts) { h in
            for person in answers.people { h.person(person, answers, errors) }
        }
    }
}

extension HTML {
    fileprivate mutating func person(_ person: SetUpPerson, _ answers: SetUpAnswers, _ errors: [FieldError]) {
        fieldset(.class("who")) { h in
            h.legend(person.role.words)
            h.p(person.role.task, .class("help"))
            h.div(.class("pair")) { h in
                h.textField(
                    Field(
                        name: person.field("person"), label: Words(zh: "姓名", en: "Name"), value: person.displayName,
                        errors: errors, required: true))
                h.textField(
                    Field(
                        name: person.field("name"), label: Words(zh: "账号", en: "Account name"), value: person.name,
                        errors: errors, required: true))
            }
            h.div(.class("pair")) { h in
                h.textField(
                    Field(
                        name: person.field("password"), label: Words(zh: "口令", en: "Password"),
                        help: person.password == nil
                            ? nil : Words(zh: "已收下；留空就用它。", en: "Taken; leave it empty to keep it."), errors: errors),
                    type: "password", autocomplete: "new-password")
                h.textField(
                    Field(
                        name: person.field("again"), label: Words(zh: "再写一遍口令", en: "Password again"), errors: []),
                    type: "password", autocomplete: "new-password")
            }
            h.tick(
                person.field("made"), value: "yes",
                Words(zh: "由程序生成口令，建好后显示一次", en: "Have one made; it is shown once, when the archive is there"),
                checked: person.wantsMade)
            if person.role == .archivist {
                h.tick(
                    "archivist-reviews", value: "yes",
                    Words(zh: "兼任开放审核员", en: "Is the opening reviewer too"), checked: answers.archivistReviews)
            }
        }
    }
}

extension PasswordRules {
    /// The rules as they are, before anybody breaks them.
    static let words = Words(
        zh: "口令至少\(shortest)个字符，可以是一句话；不含账号名，不用容易猜到的。",
        en:
            "A password has at least \(shortest) characters and may be a sentence; it does not hold the account name and is not easy to guess."
    )
}

extension Role {
    /// What the role does, in a line.
    fileprivate var task: Words {
        switch self {
        case .systemAdministrator:
            Words(zh: "建立和停用账号，看系统运行；不看档案。", en: "Makes and stops accounts, watches the system; sees no records.")
        case .securityOfficer:
            Words(zh: "核准账号的权限，处理涉密隔离事件；不看档案。", en: "Permits accounts, handles incidents of secrecy; sees no records.")
        case .auditor: Words(zh: "查账簿，监督其他人做了什么；不看档案。", en: "Reads the ledger of what everybody did; sees no records.")
        default:
            Words(
                zh: "接收移交、签字、著录；以后可以再建更多账号。",
                en: "Receives transfers, signs, describes; more accounts can be made later.")
        }
    }
}
