import Archive

/// DOCX, XLSX and PPTX: their text, by page, sheet and slide.
///
/// Source: ECMA-376. Names of elements are looked at without their namespaces: strict and transitional differ only there.
enum OfficeReading {
    static func read(_ file: Int32, _ facts: inout DocumentFacts, _ texts: inout PageTexts) {
        do {
            let package = OfficePackage(archive: try ZipArchive(file))
            try package.archive.verify()
            switch facts.identification.kind {
            case .docx:
                // How many pages there are is for a program to say that sets them; where they broke last is only a hint.
                for page in try WordReading(package: package).pages() { texts.append(page) }
            case .xlsx: try package.sheets(&texts)
            default:
                let slides = try package.slides()
                facts.pages = slides.count
                for slide in slides { texts.append(slide) }
            }
        } catch is ZipArchive.Locked {
            facts.encryption = .locked
        } catch {
            facts.damage = (error as? Broken)?.damage
        }
    }
}

extension OfficePackage {
    /// The slides in the order in which they are shown, each with its drawings' text and then its notes.
    fileprivate func slides() throws -> [String] {
        let targets = try relations("ppt/presentation.xml")
        let list = try tree("ppt/presentation.xml").first("sldIdLst")?.all("sldId") ?? []
        return try list.compactMap { try targets[identifier(of: $0)].map(slide) }
    }

    private func slide(_ path: String) throws -> String {
        var text = try words(path)
        let related = try related(path, required: false)
        for kind in ["diagramData", "notesSlide"] {
            for part in related where part.kind == kind && archive.has(part.path) {
                let more = try words(part.path)
                if !more.isEmpty { text += (text.isEmpty ? "" : "\n") + more }
            }
        }
        return text
    }

    /// Each sheet as text: a line for a row, the cells as a person sees them.
    fileprivate func sheets(_ texts: inout PageTexts) throws {
        let workbook = try Workbook(package: self)
        for place in workbook.sheets.indices {
            var text = workbook.sheets[place].name
            let most = texts.bytesLeft
            do {
                try workbook.rows(of: place, limits: TableLimits()) { row in
                    text += "\n" + row.cells.filter { !$0.isEmpty }.joined(separator: "\t")
                    // More than is kept is not gathered; the page is cut, and that is said.
                    if text.utf8.count > most { throw Enough() }
                }
            } catch TableProblem.tooLarge {
                // What came before is text all the same.
            } catch is Enough {}
            texts.append(text + "\n")
        }
    }

    private struct Enough: Error {}

    /// Runs of text of a slide, paragraph by paragraph, a row of a table on one line. The second drawing for old readers and
    /// the number of the slide are left out.
    private func words(_ path: String) throws -> String {
        var lines = OfficeLines()
        try events(path) { event in
            switch event {
            case .start(let node):
                if node.name == "Fallback" || node.name == "fld" && node[attribute: "type"] == "slidenum" {
                    lines.silence()
                }
                lines.start(node)
            case .text(let run): lines.text(run)
            case .end(let name):
                lines.end(name)
                if name == "Fallback" || name == "fld" { lines.speak() }
            case .instruction: break
            }
        }
        return lines.text
    }
}

/// Puts runs of text together to lines: what DOCX and PPTX have in common, by the local names of their elements.
struct OfficeLines {
    private(set) var text = ""
    private var inText = false
    private var silent = 0
    private var cells = 0

    var isSilent: Bool { silent > 0 }

    /// What follows is not text that a reader sees, until `speak`.
    mutating func silence() { silent += 1 }
    mutating func speak() { silent = max(0, silent - 1) }

    mutating func start(_ node: XMLNode) {
        inText = node.name == "t"
        guard silent == 0 else { return }
        switch node.name {
        case "tab", "ptab": text += "\t"
        case "br", "cr": text += "\n"
        case "noBreakHyphen": text += "-"
        case "tc": cells += 1
        default: break
        }
    }

    mutating func text(_ run: String) {
        if inText, silent == 0 { text += run }
    }

    mutating func end(_ name: String) {
        inText = false
        guard silent == 0 else { return }
        switch name {
        case "p": if !text.isEmpty, !text.hasSuffix("\n") { text += "\n" }
        case "tc":
            cells = max(0, cells - 1)
            trimLine()
            text += "\t"
        case "tr":
            trimLine()
            text += cells > 0 ? " " : "\n"
        default: break
        }
    }

    private mutating func trimLine() {
        while text.last == "\n" || text.last == "\t" { text.removeLast() }
    }

    /// Adds lines that were read elsewhere.
    mutating func add(_ lines: String) {
        guard lines.contains(where: { !$0.isWhitespace }) else { return }
        if !text.isEmpty, !text.hasSuffix("\n") { text += "\n" }
        text += lines
    }
}
