import Archive

/// Elements that must have a value have one: those of the standard, and those this archive requires of the agency besides
/// (检测方案).
///
/// Check: integrity (完整性), YJ-2-4. Source: DA/T 46-2009, DA/T 18-2022 (必著).
struct RequiredElements: Check {
    let key = "required-elements"

    func applies(to package: PackageUnderCheck) -> Bool {
        package.hasMetadata || package.contents != nil && isAsked(of: package)
    }

    /// Files for entries of the catalogue say nothing themselves.
    private func isAsked(of package: PackageUnderCheck) -> Bool {
        !package.scheme.terms.required.isEmpty && package.contents?.carries != .files
    }

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        var findings = isAsked(of: package) ? agreed(record, package) : []
        guard let metadata = record.metadata, let n = record.metadataFile else { return findings }
        for element in package.rules.book.elements where element.obligation == .mandatory {
            if element.isOfDocuments {
                for document in record.documents.map(\.document) {
                    // Whether it is there at all is asked by `MetadataComplete`.
                    guard let value = document.value(of: element.path) else { continue }
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

    /// What the scheme requires, in the metadata or in the list.
    private func agreed(_ record: RecordUnderCheck, _ package: PackageUnderCheck) -> [Finding] {
        // Metadata that cannot be read is told by its own check.
        guard record.unreadable == nil else { return [] }
        // Of several 门类 in a package each record is asked what was agreed on for its own.
        let terms = package.terms(of: record.category(by: package.settings.codeRules))
        return terms.required.compactMap { path in
            let name = path.split(separator: "/").last.map { String($0) } ?? path
            let said = record.metadata?.value(path) ?? record.metadata?.named(name)?.value ?? record.item?.value(name)
            guard said?.isEmpty ?? true else { return nil }
            return finding(
                .blocking, file: record.metadataFile.map(package.path) ?? package.contents?.list.file.map(package.path),
                element: name, line: record.metadata?.element(path)?.line ?? record.item?.line, record: record.code,
                Words(
                    zh: "按与该单位的约定，“\(name)”必填，没有填。",
                    en: "\(name) must be filled in, as agreed with this agency, and is empty."),
                Words(zh: "请移交单位补填后重新提交。", en: "The agency fills it in and submits again."))
        }
    }

    /// Elements of each file that are read by themselves.
    static let known: Set<String> = ["计算机文件名", "计算机文件大小"].reduce(into: []) {
        $0.insert(RuleBook.documents + "/电子属性/" + $1)
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

extension RecordMetadata.Document {
    /// What it says under a path of the rule book; `nil` where it says nothing there.
    fileprivate func value(of path: String) -> String? {
        switch path {
        case RuleBook.documents + "/电子属性/计算机文件名": fileName
        case RuleBook.documents + "/电子属性/计算机文件大小": size
        default: values[path]
        }
    }
}
