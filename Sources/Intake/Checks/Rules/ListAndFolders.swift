import Archive

/// Each listed record has exactly one folder, and each folder is listed; each holds metadata and content.
///
/// Check: integrity (完整性), YJ-2-11. Source: DA/T 93-2022 (接收校验).
struct ListAndFolders: Check {
    let key = "list-and-folders"

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        var findings: [Finding] = []
        let layout = package.contents?.layout ?? .transfer2022
        if package.contents?.isCatalogueOnly == true { return [] }
        // An empty list is told as such, and not once more for each record.
        if record.item == nil, package.contents?.list.value?.items.isEmpty == false {
            findings.append(
                finding(
                    .blocking, file: record.folder.path, record: record.code,
                    Words(
                        zh: "“\(record.folder.name.display)”没有列在\(layout.list.display)里。",
                        en: "\(record.folder.name.display) is not in the list."),
                    Words(
                        zh: "请移交单位补列该件，或移去它的文件，重新提交。",
                        en: "The agency lists the record or removes its files, and submits again.")))
        }
        if let name = layout.metadata, record.folder.metadata.isEmpty {
            findings.append(
                finding(
                    .blocking, file: record.folder.path, record: record.code,
                    Words(
                        zh: "该件没有元数据文件（\(name)）。",
                        en: "The record has no metadata file (\(name))."),
                    Words(zh: "请移交单位补上元数据后重新提交。", en: "The agency adds the metadata and submits again.")))
        }
        if record.folder.contents.isEmpty, record.unreadable == nil || layout.vouchesForFiles == false {
            findings.append(
                finding(
                    .blocking, file: record.folder.path, record: record.code,
                    Words(
                        zh: "该件没有内容文件，只有文件夹\(record.folder.metadata.isEmpty ? "" : "和元数据")。",
                        en: "The record has no content file."),
                    Words(zh: "请移交单位补上正文等内容文件后重新提交。", en: "The agency adds the content and submits again.")))
        }
        return findings
    }

    func tell(of package: PackageUnderCheck, _ tell: (Finding) -> Void) {
        guard let contents = package.contents, let file = contents.list.file, let list = contents.list.value,
            !contents.isCatalogueOnly
        else { return }
        let folders = contents.folders
        var firsts = FirstPlaces()
        /// The folders of one code but the first, by the place of that.
        var doubles: [Int: [Int]] = [:]
        for (place, folder) in folders.enumerated() {
            if let first = firsts.add(folder.key, at: place, keyAt: { folders[$0].key }) {
                doubles[first, default: [first]].append(place)
            }
        }
        for (place, item) in list.items.enumerated() where !item.code.isEmpty {
            let first = firsts.place(of: item.key) { folders[$0].key }
            if first == nil {
                tell(
                    finding(
                        .blocking, file: package.path(file), element: "档号", line: item.line, record: item.code,
                        Words(
                            zh: "目录第 \(place + 1) 条 \(item.code) 在包里没有\(contents.layout.record.zh)。",
                            en: "Entry \(place + 1), \(item.code), has no \(contents.layout.record.en) in the package."),
                        Words(
                            zh: "请移交单位补上该件，或从目录中删去，重新提交。",
                            en: "The agency adds the record or removes the entry, and submits again.")))
            } else if let places = first.flatMap({ doubles[$0] }) {
                let found = places.map { folders[$0] }
                tell(
                    finding(
                        .blocking, file: found[1].path, record: item.code,
                        Words(
                            zh:
                                "\(item.code) 在包里有 \(found.count) 个文件夹：\(found.map(\.path.display).joined(separator: "、"))。",
                            en:
                                "\(item.code) has \(found.count) folders: \(found.map(\.path.display).joined(separator: ", "))."
                        ),
                        Words(zh: "请移交单位合并或去掉多余的文件夹后重新提交。", en: "The agency keeps one of them and submits again.")))
            }
        }
    }
}
