import Archive

/// The archive does not hold a record of the same code already.
///
/// Check: authenticity (真实性), YJ-1-8. Without an archive to ask (`lantai check`) it is for review.
struct CodeNotHeld: Check {
    let key = "code-not-held"

    /// Files for entries of the catalogue must be of codes that are known: `LinksAgree` compares.
    func applies(to package: PackageUnderCheck) -> Bool { package.contents.map { $0.carries != .files } ?? false }

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        let key = ReferenceCode.key(of: record.code)
        if package.contents?.carries == .entries, package.waiting?.found[key] != nil {
            return [
                finding(
                    .blocking, file: package.contents?.list.file.map(package.path), element: "档号",
                    line: record.item?.line, record: record.code,
                    Words(
                        zh: "目录里已经有 \(record.code) 这一条，还在等全文。",
                        en: "The catalogue has an entry \(record.code) already, waiting for its files."),
                    Words(
                        zh: "从表中去掉这一条；要改著录，在目录中直接修改。",
                        en: "Remove the row; to change the description, edit the entry in the catalogue."))
            ]
        }
        guard let held = package.held, held.contains(key) else { return [] }
        return [
            finding(
                .blocking, file: record.folder.path, element: "档号", record: record.code,
                Words(
                    zh: "馆里已经有档号 \(record.code) 的档案。",
                    en: "The archive already holds a record with the code \(record.code)."),
                Words(
                    zh: "请移交单位与档案馆核对：重复移交的，从包中移去；编错号的，改正后重新提交。",
                    en:
                        "Agency and archive compare: a record sent twice is removed, a wrong code corrected; then it is submitted again."
                ))
        ]
    }

    func findings(in package: PackageUnderCheck) -> [Finding] {
        guard package.held == nil else { return [] }
        return [
            finding(
                .review,
                Words(
                    zh: "没有与馆藏比对档号（没有指定档案馆的数据目录）。",
                    en: "Codes were not compared with the archive's (no home was given)."),
                Words(zh: "接收时会自动比对。", en: "This is done when the package is received."))
        ]
    }
}
