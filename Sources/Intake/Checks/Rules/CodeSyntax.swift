import Archive

/// Reference codes are built as a rule of the standards, or of the archive, says.
///
/// Check: authenticity (真实性), YJ-1-7. A code in another writing of the same (full-width, another dot) is a warning. Source:
/// DA/T 13-2022, DA/T 22-2015.
struct CodeSyntax: Check {
    let key = "code-syntax"

    /// Of index numbers `IndexNumbers` tells; what comes under a name of its own has no code yet.
    func applies(to package: PackageUnderCheck) -> Bool {
        package.contents.map { $0.kind != .disclosure && $0.layout.collection == nil } ?? false
    }

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        if let item = record.item, let n = package.contents?.list.file {
            return judge(item.code, item.line, package.path(n), package)
        }
        guard let metadata = record.metadata, let n = record.metadataFile else { return [] }
        let element = metadata.element("档号/完整档号") ?? metadata.element("档号")
        guard let element, !element.value.isEmpty else { return judge(record.code, nil, record.folder.path, package) }
        return judge(element.value, element.line, package.path(n), package)
    }

    /// Entries without a folder are no records, but their codes count.
    func tell(of package: PackageUnderCheck, _ tell: (Finding) -> Void) {
        guard let contents = package.contents, let n = contents.list.file, let list = contents.list.value else {
            return
        }
        let folders = contents.folders
        let places = FirstPlaces(count: folders.count) { folders[$0].key }
        for item in list.items where places.place(of: item.key, keyAt: { folders[$0].key }) == nil {
            judge(item.code, item.line, package.path(n), package).forEach(tell)
        }
    }

    private func judge(_ text: String, _ line: Int?, _ file: FileName, _ package: PackageUnderCheck) -> [Finding] {
        guard !text.isEmpty else { return [] }
        do {
            let code = try ReferenceCode(parsing: text, rules: package.settings.codeRules)
            guard !code.isCanonical else { return [] }
            return [
                finding(
                    .warning, file: file, element: "档号", line: line, record: text,
                    Words(
                        zh: "档号“\(text)”的规范写法是“\(code.text)”。", en: "\(text) is written \(code.text) by the standard."),
                    Words(
                        zh: "入库后按规范写法检索，原写法保留；不影响接收。",
                        en: "It is found by either; the original is kept; it may be accepted as it is."))
            ]
        } catch {
            return [finding(.blocking, file: file, element: "档号", line: line, record: text, error.what, error.next)]
        }
    }
}
