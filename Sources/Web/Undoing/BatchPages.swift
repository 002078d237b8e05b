import Archive
import Catalogue
import Ledger

/// What was done to many, and what undoing it would do now.
struct BatchView {
    let batch: Batch
    var name: String?
    /// How many would be undone, and a few of them.
    var undone: Int64 = 0
    var sample: [ArchivalUnit] = []
    /// How many of them the public sees now, and how many it saw at another level before.
    var published: Int64 = 0
    var publishedBefore: Int64 = 0
    /// What was changed since and stays; of many, the first.
    var left: [Unconfirming.Left] = []
    var leftCount: Int64 = 0
    /// Confirmed units that were opened since: they stay confirmed as long as they are open.
    var kept: Set<UnitID> = []

    static let mostShown = 200

    init(batch: Batch) { self.batch = batch }
}

/// The batches of the last thirty days, the newest first.
func batchesPage(_ visit: Visit, _ batches: [Batch], names: [String: String], first: Bool, next: Path?) -> [UInt8] {
    let title = Words(zh: "近来的批量办理", en: "Recent bulk acts")
    return deskPage(visit, title: title) { h in
        h.div(.class("h")) { h in
            h.h1(title)
            h.span(
                Words(
                    zh: "近30天，两件以上的。撤销记为新的一笔，原来的记录不动。",
                    en: "Of the last 30 days, of two items or more. Undoing is an act of its own; nothing is erased."),
                .class("quiet"))
        }
        if batches.isEmpty {
            h.void(
                Words(zh: "近30天没有批量办理", en: "There were no bulk acts in 30 days"),
                Words(
                    zh: "成批确认著录、开放或公布之后，可以在这里找到并撤销。",
                    en: "What is confirmed, opened or published together is found and undone here."))
            return
        }
        h.batchTable(visit, batches, names, title)
        h.pager(Words(zh: "翻页", en: "Pages"), where: nil, previous: first ? nil : "/desk/batches", next: next)
    }
}

/// One batch: what was done, how much of it still stands, and the form that undoes it.
func batchPage(_ visit: Visit, _ view: BatchView, errors: [FieldError] = []) -> [UInt8] {
    let batch = view.batch
    let title = batch.words + Words(zh: "：\(batch.units.grouped)件", en: ": \(Phrases.items(batch.units).en)")
    return deskPage(visit, title: title) { h in
        h.crumbs([(Words(zh: "近来的批量办理", en: "Recent bulk acts"), "/desk/batches")], here: title)
        h.section(.class("dialog")) { h in
            h.h1(title)
            h.definitions { h in
                h.definition(Phrases.time) { $0.moment(batch.at, visit.clock) }
                h.definition(Words(zh: "经办", en: "By"), view.name ?? batch.agent.role.words[visit.language])
                if batch.duty == .decide {
                    h.definition(Words(zh: "涉及的件", en: "The items")) { h in
                        h.a(Words(zh: "查看决定", en: "See the decision"), .href("/desk/decisions/\(batch.id.text)"))
                    }
                }
                if let undone = batch.undoes {
                    h.definition(Words(zh: "撤销了", en: "Undoes")) { h in
                        h.a(Words(zh: "先前的一批", en: "an earlier batch"), .href("/desk/batches/\(undone.text)"))
                    }
                }
            }
            if batch.isUndoable {
                h.undoing(visit, view, errors)
            } else {
                h.note(.info, batch.done) { h in
                    h.p(
                        Words(
                            zh: "这里没有可撤销的。要改变时重新办理；每一次都记在账簿里。",
                            en: "There is no undoing it here. To change it, act anew; the ledger has each act."))
                }
            }
        }
    }
}

extension HTML {
    mutating func batchTable(_ visit: Visit, _ batches: [Batch], _ names: [String: String], _ title: Words) {
        let what = Words(zh: "办了什么", en: "What was done")
        let count = Words(zh: "件数", en: "Items")
        let who = Words(zh: "经办", en: "By")
        let undone = Dictionary(
            batches.compactMap { batch in batch.undoes.map { ($0, batch) } }, uniquingKeysWith: { first, _ in first })
        table(
            title,
            [Column(Phrases.time), Column(what), Column(count, number: true), Column(who), Column(Phrases.state)]
        ) { h in
            for batch in batches {
                h.tr { h in
                    h.cell(Phrases.time, class: "nb") { $0.moment(batch.at, visit.clock) }
                    h.th(.scope("row")) { $0.a(batch.words, .href(batch.path)) }
                    h.cell(count, class: "n", batch.units.grouped)
                    h.cell(who, names[batch.agent.id] ?? batch.agent.role.words[visit.language])
                    h.cell(Phrases.state) { h in
                        if let by = undone[batch.id] {
                            h.a(Words(zh: "已撤销", en: "undone"), .href(by.path))
                        } else if batch.isUndoable {
                            h.a(
                                Words(zh: "查看，撤销", en: "look, undo"), .href(batch.path))
                        }
                    }
                }
            }
        }
    }

    fileprivate mutating func undoing(_ visit: Visit, _ view: BatchView, _ errors: [FieldError]) {
        h2(Words(zh: "撤销这一批", en: "Undo this batch"))
        guard view.undone > 0 else {
            note(.info, Words(zh: "没有可以撤销的件了", en: "Nothing of it is left to undo"))
            left(view)
            return
        }
        errorSummary(errors, Words(zh: "没有撤销", en: "Nothing was undone"))
        p(view.batch.consequence)
        if view.published > 0 {
            note(
                .warn,
                Words(
                    zh: "其中\(view.published.grouped)件现在公众可见，撤销后从下一次访问起看不到",
                    en: "The public sees \(view.published.grouped) of them now, and none from the next request on"))
        }
        if view.publishedBefore > 0 {
            note(
                .warn,
                Words(
                    zh: "其中\(view.publishedBefore.grouped)件在这次公布之前已公布到别的层次，会一并撤回",
                    en:
                        "\(view.publishedBefore.grouped) of them were public at another level before; they are withdrawn as well"
                )
            ) { $0.p(Words(zh: "需要时再按原来的层次公布。", en: "Publish them at that level again if need be.")) }
        }
        unitSample(view.sample, of: view.undone)
        left(view)
        postForm(to: "/desk/batches/\(view.batch.id.text)/undo", visit, class: "") { h in
            h.textArea(
                Field(
                    name: "reason", label: Words(zh: "缘由", en: "Reason"),
                    help: Words(zh: "记入账簿，不对外显示。", en: "Kept in the ledger, never shown to the public."),
                    errors: errors, required: true), rows: 2)
            h.div(.class("acts")) { h in
                h.button(
                    Words(zh: "撤销\(view.undone.grouped)件", en: "Undo \(Phrases.items(view.undone).en)"),
                    .class("btn grave"), .type("submit"))
                h.a(Phrases.cancel, .class("btn bare"), .href("/desk/batches"))
            }
        }
    }

    private mutating func left(_ view: BatchView) {
        guard view.leftCount > 0 else { return }
        note(
            .info,
            Words(
                zh: "\(view.leftCount.grouped)件其后有了变化，不在撤销之列",
                en: "\(Phrases.items(view.leftCount).en) changed since and not undone")
        ) { h in
            h.leftItems(view.left.prefix(Self.leftBeside))
            let rest = view.left.prefix(BatchView.mostShown).dropFirst(Self.leftBeside)
            guard !rest.isEmpty else { return }
            // The form comes after this: it must not be pages away.
            h.details(.class("more")) { h in
                h.summary(
                    Words(
                        zh: "其余\((view.leftCount - Int64(Self.leftBeside)).grouped)件",
                        en: "The other \((view.leftCount - Int64(Self.leftBeside)).grouped)"))
                h.leftItems(rest)
                if view.leftCount > BatchView.mostShown {
                    h.p(
                        Words(zh: "……等\(view.leftCount.grouped)件", en: "… \(view.leftCount.grouped) in all"),
                        .class("quiet"))
                }
            }
        }
    }

    private static let leftBeside = 5

    private mutating func leftItems(_ items: ArraySlice<Unconfirming.Left>) {
        ul { h in
            for each in items {
                h.li { h in
                    h.a(each.code, .class("code"), .href("/desk/units/\(each.unit.text)"))
                    h.text(Words(asIs: "　"))
                    h.span(each.why, .class("quiet"))
                }
            }
        }
    }
}

extension Batch {
    /// What undoing comes to.
    fileprivate var consequence: Words {
        switch kind {
        case .confirmed:
            Words(
                zh: "撤销后这些件回到待确认，著录内容不变；修改经过里看得到确认和撤销。",
                en: "They become drafts again; what is described stays as it is. Their history shows both acts.")
        case .published:
            Words(
                zh: "撤销就是撤回公布，即时生效；它们仍是开放的。已被下载的收不回来。",
                en: "They are withdrawn at once and stay open. What was downloaded cannot be called back.")
        default:
            Words(
                zh: "撤销就是另作一次决定：以“原决定有误”改为控制，即时生效，公布随之撤回；从明天起列在“到了复审日”里，等重新审核。",
                en:
                    "A new decision puts them under control at once, as decided in error, and withdraws what is published of them. From tomorrow they wait to be looked at again."
            )
        }
    }

    /// What a batch that is not undone came to.
    fileprivate var done: Words {
        switch kind {
        case .unconfirmed: Words(zh: "这些件由此回到待确认", en: "By this they became drafts again")
        case .withdrawn: Words(zh: "这些件由此撤回，公众不再看到", en: "By this they were withdrawn from the public")
        default: Words(zh: "这些件由此不开放", en: "By this they are not open")
        }
    }
}
