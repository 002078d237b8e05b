import Archive

/// The notes file and the list are there, can be read, and say what they must.
///
/// Check: authenticity (真实性), YJ-1-12. Finds: a missing or unreadable 说明文件 or 目录文件, missing keys, entries without a
/// code or title, a range of codes that the list does not have. Source: DA/T 93-2022, 附录 B; 档发〔2012〕7号, 附件 2.
struct NotesAndList: Check {
    let key = "notes-and-list"

    /// 必填 in every package, and those of an offline transfer.
    private static let required = ["移交单位", "内容描述", "起止档号", "档案数量", "软硬件环境"]
    private static let offline = ["离线载体参数", "载体编号", "载体数量", "制作单位", "检查单位"]

    func tell(of package: PackageUnderCheck, _ tell: (Finding) -> Void) {
        guard let contents = package.contents else { return }
        (notes(contents, package) + list(contents, package)).forEach(tell)
        if let n = contents.list.file {
            for (place, item) in (contents.list.value?.items ?? RowsOnDisk()).enumerated() {
                entry(item, place + 1, package.path(n), contents.layout, package.rules.book).forEach(tell)
            }
        }
        range(contents, package).forEach(tell)
    }

    private func notes(_ contents: PackageContents, _ package: PackageUnderCheck) -> [Finding] {
        switch contents.notes {
        case .missing where !contents.layout.hasNotes: return []
        case .missing:
            return [
                finding(
                    .blocking, file: FileName("说明文件.TXT"),
                    Words(zh: "包里没有“说明文件.TXT”。", en: "There is no 说明文件.TXT in the package."),
                    Words(
                        zh: "请移交单位补写说明文件（移交单位、内容描述、起止档号、档案数量、软硬件环境等），放在包的根下，重新提交。",
                        en:
                            "The agency writes it (sender, content, range of codes, number of records, environment), puts it at the root and submits again."
                    ))
            ]
        case .unreadable(let n, let reason):
            return [
                finding(
                    .blocking, file: package.path(n),
                    Words(zh: "说明文件读不出来：\(reason.words.zh)", en: "The notes file cannot be read: \(reason.words.en)"),
                    Words(
                        zh: "请移交单位用 UTF-8 或 GB18030 另存为纯文本后重新提交。",
                        en: "The agency saves it as plain text in UTF-8 or GB18030 and submits again."))
            ]
        case .read(let n, let notes):
            let isOffline = NotesAndList.offline.contains { notes.value($0) != nil }
            return NotesAndList.required.filter { notes.value($0) == nil }
                .map { missing($0, .blocking, notes, package.path(n)) }
                + (isOffline ? NotesAndList.offline : []).filter { notes.value($0) == nil }
                .map { missing($0, .warning, notes, package.path(n)) }
        }
    }

    private func missing(_ key: String, _ severity: Finding.Severity, _ notes: NotesFile, _ file: FileName) -> Finding {
        let isEmpty = notes[key] != nil
        return finding(
            severity, file: file, element: key, line: notes[key]?.line,
            Words(
                zh: isEmpty ? "说明文件的“\(key)”没有填。" : "说明文件没有“\(key)”一项。",
                en: isEmpty ? "\(key) is empty in the notes file." : "The notes file has no \(key)."),
            severity == .blocking
                ? Words(zh: "请移交单位补填后重新提交。", en: "The agency fills it in and submits again.")
                : Words(zh: "请移交单位下次补填；不影响接收。", en: "The agency fills it in next time; it may be accepted as it is."))
    }

    private func list(_ contents: PackageContents, _ package: PackageUnderCheck) -> [Finding] {
        switch contents.list {
        // By volume, the list of volumes may stand alone: then entries are taken from the metadata.
        case .missing where contents.volumes.value != nil || !contents.layout.hasList: return []
        case .missing:
            return [
                finding(
                    .blocking, file: contents.layout.list,
                    Words(
                        zh: "包里没有“\(contents.layout.list.display)”。",
                        en: "There is no \(contents.layout.list.display) in the package."),
                    Words(
                        zh: "请移交单位补上目录文件，每件一条，放在包的根下，重新提交。",
                        en: "The agency adds the list, an entry for each record, at the root, and submits again."))
            ]
        case .unreadable(let n, let reason):
            // A document type or an entity is told by its own check.
            guard !reason.isUnsafe else { return [] }
            return [
                finding(
                    .blocking, file: package.path(n), line: reason.line,
                    Words(zh: "目录文件读不出来：\(reason.words.zh)", en: "The list cannot be read: \(reason.words.en)"),
                    reason.next
                        ?? Words(
                            zh: "请移交单位按行号改正目录文件后重新提交。",
                            en: "The agency corrects the list at that line and submits again."))
            ]
        case .read(let n, let list):
            if list.items.isEmpty {
                return [
                    finding(
                        .blocking, file: package.path(n), element: contents.layout.hasNotes ? "文件" : nil,
                        Words(zh: "目录里一条“文件”也没有。", en: "The list has no entry at all."),
                        Words(zh: "请移交单位补上条目后重新提交。", en: "The agency adds the entries and submits again."))
                ]
            }
            return []
        }
    }

    private func entry(_ item: ItemList.Item, _ place: Int, _ file: FileName, _ layout: Layout, _ book: RuleBook)
        -> [Finding]
    {
        var findings: [Finding] = []
        for (name, value) in [("档号", item.code), ("题名", item.title)] where value.isEmpty {
            findings.append(
                finding(
                    .blocking, file: file, element: layout.name(of: name), line: item.line,
                    record: item.code.isEmpty ? nil : item.code,
                    Words(
                        zh: "目录第 \(place) 条的“\(layout.name(of: name))”是空的。",
                        en: "\(layout.name(of: name)) of entry \(place) is empty."),
                    Words(zh: "请移交单位补填后重新提交。", en: "The agency fills it in and submits again.")))
        }
        for name in layout.required + layout.expected where item.value(name).isEmpty {
            let easier = book.eased(named: name)
            guard easier != .optional else { continue }
            let isRequired = layout.required.contains(name) && easier == nil
            findings.append(
                finding(
                    isRequired ? .blocking : .warning, file: file, element: layout.name(of: name), line: item.line,
                    record: item.code,
                    Words(
                        zh: "目录第 \(place) 条（\(item.code)）没有“\(layout.name(of: name))”。",
                        en: "Entry \(place) (\(item.code)) has no \(layout.name(of: name))."),
                    isRequired
                        ? Words(zh: "请移交单位补填后重新提交。", en: "The agency fills it in and submits again.")
                        : Words(
                            zh: "请移交单位下次补填；不影响接收。",
                            en: "The agency fills it in next time; it may be accepted as it is.")))
        }
        return findings
    }

    /// 起止档号: both ends are in the list, and are its ends.
    private func range(_ contents: PackageContents, _ package: PackageUnderCheck) -> [Finding] {
        guard let n = contents.notes.file, let field = contents.notes.value?["起止档号"], !field.value.isEmpty,
            let items = contents.list.value?.items, let first = items.first, let last = items.last
        else { return [] }
        let ends = NotesAndList.ends(of: field.value)
        guard ends.count == 2 else { return [] }
        let absent = ends.filter { end in
            let key = ReferenceCode.key(of: end)
            return !items.contains { $0.key == key }
        }
        if !absent.isEmpty {
            return [
                finding(
                    .blocking, file: package.path(n), element: "起止档号", line: field.line,
                    Words(
                        zh:
                            "说明文件的起止档号“\(field.value)”中，\(absent.joined(separator: "、")) 不在目录里（目录首条 \(first.code)，末条 \(last.code)）。",
                        en:
                            "The range of codes in the notes names \(absent.joined(separator: ", ")), not in the list (first \(first.code), last \(last.code))."
                    ),
                    Words(
                        zh: "请移交单位核对起止档号和目录后重新提交。", en: "The agency compares the range with the list and submits again."
                    ))
            ]
        }
        let listed = [first.code, last.code].map(ReferenceCode.key)
        guard Set(ends.map(ReferenceCode.key)) != Set(listed) else { return [] }
        return [
            finding(
                .warning, file: package.path(n), element: "起止档号", line: field.line,
                Words(
                    zh: "说明文件的起止档号是“\(field.value)”，目录首条是 \(first.code)，末条是 \(last.code)。",
                    en:
                        "The range in the notes is \(field.value); the list begins with \(first.code) and ends with \(last.code)."
                ),
                Words(zh: "请接收人员核对；不影响接收。", en: "Whoever receives it compares the two; it may be accepted as it is."))
        ]
    }

    private static func ends(of text: String) -> [String] {
        for separator in ["至", "到", "～", "~", "——"] where text.contains(separator) {
            let parts = text.split(separator: separator, maxSplits: 1).map { NumberText.trimmed(String($0)) }
            if parts.count == 2 { return parts }
        }
        return []
    }
}
