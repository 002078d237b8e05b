import Archive

/// Days of published information exist, follow one another, and agree with whether it holds.
///
/// Check: authenticity (真实性), YJ-1-5. Finds: publication before the document was made, an end before its beginning, what ended and is
/// said to hold, what is said to be over with an end to come, a document repealed by itself. Source: 政府信息公开条例 (2019), 第 26 条.
struct DisclosureDates: Check {
    let key = "disclosure-dates"

    func applies(to package: PackageUnderCheck) -> Bool { package.contents?.kind == .disclosure }

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        guard let item = record.item, let n = package.contents?.list.file else { return [] }
        let lists = package.rules.book.lists
        var findings: [Finding] = []
        func wrong(_ name: String, _ what: Words, _ severity: Finding.Severity = .blocking) {
            findings.append(
                finding(
                    severity, file: package.path(n), element: name, line: item.line, record: item.code, what,
                    severity == .blocking
                        ? Words(
                            zh: "请移交单位对照原件改正后重新提交。", en: "The agency corrects it by the original and submits again.")
                        : Words(zh: "请移交单位核对；不影响接收。", en: "The agency looks at it; it may be accepted as it is.")))
        }
        func day(_ column: RuleBook.Column) -> (name: String, text: String, day: Day)? {
            guard let (name, value) = lists.value(column, of: item) else { return nil }
            switch DateText(value) {
            case .day(let day): return (name, value, day)
            case .impossible: wrong(name, Words(zh: "没有“\(value)”这一天。", en: "There is no day \"\(value)\"."))
            case .unreadable:
                wrong(
                    name,
                    Words(
                        zh: "“\(name)”写的是“\(value)”，应是日期，如 2019-07-26。",
                        en: "\(name) is \"\(value)\"; it should be a date, as in 2019-07-26."))
            }
            return nil
        }
        let made = DateText(item.date).day
        let published = day(.published)
        let begin = day(.effective)
        let end = day(.end)
        if let published {
            if published.day > package.today.adding(days: 1) {
                wrong(
                    published.name,
                    Words(
                        zh: "“\(published.name)”是 \(published.text)，比今天（\(package.today)）还晚。",
                        en: "\(published.name) is \(published.text), after today (\(package.today))."))
            } else if let made, published.day < made {
                wrong(
                    published.name,
                    Words(
                        zh: "“\(published.name)”\(published.text) 早于成文日期 \(item.date)。",
                        en: "\(published.name), \(published.text), is before the document was made (\(item.date))."))
            }
        }
        if let end, let start = begin?.day ?? made, end.day < start {
            wrong(
                end.name,
                Words(
                    zh: "“\(end.name)”\(end.text) 早于\(begin.map { "“\($0.name)”\($0.text)" } ?? "成文日期 \(item.date)")。",
                    en:
                        "\(end.name), \(end.text), is before \(begin.map { "\($0.name) \($0.text)" } ?? "the document was made (\(item.date))")."
                ))
        }
        agree(item, end, begin, package, wrong)
        return findings
    }

    private typealias Told = (name: String, text: String, day: Day)

    private func agree(
        _ item: ItemList.Item, _ end: Told?, _ begin: Told?, _ package: PackageUnderCheck,
        _ wrong: (String, Words, Finding.Severity) -> Void
    ) {
        let (today, lists) = (package.today, package.rules.book.lists)
        guard let (name, value) = lists.value(.validity, of: item),
            let validity = Validity(text: NumberText.plain(value))
        else { return }
        if let end, end.day < today, !validity.isOver, validity != .partlyRepealed {
            wrong(
                name,
                Words(
                    zh: "\(item.code) 的“\(name)”是“\(value)”，“\(end.name)”\(end.text) 却已过去。",
                    en: "\(name) of \(item.code) is \"\(value)\", and \(end.name), \(end.text), has passed."), .blocking
            )
        }
        if let end, end.day > today, validity.isOver {
            wrong(
                name,
                Words(
                    zh: "\(item.code) 的“\(name)”是“\(value)”，“\(end.name)”\(end.text) 还没有到。",
                    en: "\(name) of \(item.code) is \"\(value)\", and \(end.name), \(end.text), is still to come."),
                .blocking)
        }
        if let begin, begin.day > today, validity == .inForce {
            wrong(
                name,
                Words(
                    zh: "\(item.code) 的“\(name)”是“\(value)”，“\(begin.name)”\(begin.text) 还没有到。",
                    en: "\(name) of \(item.code) is \"\(value)\", and \(begin.name), \(begin.text), is still to come."),
                .warning)
        }
        if let ground = lists.value(.ground, of: item) {
            let own = [item.code, item.other("文件编号") ?? ""].map(ReferenceCode.key).filter { !$0.isEmpty }
            if own.contains(ReferenceCode.key(of: ground.value)) {
                wrong(
                    ground.name,
                    Words(
                        zh: "\(item.code) 的“\(ground.name)”写的是它自己（\(ground.value)）。",
                        en: "\(ground.name) of \(item.code) names the document itself (\(ground.value))."), .blocking)
            }
        }
    }
}
