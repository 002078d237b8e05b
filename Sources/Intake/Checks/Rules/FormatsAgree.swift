import Archive
import Formats

/// A file's content is what its extension and its metadata say.
///
/// Check: authenticity (真实性). Finds: a wrong extension, a format in 格式信息 that the content contradicts. Source:
/// DA/T 70-2018 (实际文件格式与 M47 比对), DA/T 46-2009, M47.
struct FormatsAgree: Check {
    let key = "formats-agree"

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        let said = Dictionary(
            record.documents.compactMap { document, n in n.map { ($0, document) } },
            uniquingKeysWith: { first, _ in first })
        return record.folder.contents.flatMap { n -> [Finding] in
            guard let facts = package.facts[n], facts.kind != .empty else { return [] }
            let path = package.path(n)
            // SIARD is a ZIP by its own standard.
            if facts.kind == .zip, path.pathExtension == "siard" { return [] }
            if ["signature", "container", "content"].contains(facts.format.basis), !facts.extensions.isEmpty,
                !facts.extensions.contains(path.pathExtension)
            {
                return [wrongExtension(path, facts, record)]
            }
            if facts.kind == .other, FormatsAgree.marked.contains(path.pathExtension) {
                return [nothingKnown(path, record)]
            }
            guard let document = said[n], let claim = FormatsAgree.mime(in: document.format),
                FormatsAgree.contradict(claim, facts.format.mime)
            else { return [] }
            return [
                finding(
                    .blocking, file: path, element: "格式信息", line: document.line, record: record.code,
                    Words(
                        zh: "元数据写的是 \(claim)，文件内容是 \(facts.format.name)（\(facts.format.mime)）。",
                        en: "The metadata says \(claim); the content is \(facts.format.name) (\(facts.format.mime))."),
                    Words(
                        zh: "请移交单位核对文件或改正格式信息后重新提交。",
                        en: "The agency checks the file or corrects the metadata, and submits again."))
            ]
        }
    }

    /// Formats that begin with marks of their own: without them a file is none.
    private static let marked: Set<String> = [
        "pdf", "ofd", "tif", "tiff", "jpg", "jpeg", "png", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "zip",
    ]

    private func nothingKnown(_ path: FileName, _ record: RecordUnderCheck) -> Finding {
        finding(
            .blocking, file: path, record: record.code,
            Words(
                zh: "扩展名是“.\(path.pathExtension)”，内容却不是：文件头不是任何已知格式。",
                en:
                    "The extension is .\(path.pathExtension), but the content is not: its first bytes are of no known format."
            ),
            Words(
                zh: "文件可能已损坏或被加密。请移交单位换上能打开的原文件，重新提交。",
                en:
                    "It may be damaged or encrypted: the agency puts the file that opens in its place and submits again."
            ))
    }

    private func wrongExtension(_ path: FileName, _ facts: FileFacts, _ record: RecordUnderCheck) -> Finding {
        finding(
            .blocking, file: path, record: record.code,
            Words(
                zh: "扩展名是“.\(path.pathExtension)”，内容却是 \(facts.format.name)。",
                en: "The extension is .\(path.pathExtension), but the content is \(facts.format.name)."),
            Words(
                zh: "请移交单位核对文件：放错了就换回原文件，只是改错了名就改回 .\(facts.extensions[0])，并同时改正元数据，重新提交。",
                en:
                    "The agency looks at the file: the wrong file is replaced, a wrong name becomes .\(facts.extensions[0]), metadata too; then it submits again."
            ))
    }

    /// The media type inside `格式名称：PDF，格式版本：1.4，MIME媒体类型：application/pdf`.
    private static func mime(in text: String) -> String? {
        let words = text.unicodeScalars.split { scalar in
            !(scalar.isASCII && (scalar.properties.isAlphabetic || "0123456789/.+-".unicodeScalars.contains(scalar)))
        }
        return words.map { String($0).lowercased() }.first { $0.split(separator: "/").count == 2 }
    }

    /// Names of one and the same type.
    private static let families: [Set<String>] = [
        ["application/ofd", "application/vnd.ofd", "application/x-ofd"], ["image/jpeg", "image/jpg", "image/pjpeg"],
        ["image/tiff", "image/tif", "image/x-tiff"], ["text/xml", "application/xml"],
        ["application/zip", "application/x-zip-compressed"],
    ]

    private static func contradict(_ claim: String, _ actual: String) -> Bool {
        let actual = actual.lowercased()
        guard claim != actual, actual != "application/octet-stream", !actual.isEmpty else { return false }
        return !families.contains { $0.contains(claim) && $0.contains(actual) }
            && !(claim.hasPrefix("text/") && actual.hasPrefix("text/"))
    }
}
