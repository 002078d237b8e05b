import Archive
import Intake

/// The register of transfers: filters by state with counts, newest first.
struct AccessionsView {
    var accessions: [Accession]
    var counts: [AccessionState: Int64]
    var filter = AccessionFilter()
    /// How many wait so, where the list is narrowed to what waits for whoever looks.
    var taskCount: Int64?
    var years: [Int] = []
    /// The filters this person keeps.
    var kept: [SavedFilters.Kept] = []
    /// The filter this person removed just now.
    var removed: SavedFilters.Kept?
    var next: Path?
    var isFirst = true
}

func accessionsPage(_ visit: Visit, _ view: AccessionsView) -> [UInt8] {
    let title = DeskPlace.accessions.words
    return deskPage(visit, title: title, at: .accessions) { h in
        h.div(.class("h")) { h in
            h.h1(title)
            if visit.may(.submit) {
                h.span(.class("push row")) { h in
                    h.a(
                        Phrases.schemes, .class("btn"),
                        .href(visit.person?.agency.map { "/desk/schemes/one?agency=\($0)" } ?? "/desk/schemes"))
                    h.a(Words(zh: "打包与移交", en: "Pack and transfer"), .class("btn"), .href("/desk/pack"))
                    h.a(.class("btn first"), .href("/desk/accessions/new")) { h in
                        h.icon(.up)
                        h.text(Words(zh: "接收移交", en: "Receive a transfer"))
                    }
                }
            }
        }
        let total = view.counts.values.reduce(0, +)
        if total == 0 {
            h.void(
                Words(zh: "还没有收到过移交", en: "No transfer has been received yet"),
                Words(
                    zh: "上传DA/T 93—2022移交信息包（ZIP或TAR）。收到后自动检测，几分钟内给出报告。",
                    en:
                        "Upload a DA/T 93-2022 package (ZIP or TAR). It is checked at once; the report follows within minutes."
                )
            )
            return
        }
        h.nav(.ariaLabel(Words(zh: "按状态筛选", en: "Filter by state"))) { h in
            h.ul(.class("chips bar-tools")) { h in
                h.li { h in
                    let isAll = view.filter.state == nil && view.filter.task == nil
                    h.a(.class("chip"), .href("/desk/accessions"), .when(isAll, .current("true"))) { h in
                        h.text(Words(zh: "全部", en: "All"))
                        h.span(total.grouped, .class("num"))
                    }
                }
                for state in AccessionState.allCases {
                    guard let count = view.counts[state], count > 0 else { continue }
                    h.li { h in
                        h.a(
                            .class("chip"), .href("/desk/accessions?state=\(state.rawValue)"),
                            .when(view.filter.state == state, .current("true"))
                        ) { h in
                            h.text(state.words)
                            h.span(count.grouped, .class("num"))
                        }
                    }
                }
                if let task = view.filter.task {
                    h.li { h in
                        h.a(.class("chip"), .href(AccessionFilter(task: task).path), .current("true")) { h in
                            h.text(task.words)
                            if let count = view.taskCount { h.span(count.grouped, .class("num")) }
                        }
                    }
                }
            }
        }
        h.narrowing(view)
        h.savedFilters(view.kept, at: view.filter)
        if let removed = view.removed { h.putBack(visit, removed) }
        if !view.filter.isAll, !view.kept.contains(where: { $0.query == view.filter.path.query }) {
            h.keepFilter(visit, view.filter)
        }
        if view.accessions.isEmpty {
            h.void(
                Words(zh: "没有这样的移交", en: "No such transfer"),
                Words(zh: "换一个状态、年度，或改一改要找的词。", en: "Choose another state or year, or change the words.")
            ) { h in
                h.p { $0.a(Words(zh: "看全部", en: "Show all"), .class("btn"), .href("/desk/accessions")) }
            }
            return
        }
        h.accessionTable(visit, title, view.accessions)
        h.pager(
            Words(zh: "移交翻页", en: "Pages of transfers"), where: nil,
            previous: view.isFirst ? nil : view.filter.path, next: view.next)
    }
}

extension HTML {
    /// Finds transfers by number, agency and year, within the state chosen above.
    fileprivate mutating func narrowing(_ view: AccessionsView) {
        form(.class("bar-tools no-print"), .role("search"), .method("get"), .action("/desk/accessions")) { h in
            if let state = view.filter.state { h.hiddenField("state", state.rawValue) }
            if let task = view.filter.task { h.hiddenField("task", task.rawValue) }
            h.textField(
                Field(name: "q", label: Words(zh: "收件号或移交单位", en: "Receipt or agency"), value: view.filter.words),
                type: "search")
            if view.years.count > 1 {
                h.choice(
                    Field(
                        name: "year", label: Words(zh: "年度", en: "Year"),
                        value: view.filter.year.map { String($0) } ?? ""),
                    [("", Words(zh: "各年", en: "All years"))]
                        + view.years.map { (String($0), Words(zh: "\($0)年", en: "\($0)")) })
            }
            h.button(Words(zh: "查找", en: "Find"), .class("btn"), .type("submit"))
        }
    }

    mutating func accessionTable(_ visit: Visit, _ name: Words, _ accessions: [Accession]) {
        let number = Words(zh: "收件号", en: "Receipt")
        let package = Words(zh: "移交包", en: "Package")
        let items = Words(zh: "件数", en: "Items")
        let size = Words(zh: "数据量", en: "Size")
        let received = Words(zh: "收到", en: "Received")
        table(
            name,
            [
                Column(number), Column(package), Column(Phrases.agency), Column(items, number: true),
                Column(size, number: true), Column(Phrases.state), Column(received),
            ]
        ) { h in
            for accession in accessions {
                h.tr { h in
                    h.cell(number, class: "code nb", accession.number)
                    h.th(.scope("row")) { h in
                        h.a(.href("/desk/accessions/\(accession.id.text)")) { $0.text(accession.shownName) }
                    }
                    h.cell(Phrases.agency, accession.agency)
                    h.cell(items, class: "n", accession.verdict == nil ? "" : accession.records.grouped)
                    h.cell(size, class: "n", accession.bytes.size)
                    h.cell(Phrases.state) { $0.badge(accession.state) }
                    h.cell(received, class: "nb") { $0.moment(accession.receivedAt, visit.clock) }
                }
            }
        }
    }
}

extension Accession {
    /// Its name for pages. What was quarantined has none.
    var shownName: Words {
        state == .quarantined
            ? Words(zh: "（名称不显示）", en: "(name withheld)") : Words(asIs: name.lastComponent.display)
    }
}

/// What the upload form offers, and what was wrong with the last try.
struct UploadView {
    /// Returned transfers that this one may stand in for.
    var returned: [Accession] = []
    var supersedes: AccessionID?
    var agency = ""
    var note = ""
    /// What will judge the transfers of the officer's agency, of single 门类 too; empty where the agency is not known yet.
    var schemes: [AppliedScheme] = []
    var problem: (any Explained)?
    /// The transfer that has the same bytes.
    var same: AccessionID?
}

func uploadPage(_ visit: Visit, _ view: UploadView) -> [UInt8] {
    let title = Words(zh: "接收移交", en: "Receive a transfer")
    return deskPage(visit, title: title, at: .accessions) { h in
        h.crumbs([(DeskPlace.accessions.words, "/desk/accessions")], here: title)
        h.div(.class("h")) { $0.h1(title) }
        if let problem = view.problem {
            h.note(.stop, problem.what, alert: true) { h in
                h.p(problem.next)
                if let same = view.same {
                    h.p { $0.a(Words(zh: "查看那一份", en: "Open that one"), .href("/desk/accessions/\(same.text)")) }
                }
            }
        }
        h.div(.class("panes")) { h in
            h.uploadForm(visit, view, isPacked: false)
            h.aside(.class("pane stack")) { h in
                h.h2(Words(zh: "接下来", en: "What follows"))
                h.ol(.class("steps")) { h in
                    for (step, words) in [
                        (
                            Words(zh: "收到", en: "Received"),
                            Words(zh: "字节落盘才算收到，给收件号。", en: "Once its bytes are on disk it has a receipt number.")
                        ),
                        (
                            Words(zh: "检测", en: "Checked"),
                            Words(
                                zh: "四性检测，报告写明是什么、在哪里、怎么办。",
                                en: "Four properties; the report says what, where, and what to do.")
                        ),
                        (
                            Words(zh: "交接", en: "Handed over"),
                            Words(zh: "双方在登记表上签字，保管责任才转移。", en: "Custody changes only when both sides signed the form.")
                        ),
                    ] {
                        h.li { h in
                            h.h3(step)
                            h.p(words)
                        }
                    }
                }
                if !visit.site.isClassified {
                    h.note(
                        .warn, Words(zh: "本机为非涉密网节点", en: "This node is not on a classified network")
                    ) { h in
                        h.p(Words(zh: "不得上传任何带密级的档案。", en: "Nothing with a secrecy mark may be uploaded."))
                    }
                }
            }
        }
    }
}
