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

extension OfficePackage {
    fileprivate func document() throws -> String {
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

    fileprivate func slides() throws -> [String] {
        let targets = try relations("ppt/presentation.xml")
        let list = try tree("ppt/presentation.xml").first("sldIdLst")?.all("sldId") ?? []
        return try list.compactMap { try targets[identifier(of: $0)].map(words) }
    }

    /// Each sheet as text: a line for a row, the cells as a person sees them.
    fileprivate func sheets() throws -> [String] {
        let workbook = try Workbook(package: self)
        return try workbook.sheets.indices.map { place in
            var text = workbook.sheets[place].name
            do {
                try workbook.rows(of: place, limits: TableLimits()) { row in
                    text += "\n" + row.cells.filter { !$0.isEmpty }.joined(separator: "\t")
                }
            } catch TableProblem.tooLarge {
                // What came before is text all the same.
            }
            return text + "\n"
        }
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
}
