import Archive

// 电子档案/年度/类别/(案卷/)档号 (the rules of 2012).

extension Structure {
    /// - Parameter parts: the folders from 电子档案 down.
    func findings(in record: RecordUnderCheck, below parts: [String], _ code: ReferenceCode?) -> [Finding] {
        let above = parts.dropFirst().dropLast()
        guard let year = above.first else {
            return [
                misplaced(
                    record, .warning,
                    Words(
                        zh: "该档号文件夹直接放在“\(parts[0])”下，没有年度和类别文件夹。",
                        en: "The record's folder lies directly in \(parts[0]), without folders for year and category."))
            ]
        }
        let said = record.metadata?.value("档号/年度") ?? code?.year.map { String($0) }
        if let said, let folder = NumberText(year)?.whole, (1000...9999).contains(folder),
            NumberText(said)?.whole != folder
        {
            return [
                misplaced(
                    record, .blocking,
                    Words(
                        zh: "该件的年度是 \(said)，却放在年度文件夹“\(year)”下。",
                        en: "The record's year is \(said), but it lies in the folder of the year \(year)."))
            ]
        }
        if let category = code?.category, CategoryName.code(of: category) != nil,
            let name = above.dropFirst().first, let folder = CategoryName.code(of: name), folder != category
        {
            return [
                misplaced(
                    record, .blocking,
                    Words(
                        zh: "档号的门类代码是 \(category)，却放在类别文件夹“\(name)”下。",
                        en: "The code's category is \(category), but the record lies in a folder of category \(folder)."
                    ))
            ]
        }
        return []
    }

    private func misplaced(_ record: RecordUnderCheck, _ severity: Finding.Severity, _ what: Words) -> Finding {
        finding(
            severity, file: record.folder.path, record: record.code, what,
            severity == .blocking
                ? Words(
                    zh: "请移交单位核对档号和存放位置，改正后重新提交。",
                    en: "The agency compares the code with the place, corrects one of them and submits again.")
                : Words(
                    zh: "请移交单位按“电子档案/年度/类别/档号”存放；不影响接收。",
                    en: "The agency arranges folders as 电子档案/年度/类别/档号; it may be accepted as it is."))
    }
}
