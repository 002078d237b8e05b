import Archive

/// No reference code, and no number of an electronic record, occurs twice.
///
/// Check: authenticity (真实性), YJ-1-8. Source: DA/T 13-2022 (唯一性), DA/T 46-2009 M7 (电子文件号).
struct CodeUnique: Check {
    let key = "code-unique"

    func findings(in package: PackageUnderCheck) -> [Finding] {
        guard let contents = package.contents else { return [] }
        var findings: [Finding] = []
        if let n = contents.list.file, let list = contents.list.value {
            var places: [String: [Int]] = [:]
            for (place, item) in list.items.enumerated() where !item.code.isEmpty {
                places[ReferenceCode.key(of: item.code), default: []].append(place)
            }
            for same in places.values.filter({ $0.count > 1 }).sorted(by: { $0[0] < $1[0] }) {
                let item = list.items[same[1]]
                let entries = same.map { String($0 + 1) }.joined(separator: "、")
                findings.append(
                    finding(
                        .blocking, file: package.path(n), element: "档号", line: item.line, record: item.code,
                        Words(
                            zh: "档号“\(item.code)”在目录中出现 \(same.count) 次（第 \(entries) 条）。",
                            en: "\(item.code) occurs \(same.count) times in the list (entries \(entries))."),
                        next))
            }
        }
        return findings + repeated(of: package, "完整档号") { ReferenceCode.key(of: $0.code) }
            + repeated(of: package, "电子文件号") { $0.recordNumber ?? "" }
    }

    private let next = Words(
        zh: "请移交单位查清哪一件编错，改正后重新提交。", en: "The agency finds out which one is wrong, corrects it and submits again.")

    private func repeated(
        of package: PackageUnderCheck, _ element: String, _ key: (RecordLine) -> String
    ) -> [Finding] {
        var first: [String: Int] = [:]
        var findings: [Finding] = []
        for (place, line) in package.records.enumerated() {
            let value = key(line)
            guard !value.isEmpty, let earlier = first.updateValue(place, forKey: value) else { continue }
            first[value] = earlier
            let other = package.records[earlier]
            findings.append(
                finding(
                    .blocking, file: line.metadata > 0 ? package.path(line.metadata) : nil, element: element,
                    record: line.code,
                    Words(
                        zh: "\(element)“\(value)”与 \(other.code)（第 \(other.sequence) 件）的重复。",
                        en: "\(element) \(value) is that of \(other.code) (record \(other.sequence)) too."),
                    next))
        }
        return findings
    }
}
