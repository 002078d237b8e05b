import Archive
import CPoppler
import Glibc

/// PDF through poppler: pages, text, locks, damage, images.
enum PDFReading {
    static func read(_ file: Int32, _ facts: inout DocumentFacts, _ texts: inout PageTexts) {
        let structure = PDFStructure(file)
        do {
            let document = try PDFDocument(file)
            facts.pages = document.pages
            facts.identification = facts.identification.claiming(archival: document.metadata)
            facts.carries = document.carried
            if structure.namesEncryption || document.isRestricted { facts.encryption = .restricted }
            let unreadable = readPages(of: document, &texts)
            if !structure.hasEnd {
                facts.damage = Broken.truncated.damage
            } else if unreadable == nil, !structure.hasCrossReferences {
                facts.damage =
                    Broken(
                        "rebuilt", zh: "交叉引用表位置有误，阅读软件须重建后才能打开。",
                        en: "The cross-reference table is not where the file says; readers have to rebuild it."
                    ).damage
            } else {
                facts.damage = unreadable
            }
        } catch is PDFDocument.Locked {
            facts.encryption = .locked
        } catch {
            facts.damage = structure.hasEnd ? (error as? Broken)?.damage : Broken.truncated.damage
        }
    }

    /// Reads every page to its end, with or without keeping its text.
    private static func readPages(of document: borrowing PDFDocument, _ texts: inout PageTexts) -> DocumentFacts.Damage?
    {
        var damage: DocumentFacts.Damage?
        for number in 0..<document.pages {
            let text = document.text(ofPage: number)
            texts.append(text ?? "")
            let complaint = PDFLog.take().first(where: tellsDamage)
            if damage == nil, text == nil || complaint != nil {
                damage =
                    Broken(
                        "unreadable-page", zh: "第 \(number + 1) 页的内容已损坏，无法完整读出。",
                        en: "Page \(number + 1) is damaged and cannot be read whole"
                            + (complaint.map { " (\($0))." } ?? ".")
                    ).damage
            }
        }
        return damage
    }

    /// Poppler complains of much that hurts nobody. These mean that bytes are missing or wrong.
    private static func tellsDamage(_ complaint: String) -> Bool {
        [
            "flate stream", "End of file inside", "Unexpected end of file", "Missing 'endstream'",
            "Couldn't find trailer",
        ]
        .contains { complaint.contains($0) }
    }

    static func image(_ file: Int32, page: Int, width: Int, turn: Int, webp: Bool) -> WorkerAnswer {
        drawing(file, page: page) { document in
            webp
                ? document.webp(ofPage: page - 1, width: width, turn: turn).map {
                    PageImage(mime: "image/webp", bytes: $0)
                }
                : document.png(ofPage: page - 1, width: width, turn: turn).map {
                    PageImage(mime: "image/png", bytes: $0)
                }
        }
    }

    static func pyramid(_ file: Int32, page: Int) -> WorkerAnswer {
        drawing(file, page: page) { document in
            document.pyramid(ofPage: page - 1).map { PageImage(mime: "image/tiff", bytes: $0) }
        }
    }

    private static func drawing(
        _ file: Int32, page: Int, _ draw: (borrowing PDFDocument) -> PageImage?
    ) -> WorkerAnswer {
        do {
            let document = try PDFDocument(file)
            guard page >= 1, page <= document.pages else {
                return .noImage(
                    reason: Words(zh: "文件共 \(document.pages) 页。", en: "the file has \(document.pages) pages."))
            }
            guard let image = draw(document) else {
                return .noImage(reason: Words(zh: "该页无法绘制。", en: "the page cannot be drawn."))
            }
            return .image(image)
        } catch is PDFDocument.Locked {
            return .noImage(reason: Words(zh: "文件设有打开口令。", en: "the file needs a password."))
        } catch {
            return .noImage(reason: (error as? Broken)?.damage.what ?? Words(zh: "文件已损坏。", en: "the file is damaged."))
        }
    }
}

extension Identification {
    /// With the PUID of PDF/A, if the file's metadata claim it. A claim is not a validation.
    fileprivate func claiming(archival metadata: String?) -> Identification {
        guard let metadata, let part = PDFClaim.value("part", in: metadata) else { return self }
        let level = PDFClaim.value("conformance", in: metadata)?.lowercased() ?? ""
        guard let puid = PDFClaim.puids[part + level] else { return self }
        return Identification(
            puid: puid, name: "Acrobat PDF/A", mime: mime, version: part + level, basis: basis, kind: kind,
            extensions: extensions)
    }
}

/// The words `pdfaid:part` and `pdfaid:conformance` of XMP, as attribute or as element.
private enum PDFClaim {
    static let puids = [
        "1a": "fmt/95", "1b": "fmt/354", "2a": "fmt/476", "2b": "fmt/477", "2u": "fmt/478", "3a": "fmt/479",
        "3b": "fmt/480", "3u": "fmt/481", "4": "fmt/1910", "4e": "fmt/1911", "4f": "fmt/1912",
    ]

    static func value(_ name: String, in metadata: String) -> String? {
        let bytes = Array(metadata.utf8)
        guard let place = bytes.first(Array("pdfaid:\(name)".utf8)) else { return nil }
        let rest = bytes[(place + 7 + name.utf8.count)...].drop { " \t\r\n=\"'>".utf8.contains($0) }
        return String(
            decoding: rest.prefix { (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) },
            as: UTF8.self)
    }
}
