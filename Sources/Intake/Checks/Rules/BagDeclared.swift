import Archive

/// A bag declares itself as it should, and has a manifest that can be used.
///
/// Check: authenticity (真实性), YJ-1-13. Finds: a missing or faulty `bagit.txt`, unknown versions and encodings, no manifest, an
/// unreadable `bag-info.txt`. Source: RFC 8493, 2.1, 2.2.
struct BagDeclared: Check {
    let key = "bag-declared"

    func applies(to package: PackageUnderCheck) -> Bool { package.contents?.bag != nil }

    func findings(in package: PackageUnderCheck) -> [Finding] {
        guard let bag = package.contents?.bag else { return [] }
        let file = bag.declaration.map(package.path) ?? FileName("bagit.txt")
        return bag.declared.map { fault($0, file) } + manifests(bag, package) + info(bag, package)
    }

    private static let again = Words(
        zh: "请移交单位用 BagIt 工具重新打包后提交。", en: "The agency makes the bag again with a BagIt tool and submits.")

    private func fault(_ fault: Bag.DeclarationFault, _ file: FileName) -> Finding {
        switch fault {
        case .missing:
            finding(
                .blocking, file: file,
                Words(zh: "包里没有 bagit.txt，不能算 BagIt 包。", en: "There is no bagit.txt: it is no bag."), BagDeclared.again)
        case .mark:
            finding(
                .warning, file: file,
                Words(
                    zh: "bagit.txt 开头有字节顺序标记，标准不许有。",
                    en: "bagit.txt begins with a byte order mark, which the standard does not allow."),
                Words(zh: "请移交单位下次去掉；不影响接收。", en: "The agency leaves it out next time; it may be accepted as it is."))
        case .lines:
            finding(
                .blocking, file: file,
                Words(
                    zh: "bagit.txt 应有两行：BagIt-Version 和 Tag-File-Character-Encoding。",
                    en: "bagit.txt must have two lines: BagIt-Version and Tag-File-Character-Encoding."),
                BagDeclared.again)
        case .version(let text):
            finding(
                .blocking, file: file, element: "BagIt-Version",
                Words(
                    zh: "BagIt 版本“\(text)”在本机不认识，能读的是 0.93 到 1.0。",
                    en: "The BagIt version \(text) is not known here; 0.93 to 1.0 are."), BagDeclared.again)
        case .encoding(let text):
            finding(
                .blocking, file: file, element: "Tag-File-Character-Encoding",
                Words(
                    zh: "标签文件的编码“\(text)”在本机不能读。", en: "The encoding \(text) of the tag files cannot be read here."),
                Words(zh: "请移交单位改用 UTF-8 重新打包后提交。", en: "The agency makes the bag again in UTF-8 and submits."))
        }
    }

    private func manifests(_ bag: Bag, _ package: PackageUnderCheck) -> [Finding] {
        let unknown = bag.manifests.filter { if case .unknown = $0.algorithm { true } else { false } }
        if bag.manifests.isEmpty {
            return [
                finding(
                    .blocking, file: FileName("manifest-sha512.txt"),
                    Words(zh: "包里没有一份清单（manifest-….txt）。", en: "The bag has no manifest (manifest-….txt)."),
                    BagDeclared.again)
            ]
        }
        let isBlind = unknown.count == bag.manifests.count
        return unknown.map { manifest in
            finding(
                isBlind ? .blocking : .review, file: package.path(manifest.file),
                Words(
                    zh: "清单的算法“\(manifest.algorithm.name)”在本机没有，没有比对。",
                    en: "The algorithm \(manifest.algorithm.name) of this manifest is not known here: not compared."),
                isBlind
                    ? Words(
                        zh: "请移交单位加上 SHA-256 或 SM3 的清单后重新提交。",
                        en: "The agency adds a manifest by SHA-256 or SM3 and submits again.")
                    : Words(zh: "其他清单已比对；请接收人员知悉。", en: "The other manifests were compared; take note."))
        }
    }

    private func info(_ bag: Bag, _ package: PackageUnderCheck) -> [Finding] {
        switch bag.info {
        case .missing: return []
        case .unreadable(let n, let reason):
            return [
                finding(
                    .warning, file: package.path(n),
                    Words(zh: "读不出来：\(reason.words.zh)", en: "It cannot be read: \(reason.words.en)"),
                    Words(zh: "请移交单位下次改正；不影响接收。", en: "The agency corrects it next time; it may be accepted as it is."))
            ]
        case .read(let n, let info):
            var findings = info.strayLines.prefix(5).map { line in
                finding(
                    .warning, file: package.path(n), line: line,
                    Words(
                        zh: "第 \(line) 行不是“名称: 内容”。", en: "Line \(line) is not a label with a value."),
                    Words(zh: "请移交单位下次改正；不影响接收。", en: "The agency corrects it next time; it may be accepted as it is."))
            }
            if !info.isAsDeclared {
                findings.append(
                    finding(
                        .warning, file: package.path(n),
                        Words(
                            zh: "不是 bagit.txt 所写的 \(bag.encoding.name) 编码，按 GB18030 读了。",
                            en: "It is not in \(bag.encoding.name), as bagit.txt says; it was read as GB18030."),
                        Words(
                            zh: "请移交单位下次写对；不影响接收。", en: "The agency declares it rightly next time; it may be accepted.")
                    )
                )
            }
            return findings
        }
    }
}
