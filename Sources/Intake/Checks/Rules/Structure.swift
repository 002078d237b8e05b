import Archive

/// Folders stand as the layout says: 全宗号/类别/档号, or 电子档案/年度/类别/档号.
///
/// Check: authenticity (真实性), YJ-1-13. Finds: no record folder at all, a record outside a category folder, or below a
/// 全宗号, 年度 or 类别 folder that its code contradicts. Source: DA/T 93-2022, 附录 B; 档发〔2012〕7号, 附件 2.
struct Structure: Check {
    let key = "structure"

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        guard let contents = package.contents else { return [] }
        let wrapper = contents.fonds.first.map { $0.components.count - 1 } ?? 0
        let parts = record.folder.path.components.dropFirst(wrapper).map(\.display)
        guard parts.count >= 2 else { return [] }
        let code = try? ReferenceCode(parsing: record.code, rules: package.settings.codeRules)
        return switch contents.layout.placement {
        case .byFonds: findings(in: record, parts, code)
        case .byYear: findings(in: record, below: parts, code)
        case .byName: []
        }
    }

    func findings(in package: PackageUnderCheck) -> [Finding] {
        // Of a table with files, what is missing is told entry by entry.
        guard let contents = package.contents, contents.folders.isEmpty, contents.layout.placement != .byName else {
            return []
        }
        return [
            finding(
                .blocking,
                Words(
                    zh: "包里没有一个“\(contents.layout.place)”文件夹，\(package.listing.count) 个文件都不在应在的位置。",
                    en:
                        "There is no folder \(contents.layout.place) in the package; none of its \(package.listing.count) files is where it should be."
                ),
                Words(
                    zh: "请移交单位按\(contents.layout.source.zh)重新组织后提交。",
                    en: "The agency arranges it by \(contents.layout.source.en), and submits again."))
        ]
    }
}
