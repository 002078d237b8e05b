import Archive

/// The numbers of records that notes file and form register are those of the list and of the folders.
///
/// Check: integrity (完整性), YJ-2-1. Source: DA/T 93-2022 (档案数量=目录条数), 档发〔2012〕7号 (登记表).
struct RegisteredCounts: Check {
    let key = "registered-counts"

    func findings(in package: PackageUnderCheck) -> [Finding] {
        guard let contents = package.contents else { return [] }
        var findings: [Finding] = []
        if let n = contents.notes.file, let field = contents.notes.value?["档案数量"], !field.value.isEmpty {
            findings += compare(field.value, of: "说明文件", element: "档案数量", line: field.line, n, package)
        }
        if let n = contents.registration.file, let field = contents.registration.value?["移交电子档案文件总数"] {
            findings += compare(field.value, of: "登记表", element: field.name, line: field.line, n, package)
        }
        if let n = contents.list.file, let head = contents.disclosure, !head.count.isEmpty {
            findings += compare(head.count, of: "目录", element: "数量", line: head.line, n, package)
        }
        return findings
    }

    private func compare(
        _ text: String, of source: String, element: String, line: Int, _ n: Int64, _ package: PackageUnderCheck
    ) -> [Finding] {
        let listed = package.contents?.list.value.map { Int64($0.items.count) }
        let found = Int64(package.contents?.folders.count ?? 0)
        guard let said = RegisteredCounts.records(in: text) else {
            return [
                finding(
                    .blocking, file: package.path(n), element: element, line: line,
                    Words(
                        zh: "\(source)的\(element)“\(text)”里没有件数。",
                        en: "\(element) \"\(text)\" gives no number of records."),
                    Words(
                        zh: "请移交单位写明件数（如 \(found)件）后重新提交。",
                        en: "The agency writes the number (\(found)件) and submits again."))
            ]
        }
        guard said != found || listed.map({ $0 != said }) == true else { return [] }
        let list = listed.map { Words(zh: "目录 \($0) 条，", en: "the list has \($0) entries, ") } ?? Words(zh: "", en: "")
        return [
            finding(
                .blocking, file: package.path(n), element: element, line: line,
                Words(
                    zh: "\(source)的\(element)是 \(said) 件，\(list.zh)包里实有 \(found) 件。",
                    en: "\(element) says \(said) records; \(list.en)the package holds \(found)."),
                Words(
                    zh: "请移交单位查清是少交、多交还是写错，改正后重新提交。",
                    en: "The agency finds out which is wrong, corrects it and submits again."))
        ]
    }

    /// The number before 件, or the only number.
    static func records(in text: String) -> Int64? {
        let plain = NumberText.plain(text)
        for unit: Character in ["件", "份"] {
            guard let place = plain.firstIndex(of: unit) else { continue }
            let digits = plain[..<place].reversed().drop { $0.isWhitespace }.prefix {
                $0.isASCII && $0.isNumber || $0 == ","
            }
            if let number = Int64(String(digits.reversed()).filter { $0 != "," }) { return number }
        }
        return NumberText(plain)?.whole
    }
}
