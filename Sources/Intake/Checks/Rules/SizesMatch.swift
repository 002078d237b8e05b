import Archive

/// Every file is as large as its metadata says.
///
/// Check: authenticity (真实性), YJ-1-10. Source: DA/T 46-2009, M49 (计算机文件大小).
struct SizesMatch: Check {
    let key = "sizes-match"

    func applies(to package: PackageUnderCheck) -> Bool { package.describesFiles }

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        record.documents.compactMap { document, number in
            guard let number, let said = NumberText(document.size) else { return nil }
            let actual = package.listing.bytes(number)
            guard !said.means(bytes: actual) else { return nil }
            return finding(
                .blocking, file: package.path(number), element: "计算机文件大小", line: document.line, record: record.code,
                Words(
                    zh: "元数据记 \(document.size) 字节，文件实有 \(actual) 字节。",
                    en: "The metadata says \(document.size) bytes; the file has \(actual)."),
                Words(
                    zh: "请移交单位核对是否原文件，改正后重新提交。",
                    en: "The agency makes sure it is the original, corrects it and submits again."))
        }
    }
}
