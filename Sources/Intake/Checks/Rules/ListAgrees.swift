import Archive

/// The list says of a record what its metadata says.
///
/// Check: authenticity (真实性). Writings of the same are the same: width, spaces, brackets, 2019-07-26 and 20190726.
struct ListAgrees: Check {
    let key = "list-agrees"

    func applies(to package: PackageUnderCheck) -> Bool {
        if case .missing? = package.contents?.copy { return package.hasMetadata }
        return package.contents != nil
    }

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        guard let item = record.item, let metadata = record.metadata, let n = package.contents?.list.file else {
            return []
        }
        let pairs: [(String, String, String)] = [
            ("题名", item.title, "内容描述/题名"), ("责任者", item.author, "内容描述/责任者"), ("日期", item.date, "内容描述/日期"),
            ("密级", item.secrecy, "内容描述/密级"), ("保管期限", item.retention, "档号/保管期限"),
            ("页数", item.pages, "形式特征/页数"),
        ]
        return pairs.compactMap { name, listed, path in
            guard !listed.isEmpty, let described = metadata.value(path), !ListAgrees.same(listed, described, name)
            else {
                return nil
            }
            return finding(
                .blocking, file: package.path(n), element: name, line: item.line, record: record.code,
                Words(
                    zh: "\(record.code) 的“\(name)”，目录是“\(listed)”，元数据是“\(described)”。",
                    en: "\(name) of \(record.code) is \(listed) in the list and \(described) in the metadata."),
                Words(
                    zh: "请移交单位对照原件改正其中一处后重新提交。",
                    en: "The agency corrects one of them by the original and submits again."))
        }
    }

    /// Two forms of one list (XLSX and CSV) say the same of each record.
    func findings(in package: PackageUnderCheck) -> [Finding] {
        guard let contents = package.contents, let list = contents.list.value else { return [] }
        switch contents.copy {
        case .missing: return []
        case .unreadable(let n, let reason):
            return [
                finding(
                    .warning, file: package.path(n), line: reason.line,
                    Words(
                        zh: "第二份目录读不出来：\(reason.words.zh)", en: "The second list cannot be read: \(reason.words.en)"),
                    Words(
                        zh: "只按“\(contents.list.file.map { package.path($0).lastComponent.display } ?? "")”检测；不影响接收。",
                        en: "The first alone was used; it may be accepted as it is."))
            ]
        case .read(let n, let copy): return compare(list, copy, package.path(n))
        }
    }

    private func compare(_ list: ItemList, _ copy: ItemList, _ file: FileName) -> [Finding] {
        let (firsts, others) = (ListAgrees.byCode(list), ListAgrees.byCode(copy))
        var findings: [Finding] = []
        // A code that stands twice is told as such.
        for item in list.items where !item.code.isEmpty && firsts[ReferenceCode.key(of: item.code)]?.count == 1 {
            guard let other = others[ReferenceCode.key(of: item.code)]?.first else {
                findings.append(differing(item.code, file, nil, "档号", "有", "没有", ("has it", "does not")))
                continue
            }
            for name in ["题名", "责任者", "日期", "密级", "保管期限", "页数", "公开属性", "效力状态"] {
                let (left, right) = (item.value(name), other.value(name))
                guard !ListAgrees.same(left, right, name) else { continue }
                findings.append(
                    differing(
                        item.code, file, other.line, name, "是“\(left)”", "是“\(right)”",
                        ("says \(left)", "says \(right)")))
            }
        }
        for item in copy.items where !item.code.isEmpty && firsts[ReferenceCode.key(of: item.code)] == nil {
            findings.append(differing(item.code, file, item.line, "档号", "没有", "有", ("does not have it", "does")))
        }
        return findings
    }

    private static func byCode(_ list: ItemList) -> [String: [ItemList.Item]] {
        Dictionary(grouping: list.items) { ReferenceCode.key(of: $0.code) }
    }

    private func differing(
        _ code: String, _ file: FileName, _ line: Int?, _ name: String, _ first: String, _ second: String,
        _ english: (String, String)
    ) -> Finding {
        finding(
            .blocking, file: file, element: name, line: line, record: code,
            Words(
                zh: "两份目录不一致：\(code) 的“\(name)”，第一份\(first)，第二份\(second)。",
                en: "The two lists differ in \(name) of \(code): the first \(english.0), the second \(english.1)."),
            Words(
                zh: "请移交单位以其中一份为准，去掉或改正另一份，重新提交。",
                en: "The agency keeps one of them, removes or corrects the other, and submits again."))
    }

    private static func same(_ left: String, _ right: String, _ name: String) -> Bool {
        if folded(left) == folded(right) { return true }
        switch name {
        case "日期":
            let days = (DateText(left), DateText(right))
            // Neither a day: told by other checks.
            return days.0 == days.1 && days.0.day != nil || days.0 == .unreadable || days.1 == .unreadable
        case "保管期限":
            let terms = [left, right].map { text -> Retention? in
                let plain = NumberText.plain(text)
                let term = plain.hasPrefix("定期") ? String(plain.dropFirst(2)) : plain
                return Retention(term: term) ?? Retention(code: term)
            }
            return terms[0] != nil && terms[0] == terms[1]
        case "页数": return NumberText(left).map { $0.whole == NumberText(right)?.whole } ?? true
        case "责任者": return Set(names(left)) == Set(names(right))
        default: return false
        }
    }

    /// Several authors in any order, separated by any of the usual signs.
    private static func names(_ text: String) -> [String] {
        text.split { "、;；,，/ 　".contains($0) }.map { folded(String($0)) }
    }

    /// Half-width, without spaces and punctuation that keyboards write in several ways.
    private static func folded(_ text: String) -> String {
        let kept = text.unicodeScalars.map(NumberText.halfWidth).filter { scalar in
            !scalar.properties.isWhitespace && !"\"'“”‘’「」『』《》<>〈〉()[]〔〕【】·•.,、。:;—-".unicodeScalars.contains(scalar)
        }
        return String(String.UnicodeScalarView(kept))
    }
}
