import Archive

/// Files that came for entries of the catalogue (挂接) find their entries, once, and with as many pages as these say.
///
/// Check: integrity (完整性). Finds: files that no entry has the code of (多出), entries that have their files already (重复), other
/// numbers of pages, and entries of the same catalogue that still wait (缺全文). None of it holds up the rest; a package that
/// finds no entry at all goes back. Source: DA/T 31-2017 (数据挂接), DA/T 71-2018.
struct LinksAgree: Check {
    let key = "links-agree"

    func applies(to package: PackageUnderCheck) -> Bool { package.contents?.carries == .files }

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        guard let entry = package.waiting?.found[ReferenceCode.key(of: record.code)], let said = entry.pages else {
            return []
        }
        var total: Int64 = 0
        for (document, number) in record.documents where document.role != .draft {
            // An image is a page.
            guard let number, package.facts[number]?.damage == nil, let pages = package.facts[number]?.pages else {
                return []
            }
            total += pages
        }
        guard total > 0, total != said else { return [] }
        return [
            finding(
                .warning, file: record.folder.path, element: "页数", record: record.code,
                Words(
                    zh: "\(record.code)：目录记 \(said) 页，送来的文件共 \(total) 页。",
                    en: "\(record.code): the catalogue says \(said) pages, the files have \(total)."),
                Words(
                    zh: "请对照原件核对是否缺页、多页，改正目录或补扫；不影响挂接。",
                    en:
                        "Compare with the original, correct the entry or scan again; the files are attached all the same."
                ))
        ]
    }

    func tell(of package: PackageUnderCheck, _ tell: (Finding) -> Void) {
        guard let contents = package.contents, applies(to: package) else { return }
        guard let waiting = package.waiting else { return tell(notCompared(contents)) }
        let held = package.held ?? []
        guard contents.folders.contains(where: { waiting.found[$0.key] != nil }) else { return tell(nothing(contents)) }
        for folder in contents.folders where waiting.found[folder.key] == nil {
            let code = folder.name.display
            tell(
                held.contains(ReferenceCode.key(of: code))
                    ? aside(
                        folder, Words(zh: "\(code) 已有全文，重复送来。", en: "\(code) has its files already: sent twice."),
                        Words(
                            zh: "没有替换已有的文件；要更换请先与档案馆商定。",
                            en: "What is there stays; agree with the archive if it is to be replaced."))
                    : aside(
                        folder,
                        Words(zh: "目录里没有 \(code)，不知挂到哪一条。", en: "No entry of the catalogue has the code \(code)."),
                        Words(
                            zh: "请核对文件名中的档号，或先导入这一条目录再送。",
                            en: "Check the code in the name, or send the catalogue entry first.")))
        }
        if waiting.absentCount > 0 { absent(waiting, package).forEach(tell) }
    }

    private func aside(_ folder: RecordFolder, _ what: Words, _ next: Words) -> Finding {
        finding(
            .warning, file: folder.path, element: "档号", record: folder.name.display,
            Words(
                zh: what.zh + "这 \(folder.contents.count) 个文件没有挂接，随包保存。",
                en: what.en + " Its \(folder.contents.count) files are kept with the package, not attached."),
            next)
    }

    private func absent(_ waiting: WaitingEntries, _ package: PackageUnderCheck) -> [Finding] {
        var findings = waiting.absent.prefix(FindingCollector.told / 2).map { entry in
            finding(
                .warning, element: "档号", record: entry.code,
                Words(
                    zh: "\(entry.code) 仍缺全文：包里没有以它命名的文件。",
                    en: "\(entry.code) still has no files: none of that name in the package."),
                Words(zh: "补扫或补交后再挂接；不影响其余各件。", en: "Scan or send it later; the others are attached."))
        }
        let more = waiting.absentCount - Int64(findings.count)
        if more > 0 {
            findings.append(
                finding(
                    .warning, element: "档号",
                    Words(
                        zh: "同一目录还有 \(more) 条仍缺全文，没有逐一列出。",
                        en: "\(more) more entries of the same catalogue still have no files."),
                    Words(zh: "可在“待挂接”中查看全部。", en: "The list of waiting entries shows them all.")))
        }
        return findings
    }

    private func nothing(_ contents: PackageContents) -> Finding {
        finding(
            .blocking, element: "档号",
            Words(
                zh: "包里 \(contents.folders.count) 个档号，没有一个是目录中待挂接的条目（如 \(contents.folders.first?.name.display ?? "")）。",
                en:
                    "None of the \(contents.folders.count) codes in the package is an entry that waits for files (such as \(contents.folders.first?.name.display ?? ""))."
            ),
            Words(
                zh: "请先导入这批档案的目录（电子表格），或核对文件名中的档号，再重新提交。",
                en: "Send the catalogue (a spreadsheet) first, or check the codes in the names; then submit again."))
    }

    private func notCompared(_ contents: PackageContents) -> Finding {
        finding(
            .review,
            Words(
                zh: "没有与目录比对（没有指定档案馆的数据目录）：包里有 \(contents.folders.count) 个档号。",
                en:
                    "Not compared with the catalogue (no home was given): \(contents.folders.count) codes in the package."
            ),
            Words(zh: "接收时会自动比对。", en: "This is done when the package is received."))
    }
}
