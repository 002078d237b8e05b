import Archive

/// The files inside an OFD, by reference.
struct OFDPackage {
    struct Document {
        let path: String
        let root: XMLNode
        /// Template pages by identifier.
        let templates: [String: Template]
        /// The files of annotations by the identifier of their page.
        let annotations: [String: [String]]
    }

    struct Template {
        let path: String
        /// `Background` or `Foreground`, where the document says.
        let order: String?
    }

    struct Page {
        let id: String
        let path: String
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
            var templates: [String: Template] = [:]
            for template in root.first("CommonData")?.all("TemplatePage") ?? [] {
                guard let id = template[attribute: "ID"], let place = template[attribute: "BaseLoc"] else { continue }
                templates[id] = Template(
                    path: try resolve(place, from: path), order: template[attribute: "ZOrder"])
            }
            return Document(
                path: path, root: root, templates: templates, annotations: try annotations(of: root, at: path))
        }
    }

    /// The pages, in order.
    func pages(of document: Document) throws -> [Page] {
        try (document.root.first("Pages")?.all("Page") ?? []).map { page in
            guard let place = page[attribute: "BaseLoc"] else {
                throw Broken("broken", zh: "页面没有内容位置（BaseLoc）。", en: "A page has no place (BaseLoc).", line: page.line)
            }
            return Page(id: page[attribute: "ID"] ?? "", path: try resolve(place, from: document.path))
        }
    }

    private func annotations(of root: XMLNode, at path: String) throws -> [String: [String]] {
        guard let reference = root.first("Annotations")?.value, !reference.isEmpty else { return [:] }
        let list = try resolve(reference, from: path)
        // Programs that take the last annotation out leave the reference to their list.
        guard archive.has(list) else { return [:] }
        var files: [String: [String]] = [:]
        for page in try xml(list).all("Page") {
            guard let id = page[attribute: "PageID"] else { continue }
            for place in page.all("FileLoc") {
                var file = try resolve(place.value, from: list)
                // Some count from the document and not from the list.
                if !archive.has(file), let other = try? resolve(place.value, from: path), archive.has(other) {
                    file = other
                }
                files[id, default: []].append(file)
            }
        }
        return files
    }

    /// What the visible annotations in these files say (批注、水印、印章文字), each line once: a watermark is repeated all over.
    func remarks(_ files: [String]) throws -> [String] {
        var seen: Set<String> = []
        var lines: [String] = []
        for file in files {
            for annotation in try xml(file).all("Annot") where annotation[attribute: "Visible"] != "false" {
                let shown = annotation.all("Appearance").map { OFDText.lines(OFDText.runs(in: $0)) }
                for text in shown + [annotation.first("Remark")?.value ?? ""] {
                    for line in text.split(whereSeparator: \.isNewline) where seen.insert(String(line)).inserted {
                        lines.append(String(line))
                    }
                }
            }
        }
        return lines
    }

    func xml(_ path: String) throws -> XMLNode {
        guard let entry = archive.entry(path) else {
            throw Broken("broken", zh: "缺少被引用的 \(path)。", en: "\(path) is referred to and missing.")
        }
        return try xml(try archive.read(entry), of: path)
    }

    func xml(_ bytes: [UInt8], of path: String) throws -> XMLNode {
        do {
            return try SafeXML.tree(bytes, limits: XMLLimits(bytes: ZipArchive.mostEntryBytes, depth: 64))
        } catch let problem as XMLProblem {
            throw Broken(
                "broken", zh: "\(path)：\(problem.what.zh)", en: "\(path): \(problem.what.en)", line: problem.line)
        }
    }

    /// A reference (ST_Loc) as a path from the root of the package. One that climbs out of it is refused.
    func resolve(_ reference: String, from base: String) throws -> String {
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
