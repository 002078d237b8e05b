import Archive
import Catalogue

/// A node of the tree with as many of the nodes below it as are shown.
struct Branch {
    let node: ArchivalUnit
    var below: [Branch] = []
    /// Whether more stand before or after those shown.
    var hasEarlier = false
    var hasLater = false
    /// Whether what is below it is shown, as far as it goes.
    var isOpen = false

    /// Nodes unfolded at once.
    static let page = 30
}

extension HTML {
    /// The tree beside a list: where one is, what is around it; what may be dropped on is marked for the script.
    mutating func tree(_ root: Branch, here: UnitID) {
        tree { $0.branch(root, here: here) }
    }

    /// - Parameter nodes: list items, each a `treeName` with those below it.
    mutating func tree(_ nodes: (inout HTML) -> Void) {
        nav(.class("tree no-print"), .ariaLabel(Words(zh: "全宗的树", en: "Tree of the fonds"))) { $0.ul(content: nodes) }
    }

    /// A node by its code and title; the whole row leads there.
    mutating func treeName(_ code: String, _ title: String, _ attributes: Attribute...) {
        element("a", attributes) { h in
            h.span(.class("code")) { $0.text(code) }
            if title != code { h.recordText(title) }
        }
    }

    /// Nodes as they are unfolded: the part of a page the script puts in.
    mutating func branches(_ branches: [Branch], after: ArchivalUnit?, below parent: UnitID) {
        for branch in branches { self.branch(branch, here: nil) }
        guard let after else { return }
        li { h in
            h.element(
                "button",
                [
                    .class("linklike"), .type("button"),
                    .data(
                        "data-more",
                        Path("/desk/catalogue/\(parent.text)/branch").adding("after", after.place.text).text),
                ], Words(zh: "后面的……", en: "More …"))
        }
    }

    private mutating func branch(_ branch: Branch, here: UnitID?) {
        let node = branch.node
        li { h in
            h.div(.class("row")) { h in
                if node.level != .file {
                    h.element(
                        "button",
                        [
                            .class("fold"), .type("button"), .hidden,
                            .ariaLabel(Words(zh: "展开或收起 \(node.code)", en: "Unfold or fold \(node.code)")),
                            .expanded(branch.isOpen),
                            .data("data-branch", Path("/desk/catalogue/\(node.id.text)/branch").text),
                        ], branch.isOpen ? "－" : "＋")
                }
                h.treeName(
                    node.code, node.title, .href("/desk/catalogue/\(node.id.text)"), .data("data-node", node.id.text),
                    .when(node.id == here, .current("page")))
            }
            if branch.isOpen, !branch.below.isEmpty {
                h.ul { h in
                    if branch.hasEarlier { h.rest(node, Words(zh: "前面的……", en: "Earlier …")) }
                    for each in branch.below { h.branch(each, here: here) }
                    if branch.hasLater { h.rest(node, Words(zh: "后面的……", en: "Later …")) }
                }
            }
        }
    }

    /// The way to all nodes, by page.
    private mutating func rest(_ node: ArchivalUnit, _ words: Words) {
        li { $0.a(words, .href("/desk/catalogue/\(node.id.text)")) }
    }

    /// What may be done with one entry of a list.
    mutating func unitMenu(_ unit: ArchivalUnit, _ list: UnitList) {
        details(.class("menu")) { h in
            h.summary { h in
                h.element("span", [.ariaHidden], "⋯")
                h.span(.class("vh")) { h in
                    h.text(Words(zh: "办理 \(unit.code)", en: "Acts on \(unit.code)"))
                }
            }
            h.a(Words(zh: "著录", en: "Describe"), .href(list.path(of: unit.id)))
            h.a(Words(zh: "修改经过", en: "History"), .href("/desk/units/\(unit.id.text)/history"))
            if unit.level == .item || unit.level == .file {
                h.a(Words(zh: "移动到……", en: "Move to …"), .href("/desk/catalogue/move?unit=\(unit.id.text)"))
            }
        }
    }

    /// For the script: what was cut out and waits to be put down.
    mutating func cutBar(_ visit: Visit) {
        guard visit.may(.describe) else { return }
        div(
            .class("cutbar no-print"), .role("status"), .hidden, .data("data-cutbar", ""),
            .dataLabel(
                Words(
                    zh: "已剪下 # 件；到目标页按 Ctrl V，先看到会怎样", en: "# cut; press Ctrl V where they belong to see what happens"))
        ) { h in
            h.span(.data("data-count", "")) { _ in }
            h.button(Words(zh: "移到这里", en: "Move here"), .class("btn"), .type("button"), .data("data-paste", ""))
            h.button(Words(zh: "算了", en: "Never mind"), .class("btn bare"), .type("button"), .data("data-uncut", ""))
        }
    }

    /// That something was moved here, and the way to put it back.
    mutating func movedNote(_ visit: Visit, _ view: NodeView) {
        guard let moved = view.moved, visit.may(.describe) else { return }
        note(
            .good,
            Words(
                zh: "已移来\(moved.units.grouped)件，已记入账簿",
                en: "\(Phrases.items(moved.units).en) moved here, and in the ledger")
        ) { h in
            h.postButton(
                Words(zh: "移回原处", en: "Put them back"), to: "/desk/catalogue/move/back", visit,
                fields: [("batch", moved.batch.text), ("node", view.node.id.text)])
        }
    }
}
