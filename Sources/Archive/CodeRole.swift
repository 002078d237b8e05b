/// What one part of a reference code (档号) stands for.
package enum CodeRole: String, Hashable, Sendable, Codable, CaseIterable {
    /// 全宗号
    case fonds
    /// 案卷目录号
    case catalogue
    /// 门类代码 (first-level category)
    case category
    /// 二级、三级类目代码
    case subcategory
    /// 项目号
    case project
    /// 年度
    case year
    /// 保管期限代码
    case retention
    /// 机构（问题）代码
    case office
    /// 案卷号, 组号 or 册号
    case file
    /// 件号
    case item
    /// 页（张）号
    case page

    package var words: Words {
        switch self {
        case .fonds: Words(zh: "全宗号", en: "fonds number")
        case .catalogue: Words(zh: "目录号", en: "catalogue number")
        case .category: Words(zh: "门类代码", en: "category code")
        case .subcategory: Words(zh: "类目代码", en: "subcategory code")
        case .project: Words(zh: "项目号", en: "project number")
        case .year: Words(zh: "年度", en: "year")
        case .retention: Words(zh: "保管期限代码", en: "retention code")
        case .office: Words(zh: "机构（问题）代码", en: "office or subject code")
        case .file: Words(zh: "案卷号", en: "file number")
        case .item: Words(zh: "件号", en: "item number")
        case .page: Words(zh: "页号", en: "page number")
        }
    }

    /// What a part of this role looks like, for the person whose code was refused.
    func expected(digits: ClosedRange<Int>?) -> Words {
        if let digits {
            let count =
                digits.lowerBound == digits.upperBound
                ? "\(digits.lowerBound)" : "\(digits.lowerBound)–\(digits.upperBound)"
            return Words(zh: "\(count) 位数字", en: "\(count) digits")
        }
        return switch self {
        case .fonds:
            Words(zh: "4 位：1 位大写字母或数字加 3 位数字，如 X013", en: "a letter or digit and three digits, as in X013")
        case .category: Words(zh: "2 位门类代码，如 WS、KJ、ZP", en: "a two-letter category such as WS, KJ or ZP")
        case .subcategory: Words(zh: "1–6 位大写字母，如 TZGG", en: "1–6 capital letters, as in TZGG")
        case .project: Words(zh: "字母、数字组成的项目号", en: "a project number of letters and digits")
        case .year: Words(zh: "4 位年度，如 2019", en: "a year of four digits, as in 2019")
        case .retention: Words(zh: "Y、D30、D10 等", en: "Y, D30, D10 or the like")
        case .office:
            Words(zh: "大写字母、数字或汉字，如 BGS、003、办公室", en: "capital letters, digits or Chinese characters, as in BGS")
        case .catalogue, .file, .item, .page: Words(zh: "数字", en: "digits")
        }
    }

    /// Whether `text` (folded, upper case) can stand for this role; `digits` narrows it to so many digits.
    func accepts(_ text: String, digits: ClosedRange<Int>?) -> Bool {
        let scalars = Array(text.unicodeScalars)
        guard !scalars.isEmpty else { return false }
        if let digits { return scalars.allSatisfy(Folding.isDigit) && digits.contains(scalars.count) }
        let letters = scalars.filter { ("A"..."Z").contains($0) }.count
        let numbers = scalars.filter(Folding.isDigit).count
        let han = scalars.filter(\.properties.isIdeographic).count
        return switch self {
        case .fonds: scalars.count == 4 && letters + numbers == 4 && scalars.dropFirst().allSatisfy(Folding.isDigit)
        case .category: scalars.count == 2 && letters == 2
        case .subcategory: scalars.count <= 6 && letters == scalars.count
        case .project:
            scalars.count <= 12 && numbers > 0 && letters + numbers == scalars.count && !isYearOrRetention(text)
        case .year: numbers == scalars.count && scalars.count == 4 && scalars[0] != "0"
        case .retention: Retention(code: text) != nil || ["永久", "长期", "短期"].contains(text)
        case .office:
            letters == scalars.count && scalars.count <= 10
                || numbers == scalars.count && (2...4).contains(scalars.count)
                || han > 0 && han + numbers + letters == scalars.count && scalars.count <= 20
        case .catalogue, .file, .item, .page: numbers == scalars.count
        }
    }

    private func isYearOrRetention(_ text: String) -> Bool {
        CodeRole.year.accepts(text, digits: nil) || CodeRole.retention.accepts(text, digits: nil)
    }
}
