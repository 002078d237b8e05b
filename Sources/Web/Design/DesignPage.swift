import Appraisal
import Archive
import Discovery
import Hummingbird
import Intake
import Ledger

// The living page of components: each with its states, made by the very functions the pages call.

extension Pages {
    var designRoutes: [Route] {
        [.get("/desk/design", .duty(.overview)) { $0.page(designPage($0.visit)) }]
    }
}

/// One component on the living page: what it is called, when it is used, and itself.
struct DesignSample: Sendable {
    let id: String
    let name: Words
    let when: Words
    let show: @Sendable (inout HTML) -> Void
}

func designPage(_ visit: Visit) -> [UInt8] {
    let title = Words(zh: "构件", en: "Components")
    let samples = DesignSample.all(visit)
    return deskPage(visit, title: title) { h in
        h.div(.class("h")) { h in
            h.h1(title)
            h.span(
                Words(
                    zh: "每一页都用这些；本页就由它们做成，改了这里就跟着变。",
                    en: "Every page is made of these; so is this one, and it changes with them."), .class("quiet"))
        }
        h.nav(.ariaLabel(title)) { h in
            h.ul(.class("chips")) { h in
                for sample in samples { h.li { $0.a(sample.name, .class("chip"), .href(fragment: sample.id)) } }
            }
        }
        for sample in samples {
            h.section(.class("sect design"), .labelledBy(sample.id)) { h in
                h.h2(sample.name, .id(sample.id))
                h.p(sample.when, .class("help"))
                h.div(.class("sample-box"), content: sample.show)
            }
        }
    }
}

extension DesignSample {
    static func all(_ visit: Visit) -> [DesignSample] {
        [
            buttons, fields(visit), badges, notes, tables(visit), tree, chips, facets, progress, steps, timeline(visit),
            empty, dialog,
        ]
            + [definitions, keys, icons]
    }

    private static let buttons = DesignSample(
        id: "buttons", name: Words(zh: "按钮", en: "Buttons"),
        when: Words(
            zh: "一页只有一个主按钮，用墨；不能回头的用朱砂，写明对象与数量。",
            en: "One main button a page, in ink; what cannot be taken back in cinnabar, naming what and how many.")
    ) { h in
        h.div(.class("row")) { h in
            h.button(Words(zh: "确认38件", en: "Confirm 38 items"), .class("btn first"), .type("button"))
            h.button(Words(zh: "筛选", en: "Filter"), .class("btn"), .type("button"))
            h.button(Words(zh: "撤回公布38件", en: "Withdraw 38 items"), .class("btn grave"), .type("button"))
            h.button(Phrases.cancel, .class("btn bare"), .type("button"))
            h.button(Words(zh: "现在不能按", en: "Not now"), .class("btn"), .type("button"), .disabled)
            h.button(.class("btn icon"), .type("button")) { $0.icon(.print, named: Words(zh: "打印", en: "Print")) }
            h.a(Words(zh: "像按钮的链接", en: "A link like a button"), .class("btn"), .href(fragment: "buttons"))
        }
    }

    private static func fields(_ visit: Visit) -> DesignSample {
        DesignSample(
            id: "fields", name: Words(zh: "填写", en: "Fields"),
            when: Words(
                zh: "填之前说要什么，填错后在旁边说哪里不对、可填什么。",
                en: "They say before what they want, and after, beside themselves, what is wrong and what would do.")
        ) { h in
            let wrong = [
                FieldError(
                    field: "sample-date",
                    words: Words(
                        zh: "1998年没有6月31日。页图落款为六月十五日，可填1998-06-15。",
                        en: "1998 has no 31 June. The page is dated 15 June: 1998-06-15 would do."))
            ]
            h.div(.class("form")) { h in
                h.textField(
                    Field(
                        name: "sample-title", label: Phrases.title, value: "关于成立监察科的通知",
                        help: Words(zh: "照原件著录，不加书名号。", en: "As the original has it."), required: true))
                h.textField(
                    Field(name: "sample-date", label: Phrases.date, value: "1998-06-31", errors: wrong))
                h.choice(
                    Field(name: "sample-choice", label: Phrases.state, value: "open"),
                    AccessStatus.allCases.map { ($0.rawValue, $0.words) })
                h.textArea(Field(name: "sample-note", label: Words(zh: "附言", en: "Note")))
                h.fileField(Field(name: "sample-file", label: Words(zh: "移交包", en: "Package")))
                h.tick("sample-tick", value: "1", Words(zh: "可勾选", en: "May be ticked"), checked: true)
                h.radio("sample-radio", value: "1", Words(zh: "几选一：这个", en: "One of several: this"), checked: true)
                h.radio("sample-radio", value: "2", Words(zh: "几选一：那个", en: "One of several: that"))
            }
            h.errorSummary(wrong, Words(zh: "有1处要改", en: "One thing is to be mended"))
        }
    }

    private static let badges = DesignSample(
        id: "badges", name: Words(zh: "徽", en: "Badges"),
        when: Words(
            zh: "有形有字，颜色只帮忙。开放状态与公布层次是两件事，分开放。",
            en: "A shape and a word; colour only helps. Access and publication are two things and stand apart.")
    ) { h in
        h.div(.class("row")) { h in for status in AccessStatus.allCases { h.badge(status) } }
        h.div(.class("row")) { h in
            for level in [PublicationLevel.catalogue, .image, .text] { h.badge(level) }
        }
        h.div(.class("row")) { h in for severity in Finding.Severity.allCases { h.badge(severity) } }
        h.div(.class("row")) { h in for state in AccessionState.allCases { h.badge(state) } }
        h.div(.class("row")) { h in
            h.goodBadge(Words(zh: "可验证", en: "verifiable"))
            h.warnBadge(Words(zh: "暂停重试", en: "pausing"))
            h.stopBadge(Words(zh: "不符", en: "damaged"))
            h.plainBadge(Words(zh: "命令行", en: "command line"))
        }
    }

    private static let notes = DesignSample(
        id: "notes", name: Words(zh: "提示与回执", en: "Notes and toasts"),
        when: Words(zh: "先一句话说清，再说怎么办。", en: "One sentence first, then what to do.")
    ) { h in
        h.note(.good, Words(zh: "全部办妥", en: "All done"))
        h.note(.info, Words(zh: "怎样挂接", en: "How files are attached")) { h in
            h.p(Words(zh: "文件按档号命名。", en: "Files are named by reference code."))
        }
        h.note(.warn, Words(zh: "2件还缺必著项目", en: "2 still lack mandatory elements"))
        h.note(.stop, Words(zh: "磁盘余量不足，暂停接收", en: "The disk is nearly full: uploads are refused")) { h in
            h.p(Words(zh: "请系统管理员腾出空间。", en: "Ask the system administrator for space."))
        }
        h.toast(
            Notice(
                words: Words(zh: "已确认38件", en: "38 items confirmed"),
                link: (words: Words(zh: "查看或撤销", en: "See or undo"), path: "/desk/design")))
    }

    private static func tables(_ visit: Visit) -> DesignSample {
        DesignSample(
            id: "tables", name: Words(zh: "表格与翻页", en: "Tables and pagers"),
            when: Words(
                zh: "数字靠右；窄屏一行一行展开；翻页前后各一页，没有一万页的页码。",
                en: "Numbers to the right; on a narrow screen rows open; previous and next, never ten thousand numbers."
            )
        ) { h in
            let name = Words(zh: "移交各环节", en: "Transfers by stage")
            let count = Words(zh: "批数", en: "Transfers")
            h.table(name, shown: true, [Column(Phrases.state), Column(count, number: true)]) { h in
                for (state, number) in [(AccessionState.awaiting, Int64(4)), (.described, 1_286)] {
                    h.tr { h in
                        h.th(.scope("row")) { $0.badge(state) }
                        h.cell(count, class: "n", number.grouped)
                    }
                }
            }
            h.pager(
                Words(zh: "翻页", en: "Pages"), where: Words(zh: "第51条至第100条", en: "no. 51 to 100"), previous: nil,
                next: "/desk/design")
        }
    }

    private static let tree = DesignSample(
        id: "tree", name: Words(zh: "树", en: "Trees"),
        when: Words(
            zh: "所在的一级用朱砂；有脚本时可展开、收起，也可把件拖到上面。",
            en: "Where one is, in cinnabar; with script it unfolds, and entries are dropped on it.")
    ) { h in
        h.tree { h in
            h.li { h in
                h.div(.class("row")) { $0.treeName("X013", "江北市司法局", .href(fragment: "tree")) }
                h.ul { h in
                    h.li { h in
                        h.div(.class("row")) {
                            $0.treeName("X013-WS", "文书档案", .href(fragment: "tree"), .current("page"))
                        }
                    }
                    h.li { h in h.div(.class("row")) { $0.treeName("X013-ZP", "照片档案", .href(fragment: "tree")) } }
                }
            }
        }
    }

    private static let facets = DesignSample(
        id: "facets", name: Words(zh: "分面", en: "Facets"),
        when: Words(
            zh: "结果旁边，每个值写着件数；再点一下选中的就去掉。",
            en: "Beside the hits, each value with its number; the chosen one, followed again, is taken away.")
    ) { h in
        h.aside(.class("facets"), .ariaLabel(Words(zh: "分面", en: "Facets"))) { h in
            h.facet("sample", FacetField.category.words) { h in
                h.ul { h in
                    for (code, count, isChosen) in [("WS", Int64(1_286), true), ("ZP", 41, false)] {
                        h.li { h in
                            h.facetValue(
                                CategoryName.of(code), count, isChosen: isChosen, .href(fragment: "facets"))
                        }
                    }
                }
            }
        }
    }

    private static let chips = DesignSample(
        id: "chips", name: Words(zh: "筛选", en: "Filters"),
        when: Words(zh: "每个都写数目；选中的用墨。", en: "Each with its number; the chosen one in ink.")
    ) { h in
        h.ul(.class("chips")) { h in
            h.li { h in
                h.a(.class("chip"), .href(fragment: "chips"), .current("true")) { h in
                    h.text(Words(zh: "全部", en: "All"))
                    h.span("1,290", .class("num"))
                }
            }
            h.li { h in
                h.a(.class("chip"), .href(fragment: "chips")) { h in
                    h.text(AccessionState.awaiting.words)
                    h.span("4", .class("num"))
                }
            }
        }
        h.savedFilters(
            [.init(name: "民政局待交接", query: "state=awaiting&q=%E6%B0%91%E6%94%BF")], at: AccessionFilter())
    }

    private static let progress = DesignSample(
        id: "progress", name: Words(zh: "进度", en: "Progress"),
        when: Words(
            zh: "办了多少、共多少、多快、还要多久；没有脚本时页面自己重载。",
            en: "Done, of how many, how fast, how long yet; without script the page reloads itself.")
    ) { h in
        h.progressBar(
            Words(zh: "生成利用副本", en: "Making access copies"), done: 1_204, total: 3_862, perMinute: 246)
        h.progressBar(Words(zh: "入库", en: "Keeping"), done: 38, total: 38)
    }

    private static let steps = DesignSample(
        id: "steps", name: Words(zh: "环节", en: "Steps"),
        when: Words(zh: "做完的打勾，此刻所在用朱砂。", en: "What is done is ticked; where one is, in cinnabar.")
    ) { h in
        h.steps(
            [
                Words(zh: "收件", en: "Received"), Words(zh: "检测", en: "Checked"), Words(zh: "待交接", en: "Handover"),
                Words(zh: "入库", en: "Kept"),
            ], now: 2, label: Words(zh: "办理进度", en: "Progress"))
    }

    private static func timeline(_ visit: Visit) -> DesignSample {
        DesignSample(
            id: "timeline", name: Words(zh: "经过", en: "Timeline"),
            when: Words(zh: "新的在上，每条写谁、何时。", en: "Newest first; each says who and when.")
        ) { h in
            h.timeline { h in
                for kind in [EventKind.accepted, .signed, .checked, .received] {
                    h.li { h in
                        h.moment(visit.clock.now, visit.clock)
                        h.text(kind.words)
                    }
                }
            }
        }
    }

    private static let empty = DesignSample(
        id: "empty", name: Words(zh: "空状态", en: "Nothing here"),
        when: Words(zh: "说为什么空，给下一步。", en: "It says why, and what comes next.")
    ) { h in
        h.void(
            Words(zh: "还没有收到过移交", en: "No transfer has been received yet"),
            Words(zh: "上传移交信息包，几分钟内给出报告。", en: "Upload a package; the report follows within minutes.")
        ) { h in
            h.p { $0.a(Words(zh: "接收移交", en: "Receive a transfer"), .class("btn"), .href(fragment: "empty")) }
        }
    }

    private static let dialog = DesignSample(
        id: "dialog", name: Words(zh: "先问再办", en: "Asking first"),
        when: Words(
            zh: "办之前说明对象、数量与后果；两个按钮都写明做什么。按 ? 看弹出的一种。",
            en:
                "What, how many and what follows, before it is done; both buttons say what they do. Press ? for one that pops up."
        )
    ) { h in
        h.div(.class("dialog")) { h in
            h.h3(Words(zh: "撤回公布38件？", en: "Withdraw 38 published items?"))
            h.p(Words(zh: "公众立即看不到；理由记入账簿。", en: "The public no longer sees them; the reason goes to the ledger."))
            h.div(.class("acts")) { h in
                h.button(Words(zh: "撤回公布38件", en: "Withdraw 38 items"), .class("btn grave"), .type("button"))
                h.button(Phrases.cancel, .class("btn bare"), .type("button"))
            }
        }
    }

    private static let definitions = DesignSample(
        id: "definitions", name: Words(zh: "项目与内容", en: "Names and values"),
        when: Words(zh: "著录、登记表、凭据。", en: "Descriptions, forms, evidence.")
    ) { h in
        h.definitions { h in
            h.definition(Phrases.code) { $0.code("X013-WS·1990-Y-BGS-0001") }
            h.definition(Phrases.files(3), Int64(41_300_000).size)
        }
    }

    private static let keys = DesignSample(
        id: "shortcuts", name: KeyList.title,
        when: Words(zh: "页面声明自己的快捷键，单子与脚本同出一处。", en: "A page declares its own; list and script are one.")
    ) { h in h.shortcutList(.lists) }

    private static let icons = DesignSample(
        id: "icons", name: Words(zh: "图标", en: "Icons"),
        when: Words(
            zh: "24×24的线画，随文字的颜色；从不单独出现，必有名称。", en: "Drawn in the colour of the text; never without a name.")
    ) { h in
        h.ul(.class("icons")) { h in
            for (name, icon) in Icon.all {
                h.li { h in
                    h.icon(icon)
                    h.code(name)
                }
            }
        }
    }
}
