import Archive

/// What an entry says of fonds, year, category and retention is what its code says.
///
/// Check: authenticity (真实性), YJ-1-5. Where metadata says it, `FolderCodes` compares. Source: DA/T 22-2015 (档号结构), DA/T 13-2022.
struct CodeParts: Check {
    let key = "code-parts"

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        guard let item = record.item, let n = package.contents?.list.file,
            let code = try? ReferenceCode(parsing: item.code, rules: package.settings.codeRules)
        else { return [] }
        let year = code.year.map { String($0) }
        let pairs: [(name: String, said: String, coded: String?, agree: (String, String) -> Bool)] = [
            ("全宗号", item.value("全宗号"), code.fonds, { ReferenceCode.key(of: $0) == $1 }),
            ("年度", item.value("年度"), year, { NumberText($0)?.whole == Int64($1) }),
            ("类别号", item.value("类别号"), code.category, { (CategoryName.code(of: $0) ?? $1) == $1 }),
            ("保管期限", item.retention, code.retention?.term, FolderCodes.isSameTerm),
        ]
        return pairs.compactMap { name, said, coded, agree in
            guard !said.isEmpty, let coded, !agree(said, coded) else { return nil }
            return finding(
                .blocking, file: package.path(n), element: name, line: item.line, record: record.code,
                Words(
                    zh: "\(record.code) 的“\(name)”写的是“\(said)”，而档号里是“\(coded)”。",
                    en: "\(name) of \(record.code) is \(said); in its code it is \(coded)."),
                Words(
                    zh: "请移交单位核对档号和该项，改正后重新提交。", en: "The agency compares the two, corrects one and submits again."))
        }
    }
}
