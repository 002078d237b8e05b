import Archive

/// The list says of a record what its metadata says.
///
/// Check: authenticity (真实性). Writings of the same are the same: width, spaces, brackets, 2019-07-26 and 20190726.
struct ListAgrees: Check {
    let key = "list-agrees"

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
