import Archive

/// Dates exist and follow one another; years and numbers are possible.
///
/// Check: authenticity (真实性), YJ-1-5. Finds: days that do not exist, days to come, steps of the process in reversed order, a
/// record dated after it was filed. Source: DA/T 70-2018 (数据值合理性).
struct PlausibleValues: Check {
    let key = "plausible-values"

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        var findings: [Finding] = []
        if let item = record.item, let n = package.contents?.list.file {
            findings += judge(date: item.date, "日期", item.line, package.path(n), record, package)
            findings += lost(item, package.path(n), record)
        }
        guard let metadata = record.metadata, let n = record.metadataFile else { return findings }
        let file = package.path(n)
        for element in metadata.elements where !element.value.isEmpty {
            switch package.rules.book.element(element.path)?.form {
            case .date, .moment:
                findings += judge(date: element.value, element.name, element.line, file, record, package)
            case .year: findings += judge(year: element, file, record, package)
            case .counting: findings += judge(number: element, file, record)
            default: break
            }
        }
        return findings + order(metadata, file, record)
    }

    /// What a spreadsheet shows where a formula came to nothing or a column is too narrow.
    private func lost(_ item: ItemList.Item, _ file: FileName, _ record: RecordUnderCheck) -> [Finding] {
        let fields = [
            ("档号", item.code), ("题名", item.title), ("责任者", item.author), ("日期", item.date), ("保管期限", item.retention),
            ("密级", item.secrecy), ("页数", item.pages),
        ]
        return (fields + item.others.map { ($0.name, $0.value) }).compactMap { name, value in
            guard value.hasPrefix("#"), PlausibleValues.errors.contains(value) || value.allSatisfy({ $0 == "#" }) else {
                return nil
            }
            return wrong(
                name, item.line, file, record,
                Words(
                    zh: "“\(name)”是“\(value)”：表格里的公式出错或列宽不够，真正的值丢失了。",
                    en: "\(name) is \(value): a formula failed or the column was too narrow, and the value is lost."))
        }
    }

    private static let errors: Set<String> = [
        "#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!",
    ]

    private func judge(
        date: String, _ name: String, _ line: Int, _ file: FileName, _ record: RecordUnderCheck,
        _ package: PackageUnderCheck
    ) -> [Finding] {
        switch DateText(date) {
        case .impossible:
            [
                wrong(
                    name, line, file, record, Words(zh: "没有“\(date)”这一天。", en: "There is no day \"\(date)\"."))
            ]
        case .day(let day) where day > package.today.adding(days: 1):
            [
                wrong(
                    name, line, file, record,
                    Words(
                        zh: "“\(name)”是 \(date)，比今天（\(package.today)）还晚。",
                        en: "\(name) is \(date), after today (\(package.today))."))
            ]
        case .day(let day) where day.year < 1000:
            [
                wrong(
                    name, line, file, record,
                    Words(zh: "“\(name)”是 \(date)，年份不合理。", en: "\(name) is \(date): not a possible year."))
            ]
        // A month or a year alone.
        case .unreadable:
            if let from = (try? ArchivalDate(parsing: date))?.from, from > package.today {
                [
                    wrong(
                        name, line, file, record,
                        Words(
                            zh: "“\(name)”是 \(date)，比今天（\(package.today)）还晚。",
                            en: "\(name) is \(date), after today (\(package.today))."))
                ]
            } else {
                []
            }
        default: []
        }
    }

    private func judge(
        year element: RecordMetadata.Element, _ file: FileName, _ record: RecordUnderCheck, _ package: PackageUnderCheck
    ) -> [Finding] {
        guard let year = Int(NumberText.plain(element.value)), year < 1300 || year > package.today.year else {
            return []
        }
        return [
            wrong(
                element.name, element.line, file, record,
                Words(
                    zh: "“\(element.name)”是 \(element.value)，不合理（今年是 \(package.today.year) 年）。",
                    en: "\(element.name) is \(element.value), which cannot be (this year is \(package.today.year))."))
        ]
    }

    private func judge(
        number element: RecordMetadata.Element, _ file: FileName, _ record: RecordUnderCheck
    ) -> [Finding] {
        guard let number = NumberText(element.value), number.whole == 0 || number.whole > 100_000 else { return [] }
        return [
            wrong(
                element.name, element.line, file, record,
                Words(
                    zh: "“\(element.name)”是 \(element.value)，不合理。",
                    en: "\(element.name) is \(element.value), which cannot be."))
        ]
    }

    /// The steps of a record's life in the order in which they can only happen.
    private static let steps = ["起草", "审核", "签发", "归档"]

    private func order(_ metadata: RecordMetadata, _ file: FileName, _ record: RecordUnderCheck) -> [Finding] {
        var findings: [Finding] = []
        var earlier: (name: String, time: MomentText, text: String)?
        for step in PlausibleValues.steps {
            guard let action = metadata.actions.first(where: { $0.name == step }), let time = MomentText(action.time)
            else { continue }
            if let before = earlier, time < before.time {
                findings.append(
                    wrong(
                        "行为时间", action.line, file, record,
                        Words(
                            zh: "\(step)在 \(action.time)，比\(before.name)（\(before.text)）还早，次序颠倒。",
                            en: "\(step) is dated \(action.time), before \(before.name) (\(before.text)): reversed.")))
            }
            earlier = (step, time, action.time)
        }
        if let filed = metadata.actions.first(where: { $0.name == "归档" }), let time = MomentText(filed.time),
            let date = metadata.element("内容描述/日期"), let day = DateText(date.value).day, time.day < day
        {
            findings.append(
                wrong(
                    "日期", date.line, file, record,
                    Words(
                        zh: "文件日期 \(date.value) 晚于归档时间 \(filed.time)。",
                        en: "The record is dated \(date.value), after it was filed (\(filed.time)).")))
        }
        return findings
    }

    private func wrong(_ name: String, _ line: Int, _ file: FileName, _ record: RecordUnderCheck, _ what: Words)
        -> Finding
    {
        finding(
            .blocking, file: file, element: name, line: line, record: record.code, what,
            Words(zh: "请移交单位对照原件改正后重新提交。", en: "The agency corrects it by the original and submits again."))
    }
}
