import Archive
import Formats

/// Content is in formats that archives keep.
///
/// Check: usability (可用性), YJ-3-3. Finds: packed files among the content, formats that only their maker's program reads
/// (a warning), and whatever was not agreed on where the agency's scheme names formats. Source: GB/T 18894-2016,
/// GB/T 33190-2016, 档发〔2012〕7号 (压缩的解压后移交).
struct ArchivalFormats: Check {
    let key = "archival-formats"

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        record.folder.contents.compactMap { n in
            guard let facts = package.facts[n] else { return nil }
            let path = package.path(n)
            let agreed = package.scheme.terms.formats
            switch facts.kind {
            case .zip, .tar, .packed:
                return finding(
                    .blocking, file: path, record: record.code,
                    Words(
                        zh: "内容文件是压缩包（\(facts.format.name)），应解压后移交。",
                        en: "The content is a packed file (\(facts.format.name)); it should come unpacked."),
                    Words(
                        zh: "请移交单位解压，在元数据中逐个列出后重新提交。",
                        en: "The agency unpacks it, lists each file in the metadata and submits again."))
            // What is no document at all other checks tell.
            case .empty, .executable: return nil
            case let kind where agreed.contains(kind): return nil
            case _ where !agreed.isEmpty: return strange(facts.format, agreed, path, record)
            case .docx, .xlsx, .pptx, .compound, .other:
                let name = facts.kind == .other ? "不能识别的格式" : facts.format.name
                return finding(
                    .warning, file: path, record: record.code,
                    Words(
                        zh: "\(name)不是通用的归档格式，将来可能打不开。",
                        en:
                            "\(facts.kind == .other ? "An unknown format" : facts.format.name) is not a format archives keep: it may not open one day."
                    ),
                    Words(
                        zh: "建议移交单位附上 PDF、OFD 或 TIFF；不影响接收。",
                        en: "The agency should add PDF, OFD or TIFF; it may be accepted as it is."))
            default: return nil
            }
        }
    }

    /// A format that was not agreed on with the agency (检测方案).
    private func strange(
        _ format: FileFormat, _ agreed: Set<FormatKind>, _ file: FileName, _ record: RecordUnderCheck
    ) -> Finding {
        let list = SchemeTerms.offered.filter(agreed.contains).map(\.name)
        return finding(
            .blocking, file: file, record: record.code,
            Words(
                zh: "与该单位约定的格式是\(list.map(\.zh).joined(separator: "、"))，这个文件是 \(format.name)。",
                en:
                    "Agreed with this agency: \(list.map(\.en).joined(separator: ", ")); this file is \(format.name)."
            ),
            Words(
                zh: "请移交单位转成约定的格式后重新提交。", en: "The agency converts it to an agreed format and submits again."))
    }
}
