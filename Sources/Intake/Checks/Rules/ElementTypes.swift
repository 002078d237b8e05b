import Archive

/// Values have the type and form of their element: a year, a date, a number.
///
/// Check: authenticity (真实性), YJ-1-3. Full-width digits count as digits. A day that is written well and does not exist is told by
/// `PlausibleValues`. Source: DA/T 46-2009, DA/T 18-2022 (YYYYMMDD in lists).
struct ElementTypes: Check {
    let key = "element-types"

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        var findings: [Finding] = []
        if let metadata = record.metadata, let n = record.metadataFile {
            for element in metadata.elements where !element.value.isEmpty {
                guard let form = package.rules.book.element(element.path)?.form,
                    let expected = ElementTypes.expected(of: element.value, form)
                else { continue }
                findings.append(
                    wrong(element.name, element.value, expected, element.line, package.path(n), record.code))
            }
        }
        if let item = record.item, let n = package.contents?.list.file {
            for (name, value, form) in [("日期", item.date, RuleBook.Form.date), ("页数", item.pages, .counting)] {
                guard !value.isEmpty, let expected = ElementTypes.expected(of: value, form),
                    // A catalogue of old records knows some only by month or year (DA/T 18-2022).
                    form != .date || package.hasMetadata || (try? ArchivalDate(parsing: value)) == nil
                else { continue }
                findings.append(wrong(name, value, expected, item.line, package.path(n), record.code))
            }
        }
        return findings
    }

    /// What was expected, if `value` is not it.
    private static func expected(of value: String, _ form: RuleBook.Form) -> Words? {
        let plain = NumberText.plain(value)
        let isDigits = !plain.isEmpty && plain.utf8.allSatisfy { (48...57).contains($0) }
        switch form {
        case .text: return nil
        case .year:
            return isDigits && plain.utf8.count == 4
                ? nil : Words(zh: "四位年份，如 2019", en: "a year of four digits, as in 2019")
        case .date:
            return DateText(value) == .unreadable ? Words(zh: "日期，如 2019-07-26", en: "a date, as in 2019-07-26") : nil
        case .moment:
            if case .impossible = DateText(value) { return nil }
            return MomentText(value) == nil
                ? Words(zh: "日期时间，如 2019-07-26T09:12:30", en: "a date and time, as in 2019-07-26T09:12:30") : nil
        case .counting:
            let number = NumberText(plain)
            let isCount =
                isDigits || number.map { $0.decimals.isEmpty && ["页", "件", "面", "张"].contains($0.unit) } == true
            return isCount ? nil : Words(zh: "正整数", en: "a whole number")
        case .whole:
            return NumberText(plain).map { $0.decimals.isEmpty || !$0.unit.isEmpty } == true
                ? nil : Words(zh: "字节数", en: "a number of bytes")
        }
    }

    private func wrong(
        _ name: String, _ value: String, _ expected: Words, _ line: Int, _ file: FileName, _ code: String
    ) -> Finding {
        finding(
            .blocking, file: file, element: name, line: line, record: code,
            Words(
                zh: "“\(name)”写的是“\(value)”，应是\(expected.zh)。",
                en: "\(name) is \"\(value)\"; it should be \(expected.en)."),
            Words(zh: "请移交单位改正后重新提交。", en: "The agency corrects it and submits again."))
    }
}
