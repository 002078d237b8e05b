import Archive

/// No two records have the same document number (文号), date and author.
///
/// Check: authenticity (真实性), YJ-1-8. A warning: the same document may have been filed by two offices. Source: DA/T 70-2018
/// (数据重复性).
struct SameDocument: Check {
    let key = "same-document"

    private struct Identity: Hashable {
        let number: String
        let day: String
        let author: String
    }

    func findings(in package: PackageUnderCheck) -> [Finding] {
        var first: [Identity: Int] = [:]
        var findings: [Finding] = []
        for (place, line) in package.records.enumerated() {
            guard let identity = SameDocument.identity(of: line) else { continue }
            guard let earlier = first[identity] else {
                first[identity] = place
                continue
            }
            let other = package.records[earlier]
            // One code twice is told as such.
            guard ReferenceCode.key(of: other.code) != ReferenceCode.key(of: line.code) else { continue }
            findings.append(
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
        return findings
    }

    private static func identity(of line: RecordLine) -> Identity? {
        guard let number = line.documentNumber.map(folded), number.contains(where: \.isNumber) else { return nil }
        let day = line.date.map { date in DateText(date).day.map { "\($0)" } ?? folded(date) } ?? ""
        return Identity(number: number, day: day, author: line.author.map(folded) ?? "")
    }

    /// Half-width, without spaces, with one kind of bracket: `民发〔2019〕3号` and `民发[2019]3号` are the same.
    private static func folded(_ text: String) -> String {
        String(NumberText.plain(text).filter { !$0.isWhitespace && !"〔〕[]()（）【】〈〉".contains($0) })
    }
}
