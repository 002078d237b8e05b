import Archive

/// Elements that must have a value have one.
///
/// Check: integrity (完整性), YJ-2-4. Source: DA/T 46-2009, DA/T 18-2022 (必著).
struct RequiredElements: Check {
    let key = "required-elements"

    func applies(to package: PackageUnderCheck) -> Bool { package.hasMetadata }

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        guard let metadata = record.metadata, let n = record.metadataFile else { return [] }
        var findings: [Finding] = []
        for element in MetadataScheme.documents.elements where element.obligation == .mandatory {
            if element.isOfDocuments {
                for document in record.documents.map(\.document) {
                    let value = element.name == "计算机文件大小" ? document.size : document.fileName
                    // A document without a name is told by `ListedFiles`.
                    guard value.isEmpty, !document.fileName.isEmpty else { continue }
                    findings.append(empty(element.name, document.line, package.path(n), record.code, document.fileName))
                }
            } else if let found = metadata.element(element.path), found.value.isEmpty {
                findings.append(empty(element.name, found.line, package.path(n), record.code, nil))
            }
        }
        return findings
    }

    private func empty(_ name: String, _ line: Int, _ file: FileName, _ code: String, _ of: String?) -> Finding {
        finding(
            .blocking, file: file, element: name, line: line, record: code,
            Words(
                zh: "\(of.map { "“\($0)”的" } ?? "")“\(name)”是必填项，没有填。",
                en: "\(name)\(of.map { " of \($0)" } ?? "") must be filled in and is empty."),
            Words(zh: "请移交单位补填后重新提交。", en: "The agency fills it in and submits again."))
    }
}
