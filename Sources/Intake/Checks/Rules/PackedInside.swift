import Archive
import Formats

/// No packed file is hidden inside a document; other files inside one are told.
///
/// Check: usability (可用性). What is packed inside a PDF, an OFD or an office document is opened by no check, and by no reader in
/// thirty years. Source: 档发〔2012〕7号 (压缩的解压后移交).
struct PackedInside: Check {
    let key = "packed-inside"

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        record.folder.contents.compactMap { judge($0, record.code, package) }
    }

    func findings(in package: PackageUnderCheck) -> [Finding] { package.loose.compactMap { judge($0, nil, package) } }

    private func judge(_ n: Int64, _ record: String?, _ package: PackageUnderCheck) -> Finding? {
        guard let carries = package.facts[n]?.carries else { return nil }
        let file = package.path(n)
        if carries.contains(.packed) {
            return finding(
                .blocking, file: file, record: record,
                Words(
                    zh: "文件里嵌有压缩包，其中的内容没有检测，也不能长期保存。",
                    en:
                        "A packed file is inside the document: what it holds was not checked and cannot be kept for long."
                ),
                Words(
                    zh: "请移交单位取出压缩包解压，作为附件单独移交，重新提交。",
                    en: "The agency takes it out, unpacks it, sends its files as attachments and submits again."))
        }
        guard carries.contains(.file) else { return nil }
        return finding(
            .warning, file: file, record: record,
            Words(
                zh: "文件里嵌有其他文件，检索和查阅时看不到。",
                en: "Another file is inside the document: searching and reading do not show it."),
            Words(
                zh: "建议移交单位把它作为附件单独移交；不影响接收。",
                en: "The agency should send it as an attachment of its own; it may be accepted as it is."))
    }
}
