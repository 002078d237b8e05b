import Archive

/// DOCX, XLSX and PPTX: their text, in the order of the parts.
///
/// Source: ECMA-376. Names of elements are looked at without their namespaces: strict and transitional differ only there.
enum OfficeReading {
    static func read(_ file: Int32, _ facts: inout DocumentFacts, _ texts: inout PageTexts) {
        do {
            let package = OfficePackage(archive: try ZipArchive(file))
            try package.archive.verify()
            switch facts.identification.kind {
            case .docx: texts.append(try package.document())
            case .xlsx: for sheet in try package.sheets() { texts.append(sheet) }
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

/// The parts of an Office Open XML package.
private struct OfficePackage {
    let archive: ZipArchive

    func document() throws -> String {
        var text = try words("word/document.xml")
        for entry in archive.entries {
            let name = String(decoding: entry.name, as: UTF8.self)
            let besides = ["word/header", "word/footer", "word/footnotes", "word/endnotes"].contains {
                name.hasPrefix($0)
            }
            if besides, name.hasSuffix(".xml") { text += "\n" + (try words(name)) }
        }
        return text
    }

    func slides() throws -> [String] {
        let targets = try relations("ppt/presentation.xml")
        let list = try tree("ppt/presentation.xml").first("sldIdLst")?.all("sldId") ?? []
        return try list.compactMap { try targets[identifier(of: $0)].map(words) }
    }

    func sheets() throws -> [String] {
        let targets = try relations("xl/workbook.xml")
        let shared = try sharedStrings()
        let list = try tree("xl/workbook.xml").first("sheets")?.all("sheet") ?? []
        return try list.compactMap { sheet in
            guard let path = targets[identifier(of: sheet)], path.contains("worksheets/") else { return nil }
            return try (sheet[attribute: "name"].map { $0 + "\n" } ?? "") + cells(path, shared)
        }
    }

    /// The relationship `r:id`, told from a plain `id` by having a namespace.
    private func identifier(of node: XMLNode) -> String {
        node.attributes.first { $0.name == "id" && $0.namespace != nil }?.value ?? ""
    }

    private func sharedStrings() throws -> [String] {
        guard archive.entry("xl/sharedStrings.xml") != nil else { return [] }
        var strings: [String] = []
        var current = ""
        var silent = 0
        var inText = false
        try events("xl/sharedStrings.xml") { event in
            switch event {
            case .start(let node):
                if node.name == "si" { current = "" }
                if node.name == "rPh" { silent += 1 }
                inText = node.name == "t"
            case .text(let run): if inText, silent == 0 { current += run }
            case .end(let name):
                if name == "si" { strings.append(current) }
                if name == "rPh" { silent -= 1 }
                inText = false
            }
        }
        return strings
    }

    private func cells(_ path: String, _ shared: [String]) throws -> String {
        var text = ""
        var type = ""
        var value = ""
        var inValue = false
        try events(path) { event in
            switch event {
            case .start(let node):
                if node.name == "c" {
                    type = node[attribute: "t"] ?? ""
                    value = ""
                }
                inValue = node.name == "v" || node.name == "t"
            case .text(let run): if inValue { value += run }
            case .end(let name):
                inValue = false
                if name == "row" { text += "\n" }
                guard name == "c", !value.isEmpty else { return }
                if !text.isEmpty, !text.hasSuffix("\n") { text += "\t" }
                text +=
                    type == "s" ? Int(value).flatMap { shared.indices.contains($0) ? shared[$0] : nil } ?? "" : value
            }
        }
        return text
    }

    /// Runs of text, paragraph by paragraph. What was struck out, and the second wording for old readers, is left out.
    private func words(_ path: String) throws -> String {
        var text = ""
        var inText = false
        var silent = 0
        try events(path) { event in
            switch event {
            case .start(let node):
                inText = node.name == "t"
                switch node.name {
                case "Fallback": silent += 1
                case "tab" where silent == 0: text += "\t"
                case "br" where silent == 0, "cr" where silent == 0: text += "\n"
                default: break
                }
            case .text(let run): if inText, silent == 0 { text += run }
            case .end(let name):
                inText = false
                if name == "Fallback" { silent -= 1 }
                if name == "p", silent == 0, !text.hasSuffix("\n") { text += "\n" }
            }
        }
        return text
    }

    private func relations(_ part: String) throws -> [String: String] {
        let folder = part.split(separator: "/").dropLast().joined(separator: "/")
        let name = part.split(separator: "/").last ?? ""
        var targets: [String: String] = [:]
        for relation in try tree("\(folder)/_rels/\(name).rels").all("Relationship") {
            guard let id = relation[attribute: "Id"], let target = relation[attribute: "Target"] else { continue }
            targets[id] = target.hasPrefix("/") ? String(target.dropFirst()) : "\(folder)/\(target)"
        }
        return targets
    }

    private func tree(_ path: String) throws -> XMLNode {
        try reading(path) { try SafeXML.tree($0, limits: OfficePackage.limits) }
    }

    private func events(_ path: String, _ body: (XMLEvent) throws -> Void) throws {
        try reading(path) { try SafeXML.events($0, limits: OfficePackage.limits, body: body) }
    }

    private static let limits = XMLLimits(bytes: ZipArchive.mostEntryBytes, depth: 256)

    private func reading<T>(_ path: String, _ body: ([UInt8]) throws -> T) throws -> T {
        guard let entry = archive.entry(path) else {
            throw Broken("broken", zh: "缺少 \(path)。", en: "\(path) is missing.")
        }
        do {
            return try body(try archive.read(entry))
        } catch let problem as XMLProblem {
            throw Broken(
                "broken", zh: "\(path)：\(problem.what.zh)", en: "\(path): \(problem.what.en)", line: problem.line)
        }
    }
}
