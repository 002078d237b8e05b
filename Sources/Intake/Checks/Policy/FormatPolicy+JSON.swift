package import Archive

extension FormatPolicy {
    /// What `lantai formats policy --json` prints, the act document keeps, and `--decide` reads.
    package var json: JSON { ["rows": .array(rows.map(\.json))] }

    /// Reads what `json` writes.
    /// - Throws: `FormatPolicyProblem` for anything else: a word that is not understood must not be taken for "accept".
    package init(json: JSON) throws(FormatPolicyProblem) {
        guard let members = json.object, let array = members["rows"]?.array else { throw .unreadable("rows") }
        if let other = members.keys.filter({ $0 != "rows" }).min() { throw .unreadable(other) }
        var rows: [Row] = []
        for (place, row) in array.enumerated() { rows.append(try Row(json: row, place: place + 1)) }
        self.init(rows: rows)
    }
}

extension FormatPolicy.Row {
    package var json: JSON {
        var members: [String: JSON] = [
            "target": .string(target.text), "treatment": .string(treatment.rawValue), "reason": .string(reason.zh),
        ]
        if !category.isEmpty { members["category"] = .string(category) }
        if reason.en != reason.zh { members["reasonEn"] = .string(reason.en) }
        return .object(members)
    }

    /// - Parameter place: of the row, from 1.
    fileprivate init(json: JSON, place: Int) throws(FormatPolicyProblem) {
        guard let members = json.object else { throw .unreadable("rows[\(place)]") }
        let known: Set = ["target", "category", "treatment", "reason", "reasonEn"]
        if let other = members.keys.filter({ !known.contains($0) }).min() {
            throw .unreadable("rows[\(place)].\(other)")
        }
        guard let text = members["target"]?.string else { throw .unreadable("rows[\(place)].target") }
        guard let target = FormatTarget(text: text) else { throw .badTarget(row: place, text) }
        guard let word = members["treatment"]?.string else { throw .unreadable("rows[\(place)].treatment") }
        guard let treatment = FormatPolicy.Treatment(rawValue: word) else { throw .badTreatment(row: place, word) }
        let zh = members["reason"]?.string ?? ""
        self.init(
            target, members["category"]?.string ?? "", treatment,
            Words(zh: zh, en: members["reasonEn"]?.string ?? zh))
    }
}
