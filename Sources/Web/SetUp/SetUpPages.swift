import Archive

// The questions of the wizard, one page each.

/// The door of the wizard: the code that the program printed.
func setUpDoorPage(_ visit: Visit, code: String, problem: SetUpProblem?) -> [UInt8] {
    let title = Words(zh: "建立档案馆", en: "Set up an archive")
    return setUpPage(visit, title: title) { h in
        h.h1(title)
        h.p(
            Words(
                zh: "这台机器上还没有档案馆。下面分五步建立，约需五分钟；最后一步之前什么都不会写入磁盘。",
                en:
                    "There is no archive on this machine yet. Five steps make one, in about five minutes; nothing is written to disk before the last."
            ))
        if let problem { h.note(.stop, problem.what, alert: true) { $0.p(problem.next) } }
        h.postForm(to: "/setup", visit) { h in
            h.textField(
                Field(
                    name: "code", label: Words(zh: "建馆码", en: "Set-up code"), value: code,
                    help: Words(
                        zh: "lantai serve 启动时显示在终端里，只能用一次。",
                        en: "lantai serve printed it at its terminal; it works once."),
                    required: true))
            h.div(.class("acts")) {
                $0.button(Words(zh: "开始", en: "Begin"), .class("btn first"), .type("submit"))
            }
        }
    }
}

func setUpLanguagePage(_ visit: Visit, _ answers: SetUpAnswers) -> [UInt8] {
    let title = Words(zh: "页面用什么语言", en: "In which language")
    return setUpPage(visit, title: title, at: .language) { h in
        h.h1(title)
        h.p(
            Words(
                zh: "浏览器没有表明语言的读者先看到的语言。每个人都可以随时在页面上切换。",
                en: "What readers see first whose browser asks for no language. Everybody can switch on any page."))
        h.setUpForm(visit, .language) { h in
            h.fieldset { h in
                h.legend(Words(zh: "默认语言", en: "Default language"), .class("legend"))
                for language in Language.allCases {
                    h.label(.class("tick")) { h in
                        h.input(
                            .type("radio"), .name("language"), .value(language.rawValue),
                            .when(answers.language == language, .checked))
                        h.span(language == .zh ? "中文" : "English", .lang(language.tag))
                    }
                }
            }
        }
    }
}

func setUpArchivePage(_ visit: Visit, _ answers: SetUpAnswers, _ errors: [FieldError]) -> [UInt8] {
    let title = Words(zh: "档案馆与所在网络", en: "The archive and its network")
    return setUpPage(visit, title: title, at: .archive) { h in
        h.h1(title)
        h.errorSummary(errors, Words(zh: "还不能继续", en: "Not yet"))
        h.setUpForm(visit, .archive) { h in
            h.textField(
                Field(
                    name: "archive-name", label: Words(zh: "档案馆名称", en: "Name of the archive"),
                    value: answers.archiveName, help: Words(zh: "全称，显示在每一页上。", en: "In full; it stands on every page."),
                    errors: errors, required: true))
            h.textField(
                Field(
                    name: "archive-name-en", label: Words(zh: "英文名称", en: "Name on English pages"),
                    value: answers.archiveNameEn,
                    help: Words(zh: "可不填；英文页面就用中文名称。", en: "Optional: the same name otherwise."), errors: errors))
            h.div(.class("pair gap")) { h in
                h.textField(
                    Field(
                        name: "archive-code", label: Words(zh: "档案馆代码", en: "Archive code"),
                        value: answers.archiveCode,
                        help: Words(
                            zh: "全国档案馆代码，6位数字。还没有的留空，以后可在 lantai.yaml 里补上。",
                            en:
                                "The national code, six digits. Leave it empty if there is none yet; lantai.yaml takes it later."
                        ),
                        errors: errors), inputmode: "numeric")
                h.textField(
                    Field(
                        name: "zone", label: Words(zh: "时区", en: "Time zone"), value: answers.zone,
                        help: Words(
                            zh: "开放日和公布日从这里的零点起算。建馆后不能再改。",
                            en: "Opening and publication begin at its midnight. It cannot be changed later."),
                        errors: errors, required: true))
            }
            h.fieldset(.id("network")) { h in
                h.legend(Words(zh: "这台机器在哪个网", en: "On which network this machine stands"), .class("legend"))
                for (value, words) in SetUpAnswers.networks {
                    h.radio("network", value: value, words, checked: answers.network == value)
                }
                h.p(
                    Words(
                        zh: "三个网物理隔离，各装一份兰台。", en: "The three are physically apart, each with a Lantai of its own."
                    ), .class("help"))
            }
            h.fieldset(.id("grade")) { h in
                h.legend(Words(zh: "能否存放国家秘密", en: "Whether it may hold state secrets"), .class("legend"))
                h.radio(
                    "grade", value: "unclassified",
                    Words(
                        zh: "非涉密节点　标有密级的移交一律隔离，不编目、不检索，并通知安全保密员",
                        en:
                            "Not classified: a transfer with any secrecy mark is put in quarantine, neither catalogued nor searched, and the security officer is told"
                    ),
                    checked: !answers.isClassified)
                h.radio(
                    "grade", value: "classified",
                    Words(
                        zh: "涉密节点　经批准的涉密网才能选；可以接收标有密级的档案，仍不会进入公共检索",
                        en:
                            "Classified: only on an approved classified network; it takes records with a secrecy mark, and never shows them to the public"
                    ),
                    checked: answers.isClassified)
                for error in errors where error.field == "grade" {
                    h.p(.class("err")) { h in
                        h.icon(.stop)
                        h.span(error.words)
                    }
                }
            }
            h.certificate(answers, errors)
        }
    }
}

func setUpHoldingsPage(_ visit: Visit, _ answers: SetUpAnswers) -> [UInt8] {
    let title = Words(zh: "要不要先放几件示范档案", en: "Some sample records to begin with?")
    return setUpPage(visit, title: title, at: .holdings) { h in
        h.h1(title)
        h.setUpForm(visit, .holdings) { h in
            h.fieldset { h in
                h.legend(Words(zh: "示范档案", en: "Sample records"), .class("legend"))
                h.radio(
                    "demo", value: "none", Words(zh: "不要　从空馆开始，用于正式工作", en: "None: begin empty, for real work"),
                    checked: !answers.wantsDemo)
                h.radio(
                    "demo", value: "small",
                    Words(
                        zh: "12件　虚构城市的档案，用于试用；约需半分钟",
                        en: "Twelve, of an invented city, to try things out; takes about half a minute"),
                    checked: answers.wantsDemo)
            }
            h.note(.warn, Words(zh: "示范档案放进去就拿不出来", en: "Sample records cannot be taken out again")) {
                $0.p(
                    Words(
                        zh: "账簿不删改。要正式使用时，另建一个馆。",
                        en: "The ledger erases nothing. For real work make another archive."))
            }
        }
    }
}

extension SetUpAnswers {
    static let networks: [(String, Words)] = [
        (
            "office",
            Words(
                zh: "局域网　馆内工作用：接收、著录、保存都在这里",
                en: "Office network, for staff: receiving, describing and keeping happen here")
        ),
        (
            "government",
            Words(
                zh: "政务网　移交单位用：上传移交，看检测报告",
                en: "Government network, for agencies: they submit transfers and read the reports")
        ),
        ("public", Words(zh: "因特网　公众用：只放已公布的档案", en: "Internet, for the public: only what is published")),
    ]

    var networkWords: Words {
        SetUpAnswers.networks.first { $0.0 == network }?.1 ?? Words(asIs: network)
    }
}

extension HTML {
    /// The files of TLS, or none: then only this machine signs in.
    fileprivate mutating func certificate(_ answers: SetUpAnswers, _ errors: [FieldError]) {
        fieldset { h in
            h.legend(Words(zh: "从其他机器登录", en: "Signing in from other machines"), .class("legend"))
            h.p(
                Words(
                    zh: "口令不能明着传。有证书的，写上两个文件的完整路径；没有的留空，先只在本机登录，以后再在lantai.yaml里写，或配置TLS代理。",
                    en:
                        "Passwords do not travel in the open. Name the two files of your certificate by their full paths. Without one "
                        + "leave both empty: only this machine signs in, until lantai.yaml names them or a TLS proxy stands in front."
                ), .class("help"))
            h.textField(
                Field(
                    name: "tls-certificate", label: Words(zh: "TLS证书", en: "TLS certificate"),
                    value: answers.certificate,
                    help: Words(
                        zh: "PEM文件，如 /etc/lantai/tls.pem：本站证书在前，中间证书随后。",
                        en:
                            "A PEM file, such as /etc/lantai/tls.pem: the site's own certificate first, then those between."
                    ),
                    errors: errors))
            h.textField(
                Field(
                    name: "tls-key", label: Words(zh: "证书的私钥", en: "Its private key"), value: answers.certificateKey,
                    help: Words(zh: "PEM文件，没有口令。", en: "A PEM file, without a passphrase."), errors: errors))
        }
    }

    /// The form of a step: on with what is typed, or back with it.
    mutating func setUpForm(_ visit: Visit, _ step: SetUpStep, content: (inout HTML) -> Void) {
        postForm(to: step.path, visit) { h in
            content(&h)
            h.div(.class("acts")) { h in
                h.button(
                    Words(zh: "下一步", en: "Next"), .class("btn first"), .type("submit"), .name("go"), .value("on"))
                if step.previous != nil {
                    h.button(
                        Words(zh: "上一步", en: "Back"), .class("btn bare"), .type("submit"), .name("go"),
                        .value("back"), .noValidation)
                }
            }
        }
    }
}
