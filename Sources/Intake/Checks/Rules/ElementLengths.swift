import Archive

/// No value is longer than its element may be.
///
/// Check: authenticity (真实性), YJ-1-2. Source: DA/T 70-2018 (元数据项数据长度); lengths in `RuleBook`.
struct ElementLengths: Check {
    let key = "element-lengths"

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        var findings: [Finding] = []
        let book = package.rules.book
        if let item = record.item, let n = package.contents?.list.file, !package.hasMetadata {
            for element in item.elements {
                let name = element.name == "档号" ? "完整档号" : element.name
                // The same element has the same length, whether a list or metadata says it.
                guard let longest = book.element(named: name)?.longest else { continue }
                findings += judge(element.name, element.value, longest, item.line, package.path(n), record)
            }
        }
        guard let metadata = record.metadata, let n = record.metadataFile else { return findings }
        for element in metadata.elements {
            guard let longest = book.element(element.path)?.longest else { continue }
            findings += judge(element.name, element.value, longest, element.line, package.path(n), record)
        }
        return findings
    }

    private func judge(
        _ name: String, _ value: String, _ longest: Int, _ line: Int, _ file: FileName, _ record: RecordUnderCheck
    ) -> [Finding] {
        let length = value.unicodeScalars.count
        guard length > longest else { return [] }
        return [
            finding(
                .blocking, file: file, element: name, line: line, record: record.code,
                Words(
                    zh: "“\(name)”有 \(length) 个字，最长 \(longest) 个。",
                    en: "\(name) has \(length) characters; \(longest) are allowed."),
                Words(
                    zh: "请移交单位核对是否混入了别的内容，改短后重新提交。",
                    en: "The agency looks for foreign content in it, shortens it and submits again."))
        ]
    }
}
