import Archive

/// No two records have the same document number (文号), date and author.
///
/// Check: authenticity (真实性), YJ-1-8. A warning: the same document may have been filed by two offices. Source: DA/T 70-2018
/// (数据重复性).
struct SameDocument: Check {
    let key = "same-document"

    func tell(of package: PackageUnderCheck, _ tell: (Finding) -> Void) {
        let records = package.records
        var firsts = FirstPlaces()
        for (place, line) in records.enumerated() {
            guard let identity = SameDocument.identity(of: line),
                let earlier = firsts.add(
                    identity, at: place, keyAt: { SameDocument.identity(of: records[$0]) ?? "" })
            else { continue }
            let other = records[earlier]
            // One code twice is told as such.
            guard ReferenceCode.key(of: other.code) != ReferenceCode.key(of: line.code) else { continue }
            tell(
                finding(
                    .warning,
                    file: line.metadata > 0
                        ? package.path(line.metadata) : package.contents?.list.file.map(package.path),
                    element: "文件编号", record: line.code,
                    Words(
                        zh: "文号“\(line.documentNumber ?? "")”、日期和责任者与 \(other.code)（第 \(other.sequence) 件）的都相同。",
                        en:
                            "Number \(line.documentNumber ?? ""), date and author are those of \(other.code) (record \(other.sequence)) too."
                    ),
                    Words(
                        zh: "请移交单位核对是否同一文件归档两次或文号录错；确属两件的，可以接收。",
                        en:
                            "The agency sees whether one document was filed twice or a number is wrong; if both are right, it may be accepted."
                    )))
        }
    }

    /// Number, day and author in one.
    private static func identity(of line: RecordLine) -> String? {
        guard let number = line.documentNumber.map(folded), number.contains(where: \.isNumber) else { return nil }
        let day = line.date.map { date in DateText(date).day.map { "\($0)" } ?? folded(date) } ?? ""
        return [number, day, line.author.map(folded) ?? ""].joined(separator: "\u{1F}")
    }

    /// Half-width, without spaces, with one kind of bracket: `民发〔2019〕3号` and `民发[2019]3号` are the same.
    private static func folded(_ text: String) -> String {
        String(NumberText.plain(text).filter { !$0.isWhitespace && !"〔〕[]()（）【】〈〉".contains($0) })
    }
}
