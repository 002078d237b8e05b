import Archive

/// No reference code, and no number of an electronic record, occurs twice.
///
/// Check: authenticity (真实性), YJ-1-8. Source: DA/T 13-2022 (唯一性), DA/T 46-2009 M7 (电子文件号).
struct CodeUnique: Check {
    let key = "code-unique"

    /// Entries of one code that are named; of the rest the number is told.
    private static let named = 100

    func tell(of package: PackageUnderCheck, _ tell: (Finding) -> Void) {
        guard let contents = package.contents else { return }
        if let n = contents.list.file, let items = contents.list.value?.items {
            var firsts = FirstPlaces()
            /// The entries of one code, by the place of the first.
            var repeats: [Int: [Int]] = [:]
            for (place, item) in items.enumerated() where !item.code.isEmpty {
                if let first = firsts.add(item.key, at: place, keyAt: { items[$0].key }) {
                    repeats[first, default: [first]].append(place)
                }
            }
            for first in repeats.keys.sorted() {
                let same = repeats[first] ?? []
                let item = items[same[1]]
                let more = same.count > CodeUnique.named ? "…" : ""
                let entries = same.prefix(CodeUnique.named).map { String($0 + 1) }.joined(separator: "、") + more
                tell(
                    finding(
                        .blocking, file: package.path(n), element: contents.layout.name(of: "档号"), line: item.line,
                        record: item.code,
                        Words(
                            zh:
                                "\(contents.layout.name(of: "档号"))“\(item.code)”在目录中出现 \(same.count) 次（第 \(entries) 条）。",
                            en: "\(item.code) occurs \(same.count) times in the list (entries \(entries))."),
                        next))
            }
        }
        repeated(of: package, "完整档号", tell) { ReferenceCode.key(of: $0.code) }
        repeated(of: package, "电子文件号", tell) { $0.recordNumber ?? "" }
    }

    private let next = Words(
        zh: "请移交单位查清哪一件编错，改正后重新提交。", en: "The agency finds out which one is wrong, corrects it and submits again.")

    private func repeated(
        of package: PackageUnderCheck, _ element: String, _ tell: (Finding) -> Void, _ key: (RecordLine) -> String
    ) {
        let records = package.records
        var firsts = FirstPlaces()
        for (place, line) in records.enumerated() {
            let value = key(line)
            guard !value.isEmpty, let earlier = firsts.add(value, at: place, keyAt: { key(records[$0]) }) else {
                continue
            }
            let other = records[earlier]
            tell(
                finding(
                    .blocking, file: line.metadata > 0 ? package.path(line.metadata) : nil, element: element,
                    record: line.code,
                    Words(
                        zh: "\(element)“\(value)”与 \(other.code)（第 \(other.sequence) 件）的重复。",
                        en: "\(element) \(value) is that of \(other.code) (record \(other.sequence)) too."),
                    next))
        }
    }
}
