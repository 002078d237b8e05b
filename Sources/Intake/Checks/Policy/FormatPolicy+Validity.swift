import Archive

extension FormatPolicy {
    /// Rows a policy may have: PRONOM has some 2,500 formats.
    package static let mostRows = 1000

    /// The same with what persons write put in order: codes of 门类 in the usual form, reasons trimmed.
    /// - Throws: `FormatPolicyProblem` for whatever cannot hold.
    func validated() throws(FormatPolicyProblem) -> FormatPolicy {
        guard !rows.isEmpty else { throw .empty }
        guard rows.count <= FormatPolicy.mostRows else { throw .tooMany(rows.count) }
        var valid: [Row] = []
        var seen: Set<[String]> = []
        for (place, row) in rows.enumerated() {
            var row = row
            let category = NumberText.trimmed(row.category)
            if !category.isEmpty {
                guard let code = CategoryName.code(of: category) else { throw .badCategory(row: place + 1, category) }
                row.category = code
            } else {
                row.category = ""
            }
            row.reason = Words(zh: NumberText.trimmed(row.reason.zh), en: NumberText.trimmed(row.reason.en))
            for text in [row.reason.zh, row.reason.en] {
                guard (1...300).contains(text.unicodeScalars.count), !text.hasControls else {
                    throw .rowReasonMissing(row: place + 1, row.label)
                }
            }
            guard seen.insert([row.target.text, row.category]).inserted else { throw .twice(row: place + 1, row.label) }
            valid.append(row)
        }
        return FormatPolicy(rows: valid)
    }
}
