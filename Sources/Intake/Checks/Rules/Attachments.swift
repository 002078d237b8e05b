import Archive

/// An attachment that the main text names came along.
///
/// Check: integrity (完整性). Looks at the line 附件： of a main text that can be read; an attachment inside the same file counts.
/// Source: GB/T 9704-2012 7.3.4 (附件说明), DA/T 70-2018 (附件数据完整性).
struct Attachments: Check {
    let key = "attachments"

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        guard let main = record.documents.first(where: { $0.document.role == .main }), let n = main.file,
            let facts = package.facts[n], facts.namesAttachments
        else { return [] }
        let hasAttachment = record.documents.contains { document, file in
            document.role == .attachment || file.map { package.facts[$0]?.holdsAttachment == true } == true
        }
        guard !hasAttachment else { return [] }
        return [
            finding(
                .blocking, file: package.path(n), element: "附件", record: record.code,
                Words(
                    zh: "正文写有“附件：…”，该件却没有附件文件。", en: "The main text names an attachment (附件：…); the record has none."),
                Words(
                    zh: "请移交单位补上附件，或说明附件另件归档，重新提交。",
                    en: "The agency adds it, or says that it is filed as a record of its own, and submits again."))
        ]
    }
}
