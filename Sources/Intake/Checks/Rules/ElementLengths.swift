import Archive

/// No value is longer than its element may be.
///
/// Check: authenticity (真实性), YJ-1-2. Source: DA/T 70-2018 (元数据项数据长度); lengths in `MetadataScheme`.
struct ElementLengths: Check {
    let key = "element-lengths"

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        guard let metadata = record.metadata, let n = record.metadataFile else { return [] }
        return metadata.elements.compactMap { element in
            guard let longest = MetadataScheme.element(element.path)?.longest else { return nil }
            let length = element.value.unicodeScalars.count
            guard length > longest else { return nil }
            return finding(
                .blocking, file: package.path(n), element: element.name, line: element.line, record: record.code,
                Words(
                    zh: "“\(element.name)”有 \(length) 个字，最长 \(longest) 个。",
                    en: "\(element.name) has \(length) characters; \(longest) are allowed."),
                Words(
                    zh: "请移交单位核对是否混入了别的内容，改短后重新提交。",
                    en: "The agency looks for foreign content in it, shortens it and submits again."))
        }
    }
}
