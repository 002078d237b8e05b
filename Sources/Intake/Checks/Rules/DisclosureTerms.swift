import Archive

/// How published information is open (公开属性) and whether it holds (效力状态) are told, in words of their lists.
///
/// Check: authenticity (真实性), YJ-1-4. Finds: values that are in no list, a missing one of either, what may not be published among
/// what was. Source: 政府信息公开条例 (2019).
struct DisclosureTerms: Check {
    let key = "disclosure-terms"

    func applies(to package: PackageUnderCheck) -> Bool { package.contents?.kind == .disclosure }

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        guard let item = record.item, let n = package.contents?.list.file else { return [] }
        let file = package.path(n)
        let lists = package.rules.book.lists
        return openness(item, file, lists) + validity(item, file, lists)
    }

    private func openness(_ item: ItemList.Item, _ file: FileName, _ lists: RuleBook.Lists) -> [Finding] {
        guard let (name, value) = lists.value(.openness, of: item) else {
            return [absent("公开属性", item, file)]
        }
        let plain = NumberText.plain(value).filter { !$0.isWhitespace }
        guard let known = lists.openness.contains(plain) ? plain : lists.opennessToo[plain] else {
            return [strange(name, value, lists.openness, item, file)]
        }
        guard known == "不予公开" else { return [] }
        return [
            finding(
                .blocking, file: file, element: name, line: item.line, record: item.code,
                Words(
                    zh: "\(item.code) 的“\(name)”是“\(value)”：不予公开的信息不能随公开信息移交。",
                    en:
                        "\(name) of \(item.code) is \"\(value)\": what is not published is not handed over with what is."
                ),
                Words(
                    zh: "请移交单位查清：可以公开的改正属性；不能公开的移去，作为档案另行移交。",
                    en: "The agency corrects it, or removes the record and transfers it with its records."))
        ]
    }

    private func validity(_ item: ItemList.Item, _ file: FileName, _ lists: RuleBook.Lists) -> [Finding] {
        guard let (name, value) = lists.value(.validity, of: item) else {
            return [absent("效力状态", item, file)]
        }
        return Validity(text: NumberText.plain(value)) == nil
            ? [strange(name, value, Validity.allCases.map(\.rawValue), item, file)] : []
    }

    private func absent(_ name: String, _ item: ItemList.Item, _ file: FileName) -> Finding {
        finding(
            .blocking, file: file, element: name, line: item.line, record: item.code,
            Words(zh: "\(item.code) 没有“\(name)”。", en: "\(item.code) has no \(name)."),
            Words(zh: "请移交单位补填后重新提交。", en: "The agency fills it in and submits again."))
    }

    private func strange(_ name: String, _ value: String, _ list: [String], _ item: ItemList.Item, _ file: FileName)
        -> Finding
    {
        let list = list.joined(separator: "/")
        return finding(
            .blocking, file: file, element: name, line: item.line, record: item.code,
            Words(
                zh: "\(item.code) 的“\(name)”是“\(value)”，不在值域（\(list)）内。",
                en: "\(name) of \(item.code) is \"\(value)\", which is none of \(list)."),
            Words(zh: "请移交单位按值域改正后重新提交。", en: "The agency corrects it to one of these and submits again."))
    }
}
