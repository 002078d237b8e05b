import Archive

/// The text of a DOCX by page, as far as the file tells where pages begin.
///
/// Source: ECMA-376, part 1, 17. Pages begin at breaks that somebody put there (`w:br`, `w:pageBreakBefore`) and where the
/// program that saved the file last began one (`w:lastRenderedPageBreak`). Headers and footers stand once, around the first
/// page; notes at the foot of the page that refers to them; text boxes after their paragraph.
struct WordReading {
    let package: OfficePackage

    func pages() throws -> [String] {
        let main = try package.related("", required: false).first { $0.kind == "officeDocument" }?.path
        let path = main.flatMap { package.archive.has($0) ? $0 : nil } ?? "word/document.xml"
        let related = try package.related(path, required: false)
        func parts(_ kind: String) -> [String] {
            related.filter { $0.kind == kind && package.archive.has($0.path) }.map(\.path)
        }
        var body = WordBody(
            notes: try parts("footnotes").reduce(into: [:]) { notes, part in
                notes.merge(try self.notes(part)) { first, _ in first }
            })
        try package.events(path) { body.take($0) }
        var pages = body.pages
        pages[0] = try around(parts("header")) + pages[0] + around(parts("footer"))
        for part in parts("endnotes") {
            let notes = try notes(part).sorted { (Int($0.key) ?? 0) < (Int($1.key) ?? 0) }
            pages[pages.count - 1] += notes.map(\.value).joined()
        }
        return pages
    }

    /// The text of these parts, the same words only once: first pages and even pages repeat them.
    private func around(_ parts: [String]) throws -> String {
        var seen: [String] = []
        for part in parts {
            var body = WordBody(notes: [:])
            try package.events(part) { body.take($0) }
            let text = body.pages.joined()
            if text.contains(where: { !$0.isWhitespace }), !seen.contains(text) { seen.append(text) }
        }
        return seen.joined()
    }

    /// Notes by their identifier; separators are none.
    private func notes(_ part: String) throws -> [String: String] {
        var notes: [String: String] = [:]
        var id: String?
        var body = WordBody(notes: [:])
        try package.events(part) { event in
            switch event {
            case .start(let node) where node.name == "footnote" || node.name == "endnote":
                id = node[attribute: "type"] == nil || node[attribute: "type"] == "normal" ? node[attribute: "id"] : nil
                body = WordBody(notes: [:])
            case .end("footnote"), .end("endnote"):
                if let id { notes[id] = body.pages.joined() }
                id = nil
            default: if id != nil { body.take(event) }
            }
        }
        return notes
    }
}

/// Follows the events of a part with a body, page by page.
private struct WordBody {
    private let notes: [String: String]
    private var done: [String] = []
    /// The text in hand: that of the page, and above it that of each text box that is open.
    private var open = [OfficeLines()]
    /// Text boxes of the paragraph in hand.
    private var boxes = ""
    private var footnotes = ""
    private var properties = 0

    init(notes: [String: String]) { self.notes = notes }

    /// At least one.
    var pages: [String] { done + [open[0].text + footnotes] }

    /// What is inside these is not what a reader sees: the second wording for old readers, what was moved from here, how a
    /// character is spoken.
    private static let unseen: Set<String> = ["Fallback", "moveFrom", "rt"]

    mutating func take(_ event: XMLEvent) {
        switch event {
        case .start(let node): start(node)
        case .text(let run): open[open.count - 1].text(run)
        case .end(let name): end(name)
        case .instruction: break
        }
    }

    private mutating func start(_ node: XMLNode) {
        if Self.unseen.contains(node.name) { open[open.count - 1].silence() }
        switch node.name {
        case "pPr": properties += 1
        case "txbxContent": open.append(OfficeLines())
        case "br" where node[attribute: "type"] == "page", "lastRenderedPageBreak": turn()
        case "pageBreakBefore" where !["0", "false", "off"].contains(node[attribute: "val"]): turn()
        case "footnoteReference":
            if !open[open.count - 1].isSilent, let note = node[attribute: "id"].flatMap({ notes[$0] }) {
                footnotes += note
            }
        // Tab stops, which are set in the properties of a paragraph, are not tabs.
        case "tab" where properties > 0: break
        default: open[open.count - 1].start(node)
        }
    }

    private mutating func end(_ name: String) {
        if Self.unseen.contains(name) { open[open.count - 1].speak() }
        switch name {
        case "pPr": properties = max(0, properties - 1)
        case "txbxContent":
            guard open.count > 1 else { return }
            let silent = open[open.count - 2].isSilent
            let text = open.removeLast().text
            if !silent { boxes += text }
        default:
            open[open.count - 1].end(name)
            if name == "p", open.count == 1, !boxes.isEmpty {
                open[0].add(boxes)
                boxes = ""
            }
        }
    }

    /// A new page, unless this one holds nothing yet: the same turn is often told twice, by its author and by the program.
    private mutating func turn() {
        guard open.count == 1, !open[0].isSilent, open[0].text.contains(where: { !$0.isWhitespace }) else { return }
        done.append(open[0].text + footnotes)
        open[0] = OfficeLines()
        footnotes = ""
    }
}
