import Archive

/// Folders stand as the layout says: 全宗号/类别/档号.
///
/// Check: authenticity (真实性), YJ-1-13. Finds: no record folder at all, a record outside a category folder, or below a
/// 全宗号 or 类别 folder that its code contradicts. Source: DA/T 93-2022, 附录 B.
struct Structure: Check {
    let key = "structure"

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        let wrapper = package.contents?.fonds.first.map { $0.components.count - 1 } ?? 0
        let parts = record.folder.path.components.dropFirst(wrapper).map(\.display)
        guard parts.count >= 2 else { return [] }
        var findings: [Finding] = []
        if parts.count == 2 {
            findings.append(
                finding(
                    .warning, file: record.folder.path, record: record.code,
                    Words(
                        zh: "该档号文件夹直接放在“\(parts[0])”下，中间没有类别文件夹。",
                        en: "The record's folder lies directly in \(parts[0]), without a category folder."),
                    Words(
                        zh: "请移交单位按“全宗号/类别/档号”存放；不影响接收。",
                        en: "The agency arranges folders as 全宗号/类别/档号; it may be accepted as it is.")))
        }
        guard let code = try? ReferenceCode(parsing: record.code, rules: package.settings.codeRules),
            let fonds = code.fonds
        else { return findings }
        if !same(parts[0], fonds) {
            findings.append(
                finding(
                    .blocking, file: record.folder.path, record: record.code,
                    Words(
                        zh: "档号的全宗号是 \(fonds)，却放在全宗号文件夹“\(parts[0])”下。",
                        en: "The code's fonds is \(fonds), but the record lies in the fonds folder \(parts[0])."),
                    Words(
                        zh: "请移交单位核对全宗号，把文件夹移到正确位置后重新提交。",
                        en: "The agency checks the fonds number, moves the folder and submits again.")))
        } else if parts.count > 2, let category = code.category, isCategory(parts[1]), !same(parts[1], category) {
            findings.append(
                finding(
                    .blocking, file: record.folder.path, record: record.code,
                    Words(
                        zh: "档号的门类代码是 \(category)，却放在类别文件夹“\(parts[1])”下。",
                        en:
                            "The code's category is \(category), but the record lies in the category folder \(parts[1])."
                    ),
                    Words(
                        zh: "请移交单位核对类别，把文件夹移到正确位置后重新提交。",
                        en: "The agency checks the category, moves the folder and submits again.")))
        }
        return findings
    }

    func findings(in package: PackageUnderCheck) -> [Finding] {
        guard let contents = package.contents, contents.folders.isEmpty else { return [] }
        return [
            finding(
                .blocking,
                Words(
                    zh: "包里没有一个“全宗号/类别/档号”文件夹，\(package.listing.count) 个文件都不在应在的位置。",
                    en:
                        "There is no folder 全宗号/类别/档号 in the package; none of its \(package.listing.count) files is where it should be."
                ),
                Words(
                    zh: "请移交单位按 DA/T 93-2022 附录 B 重新组织后提交。",
                    en: "The agency arranges it by DA/T 93-2022, annex B, and submits again."))
        ]
    }

    private func same(_ folder: String, _ part: String) -> Bool { ReferenceCode.key(of: folder) == part }

    /// Only a folder that is a bare category code can contradict; others are the agency's own arrangement.
    private func isCategory(_ folder: String) -> Bool {
        let key = ReferenceCode.key(of: folder).unicodeScalars
        return key.count == 2 && key.allSatisfy { ("A"..."Z").contains($0) }
    }
}
