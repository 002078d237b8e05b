import Archive

/// The transfer carries what the opening review will need: 到期开放意见, 信息公开情况, 密级变更情况.
///
/// Check: integrity (完整性). Their absence is for review and does not hold up the transfer. Source: 档案法 (2020) 30 条, 档案法实施条例 30 条.
struct CarriedOpinions: Check {
    let key = "carried-opinions"

    /// Files for entries of the catalogue carry none: the entries did, or did not.
    func applies(to package: PackageUnderCheck) -> Bool { package.contents.map { $0.carries != .files } ?? false }

    func findings(in package: PackageUnderCheck) -> [Finding] {
        let kinds: [(Words, (RecordLine) -> String?)] = [
            (Words(zh: "到期开放意见", en: "opinion on opening (到期开放意见)"), { $0.openingOpinion }),
            (Words(zh: "政府信息公开情况", en: "state of disclosure (政府信息公开情况)"), { $0.disclosure }),
            (Words(zh: "密级变更情况", en: "changes of secrecy (密级变更情况)"), { $0.secrecyChange }),
        ]
        return kinds.compactMap { name, value in
            var silent = 0
            var first: RecordLine?
            for record in package.records where value(record) == nil {
                silent += 1
                first = first ?? record
            }
            guard let first else { return nil }
            let all = silent == package.records.count
            return finding(
                .review, element: name.zh, record: silent == 1 ? first.code : nil,
                Words(
                    zh: "\(all ? "全部" : "有") \(silent) 件没有附\(name.zh)\(all ? "" : "（如 \(first.code)）")。",
                    en:
                        "\(silent) of \(package.records.count) records carry no \(name.en)\(all ? "" : " (such as \(first.code))")."
                ),
                Words(
                    zh: "请移交单位补报；不影响接收，开放审核时须有。",
                    en: "The agency sends it later; the verdict stands, but the opening review needs it."))
        }
    }
}
