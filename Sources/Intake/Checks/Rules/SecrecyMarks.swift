import Archive
import Formats

/// No secrecy mark anywhere, on a node that may not hold state secrets (涉密信息).
///
/// Check: safety (安全性), YJ-4-7. Finds: a class in 密级, a mark in any value, name or text. Any such finding quarantines the
/// package. Files whose text cannot be read (scans) are for review. Source: 保守国家秘密法; design, "Network grade".
struct SecrecyMarks: Check {
    let key = "secrecy-marks"

    func applies(to package: PackageUnderCheck) -> Bool { !package.settings.classified }

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        guard applies(to: package) else { return [] }
        var findings: [Finding] = []
        if let item = record.item {
            let fields = [
                ("题名", item.title), ("密级", item.secrecy), ("责任者", item.author), ("档号", item.code),
            ]
            for (name, value) in fields + item.others.map({ ($0.name, $0.value) }) {
                guard let mark = SecrecyMark.mark(in: value, of: name) else { continue }
                let file = package.contents?.list.file.map(package.path)
                findings.append(marked(mark, file: file, element: name, line: item.line, record: record.code))
            }
        }
        for element in record.metadata?.elements ?? [] {
            guard let mark = SecrecyMark.mark(in: element.value, of: element.name) else { continue }
            let file = record.metadataFile.map(package.path)
            findings.append(
                marked(mark, file: file, element: element.path, line: element.line, record: record.code))
        }
        for n in record.folder.contents {
            for mark in package.facts[n]?.marks ?? [] {
                findings.append(marked(mark, file: package.path(n), record: record.code))
            }
        }
        return findings
    }

    func findings(in package: PackageUnderCheck) -> [Finding] {
        guard applies(to: package) else { return [] }
        var findings: [Finding] = []
        if let mark = SecrecyMark.mark(inName: package.name) { findings.append(marked(mark, file: package.name)) }
        for field in package.contents?.notes.value?.fields ?? [] {
            guard let mark = SecrecyMark.mark(in: field.value, of: field.key) else { continue }
            let file = package.contents?.notes.file.map(package.path)
            findings.append(marked(mark, file: file, element: field.key, line: field.line))
        }
        for field in package.contents?.registration.value?.fields ?? [] {
            guard let mark = SecrecyMark.mark(in: field.value, of: field.name) else { continue }
            let file = package.contents?.registration.file.map(package.path)
            findings.append(marked(mark, file: file, element: field.name, line: field.line))
        }
        findings += names(in: package)
        var ofRecords = [Bool](repeating: false, count: package.listing.count)
        for folder in package.contents?.folders ?? RowsOnDisk() {
            for n in folder.contents { ofRecords[Int(n) - 1] = true }
        }
        for (n, facts) in package.facts.all where !facts.marks.isEmpty && !ofRecords[Int(n) - 1] {
            for mark in facts.marks { findings.append(marked(mark, file: package.path(n))) }
        }
        return findings + unread(in: package)
    }

    /// Names of files and folders; a folder is told once.
    private func names(in package: PackageUnderCheck) -> [Finding] {
        var told: Set<FileName> = []
        var findings: [Finding] = []
        func look(_ path: FileName) {
            guard let mark = SecrecyMark.mark(inName: path) else { return }
            let parts = path.components
            let part = (1...parts.count).first { SecrecyMark.mark(inName: parts[$0 - 1]) != nil } ?? parts.count
            let shortest = path.prefix(parts: part)
            if told.insert(shortest).inserted { findings.append(marked(mark, file: shortest)) }
        }
        for n in package.listing.numbers { look(package.path(n)) }
        for folder in package.listing.folders { look(folder) }
        return findings
    }

    private func unread(in package: PackageUnderCheck) -> [Finding] {
        var silent = 0
        var examples: [String] = []
        for (n, facts) in package.facts.all
        where !facts.hasText && facts.damage == nil && ![.zip, .tar, .packed, .empty].contains(facts.kind) {
            silent += 1
            if examples.count < 3 { examples.append(package.path(n).lastComponent.display) }
        }
        guard silent > 0 else { return [] }
        return [
            finding(
                .review,
                Words(
                    zh: "\(silent) 个文件没有可读的文字（扫描图像等，如 \(examples.joined(separator: "、"))），未能查密级标志。",
                    en:
                        "\(silent) files have no text to read (scans and the like, such as \(examples.joined(separator: ", "))): not searched for secrecy marks."
                ),
                Words(
                    zh: "请接收人员逐件看首页有无密级标志；不影响本次结论。",
                    en: "Whoever receives the package looks at each first page; the verdict stands."))
        ]
    }

    func marked(
        _ mark: SecrecyMark, file: FileName?, element: String? = nil, line: Int? = nil, record: String? = nil
    ) -> Finding {
        let place =
            if let page = mark.page {
                Words(zh: "第 \(page) 页有密级标志", en: "page \(page) carries the secrecy mark")
            } else if let element {
                Words(zh: "“\(element)”中有密级标志", en: "\(element) carries the secrecy mark")
            } else {
                Words(zh: "名称中有密级标志", en: "the name carries the secrecy mark")
            }
        return finding(
            .blocking, file: file, element: element, line: line, record: record,
            Words(
                zh: "\(place.zh)“\(mark.text)”，而本机不是涉密节点，不得存放国家秘密。",
                en: "\(place.en) \"\(mark.text)\", and this node may not hold state secrets."),
            Words(
                zh: "不要再打开或复制该包。请安全保密员核实处理；移交单位改由涉密渠道移交，或出具解密手续、去除标志后重新提交。",
                en:
                    "Do not open or copy the package. The security officer looks into it; the agency sends it through a classified channel, or declassifies it and submits again."
            ))
    }
}
