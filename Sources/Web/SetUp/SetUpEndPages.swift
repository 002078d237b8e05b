import Archive

// The last look, the making, and what comes after.

/// All answers, before anything is made.
func setUpReviewPage(_ visit: Visit, _ answers: SetUpAnswers, folder: String, _ room: SetUpRoom) -> [UInt8] {
    let title = Words(zh: "核对，然后建立", en: "Look it over, then make it")
    return setUpPage(visit, title: title, at: .review) { h in
        h.h1(title)
        h.answers(.language) { h in
            h.definition(Words(zh: "默认语言", en: "Default language")) {
                $0.span(answers.language == .zh ? "中文" : "English", .lang(answers.language.tag))
            }
        }
        h.answers(.archive) { h in
            h.definition(Words(zh: "名称", en: "Name")) { $0.recordText(answers.archiveName) }
            if !answers.archiveNameEn.isEmpty {
                h.definition(Words(zh: "英文名称", en: "Name on English pages")) { $0.recordText(answers.archiveNameEn) }
            }
            h.definition(Words(zh: "档案馆代码", en: "Archive code")) { h in
                if answers.archiveCode.isEmpty {
                    h.span(Words(zh: "暂无", en: "none yet"), .class("quiet"))
                } else {
                    h.code(answers.archiveCode)
                }
            }
            h.definition(
                Words(zh: "时区", en: "Time zone"),
                Words(asIs: answers.zone) + Words(zh: "（不能再改）", en: " (cannot be changed later)"))
            h.definition(Words(zh: "网络", en: "Network"), answers.networkWords)
            h.definition(
                Words(zh: "密级", en: "Grade"), answers.isClassified ? Phrases.classified : Phrases.unclassified)
            h.definition(Words(zh: "从其他机器登录", en: "Signing in from other machines")) { h in
                if answers.certificate.isEmpty {
                    h.text(Words(zh: "暂不能，只在本机", en: "not yet, on this machine only"))
                } else {
                    h.code(answers.certificate)
                }
            }
        }
        h.answers(.accounts) { h in
            for person in answers.people {
                let reviews = person.role == .archivist && answers.archivistReviews
                h.definition(person.role.words) { h in
                    h.recordText(person.displayName)
                    h.text(Words(zh: "，账号 \(Words.slot)", en: ", account \(Words.slot)")) { $0.code(person.name) }
                    h.text(
                        person.wantsMade
                            ? Words(zh: "，口令由程序生成", en: ", password to be made")
                            : Words(zh: "，口令已填", en: ", password given"))
                    if reviews { h.text(Words(zh: "；兼开放审核员", en: "; opening reviewer too")) }
                }
            }
        }
        h.answers(.holdings) { h in
            h.definition(
                SetUpStep.holdings.words,
                answers.wantsDemo ? Words(zh: "12件", en: "twelve") : Words(zh: "不要", en: "none"))
        }
        h.section { h in
            h.h2(Words(zh: "放在哪里", en: "Where it will lie"))
            h.definitions(wide: true) { h in
                h.definition(Words(zh: "文件夹", en: "Folder")) { $0.code(folder) }
                if let free = room.free { h.definition(Words(zh: "磁盘余量", en: "Room on the disk"), free.size) }
                h.definition(Words(zh: "能放多少", en: "How much fits"), room.files)
            }
            if room.isHalfMade {
                h.note(
                    .info,
                    Words(
                        zh: "上一次建到一半就断了；会清掉重来", en: "An earlier making was cut off; it is cleared away and begun anew"))
            }
            if room.isTaken {
                h.note(
                    .warn, Words(zh: "这个文件夹里已有别的东西", en: "Something else lies in this folder already")
                ) {
                    $0.p(
                        Words(
                            zh: "不会动它们，但最好另选一个空文件夹：停止程序，用 --home 指明。",
                            en:
                                "It is left alone. An empty folder is better: stop the program and name one with --home."
                        ))
                }
            }
        }
        h.postForm(to: SetUpStep.review.path, visit) { h in
            h.div(.class("acts")) { h in
                h.button(
                    Words(zh: "建立档案馆", en: "Make the archive"), .class("btn first"), .type("submit"), .name("go"),
                    .value("on"))
                h.button(
                    Words(zh: "上一步", en: "Back"), .class("btn bare"), .type("submit"), .name("go"), .value("back"))
            }
        }
    }
}

/// While it is made: the page renews itself, with or without scripts.
func setUpMakingPage(_ visit: Visit, _ lines: [String], demo: Bool) -> [UInt8] {
    let title = Words(zh: "正在建立档案馆", en: "The archive is being made")
    return setUpPage(visit, title: title, refresh: 2) { h in
        h.h1(title)
        h.div(.data("data-poll", ""), .role("status")) { h in
            h.p(
                demo
                    ? Words(zh: "放示范档案要一会儿。这一页会自己更新。", en: "The sample records take a while. This page renews itself.")
                    : Words(zh: "几秒钟就好。这一页会自己更新。", en: "A few seconds. This page renews itself."))
            if !lines.isEmpty {
                h.ul(.class("sample")) { h in for line in lines.suffix(8) { h.li { $0.recordText(line) } } }
            }
        }
    }
}

func setUpFailedPage(_ visit: Visit, _ problem: any Explained) -> [UInt8] {
    let title = Words(zh: "没有建成", en: "It could not be made")
    return setUpPage(visit, title: title) { h in
        h.h1(title)
        h.note(.stop, problem.what, alert: true) { h in
            h.p(problem.next)
            h.p(.class("small quiet")) { $0.code(problem.code) }
        }
        h.p(
            Words(
                zh: "填写的内容都还在。再试时从头建起，不留下一半。",
                en: "What was typed is kept. Trying again begins anew; nothing half-made stays."))
        h.postForm(to: SetUpStep.review.path, visit) { h in
            h.div(.class("acts")) { h in
                h.button(
                    Words(zh: "重试", en: "Try again"), .class("btn first"), .type("submit"), .name("go"), .value("on"))
                h.a(Words(zh: "回到核对", en: "Back to the review"), .class("btn bare"), .href(SetUpStep.review.path))
            }
        }
    }
}

/// It is there: the passwords that were made, once, and what to do next.
func setUpReadyPage(_ visit: Visit, _ answers: SetUpAnswers, _ made: [SetUpDesk.MadePassword], folder: String)
    -> [UInt8]
{
    let title = Words(zh: "档案馆已建成", en: "The archive is there")
    return setUpPage(visit, title: title) { h in
        h.h1(title)
        h.p { $0.recordText(answers.archiveName) }
        if !made.isEmpty {
            h.note(
                .warn, Words(zh: "这些口令只在这里显示，现在抄下或打印", en: "These passwords stand here only: copy or print them now")
            ) { h in
                h.definitions(wide: true) { h in
                    for each in made {
                        h.definition(each.role.words) { h in
                            h.code(each.name)
                            h.text("　")
                            h.code(each.password)
                        }
                    }
                }
                h.p(
                    Words(
                        zh: "裁开分别交给本人；首次登录时须改掉。丢失了用 lantai user password 重设。",
                        en:
                            "Hand each to its person; it is to be changed at the first sign-in. Lost ones are set anew with lantai user password."
                    ))
            }
        }
        h.h2(Words(zh: "接下来三件事", en: "Three things to do next"))
        h.ol(.class("steps")) { h in
            h.li { h in
                h.h3(Words(zh: "四个人各自登录，改口令", en: "The four sign in and choose passwords"))
                h.p(
                    Words(
                        zh: "其他人的账号由系统管理员建立，安全保密员核准后可用。",
                        en:
                            "The system administrator makes accounts for everybody else; the security officer permits them."
                    ))
            }
            h.li { h in
                h.h3(Words(zh: "档案员接收第一份移交", en: "The archivist receives the first transfer"))
                h.p(
                    Words(
                        zh: "登录后在“接收”里上传移交包；先有目录的，可以先试读目录表格。",
                        en: "Upload it under “Accessions”. Where there is a list first, try reading the list."))
            }
            h.li { h in
                h.h3(Words(zh: "把文件夹纳入备份", en: "Have the folder backed up"))
                h.p { h in
                    h.text(
                        Words(
                            zh: "\(Words.slot)　整个备份，其中 keys 另存一份在别处。",
                            en: "\(Words.slot) as a whole, and a copy of its keys in another place.")
                    ) { $0.code(folder) }
                }
                h.p(
                    answers.certificate.isEmpty
                        ? Words(
                            zh: "其他机器要登录，还须给出证书（site.tls.certificate、site.tls.key），或在前面配置 TLS 代理（web.tls-proxy）。",
                            en:
                                "To sign in from other machines name a certificate (site.tls.certificate, site.tls.key), or put a TLS "
                                + "proxy in front (web.tls-proxy).")
                        : Words(
                            zh: "证书下次启动时启用：停止后运行 lantai serve --host 0.0.0.0，其他机器用 https 登录。",
                            en:
                                "The certificate counts from the next start: stop, run lantai serve --host 0.0.0.0, and other "
                                + "machines sign in by https."))
            }
        }
        h.postForm(to: "/setup/done", visit) { h in
            h.div(.class("acts")) { h in
                h.button(
                    made.isEmpty
                        ? Words(zh: "去登录", en: "Go and sign in") : Words(zh: "已抄下，去登录", en: "Copied; go and sign in"),
                    .class("btn first"), .type("submit"))
            }
        }
    }
}

/// Why the wizard does not answer.
func setUpProblemPage(_ visit: Visit, _ problem: any Explained) -> [UInt8] {
    setUpPage(visit, title: problem.what.heading) { h in
        h.h1(problem.what.heading)
        h.p(problem.next)
        h.p(.class("small quiet num gap")) { $0.code(problem.code) }
        h.p(.class("row gap")) { $0.a(Words(zh: "回到建馆", en: "To the set-up"), .href("/setup")) }
    }
}

extension HTML {
    /// The answers of a step, and the way back to it.
    fileprivate mutating func answers(_ step: SetUpStep, _ content: (inout HTML) -> Void) {
        section { h in
            h.div(.class("row apart")) { h in
                h.h2(step.words)
                h.a(.href(step.path)) { h in
                    h.text(Words(zh: "改", en: "Change"))
                    h.span(Words(zh: "：", en: ": ") + step.words, .class("vh"))
                }
            }
            h.definitions(wide: true, content)
        }
    }
}
