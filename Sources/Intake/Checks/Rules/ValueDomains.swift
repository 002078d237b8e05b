import Archive

/// Values lie in the list of values their element may have.
///
/// Check: authenticity (真实性), YJ-1-4. Source: DA/T 46-2009 (值域).
struct ValueDomains: Check {
    let key = "value-domains"

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        var findings: [Finding] = []
        let book = package.rules.book
        if let metadata = record.metadata, let n = record.metadataFile {
            for element in metadata.elements where !element.value.isEmpty {
                guard let domain = book.domain(of: book.element(element.path)) else { continue }
                findings += judge(element.name, element.value, domain, element.line, package.path(n), record.code)
            }
        }
        if let item = record.item, let n = package.contents?.list.file {
            for (name, value) in [("密级", item.secrecy), ("保管期限", item.retention)] where !value.isEmpty {
                guard let domain = book.domain(of: book.element(named: name)) else { continue }
                findings += judge(name, value, domain, item.line, package.path(n), record.code)
            }
        }
        return findings
    }

    private func judge(
        _ name: String, _ value: String, _ domain: RuleBook.Domain, _ line: Int, _ file: FileName, _ code: String
    ) -> [Finding] {
        guard !domain.admits(value) else { return [] }
        // 机密★10年 is a class with its term.
        if name == "密级", SecrecyMark.mark(in: value, of: name) != nil { return [] }
        let list = domain.values.joined(separator: "/")
        return [
            finding(
                domain.isOpen ? .warning : .blocking, file: file, element: name, line: line, record: code,
                Words(
                    zh: "“\(name)”写的是“\(value)”，不在值域（\(list)\(domain.admitsYears ? "/30年/10年等" : "")）内。",
                    en: "\(name) is \"\(value)\", which is none of \(list)."),
                Words(
                    zh: domain.isOpen ? "请移交单位核对；不影响接收。" : "请移交单位按值域改正后重新提交。",
                    en: domain.isOpen
                        ? "The agency looks at it; it may be accepted as it is."
                        : "The agency corrects it to one of these and submits again."))
        ]
    }
}
