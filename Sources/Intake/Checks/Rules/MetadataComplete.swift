import Archive

/// No element that the scheme asks for is missing from the metadata.
///
/// Check: integrity (完整性), YJ-2-3. An element that is there and empty is told by `RequiredElements`. Source: DA/T 46-2009.
struct MetadataComplete: Check {
    let key = "metadata-complete"

    func applies(to package: PackageUnderCheck) -> Bool {
        // Capsules have rules of their own: `CapsuleElements`.
        package.hasMetadata && package.contents?.kind != .capsules
    }

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        guard let metadata = record.metadata, let n = record.metadataFile else { return [] }
        var findings: [Finding] = []
        for element in package.rules.book.elements where element.obligation != .optional {
            let isMandatory = element.obligation == .mandatory
            if element.isOfDocuments {
                // A capsule or package without any is told by the checks of files.
                guard !RequiredElements.known.contains(element.path),
                    let document = metadata.documents.first(where: { $0.values[element.path] == nil })
                else { continue }
                findings.append(
                    missing(
                        element.name, isMandatory, package.path(n), record.code, document.line,
                        package.rules.ground(of: element)))
                continue
            }
            guard metadata.element(element.path) == nil else { continue }
            findings.append(
                missing(
                    element.name, isMandatory, package.path(n), record.code, nil, package.rules.ground(of: element)))
        }
        if metadata.element("档号") == nil, !metadata.elements.contains(where: { $0.path.hasPrefix("档号/") }) {
            findings.append(missing("档号", true, package.path(n), record.code, nil, MetadataComplete.standard))
        }
        if metadata.element("档号/室编件号") == nil, metadata.element("档号/馆编件号") == nil {
            findings.append(missing("室编件号或馆编件号", false, package.path(n), record.code, nil, MetadataComplete.standard))
        }
        return findings
    }

    private static let standard = Words(zh: "DA/T 46-2009", en: "DA/T 46-2009")

    private func missing(
        _ name: String, _ isMandatory: Bool, _ file: FileName, _ code: String, _ line: Int?, _ ground: Words
    ) -> Finding {
        finding(
            isMandatory ? .blocking : .warning, file: file, element: name, line: line, record: code,
            Words(zh: "元数据里没有“\(name)”这个元素。", en: "The metadata has no element \(name)."),
            isMandatory
                ? Words(
                    zh: "请移交单位按\(ground.zh)补上后重新提交。",
                    en: "The agency adds it as \(ground.en) asks, and submits again.")
                : Words(zh: "请移交单位下次补上；不影响接收。", en: "The agency adds it next time; it may be accepted as it is."))
    }
}
