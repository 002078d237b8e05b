import Archive

/// The metadata of each record can be read as XML.
///
/// Check: usability (可用性), YJ-3-1. Finds: files that are empty, not well-formed, or not in the encoding they declare.
struct MetadataReadable: Check {
    let key = "metadata-readable"

    func applies(to package: PackageUnderCheck) -> Bool { package.hasMetadata }

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        guard let n = record.metadataFile else { return [] }
        if let reason = record.unreadable, !reason.isUnsafe {
            return [
                finding(
                    .blocking, file: package.path(n), line: reason.line, record: record.code,
                    Words(zh: "元数据读不出来：\(reason.words.zh)", en: "The metadata cannot be read: \(reason.words.en)"),
                    Words(
                        zh: "请移交单位按行号改正或重新导出该件元数据后提交。",
                        en: "The agency corrects it at that line, or exports it again, and submits."))
            ]
        }
        guard record.folder.metadata.count > 1, package.contents?.kind != .capsules else { return [] }
        return [
            finding(
                .warning, file: record.folder.path, record: record.code,
                Words(
                    zh: "该件有 \(record.folder.metadata.count) 个元数据文件，只按“\(package.path(n).lastComponent.display)”检测。",
                    en:
                        "The record has \(record.folder.metadata.count) metadata files; only \(package.path(n).lastComponent.display) was used."
                ),
                Words(zh: "请移交单位说明以哪个为准；不影响接收。", en: "The agency says which one counts; it may be accepted as it is."))
        ]
    }

    func findings(in package: PackageUnderCheck) -> [Finding] {
        guard case .unreadable(let n, let reason)? = package.contents?.registration, !reason.isUnsafe else { return [] }
        return [
            finding(
                .warning, file: package.path(n), line: reason.line,
                Words(zh: "登记表读不出来：\(reason.words.zh)", en: "The form cannot be read: \(reason.words.en)"),
                Words(zh: "登记数没有比对；请移交单位核对登记表。", en: "Its numbers were not compared; the agency looks at the form."))
        ]
    }
}
