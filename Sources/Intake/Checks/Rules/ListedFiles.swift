import Archive

/// Each file that the metadata of a record names is in the record's folder, and each that the list names (电子档案名称).
///
/// Check: integrity (完整性), YJ-2-11. Finds: each missing file, by its path.
struct ListedFiles: Check {
    let key = "listed-files"

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        byMetadata(record, package) + byList(record, package)
    }

    private func byList(_ record: RecordUnderCheck, _ package: PackageUnderCheck) -> [Finding] {
        guard let item = record.item, let list = package.contents?.list.file, package.contents?.isCatalogueOnly == false
        else { return [] }
        let told = record.metadata == nil ? [] : Set(record.documents.map { FileName($0.document.fileName) })
        let names = (record.folder.contents + record.folder.metadata).map { package.path($0).lastComponent }
        // A table may give the way to a file, or leave its extension out.
        let there = Set(
            names.map { $0.display.lowercased() } + (package.hasMetadata ? [] : names.map { $0.stem.lowercased() }))
        return item.files.compactMap { name in
            let last = package.hasMetadata ? name : FilesByCode.lastPart(of: name)
            // What the metadata names too is told there.
            guard !there.contains(last.lowercased()), !told.contains(FileName(name)) else { return nil }
            return finding(
                .blocking, file: package.path(list), element: "电子档案名称", line: item.line, record: record.code,
                Words(
                    zh: "目录列有“\(name)”，\(record.code) 没有这个文件。",
                    en: "The list names \(name); \(record.code) does not have it."),
                Words(
                    zh: "请移交单位补上该文件，或改正目录，重新提交。",
                    en: "The agency adds the file or corrects the list, and submits again."))
        }
    }

    private func byMetadata(_ record: RecordUnderCheck, _ package: PackageUnderCheck) -> [Finding] {
        guard record.metadata != nil, let metadata = record.metadataFile else { return [] }
        let file = package.path(metadata)
        if record.documents.isEmpty {
            return [
                finding(
                    .blocking, file: file, element: "文档", record: record.code,
                    Words(zh: "元数据没有列出任何内容文件（文档）。", en: "The metadata lists no content file (文档)."),
                    Words(zh: "请移交单位补全文件数据后重新提交。", en: "The agency completes the file data and submits again."))
            ]
        }
        // What a capsule lacks is told by `CapsuleElements`.
        guard record.metadata?.capsule == nil else { return [] }
        return record.documents.compactMap { document, number in
            guard number == nil else { return nil }
            guard !document.fileName.isEmpty else {
                return finding(
                    .blocking, file: file, element: "计算机文件名", line: document.line, record: record.code,
                    Words(zh: "元数据的一个文档没有写计算机文件名。", en: "A document in the metadata has no file name."),
                    Words(zh: "请移交单位补填后重新提交。", en: "The agency fills it in and submits again."))
            }
            return finding(
                .blocking, file: record.folder.path / FileName(document.fileName), element: "计算机文件名",
                line: document.line, record: record.code,
                Words(
                    zh: "元数据列有“\(document.fileName)”，包里没有这个文件。",
                    en: "The metadata lists \(document.fileName); the package does not have it."),
                Words(
                    zh: "请移交单位补上该文件，或改正元数据，重新提交。",
                    en: "The agency adds the file or corrects the metadata, and submits again."))
        }
    }
}
