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
            defer { if pages > 0 { facts.pages = pages } }
            for document in try package.documents() {
                var texter = OFDPageTexts(package: package, document: document)
                var seen: Set<String> = []
                for page in try package.pages(of: document) {
                    // No program writes two pages that are one file; to read it 200,000 times keeps a reader busy.
                    guard seen.insert(page.path).inserted else {
                        throw Broken(
                            "broken", zh: "第 \(pages + 1) 页和前面的一页指向同一个文件 \(page.path)。",
                            en: "Page \(pages + 1) is the same file as a page before it, \(page.path).")
                    }
                    pages += 1
                    do {
                        texts.append(try texter.text(of: page))
                    } catch let problem as Broken {
                        if facts.damage == nil { facts.damage = Broken.page(pages, problem).damage }
                        texts.append(texter.rest)
                    }
                }
            }
            facts.pages = pages
            if pages == 0, facts.damage == nil {
                facts.damage = Broken("broken", zh: "OFD 文件里一页也没有。", en: "The OFD has no page at all.").damage
            }
        } catch is ZipArchive.Locked {
            facts.encryption = .locked
        } catch {
            facts.damage = (error as? Broken)?.damage
        }
    }
}

extension Broken {
    fileprivate static func page(_ number: Int, _ problem: Broken) -> Broken {
        Broken(
            "unreadable-page", zh: "第 \(number) 页：\(problem.damage.what.zh)",
            en: "Page \(number): \(problem.damage.what.en)", line: problem.damage.line)
    }
}

/// The texts of the pages of one document, with what its template pages and annotations say.
private struct OFDPageTexts {
    let package: OFDPackage
    let document: OFDPackage.Document
    /// Templates already read, by path: one may stand behind ten thousand pages.
    private var templates: [String: [OFDText.Run]] = [:]
    /// What could be read of a page that is damaged.
    private(set) var rest = ""

    init(package: OFDPackage, document: OFDPackage.Document) {
        (self.package, self.document) = (package, document)
    }

    /// - Throws: `Broken`, after `rest` holds what is readable of the page.
    mutating func text(of page: OFDPackage.Page) throws -> String {
        rest = ""
        var problem: Broken?
        var behind: [OFDText.Run] = []
        var inFront: [OFDText.Run] = []
        var runs: [OFDText.Run] = []
        do {
            let root = try package.xml(page.path)
            runs = OFDText.runs(of: root)
            for used in root.all("Template") {
                guard let id = used[attribute: "TemplateID"], let template = document.templates[id] else { continue }
                let order = used[attribute: "ZOrder"] ?? template.order
                let words = try self.runs(of: template)
                if order == "Foreground" { inFront += words } else { behind += words }
            }
        } catch let broken as Broken {
            problem = broken
        }
        // Where two stand on the same spot, what lies behind was there first.
        rest = OFDText.lines(behind + runs + inFront)
        do {
            for line in try package.remarks(document.annotations[page.id] ?? []) {
                rest += (rest.isEmpty ? "" : "\n") + line
            }
        } catch let broken as Broken {
            problem = problem ?? broken
        }
        if let problem { throw problem }
        return rest
    }

    private mutating func runs(of template: OFDPackage.Template) throws -> [OFDText.Run] {
        if let known = templates[template.path] { return known }
        let runs = OFDText.runs(of: try package.xml(template.path))
        templates[template.path] = runs
        return runs
    }
}
