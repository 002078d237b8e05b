import Archive
import Ledger

/// One event of the ledger: what it says, what it binds to, and how it is proven to stand in the tree.
struct EventView {
    var index: EventIndex
    var event: Event
    var names: [String: String]
    var last: EventIndex
    /// The way to the root; `nil` where the ledger is so long that it is only computed on demand.
    var evidence: EventEvidence?
    /// Other events about the same, the newest first.
    var others: [(index: EventIndex, event: Event)] = []
}

func eventPage(_ visit: Visit, _ view: EventView) -> [UInt8] {
    let event = view.event
    let title = Words(zh: "第\(view.index.grouped)条：", en: "No. \(view.index.grouped): ") + event.kind.words
    return deskPage(visit, title: title, at: .ledger) { h in
        h.crumbs(
            [(DeskPlace.ledger.words, "/desk/ledger")],
            here: Words(zh: "第\(view.index.grouped)条", en: "No. \(view.index.grouped)"))
        h.div(.class("h")) { h in
            h.h1(title)
            if let evidence = view.evidence {
                if evidence.isProven {
                    h.goodBadge(Words(zh: "在树中，已核对", en: "in the tree, verified"))
                } else {
                    h.stopBadge(Words(zh: "与树根不符", en: "does not lead to the root"))
                }
            }
        }
        h.div(.class("panes")) { h in
            h.div(.class("stack")) { h in
                h.section(.class("card")) { h in
                    h.h2(Words(zh: "记了什么", en: "What it says"))
                    h.definitions(wide: true) { h in
                        h.definition(Phrases.time) { $0.stamp(event.at, visit.clock) }
                        h.definition(Words(zh: "经办", en: "By")) { h in
                            h.agent(event.agent, view.names)
                            if event.agent.role != .program {
                                h.text("　")
                                h.a(
                                    Words(zh: "此人的全部记录", en: "all by this person"),
                                    .href("/desk/ledger?agent=\(event.agent.id)"))
                            }
                        }
                        h.definition(Words(zh: "对象", en: "Subject")) { h in
                            if let path = event.page, event.isOpen(to: visit) {
                                h.a(.href(path), .class("code")) { $0.text(event.subject) }
                            } else {
                                h.code(event.subject)
                            }
                        }
                        for key in event.orderedFacts {
                            h.definition(FactWords.name(key)) { h in
                                h.fact(event.facts[key] ?? .null, of: key, visit)
                            }
                        }
                    }
                }
                h.section(.class("sect")) { h in
                    let name = Words(zh: "同一对象的记录", en: "Events about the same")
                    h.div(.class("ph")) { h in
                        h.h2(name)
                        h.a(Words(zh: "全部", en: "All"), .href("/desk/ledger?subject=\(event.subject)"))
                    }
                    if view.others.isEmpty {
                        h.p(Words(zh: "没有别的。", en: "There are no others."), .class("quiet"))
                    } else {
                        h.timeline { h in
                            for (index, other) in view.others {
                                h.li { h in
                                    h.moment(other.at, visit.clock)
                                    h.a(other.kind.words, .href("/desk/ledger/\(index)"))
                                    h.text("　")
                                    h.agent(other.agent, view.names)
                                }
                            }
                        }
                    }
                }
            }
            h.aside(.class("pane stack"), .labelledBy("bind")) { $0.binding(view) }
        }
        h.pager(
            Words(zh: "前后各一条", en: "The events beside it"), where: nil,
            previous: view.index < view.last ? "/desk/ledger/\(view.index + 1)" : nil,
            next: view.index > 0 ? "/desk/ledger/\(view.index - 1)" : nil)
    }
}

extension HTML {
    /// A fact; where it is the identifier of a thing with events of its own, a link to those.
    fileprivate mutating func fact(_ value: JSON, of key: String, _ visit: Visit) {
        if let text = value.string, UnitID(text: text) != nil {
            a(.href("/desk/ledger?subject=\(text)"), .class("code")) { $0.text(text) }
        } else {
            text(FactWords.value(value, of: key, visit.clock))
            if let exact = FactWords.exact(value, of: key) {
                text("　")
                span(exact, .class("quiet small code"))
            }
        }
    }

    fileprivate mutating func binding(_ view: EventView) {
        h2(Words(zh: "凭据", en: "Evidence"), .id("bind"))
        dl(.class("dl proof")) { h in
            h.definition(Words(zh: "行为文书", en: "Act document")) { h in
                if let act = view.event.act {
                    h.p(
                        Words(
                            zh: "决定的全文另存为文书，记录只认它的摘要（SHA-256）：",
                            en: "All that was decided is in a document; the event binds to its digest (SHA-256):"),
                        .class("help"))
                    h.code(act.hex)
                } else {
                    h.text(Words(zh: "没有：记录本身已说尽。", en: "None: the event says it all."))
                }
            }
            h.definition(Words(zh: "记录编号", en: "Event")) { $0.code(view.event.id.text) }
            if let evidence = view.evidence { h.proof(evidence, of: view.index) }
        }
        guard let evidence = view.evidence else {
            p { h in
                h.a(
                    Words(zh: "算出到树根的路径", en: "Compute the way to the root"), .class("btn"),
                    .href("/desk/ledger/\(view.index)?prove=1"))
            }
            return
        }
        if !evidence.path.isEmpty {
            details(.class("more")) { h in
                h.summary(Words(zh: "到根的各步", en: "The steps to the root"))
                h.ol(.class("small proof-path")) { h in
                    for hash in evidence.path { h.li { $0.code(hash.hex) } }
                }
            }
        }
    }

    private mutating func proof(_ evidence: EventEvidence, of index: EventIndex) {
        definition(Words(zh: "叶", en: "Leaf")) { $0.code(evidence.leaf.hex) }
        definition(
            Words(zh: "在树中的位置", en: "Place in the tree"),
            Words(
                zh: "共\(evidence.size.grouped)条中的第\(index.grouped)条，\(evidence.path.count)步到根",
                en: "no. \(index.grouped) of \(evidence.size.grouped); \(evidence.path.count) steps to the root"))
        definition(Words(zh: "根", en: "Root")) { $0.code(evidence.root.hex) }
    }
}
