import Archive

/// No file lies in the package that neither metadata nor layout accounts for.
///
/// Check: safety (安全性), YJ-4-3. Finds: files in a record's folder that its metadata does not name, files outside the
/// layout. What operating systems leave behind is a warning.
struct SurplusFiles: Check {
    let key = "surplus-files"

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        guard record.metadata != nil || record.item?.listed.isEmpty == false else { return [] }
        let named = Set(record.documents.compactMap(\.file))
        let isOfList = record.metadata == nil
        return record.folder.contents.filter { !named.contains($0) }.map { n in
            surplus(
                package.path(n), record: record.code,
                isOfList
                    ? Words(zh: "目录没有列出这个文件。", en: "The list does not name this file.")
                    : Words(zh: "元数据没有列出这个文件。", en: "The record's metadata does not name this file."))
        }
    }

    func tell(of package: PackageUnderCheck, _ tell: (Finding) -> Void) {
        for n in package.contents?.strays ?? [] { tell(stray(n, package)) }
    }

    private func stray(_ n: Int64, _ package: PackageUnderCheck) -> Finding {
        surplus(
            package.path(n), record: nil,
            package.contents?.layout.placement == .byName
                ? Words(
                    zh: "文件名和所在文件夹都不是目录里的档号，不知属于哪一件。",
                    en: "Neither its name nor its folder is a code of the list: which record it belongs to is unknown.")
                : Words(
                    zh: "这个文件不在任何一件档案里，也不是说明文件、目录或“其他”中的文件。",
                    en: "The file belongs to no record, and is neither notes, list, nor in 其他."))
    }

    private func surplus(_ path: FileName, record: String?, _ what: Words) -> Finding {
        Leftovers.contains(path)
            ? finding(
                .warning, file: path, record: record,
                Words(zh: "这是操作系统留下的文件，不属于档案。", en: "It was left by an operating system and belongs to no record."),
                Words(zh: "请移交单位下次清理；不影响接收。", en: "The agency cleans up next time; it may be accepted as it is."))
            : finding(
                .blocking, file: path, record: record, what,
                Words(
                    zh: "请移交单位列明它属于哪一件，或移去该文件，重新提交。",
                    en: "The agency says which record it belongs to or removes it, and submits again."))
    }
}
