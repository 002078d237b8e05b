import Archive

/// OFD (版式文档): pages and text, found by following references from `OFD.xml`.
///
/// Source: GB/T 33190-2016.
enum OFDReading {
    static func read(_ file: Int32, _ facts: inout DocumentFacts, _ texts: inout PageTexts) {
        do {
            let package = OFDPackage(archive: try ZipArchive(file))
            try package.archive.verify()
            var pages = 0
            var missing: Broken?
            for document in try package.documents() {
                for page in try package.pages(of: document) {
                    pages += 1
                    do {
                        texts.append(try package.text(of: page, in: document))
                    } catch let problem as Broken {
                        if missing == nil {
                            missing = Broken(
                                "unreadable-page", zh: "第 \(pages) 页：\(problem.damage.what.zh)",
                                en: "Page \(pages): \(problem.damage.what.en)", line: problem.damage.line)
                        }
                        texts.append("")
                    }
                }
            }
            facts.pages = pages
            let none = Broken("broken", zh: "OFD 文件里一页也没有。", en: "The OFD has no page at all.")
            facts.damage = pages == 0 ? none.damage : missing?.damage
        } catch is ZipArchive.Locked {
            facts.encryption = .locked
        } catch {
            facts.damage = (error as? Broken)?.damage
        }
    }
}

/// The files inside an OFD, by reference.
struct OFDPackage {
    struct Document {
        let path: String
        let root: XMLNode
        /// Template pages: identifier → path.
        let templates: [String: String]
    }

    let archive: ZipArchive

    /// The documents that `OFD.xml` names.
    func documents() throws -> [Document] {
        let start = try xml("OFD.xml")
        let paths = start.all("DocBody").compactMap { $0.first("DocRoot")?.value }
        guard !paths.isEmpty else {
            throw Broken("broken", zh: "OFD.xml 中没有文档。", en: "OFD.xml names no document.")
        }
        return try paths.map { reference in
            let path = try resolve(reference, from: "OFD.xml")
            let root = try xml(path)
            var templates: [String: String] = [:]
            for template in root.first("CommonData")?.all("TemplatePage") ?? [] {
                guard let id = template[attribute: "ID"], let place = template[attribute: "BaseLoc"] else { continue }
                templates[id] = try resolve(place, from: path)
            }
            return Document(path: path, root: root, templates: templates)
        }
    }

    /// The paths of the pages' contents, in order.
    func pages(of document: Document) throws -> [String] {
        try (document.root.first("Pages")?.all("Page") ?? []).map { page in
            guard let place = page[attribute: "BaseLoc"] else {
                throw Broken("broken", zh: "页面没有内容位置（BaseLoc）。", en: "A page has no place (BaseLoc).", line: page.line)
            }
            return try resolve(place, from: document.path)
        }
    }

    /// The text of a page with that of its templates, in reading order.
    func text(of page: String, in document: Document) throws -> String {
        let root = try xml(page)
        var runs = OFDText.runs(of: root)
        for template in root.all("Template") {
            guard let id = template[attribute: "TemplateID"], let path = document.templates[id] else { continue }
            runs += OFDText.runs(of: try xml(path))
        }
        return OFDText.lines(runs)
    }

    private func xml(_ path: String) throws -> XMLNode {
        guard let entry = archive.entry(path) else {
            throw Broken("broken", zh: "缺少被引用的 \(path)。", en: "\(path) is referred to and missing.")
        }
        do {
            return try SafeXML.tree(
                try archive.read(entry), limits: XMLLimits(bytes: ZipArchive.mostEntryBytes, depth: 64))
        } catch let problem as XMLProblem {
            throw Broken(
                "broken", zh: "\(path)：\(problem.what.zh)", en: "\(path): \(problem.what.en)", line: problem.line)
        }
    }

    /// A reference (ST_Loc) as a path from the root of the package. One that climbs out of it is refused.
    private func resolve(_ reference: String, from base: String) throws -> String {
        let folder = reference.hasPrefix("/") ? [] : base.split(separator: "/").dropLast()
        var parts = folder.map(String.init)
        for part in reference.split(whereSeparator: { $0 == "/" || $0 == "\\" }) {
            switch part {
            case ".": continue
            case "..":
                guard parts.popLast() != nil else {
                    throw Broken(
                        "unsafe-reference", zh: "引用“\(reference)”越出文件包。",
                        en: "The reference “\(reference)” leads out of the package.")
                }
            default: parts.append(String(part))
            }
        }
        return parts.joined(separator: "/")
    }
}

/// Puts the text objects of a page in the order in which they are read.
enum OFDText {
    struct Run {
        let text: String
        /// Left end and baseline, in millimetres from the page's top left corner.
        let x: Double
        let y: Double
        let right: Double
        let size: Double
    }

    /// All text in the layers of a page or template.
    static func runs(of page: XMLNode) -> [Run] {
        var runs: [Run] = []
        for layer in page.first("Content")?.all("Layer") ?? [] { collect(layer, &runs) }
        return runs
    }

    private static func collect(_ node: XMLNode, _ runs: inout [Run]) {
        for child in node.children {
            guard child.name == "TextObject" else {
                if child.name == "PageBlock" { collect(child, &runs) }
                continue
            }
            let box = numbers(child[attribute: "Boundary"])
            guard box.count == 4 else { continue }
            let matrix = numbers(child[attribute: "CTM"])
            let size = (child[attribute: "Size"].flatMap(Double.init) ?? 4) * (matrix.count == 6 ? abs(matrix[3]) : 1)
            for code in child.all("TextCode") {
                let text = code.text.filter { !$0.isNewline }
                guard !text.isEmpty else { continue }
                let own = (
                    x: code[attribute: "X"].flatMap(Double.init) ?? 0, y: code[attribute: "Y"].flatMap(Double.init) ?? 0
                )
                let at =
                    matrix.count == 6
                    ? (
                        x: matrix[0] * own.x + matrix[2] * own.y + matrix[4],
                        y: matrix[1] * own.x + matrix[3] * own.y + matrix[5]
                    ) : own
                runs.append(
                    Run(text: text, x: box[0] + at.x, y: box[1] + at.y, right: box[0] + box[2], size: max(size, 0.5)))
            }
        }
    }

    private static func numbers(_ text: String?) -> [Double] {
        (text ?? "").split(separator: " ").compactMap { Double($0) }.filter(\.isFinite)
    }

    /// Runs on about one baseline make a line, from left to right; lines go from top to bottom.
    static func lines(_ runs: [Run]) -> String {
        let sorted = runs.enumerated().sorted { ($0.element.y, $0.offset) < ($1.element.y, $1.offset) }.map(\.element)
        var lines: [[Run]] = []
        for run in sorted {
            if let line = lines.last, let first = line.first, run.y - first.y < min(first.size, run.size) / 2 {
                lines[lines.count - 1].append(run)
            } else {
                lines.append([run])
            }
        }
        return lines.map { line in
            var text = ""
            var end: Double?
            for run in line.enumerated().sorted(by: { ($0.element.x, $0.offset) < ($1.element.x, $1.offset) }).map(
                \.element)
            {
                if let end, run.x - end > run.size { text += " " }
                text += run.text
                end = max(run.right, run.x)
            }
            while text.last?.isWhitespace == true { text.removeLast() }
            return text
        }.filter { !$0.isEmpty }.joined(separator: "\n")
    }
}
