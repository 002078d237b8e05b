import Archive

/// Title, number, day and author in the metadata are those that the document itself shows.
///
/// Check: authenticity (真实性), YJ-1-11. Only ever for review: a draft, an abbreviation or a typing error look alike from here. Where
/// a text cannot be read, or does not show the thing in the usual way, nothing is said. Source: DA/T 70-2018, GB/T 9704-2012.
struct TextAgrees: Check {
    let key = "text-agrees"

    func applies(to package: PackageUnderCheck) -> Bool { package.contents != nil && package.facts.hasIdentities }

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        guard let main = record.documents.first(where: { $0.document.role == .main }), let n = main.file,
            let text = package.facts.identity(of: n)
        else { return [] }
        func value(_ path: String, _ listed: String?) -> String {
            record.metadata?.value(path) ?? listed ?? ""
        }
        let title = value("内容描述/题名", record.item?.title)
        let number = value("内容描述/文件编号", record.item?.other("文件编号"))
        let date = value("内容描述/日期", record.item?.date)
        let author = value("内容描述/责任者", record.item?.author)
        let differences: [(element: String, said: String, shown: String)?] = [
            differs(number: number, text).map { ("文件编号", number, $0) },
            differs(date: date, text).map { ("日期", date, $0) },
            differs(author: author, text).map { ("责任者", author, $0) },
            differs(title: title, text).map { ("题名", title, $0) },
        ]
        return differences.compactMap(\.self).map { element, said, shown in
            finding(
                .review, file: package.path(n), element: element, record: record.code,
                Words(
                    zh: "“\(element)”著录为“\(said)”，正文上写的是“\(shown)”。",
                    en: "\(element) is given as “\(said)”; the document itself shows “\(shown)”."),
                Words(
                    zh: "请打开正文核对：著录错了的，请移交单位改正；简称、转发等属实的，写明情况即可。",
                    en:
                        "Open the document and look: if the metadata is wrong the agency corrects it; if both are right (a short name, a forwarded document), say so."
                ))
        }
    }

    // What the document shows instead; nil where they agree, or it does not show the thing.

    private func differs(number: String, _ text: DocumentIdentity) -> String? {
        guard let said = DocumentNumber(line: FoldedText.line(number)), !text.numbers.isEmpty,
            !text.numbers.contains(said.text)
        else { return nil }
        return text.numbers.joined(separator: "、")
    }

    private func differs(date: String, _ text: DocumentIdentity) -> String? {
        guard let said = DateText(date).day, !text.days.isEmpty, !text.days.contains(said) else { return nil }
        return text.days.prefix(3).map(\.text).joined(separator: "、")
    }

    private func differs(author: String, _ text: DocumentIdentity) -> String? {
        let names = author.split(whereSeparator: { "、，,；;/ \u{3000}".contains($0) }).map { FoldedText.letters(of: $0) }
            .filter { !$0.isEmpty }
        guard !names.isEmpty, !text.issuers.isEmpty else { return nil }
        let isShown = names.contains { name in
            text.head.contains(name) || text.tail.contains(name)
                || text.issuers.contains { issuer in
                    issuer.contains(name) || name.contains(issuer) || FoldedText.abbreviates(name, issuer)
                        || FoldedText.abbreviates(issuer, name)
                }
        }
        return isShown ? nil : text.issuers.prefix(3).joined(separator: "、")
    }

    private func differs(title: String, _ text: DocumentIdentity) -> String? {
        let said = FoldedText.letters(of: title)
        guard !said.isEmpty, !text.title.isEmpty else { return nil }
        // The head of the paper names the issuer, which catalogues put before the title.
        let core = said.firstRange(of: "关于").map { String(said[$0.lowerBound...]) } ?? said
        let isShown = text.head.contains(core) || said.contains(text.title) || text.title.contains(said)
        return isShown ? nil : text.title
    }
}
