import Archive

/// Files have as many pages as the metadata says, and a record as many as its parts.
///
/// Check: integrity (完整性), YJ-2-7. A record's pages are those of 正文, 附件 and 处理单; drafts are not counted. Where a format's
/// pages cannot be counted nothing is said. Where the agency registers the pages of the paper (检测方案), a record of
/// another number gets a warning.
struct PageCounts: Check {
    let key = "page-counts"

    /// Of scanned pages `PageRanges` tells which are missing.
    func applies(to package: PackageUnderCheck) -> Bool {
        package.contents.map { $0.kind != .digitised } ?? false
    }

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        guard let metadata = record.metadata else { return byList(record, package) }
        var findings: [Finding] = []
        var total: Int64? = 0
        for (document, number) in record.documents {
            let actual = number.flatMap { package.facts[$0]?.damage == nil ? package.facts[$0]?.pages : nil }
            if let number, let actual, let said = NumberText(document.pages), said.whole != actual {
                findings.append(
                    finding(
                        .blocking, file: package.path(number), element: "页数", line: document.line, record: record.code,
                        Words(
                            zh: "元数据记 \(said.whole) 页，文件实有 \(actual) 页。",
                            en: "The metadata says \(said.whole) pages; the file has \(actual)."),
                        Words(
                            zh: "请移交单位核对是否缺页或多页，改正后重新提交。",
                            en: "The agency looks for missing or surplus pages, corrects it and submits again.")))
            }
            guard document.role != .draft else { continue }
            let pages = actual ?? NumberText(document.pages)?.whole
            total = if let sum = total, let pages { sum + pages } else { nil }
        }
        if findings.isEmpty, let total, total > 0, let element = metadata.element("形式特征/页数"),
            let said = NumberText(element.value), said.whole != total
        {
            findings.append(
                finding(
                    severity(package), file: record.metadataFile.map(package.path), element: element.path,
                    line: element.line,
                    record: record.code,
                    Words(
                        zh: "该件记 \(said.whole) 页，正文、附件和处理单合计 \(total) 页。",
                        en:
                            "The record says \(said.whole) pages; main text, attachments and processing sheet have \(total)."
                    ),
                    Words(
                        zh: "请移交单位核对是否缺文件，改正后重新提交。",
                        en: "The agency looks for missing files, corrects it and submits again.")))
        }
        return findings
    }

    /// Blank backs of the paper were not scanned: then a record's own number is no more than a hint.
    private func severity(_ package: PackageUnderCheck) -> Finding.Severity {
        package.scheme.terms.countsPaper ? .warning : .blocking
    }

    /// Where the list alone says how many.
    private func byList(_ record: RecordUnderCheck, _ package: PackageUnderCheck) -> [Finding] {
        guard !package.hasMetadata, let item = record.item, let list = package.contents?.list.file,
            let said = NumberText(item.pages)
        else { return [] }
        var total: Int64 = 0
        for (document, number) in record.documents where document.role != .draft {
            guard let number, package.facts[number]?.damage == nil, let pages = package.facts[number]?.pages else {
                return []
            }
            total += pages
        }
        guard total > 0, total != said.whole else { return [] }
        return [
            finding(
                severity(package), file: package.path(list), element: "页数", line: item.line, record: record.code,
                Words(
                    zh: "目录记 \(record.code) \(said.whole) 页，正文、附件和处理单合计 \(total) 页。",
                    en:
                        "The list says that \(record.code) has \(said.whole) pages; main text, attachments and processing sheet have \(total)."
                ),
                Words(
                    zh: "请移交单位核对是否缺页、缺文件，改正后重新提交。",
                    en: "The agency looks for missing pages and files, corrects it and submits again."))
        ]
    }
}
