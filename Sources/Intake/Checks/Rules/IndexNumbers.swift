import Archive

/// Index numbers of published information are built as the rule says.
///
/// Check: authenticity (真实性), YJ-1-7. Where most of a catalogue has another build, that is the agency's own and a warning; a single
/// one among others is a fault. Source: 政府信息公开目录编制规范 (索引号).
struct IndexNumbers: Check {
    let key = "index-numbers"

    func applies(to package: PackageUnderCheck) -> Bool { package.contents?.kind == .disclosure }

    func tell(of package: PackageUnderCheck, _ tell: (Finding) -> Void) {
        guard let n = package.contents?.list.file, let items = package.contents?.list.value?.items else { return }
        let (all, good) = items.reduce((0, 0)) { counts, item in
            item.code.isEmpty ? counts : (counts.0 + 1, counts.1 + (IndexNumber(item.code) == nil ? 0 : 1))
        }
        let isOwnBuild = good * 2 < all
        for item in items where !item.code.isEmpty && IndexNumber(item.code) == nil {
            tell(
                finding(
                    isOwnBuild ? .warning : .blocking, file: package.path(n), element: "索引号", line: item.line,
                    record: item.code,
                    Words(
                        zh: "索引号“\(item.code)”不是“机构代码/年份-流水号”（如 000014349/2018-00217）。",
                        en: "\(item.code) is not built as agency/year-number (000014349/2018-00217)."),
                    isOwnBuild
                        ? Words(
                            zh: "这批多数如此，应是该机关自己的编法；接收后著录时另给档号。",
                            en:
                                "Most here are like that, the agency's own way; give each record a code when it is described."
                        )
                        : Words(zh: "请移交单位改正后重新提交。", en: "The agency corrects it and submits again.")))
        }
    }
}
