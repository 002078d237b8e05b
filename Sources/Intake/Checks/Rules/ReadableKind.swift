import Archive

/// The package is of a layout that can be read here.
///
/// Check: authenticity (真实性), YJ-1-13. Finds: another layout, named if it is known, or no container at all. It is then
/// the only finding, since every other would judge by the wrong rules. Source: DA/T 93-2022.
struct ReadableKind: Check {
    let key = "readable-kind"

    func applies(to package: PackageUnderCheck) -> Bool { true }

    func findings(in package: PackageUnderCheck) -> [Finding] {
        for fault in package.package.faults {
            if case .notAContainer(let name) = fault.kind { return [notAContainer(name)] }
        }
        guard package.contents == nil, !package.package.faults.contains(where: \.kind.stops) else { return [] }
        let kind = KnownLayouts.kind(of: package.package)
        return [
            finding(
                .blocking,
                Words(
                    zh: "这种移交包暂时不能读取：\(kind.words.zh)，共 \(package.listing.count) 个文件，没有作其他检测。",
                    en:
                        "This kind of package cannot be read yet: \(kind.words.en), \(package.listing.count) files; nothing else was checked."
                ),
                Words(
                    zh: "请移交单位按 DA/T 93-2022（说明文件.TXT、目录文件.XML、全宗号/类别/档号/）或 2012 年移交办法重新组织，或等本系统支持后再交。",
                    en:
                        "The agency arranges it by DA/T 93-2022 (说明文件.TXT, 目录文件.XML, 全宗号/类别/档号/) or by the rules of 2012, or waits until this kind can be read."
                ))
        ]
    }

    private func notAContainer(_ name: String) -> Finding {
        let what =
            name.isEmpty ? Words(zh: "未知格式", en: "of unknown format") : Words(zh: "\(name) 文件", en: "a \(name) file")
        return finding(
            .blocking,
            Words(
                zh: "这种移交包暂时不能读取：收到的是\(what.zh)，不是文件夹、ZIP 或 TAR。",
                en: "This kind of package cannot be read yet: it is \(what.en), not a folder, ZIP or TAR."),
            Words(zh: "请移交单位改用 ZIP 或 TAR 打包后重新提交。", en: "The agency packs it as ZIP or TAR and submits again."))
    }
}
