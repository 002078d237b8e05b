import Archive

/// A folder's name, the code in its metadata, and the parts of that code all say the same.
///
/// Check: authenticity (真实性), YJ-1-11. Source: DA/T 93-2022 (末级目录名=档号).
struct FolderCodes: Check {
    let key = "folder-codes"

    func applies(to package: PackageUnderCheck) -> Bool { package.hasMetadata }

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        guard let metadata = record.metadata, let n = record.metadataFile else { return [] }
        let file = package.path(n)
        let element = metadata.element("档号/完整档号") ?? metadata.element("档号")
        let whole = element.flatMap { $0.value.isEmpty ? nil : $0 }
        // A capsule says the parts only; the folder says the whole.
        guard whole != nil || metadata.capsule != nil else { return [] }
        var findings: [Finding] = []
        if let whole, ReferenceCode.key(of: whole.value) != ReferenceCode.key(of: record.folder.name.display) {
            findings.append(
                finding(
                    .blocking, file: file, element: whole.name, line: whole.line, record: record.code,
                    Words(
                        zh: "元数据的档号是“\(whole.value)”，所在文件夹是“\(record.folder.name.display)”。",
                        en: "The metadata's code is \(whole.value); its folder is \(record.folder.name.display)."),
                    Words(
                        zh: "请移交单位查清元数据是否放错文件夹，改正后重新提交。",
                        en: "The agency sees whether it lies in the wrong folder, corrects it and submits again.")))
        }
        let text = whole?.value ?? record.folder.name.display
        guard let code = try? ReferenceCode(parsing: text, rules: package.settings.codeRules) else {
            return findings
        }
        for (path, part) in FolderCodes.parts(of: code) {
            guard let element = metadata.element(path), !element.value.isEmpty, let part,
                !FolderCodes.agree(element.value, part, path)
            else { continue }
            findings.append(
                finding(
                    .blocking, file: file, element: element.name, line: element.line, record: record.code,
                    Words(
                        zh: "“\(element.name)”是“\(element.value)”，而档号 \(text) 里是“\(part)”。",
                        en: "\(element.name) is \(element.value); in the code \(text) it is \(part)."),
                    Words(
                        zh: "请移交单位核对档号和该项，改正后重新提交。", en: "The agency compares the two, corrects it and submits again."))
            )
        }
        return findings
    }

    private static func parts(of code: ReferenceCode) -> [(String, String?)] {
        [
            ("档号/全宗号", code.fonds), ("档号/年度", code.year.map { String($0) }), ("档号/保管期限", code.retention?.term),
            ("档号/室编件号", code.item),
        ]
    }

    private static func agree(_ value: String, _ part: String, _ path: String) -> Bool {
        let plain = NumberText.plain(value)
        switch path {
        case "档号/室编件号", "档号/年度": return Int(plain) == nil || Int(plain) == Int(part)
        case "档号/保管期限": return isSameTerm(value, part)
        default: return ReferenceCode.key(of: plain) == part
        }
    }

    /// Whether a retention period as written is the one of a code; what is not a period is told by `ValueDomains`.
    static func isSameTerm(_ value: String, _ coded: String) -> Bool {
        let plain = NumberText.plain(value)
        let term = plain.hasPrefix("定期") ? String(plain.dropFirst(2)) : plain
        guard let said = Retention(term: term) ?? Retention(code: term), let coded = Retention(term: coded) else {
            return true
        }
        return said == coded
    }
}
