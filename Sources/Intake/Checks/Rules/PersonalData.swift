import Archive

/// Identity numbers and mobile numbers in records that somebody proposes to open (个人信息).
///
/// Check: safety (安全性). For review, never a verdict: whether a person is concerned only a reader can say. Numbers are shown masked.
/// Looks at values and text; numbers in pictures, or written with spaces between, are not seen. Source: 个人信息保护法 28 条,
/// 档案法实施条例 (开放审核), GB 11643-1999 (check digit).
struct PersonalData: Check {
    let key = "personal-data"

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        guard PersonalData.isProposed(record) else { return [] }
        var findings: [Finding] = []
        for n in record.folder.contents {
            guard let found = package.facts[n]?.personal, let first = found.first else { continue }
            findings.append(told(found, file: package.path(n), element: nil, line: nil, record, page: first.page))
        }
        if let item = record.item, let n = package.contents?.list.file {
            for (name, value) in [("题名", item.title)] + item.others.map({ ($0.name, $0.value) }) {
                let found = PersonalNumber.numbers(in: value)
                guard !found.isEmpty else { continue }
                findings.append(told(found, file: package.path(n), element: name, line: item.line, record))
            }
        }
        for element in record.metadata?.elements ?? [] where element.path.hasPrefix("内容描述") {
            let found = PersonalNumber.numbers(in: element.value)
            guard !found.isEmpty, let n = record.metadataFile else { continue }
            findings.append(told(found, file: package.path(n), element: element.name, line: element.line, record))
        }
        return findings
    }

    /// The agency says that it may be opened or published: its opinion, else the state of disclosure, else no secrecy at all.
    private static func isProposed(_ record: RecordUnderCheck) -> Bool {
        func value(_ names: [String]) -> String? {
            names.lazy.compactMap { name in
                (record.item?.other(name) ?? record.metadata?.named(name)?.value).flatMap { $0.isEmpty ? nil : $0 }
            }.first
        }
        let closed = ["不", "延期", "控制", "依申请"]
        for said in [value(["到期开放意见", "开放意见"]), value(["政府信息公开情况", "信息公开情况", "公开属性"])] {
            if let said {
                return !closed.contains(where: said.contains) && (said.contains("开放") || said.contains("公开"))
            }
        }
        return (record.item?.secrecy).flatMap { $0.isEmpty ? nil : $0 } == "公开"
            || record.metadata?.value("内容描述/密级") == "公开"
    }

    private func told(
        _ found: [PersonalNumber], file: FileName, element: String?, line: Int?, _ record: RecordUnderCheck,
        page: Int? = nil
    ) -> Finding {
        let place = page.map { Words(zh: "第 \($0) 页起", en: ", from page \($0) on,") } ?? Words(zh: "", en: "")
        let shown = found.prefix(3).map(\.masked).joined(separator: "、")
        let kinds = PersonalNumber.Kind.allCases.filter { kind in found.contains { $0.kind == kind } }
        return finding(
            .review, file: file, element: element, line: line, record: record.code,
            Words(
                zh: "拟公开的档案\(place.zh)有 \(found.count) 处\(kinds.map(\.words.zh).joined(separator: "、"))（\(shown)）。",
                en:
                    "A record proposed as open has \(found.count) \(kinds.map(\.words.en).joined(separator: " and "))\(place.en) (\(shown))."
            ),
            Words(
                zh: "请开放审核人员看该处是否涉及个人信息，必要时遮盖或延期开放；不影响接收。",
                en:
                    "Whoever reviews the opening looks at the place, and covers it or delays the opening; the verdict stands."
            ))
    }
}
